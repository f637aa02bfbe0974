"""Public holidays and working days of a country, by the bundled ``holidays`` library: offline, no list of our own."""

from __future__ import annotations

import datetime as dt
from functools import cache

_OTHER_SCRIPTS = frozenset(
    {"ja", "ko", "zh_CN", "zh_TW", "th", "ar", "he", "el", "bg", "uk", "ru", "sr", "mk", "hy", "ka"}
)


@cache
def _of_year(country: str, year: int) -> dict[dt.date, str]:
    import holidays  # late: loads its country modules

    try:
        own = getattr(holidays, country).default_language
        # Named outright: left to itself the library follows the environment of the process.
        speaks = "en_US" if own in _OTHER_SCRIPTS else own
        found = holidays.country_holidays(country, years=year, language=speaks)
    except (AttributeError, NotImplementedError):
        return {}
    return {day: str(name) for day, name in found.items()}


def public_holiday(country: str, day: dt.date) -> str:
    """The name of the holiday, or empty text: in the country's own language where that has Latin letters."""
    return _of_year(country.upper(), day.year).get(day, "") if country else ""


@cache
def _weekend(country: str) -> frozenset[int]:
    import holidays  # late: loads its country modules

    try:
        return frozenset(int(day) for day in getattr(holidays, country)().weekend)
    except (AttributeError, NotImplementedError):
        return frozenset({5, 6})


def is_weekend(country: str, day: dt.date) -> bool:
    """By the country's own week; Saturday and Sunday where it is not known."""
    return day.weekday() in _weekend(country.upper())


def is_business_day(country: str, day: dt.date) -> bool:
    """Neither weekend nor public holiday in the whole country."""
    return not is_weekend(country, day) and not public_holiday(country, day)


@cache
def bridged_holiday(country: str, day: dt.date) -> str:
    """The holiday next to a lone working day between it and a weekend, or empty text.

    Many take such a day off: the Friday after Ascension Day, the Monday before a holiday on Tuesday.
    """
    if not country or not is_business_day(country, day):
        return ""
    before, after = day - dt.timedelta(1), day + dt.timedelta(1)
    if is_weekend(country, after) and not is_weekend(country, before):
        return public_holiday(country, before)
    if is_weekend(country, before) and not is_weekend(country, after):
        return public_holiday(country, after)
    return ""


def holidays_between(
    country: str, first: dt.date, last: dt.date
) -> tuple[tuple[dt.date, str], ...]:
    """The public holidays from ``first`` to ``last``, both included, in their order."""
    if not country:
        return ()
    found = {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in _of_year(country.upper(), year).items()
        if first <= day <= last
    }
    return tuple(sorted(found.items()))
