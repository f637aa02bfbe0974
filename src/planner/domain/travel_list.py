"""All journeys of a visit in order, and who comes or goes on their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime, is_zone
from planner.domain.travel import Leg, ResourceKind
from planner.domain.visits import Delegate


@dataclass(frozen=True, slots=True)
class Journey:
    """One leg. ``minutes`` is real time, ``seats`` of all vehicles booked or None where one is not known.

    ``border`` holds both country codes where they differ.
    """

    item: Item
    leg: Leg
    origin: str
    goal: str
    minutes: int
    heads: int
    seats: int | None
    border: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Pickup:
    """Who arrives (or departs) apart from the others at one moment, and can be met together."""

    at: WallTime
    arrives: bool
    delegates: tuple[Delegate, ...]


def journeys(plan: Plan) -> list[Journey]:
    """Every leg that takes place, earliest first."""
    found = []
    for item in plan.active:
        leg = plan.leg_of.get(item.id)
        if leg is None:
            continue
        origin, goal = plan.ends_of(leg)
        start, end = plan.when(item)
        countries = countries_of(plan, leg)
        crossed = all(countries) and countries[0] != countries[1]
        found.append(
            Journey(
                item, leg, origin, goal, end - start, len(plan.on(item)), _seats(plan, item),
                countries if crossed else None,
            )
        )  # fmt: skip
    return found


def countries_of(plan: Plan, leg: Leg) -> tuple[str, str]:
    """ISO codes of where a journey begins and ends: as typed, else those of its sites."""
    origin = plan.site.get(leg.from_site_id) if leg.from_site_id else None
    goal = plan.site.get(leg.to_site_id) if leg.to_site_id else None
    return (
        leg.from_country or (origin.country if origin else ""),
        leg.to_country or (goal.country if goal else ""),
    )


def _seats(plan: Plan, item: Item) -> int | None:
    vehicles = [one for one in plan.booked_for(item) if one.kind is ResourceKind.VEHICLE]
    if not vehicles or any(one.capacity is None for one in vehicles):
        return None
    return sum(one.capacity or 0 for one in vehicles)


def on_their_own(plan: Plan, delegate: Delegate) -> Iterator[tuple[WallTime, bool]]:
    """When somebody arrives (True) and departs (False) otherwise than by a journey of the visit.

    A planned journey that they are on and that ends or begins at that very moment is the one meant.
    """
    legs = [
        item
        for item in plan.active
        if item.kind is ItemKind.LEG and delegate.id in plan.heads_on(item)
    ]
    for local, zone, arrives in (
        (delegate.arrives_local, delegate.arrives_zone, True),
        (delegate.departs_local, delegate.departs_zone, False),
    ):
        if local is None or not is_zone(zone):
            continue
        at = WallTime(local, zone)
        ends = (leg.span.end if arrives else leg.span.start for leg in legs)
        if all(end.instant != at.instant for end in ends):
            yield at, arrives


def pickups(plan: Plan) -> list[Pickup]:
    """Own arrivals and departures, those at the same moment together, earliest first."""
    groups: dict[tuple[WallTime, bool], list[Delegate]] = defaultdict(list)
    for delegate in plan.delegates:
        for at, arrives in on_their_own(plan, delegate):
            groups[at, arrives].append(delegate)
    return sorted(
        (Pickup(at, arrives, tuple(heads)) for (at, arrives), heads in groups.items()),
        key=lambda one: (one.at.instant, not one.arrives),
    )
