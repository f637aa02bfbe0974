"""The ways that people make from place to place, before and after a split."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planner.domain.arranging.beds import bed_of
from planner.domain.arranging.extras import Way
from planner.domain.arranging.rotating import Turn
from planner.domain.arranging.subgroups import Subgroup
from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan

Origins = Mapping[ItemId, ItemId]
"""Of which item of the plan a turn is a copy, or which it is."""


@dataclass(slots=True)
class Trip:
    """From one item to another, and who of a part makes it; a bed may stand for either of the two.

    It is new where the plan had no such way for one of them.
    """

    first: Item
    second: Item
    part: Subgroup
    heads: list[DelegateId] = field(default_factory=list)
    is_new: bool = False

    @property
    def way(self) -> Way:
        return self.first.id, self.second.id


def trips(plan: Plan, before: Plan, turns: Sequence[Turn]) -> list[Trip]:
    """Each way within a day to or from a turn, or that nobody made ``before``, part by part.

    Who begins or ends the day with a turn that did not stand there before, and has a bed at a known
    site, comes from there or goes there.
    """
    origins = {turn.item.id: turn.copied_from or turn.item.id for turn in turns}
    found: dict[tuple[Way, str], Trip] = {}
    beds = [item for item in plan.active if item.kind is ItemKind.STAY]
    for part in {turn.subgroup.name: turn.subgroup for turn in turns}.values():
        alike: dict[object, list[tuple[Item, Item, bool]]] = {}
        for one in part.delegates:
            way = tuple(item.id for item in plan.presence.get(one, ()))
            was = tuple(item.id for item in before.presence.get(one, ()))
            same = (way, was, tuple(bed.id for bed in beds if one in plan.heads_on(bed)))
            if same not in alike:
                alike[same] = list(_pairs(plan, before, origins, one))
            for first, second, is_new in alike[same]:
                key = ((first.id, second.id), part.name)
                trip = found.setdefault(key, Trip(first, second, part))
                trip.heads.append(one)
                trip.is_new = trip.is_new or is_new
    return list(found.values())


def _pairs(
    plan: Plan, before: Plan, origins: Origins, one: DelegateId
) -> Iterator[tuple[Item, Item, bool]]:
    """From where to where somebody goes, and whether the plan had no such way."""
    way = plan.presence.get(one, [])
    known = {(a.id, b.id) for a, b in itertools.pairwise(before.presence.get(one, ()))}
    for first, second in itertools.pairwise(way):
        if first.span.end.local.date() != second.span.start.local.date():
            continue
        was = (origins.get(first.id, first.id), origins.get(second.id, second.id))
        if was not in known or not origins.keys().isdisjoint((first.id, second.id)):
            yield first, second, was not in known
    for here, is_first in _edges(way, origins):
        origin = before.item[origins[here.id]]
        day = here.span.start.local.date() - dt.timedelta(1) if is_first else _last_day(here)
        bed = bed_of(plan, one, day)
        if bed is not None and not _was_edge(before, origin, one, is_first):
            yield (bed, here, True) if is_first else (here, bed, True)


def _edges(way: Sequence[Item], origins: Origins) -> Iterator[tuple[Item, bool]]:
    """The turns that begin (True) or end (False) a day of somebody's way."""
    for number, here in enumerate(way):
        if here.id not in origins:
            continue
        day = here.span.start.local.date()
        if not number or way[number - 1].span.end.local.date() != day:
            yield here, True
        if number + 1 == len(way) or way[number + 1].span.start.local.date() != _last_day(here):
            yield here, False


def _was_edge(plan: Plan, item: Item, one: DelegateId, is_first: bool) -> bool:
    """Whether an item is the first, or the last, of somebody's day as planned."""
    if not item.is_scheduled:
        return False
    day = item.span.start.local.date()
    own = [other for other in plan.presence.get(one, ()) if other.span.start.local.date() == day]
    return bool(own) and own[0 if is_first else -1].id == item.id


def _last_day(item: Item) -> dt.date:
    return item.span.end.local.date()
