"""A calendar file as it was read: its events as plain values, series laid out day by day, nothing interpreted."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from planner.domain.findings import Finding

NEAR_DAYS: Final = 31
"""Events further from the days of the visit are only counted."""


class ZoneSource(enum.StrEnum):
    """How an end of an event says its zone.

    ``NAMED`` is an IANA zone. ``NEAR`` stands for one of several zones with the same clock: the
    names of Windows do. ``UTC`` and ``OFFSET`` give the moment but no place: the time is in UTC.
    ``FLOATING`` says no zone at all, ``UNKNOWN`` one that nobody knows.
    """

    NAMED = "named"
    NEAR = "near"
    UTC = "utc"
    OFFSET = "offset"
    FLOATING = "floating"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class EntryTime:
    """What the clock shows, without seconds; ``zone`` is an IANA name, "" where none is known.

    ``named`` is what the file calls a zone that nobody knows, also when somebody said which it is.
    ``second`` is the later of two equal times in the night when clocks go back.
    """

    local: dt.datetime
    zone: str = ""
    source: ZoneSource = ZoneSource.FLOATING
    named: str = ""
    second: bool = False


Contact = tuple[str, str]
"""Name and e-mail address; either may be empty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """One event, or one day of a series.

    ``number`` counts the events of the file from 1. ``occurrence`` is "" for a single event, else
    the day that the series gives it, also where it was moved ("2027-05-10", "2027-05-10#2").
    An all-day entry has dates at midnight, the last day included. ``status`` is "" where the file
    says none. ``remarks`` are kinds of findings: "event.no_end" and the like.
    """

    number: int
    uid: str
    occurrence: str = ""
    title: str = ""
    start: EntryTime
    end: EntryTime
    all_day: bool = False
    status: str = ""
    location: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    organiser: Contact = ("", "")
    attendees: tuple[Contact, ...] = ()
    sequence: int = 0
    is_private: bool = False
    zone_name: str = ""
    """What the file calls the zone of the start, for those that nobody knows."""
    remarks: tuple[str, ...] = ()

    @property
    def unknown_zones(self) -> tuple[str, ...]:
        """What the file calls the zones of its ends that nobody knows."""
        if self.all_day:
            return ()
        ends = (self.start, self.end)
        return tuple(dict.fromkeys(one.named for one in ends if one.source is ZoneSource.UNKNOWN))


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """``series`` are the UIDs of what repeats; ``first`` and ``last`` the days it was laid out for."""

    file_name: str
    sha256: str
    entries: tuple[CalendarEntry, ...]
    first: dt.date
    last: dt.date
    series: frozenset[str] = frozenset()
    notices: tuple[Finding, ...] = field(default=())

    @property
    def unknown_zones(self) -> dict[str, int]:
        """The names of zones that nobody knows, with the number of entries of each, the most first."""
        return dict(
            Counter(name for one in self.entries for name in one.unknown_zones).most_common()
        )


def with_zones(file: CalendarFile, meant: Mapping[str, str]) -> CalendarFile:
    """The file with what somebody said of its unknown zones: IANA zones by the names of the file."""
    if not meant:
        return file

    def known(time: EntryTime) -> EntryTime:
        zone = meant.get(time.named, "") if time.source is ZoneSource.UNKNOWN else ""
        return replace(time, zone=zone, source=ZoneSource.NAMED) if zone else time

    entries = (replace(one, start=known(one.start), end=known(one.end)) for one in file.entries)
    return replace(file, entries=tuple(entries))
