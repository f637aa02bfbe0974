"""Journeys that lead only to or from an item that is left out."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Sequence

from planner.domain.arranging.beds import bed_of
from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.text import fold


def needless_legs(plan: Plan, item: Item, gone: Collection[ItemId] = ()) -> list[Item]:
    """The journeys that nobody needs when this item does not take place, in order of time.

    ``gone`` are items that are left out already. A way there and back goes as a whole; a way to a
    place goes where people have to be elsewhere afterwards, and one from a place to which nobody was
    taken. Where a journey leads on to somewhere else, both stay and pass the place by. So does every
    journey that takes others along, or of which nobody wrote down where people are before or after;
    in the morning and in the evening that is where they have a bed.
    """
    heads = plan.heads_on(item)
    found: dict[ItemId, Item] = {}
    for one in sorted(heads):
        way = [other for other in plan.presence[one] if other.id not in gone or other is item]
        at = next((number for number, other in enumerate(way) if other.id == item.id), None)
        if at is not None:
            found |= {
                leg.id: leg for leg in _around(plan, one, way, at) if plan.heads_on(leg) <= heads
            }
    return sorted(found.values(), key=lambda leg: (*plan.when(leg), leg.id))


def _around(plan: Plan, one: DelegateId, way: Sequence[Item], at: int) -> list[Item]:
    """The journeys around one place of somebody's way that lead nowhere without it."""
    day = way[at].span.start.local.date()
    before = list(itertools.takewhile(_is_leg, reversed(way[:at])))[::-1]
    after = list(itertools.takewhile(_is_leg, way[at + 1 :]))
    before = [leg for leg in before if leg.span.end.local.date() == day]
    after = [leg for leg in after if leg.span.start.local.date() == day]
    starts = [_ends(plan, leg)[0] for leg in before]
    goals = [_ends(plan, leg)[1] for leg in after]
    if before and after:
        for number, start in reversed(list(enumerate(starts))):
            if start and start in goals:
                return before[number:] + after[: goals.index(start) + 1]
        return []
    if before:
        last = _after(plan, one, way, at)
        if not last or last == _ends(plan, before[-1])[1]:
            return []
        return before[_last_place(starts, last, len(before) - 1) :]
    if after:
        first = _before(plan, one, way, at)
        if not first or first == _ends(plan, after[0])[0]:
            return []
        return after[: (goals.index(first) + 1 if first in goals else 1)]
    return []


def _last_place(places: Sequence[str], wanted: str, otherwise: int) -> int:
    found = [number for number, place in enumerate(places) if place == wanted]
    return found[-1] if found else otherwise


def _is_leg(item: Item) -> bool:
    return item.kind is ItemKind.LEG


def _before(plan: Plan, one: DelegateId, way: Sequence[Item], at: int) -> str:
    """Where somebody is before an item, or no text where nobody knows."""
    day = way[at].span.start.local.date()
    if at and way[at - 1].span.end.local.date() == day:
        return _ends(plan, way[at - 1])[1]
    bed = bed_of(plan, one, day - dt.timedelta(1))
    return _ends(plan, bed)[0] if bed else ""


def _after(plan: Plan, one: DelegateId, way: Sequence[Item], at: int) -> str:
    """Where somebody has to be after an item, or no text where nobody knows."""
    day = way[at].span.end.local.date()
    if at + 1 < len(way) and way[at + 1].span.start.local.date() == day:
        return _ends(plan, way[at + 1])[0]
    bed = bed_of(plan, one, day)
    return _ends(plan, bed)[0] if bed else ""


def _ends(plan: Plan, item: Item) -> tuple[str, str]:
    """Where an item begins and where it ends: the site, or the place as typed."""
    leg = plan.leg_of.get(item.id)
    if leg is None:
        here = item.site_id or fold(item.place)
        return here, here
    return leg.from_site_id or fold(leg.from_place), leg.to_site_id or fold(leg.to_place)
