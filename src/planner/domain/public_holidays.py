"""Public holidays of a country, by the bundled ``holidays`` library: offline, no list of our own."""

from __future__ import annotations

import datetime as dt
from functools import cache


@cache
def _of_year(country: str, year: int) -> dict[dt.date, str]:
    import holidays  # late: loads its country modules

    try:
        found = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return {}
    return {day: str(name) for day, name in found.items()}


def public_holiday(country: str, day: dt.date) -> str:
    """The name of the holiday in the country's own language, or empty text."""
    return _of_year(country.upper(), day.year).get(day, "") if country else ""
