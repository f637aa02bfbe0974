"""The zones that calendar files name: IANA, those of Windows, paths of old programs, or a VTIMEZONE alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from planner.domain.calendar_entries import EntryTime, ZoneSource
from planner.domain.times import UTC, WallTime, is_zone, zone_names
from planner.interchange.calendar_series import RuleUnread, laid_out
from planner.interchange.vcard_lines import Property
from planner.text import clean_line

_OFFSET: Final = re.compile(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?")
_DISPLAYED: Final = re.compile(r"\((?:UTC|GMT)[^)]*\)\s*(.+)")
_NAME_LIMIT: Final = 120
_NUMBERED: Final = re.compile(r"\s+\d+$")


@dataclass
class Clock:
    """Standard or summer time of a VTIMEZONE: from when on, and how far ahead of UTC."""

    properties: dict[str, Property] = field(default_factory=dict)
    _begun: dict[int, list[dt.datetime]] = field(default_factory=dict)
    """When it began to hold, for each year that was asked about; thousands of events share few years."""

    def offset(self, name: str) -> dt.timedelta | None:
        one = self.properties.get(name)
        found = _OFFSET.fullmatch(one.value.strip()) if one else None
        if found is None:
            return None
        hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
        ahead = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return -ahead if found[1] == "-" else ahead

    def latest(self, local: dt.datetime) -> dt.datetime | None:
        """The last time before ``local`` when this clock began to hold."""
        start = self.properties.get("DTSTART")
        try:
            begins = naive(start.value) if start else None
        except ValueError:
            begins = None
        if begins is None or begins > local:
            return None
        rule = self.properties.get("RRULE")
        if rule is None or "FREQ=YEARLY" not in rule.value.upper():
            return begins
        if local.year not in self._begun:
            self._begun[local.year] = self._starts(begins, rule.value, local.year)
        return max((day for day in self._begun[local.year] if day <= local), default=begins)

    def _starts(self, begins: dt.datetime, rule: str, year: int) -> list[dt.datetime]:
        # Outlook begins in 1601; within the last three years a yearly rule had its day.
        near = begins.replace(year=max(begins.year, year - 2), day=min(begins.day, 28))
        end = dt.datetime(year, 12, 31, 23, 59)
        try:
            return [day for day in laid_out(near, rule, near, end, naive) if day != near]
        except RuleUnread:
            return []


@dataclass
class ZoneBlock:
    """A VTIMEZONE as it stands in the file."""

    properties: dict[str, str] = field(default_factory=dict)
    clocks: list[Clock] = field(default_factory=list)

    def ahead(self, local: dt.datetime) -> dt.timedelta | None:
        """How far the clocks are ahead of UTC at a local time; None where the block does not say."""
        begun = [(when, one) for one in self.clocks if (when := one.latest(local)) is not None]
        if begun:
            return max(begun, key=lambda pair: pair[0])[1].offset("TZOFFSETTO")
        for one in self.clocks:
            if (ahead := one.offset("TZOFFSETFROM")) is not None:
                return ahead
        return None


class Zones:
    """Answers for the zones of one file."""

    def __init__(self, blocks: Mapping[str, ZoneBlock]) -> None:
        self._blocks = blocks
        self._known: dict[str, tuple[str, ZoneSource]] = {}
        self.otherwise = 0
        """How many zones have blocks that say other times than the zone of that name has."""

    def named(self, tzid: str) -> tuple[str, ZoneSource]:
        """The IANA zone that is meant, "" where it is known by its block alone, or not at all."""
        if tzid not in self._known:
            self._known[tzid] = self._found(_bare(tzid))
        return self._known[tzid]

    def time(self, local: dt.datetime, tzid: str) -> EntryTime:
        """A time in a zone that the file alone describes stays on its own clock until it is settled:
        a series goes by that clock."""
        zone, source = self.named(tzid)
        if source is ZoneSource.OFFSET:
            return EntryTime(local, "", source, tzid)
        return EntryTime(local, zone, source, _asked(tzid) if source is ZoneSource.UNKNOWN else "")

    def settled(self, time: EntryTime) -> EntryTime:
        """In UTC, where only the file knows the zone."""
        if time.source is not ZoneSource.OFFSET or time.zone:
            return time
        ahead = self._blocks[_bare(time.named)].ahead(time.local)
        if ahead is None:
            return EntryTime(time.local, "", ZoneSource.UNKNOWN, _asked(time.named))
        return EntryTime(time.local - ahead, "UTC", ZoneSource.OFFSET)

    def beside(self, time: EntryTime, start: EntryTime) -> dt.datetime:
        """What the clock by which ``start`` goes shows at another time of the same file."""
        if start.source is not ZoneSource.OFFSET or start.zone:
            return in_zone(self.settled(time), start.zone)
        if time.source is ZoneSource.OFFSET and time.named == start.named:
            return time.local
        moment = in_zone(self.settled(time), "UTC")
        block = self._blocks[_bare(start.named)]
        local = moment + (block.ahead(moment) or dt.timedelta(0))
        return moment + (block.ahead(local) or dt.timedelta(0)) if time.zone else time.local

    def _found(self, tzid: str) -> tuple[str, ZoneSource]:
        block = self._blocks.get(tzid)
        for name in (tzid, *self._aliases(block)):
            if (zone := _iana(name)) is not None:
                self.otherwise += block is not None and _differs(block, zone)
                return zone, ZoneSource.NAMED
        if (zone := _windows(tzid)) is not None:
            self.otherwise += block is not None and _differs(block, zone)
            return zone, ZoneSource.NEAR
        if block is not None and any(one.offset("TZOFFSETTO") is not None for one in block.clocks):
            return "", ZoneSource.OFFSET
        return "", ZoneSource.UNKNOWN

    def _aliases(self, block: ZoneBlock | None) -> Sequence[str]:
        names = ("X-LIC-LOCATION", "TZURL", "X-TZINFO")
        return (
            [block.properties[name] for name in names if name in block.properties] if block else []
        )


def _differs(block: ZoneBlock, zone: str) -> bool:
    """Whether a block tells another time than the zone, in a winter and a summer of these years."""
    for local in (dt.datetime(2026, 1, 15, 12), dt.datetime(2026, 7, 15, 12)):
        ahead = block.ahead(local)
        if ahead is not None and local - ahead != WallTime(local, zone).instant.replace(
            tzinfo=None
        ):
            return True
    return False


def _iana(name: str) -> str | None:
    """The zone that this name is, or that stands at the end of it: old programs put a path in front."""
    name = name.strip().removesuffix(".ics")
    if name.upper() in ("UTC", "Z", "ETC/UTC", "GMT"):
        return "UTC"
    parts = [part for part in name.split("/") if part]
    for length in (3, 2):
        tail = "/".join(parts[-length:])
        if len(parts) >= length and is_zone(tail):
            return tail
    return name if len(parts) == 1 and is_zone(name) else None


def _windows(name: str) -> str | None:
    """What a name of Windows stands for, also the one that is shown there: "(UTC+01:00) Berlin, Rome"."""
    zone = _windows_names().get(_NUMBERED.sub("", name).casefold())
    if zone is not None:
        return zone
    shown = _DISPLAYED.match(name)
    cities = [city.strip().replace(" ", "_") for city in shown[1].split(",")] if shown else []
    ends = {zone.rpartition("/")[2]: zone for zone in zone_names() if "/" in zone}
    return next((ends[city] for city in cities if city in ends), None)


@cache
def _windows_names() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # late: few files need it

    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items() if is_zone(zone)}


def _bare(tzid: str) -> str:
    return tzid.strip().strip("\"'")


def _asked(tzid: str) -> str:
    """What a file calls a zone, so that it can be asked about; never empty."""
    return clean_line(tzid, limit=_NAME_LIMIT) or "?"


def naive(text: str) -> dt.datetime:
    """A date or time of a calendar as the digits say it.

    :raises ValueError: it is none, or of a year that no plan has.
    """
    digits = text.strip().upper().removesuffix("Z").replace("-", "").replace(":", "")
    day, _, clock = digits.partition("T")
    if len(day) != 8 or not (day + clock).isdecimal() or len(clock) not in (0, 4, 6):
        raise ValueError(text)
    clock = clock.ljust(6, "0")
    second = min(int(clock[4:]), 59)
    return dt.datetime(
        int(day[:4]), int(day[4:6]), int(day[6:]), int(clock[:2]), int(clock[2:4]), second
    )


def in_zone(time: EntryTime, zone: str) -> dt.datetime:
    """What the clock of another zone shows at that time; as it is where either has no zone."""
    if not time.zone or not zone or time.zone == zone:
        return time.local
    moment = WallTime(time.local, time.zone).instant if time.zone != "UTC" else None
    there = moment or time.local.replace(tzinfo=UTC)
    return WallTime(there.replace(tzinfo=None), "UTC").in_zone(zone).local
