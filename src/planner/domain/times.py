"""Local wall times with their zone, spans, and what the change of the clocks does to them.

Local time and IANA zone are kept; instants are derived, never the reverse.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NewType
from zoneinfo import ZoneInfo, available_timezones

from planner.errors import UserError
from planner.i18n import _

# One set of rules on every machine: the bundled one. A system's own may be years old, and then the
# same plan would mean other instants on the laptop next to it.
zoneinfo.reset_tzpath(to=[])

UTC = dt.UTC

PartialDate = NewType("PartialDate", str)
"""A date known to the year, month or day: "2023", "2023-10" or "2023-10-26". Sorts as text."""

UNKNOWN_DATE = PartialDate("")

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
LONGEST_SHOWN: Final = 400
"""Days."""


@cache
def zone_names() -> frozenset[str]:
    """All IANA zones; read from the files once, since asking takes 10 ms each time."""
    return frozenset(available_timezones())


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone; raises ``KeyError`` for a name that is none."""
    if name not in zone_names():
        raise KeyError(name)
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    return name in zone_names()


def zone_of_city(text: str) -> str:
    """The zone that is called so or named after that city: "tokyo", "New York"; "" where none is."""
    wanted = text.strip().replace(" ", "_")
    if is_zone(wanted):
        return wanted
    wanted = wanted.casefold()
    named = [name for name in zone_names() if "/" in name and not name.startswith("Etc/")]
    found = [n for n in named if wanted in (n.casefold(), n.rpartition("/")[2].casefold())]
    return max(found, key=lambda name: (len(name), name), default="")  # the older name is shorter


def require_zone(name: str) -> None:
    """:raises UserError: the name is no IANA zone; the hint shows what one looks like."""
    if not is_zone(name):
        raise UserError(
            _("“{zone}” is not a time zone.").format(zone=name),
            _("Choose one such as Europe/Copenhagen or Asia/Tokyo."),
        )


@dataclass(frozen=True, slots=True, order=False)
class WallTime:
    """What the clock on the wall shows (no offset), in an IANA zone.

    ``local.fold`` 1 means the second of two equal times in the night when clocks go back.
    """

    local: dt.datetime
    zone: str

    @property
    def instant(self) -> dt.datetime:
        """The moment in UTC. A time in the spring gap counts as if the clock had not changed."""
        # The fold is named on its own: two times that differ in it alone count as equal.
        return _instant(self.local, self.local.fold, self.zone)

    @property
    def minute(self) -> int:
        """The moment in whole minutes since 1970, UTC: quick to compare."""
        return int(self.instant.timestamp()) // 60

    @property
    def offset(self) -> dt.timedelta:
        offset = self.local.replace(tzinfo=zone(self.zone)).utcoffset()
        assert offset is not None
        return offset

    @property
    def is_awkward(self) -> bool:
        """The clock shows this time twice or never on that day (change of the clocks)."""
        first, second = (
            self.local.replace(tzinfo=zone(self.zone), fold=fold).utcoffset() for fold in (0, 1)
        )
        return first != second

    @property
    def exists(self) -> bool:
        """False in the hour that the clock skips in spring."""
        back = self.instant.astimezone(zone(self.zone)).replace(tzinfo=None)
        return back == self.local.replace(fold=0)

    def in_zone(self, name: str) -> WallTime:
        """The same moment as the clock in another zone shows it."""
        there = self.instant.astimezone(zone(name))
        return WallTime(there.replace(tzinfo=None), name)

    def plus(self, real: dt.timedelta) -> WallTime:
        """Later by real elapsed time, which over a change of the clocks is not wall time."""
        there = (self.instant + real).astimezone(zone(self.zone))
        return WallTime(there.replace(tzinfo=None), self.zone)


@lru_cache(maxsize=20_000)
def _instant(local: dt.datetime, fold: int, zone_name: str) -> dt.datetime:
    return local.replace(tzinfo=zone(zone_name), fold=fold).astimezone(UTC)


def offset_text(wall: WallTime) -> str:
    """What the clocks show there at that moment: "UTC+9", "UTC−3:30", "UTC"."""
    minutes = round(wall.offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


@dataclass(frozen=True, slots=True)
class Span:
    """From one wall time to another; the two ends may lie in different zones."""

    start: WallTime
    end: WallTime

    @property
    def duration(self) -> dt.timedelta:
        """Real elapsed time; negative when the end is before the start."""
        return self.end.instant - self.start.instant

    def overlaps(self, other: Span) -> bool:
        """Touching ends do not overlap."""
        return self.start.instant < other.end.instant and other.start.instant < self.end.instant

    @property
    def days_later(self) -> int:
        """How many calendar days the local end is after the local start: the "+1" of a night flight."""
        return (self.end.local.date() - self.start.local.date()).days


def planned_instant(
    local: dt.datetime | None,
    fold: int | None,
    zone_name: str,
    *,
    all_day: bool,
    is_end: bool = False,
) -> dt.datetime | None:
    """The moment (UTC without offset) of one end of an item; None without a time or a known zone.

    The last day of a whole-day item is included, so its end is the midnight after it.
    """
    if local is None or not is_zone(zone_name):
        return None
    if all_day:
        local = dt.datetime.combine(local.date() + dt.timedelta(1 if is_end else 0), dt.time())
    moment = WallTime(local.replace(fold=fold or 0), zone_name).instant
    return moment.replace(tzinfo=None)


def days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Every date from ``first`` to ``last``, both included."""
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(number)


def days_shown(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """As :func:`days`; of more than 400 days, which is a mistyped year, only the first and the last."""
    if (last - first).days <= LONGEST_SHOWN:
        yield from days(first, last)
    else:
        yield first
        yield last


def require_year(*moments: dt.date | None) -> None:
    """:raises UserError: a date outside the years that calendars, zones and arithmetic can hold."""
    for moment in moments:
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise UserError(
                _("The year {year} cannot be meant.").format(year=moment.year),
                _("Check the date. Nothing was written."),
            )


def parse_partial_date(text: str) -> PartialDate:
    """Accepts "2023", "2023-10", "2023-10-26" and the empty text; anything else raises ``ValueError``."""
    text = text.strip()
    if not text:
        return PartialDate("")
    for pattern, length in (("%Y", 4), ("%Y-%m", 7), ("%Y-%m-%d", 10)):
        if len(text) == length:
            try:
                dt.datetime.strptime(text, pattern)
            except ValueError as error:
                raise ValueError(text) from error
            return PartialDate(text)
    raise ValueError(text)


def partial_start(value: PartialDate) -> dt.date | None:
    """The first day that a partial date may mean, or None when it is empty."""
    return (
        dt.date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])
        if value
        else None
    )


def partial_end(value: PartialDate) -> dt.date | None:
    """The last day that a partial date may mean, or None when it is empty."""
    if not value:
        return None
    if len(value) == 4:
        return dt.date(int(value), 12, 31)
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
    return dt.date.fromisoformat(value)


def on_this_clock(moment: dt.datetime) -> dt.datetime:
    """A moment that is kept in UTC without offset, as the clock of this computer shows it."""
    return moment.replace(tzinfo=dt.UTC).astimezone()
