"""Who and what is taken when, and whether an item would fit in between."""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from planner.domain.arranging.flowing import is_bound
from planner.domain.checks import Circumstances
from planner.domain.checks.opening import closed, on_holiday
from planner.domain.checks.overlap import takes_presence
from planner.domain.checks.transfer import minutes_between
from planner.domain.ids import DelegateId, ItemId, SiteId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime, is_zone

STOPOVER: Final = 8 * 60
"""Minutes. Who waits longer than this between two journeys stays, and does not only change."""
OBSTACLES: Final = frozenset(
    {"people", "away", "transfer", "host", "room", "resource", "hours", "holiday"}
)
"""What can stand in the way: people are elsewhere, not there (yet), or cannot come in time; a host, a
room, a vehicle is taken; the site is closed; it is a public holiday there."""


class _Taken(NamedTuple):
    """From one minute to another (since 1970, UTC); of items of other visits only that they are there."""

    start: int
    end: int
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
        self._sites: dict[SiteId, Plan] = {}
        self._doors: dict[object, frozenset[str]] = {}
        self._bounds = _bounds(plan, without)
        self._first_alike = self._alike(without)
        for item in plan.active:
            if item.id not in without and not item.all_day:
                self.put(item, [delegate.id for delegate in plan.on(item)])
        for other in self._around.elsewhere:
            if takes_presence(other.item):
                self._insert(f"{other.word}:{other.key}", other.item)

    def _alike(self, without: Collection[ItemId]) -> dict[DelegateId, DelegateId]:
        """For each delegate the first one who has the same on, and can only be put where he or she is:
        who is free for one of them is free for all."""
        plan = self._plan
        needed = {entry.key for entry in self._around.elsewhere}
        needed |= {host.person_id for host in plan.hosts if host.person_id}
        wanted = [plan.heads_on(plan.item[key]) for key in sorted(without) if key in plan.item]
        present = [
            (item.id, plan.heads_on(item)) for item in plan.present if item.id not in without
        ]
        first: dict[object, DelegateId] = {}
        result = {}
        for one in plan.delegates:
            is_own = one.id in plan.own_travel or one.person_id in needed
            sort = (
                one.id
                if is_own
                else (
                    tuple(key for key, heads in present if one.id in heads),
                    tuple(one.id in heads for heads in wanted),
                )
            )
            result[one.id] = first.setdefault(sort, one.id)
        return result

    def names(self, item: Item) -> frozenset[str]:
        """Whom and what an item takes, wherever it stands: of two that share nothing neither is in
        the way of the other."""
        names = {f"person:{host.person_id}" for host in self._plan.hosts_of(item)}
        names |= {f"resource:{resource.id}" for resource in self._plan.booked_for(item)}
        names |= {name for one in self._plan.heads_on(item) for name in self._names_of(one)}
        return frozenset({*names, f"room:{item.room_id}"} - {"person:None", "room:None"})

    def put(self, item: Item, on: Iterable[DelegateId]) -> None:
        """Take the time of these people, and of what the item holds."""
        self._items[item.id] = item
        for name in self._names(item, on):
            self._insert(name, item)

    def take(self, item: Item, on: Iterable[DelegateId]) -> None:
        """Give the time back that the same item was put in with."""
        for name in self._names(item, on):
            self._taken[name].remove(self._entry(item))
        del self._items[item.id]

    def obstacle(
        self, item: Item, on: Collection[DelegateId], allowed: frozenset[str] = frozenset()
    ) -> str:
        """What stands in the way of this item with these people: a key of ``OBSTACLES``, or empty.

        ``allowed``: hours or holidays that are known and accepted.
        """
        if doors := self.doors(item) - allowed:
            return min(doors)
        here = self._entry(item)
        if takes_presence(item):
            for one in dict.fromkeys(self._first_alike[one] for one in on):
                if found := self._person(item, here, one):
                    return found
        for name in self._names(item, ()):
            if self._overlapping(name, here):
                return {"person": "host"}.get(name.partition(":")[0], name.partition(":")[0])
        return ""

    def doors(self, item: Item) -> frozenset[str]:
        """Whether the site is closed, or it is a holiday there."""
        if item.site_id is None:
            return frozenset()
        key = (item.site_id, item.kind, item.start_zone, *self._entry(item)[:2])
        if key not in self._doors:
            alone = replace(self._site_alone(item.site_id), items=(item,))
            found = ["hours" for _ in closed(alone, self._around)]
            found += ["holiday" for _ in on_holiday(alone, self._around)]
            self._doors[key] = frozenset(found)
        return self._doors[key]

    def _site_alone(self, key: SiteId) -> Plan:
        """The plan with nothing but what a site's doors depend on."""
        if key not in self._sites:
            plan = self._plan
            sites = tuple(one for one in plan.sites if one.id == key)
            hours = tuple(one for one in plan.hours if one.site_id == key)
            self._sites[key] = Plan(visit=plan.visit, sites=sites, hours=hours)
        return self._sites[key]

    def during(self, one: DelegateId, start: int, end: int) -> list[Item]:
        """What a delegate has on between two minutes."""
        return [
            self._items[entry.key]
            for entry in self._taken[f"delegate:{one}"]
            if entry.start < end and start < entry.end
        ]

    def neighbours(self, item: Item, one: DelegateId) -> tuple[list[Item], list[Item]]:
        """What a delegate has directly before and after; several where they overlap each other."""
        before, after = self._around_of(self._entry(item), one)
        return [self._items[one.key] for one in before], [self._items[one.key] for one in after]

    def _around_of(self, here: _Taken, one: DelegateId) -> tuple[list[_Taken], list[_Taken]]:
        entries = self._taken[f"delegate:{one}"]
        before = [entry for entry in entries if entry.end <= here.start]
        after = [entry for entry in entries if entry.start >= here.end]
        last = max((entry.end for entry in before), default=0)
        return (
            [entry for entry in before if entry.end == last or entry.start == before[-1].start],
            [entry for entry in after if entry.start == after[0].start],
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

    def _person(self, item: Item, here: _Taken, one: DelegateId) -> str:
        first, last = self._bounds[one]
        comes_or_goes = item.kind is ItemKind.LEG
        if not comes_or_goes and ((first and here.start < first) or (last and here.end > last)):
            return "away"
        if any(self._overlapping(name, here) for name in self._names_of(one)):
            return "people"
        before, after = self._around_of(here, one)
        for entry in before:
            if here.start - entry.end < self.needed(self._items[entry.key], item):
                return "transfer"
        for entry in after:
            if entry.start - here.end < self.needed(item, self._items[entry.key]):
                return "transfer"
        pairs = itertools.product(before, after)
        return "people" if any(self._changes(*pair, item) for pair in pairs) else ""

    def _changes(self, before: _Taken, after: _Taken, item: Item) -> bool:
        """Between two journeys people change, wait and check in: no time for anything elsewhere."""
        arriving = self._plan.leg_of.get(ItemId(before.key))
        leaving = self._plan.leg_of.get(ItemId(after.key))
        if arriving is None or leaving is None or after.start - before.end >= STOPOVER:
            return False
        there = arriving.to_site_id or arriving.to_place
        return (
            bool(there)
            and there == (leaving.from_site_id or leaving.from_place)
            and there != item.site_id
        )

    def _overlapping(self, name: str, here: _Taken) -> bool:
        for entry in self._taken[name]:
            if entry.start >= here.end:
                return False
            if here.start < entry.end and entry.key != here.key:
                return True
        return False

    def _names(self, item: Item, on: Iterable[DelegateId]) -> list[str]:
        """Under which names an item takes time."""
        names = [f"resource:{resource.id}" for resource in self._plan.booked_for(item)]
        if item.room_id is not None:
            names.append(f"room:{item.room_id}")
        if takes_presence(item):
            names += [name for one in on for name in self._names_of(one)]
            names += [
                f"person:{host.person_id}" for host in self._plan.hosts_of(item) if host.person_id
            ]
        return names

    def _names_of(self, one: DelegateId) -> list[str]:
        """A delegate, and the person whom hosts and other visits know."""
        person = self._plan.delegate[one].person_id if one in self._plan.delegate else None
        return [f"delegate:{one}", *([f"person:{person}"] if person else [])]

    def _insert(self, name: str, item: Item) -> None:
        bisect.insort(self._taken[name], self._entry(item))

    def _entry(self, item: Item) -> _Taken:
        return _Taken(*self._plan.when(item), item.id)


def _bounds(
    plan: Plan, without: Collection[ItemId]
) -> dict[DelegateId, tuple[int | None, int | None]]:
    """From when to when each delegate is around: as was noted, and as the journeys say. A flight that
    comes before all else is the arrival, one that comes after all else the departure."""
    result: dict[DelegateId, tuple[int | None, int | None]] = {}
    for one in plan.delegates:
        items = [item for item in plan.presence.get(one.id, ()) if item.id not in without]
        coming = _first_journeys(plan, items)
        going = _first_journeys(plan, items[::-1])
        arrives, departs = [], []
        if one.arrives_local is not None and is_zone(one.arrives_zone):
            arrives.append(_minute(WallTime(one.arrives_local, one.arrives_zone)))
        if one.departs_local is not None and is_zone(one.departs_zone):
            departs.append(_minute(WallTime(one.departs_local, one.departs_zone)))
        if len(coming) < len(items):
            arrives += [plan.when(item)[1] for item in coming]
            departs += [plan.when(item)[0] for item in going]
        result[one.id] = (max(arrives, default=None), min(departs, default=None))
    return result


def _minute(time: WallTime) -> int:
    return int(time.instant.timestamp()) // 60


def _first_journeys(plan: Plan, items: list[Item]) -> list[Item]:
    """The journeys by timetable that a sequence begins with."""
    result: list[Item] = []
    for item in items:
        if item.kind is not ItemKind.LEG or not is_bound(plan, item):
            break
        result.append(item)
    return result
