"""Is the site open then, and is it a working day there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.public_holidays import public_holiday
from planner.domain.sites import OpeningHours, Site

_NO_ACCESS = frozenset({ItemKind.LEG, ItemKind.FREE, ItemKind.BLOCKER, ItemKind.STAY})


def _visits(plan: Plan) -> Iterator[tuple[Item, Site]]:
    for item in plan.active:
        site = plan.site_of(item)
        if site is not None and item.kind not in _NO_ACCESS and not item.all_day:
            yield item, site


def closed(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Outside the opening hours, in the site's own zone. A site without any hours is not judged."""
    hours: dict[str, list[OpeningHours]] = defaultdict(list)
    for entry in plan.hours:
        hours[entry.site_id].append(entry)
    for item, site in _visits(plan):
        if site.id not in hours or item.span.duration <= dt.timedelta(0):
            continue
        start, end = (
            item.span.start.in_zone(site.zone).local,
            item.span.end.in_zone(site.zone).local,
        )
        today = [entry for entry in hours[site.id] if entry.weekday == start.weekday()]
        fits = any(_within(entry, start, end) for entry in today)
        if not fits:
            times = ", ".join(f"{entry.opens:%H:%M}–{entry.closes:%H:%M}" for entry in today)
            yield Finding(
                "site.closed" if not today else "site.hours",
                Severity.WARNING,
                (item_subject(item), Subject("site", site.id, site.name)),
                {"item": item.title, "site": site.name, "hours": times, "when": when(item)},
            )


def _within(entry: OpeningHours, start: dt.datetime, end: dt.datetime) -> bool:
    """Closing at 00:00 is the end of the day."""
    until = dt.datetime.combine(start.date(), entry.closes)
    if entry.closes == dt.time(0):
        until += dt.timedelta(1)
    return entry.opens <= start.time() and end <= until


def on_holiday(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    for item, site in _visits(plan):
        day = item.span.start.in_zone(site.zone).local.date()
        if name := public_holiday(site.country, day):
            yield Finding(
                "site.holiday",
                Severity.WARNING,
                (item_subject(item), Subject("site", site.id, site.name)),
                {
                    "item": item.title,
                    "site": site.name,
                    "holiday": name,
                    "country": site.country,
                    "when": when(item),
                },
            )
