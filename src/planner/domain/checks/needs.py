"""Needs that whoever runs an item has to know. Findings count heads: they never name or tell a need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.missing import SOON
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.visits import NeedKind

AT_TABLE: Final = frozenset({NeedKind.DIET, NeedKind.RELIGION})
ON_SITE: Final = frozenset({NeedKind.ACCESS, NeedKind.MEDICAL})


def needs_not_passed(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Diets that a kitchen was not told, access and health needs that a site was not told."""
    if not around.needs:
        return
    for item in plan.active:
        kinds = wanted_by(item)
        if not kinds:
            continue
        heads = plan.heads_on(item)
        open_ones = {
            need.delegate_id
            for need in around.needs
            if need.kind in kinds
            and need.delegate_id in heads
            and (need.id, item.id) not in around.passed
        }
        if open_ones:
            assert item.start_local is not None
            days = (item.start_local.date() - around.today).days if around.today else None
            yield Finding(
                "needs.table" if item.kind is ItemKind.MEAL else "needs.site",
                Severity.WARNING if days is not None and 0 <= days <= SOON else Severity.NOTE,
                (item_subject(item),),
                {"item": item.title, "count": len(open_ones), "when": when(item)},
                measure=len(open_ones),
            )


def wanted_by(item: Item) -> frozenset[NeedKind]:
    """Which kinds of need concern whoever runs this item."""
    if item.kind is ItemKind.MEAL:
        return AT_TABLE
    if item.site_id is not None and item.kind in (ItemKind.TOUR, ItemKind.MEETING, ItemKind.TALK):
        return ON_SITE
    return frozenset()
