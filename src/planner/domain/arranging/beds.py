"""Where people sleep."""

from __future__ import annotations

import datetime as dt

from planner.domain.ids import DelegateId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan


def bed_of(plan: Plan, one: DelegateId, night: dt.date) -> Item | None:
    """The stay at a known site in which somebody sleeps in the night after a date."""
    for item in plan.active:
        if item.kind is ItemKind.STAY and item.site_id and one in plan.heads_on(item):
            assert item.start_local is not None
            assert item.end_local is not None
            if item.start_local.date() <= night < item.end_local.date():
                return item
    return None
