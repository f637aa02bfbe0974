"""What a recipient does not get of a plan: counted, so that a look shows it before anything goes out."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from planner.domain.people import ContactKind
from planner.domain.plan import Plan


class Thing(enum.StrEnum):
    """What may be left out."""

    ENTRIES = "entries"
    PEOPLE = "people"
    NOTES = "notes"
    PHONES = "phones"
    EMAILS = "e-mails"
    COUNTRIES = "countries"
    REFERENCES = "references"
    SEATS = "seats"
    HOTEL_ROOMS = "hotel rooms"
    PAYERS = "payers"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of a thing somebody does not get."""

    thing: Thing
    count: int


def _ways(kind: ContactKind) -> Callable[[Plan], set[object]]:
    return lambda plan: {(one.id, one.value) for one in plan.contact_points if one.kind is kind}


def _seats(plan: Plan) -> set[object]:
    booked = {one.delegate_id for one in plan.references if one.seat}
    return {*booked, *(one.delegate_id for one in plan.rides if one.seat)}


def _notes(plan: Plan) -> set[object]:
    noted: list[tuple[str, str]] = [(item.id, item.internal_notes) for item in plan.items]
    for records in (plan.delegates, plan.people, plan.resources, plan.sites, plan.organisations):
        noted += [(one.id, one.notes) for one in records]
    noted.append((plan.visit.id, plan.visit.notes))
    return {(key, text) for key, text in noted if text}


# To look at one more thing: one line. Each is a set of what the plan holds of it.
_HELD: Final[dict[Thing, Callable[[Plan], set[object]]]] = {
    Thing.ENTRIES: lambda plan: {item.id for item in plan.items},
    Thing.PEOPLE: lambda plan: {person.id for person in plan.people},
    Thing.NOTES: _notes,
    Thing.PHONES: _ways(ContactKind.PHONE),
    Thing.EMAILS: _ways(ContactKind.EMAIL),
    Thing.COUNTRIES: lambda plan: {person.id for person in plan.people if person.country},
    Thing.REFERENCES: lambda plan: {one.id for one in plan.references if one.reference},
    Thing.SEATS: _seats,
    Thing.HOTEL_ROOMS: lambda plan: {one.delegate_id for one in plan.roomings if one.room},
    Thing.PAYERS: lambda plan: {one.id for one in plan.delegates if one.payer},
}


def left_out(whole: Plan, seen: Iterable[Plan]) -> tuple[LeftOut, ...]:
    """What is in the whole plan and in none of the plans that a recipient's papers are made from."""
    plans = list(seen)
    found = []
    for thing, held in _HELD.items():
        rest = held(whole).difference(*(held(plan) for plan in plans))
        if rest:
            found.append(LeftOut(thing, len(rest)))
    return tuple(found)
