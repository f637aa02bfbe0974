"""A field in which several of a few things are ticked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from planner.ui.widgets.fields import Choices, Field

_KEY = Qt.ItemDataRole.UserRole
ROWS = 6


class CheckListField(Field):
    """The value is the tuple of keys that are ticked, in the order of the list."""

    def __init__(self, label: str, *, rows: int = ROWS, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._most = rows
        self.editor = QListWidget(self)
        self.editor.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self._put(self.editor)
        self.editor.itemChanged.connect(self._ticked)
        self._filling = False

    def set_choices(self, choices: Choices) -> None:
        """Offer these; what was ticked stays ticked."""
        offered = list(choices)
        if offered == self.choices():
            return
        ticked = set(self.value())
        self._filling = True
        row = self.editor.fontMetrics().height() + 10
        self.editor.clear()
        for key, text in offered:
            item = QListWidgetItem(text)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsSelectable
            )
            item.setData(_KEY, key)
            item.setCheckState(_state(key in ticked))
            item.setSizeHint(QSize(0, row))
            self.editor.addItem(item)
        self._filling = False
        self.editor.setFixedHeight(row * max(1, min(len(offered), self._most)) + 8)

    def value(self) -> tuple[Any, ...]:
        rows = (self.editor.item(row) for row in range(self.editor.count()))
        return tuple(item.data(_KEY) for item in rows if item.checkState() is Qt.CheckState.Checked)

    def _show(self, value: Any) -> None:
        ticked = set(value or ())
        self._filling = True
        for row in range(self.editor.count()):
            item = self.editor.item(row)
            item.setCheckState(_state(item.data(_KEY) in ticked))
        self._filling = False

    def choices(self) -> list[tuple[Any, str]]:
        rows = (self.editor.item(row) for row in range(self.editor.count()))
        return [(item.data(_KEY), item.text()) for item in rows]

    def _ticked(self) -> None:
        if not self._filling:
            self.commit()


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
