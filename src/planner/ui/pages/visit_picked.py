"""A field for a few records in an order, each found by typing: picks, linked agreements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _
from planner.ui.icons import icon
from planner.ui.plain import escaped
from planner.ui.widgets.fields import Choices, Field, SearchField
from planner.ui.widgets.label import Label

_KEY = Qt.ItemDataRole.UserRole
Pick = tuple[str, str]
"""The word and the id of a record."""
ICONS = {"person": "user", "organisation": "landmark", "agreement": "file-signature"}


class PickedField(Field):
    """The value is a tuple of picks, in their order."""

    def __init__(
        self,
        label: str,
        choices: Callable[[str], Choices],
        *,
        add: str,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent)
        self.listed = QListWidget(self)
        self.search = SearchField(add, choices, hint=hint, parent=self)
        self.search.label.hide()
        self._buttons = [
            self._button("arrow-up", _("Move up"), lambda: self._shift(-1)),
            self._button("arrow-down", _("Move down"), lambda: self._shift(1)),
            self._button("x", _("Take out"), self._remove),
        ]
        self._arrange(label)
        self.search.committed.connect(self._add)
        self.listed.currentRowChanged.connect(lambda _row: self._enable())

    def _arrange(self, label: str) -> None:
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(4)
        side = QVBoxLayout()
        side.setSpacing(0)
        for button in self._buttons:
            side.addWidget(button)
        side.addStretch(1)
        line.addWidget(self.listed, 1)
        line.addLayout(side)
        rows.addLayout(line)
        rows.addWidget(self.search)
        self._parts = rows
        self._put(whole)
        whole.setMinimumHeight(0)
        self.listed.setAccessibleName(label)
        self.listed.setFixedHeight(82)
        self.label.setBuddy(self.listed)
        self.setFocusProxy(self.listed)
        self._hint = Label("", "text2", parent=self.listed.viewport())
        self._hint.setForegroundRole(QPalette.ColorRole.WindowText)  # not that of the list around
        self._hint.setContentsMargins(6, 4, 6, 4)
        self._hint.hide()

    def add_below(self, field: Field) -> None:
        """More about the row in front, between the list and what adds to it."""
        self._parts.insertWidget(1, field)

    def value(self) -> tuple[Any, ...]:
        return self.picks()

    def picks(self) -> tuple[Pick, ...]:
        """The records in their order."""
        rows = range(self.listed.count())
        return tuple(tuple(self.listed.item(row).data(_KEY)) for row in rows)

    def _show(self, value: Any) -> None:
        """``value`` is a list of (pick, name)."""
        wanted = [(tuple(pick), name) for pick, name in value or ()]
        if wanted != self._shown():
            row = self.listed.currentRow()
            before = self.picks()[row] if row >= 0 else None
            self.listed.clear()
            for pick, name in wanted:
                self._append(pick, name)
            kept = [place for place, (pick, _name) in enumerate(wanted) if pick == before]
            self.listed.setCurrentRow(kept[0] if kept else min(row, self.listed.count() - 1))
        self._enable()

    def _shown(self) -> list[tuple[Pick, str]]:
        rows = (self.listed.item(row) for row in range(self.listed.count()))
        return [(tuple(item.data(_KEY)), item.text()) for item in rows]

    def _show_hint(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.adjustSize()
        self._hint.setVisible(bool(text))

    def _append(self, pick: Pick, name: str) -> None:
        item = QListWidgetItem(icon(ICONS.get(pick[0], "link"), "text2"), name)
        item.setData(_KEY, list(pick))
        self.listed.addItem(item)
        self._hint.hide()

    def _add(self, pick: Pick | None) -> None:
        if pick is None:
            return
        name = self.search.editor.text()
        self.search.set_value(None)
        if pick not in self.picks():
            self._append(pick, name)
            self.commit()

    def _remove(self) -> None:
        self.listed.takeItem(self.listed.currentRow())
        self._enable()
        self.commit()

    def _shift(self, by: int) -> None:
        row = self.listed.currentRow()
        item = self.listed.takeItem(row)
        self.listed.insertItem(row + by, item)
        self.listed.setCurrentRow(row + by)
        self.commit()

    def _enable(self) -> None:
        row, count = self.listed.currentRow(), self.listed.count()
        up, down, away = self._buttons
        up.setEnabled(row > 0)
        down.setEnabled(0 <= row < count - 1)
        away.setEnabled(row >= 0)

    def _button(self, name: str, text: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name, "text"))
        button.setToolTip(escaped(text))
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        button.setFixedSize(26, 26)
        button.clicked.connect(act)
        return button
