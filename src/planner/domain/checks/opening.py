"""Is the site open then, and is it a working day there and at home."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import at_sites, item_subject, site_subject, there, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.public_holidays import bridged_holiday, public_holiday
from planner.domain.sites import OpeningHours, Site
from planner.domain.times import days

_LONGEST = dt.timedelta(31)
"""Days of one entry that are looked at; more is a mistyped year."""


def closed(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Outside the opening hours, in the site's own zone. A site without any hours is not judged."""
    hours: dict[str, list[OpeningHours]] = defaultdict(list)
    for entry in plan.hours:
        hours[entry.site_id].append(entry)
    for item, site in at_sites(plan):
        known = hours.get(site.id)
        if not known:
            continue
        if item.all_day:
            open_on = {entry.weekday for entry in known}
            shut = [day for day in _days_of(item, site) if day.weekday() not in open_on]
            if shut:
                yield _closed("site.closed", item, site, "", shut[0])
            continue
        start, end = _times_of(item, site)
        if plan.when(item)[1] <= plan.when(item)[0]:
            continue
        periods = _periods(known, start)
        if not any(opens <= start and end <= closes for opens, closes in periods):
            times = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in periods)
            kind = "site.hours" if periods else "site.closed"
            yield _closed(kind, item, site, times, start.date())


def _closed(kind: str, item: Item, site: Site, hours: str, day: dt.date) -> Finding:
    facts = {"item": item.title, "site": site.name, "hours": hours, "when": when(item)}
    return Finding(
        kind,
        Severity.WARNING,
        (item_subject(item), site_subject(site)),
        {**facts, "day": day.isoformat()},
    )


def _times_of(item: Item, site: Site) -> tuple[dt.datetime, dt.datetime]:
    """Start and end by the clock of the site."""
    start, end = item.start_zone, item.end_zone or item.start_zone
    return (
        there(item.start_local, item.start_fold, start, site.zone),
        there(item.end_local, item.end_fold, end, site.zone),
    )


def _days_of(item: Item, site: Site) -> list[dt.date]:
    """The dates at the site on which an entry takes place; midnight ends a day, it begins none.

    A whole day is a date of its own: no zone moves it.
    """
    assert item.start_local is not None
    assert item.end_local is not None
    first, last = item.start_local, item.end_local
    if not item.all_day:
        first, last = _times_of(item, site)
        if last.time() == dt.time() and last > first:
            last -= dt.timedelta(minutes=1)
    return list(days(first.date(), min(last.date(), first.date() + _LONGEST)))


def _periods(
    hours: Iterable[OpeningHours], start: dt.datetime
) -> list[tuple[dt.datetime, dt.datetime]]:
    """When a site is open on the day of ``start``, and since the evening before when it still is.

    Closing at or before opening is on the next day: 00:00 is midnight, 18:00–02:00 the night.
    """
    found = []
    for entry in hours:
        for day in (start.date() - dt.timedelta(1), start.date()):
            if entry.weekday != day.weekday():
                continue
            opens, closes = (dt.datetime.combine(day, at) for at in (entry.opens, entry.closes))
            if closes <= opens:
                closes += dt.timedelta(1)
            if day == start.date() or start < closes:
                found.append((opens, closes))
    return sorted(found)


def on_holiday(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """On a public holiday of the site's country, or on a working day between one and a weekend."""
    for item, site in at_sites(plan):
        for day in _days_of(item, site):
            holiday = public_holiday(site.country, day)
            bridged = "" if holiday else bridged_holiday(site.country, day)
            if not holiday and not bridged:
                continue
            yield Finding(
                "site.holiday" if holiday else "site.bridge",
                Severity.WARNING if holiday else Severity.NOTE,
                (item_subject(item), site_subject(site)),
                {
                    "item": item.title,
                    "site": site.name,
                    "holiday": holiday or bridged,
                    "country": site.country,
                    "when": when(item),
                    "day": day.isoformat(),
                },
            )
            break


def holiday_of_the_guests(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Holidays at home while the guests are away: their office does not answer, or they celebrate."""
    first, last = plan.visit.first_day, plan.visit.last_day
    if not around.guest_country or first is None or last is None:
        return
    for day in days(first, min(last, first + _LONGEST)):
        if holiday := public_holiday(around.guest_country, day):
            yield Finding(
                "guests.holiday",
                Severity.NOTE,
                (
                    Subject("visit", plan.visit.id, plan.visit.title),
                    Subject("day", day.isoformat()),
                ),
                {
                    "holiday": holiday,
                    "country": around.guest_country,
                    "day": day.isoformat(),
                    "when": f"{day} 00:00",
                },
            )
