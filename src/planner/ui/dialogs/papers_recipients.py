"""Whose copies are made: a list with ticks; the one in front is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.recipients import RECIPIENT_KINDS, Recipient
from planner.i18n import _
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

_LINES: Final = 7
_KEY: Final = Qt.ItemDataRole.UserRole


class RecipientTicks(QWidget):
    """All are ticked at first; who is unticked stays so when the list is read anew."""

    chosen = Signal(str)
    """The key of the one in front."""
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._off: set[str] = set()
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Recipients"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = Label("", "text2", size=0.9, parent=self)
        self.all = self._button(_("All"), _("Tick all recipients"), on=True)
        self.none = self._button(_("None"), _("Tick no recipient"), on=False)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.count, 1)
        line.addWidget(self.all)
        line.addWidget(self.none)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(line)
        rows.addWidget(self.list)
        self.list.currentItemChanged.connect(lambda *_items: self._tell())
        self.list.itemChanged.connect(self._ticked)

    def _button(self, text: str, name: str, *, on: bool) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(name)
        button.setToolTip(escaped(name))
        button.setMinimumHeight(24)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: self.tick_all(on))
        return button

    def show_recipients(self, recipients: Sequence[Recipient], front: str) -> None:
        """List these, with the one of this key in front; nobody is told."""
        if [one.key for one in recipients] == self.keys and front == self.front:
            return
        blocked = self.list.blockSignals(True)
        self.list.clear()
        line = max(24, self.fontMetrics().height() + 8)
        for one in recipients:
            item = QListWidgetItem(f"{one.name} – {_(RECIPIENT_KINDS[one.kind])}")
            item.setData(_KEY, one.key)
            item.setSizeHint(QSize(0, line))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            off = one.key in self._off
            item.setCheckState(Qt.CheckState.Unchecked if off else Qt.CheckState.Checked)
            self.list.addItem(item)
            if one.key == front:
                self.list.setCurrentItem(item)
        self.list.blockSignals(blocked)
        self.list.setFixedHeight(min(max(1, len(recipients)), _LINES) * line + 8)
        self._say()

    @property
    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    @property
    def keys(self) -> list[str]:
        return [item.data(_KEY) for item in self._items]

    @property
    def ticked_keys(self) -> tuple[str, ...]:
        return tuple(key for key in self.keys if key not in self._off)

    @property
    def front(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def choose(self, key: str) -> None:
        for item in self._items:
            if item.data(_KEY) == key:
                self.list.setCurrentItem(item)

    def tick_all(self, on: bool) -> None:
        for item in self._items:
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _ticked(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY))
        if item.checkState() == Qt.CheckState.Checked:
            self._off.discard(key)
        else:
            self._off.add(key)
        self._say()
        self.ticked.emit()

    def _say(self) -> None:
        self.count.setText(
            _("{count} of {total}").format(count=len(self.ticked_keys), total=self.list.count())
        )

    def _tell(self) -> None:
        if self.front:
            self.chosen.emit(self.front)
