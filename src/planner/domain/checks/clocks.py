"""Times that cannot be meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity
from planner.domain.plan import Plan


def ends_before_start(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Compared as instants, so a flight that lands "earlier" by the clock is right."""
    for item in plan.active:
        if item.span.duration <= dt.timedelta(0):
            yield Finding(
                "time.order",
                Severity.CONFLICT,
                (item_subject(item),),
                {"item": item.title, "when": when(item)},
            )


def awkward_time(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """A time that the clock skips or shows twice in the night of the change."""
    for item in plan.active:
        if item.all_day:
            continue
        for end in (item.span.start, item.span.end):
            if not end.exists:
                yield Finding(
                    "time.skipped",
                    Severity.CONFLICT,
                    (item_subject(item),),
                    {
                        "item": item.title,
                        "when": end.local.isoformat(sep=" ", timespec="minutes"),
                        "zone": end.zone,
                    },
                )
            elif end.is_awkward:
                yield Finding(
                    "time.twice",
                    Severity.NOTE,
                    (item_subject(item),),
                    {
                        "item": item.title,
                        "when": end.local.isoformat(sep=" ", timespec="minutes"),
                        "zone": end.zone,
                    },
                )


def outside_visit(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """An entry on a day that is not a day of the visit; journeys there and back may be."""
    first, last = plan.visit.first_day, plan.visit.last_day
    if first is None or last is None:
        return
    margin = dt.timedelta(1)
    for item in plan.active:
        assert item.start_local is not None
        assert item.end_local is not None
        if item.end_local.date() < first - margin or item.start_local.date() > last + margin:
            yield Finding(
                "time.outside",
                Severity.WARNING,
                (item_subject(item),),
                {"item": item.title, "when": when(item)},
            )
