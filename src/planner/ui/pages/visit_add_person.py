"""Adding somebody to a delegation: found by typing, or new from the name that was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import DelegateId, PersonId, VisitId, new_id
from planner.domain.names import split_name
from planner.domain.people import Person
from planner.i18n import _
from planner.ui.icons import icon
from planner.ui.pages.visit_choices import people
from planner.ui.pages.visit_verbs import attempt

if TYPE_CHECKING:
    from planner.ui.context import Context

_KEY = Qt.ItemDataRole.UserRole


class AddPerson(QDialog):
    """One field, one list: the people who fit, and at the end a new one. Enter adds."""

    def __init__(
        self,
        context: Context,
        visit: VisitId,
        parent: QWidget | None = None,
        placeholder: DelegateId | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._visit, self._placeholder = context, visit, placeholder
        self.added: DelegateId | None = None
        self.setWindowTitle(_("Add a person"))
        self.name = QLineEdit(self)
        self.found = QListWidget(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._add = self.buttons.addButton(_("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._pause = QTimer(self, singleShot=True, interval=120)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self._arrange()
        self._pause.timeout.connect(self.offer)
        self.name.textEdited.connect(lambda _text: self._pause.start())
        self.found.itemActivated.connect(lambda _item: self.accept())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.offer()

    def _arrange(self) -> None:
        self.name.setPlaceholderText(_("Type a name, in any script"))
        self.name.setAccessibleName(_("Name"))
        self.name.setMinimumHeight(32)
        self.found.setAccessibleName(_("People found"))
        self._add.setDefault(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.name)
        rows.addWidget(self.found, 1)
        rows.addWidget(self.buttons)
        self.resize(460, 380)

    def offer(self) -> None:
        """List who fits what is typed."""
        text = self.name.text().strip()
        self.found.clear()
        for key, shown in people(self._context.planner)(text):
            item = QListWidgetItem(icon("user", "text2"), shown)
            item.setData(_KEY, key)
            self.found.addItem(item)
        if text:
            new = QListWidgetItem(icon("user-plus", "text2"), _new_text(self._person(text)))
            self.found.addItem(new)
        self.found.setCurrentRow(0)
        self._add.setEnabled(self.found.count() > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move in the list while one types."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if step := steps.get(Qt.Key(event.key())):
            row = self.found.currentRow() + step
            self.found.setCurrentRow(max(0, min(row, self.found.count() - 1)))
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        """Add whoever is chosen; the dialog stays open when that is refused."""
        if self._pause.isActive():
            self._pause.stop()
            self.offer()
        if self.found.currentRow() < 0:
            return
        item = self.found.currentItem()
        self.added = attempt(self._context, lambda: self._put(item.data(_KEY)))
        if self.added is not None:
            super().accept()

    def _put(self, key: str | None) -> DelegateId:
        planner = self._context.planner
        person = PersonId(key) if key else planner.contacts.add(self._person(self.name.text()))
        if self._placeholder is not None:
            planner.delegations.name_placeholder(self._placeholder, person)
            return self._placeholder
        return planner.delegations.add_person(self._visit, person)

    def _person(self, text: str) -> Person:
        parts = split_name(text)
        return Person(
            id=PersonId(new_id()),
            family_name=parts.family_name,
            given_name=parts.given_name,
            prefix=parts.prefix,
            suffix=parts.suffix,
            native_name=parts.native_name,
            reading=parts.reading,
        )


def _new_text(person: Person) -> str:
    """How the typed name was read, so that a wrong split is seen before it is kept."""
    parts = [
        _("family name {name}").format(name=person.family_name) if person.family_name else "",
        _("given name {name}").format(name=person.given_name) if person.given_name else "",
        person.prefix,
        person.suffix,
        person.native_name,
    ]
    return _("New person: {parts}").format(parts=", ".join(part for part in parts if part))
