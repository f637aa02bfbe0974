"""Time zones as calendar programs read them: one yearly rule, taken from the zone's own data.

Outlook and the readers built on ical.js keep one pair of yearly changes and nothing else, so a
zone is described that way or, where that would be wrong, not at all.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.resources
import re
from dataclasses import dataclass
from functools import cache

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDatetime, vRecur, vText, vUTCOffset

from planner.domain.times import UTC, zone

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")  # POSIX counts from Sunday
_FIRST_YEAR = 1970
_DAY = dt.timedelta(1)
_SETTLED_FOR = 5
"""Years; calendars on machines that nobody updates for longer are not reckoned with."""

_NAME = r"(<[A-Za-z0-9+-]+>|[A-Za-z]+)"
_CLOCK = r"([+-]?\d{1,3}(?::\d\d){0,2})"
_CHANGE = rf"M(\d+)\.(\d)\.(\d)(?:/{_CLOCK})?"
_FIXED = re.compile(rf"{_NAME}{_CLOCK}")
_YEARLY = re.compile(rf"{_NAME}{_CLOCK}{_NAME}{_CLOCK}?,{_CHANGE},{_CHANGE}")


@dataclass(frozen=True, slots=True)
class Side:
    """Standard or summer time: what the clocks are called and how far they are ahead of UTC."""

    name: str
    offset: dt.timedelta


@dataclass(frozen=True, slots=True)
class Change:
    """The night when the clocks change, such as the last Sunday in March at 02:00."""

    month: int
    week: int
    """1 to 4 from the start of the month; 5 is the last."""
    weekday: int
    """0 is Sunday."""
    clock: dt.timedelta
    """What the clocks show just before the change."""

    def in_year(self, year: int) -> dt.datetime:
        """The wall time of the change, by the clocks before it."""
        if self.week == 5:
            last = dt.date(year + self.month // 12, self.month % 12 + 1, 1) - _DAY
            day = last - _DAY * ((last.isoweekday() - self.weekday) % 7)
        else:
            first = dt.date(year, self.month, 1)
            ahead = (self.weekday - first.isoweekday()) % 7
            day = first + _DAY * (ahead + 7 * (self.week - 1))
        return dt.datetime.combine(day, dt.time()) + self.clock

    @property
    def is_one_weekday(self) -> bool:
        """False for "24:00" and "-1:00": then the date is not the n-th of any one weekday."""
        return dt.timedelta(0) <= self.clock < _DAY


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """What happens every year in a zone, by the newest line of its data."""

    standard: Side
    summer: Side | None = None
    to_summer: Change | None = None
    to_standard: Change | None = None

    def offset_at(self, instant: dt.datetime) -> dt.timedelta:
        """How far the clocks are ahead at a moment given as UTC without zone."""
        if self.summer is None or self.to_summer is None or self.to_standard is None:
            return self.standard.offset
        spring = self.to_summer.in_year(instant.year) - self.standard.offset
        autumn = self.to_standard.in_year(instant.year) - self.summer.offset
        if spring < autumn:
            is_summer = spring <= instant < autumn
        else:
            is_summer = not autumn <= instant < spring
        return self.summer.offset if is_summer else self.standard.offset

    def instant(self, local: dt.datetime) -> dt.datetime:
        """The moment, as UTC without zone, of a wall time that is shown exactly once."""
        moment = local - self.standard.offset
        if self.summer and self.offset_at(moment) != self.standard.offset:
            moment = local - self.summer.offset
        return moment

    def changes(self, year: int) -> list[dt.datetime]:
        """The moments of the year's changes, as UTC without zone."""
        if self.summer is None or self.to_summer is None or self.to_standard is None:
            return []
        return [
            self.to_summer.in_year(year) - self.standard.offset,
            self.to_standard.in_year(year) - self.summer.offset,
        ]


