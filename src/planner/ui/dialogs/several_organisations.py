"""One change to all organisations that are selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from planner.domain.ids import OrganisationId
from planner.domain.organisation_change import ACTS, FIELDS, OrganisationChange
from planner.domain.organisation_change import Field as WhichField
from planner.domain.organisations import ORGANISATION_KINDS, OrganisationKind
from planner.domain.several_change import Act, WouldChange
from planner.i18n import _, ngettext
from planner.ui.context import Context
from planner.ui.dialogs.change_several import ChangeSeveral
from planner.ui.pages import choices
from planner.ui.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    LineField,
    SearchField,
    TextField,
)


class SeveralOrganisationsDialog(ChangeSeveral[WhichField, OrganisationChange]):
    def __init__(
        self,
        context: Context,
        organisations: Sequence[OrganisationId],
        parent: QWidget | None = None,
    ) -> None:
        self._organisations = tuple(organisations)
        title = ngettext(
            "Change {count} organisation", "Change {count} organisations", len(organisations)
        )
        super().__init__(context, organisations, title, (WhichField, FIELDS, ACTS), parent)

    def make_editors(self) -> dict[WhichField, Field]:
        context = self.context
        kinds = [
            (kind, _(text))
            for kind, text in ORGANISATION_KINDS.items()
            if kind is not OrganisationKind.OTHER  # what Clear makes of them
        ]
        return {
            WhichField.KIND: ChoiceField(_("Kind"), kinds),
            WhichField.COUNTRY: SearchField(
                _("Country"), lambda text: choices.country_choices(context, text)
            ),
            WhichField.CITY: LineField(_("City")),
            WhichField.PARENT: SearchField(
                _("Part of"), lambda text: choices.organisation_choices(context, text)
            ),
            WhichField.CLUSTER: SearchField(
                _("Cluster"), lambda text: choices.organisation_choices(context, text)
            ),
            WhichField.APPROVAL: LineField(_("Approval")),
            WhichField.NOTES: TextField(_("Line for the notes"), lines=2),
        }

    def make_extras(self) -> tuple[Field, ...]:
        self.first_day = DateField(_("From this day on"))
        self.last_day = DateField(_("Last day"))
        return self.first_day, self.last_day

    def show_extras(self, which: WhichField, act: Act) -> None:
        ends = which is WhichField.CLUSTER and act is Act.REMOVE
        self.first_day.setVisible(which is WhichField.CLUSTER and act is Act.ADD)
        self.last_day.setVisible(ends)
        if ends and self.last_day.value() is None:
            self.last_day.set_value(self.context.planner.today())

    def change(self) -> OrganisationChange:
        which, act = self.chosen_field, self.chosen_act
        country = which is WhichField.COUNTRY
        day = None
        if which is WhichField.CLUSTER:
            day = (self.last_day if act is Act.REMOVE else self.first_day).value()
        return OrganisationChange(
            field=which,
            act=act,
            value=self.country_of(which) if country else self.value_of(which),
            day=day,
        )

    def preview(self, change: OrganisationChange) -> list[WouldChange]:
        return self.context.planner.several_organisations.preview(self._organisations, change)

    def edit(self, change: OrganisationChange) -> int:
        return self.context.planner.several_organisations.edit(self._organisations, change)

    def count_said(self, count: int) -> str:
        return ngettext(
            "{count} of {all} organisations changes.",
            "{count} of {all} organisations change.",
            count,
            all=len(self.keys),
        )
