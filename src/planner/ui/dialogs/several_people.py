"""One change to all people who are selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from planner.domain.ids import PersonId
from planner.domain.people_change import ACTS, FIELDS, PeopleChange
from planner.domain.people_change import Field as WhichField
from planner.domain.several_change import NEEDS_VALUE, Act, WouldChange
from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.dialogs.change_several import ChangeSeveral
from planner.ui.pages import choices
from planner.ui.widgets.fields import DateField, Field, LineField, SearchField, TextField


class SeveralPeopleDialog(ChangeSeveral[WhichField, PeopleChange]):
    def __init__(
        self, context: Context, people: Sequence[PersonId], parent: QWidget | None = None
    ) -> None:
        self._people = tuple(people)
        title = ngettext("Change {count} person", "Change {count} people", len(people))
        super().__init__(context, people, title, (WhichField, FIELDS, ACTS), parent)

    def make_editors(self) -> dict[WhichField, Field]:
        context = self.context
        return {
            WhichField.COUNTRY: SearchField(
                _("Country"), lambda text: choices.country_choices(context, text)
            ),
            WhichField.LANGUAGES: LineField(_("Languages"), hint=_("Tags, such as ja or en-GB")),
            WhichField.SALUTATION: LineField(_("Salutation")),
            WhichField.POST: SearchField(
                _("Organisation"),
                lambda text: choices.organisation_names(context, text),
                free=True,
                hint=_("Type its name"),
            ),
            WhichField.NOTES: TextField(_("Line for the notes"), lines=2),
        }

    def make_extras(self) -> tuple[Field, ...]:
        self.title = LineField(_("Title of the post"), hint=_("Empty: as it is"))
        self.day = DateField(_("Last day"))
        return self.title, self.day

    def show_extras(self, which: WhichField, act: Act) -> None:
        ends = which is WhichField.POST and act is Act.CLEAR
        self.title.setVisible(which is WhichField.POST and act in NEEDS_VALUE)
        self.day.setVisible(ends)
        if ends and self.day.value() is None:
            self.day.set_value(self.context.planner.today())

    def change(self) -> PeopleChange:
        which, post = self.chosen_field, self.chosen_field is WhichField.POST
        country = which is WhichField.COUNTRY
        return PeopleChange(
            field=which,
            act=self.chosen_act,
            value=self.country_of(which) if country else self.value_of(which),
            title=self.title.value() if post else "",
            day=self.day.value() if post else None,
        )

    def preview(self, change: PeopleChange) -> list[WouldChange]:
        return self.context.planner.several_people.preview(self._people, change)

    def edit(self, change: PeopleChange) -> int:
        return self.context.planner.several_people.edit(self._people, change)

    def count_said(self, count: int) -> str:
        return ngettext(
            "{count} of {all} people changes.",
            "{count} of {all} people change.",
            count,
            all=len(self.keys),
        )
