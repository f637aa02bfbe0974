"""The way of a visit over the map: stops in the order of arrival, and the moves between them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.geography import Position
from planner.domain.ids import DelegateId, ItemId, SiteId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import Site, position_of
from planner.domain.times import days_shown
from planner.domain.travel import Mode

LATE = dt.time(23, 59)
"""When whoever stays somewhere overnight is taken to be back there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stop:
    """A site of the visit that has coordinates. ``number`` counts from 1 by first arrival.

    ``days`` are the local dates of every visit and night there, in order; ``items`` the entries,
    in order of time. A stop is passed through when only journeys touch it.
    """

    number: int
    site: Site
    position: Position
    days: tuple[dt.date, ...]
    items: tuple[ItemId, ...]
    is_passed_through: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """From one stop to another. Without a journey in the plan it is implied: ``mode`` is None.

    A journey by way of a site without coordinates is drawn to the next stop that has them.
    """

    start: SiteId
    end: SiteId
    mode: Mode | None
    day: dt.date
    item: ItemId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    stops: tuple[Stop, ...] = ()
    moves: tuple[Move, ...] = ()
    unplaced: tuple[str, ...] = ()
    """Names of sites without coordinates and of places that were only typed, in order of time."""


@dataclass(frozen=True, slots=True)
class _Presence:
    """Somebody is at a site, or at a place only typed, from a moment on; ``leg`` is how they got there."""

    at: dt.datetime
    day: dt.date
    place: SiteId | str
    item: Item
    leg: Mode | None = None


def route_of(
    plan: Plan, *, day: dt.date | None = None, delegate: DelegateId | None = None
) -> Route:
    """The way of the whole delegation, of one delegate, of all days or of one local day.

    Groups that part have moves of their own. The numbers of the stops are those of the whole
    visit, whatever is shown of it. Cancelled, unscheduled and internal entries are not on it.
    """
    items = [item for item in plan.active if item.is_public]
    numbers = _numbers(plan, items)
    ways = _ways(plan, items, delegate)
    presences = sorted(
        {presence for way in ways for presence in way if day in (None, presence.day)},
        key=lambda one: (one.at, one.item.rank, one.item.id, one.leg is not None, str(one.place)),
    )
    moves = dict.fromkeys(
        move for way in ways for move in _moves(plan, way) if day in (None, move.day)
    )
    stops = _stops(plan, presences, numbers)
    stops += _ends(plan, moves, {stop.site.id for stop in stops}, numbers)
    return Route(
        stops=tuple(sorted(stops, key=lambda stop: stop.number)),
        moves=tuple(sorted(moves, key=lambda move: (move.day, move.item is None))),
        unplaced=tuple(_unplaced(plan, presences)),
    )


def days_of(plan: Plan) -> list[dt.date]:
    """The local dates on which the delegation is somewhere, earliest first."""
    items = [item for item in plan.active if item.is_public]
    return sorted({presence.day for item in items for presence in _presences(plan, item)})


# where somebody is, and when


def _presences(plan: Plan, item: Item) -> Iterator[_Presence]:
    span = item.span
    start, end = span.start, span.end
    leg = plan.leg_of.get(item.id)
    if leg is not None:
        origin = leg.from_site_id if leg.from_site_id in plan.site else leg.from_place
        goal = leg.to_site_id if leg.to_site_id in plan.site else leg.to_place
        if origin:
            yield _Presence(start.instant, start.local.date(), origin, item)
        if goal:
            yield _Presence(end.instant, end.local.date(), goal, item, leg.mode)
        return
    place = item.site_id if item.site_id in plan.site else item.place
    if not place:
        return
    yield _Presence(start.instant, start.local.date(), place, item)
    if item.kind is ItemKind.STAY:
        for day in days_shown(start.local.date(), end.local.date()):
            night = replace(start, local=dt.datetime.combine(day, LATE))
            if start.instant < night.instant < end.instant:
                yield _Presence(night.instant, day, place, item)


