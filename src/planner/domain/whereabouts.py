"""In which country and by which clocks most of a delegation are, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan

CHANGE: Final = 8 * 60
"""Minutes: whoever flies on within them only changed planes and was in no other country."""

Where = tuple[str, str]
"""Country and zone; empty where nothing says."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Most are in another country or zone. ``before`` and ``after`` are equal in what stayed."""

    before: Where
    after: Where


class Whereabouts:
    """Walked through in order of time; one late joiner moves nobody's watch.

    A journey takes people somewhere, and there they stay. An entry at a place only says where they
    are meanwhile: without a journey they are back where they live when the next day begins.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._changes = _changes_of_plane(plan)
        self._home: dict[DelegateId, Where] = _origins(plan)
        self._now = dict(self._home)
        self._said = False
        self.country, self.zone = self._most("", "")

    def morning(self) -> None:
        """A day begins: everybody is where their last journey took them."""
        self._now = dict(self._home)
        self._said = False
        self.country, self.zone = self._most(self.country, self.zone)

    def sleep(self, stay: Item) -> None:
        """Whoever is on a stay lives there."""
        if stay.status is ItemStatus.CANCELLED or not (site := self._plan.site_of(stay)):
            return
        for delegate in self._plan.on(stay):
            zone = self._home.get(delegate.id, ("", ""))[1]
            self._home[delegate.id] = (site.country, zone)

    def evening(self) -> Where:
        """Where most are when the day is over; empty where nothing says so."""
        countries = Counter(country for country, _zone in self._home.values() if country)
        zones = Counter(zone for _country, zone in self._home.values() if zone)
        country, zone = (self.country, self.zone) if self._said else ("", "")
        return _first(countries, country), _first(zones, zone)

    def at(self, item: Item, end: str, country: str, zone: str) -> Moved | None:
        """What changes for most with an ``end`` ("start" or "end") of an entry; None for nothing."""
        if item.status is ItemStatus.CANCELLED or not self._take(item, end, country, zone):
            return None
        before = (self.country, self.zone)
        self.country, self.zone = after = self._most(*before)
        return Moved(before, after) if after != before else None

    def _take(self, item: Item, end: str, country: str, zone: str) -> bool:
        """Whether anybody comes to another country or zone; most entries take nobody anywhere."""
        changed = False
        self._said = True
        for delegate in self._plan.on(item):
            if self._changes and (item.id, end, delegate.id) in self._changes:
                continue
            known = self._now.get(delegate.id, ("", ""))
            now = (country or known[0], zone or known[1])
            if item.kind is ItemKind.LEG:
                self._home[delegate.id] = now
            if now != known:
                self._now[delegate.id] = now
                changed = True
        return changed

    def _most(self, country: str, zone: str) -> Where:
        """Where most are now; as before where as many are elsewhere."""
        countries = Counter(one for one, _zone in self._now.values() if one)
        zones = Counter(one for _country, one in self._now.values() if one)
        return _first(countries, country), _first(zones, zone)


def _first(counted: Counter[str], before: str) -> str:
    if not counted:
        return before
    most = max(counted.values())
    return before if counted[before] == most else counted.most_common(1)[0][0]


def countries_of(plan: Plan, item: Item) -> Where:
    """The countries where an entry begins and ends, as far as it says."""
    leg = plan.leg_of.get(item.id)
    if leg is None:
        site = plan.site_of(item)
        return (site.country, site.country) if site else ("", "")
    start = plan.site.get(leg.from_site_id) if leg.from_site_id else None
    end = plan.site.get(leg.to_site_id) if leg.to_site_id else None
    return (
        leg.from_country or (start.country if start else ""),
        leg.to_country or (end.country if end else ""),
    )


def _origins(plan: Plan) -> dict[DelegateId, Where]:
    """Where everybody is before the first entry: where their first journey starts, else at the place
    of the visit. Clocks are not known before an entry says them."""
    origins = {one.id: (plan.visit.country, "") for one in plan.delegates}
    seen: set[DelegateId] = set()
    for item in plan.active:
        if item.kind is not ItemKind.LEG:
            continue
        start = countries_of(plan, item)[0]
        for delegate in plan.on(item):
            if delegate.id not in seen:
                seen.add(delegate.id)
                if start:
                    origins[delegate.id] = (start, "")
    return origins


def _changes_of_plane(plan: Plan) -> frozenset[tuple[ItemId, str, DelegateId]]:
    """The ends of journeys between which somebody only changes: who lands and leaves again at once."""
    return frozenset(_changes(plan))


def _changes(plan: Plan) -> Iterator[tuple[ItemId, str, DelegateId]]:
    last: dict[DelegateId, Item] = {}
    for item in plan.active:
        if item.all_day or item.kind is ItemKind.STAY:
            continue
        for delegate in plan.on(item):
            before, last[delegate.id] = last.get(delegate.id), item
            if before is None or not (before.kind is item.kind is ItemKind.LEG):
                continue
            (came_from, here), (left, goes_to) = (
                countries_of(plan, before),
                countries_of(plan, item),
            )
            wait = plan.when(item)[0] - plan.when(before)[1]
            if here == left and here not in (came_from, goes_to) and 0 <= wait <= CHANGE:
                yield before.id, "end", delegate.id
                yield item.id, "start", delegate.id
