"""Where an item may go: a slot, and the item as it would stand there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime

DEFAULT_LENGTH: Final = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an item is to go: a local time in a zone; without an end it keeps its length."""

    start: WallTime
    end: WallTime | None = None


def put(item: Item, slot: Slot) -> Item:
    """The item in that slot. Without an end its real length stays, also over a change of clocks.

    A whole-day item keeps its number of days; a journey keeps the zone of its far end.
    """
    end = slot.end
    if end is None and item.all_day and item.start_local and item.end_local:
        days_long = item.end_local.date() - item.start_local.date()
        end = WallTime(slot.start.local.replace(fold=0) + days_long, slot.start.zone)
    if end is None:
        length = item.span.duration if item.is_scheduled else DEFAULT_LENGTH
        far = item.end_zone and item.end_zone != item.start_zone
        end = slot.start.plus(length).in_zone(item.end_zone if far else slot.start.zone)
    return replace(
        item,
        start_local=slot.start.local.replace(fold=0),
        start_zone=slot.start.zone,
        start_fold=slot.start.local.fold,
        end_local=end.local.replace(fold=0),
        end_zone=end.zone,
        end_fold=end.local.fold,
    )


def zone_for(plan: Plan, item: Item | None, day: dt.date, ruler: str) -> str:
    """In which zone a local time is meant when an item goes to ``day``, whose hours follow ``ruler``.

    Its site's own zone; else its own as long as it stays on its day, or is a journey; else the day's.
    """
    if item is None:
        return ruler
    site = plan.site_of(item)
    if site is not None and site.zone:
        return site.zone
    stays = item.start_local is not None and item.start_local.date() == day
    if item.start_zone and (stays or item.kind is ItemKind.LEG):
        return item.start_zone
    return ruler
