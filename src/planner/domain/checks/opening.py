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
from planner.domain.times import days

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
    """Public holidays of the site's country; a bridge day between one and a weekend is a note."""
    for item in plan.active:
        site = plan.site_of(item)
        if site is None or item.kind in _NO_ACCESS:
            continue
        for day in _days_at(item, site):
            name = public_holiday(site.country, day)
            bridge = "" if name else bridged_holiday(site.country, day)
            if not name and not bridge:
                continue
            yield Finding(
                "site.holiday" if name else "site.bridge",
                Severity.WARNING if name else Severity.NOTE,
                (item_subject(item), Subject("site", site.id, site.name)),
                {
                    "item": item.title,
                    "site": site.name,
                    "holiday": name or bridge,
                    "country": site.country,
                    "when": when(item),
                },
            )
            break


def _days_at(item: Item, site: Site) -> list[dt.date]:
    """The dates on which an item takes place, at the site; of a whole-day item each of them."""
    assert item.start_local is not None
    assert item.end_local is not None
    if item.all_day:
        return list(days(item.start_local.date(), max(item.start_local, item.end_local).date()))
    return [item.span.start.in_zone(site.zone).local.date()]


def bridged_holiday(country: str, day: dt.date) -> str:
    """The holiday on a Tuesday or Thursday that makes a bridge of the Monday or Friday beside it."""
    if day.weekday() == 0:
        return public_holiday(country, day + dt.timedelta(1))
    if day.weekday() == 4:
        return public_holiday(country, day - dt.timedelta(1))
    return ""


def guests_holiday(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Holidays at home: an office there does not answer, and some guests would rather be with family."""
    visit, home = plan.visit, around.guest_country
    if not home or visit.first_day is None or visit.last_day is None:
        return
    if (visit.last_day - visit.first_day).days > 60:
        return
    for day in days(visit.first_day, visit.last_day):
        if name := public_holiday(home, day):
            yield Finding(
                "guests.holiday",
                Severity.NOTE,
                (Subject("visit", visit.id, f"{visit.title} {day.isoformat()}"),),
                {"country": home, "holiday": name, "due": day.isoformat(), "when": ""},
            )
            return
