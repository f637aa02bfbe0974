"""Which columns a sheet has: a saved set, or what somebody ticks and drags now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _
from planner.ui.icons import icon

_KEY = Qt.ItemDataRole.UserRole


class ColumnSet(QWidget):
    """Domain-free: ``sets`` are (key, name, columns); ``columns`` are what is ticked, in order.

    ``save_wanted`` and ``remove_wanted`` leave the keeping to whoever listens.
    """

    changed = Signal()
    save_wanted = Signal()
    remove_wanted = Signal(str)

    def __init__(
        self,
        offered: Sequence[tuple[str, str]],
        usual: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """``offered`` are (name, title) of all columns."""
        super().__init__(parent)
        self._titles = dict(offered)
        self._usual = tuple(usual)
        self._sets: dict[str, tuple[str, ...]] = {}
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(_("Set of columns"))
        self.choice.setMinimumHeight(28)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Columns of the sheet"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(120)
        self.save = QPushButton(icon("plus", "text"), _("Save set…"), self)
        self.remove = QPushButton(icon("trash-2", "text"), _("Remove set"), self)
        for button in (self.save, self.remove):
            button.setAutoDefault(False)
            button.setMinimumHeight(28)
        line = QHBoxLayout()
        line.addWidget(self.choice, 1)
        line.addWidget(self.save)
        line.addWidget(self.remove)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addLayout(line)
        rows.addWidget(self.list, 1)
        self.choice.activated.connect(lambda _row: self._chosen())
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self.list.model().rowsMoved.connect(lambda *_moved: self.changed.emit())
        self.save.clicked.connect(lambda _on=False: self.save_wanted.emit())
        self.remove.clicked.connect(lambda _on=False: self.remove_wanted.emit(self.key))
        self.show_sets([])

    @property
    def key(self) -> str:
        """The set in front; "" for the usual columns."""
        return str(self.choice.currentData() or "")

    @property
    def columns(self) -> tuple[str, ...]:
        rows = [self.list.item(row) for row in range(self.list.count())]
        return tuple(row.data(_KEY) for row in rows if row.checkState() is Qt.CheckState.Checked)

    def show_sets(self, sets: Sequence[tuple[str, str, tuple[str, ...]]], front: str = "") -> None:
        """Offer these, with this one in front."""
        self._sets = {key: columns for key, _name, columns in sets}
        self.choice.clear()
        self.choice.addItem(_("Usual columns"), "")
        for key, name, _columns in sets:
            self.choice.addItem(name, key)
        self.choice.setCurrentIndex(max(0, self.choice.findData(front)))
        self._chosen()

    def _chosen(self) -> None:
        self.remove.setEnabled(bool(self.key))
        self._show(self._sets.get(self.key, self._usual))

    def _show(self, columns: Sequence[str]) -> None:
        ticked = [name for name in columns if name in self._titles] or list(self._usual)
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for name in (*ticked, *(name for name in self._titles if name not in ticked)):
            row = QListWidgetItem(self._titles[name])
            row.setData(_KEY, name)
            on = name in ticked
            row.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(row)
        self.list.blockSignals(blocked)
        self.changed.emit()
