"""Scroll areas for screen readers, by a node that is asked for a child it no longer has and lives.

Qt's own node for a scroll area (6.11) counts the scroll bars that show among its children, and reads
past the end of that list when a reader asks for one that has just gone: the process ends. Its node
for plain widgets looks at the bounds, so scroll areas are given that one. Charts are told as what
they are; their rows are a table.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QWidget

from planner.ui.accessible_nodes import Register


def _make(name: str, thing: QObject) -> QAccessibleWidget | None:
    is_area = name == "QScrollArea" and isinstance(thing, QScrollArea)
    if not isinstance(thing, QWidget) or not (is_area or name == "ChartView"):
        return None
    return QAccessibleWidget(thing, QAccessible.Role.Client if is_area else QAccessible.Role.Chart)


_register: Final = Register(_make)
install = _register.install
