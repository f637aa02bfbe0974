"""A day as people type it, and every day that it may mean. Nothing is guessed: who shows it asks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from planner.i18n import month_named, ngettext

_DAY: Final = re.compile(r"^(?:\D+\s)?(\d{1,2})([./ -])\s?(\d{1,2})[./ -]?\s?(\d{4}|\d{2})?$")
_NAMED: Final = re.compile(
    r"^(?:[^\W\d]+[.,]*\s+)?(\d{1,2})(?:st|nd|rd|th)?\.?\s*([^\W\d]+)[.,]*\s*(\d{4}|\d{2})?$"
)
_MONTH_FIRST: Final = re.compile(
    r"^(?:[^\W\d]+[.,]*\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$"
)
_YEAR_FIRST: Final = re.compile(
    r"^(\d{4})([-./]?)(\d{1,2})\2(\d{1,2})$|^(\d{4})年(\d{1,2})月(\d{1,2})日$"
)
_COUNTED: Final = re.compile(r"^([+\-−–])\s*(\d{1,4})\s*([^\W\d]*)\.?$")
_UNITS: Final = {
    **dict.fromkeys(("", "d", "day", "days", "tag", "tage", "tagen", "dag", "dage"), 1),
    **dict.fromkeys(("w", "week", "weeks", "woche", "wochen", "uge", "uger"), 7),
}


def day_readings(text: str, near: dt.date) -> tuple[dt.date, ...]:
    """All days that ``text`` may mean, the usual one first; none when it is no date.

    2027-03-04, 4.3.2027, 4 March 2027, March 4, 2027年3月4日, +7 and -2 weeks from ``near`` mean one
    day. 3/4/2027 and 3-4-2027 mean two where the month may come first. Without a year it is the one
    that lies nearest to ``near``.
    """
    found = []
    for year, month, day in _numbers(text.strip(), near):
        years = (year,) if year else (near.year - 1, near.year, near.year + 1)
        known = [one for one in (_date(number, month, day) for number in years) if one]
        if known:
            found.append(min(known, key=lambda one: abs((one - near).days)))
    if counted := _COUNTED.match(text.strip()):
        found.extend(_counted(counted, near))
    return tuple(dict.fromkeys(found))


def _numbers(text: str, near: dt.date) -> Iterator[tuple[int, int, int]]:
    """Year (0 where none was typed), month and day of each reading."""
    if found := _YEAR_FIRST.match(text):
        year, month, day = (
            int(part) for part in found.group(*((1, 3, 4) if found[1] else (5, 6, 7)))
        )
        yield year, month, day
    elif found := _DAY.match(text):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        yield year, second, first
        if found[2] in "/-":
            yield year, first, second
    elif (found := _NAMED.match(text)) and (named := month_named(found[2])):
        yield _year(found[3]), named, int(found[1])
    elif (found := _MONTH_FIRST.match(text)) and (named := month_named(found[1])):
        yield _year(found[3]), named, int(found[2])


def _counted(found: re.Match[str], near: dt.date) -> Iterator[dt.date]:
    unit = _UNITS.get(found[3].casefold())
    if unit is not None:
        try:
            yield near + dt.timedelta((1 if found[1] == "+" else -1) * int(found[2]) * unit)
        except OverflowError:
            return


def _year(text: str | None) -> int:
    if not text:
        return 0
    return int(text) + (2000 if len(text) == 2 else 0)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def from_then(days: int) -> str:
    """ "7 days later", "1 day earlier"."""
    if days < 0:
        return ngettext("{count} day earlier", "{count} days earlier", -days)
    return ngettext("{count} day later", "{count} days later", days)
