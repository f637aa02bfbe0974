"""Choosing columns with the keyboard: ticks, an order, and what the rows are sorted by."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _
from planner.ui.icons import icon
from planner.ui.pages.chosen_columns import ChosenColumns
from planner.ui.widgets.label import Label

_KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """Columns are dragged, or moved with the buttons; nothing changes before OK."""

    def __init__(self, chosen: ChosenColumns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.setWindowTitle(_("Columns"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.up = QPushButton(icon("arrow-up", "text"), _("Up"), self)
        self.down = QPushButton(icon("arrow-down", "text"), _("Down"), self)
        self.sort = QComboBox(self)
        self.sort.setAccessibleName(_("Sorted by"))
        self.descending = QCheckBox(_("Largest or latest first"), self)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._fill()
        self._arrange()
        self.up.clicked.connect(lambda: self.move_row(-1))
        self.down.clicked.connect(lambda: self.move_row(1))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _fill(self) -> None:
        titles = {column.key: _(column.title) for column in self._chosen.declared}
        shown = self._chosen.keys
        for key in (*shown, *(key for key in titles if key not in shown)):
            row = QListWidgetItem(titles[key])
            row.setData(_KEY, key)
            row.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            if key == shown[0]:
                row.setFlags(Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(row)
        self.list.setCurrentRow(1)
        for key, title in titles.items():
            if key in self._chosen.sortable:
                self.sort.addItem(title, key)
        self.sort.setCurrentIndex(self.sort.findData(self._chosen.sort.removeprefix("-")))
        self.descending.setChecked(self._chosen.sort.startswith("-"))

    def _arrange(self) -> None:
        beside = QVBoxLayout()
        for button in (self.up, self.down):
            button.setMinimumHeight(30)
            button.setAutoDefault(False)
            beside.addWidget(button)
        beside.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addLayout(beside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(middle, 1)
        if self.sort.count():
            below = QHBoxLayout()
            label = Label(_("Sorted by"), "text2", parent=self)
            label.setBuddy(self.sort)
            below.addWidget(label)
            below.addWidget(self.sort, 1)
            below.addWidget(self.descending)
            rows.addLayout(below)
        else:
            self.sort.hide()
            self.descending.hide()
        for choice in self.buttons.buttons():
            choice.setMinimumHeight(30)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setDefault(True)
        rows.addWidget(self.buttons)
        self.resize(420, 480)

    def move_row(self, by: int) -> None:
        """Move the column in front; the first one keeps its place."""
        row = self.list.currentRow()
        if row < 1 or not 1 <= row + by < self.list.count():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(row + by, item)
        self.list.setCurrentRow(row + by)

    def wanted(self) -> tuple[tuple[str, ...], str]:
        """The keys that are ticked, in order, and the sort."""
        rows = [self.list.item(row) for row in range(self.list.count())]
        keys = tuple(row.data(_KEY) for row in rows if row.checkState() is Qt.CheckState.Checked)
        sort = str(self.sort.currentData() or "")
        return keys, f"-{sort}" if sort and self.descending.isChecked() else sort

    def accept(self) -> None:
        self._chosen.choose(*self.wanted())
        super().accept()
