"""Saved views: rename, remove, and the order in which the shortcuts count them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import RecordId
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.widgets.label import Label

_KEY = Qt.ItemDataRole.UserRole


class ViewsDialog(QDialog):
    """Each act is kept at once and can be undone; F2 or a double click renames."""

    def __init__(self, context: Context, area: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._area = context, area
        self.setWindowTitle(_("Saved views"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Saved views"))
        self.error = Label("", "danger", wrap=True, parent=self)
        self.rename_button = self._button("pencil", _("Rename"), self.rename)
        self.remove_button = self._button("trash-2", _("Remove"), self.remove)
        self.up = self._button("arrow-up", _("Up"), lambda: self.move_row(-1))
        self.down = self._button("arrow-down", _("Down"), lambda: self.move_row(1))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.reject)
        self.list.itemChanged.connect(self._renamed)
        self._arrange()
        self.fill()

    def _button(self, drawing: str, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(icon(drawing, "text"), text, self)
        button.setMinimumHeight(30)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: act())
        return button

    def _arrange(self) -> None:
        beside = QVBoxLayout()
        for button in (self.rename_button, self.remove_button, self.up, self.down):
            beside.addWidget(button)
        beside.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.list, 1)
        middle.addLayout(beside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(middle, 1)
        rows.addWidget(self.error)
        self.error.hide()
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setMinimumHeight(30)
        rows.addWidget(self.buttons)
        self.resize(420, 340)

    def fill(self, row: int = 0) -> None:
        """Read the views again, with this row in front."""
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for view in self._context.planner.views.of(self._area):
            item = QListWidgetItem(view.name)
            item.setData(_KEY, view.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.blockSignals(blocked)
        count = self.list.count()
        self.list.setCurrentRow(max(0, min(row, count - 1)))
        for button in (self.rename_button, self.remove_button, self.up, self.down):
            button.setEnabled(count > 0)

    def rename(self) -> None:
        if item := self.list.currentItem():
            self.list.editItem(item)

    def remove(self) -> None:
        if item := self.list.currentItem():
            row, key = self.list.currentRow(), RecordId(item.data(_KEY))
            self._do(lambda: self._context.planner.views.remove(key), row)

    def move_row(self, by: int) -> None:
        """Move the view in front up or down."""
        row = self.list.currentRow()
        order = [self.list.item(place).data(_KEY) for place in range(self.list.count())]
        if not 0 <= row + by < len(order) or row < 0:
            return
        order.insert(row + by, order.pop(row))
        self._do(lambda: self._context.planner.views.arrange(self._area, order), row + by)

    def _renamed(self, item: QListWidgetItem) -> None:
        key, name = RecordId(item.data(_KEY)), item.text()
        self._do(lambda: self._context.planner.views.rename(key, name), self.list.row(item))

    def _do(self, act: Callable[[], object], row: int) -> None:
        try:
            act()
            self.error.hide()
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
        self.fill(row)
