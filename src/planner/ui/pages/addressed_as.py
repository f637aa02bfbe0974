"""How a person is addressed: the forms in each language, and by whom and when they were confirmed."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.domain.ids import PersonId
from planner.domain.name_forms import LANGUAGES, badge, in_list, opening, sorted_as
from planner.domain.people import Person
from planner.i18n import N_, _, current
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages.list_cells import language_name
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.copy_lines import CopyLines
from planner.ui.widgets.fields import ChoiceField, short_day
from planner.ui.widgets.label import Label

CAPTIONS: Final = (
    N_("In a letter"),
    N_("In a list"),
    N_("In capitals"),
    N_("Sorted as"),
    N_("Badge"),
)


def forms(person: Person, language: str) -> tuple[str, ...]:
    """One text for each of the captions."""
    return (
        opening(person, language),
        in_list(person, language),
        in_list(person, language, capitals=True),
        sorted_as(person, language),
        " / ".join(line for line in badge(person, language) if line),
    )


class AddressedAs(QWidget):
    """Starts with the first language of the person that has forms, else with the reader's own."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._person: Person | None = None
        self.language = ChoiceField(
            _("Forms in"), [(tag, language_name(tag)) for tag in LANGUAGES], parent=self
        )
        self.lines = CopyLines([_(caption) for caption in CAPTIONS], self)
        self.confirmed = Label("", "text2", size=0.9, wrap=True, parent=self)
        self.confirm = QPushButton(icon("check", "text"), _("Confirmed today"), self)
        self.confirm.setMinimumHeight(28)
        self.confirm.setToolTip(_("The form of address was confirmed with the person’s office."))
        self.confirm.setEnabled(not context.planner.is_read_only)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        for widget in (self.language, self.lines, self.confirmed, self.confirm):
            rows.addWidget(widget)
        self.language.committed.connect(lambda _tag: self._show())
        self.lines.copied.connect(self._left)
        self.confirm.clicked.connect(self._confirm)

    def show_person(self, person: Person | None) -> None:
        """Nobody hides all of it; another person starts in his or her own language."""
        another = person is not None and (self._person is None or self._person.id != person.id)
        self._person = person
        self.setVisible(person is not None)
        if person is not None and another:
            tags = [tag.partition("-")[0] for tag in (*person.languages, current().code)]
            self.language.set_value(next((tag for tag in tags if tag in LANGUAGES), "en"))
        self._show()

    def _show(self) -> None:
        one = self._person
        if one is None:
            return
        self.lines.show_texts(forms(one, self.language.value() or "en"))
        day = short_day(one.address_confirmed_on)
        if day and one.address_confirmed_by:
            text = _("Confirmed by {name} on {day}").format(name=one.address_confirmed_by, day=day)
        elif day:
            text = _("Confirmed on {day}").format(day=day)
        else:
            text = _("Not confirmed with the person’s office yet")
        self.confirmed.setText(text)

    def _left(self, text: str) -> None:
        """A name on the clipboard is on its way out: it goes on the register of disclosures."""
        if self._person is not None:
            key = PersonId(self._person.id)
            out = self._context.planner.handing_out
            attempt(self._context, lambda: out.line_copied(key, text))
        self._context.messages.toast(_("“{text}” was copied").format(text=text), None)

    def _confirm(self) -> None:
        if self._person is not None:
            key = PersonId(self._person.id)
            attempt(self._context, lambda: self._context.planner.contacts.confirm_address(key))
