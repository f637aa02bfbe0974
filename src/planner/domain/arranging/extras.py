"""What a split adds besides its turns: coaches and free time, each with its audience."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from planner.domain.ids import DelegateId, ItemId, RecordId, new_id
from planner.domain.itinerary import Item, ItemAudience
from planner.domain.plan import Plan
from planner.domain.travel import Leg
from planner.domain.visits import Group

Way = tuple[ItemId, ItemId]
"""From which item to which one people go."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Extra:
    """A coach, or free time that is said, and for whom. ``ways`` are those that a new coach serves.

    ``was`` is the journey of the plan that becomes this one; ``audience`` replaces its own.
    """

    item: Item
    leg: Leg | None = None
    audience: tuple[ItemAudience, ...] = ()
    ways: tuple[Way, ...] = ()
    was: Item | None = None


def for_groups(item: Item, groups: Iterable[Group]) -> tuple[ItemAudience, ...]:
    """What says that an item is for these groups."""
    return tuple(
        ItemAudience(id=RecordId(new_id()), item_id=item.id, group_id=key)
        for key in dict.fromkeys(group.id for group in groups)
    )


def for_people(plan: Plan, item: Item, people: Collection[DelegateId]) -> tuple[ItemAudience, ...]:
    """What names these delegates for an item, in order of precedence."""
    return tuple(
        ItemAudience(id=RecordId(new_id()), item_id=item.id, delegate_id=one.id)
        for one in plan.delegates
        if one.id in people
    )
