"""An organisation gets another name, another one takes over, or two are found to be one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.ids import OrganisationId
from planner.domain.organisations import Organisation
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.merge_commands import merge
from planner.ui.pages import choices
from planner.ui.widgets.fields import DateField, Field, LineField, SearchField
from planner.ui.widgets.label import Label


class AskDialog(QDialog):
    """Asks with some fields; what cannot be stands below the first of them."""

    def __init__(self, context: Context, title: str, act: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(title)
        self.day = DateField(_("From this day on"))
        self.day.set_value(context.planner.today())
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.apply = self.buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def arrange(self, about: str, fields: Sequence[Field]) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        for field in fields:
            field.setParent(self)
            rows.addWidget(field)
        rows.addWidget(self.buttons)
        self.resize(440, rows.totalHeightForWidth(440))  # the text wraps


class RenameDialog(AskDialog):
    def __init__(
        self, context: Context, organisation: Organisation, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Rename organisation"), _("Rename"), parent)
        self._organisation = organisation
        self.name = LineField(_("New name"))
        self.acronym = LineField(_("Acronym"))
        self.native_name = LineField(_("Native name"))
        self.name.set_value(organisation.name)
        self.acronym.set_value(organisation.acronym)
        self.native_name.set_value(organisation.native_name)
        about = _("“{name}” is kept as a former name with its end, and still found.")
        self.arrange(
            about.format(name=organisation.name),
            (self.name, self.acronym, self.native_name, self.day),
        )

    def accept(self) -> None:
        day = self.day.value()
        if day is None:
            self.day.set_error(_("Type the day."))
            return
        try:
            self.context.planner.organisations.rename(
                self._organisation.id,
                self.name.value(),
                day,
                acronym=self.acronym.value(),
                native_name=self.native_name.value(),
            )
        except UserError as error:
            self.name.set_error(str(error))
            return
        super().accept()


class SuccessorDialog(AskDialog):
    def __init__(
        self, context: Context, organisation: Organisation, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Successor of the organisation"), _("Take over"), parent)
        self._organisation = organisation
        self.successor = SearchField(
            _("Successor"), lambda text: choices.organisation_choices(context, text)
        )
        about = _("“{name}” ends the day before; its people and agreements stay where they are.")
        self.arrange(about.format(name=organisation.name), (self.successor, self.day))

    def accept(self) -> None:
        self.successor.commit()
        key, day = self.successor.value(), self.day.value()
        if not key or day is None:
            self.successor.set_error(_("Choose the successor and the day."))
            return
        try:
            self.context.planner.organisations.succeed(
                self._organisation.id, OrganisationId(key), day
            )
        except UserError as error:
            self.successor.set_error(str(error))
            return
        super().accept()


class PredecessorDialog(AskDialog):
    """One that this organisation takes over from; several make it the heir of all of them."""

    def __init__(
        self, context: Context, organisation: Organisation, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Predecessor of the organisation"), _("Take over"), parent)
        self._organisation = organisation
        self.predecessor = SearchField(
            _("Predecessor"), lambda text: choices.organisation_choices(context, text)
        )
        about = _("It ends the day before, and “{name}” follows it. Several can merge into one.")
        self.arrange(about.format(name=organisation.name), (self.predecessor, self.day))

    def accept(self) -> None:
        self.predecessor.commit()
        key, day = self.predecessor.value(), self.day.value()
        if not key or day is None:
            self.predecessor.set_error(_("Choose the predecessor and the day."))
            return
        try:
            self.context.planner.organisations.succeed(
                OrganisationId(key), self._organisation.id, day
            )
        except UserError as error:
            self.predecessor.set_error(str(error))
            return
        super().accept()


class MergeWithDialog(AskDialog):
    """Asks which other entry is the same organisation; the two are then shown side by side."""

    def __init__(
        self, context: Context, organisation: Organisation, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, _("Merge with another organisation"), _("Compare…"), parent)
        self._organisation = organisation
        self.other = SearchField(
            _("The other entry"), lambda text: choices.organisation_choices(context, text)
        )
        about = _("“{name}” stays; what belongs to the other entry follows. It can be taken apart.")
        name = organisation.name or organisation.native_name
        self.arrange(about.format(name=name), (self.other,))

    def accept(self) -> None:
        self.other.commit()
        key = self.other.value()
        if not key or key == self._organisation.id:
            self.other.set_error(_("Choose another organisation."))
            return
        if merge(self.context, "organisation", self._organisation.id, key, self):
            super().accept()
