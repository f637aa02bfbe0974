"""The list of participants: the delegation in order of precedence, one row a head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.grants import GRANTS
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.precedence import listed
from planner.domain.privacy import Profile
from planner.domain.visits import CATEGORIES, Delegate
from planner.i18n import N_
from planner.services.head_columns import (
    FAMILY_NAME,
    GIVEN_NAME,
    PREFIX,
    RANK,
    named_head,
    of_person,
)
from planner.services.sheet_columns import Page, SheetField, View, VisitSheet

_DELEGATE, _PERSON = GRANTS[Delegate], GRANTS[Person]
_READERS: Final = frozenset(Profile) - {Profile.DRIVERS}


@dataclass(frozen=True, slots=True)
class Participant:
    """One head of the delegation; placeholders have no ``person``."""

    plan: Plan
    delegate: Delegate
    person: Person | None

    @property
    def groups(self) -> str:
        named = self.plan.groups_of.get(self.delegate.id, ())
        return ", ".join(group.letter or group.name for group in named)


# To add a column: one line here. Whom it is granted to is what the grants say of its field.
COLUMNS: Final[tuple[SheetField[Participant], ...]] = (
    RANK,
    PREFIX,
    FAMILY_NAME,
    GIVEN_NAME,
    SheetField(
        name="native_name",
        title=N_("Native name"),
        width=16,
        value=lambda row, speak: of_person(row, "native_name"),
        profiles=_PERSON["native_name"],
    ),
    SheetField(
        name="reading",
        title=N_("Reading"),
        width=18,
        value=lambda row, speak: of_person(row, "reading"),
        profiles=_PERSON["reading"],
        usual=False,
    ),
    SheetField(
        name="position",
        title=N_("Position"),
        width=32,
        value=lambda row, speak: row.delegate.title,
        profiles=_DELEGATE["title"],
    ),
    SheetField(
        name="organisation",
        title=N_("Organisation"),
        width=34,
        value=lambda row, speak: row.plan.organisation_name(row.delegate.organisation_id),
        profiles=_DELEGATE["organisation_id"],
    ),
    SheetField(
        name="country",
        title=N_("Country"),
        width=9,
        value=lambda row, speak: of_person(row, "country"),
        profiles=_PERSON["country"],
    ),
    SheetField(
        name="role",
        title=N_("Role"),
        width=20,
        value=lambda row, speak: row.delegate.role,
        profiles=_DELEGATE["role"],
    ),
    SheetField(
        name="groups",
        title=N_("Group"),
        width=9,
        value=lambda row, speak: row.groups,
        profiles=_READERS - {Profile.PRESS},
    ),
    SheetField(
        name="category",
        title=N_("Category"),
        width=13,
        value=lambda row, speak: speak(CATEGORIES[row.delegate.category]),
        profiles=_DELEGATE["category"],
    ),
    SheetField(
        name="payer",
        title=N_("Payer"),
        width=18,
        value=lambda row, speak: row.delegate.payer,
        profiles=_DELEGATE["payer"],
    ),
    SheetField(
        name="notes",
        title=N_("Notes"),
        width=34,
        value=lambda row, speak: row.delegate.notes,
        profiles=_DELEGATE["notes"],
        usual=False,
    ),
)


def participants(plan: Plan, language: str) -> list[Participant]:
    """By rank; those without one as the language sorts."""
    return [
        Participant(plan, one, plan.person.get(one.person_id) if one.person_id else None)
        for one in listed(plan, language)
    ]


def _pages(view: View) -> Sequence[Page[Participant]]:
    """Outside the office a column in which nobody has anything is left out."""
    rows, speak = participants(view.plan, view.speak.code), view.speak
    filled = [
        one for one in COLUMNS if view.is_office or any(one.value(row, speak) for row in rows)
    ]
    return [Page(title=speak(N_("Participants")), rows=rows, columns=filled)] if rows else []


PARTICIPANTS: Final = VisitSheet(
    name="participants",
    file_name=N_("participants"),
    columns=COLUMNS,
    pages=_pages,
    key=lambda row: (row.delegate.id,),
    names=named_head,
    profiles=_READERS,
)
