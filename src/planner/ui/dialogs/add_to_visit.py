"""Putting all who are selected into a visit."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import VisitId
from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.widgets.fields import short_day

_KEY = Qt.ItemDataRole.UserRole


class AddToVisitDialog(QDialog):
    """``visit`` is the chosen one after it was accepted. Coming visits stand first."""

    def __init__(self, context: Context, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.visit: VisitId | None = None
        self.setWindowTitle(ngettext("Add {count} person to", "Add {count} people to", count))
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(_("Type the name of a visit"))
        self.name.setAccessibleName(_("Visit"))
        self.name.setMinimumHeight(32)
        self.found = QListWidget(self)
        self.found.setAccessibleName(_("Visits found"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.add = self.buttons.addButton(_("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for widget in (self.name, self.found, self.buttons):
            rows.addWidget(widget)
        self.resize(460, 360)
        self._pause = QTimer(self, singleShot=True, interval=120)
        self._pause.timeout.connect(self.offer)
        self.name.textEdited.connect(lambda _text: self._pause.start())
        self.found.itemActivated.connect(lambda _item: self.accept())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.offer()

    def offer(self) -> None:
        """List the visits that fit what is typed."""
        self._pause.stop()
        visits, text = self._context.planner.visits, self.name.text().strip()
        lines = visits.page(0, 30, text) if text else visits.coming(30) or visits.page(0, 30)
        self.found.clear()
        for line in lines:
            day = short_day(line.first_day)
            row = QListWidgetItem(
                icon("calendar", "text2"), f"{line.title} · {day}" if day else line.title
            )
            row.setData(_KEY, line.id)
            self.found.addItem(row)
        self.found.setCurrentRow(0)
        self.add.setEnabled(self.found.count() > 0)

    def accept(self) -> None:
        if self._pause.isActive():
            self.offer()
        if item := self.found.currentItem():
            self.visit = VisitId(item.data(_KEY))
            super().accept()
