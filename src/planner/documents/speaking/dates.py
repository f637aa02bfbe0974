"""Dates as a paper's language writes them: long, short, from–to, or known to the month only."""

from __future__ import annotations

import datetime as dt

from planner.documents.speaking.customs import custom
from planner.domain.times import PartialDate


def long_date(day: dt.date, code: str) -> str:
    """ "Monday 10 May 2027", "mandag den 10. maj 2027", "Montag, 10. Mai 2027", "2027年5月10日(月)"."""
    known = custom(code)
    return known.long_date.format(
        weekday=known.weekdays[day.weekday()],
        day=day.day,
        month=known.months[day.month - 1],
        year=day.year,
    )


def short_date(day: dt.date, code: str, *, year: bool = False) -> str:
    """ "Mon 10 May", "man. 10. maj", "Mo., 10. Mai", "mån 10 maj", "5月10日(月)"."""
    known = custom(code)
    pattern = known.short_date_year if year else known.short_date
    return pattern.format(
        weekday=known.short_weekdays[day.weekday()],
        day=day.day,
        month=known.short_months[day.month - 1],
        year=day.year,
    )


def plain_date(day: dt.date, code: str) -> str:
    """ "10 May 2027": without the weekday."""
    known = custom(code)
    return known.plain_date.format(day=day.day, month=known.months[day.month - 1], year=day.year)


def date_range(first: dt.date, last: dt.date, code: str) -> str:
    """ "9–12 May 2027"; what both dates share is said once, a single day stands alone."""
    if first == last:
        return plain_date(first, code)
    known = custom(code)
    if first.year != last.year:
        pattern = known.across_years
    elif first.month != last.month:
        pattern = known.within_year
    else:
        pattern = known.within_month
    return pattern.format(
        day=first.day,
        month=known.months[first.month - 1],
        year=first.year,
        last_day=last.day,
        last_month=known.months[last.month - 1],
        last_year=last.year,
    )


def partial_date(value: PartialDate, code: str) -> str:
    """ "2023", "October 2023" or "26 October 2023": no more than is known; empty stays empty."""
    known = custom(code)
    if not value:
        return ""
    if len(value) == len("2023"):
        return known.year.format(year=int(value))
    year, month = int(value[:4]), int(value[5:7])
    if len(value) == len("2023-10"):
        return known.month_year.format(month=known.months[month - 1], year=year)
    return plain_date(dt.date.fromisoformat(value), code)
