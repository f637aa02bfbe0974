"""A coach for each way between two sites that a split makes necessary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from planner.domain.arranging.extras import Extra, Way, for_groups, for_people
from planner.domain.arranging.proposals import MINUTE, Placement, placed
from planner.domain.arranging.rotating import Turn
from planner.domain.arranging.ways import Trip, trips
from planner.domain.checks import Circumstances
from planner.domain.checks.transfer import (
    ON_FOOT_KM,
    distance_km,
    sites_between,
    transfer_between,
)
from planner.domain.ids import DelegateId, ItemId, RecordId, new_id
from planner.domain.itinerary import AudienceKind, Item, ItemKind
from planner.domain.plan import Plan, is_there
from planner.domain.sites import Site
from planner.domain.times import WallTime
from planner.domain.travel import MODES, Leg, Mode
from planner.i18n import _

ROUND: Final = 5
"""Minutes; a coach is ordered for a time that can be said."""

FARTHEST: Final = 3 * 60
"""Minutes; nobody is sent farther on the road for one turn: a planning figure of ours."""


def coaches(
    plan: Plan,
    before: Plan,
    turns: Sequence[Turn],
    around: Circumstances,
    *,
    spare: Sequence[Item] = (),
    without: Collection[Way] = (),
) -> list[Extra]:
    """A coach for each of the ``trips`` of a split that is too far to walk, at the minutes that the
    office's table or else the distance tells.

    ``plan`` has the turns in their places, ``before`` is the plan as it is. To a turn the coach
    comes in time for its start and the way through the gate; from a turn to something else it leaves
    when the turn ends, since few sites can keep a group. Who goes the same way at the same time goes
    together. ``spare`` journeys of the plan are used again where one goes that way. ``without`` ways
    get none.
    """
    own = {turn.item.id for turn in turns}
    found: dict[tuple[int, str, str, int], Extra] = {}
    served: dict[tuple[int, str, str, int], list[Trip]] = defaultdict(list)
    for trip in trips(plan, before, turns):
        extra = _coach(plan, trip, to_turn=trip.second.id in own, around=around)
        if extra is None or extra.leg is None or trip.way in without:
            continue
        start, end = plan.when(extra.item)
        key = (start, str(extra.leg.from_site_id), str(extra.leg.to_site_id), end)
        found.setdefault(key, extra)
        served[key].append(trip)
    waiting = list(spare)
    return [
        _for_whom(plan, _reused(plan, found[key], waiting), served[key]) for key in sorted(found)
    ]


def too_far(plan: Plan, before: Plan, turns: Sequence[Turn], around: Circumstances) -> set[ItemId]:
    """The turns to or from which somebody would be on the road for too long, and was not before."""
    own = {turn.item.id for turn in turns}
    return {
        end
        for trip in trips(plan, before, turns)
        if trip.is_new
        and (needed := transfer_between(plan, trip.first, trip.second, around))
        and needed.ride > FARTHEST
        for end in own.intersection(trip.way)
    }


def _coach(plan: Plan, trip: Trip, *, to_turn: bool, around: Circumstances) -> Extra | None:
    """The journey between two items; None where it can be walked, or nobody knows how far it is."""
    first, second = trip.first, trip.second
    here, there = sites_between(plan, first, second)
    needed = transfer_between(plan, first, second, around)
    if here is None or there is None or needed is None or not needed.ride:
        return None
    mode, ride = _mode(here, there, needed.ride, around)
    if mode is Mode.WALK:
        return None
    leg = plan.leg_of.get(first.id)
    earliest = first.span.end.plus((leg.buffer_minutes if leg else 0) * MINUTE)
    latest = second.span.start.plus(-needed.access * MINUTE)
    room = _room(first, second, earliest, latest)
    length = next(
        (
            minutes
            for minutes in (_rounded(ride + needed.border), ride + needed.border)
            if room is None or minutes <= room
        ),
        needed.ride + needed.border,
    )
    if room is not None and length > room:
        return None
    if to_turn:
        start, end = latest.plus(-length * MINUTE), latest
    else:
        start, end = earliest, earliest.plus(length * MINUTE)
    return _journey(plan, (here, there), mode, start, end)


def _room(first: Item, second: Item, earliest: WallTime, latest: WallTime) -> int | None:
    """Minutes between two items; None where one of them is a bed, which waits."""
    if ItemKind.STAY in (first.kind, second.kind):
        return None
    return int((latest.instant - earliest.instant) / MINUTE)


def _mode(here: Site, there: Site, ride: int, around: Circumstances) -> tuple[Mode, int]:
    """By coach if the table knows how long that takes; else as the table says; else by distance."""
    coach = around.travel_time(here.id, there.id, Mode.COACH)
    known = coach or around.travel_time(here.id, there.id)
    if known is not None:
        return (Mode.COACH if known.mode is Mode.OTHER else known.mode), known.minutes
    kilometres = distance_km(here, there)
    near = kilometres is not None and kilometres <= ON_FOOT_KM
    return (Mode.WALK if near else Mode.COACH), ride


def _journey(
    plan: Plan, ends: tuple[Site, Site], mode: Mode, start: WallTime, end: WallTime
) -> Extra:
    here, there = ends
    start = start.in_zone(here.zone or start.zone)
    end = end.in_zone(there.zone or end.zone)
    crossed = bool(here.country and there.country) and here.country != there.country
    item = Item(
        id=ItemId(new_id()),
        visit_id=plan.visit.id,
        kind=ItemKind.LEG,
        title=_("{mode} to {place}").format(mode=_(MODES[mode]), place=there.name),
    )
    leg = Leg(
        id=RecordId(new_id()),
        item_id=item.id,
        mode=mode,
        from_site_id=here.id,
        to_site_id=there.id,
        from_country=here.country if crossed else "",
        to_country=there.country if crossed else "",
    )
    return Extra(item=placed(item, Placement(item.id, start, end)), leg=leg)


def _for_whom(plan: Plan, extra: Extra, served: Sequence[Trip]) -> Extra:
    """Whole groups where all of them go; else those who do, by name."""
    whole = all(set(trip.heads) >= _expected(plan, extra.item, trip) for trip in served)
    ways = tuple(trip.way for trip in served)
    if whole:
        item = replace(extra.item, audience=AudienceKind.GROUPS)
        groups = (group for trip in served for group in trip.part.groups)
        return replace(extra, item=item, audience=for_groups(item, groups), ways=ways)
    item = replace(extra.item, audience=AudienceKind.NAMED)
    going = {one for trip in served for one in trip.heads}
    return replace(extra, item=item, audience=for_people(plan, item, going), ways=ways)


def _expected(plan: Plan, item: Item, trip: Trip) -> set[DelegateId]:
    """Who of a part a journey would have if it were for its groups: not those who come later."""
    own = plan.own_travel
    return {
        one
        for one in trip.part.delegates
        if one not in own or is_there(own[one], plan.when(item), item.kind)
    }


def _reused(plan: Plan, extra: Extra, waiting: list[Item]) -> Extra:
    """The plan's own journey in this time, if one of those to spare goes the same way."""
    assert extra.leg is not None
    for item in waiting:
        leg = plan.leg_of[item.id]
        if (leg.from_site_id, leg.to_site_id) == (extra.leg.from_site_id, extra.leg.to_site_id):
            waiting.remove(item)
            there = extra.item.span
            again = placed(item, Placement(item.id, there.start, there.end))
            return Extra(item=again, was=item)
    return extra


def _rounded(minutes: int) -> int:
    return -(-minutes // ROUND) * ROUND
