"""What papers for drivers say of a journey: who is in which vehicle, from where to where, by what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from planner.documents.content import Fact, Text, Words
from planner.documents.material import Material
from planner.documents.speaking.sheet_words import (
    WHOLE_DELEGATION,
    audience_of,
    ends_of,
    group_name,
    joined,
    name_of,
)
from planner.domain.ids import DelegateId
from planner.domain.itinerary import AudienceKind, Item
from planner.domain.riding import Passenger, passengers
from planner.domain.seats import vehicles_of
from planner.domain.travel import Resource
from planner.domain.visits import Delegate
from planner.i18n import N_
from planner.places_named import country_name

WHO_IS_WHO: Final = N_("Who is in which group")


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """One vehicle on one entry; ``told`` says whether somebody noted who rides in it."""

    vehicle: Resource
    riders: tuple[Passenger, ...]
    told: bool = False

    @property
    def free(self) -> int | None:
        """Seats that are left, less than none where it is too small; None where seats are not known."""
        capacity = self.vehicle.capacity
        return None if capacity is None else capacity - len(self.riders)


def loads_of(material: Material, item: Item) -> tuple[tuple[Load, ...], tuple[Passenger, ...]]:
    """Every vehicle of an entry with who rides in it, and who has no place in any of them.

    Each head of the entry is in one of them, once.
    """
    rows = passengers(material.plan, item, material.speech.code)
    vehicles = vehicles_of(material.plan, item)
    keys = {one.id for one in vehicles}
    loads = []
    for vehicle in vehicles:
        inside = tuple(row for row in rows if row.vehicle and row.vehicle.id == vehicle.id)
        told = len(vehicles) > 1 or any(row.ride for row in inside)
        loads.append(Load(vehicle=vehicle, riders=inside, told=told))
    left = tuple(row for row in rows if row.vehicle is None or row.vehicle.id not in keys)
    return tuple(loads), left


def way_of(material: Material, item: Item) -> Words:
    """ "Hotel → ESS"; of an entry that is no journey its place."""
    start, end = ends_of(material, item)
    if not (start and end) or item.id not in material.plan.leg_of:
        return start or end
    return joined(material, [start, end], " → ")


def border_of(material: Material, item: Item) -> Words:
    """ "Denmark → Sweden" where a border is crossed."""
    leg = material.plan.leg_of.get(item.id)
    if leg is None or not (leg.from_country and leg.to_country):
        return Words("")
    if leg.from_country == leg.to_country:
        return Words("")
    return material.speech.each(
        lambda code: (
            f"{country_name(leg.from_country, code)} → {country_name(leg.to_country, code)}"
        )
    )


def driver_of(material: Material, vehicle: Resource) -> str:
    person = material.plan.person.get(vehicle.person_id) if vehicle.person_id else None
    return person.name if person else ""


def seats_of(material: Material, load: Load) -> Words:
    """ "12 of 24 seats"; without a number of seats "12 people"."""
    speech, count = material.speech, len(load.riders)
    if load.vehicle.capacity is None:
        return speech.plural("{count} person", "{count} people", count)
    return speech.both(N_("{count} of {seats} seats"), count=count, seats=load.vehicle.capacity)


def named(material: Material, names: Sequence[Text]) -> Words:
    return joined(material, names, ", ")


def groups_told(
    material: Material, items: Sequence[Item], among: Collection[DelegateId] | None = None
) -> tuple[Fact, ...]:
    """Who is meant where these entries say "Group A" or the whole delegation, each told once.

    ``among`` are the only people who may be named; None for everybody.
    """
    plan = material.plan
    said = [item for item in items if audience_of(material, item)]
    rows: list[Fact] = []
    if any(item.audience is AudienceKind.ALL for item in said):
        rows.append(
            _people(material, material.speech.both(WHOLE_DELEGATION), plan.delegates, among)
        )
    used = {
        group.id
        for item in said
        if item.audience is AudienceKind.GROUPS
        for group in plan.groups_on(item)
    }
    for group in plan.groups:
        if group.id in used:
            inside = plan.in_precedence(plan.members_of[group.id])
            rows.append(_people(material, group_name(material, group), inside, among))
    return tuple(row for row in rows if row.lines)


def _people(
    material: Material,
    label: Words,
    people: Sequence[Delegate],
    among: Collection[DelegateId] | None,
) -> Fact:
    known = [one for one in people if among is None or one.id in among]
    names = named(material, [name_of(material, one) for one in known])
    count = material.speech.plural("{count} person", "{count} people", len(known))
    return Fact(label, (names, count) if known else ())
