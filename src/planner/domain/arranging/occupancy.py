"""Who and what is taken when, and whether an item would fit in between."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.arranging.flowing import is_bound
from planner.domain.arranging.proposals import MINUTE
from planner.domain.checks import Circumstances
from planner.domain.checks.opening import closed, on_holiday
from planner.domain.checks.overlap import takes_presence
from planner.domain.checks.transfer import minutes_between
from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime, is_zone
from planner.domain.visits import Delegate

STOPOVER: Final = dt.timedelta(hours=8)
"""Who waits longer than this between two journeys stays, and does not only change."""
OBSTACLES: Final = frozenset(
    {"people", "away", "transfer", "host", "room", "resource", "hours", "holiday"}
)
"""What can stand in the way: people are elsewhere, not there (yet), or cannot come in time; a host, a
room, a vehicle is taken; the site is closed; it is a public holiday there."""


@dataclass(frozen=True, slots=True, order=True)
class _Taken:
    """From one instant to another; of the items of other visits only that they are there."""

    start: dt.datetime
    end: dt.datetime
    key: str


class Occupancy:
    """The items of a plan as time that is taken; items can be put in and taken out while searching."""

    def __init__(
        self,
        plan: Plan,
        around: Circumstances | None = None,
        *,
        without: Collection[ItemId] = (),
        pause: int = 0,
    ) -> None:
        """``pause``: minutes to keep free between places of which nobody knows how far apart they are."""
        self._plan = plan
        self._around = around or Circumstances()
        self._pause = pause
        self._items: dict[str, Item] = {}
        self._taken: dict[str, list[_Taken]] = defaultdict(list)
        self._needed: dict[tuple[str, str], int] = {}
        self._doors: dict[tuple[str, dt.datetime, dt.datetime], frozenset[str]] = {}
        self._bounds = _bounds(plan, without)
        for item in plan.active:
            if item.id not in without and not item.all_day:
                self.put(item, [delegate.id for delegate in plan.on(item)])
        for other in self._around.elsewhere:
            if takes_presence(other.item):
                self._insert(f"{other.word}:{other.key}", other.item)

    def put(self, item: Item, on: Iterable[DelegateId]) -> None:
        """Take the time of these people, and of what the item holds."""
        self._items[item.id] = item
        for name in self._names(item, on):
            self._insert(name, item)

    def take(self, item: Item, on: Iterable[DelegateId]) -> None:
        """Give the time back that the same item was put in with."""
        for name in self._names(item, on):
            self._taken[name].remove(_entry(item))
        del self._items[item.id]

    def obstacle(
        self, item: Item, on: Collection[DelegateId], allowed: frozenset[str] = frozenset()
    ) -> str:
        """What stands in the way of this item with these people: a key of ``OBSTACLES``, or empty.

        ``allowed``: hours or holidays that are known and accepted.
        """
        if doors := self.doors(item) - allowed:
            return min(doors)
        if takes_presence(item):
            for one in on:
                if found := self._person(item, one):
                    return found
        for name in self._names(item, ()):
            if self._overlapping(name, item):
                return {"person": "host"}.get(name.partition(":")[0], name.partition(":")[0])
        return ""

    def doors(self, item: Item) -> frozenset[str]:
        """Whether the site is closed, or it is a holiday there."""
        key = (item.id, item.span.start.instant, item.span.end.instant)
        if key not in self._doors:
            alone = replace(self._plan, items=(item,))
            found = ["hours" for _ in closed(alone, self._around)]
            found += ["holiday" for _ in on_holiday(alone, self._around)]
            self._doors[key] = frozenset(found)
        return self._doors[key]

    def during(self, one: DelegateId, start: dt.datetime, end: dt.datetime) -> list[Item]:
        """What a delegate has on between two instants."""
        return [
            self._items[entry.key]
            for entry in self._taken[f"delegate:{one}"]
            if entry.start < end and start < entry.end
        ]

    def neighbours(self, item: Item, one: DelegateId) -> tuple[list[Item], list[Item]]:
        """What a delegate has directly before and after; several where they overlap each other."""
        here = _entry(item)
        before, after = [], []
        for entry in self._taken[f"delegate:{one}"]:
            if entry.end <= here.start:
                before.append(entry)
            elif entry.start >= here.end:
                after.append(entry)
        last_end = max((entry.end for entry in before), default=None)
        return (
            [
                self._items[entry.key]
                for entry in before
                if entry.end == last_end or entry.start == before[-1].start
            ],
            [self._items[entry.key] for entry in after if entry.start == after[0].start],
        )

    def needed(self, first: Item, second: Item) -> int:
        """Minutes to keep free between two items."""
        pair = (first.id, second.id)
        if pair not in self._needed:
            known = minutes_between(self._plan, first, second, self._around) or 0
            here, there = self._ends(first)[1], self._ends(second)[0]
            is_told = bool(here[0] and there[0]) or (here == there and any(here))
            self._needed[pair] = known if is_told else max(known, self._pause)
        return self._needed[pair]

    def _ends(self, item: Item) -> tuple[tuple[str | None, str], tuple[str | None, str]]:
        """Site and place where an item begins and where it ends."""
        leg = self._plan.leg_of.get(item.id)
        if leg is None:
            here = (item.site_id, item.place)
            return here, here
        return (leg.from_site_id, leg.from_place), (leg.to_site_id, leg.to_place)

    def _person(self, item: Item, one: DelegateId) -> str:
        here = _entry(item)
        first, last = self._bounds[one]
        comes_or_goes = item.kind is ItemKind.LEG
        if not comes_or_goes and ((first and here.start < first) or (last and here.end > last)):
            return "away"
        if self._overlapping(f"delegate:{one}", item):
            return "people"
        before, after = self.neighbours(item, one)
        for other in before:
            if here.start - other.span.end.instant < self.needed(other, item) * MINUTE:
                return "transfer"
        for other in after:
            if other.span.start.instant - here.end < self.needed(item, other) * MINUTE:
                return "transfer"
        pairs = itertools.product(before, after)
        return "people" if any(self._changes(*pair, item) for pair in pairs) else ""

    def _changes(self, before: Item, after: Item, item: Item) -> bool:
        """Between two journeys people change, wait and check in: no time for anything elsewhere."""
        arriving, leaving = self._plan.leg_of.get(before.id), self._plan.leg_of.get(after.id)
        if arriving is None or leaving is None:
            return False
        if after.span.start.instant - before.span.end.instant >= STOPOVER:
            return False
        there = arriving.to_site_id or arriving.to_place
        return (
            bool(there)
            and there == (leaving.from_site_id or leaving.from_place)
            and there != item.site_id
        )

    def _overlapping(self, name: str, item: Item) -> bool:
        here = _entry(item)
        return any(
            entry.start < here.end and here.start < entry.end and entry.key != item.id
            for entry in self._taken[name]
        )

    def _names(self, item: Item, on: Iterable[DelegateId]) -> list[str]:
        """Under which names an item takes time."""
        names = [f"resource:{resource.id}" for resource in self._plan.booked_for(item)]
        if item.room_id is not None:
            names.append(f"room:{item.room_id}")
        if takes_presence(item):
            names += [f"delegate:{one}" for one in on]
            names += [
                f"person:{host.person_id}" for host in self._plan.hosts_of(item) if host.person_id
            ]
        return names

    def _insert(self, name: str, item: Item) -> None:
        bisect.insort(self._taken[name], _entry(item))


def _entry(item: Item) -> _Taken:
    span = item.span
    return _Taken(span.start.instant, span.end.instant, item.id)


def _bounds(
    plan: Plan, without: Collection[ItemId]
) -> dict[DelegateId, tuple[dt.datetime | None, dt.datetime | None]]:
    """From when to when each delegate is around: as was noted, and as the journeys say. A flight that
    comes before all else is the arrival, one that comes after all else the departure."""
    own: dict[DelegateId, list[Item]] = {delegate.id: [] for delegate in plan.delegates}
    for item in plan.active:
        if takes_presence(item) and item.id not in without:
            for delegate in plan.on(item):
                own[delegate.id].append(item)
    result: dict[DelegateId, tuple[dt.datetime | None, dt.datetime | None]] = {}
    for key, items in own.items():
        coming = _first_journeys(plan, items)
        going = _first_journeys(plan, items[::-1])
        arrives, departs = _noted(plan.delegate[key])
        if len(coming) < len(items):
            arrives = max(
                [one.span.end.instant for one in coming] + ([arrives] if arrives else []),
                default=None,
            )
            departs = min(
                [one.span.start.instant for one in going] + ([departs] if departs else []),
                default=None,
            )
        result[key] = (arrives, departs)
    return result


def _noted(one: Delegate) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Arrival and departure as the delegation list has them."""
    arrives = departs = None
    if one.arrives_local is not None and is_zone(one.arrives_zone):
        arrives = WallTime(one.arrives_local, one.arrives_zone).instant
    if one.departs_local is not None and is_zone(one.departs_zone):
        departs = WallTime(one.departs_local, one.departs_zone).instant
    return arrives, departs


def _first_journeys(plan: Plan, items: list[Item]) -> list[Item]:
    """The journeys by timetable that a sequence begins with."""
    result: list[Item] = []
    for item in items:
        if item.kind is not ItemKind.LEG or not is_bound(plan, item):
            break
        result.append(item)
    return result
