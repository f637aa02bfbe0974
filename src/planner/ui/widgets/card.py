"""A card: a heading and a short table of real rows below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from planner.ui.models.table_model import ListTable
from planner.ui.widgets.label import Label
from planner.ui.widgets.panel import Panel
from planner.ui.widgets.table import Table


class Card(Panel):
    def __init__(self, title: str, model: ListTable[Any], parent: QWidget | None = None) -> None:
        super().__init__("surface", "round", parent=parent)
        self._title, self._count = title, 0
        self._heading = Label(title, size=1.08, strong=True, parent=self)
        self.table = Table(title, self)
        self.table.horizontalHeader().hide()
        self.table.show_model(model)
        layout = self._rows = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self.table, 1)
        self.setMinimumHeight(150)

    def set_count(self, count: int) -> None:
        self._count = count
        self._heading.setText(f"{self._title} ({count})" if count else self._title)

    def set_title(self, title: str) -> None:
        self._title = title
        self.table.setAccessibleName(title)
        self.set_count(self._count)

    def add_below(self, line: QLayout) -> None:
        """Put buttons at the foot of the card."""
        self._rows.addLayout(line)
