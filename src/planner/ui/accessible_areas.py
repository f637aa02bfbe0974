"""Scroll areas for screen readers, by a node that is asked for a child it no longer has and lives.

Qt's own node for a scroll area (6.11) counts the scroll bars that show among its children, and reads
past the end of that list when a reader asks for one that has just gone: the process ends. Its node
for plain widgets looks at the bounds, so scroll areas are given that one. Charts are told as what
they are; their rows are a table.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QWidget

_nodes: dict[int, list[QAccessibleWidget]] = {}
"""By the number of the area: kept as long as Qt may hold them."""
_gone: list[QAccessibleWidget] = []
"""Of areas that are just going: Qt is still to free them."""
_installed: list[bool] = []


def install() -> None:
    """Make scroll areas and charts known to the accessibility of Qt; once in a process."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_factory)


def _factory(name: str, thing: QObject | None) -> QAccessibleInterface | None:
    is_area = name == "QScrollArea" and isinstance(thing, QScrollArea)
    if not isinstance(thing, QWidget) or not (is_area or name == "ChartView"):
        return None
    role = QAccessible.Role.Client if is_area else QAccessible.Role.Chart
    key = id(thing)
    if key not in _nodes:
        _nodes[key] = []
        thing.destroyed.connect(lambda: _forget(key))
    node = QAccessibleWidget(thing, role)
    _nodes[key].append(node)
    return node


def _forget(key: int) -> None:
    _gone[:] = [node for node in _gone if shiboken6.isValid(node)]
    _gone.extend(_nodes.pop(key, ()))
