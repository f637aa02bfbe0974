"""Enough time to get from one place to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain import geography
from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some_of, when
from planner.domain.findings import Finding, Severity
from planner.domain.ids import DelegateId, ItemId, SiteId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import Site, position_of
from planner.domain.travel import Leg, Mode, TravelTime

NEAR_KM: Final = 0.4
"""Closer than this is the same place on foot."""
ON_FOOT_KM: Final = 1
"""So far a group walks: a planning figure of ours."""
_ON_ROADS: Final = frozenset({Mode.COACH, Mode.CAR, Mode.WALK, Mode.OTHER})
BORDER_MINUTES: Final = 15
"""Kept free where a transfer crosses a border: a planning figure of ours."""


def distance_km(one: Site, other: Site) -> float | None:
    """Great circle between two sites in kilometres; None where a coordinate is missing."""
    here, there = position_of(one), position_of(other)
    return geography.distance_km(here, there) if here and there else None


def estimated_minutes(kilometres: float) -> int:
    """A careful guess for a group: on foot up to 1 km, else by coach, boarding included.

    Roads are taken as 1.3 times the great circle; 35 km/h in town (up to 15 km), 70 km/h beyond.
    A coach is never taken as quicker than that first kilometre on foot, so farther never takes less.
    These are planning figures of ours, meant to be replaced by the office's own table.
    """
    road = kilometres * 1.3
    on_foot = max(5, min(road, 1.3) / 4.5 * 60)
    if kilometres <= ON_FOOT_KM:
        return round(on_foot)
    town, open_road = min(road, 15), max(road - 15, 0)
    return round(max(on_foot, 10 + town / 35 * 60 + open_road / 70 * 60))


@dataclass(frozen=True, slots=True)
class Transfer:
    """What it takes to get from one item to the next, in minutes; ``minutes`` is the sum.

    An estimated ride was worked out from the distance, since the office's table has none. ``source``
    names where the table has it from.
    """

    ride: int = 0
    access: int = 0
    border: int = 0
    buffer: int = 0
    estimated: bool = False
    source: str = ""

    @property
    def minutes(self) -> int:
        return self.ride + self.access + self.border + self.buffer


def too_little_time(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """For each delegate, from one known place to the next; one finding for each pair of items.

    What has no place in between does not hide the way: whatever time it takes is not left for it.
    """
    found: dict[tuple[ItemId, ItemId], tuple[Item, Item, list[tuple[int, list[DelegateId]]]]] = {}
    for way, delegates in plan.paths:
        for first, second, gap in _pairs(plan, way, around):
            entry = found.setdefault((first.id, second.id), (first, second, []))
            entry[2].append((gap, delegates))
    for first, second, gaps in found.values():
        needed = transfer_between(plan, first, second, around)
        late = [one for one in gaps if needed is not None and one[0] < needed.minutes]
        if needed is None or not late:
            continue
        gap, heads = min(late)[0], {key for _gap, delegates in late for key in delegates}
        yield Finding(
            "transfer.estimated" if needed.estimated else "transfer.short",
            Severity.CONFLICT,
            (item_subject(first), item_subject(second)),
            {
                "first": first.title,
                "second": second.title,
                "gap": gap,
                "needed": needed.minutes,
                "ride": needed.ride,
                "access": needed.access,
                "border": needed.border,
                "buffer": needed.buffer,
                "source": needed.source,
                "variant": "source" if needed.source else "",
                "names": some_of(plan, [one for one in plan.delegates if one.id in heads]),
                "when": when(second),
            },
            measure=needed.minutes - gap,
        )


def _pairs(
    plan: Plan, way: Sequence[Item], around: Circumstances
) -> Iterator[tuple[Item, Item, int]]:
    """Each item with the one before it, and with earlier ones as long as no place is known; the free minutes."""
    for at in range(1, len(way)):
        second, gap = way[at], 0
        for earlier in range(at - 1, -1, -1):
            first = way[earlier]
            between = plan.when(way[earlier + 1])[0] - plan.when(first)[1]
            if between < 0:
                break  # an overlap, found elsewhere
            gap += between
            yield first, second, gap
            if _is_settled(plan, first, second, around):
                break


def _is_settled(plan: Plan, first: Item, second: Item, around: Circumstances) -> bool:
    """Whether an earlier item can say nothing more about the way to the second one."""
    here, there = sites_between(plan, first, second)
    if there is None or _journey(plan, first) is not None:
        return True
    return here is not None and (here.id == there.id or _ride(here, there, around)[0] is not None)


def transfer_between(
    plan: Plan, first: Item, second: Item, around: Circumstances | None = None
) -> Transfer | None:
    """What is needed after one item to be at the next; None where a place is not known or is the same.

    The office's own table comes first, then the distance. After a journey only its buffer and the
    way on from where it arrives count; the way through the gate counts where the next item needs it.
    """
    around = around or Circumstances()
    leg = _journey(plan, first)
    here, there = sites_between(plan, first, second)
    buffer = leg.buffer_minutes if leg else 0
    if here is None or there is None:
        return Transfer(buffer=buffer) if leg else None
    access = 0 if here.id == there.id and leg is None else _access(plan, second, there)
    if here.id == there.id:
        return Transfer(buffer=buffer, access=access) if leg else None
    ride, known = _ride(here, there, around)
    if ride is None:
        return Transfer(buffer=buffer, access=access) if leg else None
    if not ride and not leg:
        return Transfer(access=access) if access else None
    crossed = bool(here.country and there.country) and here.country != there.country
    return Transfer(
        ride=ride,
        access=access,
        border=BORDER_MINUTES if crossed and ride else 0,
        buffer=buffer,
        estimated=known is None and ride > 0,
        source=around.source_of(known) if known else "",
    )


def sites_between(plan: Plan, first: Item, second: Item) -> tuple[Site | None, Site | None]:
    """Where an item leaves people, and where the next one wants them; None where it is not known."""
    leg = _journey(plan, first)
    return (_site(plan, leg.to_site_id) if leg else plan.site_of(first)), _start_site(plan, second)


def minutes_between(
    plan: Plan, first: Item, second: Item, around: Circumstances | None = None
) -> int | None:
    """Minutes needed after one item to be at the next; None where a place is not known."""
    needed = transfer_between(plan, first, second, around)
    return needed.minutes if needed is not None else None


def _ride(here: Site, there: Site, around: Circumstances) -> tuple[int | None, TravelTime | None]:
    """Minutes on the way and the entry that says so; without one they are estimated.

    None for the minutes where a position is missing.
    """
    known = around.travel_time(here.id, there.id)
    if known is not None:
        return known.minutes, known
    kilometres = distance_km(here, there)
    if kilometres is None:
        return None, None
    return (0 if kilometres < NEAR_KM else estimated_minutes(kilometres)), None


def quicker_than_known(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """A journey planned with fewer minutes than the office's own table has for it and its mode.

    By road, where the table is silent, with less than half of what the distance lets expect.
    """
    for item in plan.active:
        leg = plan.leg_of.get(item.id)
        here, there = (
            (_site(plan, leg.from_site_id), _site(plan, leg.to_site_id)) if leg else (None, None)
        )
        if leg is None or here is None or there is None or item.all_day:
            continue
        start, end = plan.when(item)
        known = around.travel_time(here.id, there.id, None if leg.mode is Mode.OTHER else leg.mode)
        if known is not None:
            needed, source = known.minutes, around.source_of(known)
            variant = "source" if source else ""
        else:
            needed, source, variant = _by_road(leg, here, there), "", "estimated"
        if end - start >= (needed if known is not None else needed / 2):
            continue
        yield Finding(
            "leg.quick",
            Severity.WARNING,
            (item_subject(item),),
            {
                "item": item.title,
                "minutes": end - start,
                "needed": needed,
                "source": source,
                "variant": variant,
                "when": when(item),
            },
            measure=needed - (end - start),
        )


def _by_road(leg: Leg, here: Site, there: Site) -> int:
    """Estimated minutes; none for other ways of travel, for neighbours and where a position is missing."""
    kilometres = distance_km(here, there)
    if leg.mode not in _ON_ROADS or kilometres is None or kilometres < NEAR_KM:
        return 0
    return estimated_minutes(kilometres)


def _access(plan: Plan, item: Item, site: Site) -> int:
    """Minutes from the gate of a site to the start of what takes place there."""
    if item.kind is ItemKind.LEG:
        return 0
    return plan.access_minutes.get(site.id, 0)


def _journey(plan: Plan, item: Item) -> Leg | None:
    return plan.leg_of.get(item.id)


def _site(plan: Plan, key: SiteId | None) -> Site | None:
    return plan.site.get(key) if key else None


def _start_site(plan: Plan, item: Item) -> Site | None:
    if leg := plan.leg_of.get(item.id):
        return _site(plan, leg.from_site_id)
    return plan.site_of(item)
