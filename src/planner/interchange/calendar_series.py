"""Events that repeat (RFC 5545, 3.8.5), laid out between two days, in local time, without running away.

A rule is walked day by day and never beyond the days that are asked for; what it costs is counted in
days looked at, so that the same file gives the same answer on every computer.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

MOST: Final = 200
"""Of one series."""
DAYS: Final = 400_000
"""Days that are looked at for all series of a file; those behind it give their first day only."""
DENSEST: Final = 24
"""Times a day."""
SPARSEST: Final = 1_000
"""Interval between the days, weeks, months or years of a series."""
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_KEYS: Final = frozenset("FREQ INTERVAL WKST COUNT UNTIL BYSECOND BYDAY".split())
_PART: Final = re.compile(r"[A-Za-z0-9,+-]{1,200}")
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_RANGES: Final = {
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (1, 31),
    "BYYEARDAY": (1, 366),
    "BYWEEKNO": (1, 53),
    "BYSETPOS": (1, 366),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
}
_NEVER_NEGATIVE: Final = frozenset({"BYMONTH", "BYHOUR", "BYMINUTE"})


@dataclass
class Days:
    """How many days may still be looked at."""

    left: int = DAYS

    def look(self, count: int = 1) -> None:
        """:raises RuleUnread: so many are not left."""
        self.left -= count
        if self.left < 0:
            raise RuleUnread("too many days")


class RuleUnread(ValueError):
    """A rule that is none, that no programme of a visit needs, or that takes too long."""


def laid_out(
    start: dt.datetime,
    rule: str,
    first: dt.datetime,
    last: dt.datetime,
    local: Callable[[str], dt.datetime],
    days: Days | None = None,
) -> list[dt.datetime]:
    """The starts from ``first`` to ``last``, at most one more than :data:`MOST`.

    All times are those of the clock in the zone of the series; ``local`` reads the end that the
    rule names in that zone; ``days`` are left for the whole file. The first start counts also
    where the rule does not fit it.

    :raises RuleUnread: see there.
    """
    parts = _parts(rule)
    count = _whole(parts.pop("COUNT", "")) if "COUNT" in parts else None
    until = last
    if end := parts.pop("UNTIL", ""):
        try:
            until = min(last, local(end))
        except ValueError as error:
            raise RuleUnread(rule) from error
    found = [start] if start >= first and start <= last else []
    if start > until:
        return found
    series = _Series(start, parts, days or Days())
    seen = 1
    for moment in series.moments(start if count is not None else first, until):
        if moment <= start:
            continue
        seen += 1
        if moment > until or (count is not None and seen > count):
            break
        if moment >= first:
            found.append(moment)
        if len(found) > MOST:
            break
    return found


class _Series:
    """A rule as it is walked. Every part of it only takes days away, but for BYDAY with numbers."""

    def __init__(self, start: dt.datetime, parts: dict[str, str], days: Days) -> None:
        self._start, self._days_left = start, days
        self._frequency = parts["FREQ"]
        self._interval = _whole(parts.get("INTERVAL", "1"))
        if not 1 <= self._interval <= SPARSEST:
            raise RuleUnread("interval")
        if (first := parts.get("WKST", "MO")) not in _WEEKDAYS:
            raise RuleUnread(first)
        self._week_start = _WEEKDAYS.index(first)
        lists = {key: _numbers(key, parts[key]) for key in _RANGES if key in parts}
        self._months = lists.get("BYMONTH", frozenset())
        self._month_days = lists.get("BYMONTHDAY", frozenset())
        self._year_days = lists.get("BYYEARDAY", frozenset())
        self._weeks = lists.get("BYWEEKNO", frozenset())
        self._places = lists.get("BYSETPOS", frozenset())
        self._weekdays, self._nth = _weekdays(parts.get("BYDAY", ""))
        if self._frequency in ("DAILY", "WEEKLY"):
            self._weekdays |= {day for _nth, day in self._nth}
            self._nth = frozenset()
        self._fill()
        hours = lists.get("BYHOUR", frozenset({start.hour}))
        minutes = lists.get("BYMINUTE", frozenset({start.minute}))
        if len(hours) * len(minutes) > DENSEST:
            raise RuleUnread("too dense")
        self._times = [
            dt.time(hour, minute, start.second)
            for hour, minute in itertools.product(sorted(hours), sorted(minutes))
        ]

    def _fill(self) -> None:
        """What a rule does not say it has from its start."""
        if self._weeks or self._year_days or self._month_days or self._weekdays or self._nth:
            return
        if self._frequency == "WEEKLY":
            self._weekdays = frozenset({self._start.weekday()})
        elif self._frequency != "DAILY":
            self._month_days = frozenset({self._start.day})
            if self._frequency == "YEARLY" and not self._months:
                self._months = frozenset({self._start.month})

    def moments(self, first: dt.datetime, until: dt.datetime) -> Iterator[dt.datetime]:
        """In order, from some before ``first`` on."""
        for period in self._periods(first.date(), until.date()):
            self._days_left.look(0 if period else 1)
            moments = [
                dt.datetime.combine(day, time)
                for day in period
                if self._takes(day)
                for time in self._times
            ]
            if self._places:
                count = len(moments)
                chosen = {place - 1 if place > 0 else count + place for place in self._places}
                moments = [moment for place, moment in enumerate(moments) if place in chosen]
            yield from moments

    def _periods(self, first: dt.date, last: dt.date) -> Iterator[list[dt.date]]:
        """The days, weeks, months or years that the rule does not skip."""
        start, interval = self._start.date(), self._interval
        if self._frequency in ("DAILY", "WEEKLY"):
            length = 1 if self._frequency == "DAILY" else 7
            begin = start - _days((start.weekday() - self._week_start) % 7 if length == 7 else 0)
            step = length * interval
            place = begin.toordinal() + max(0, (first - begin).days // step - 1) * step
            while place <= last.toordinal():
                yield [dt.date.fromordinal(place + one) for one in range(length)]
                place += step
            return
        months = start.year * 12 + start.month - 1
        step = interval
        if self._frequency == "YEARLY":
            months, step = start.year * 12, interval * 12
        place = months + max(0, (first.year * 12 + first.month - 1 - months) // step - 1) * step
        while place <= last.year * 12 + last.month - 1:
            length = 12 if self._frequency == "YEARLY" else 1
            yield [
                day
                for month in range(place, place + length)
                if not self._months or month % 12 + 1 in self._months
                for day in _month(month)
            ]
            place += step

    def _takes(self, day: dt.date) -> bool:
        self._days_left.look()
        if self._months and day.month not in self._months:
            return False
        if self._month_days and self._month_days.isdisjoint(
            (day.day, day.day - _length_of_month(day) - 1)
        ):
            return False
        if self._year_days:
            number = day.toordinal() - dt.date(day.year, 1, 1).toordinal() + 1
            length = 366 if _length_of_month(dt.date(day.year, 2, 1)) == 29 else 365
            if self._year_days.isdisjoint((number, number - length - 1)):
                return False
        if self._weeks and self._weeks.isdisjoint(self._week(day)):
            return False
        if self._weekdays or self._nth:
            return day.weekday() in self._weekdays or (bool(self._nth) and self._is_nth(day))
        return True

    def _is_nth(self, day: dt.date) -> bool:
        """Whether it is one of the numbered weekdays of its month or year."""
        if self._frequency == "MONTHLY" or self._months:
            before, length = day.day - 1, _length_of_month(day)
        else:
            before = day.toordinal() - dt.date(day.year, 1, 1).toordinal()
            length = dt.date(day.year, 12, 31).toordinal() - dt.date(day.year, 1, 1).toordinal() + 1
        forwards, backwards = before // 7 + 1, -((length - 1 - before) // 7 + 1)
        weekday = day.weekday()
        return (forwards, weekday) in self._nth or (backwards, weekday) in self._nth

    def _week(self, day: dt.date) -> tuple[int, int]:
        """The number of its week in the year that the week belongs to, from its beginning and its end."""
        begin = day.toordinal() - (day.weekday() - self._week_start) % 7
        year = dt.date.fromordinal(begin + 3).year
        first = self._first_week(year)
        return (begin - first) // 7 + 1, (begin - self._first_week(year + 1)) // 7

    def _first_week(self, year: int) -> int:
        """The first day of the week that holds the fourth of January."""
        fourth = dt.date(year, 1, 4)
        return fourth.toordinal() - (fourth.weekday() - self._week_start) % 7


# the parts of a rule


def _parts(rule: str) -> dict[str, str]:
    """:raises RuleUnread: a part that is none, or one that would give an entry each hour or minute."""
    parts: dict[str, str] = {}
    for part in rule.strip().strip(";").split(";"):
        key, equals, value = part.partition("=")
        key = key.strip().upper()
        if not equals or not _PART.fullmatch(value.strip()) or key in parts:
            raise RuleUnread(rule)
        parts[key] = value.strip().upper()
    if parts.get("FREQ") not in _FREQUENCIES or not set(parts) <= _KEYS | _RANGES.keys():
        raise RuleUnread(rule)
    return parts


def _numbers(key: str, text: str) -> frozenset[int]:
    least, most = _RANGES[key]
    found = set()
    for part in text.split(","):
        if not re.fullmatch(r"[+-]?\d{1,3}", part):
            raise RuleUnread(text)
        number = int(part)
        if not least <= abs(number) <= most or (number < 0 and key in _NEVER_NEGATIVE):
            raise RuleUnread(text)
        found.add(number)
    return frozenset(found)


def _weekdays(text: str) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Weekdays without and with a number: "MO" is each Monday, "-1FR" the last Friday."""
    each, nth = set(), set()
    for part in text.split(",") if text else ():
        found = _DAY.fullmatch(part)
        if found is None or (found[1] and int(found[1]) == 0):
            raise RuleUnread(text)
        weekday = _WEEKDAYS.index(found[2])
        if found[1]:
            nth.add((int(found[1]), weekday))
        else:
            each.add(weekday)
    return frozenset(each), frozenset(nth)


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise RuleUnread(text)
    return int(text)


# days


def _days(count: int) -> dt.timedelta:
    return dt.timedelta(count)


def _length_of_month(day: dt.date) -> int:
    if day.month == 2:
        return 29 if day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0) else 28
    return 30 if day.month in (4, 6, 9, 11) else 31


def _month(number: int) -> Iterator[dt.date]:
    """The days of the month with this number, counted from the year naught."""
    first = dt.date(number // 12, number % 12 + 1, 1)
    for day in range(1, _length_of_month(first) + 1):
        yield first.replace(day=day)
