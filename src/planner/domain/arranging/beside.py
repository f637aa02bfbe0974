"""Starts that suit a place: when its site opens, so that one ends as it closes, and beside others there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from planner.domain.ids import SiteId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import BENEATH, Plan
from planner.domain.sites import OpeningHours


class Beside:
    """The opening hours of each site, and what takes place there."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._hours: dict[tuple[SiteId, int], list[OpeningHours]] = defaultdict(list)
        for entry in plan.hours:
            self._hours[entry.site_id, entry.weekday].append(entry)
        self._items: dict[SiteId, list[Item]] = defaultdict(list)
        for item in plan.active:
            is_there = item.kind not in BENEATH and item.kind is not ItemKind.LEG
            if item.site_id is not None and is_there and not item.all_day:
                self._items[item.site_id].append(item)

    def starts(
        self, item: Item, day: dt.date, zone: str, length: dt.timedelta
    ) -> list[dt.datetime]:
        """Local starts on a date, in the zone of the site; each at most once, in order."""
        if item.site_id is None:
            return []
        found = set()
        for entry in self._hours.get((item.site_id, day.weekday()), ()):
            found.add(dt.datetime.combine(day, entry.opens))
            closes = dt.datetime.combine(day, entry.closes)
            found.add(
                closes + dt.timedelta(not entry.closes.hour and not entry.closes.minute) - length
            )
        for other in self._items.get(item.site_id, ()):
            before, after = other.span.start.in_zone(zone), other.span.end.in_zone(zone)
            found |= {after.local.replace(fold=0), before.local.replace(fold=0) - length}
        return sorted(start for start in found if start.date() == day)
