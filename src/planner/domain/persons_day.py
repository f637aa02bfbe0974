"""The visit as one person lives it: own items, the free time between, own arrival and departure."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.domain.ids import DelegateId, PersonId, ResourceId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime
from planner.domain.travel_list import on_their_own

WORTH_SAYING: Final = 15
"""Shorter gaps are the way from one door to the next."""


class Role(enum.StrEnum):
    DELEGATE = "delegate"
    HOST = "host"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Someone:
    """Who is looked at: a delegate, somebody who receives, an interpreter or a vehicle."""

    role: Role
    key: str
    name: str


class RowKind(enum.StrEnum):
    ITEM = "item"
    FREE = "free"
    ARRIVES = "arrives"
    LEAVES = "leaves"
    NOT_ON = "not on"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a day. ``minutes`` is real time; of a gap how long it is.

    An item that others are on and this person is not comes as NOT_ON.
    """

    day: dt.date
    kind: RowKind
    start: WallTime
    minutes: int
    item: Item | None = None


def people_of(plan: Plan) -> list[Someone]:
    """Everybody who has a day in this visit: delegates by precedence, hosts, then what is booked."""
    found = [Someone(Role.DELEGATE, one.id, plan.name_of(one)) for one in plan.delegates]
    hosts = {host.person_id: plan.host_name(host) for host in plan.hosts if host.person_id}
    found += [Someone(Role.HOST, key, name) for key, name in hosts.items()]
    booked = {one.resource_id for one in plan.bookings}
    found += [
        Someone(Role.RESOURCE, one.id, one.name) for one in plan.resources if one.id in booked
    ]
    return found


def items_of(plan: Plan, who: Someone) -> list[Item]:
    """What somebody has on, earliest first; internal blockers only of delegates."""
    match who.role:
        case Role.DELEGATE:
            key = DelegateId(who.key)
            return [item for item in plan.active if key in plan.heads_on(item)]
        case Role.HOST:
            person = PersonId(who.key)
            return [
                item
                for item in plan.active
                if any(host.person_id == person for host in plan.hosts_of(item))
            ]
        case _:
            resource = ResourceId(who.key)
            return [
                item
                for item in plan.active
                if any(one.id == resource for one in plan.booked_for(item))
            ]


def persons_days(plan: Plan, who: Someone) -> list[Row]:
    """All rows, day by day in order of time."""
    own = items_of(plan, who)
    rows = [
        Row(_day(item), RowKind.ITEM, item.span.start, _length(plan, item), item) for item in own
    ]
    rows += _gaps(plan, own)
    if who.role is Role.DELEGATE:
        rows += _not_on(plan, own)
        rows += _own_travel(plan, DelegateId(who.key))
    order = {
        RowKind.ARRIVES: 0,
        RowKind.ITEM: 1,
        RowKind.FREE: 2,
        RowKind.NOT_ON: 3,
        RowKind.LEAVES: 4,
    }
    return sorted(rows, key=lambda row: (row.day, row.start.instant, order[row.kind]))


def _day(item: Item) -> dt.date:
    return item.span.start.local.date()


def _length(plan: Plan, item: Item) -> int:
    start, end = plan.when(item)
    return end - start


def _gaps(plan: Plan, own: list[Item]) -> Iterator[Row]:
    """Free time between items of one day; a night flight and a hotel night frame, they fill nothing."""
    busy = [item for item in own if not item.all_day and item.kind is not ItemKind.STAY]
    until: Item | None = None
    for item in busy:
        if until is not None and _ends_on(until) == _day(item):
            gap = plan.when(item)[0] - plan.when(until)[1]
            if gap > WORTH_SAYING:
                yield Row(_day(item), RowKind.FREE, until.span.end, gap)
        if until is None or plan.when(item)[1] >= plan.when(until)[1]:
            until = item


def _ends_on(item: Item) -> dt.date:
    return item.span.end.local.date()


def _not_on(plan: Plan, own: list[Item]) -> Iterator[Row]:
    """What others do while this person has something else, or nothing."""
    if not own:
        return
    mine = {item.id for item in own}
    first = min(plan.when(item)[0] for item in own)
    last = max(plan.when(item)[1] for item in own)
    for item in plan.present:
        start, end = plan.when(item)
        inside = first <= start and end <= last
        if item.id not in mine and inside and item.kind is not ItemKind.LEG:
            yield Row(_day(item), RowKind.NOT_ON, item.span.start, end - start, item)


def _own_travel(plan: Plan, key: DelegateId) -> Iterator[Row]:
    for at, arrives in on_their_own(plan, plan.delegate[key]):
        yield Row(at.local.date(), RowKind.ARRIVES if arrives else RowKind.LEAVES, at, 0)
