"""Who would be on an item under another rule, before the rule is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from planner.domain.ids import RecordId
from planner.domain.itinerary import AudienceKind, Item, ItemAudience
from planner.domain.plan import Plan


def heads_under(plan: Plan, item: Item, kind: AudienceKind, keys: Collection[str]) -> int:
    """How many people ``item`` would have; ``keys`` are ids of groups and delegates of the plan.

    Who has not arrived yet or has left counts as :meth:`Plan.on` counts them.
    """
    others = [one for one in plan.audience if one.item_id != item.id]
    groups = [
        ItemAudience(id=RecordId(f"group {one.id}"), item_id=item.id, group_id=one.id)
        for one in plan.groups
        if one.id in keys
    ]
    named = [
        ItemAudience(id=RecordId(f"delegate {one.id}"), item_id=item.id, delegate_id=one.id)
        for one in plan.delegates
        if one.id in keys
    ]
    meant = replace(plan, audience=(*others, *groups, *named))
    return len(meant.on(replace(item, audience=kind)))
