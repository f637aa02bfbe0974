"""Who still takes the plan's own journeys to and from an item that is split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.domain.arranging.extras import Extra, for_groups
from planner.domain.arranging.flowing import can_shift, is_bound
from planner.domain.arranging.proposals import Placement, placed
from planner.domain.arranging.rotating import Turn
from planner.domain.checks import Circumstances
from planner.domain.checks.transfer import minutes_between, sites_between
from planner.domain.ids import DelegateId
from planner.domain.itinerary import AudienceKind, Item, ItemKind
from planner.domain.plan import Plan


def shuttles(plan: Plan, stations: Sequence[Item]) -> list[Item]:
    """The journeys between stations that are for nobody else: in a rotation they are planned anew."""
    sites = {one.site_id for one in stations if one.site_id}
    heads = frozenset[DelegateId]().union(*(plan.heads_on(one) for one in stations))
    days = {one.span.start.local.date() for one in stations if one.is_scheduled}
    found = []
    for item in plan.active:
        leg = plan.leg_of.get(item.id)
        if leg is None or not can_shift(item) or is_bound(plan, item):
            continue
        ends = {leg.from_site_id, leg.to_site_id}
        between = len(ends) == 2 and ends <= sites and item.span.start.local.date() in days
        if between and plan.on(item) and plan.heads_on(item) <= heads:
            found.append(item)
    return found


def boarding(
    plan: Plan,
    before: Plan,
    stations: Sequence[Item],
    turns: Sequence[Turn],
    around: Circumstances,
) -> list[Extra]:
    """The journeys directly to or from a station that not all parts need any more.

    A part stays where it is when it would be taken from a site where it is not, or to one where it
    has nothing to do, as long as what it has before and after leaves time for the way between. Where
    nobody is left, the journey waits without a time. Timetables and fixed journeys stay as they are.
    """
    found, changed = [], _Changed(plan, before, turns, around)
    parts = {turn.subgroup.name: turn.subgroup for turn in turns}.values()
    for leg in _adjacent(before, stations):
        kept = [
            part for part in parts if not all(changed.is_amiss(leg, one) for one in part.delegates)
        ]
        if len(kept) == len(parts):
            continue
        item = replace(leg, audience=AudienceKind.GROUPS)
        if not kept:
            item = placed(item, Placement(item.id))
        groups = [group for part in kept for group in part.groups]
        found.append(Extra(item=item, audience=for_groups(item, groups), was=leg))
    return found


def _adjacent(plan: Plan, stations: Sequence[Item]) -> Iterator[Item]:
    """The journeys that just the people of a station take, right before it or right after it."""
    seen = set()
    for station in stations:
        heads = plan.heads_on(station)
        way = plan.presence[plan.on(station)[0].id] if heads else []
        at = next((number for number, item in enumerate(way) if item.id == station.id), None)
        for item in way[max(0, at - 1) : at + 2] if at is not None else ():
            is_own = item.kind is ItemKind.LEG and plan.heads_on(item) == heads
            if is_own and can_shift(item) and not is_bound(plan, item) and item.id not in seen:
                seen.add(item.id)
                yield item


class _Changed:
    """What people have before and after a journey, as it was and as it would be."""

    def __init__(
        self, plan: Plan, before: Plan, turns: Sequence[Turn], around: Circumstances
    ) -> None:
        self._plan, self._before, self._around = plan, before, around
        self._origins = {turn.item.id: turn.copied_from or turn.item.id for turn in turns}

    def is_amiss(self, leg: Item, one: DelegateId) -> bool:
        """Whether a journey is not on somebody's way any more: what is before or after it has
        changed, and is elsewhere."""
        plan = self._plan
        beside = self._beside(plan, leg, one)
        if beside is None or leg not in plan.presence[one]:
            return leg not in plan.presence.get(one, ())
        earlier, later = beside
        was = self._beside(self._before, leg, one)
        if was and [one.id for one in was] == [self._origins.get(o.id, o.id) for o in beside]:
            return False
        here, starts = sites_between(plan, earlier, leg)
        ends, there = sites_between(plan, leg, later)
        if not (here and starts and ends and there) or (here, there) == (starts, ends):
            return False
        needed = 0 if here == there else minutes_between(plan, earlier, later, self._around)
        gap = plan.when(later)[0] - plan.when(earlier)[1]
        return needed is not None and gap >= needed

    def _beside(self, plan: Plan, leg: Item, one: DelegateId) -> tuple[Item, Item] | None:
        """What somebody has on the same day directly before and after a journey."""
        way = plan.presence.get(one, [])
        at = next((number for number, item in enumerate(way) if item.id == leg.id), 0)
        if not 0 < at < len(way) - 1:
            return None
        earlier, later = way[at - 1], way[at + 1]
        day = leg.span.start.local.date()
        same_day = earlier.span.end.local.date() == day == later.span.start.local.date()
        return (earlier, later) if same_day else None