def parse_rule(line: str) -> ZoneRule | None:
    """The rule in a POSIX line such as ``CET-1CEST,M3.5.0,M10.5.0/3``.

    None where calendar programs have no words for it: a change at 24:00 or before midnight
    (Cairo, Nuuk, Santiago), or on a day of the year.
    """
    if found := _FIXED.fullmatch(line):
        return ZoneRule(Side(found[1].strip("<>"), -_clock(found[2])))
    found = _YEARLY.fullmatch(line)
    if found is None:
        return None
    first = Side(found[1].strip("<>"), -_clock(found[2]))
    ahead = -_clock(found[4]) if found[4] else first.offset + dt.timedelta(hours=1)
    second = Side(found[3].strip("<>"), ahead)
    leave, come_back = _change(*found.groups()[4:8]), _change(*found.groups()[8:12])
    if not (leave.is_one_weekday and come_back.is_one_weekday):
        return None
    if second.offset > first.offset:
        return ZoneRule(first, second, leave, come_back)
    # Ireland's data calls the winter hour the exception; calendar programs want summer to be it.
    return ZoneRule(second, first, come_back, leave)


def _clock(text: str) -> dt.timedelta:
    hours, *rest = (abs(int(part)) for part in text.split(":"))
    minutes, seconds = (*rest, 0, 0)[:2]
    size = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -size if text.startswith("-") else size


def _change(month: str, week: str, weekday: str, clock: str | None) -> Change:
    return Change(int(month), int(week), int(weekday), _clock(clock or "2"))


@cache
def rule(name: str) -> ZoneRule | None:
    """The yearly rule of an IANA zone; None where there is none that a calendar can carry."""
    data = importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    try:
        line = data.read_bytes().rsplit(b"\n", 2)[-2].decode("ascii")
    except (OSError, IndexError, UnicodeDecodeError):
        return None
    return parse_rule(line)


@cache
def holds(name: str, year: int) -> bool:
    """Whether the yearly rule gives the true time of the zone throughout this year.

    False in Morocco, which changes its clocks for Ramadan, and in any year before a country's
    newest law. Compared each midnight and on both sides of each change of the rule.
    """
    found = rule(name)
    if found is None or not _FIRST_YEAR < year < dt.MAXYEAR:
        return False
    first = dt.datetime(year, 1, 1) - _DAY
    moments = [first + _DAY * number for number in range(369)]
    for change in found.changes(year):
        moments += [change - dt.timedelta(seconds=1), change]
    clock = zone(name)
    return all(
        moment.replace(tzinfo=UTC).astimezone(clock).utcoffset() == found.offset_at(moment)
        for moment in moments
    )


@cache
def is_settled(name: str) -> bool:
    """Whether a reader whose data about zones is some years old has the same rule.

    Evolution and others take the rule from their own data by the name of the zone and do not look
    at the one in the file: an event in Vancouver came out an hour off by data of 2025. "Etc/GMT-1"
    is read with the wrong sign or none, and is no place that somebody would miss.
    """
    newest = int(str(importlib.import_module("tzdata").IANA_VERSION)[:4])
    return not name.startswith("Etc/") and holds(name, newest - _SETTLED_FOR)


@cache
def vtimezone(name: str) -> Timezone:
    """The zone for a calendar file: ``RRULE`` and never ``RDATE``, of which readers use one only.

    Only for a zone that has a rule; :func:`holds` says in which years it is true.
    """
    found = rule(name)
    if found is None:
        raise ValueError(f"{name} has no yearly rule")
    block = Timezone()
    block["TZID"] = vText(name)
    block.add_component(
        _observance(TimezoneStandard(), found.summer, found.standard, found.to_standard)
    )
    if found.summer is not None:
        block.add_component(
            _observance(TimezoneDaylight(), found.standard, found.summer, found.to_summer)
        )
    return block


def _observance(
    part: TimezoneStandard | TimezoneDaylight,
    before: Side | None,
    after: Side,
    change: Change | None,
) -> Component:
    start = change.in_year(_FIRST_YEAR) if change else dt.datetime(_FIRST_YEAR, 1, 1)
    part["DTSTART"] = vDatetime(start)
    if change:
        nth = -1 if change.week == 5 else change.week
        day = f"{nth}{_WEEKDAYS[change.weekday]}"
        part["RRULE"] = vRecur(FREQ="YEARLY", BYMONTH=change.month, BYDAY=day)
    part["TZNAME"] = vText(after.name)
    part["TZOFFSETFROM"] = vUTCOffset((before or after).offset)
    part["TZOFFSETTO"] = vUTCOffset(after.offset)
    return part
