"""Which entries of a plan a programme on paper may have at all."""

from __future__ import annotations

from planner.domain.itinerary import Item, ItemStatus
from planner.domain.plan import Plan


def stands(plan: Plan, item: Item) -> bool:
    """Whether the entry is part of a programme: it has a time, takes place and is no note of ours.

    The same that recipients outside get; so a programme printed for the office can be handed on.
    """
    if not item.is_scheduled or not item.is_public:
        return False
    if item.status in (ItemStatus.IDEA, ItemStatus.CANCELLED):
        return False
    start, end = plan.when(item)
    return end > start
