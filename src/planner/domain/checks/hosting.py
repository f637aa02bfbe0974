"""Somebody receives the delegation. Whether they have said so is asked with all promises (``missing``)."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import NEEDS_HOST
from planner.domain.plan import Plan


def without_host(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Meetings, tours, talks and ceremonies that name no person and no organisation."""
    for item in plan.active:
        if item.kind in NEEDS_HOST and not plan.hosts_of(item):
            yield Finding(
                "host.missing",
                Severity.WARNING,
                (item_subject(item),),
                {"item": item.title, "when": when(item)},
            )
