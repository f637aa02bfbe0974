"""Who rides in which vehicle, and who sleeps in which room: nobody twice, nobody forgotten, none too full.

Nothing is said as long as nobody was given a place on an entry: then it goes without saying.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some_of, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.travel import ResourceKind, Ride, Rooming, RoomKind
from planner.domain.visits import Delegate

T = TypeVar("T", Ride, Rooming)

BEDS: Final = {RoomKind.SINGLE: 1, RoomKind.DOUBLE: 2, RoomKind.TWIN: 2}
"""How many sleep in a room of a kind; a suite says nothing."""


def rides(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """The rides of each entry against its vehicles and who is on it."""
    told = _by_item(plan.rides)
    for item in plan.active:
        known = told.get(item.id)
        if not known:
            continue
        yield from _twice(plan, item, known)
        yield from _without_vehicle(plan, item, known)
        yield from _full(plan, item, known)


def _twice(plan: Plan, item: Item, known: list[Ride]) -> Iterator[Finding]:
    vehicles: dict[DelegateId, set[str]] = defaultdict(set)
    for ride in known:
        vehicles[ride.delegate_id].add(ride.resource_id)
    several = [one for one in plan.delegates if len(vehicles.get(one.id, ())) > 1]
    if several:
        yield _finding(plan, "ride.twice", Severity.CONFLICT, item, several)


def _without_vehicle(plan: Plan, item: Item, known: list[Ride]) -> Iterator[Finding]:
    """Who is on the entry and has no place, or one in a vehicle that is not booked for it."""
    booked = {one.id for one in plan.booked_for(item) if one.kind is ResourceKind.VEHICLE}
    placed = {ride.delegate_id for ride in known if ride.resource_id in booked}
    without = [one for one in plan.on(item) if one.id not in placed]
    if without:
        yield _finding(plan, "ride.nobody", Severity.WARNING, item, without)


def _full(plan: Plan, item: Item, known: list[Ride]) -> Iterator[Finding]:
    heads = plan.heads_on(item)
    for vehicle in plan.booked_for(item):
        inside = {ride.delegate_id for ride in known if ride.resource_id == vehicle.id} & heads
        if vehicle.capacity is None or len(inside) <= vehicle.capacity:
            continue
        yield Finding(
            "ride.full",
            Severity.CONFLICT,
            (item_subject(item), Subject("resource", vehicle.id, vehicle.name)),
            {
                "item": item.title,
                "vehicle": vehicle.name,
                "heads": len(inside),
                "limit": vehicle.capacity,
                "when": when(item),
            },
            measure=len(inside) - vehicle.capacity,
        )


def rooms_of_stays(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """The rooms of each stay against who is on it."""
    told = _by_item(plan.roomings)
    for item in plan.active:
        known = told.get(item.id)
        if item.kind is not ItemKind.STAY or not known:
            continue
        placed = {one.delegate_id for one in known}
        without = [one for one in plan.on(item) if one.id not in placed]
        if without:
            yield _finding(plan, "stay.nobody", Severity.WARNING, item, without)
        yield from _crowded(plan, item, known)


def _crowded(plan: Plan, item: Item, known: list[Rooming]) -> Iterator[Finding]:
    """Rooms in which more sleep than their kind has beds; the smallest kind that was said counts."""
    inside: dict[str, list[Rooming]] = defaultdict(list)
    for one in known:
        if one.room:
            inside[one.room].append(one)
    for room, several in sorted(inside.items()):
        beds = min((BEDS[one.kind] for one in several if one.kind in BEDS), default=None)
        if beds is None or len(several) <= beds:
            continue
        yield Finding(
            "stay.full",
            Severity.WARNING,
            (item_subject(item),),
            {
                "item": item.title,
                "room": room,
                "heads": len(several),
                "limit": beds,
                "when": when(item),
            },
            measure=len(several) - beds,
            aspect=room,
        )


def _finding(
    plan: Plan, kind: str, severity: Severity, item: Item, whom: list[Delegate]
) -> Finding:
    return Finding(
        kind,
        severity,
        (item_subject(item),),
        {
            "item": item.title,
            "count": len(whom),
            "names": some_of(plan, whom),
            "when": when(item),
        },
        measure=len(whom),
    )


def _by_item(records: Iterable[T]) -> dict[ItemId, list[T]]:
    found: dict[ItemId, list[Any]] = defaultdict(list)
    for one in records:
        found[one.item_id].append(one)
    return found
