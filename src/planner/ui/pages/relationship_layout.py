"""Where the parts of a relationship's page stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from planner.ui.pages.relationship_view import RelationshipView


def arrange(view: RelationshipView) -> None:
    """The head above, then the axis over the lines; the border between them moves."""
    head = QVBoxLayout()
    head.setContentsMargins(16, 8, 16, 8)
    head.setSpacing(2)
    head.addWidget(view.balance)
    head.addWidget(view.levels)
    bar = QHBoxLayout()
    bar.setContentsMargins(0, 4, 12, 4)
    bar.setSpacing(8)
    bar.addWidget(view.tabs)
    bar.addWidget(view.filter, 1)
    bar.addStretch(1)
    for button in (view.keep_button, view.invite_button, view.export_button, view.picture_button):
        button.setMinimumHeight(28)
        bar.addWidget(button)
    below = QWidget(view)
    rows = QVBoxLayout(below)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addLayout(bar)
    rows.addWidget(view.table, 1)
    splitter = QSplitter(Qt.Orientation.Vertical, view)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(view.timeline)
    splitter.addWidget(below)
    splitter.setStretchFactor(0, 2)
    splitter.setStretchFactor(1, 3)
    layout = QVBoxLayout(view)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addLayout(head)
    layout.addWidget(splitter, 1)
