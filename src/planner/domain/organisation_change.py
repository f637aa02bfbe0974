"""One change to many organisations: what is set, added or cleared, and what each would look like."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.ids import OrganisationId
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.several_change import Act, appended, require_act, require_country
from planner.errors import UserError
from planner.i18n import N_, _
from planner.text import clean_line


class Field(enum.StrEnum):
    """What several organisations can be given at once."""

    KIND = "kind"
    COUNTRY = "country"
    CITY = "city"
    PARENT = "parent"
    CLUSTER = "cluster"
    APPROVAL = "approval"
    NOTES = "notes"


FIELDS: Final = {
    Field.KIND: N_("Kind"),
    Field.COUNTRY: N_("Country"),
    Field.CITY: N_("City"),
    Field.PARENT: N_("Part of"),
    Field.CLUSTER: N_("Member of a cluster"),
    Field.APPROVAL: N_("Approval"),
    Field.NOTES: N_("Notes"),
}

_ONE_VALUE: Final = {Act.SET: N_("Set"), Act.CLEAR: N_("Clear")}
ACTS: Final = {
    Field.KIND: _ONE_VALUE,
    Field.COUNTRY: _ONE_VALUE,
    Field.CITY: _ONE_VALUE,
    Field.PARENT: _ONE_VALUE,
    Field.CLUSTER: {Act.ADD: N_("Make members of it"), Act.REMOVE: N_("End the membership")},
    Field.APPROVAL: _ONE_VALUE,
    Field.NOTES: {Act.ADD: N_("Append"), Act.CLEAR: N_("Clear")},
}

OF_ORGANISATION: Final = frozenset({Field.PARENT, Field.CLUSTER})
"""Fields whose value is the id of an organisation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationChange:
    """``value`` is a kind, a country's code, an organisation's id or a text; ``day`` the first day of
    memberships that begin, the last one of those that end; without it they begin at no known day.
    """

    field: Field
    act: Act
    value: str = ""
    day: dt.date | None = None

    def require(self) -> None:
        """:raises UserError: the change says too little, or something that cannot be."""
        require_act(FIELDS[self.field], self.act, ACTS[self.field], self.value)
        sets = self.act is Act.SET
        if sets and self.field is Field.COUNTRY:
            require_country(self.value)
        if sets and self.field is Field.KIND and self.value not in set(OrganisationKind):
            raise UserError(
                _("“{text}” is no kind of organisation.").format(text=self.value),
                _("There are: {names}.").format(names=", ".join(filter(None, OrganisationKind))),
            )
        if self.act is Act.REMOVE and self.day is None:
            raise UserError(_("The day is missing."), _("Type the last day of the memberships."))


def changed_organisation(one: Organisation, change: OrganisationChange) -> Organisation:
    """The organisation after the change; the same when there is nothing to change. Memberships are
    not part of it."""
    clear = change.act is Act.CLEAR
    match change.field:
        case Field.KIND:
            return replace(one, kind=OrganisationKind("" if clear else change.value))
        case Field.COUNTRY:
            return replace(one, country="" if clear else change.value.strip().upper())
        case Field.CITY:
            return replace(one, city="" if clear else clean_line(change.value))
        case Field.PARENT:
            return replace(one, parent_id=None if clear else OrganisationId(change.value))
        case Field.APPROVAL:
            return replace(one, approval="" if clear else clean_line(change.value))
        case Field.NOTES:
            return replace(one, notes="" if clear else appended(one.notes, change.value))
        case Field.CLUSTER:
            return one
