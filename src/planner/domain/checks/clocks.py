"""Times that cannot be meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import WallTime, clocks_change


def ends_before_start(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Compared as instants, so a flight that lands "earlier" by the clock is right."""
    for item in plan.active:
        start, end = plan.when(item)
        if end <= start:
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
        for end in _on_days_of_change(item):
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


def _on_days_of_change(item: Item) -> Iterator[WallTime]:
    """The ends of an item that lie on a day on which the clocks change; most never do."""
    for local, fold, zone in (
        (item.start_local, item.start_fold, item.start_zone),
        (item.end_local, item.end_fold, item.end_zone or item.start_zone),
    ):
        assert local is not None
        if clocks_change(local.date(), zone):
            yield WallTime(local.replace(fold=fold), zone)


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


def rules_changed(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Zone rules that changed after an item was planned: its local time now means another moment."""
    for key, then in around.moved.items():
        item = plan.item.get(key)
        if item is None or not item.is_scheduled or item.status is ItemStatus.CANCELLED:
            continue
        span = item.span
        now = span.start.instant.replace(tzinfo=None)
        zone = item.start_zone if now != then.start else item.end_zone or item.start_zone
        before, after = (
            (then.start, now)
            if now != then.start
            else (
                then.end,
                span.end.instant.replace(tzinfo=None),
            )
        )
        minutes = int((after - before).total_seconds() // 60)
        yield Finding(
            "zone.moved",
            Severity.WARNING,
            (item_subject(item),),
            {"item": item.title, "zone": zone, "minutes": minutes, "when": when(item)},
        )