def _ways(
    plan: Plan, items: Sequence[Item], delegate: DelegateId | None
) -> list[tuple[_Presence, ...]]:
    """What people pass through in order of time; those who have the same way are told once.

    Without a delegation the plan itself is the way.
    """
    known = {item.id: list(_presences(plan, item)) for item in items}
    if not plan.delegates:
        return [_way(items, known)]
    own: dict[DelegateId, list[Item]] = defaultdict(list)
    for item in items:
        for one in plan.on(item):
            own[one.id].append(item)
    wanted = [delegate] if delegate is not None else [one.id for one in plan.delegates]
    return list(dict.fromkeys(_way(own[key], known) for key in wanted))


def _way(items: Iterable[Item], known: dict[ItemId, list[_Presence]]) -> tuple[_Presence, ...]:
    mine = list(items)
    travelling = [item.span for item in mine if item.kind is ItemKind.LEG]
    way = [presence for item in mine for presence in known[item.id]]
    kept = [
        presence
        for presence in way
        if presence.item.kind is not ItemKind.STAY
        or not any(leg.start.instant < presence.at < leg.end.instant for leg in travelling)
    ]
    return tuple(sorted(kept, key=lambda presence: presence.at))  # stable: ties stay in order


def _moves(plan: Plan, way: Sequence[_Presence]) -> Iterator[Move]:
    """From placed site to placed site; a leg counts for the next of them that is reached."""
    here: SiteId | None = None
    by: _Presence | None = None
    for presence in way:
        if presence.leg is not None and by is None:
            by = presence
        site = plan.site.get(presence.place)
        if site is None or position_of(site) is None:
            continue
        if here is not None and here != site.id:
            yield Move(
                start=here,
                end=site.id,
                mode=by.leg if by else None,
                day=by.day if by else presence.day,
                item=by.item.id if by else None,
            )
        here, by = site.id, None


# stops


def _numbers(plan: Plan, items: Sequence[Item]) -> dict[SiteId, int]:
    """1, 2, 3 … in the order in which anybody first comes to a placed site."""
    every = sorted(
        (presence for item in items for presence in _presences(plan, item)),
        key=lambda presence: presence.at,
    )
    placed = dict.fromkeys(
        site.id
        for presence in every
        if (site := plan.site.get(presence.place)) is not None and position_of(site) is not None
    )
    return {key: number for number, key in enumerate(placed, 1)}


def _stops(plan: Plan, presences: Sequence[_Presence], numbers: dict[SiteId, int]) -> list[Stop]:
    at: dict[SiteId, list[_Presence]] = defaultdict(list)
    for presence in presences:
        if presence.place in numbers:
            at[SiteId(presence.place)].append(presence)
    return [_stop(plan, key, numbers[key], found) for key, found in at.items()]


def _stop(plan: Plan, key: SiteId, number: int, found: Sequence[_Presence]) -> Stop:
    site = plan.site[key]
    position = position_of(site)
    assert position is not None
    return Stop(
        number=number,
        site=site,
        position=position,
        days=tuple(sorted({presence.day for presence in found})),
        items=tuple(dict.fromkeys(presence.item.id for presence in found)),
        is_passed_through=all(presence.item.kind is ItemKind.LEG for presence in found),
    )


def _ends(
    plan: Plan, moves: Iterable[Move], known: set[SiteId], numbers: dict[SiteId, int]
) -> Iterator[Stop]:
    """Stops that only a move touches: a day may begin and end where another day's entries are."""
    touching: dict[SiteId, list[Move]] = defaultdict(list)
    for move in moves:
        for key in {move.start, move.end} - known:
            touching[key].append(move)
    for key, found in touching.items():
        position = position_of(plan.site[key])
        assert position is not None
        yield Stop(
            number=numbers[key],
            site=plan.site[key],
            position=position,
            days=tuple(sorted({move.day for move in found})),
            items=tuple(dict.fromkeys(move.item for move in found if move.item is not None)),
            is_passed_through=True,
        )


def _unplaced(plan: Plan, presences: Iterable[_Presence]) -> Iterator[str]:
    names: dict[str, None] = {}
    for presence in presences:
        site = plan.site.get(presence.place)
        if site is None:
            names.setdefault(presence.place)
        elif position_of(site) is None:
            names.setdefault(site.name or site.native_name)
    return iter(names)
