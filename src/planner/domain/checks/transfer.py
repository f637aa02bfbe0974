"""Enough time to get from one place to the next."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.overlap import takes_presence
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import Site

NEAR_KM = 0.4
"""Closer than this is the same place on foot."""


def distance_km(one: Site, other: Site) -> float | None:
    """Great circle between two sites in kilometres; None where a coordinate is missing."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    lat1, lon1, lat2, lon2 = map(
        math.radians,
        (one.latitude or 0.0, one.longitude or 0.0, other.latitude or 0.0, other.longitude or 0.0),
    )
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 6371.0 * 2 * math.asin(math.sqrt(half))


def estimated_minutes(kilometres: float) -> int:
    """A careful guess for a group: on foot up to 1 km, else by coach, boarding included.

    Roads are taken as 1.3 times the great circle; 35 km/h in town (up to 15 km), 70 km/h beyond.
    A coach is never taken as quicker than that first kilometre on foot, so farther never takes less.
    These are planning figures of ours, meant to be replaced by the office's own table.
    """
    road = kilometres * 1.3
    on_foot = max(5, min(road, 1.3) / 4.5 * 60)
    if kilometres <= 1:
        return round(on_foot)
    town, open_road = min(road, 15), max(road - 15, 0)
    return round(max(on_foot, 10 + town / 35 * 60 + open_road / 70 * 60))


def too_little_time(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """For each delegate, from one place to the next; one finding for each pair of items."""
    found: dict[tuple[str, str], tuple[Item, Item, list[str]]] = {}
    present = [item for item in plan.active if takes_presence(item)]
    on = {item.id: {delegate.id for delegate in plan.on(item)} for item in present}
    for delegate in plan.delegates:
        own = [item for item in present if delegate.id in on[item.id]]
        for first, second in itertools.pairwise(own):
            entry = found.setdefault((first.id, second.id), (first, second, []))
            entry[2].append(plan.name_of(delegate))
    for first, second, names in found.values():
        gap = int((second.span.start.instant - first.span.end.instant) / dt.timedelta(minutes=1))
        needed = minutes_between(plan, first, second)
        if gap < 0 or needed is None or gap >= needed:
            continue  # below zero it is an overlap, found elsewhere
        yield Finding(
            "transfer.short",
            Severity.CONFLICT,
            (item_subject(first), item_subject(second)),
            {
                "first": first.title,
                "second": second.title,
                "gap": gap,
                "needed": needed,
                "names": some(names),
                "when": when(second),
            },
        )


def minutes_between(plan: Plan, first: Item, second: Item) -> int | None:
    """Minutes needed after one item to be at the next; None where a place is not known."""
    if first.kind is ItemKind.LEG:
        leg = plan.leg_of.get(first.id)
        after = leg.buffer_minutes if leg else 0
        arrival = plan.site.get(leg.to_site_id) if leg and leg.to_site_id else None
        there = _start_site(plan, second)
        if arrival is None or there is None or arrival.id == there.id:
            return after
        kilometres = distance_km(arrival, there)
        return (
            after
            if kilometres is None or kilometres < NEAR_KM
            else after + estimated_minutes(kilometres)
        )
    here, there = plan.site_of(first), _start_site(plan, second)
    if here is None or there is None or here.id == there.id:
        return None
    kilometres = distance_km(here, there)
    if kilometres is None or kilometres < NEAR_KM:
        return None
    return estimated_minutes(kilometres)


def _start_site(plan: Plan, item: Item) -> Site | None:
    if leg := plan.leg_of.get(item.id):
        return plan.site.get(leg.from_site_id) if leg.from_site_id else None
    return plan.site_of(item)
