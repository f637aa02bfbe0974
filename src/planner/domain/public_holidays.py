"""Public holidays of a country, by the bundled ``holidays`` library: offline, no list of our own."""

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
