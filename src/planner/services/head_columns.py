"""Columns about one head of the delegation, which several sheets have, and whom such a row names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from planner.domain.grants import GRANTS
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.visits import Delegate
from planner.i18n import N_
from planner.services.sheet_columns import Named, SheetField

_PERSON: Final = GRANTS[Person]


class OfDelegate(Protocol):
    """A row about one delegate."""

    @property
    def plan(self) -> Plan: ...

    @property
    def delegate(self) -> Delegate: ...


class Head(OfDelegate, Protocol):
    """It has the columns below; placeholders have no ``person``."""

    @property
    def person(self) -> Person | None: ...


def of_person(row: Head, name: str) -> str:
    return str(getattr(row.person, name)) if row.person else ""


RANK: Final = SheetField[Head](
    name="rank",
    title=N_("No."),
    width=6,
    value=lambda row, speak: row.delegate.rank or None,
    profiles=GRANTS[Delegate]["rank"],
    kind="number",
)
PREFIX: Final = SheetField[Head](
    name="prefix",
    title=N_("Honorific"),
    width=11,
    value=lambda row, speak: of_person(row, "prefix"),
    profiles=_PERSON["prefix"],
)
FAMILY_NAME: Final = SheetField[Head](
    name="family_name",
    title=N_("Family name"),
    width=20,
    value=lambda row, speak: (
        row.person.family_name if row.person else row.plan.name_of(row.delegate)
    ),
    profiles=_PERSON["family_name"],
)
GIVEN_NAME: Final = SheetField[Head](
    name="given_name",
    title=N_("Given name"),
    width=18,
    value=lambda row, speak: of_person(row, "given_name"),
    profiles=_PERSON["given_name"],
)


def named_head(row: OfDelegate) -> Sequence[Named]:
    return [(row.delegate.person_id, row.plan.name_of(row.delegate))]
