"""Every change of the clocks in every zone from 2026 to 2036, and entries beside, in and across it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, available_timezones

from planner.domain.ids import ItemId, RecordId, VisitId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.times import UTC, WallTime
from planner.domain.travel import Leg, Mode

FIRST, LAST = 2026, 2036
SAMPLE = (
    "Europe/Copenhagen", "Europe/Stockholm", "Europe/Dublin", "Antarctica/Troll", "Africa/Casablanca",
    "Australia/Lord_Howe", "Pacific/Chatham", "America/New_York", "America/Nuuk", "Africa/Cairo",
    "America/Vancouver", "Asia/Kolkata", "Asia/Tokyo",
)  # fmt: skip
SAMPLE_YEARS = (2026, 2036)
TOKYO = "Asia/Tokyo"
_STEP = dt.timedelta(hours=6)
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class ClockChange:
    """``at`` is the first moment of the new time, UTC without zone; ``gain`` how far clocks go on."""

    zone: str
    at: dt.datetime
    gain: dt.timedelta


def zones() -> list[str]:
    return sorted(name for name in available_timezones() if name != "localtime")


def changes(zone: str, years: Sequence[int]) -> Iterator[ClockChange]:
    """Found by looking at the clock every six hours, then at each minute between: no rule is believed."""
    for year in years:
        moment, end = dt.datetime(year, 1, 1), dt.datetime(year + 1, 1, 1)
        while moment < end:
            later = moment + _STEP
            if (was := ahead(zone, moment)) != ahead(zone, later):
                low, high = moment, later
                while high - low > _MINUTE:
                    middle = low + (high - low) // _MINUTE // 2 * _MINUTE
                    low, high = (middle, high) if ahead(zone, middle) == was else (low, middle)
                yield ClockChange(zone, high, ahead(zone, high) - was)
            moment = later


def ahead(zone: str, moment: dt.datetime) -> dt.timedelta:
    offset = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset


def spans(change: ClockChange) -> Iterator[tuple[WallTime, WallTime]]:
    """Before, at, in and after the change, across it, within the doubled hour, from and to its time
    that the clock skips, and on the way to a zone that knows none."""
    half, hour = abs(change.gain) // 2, dt.timedelta(hours=1)
    at = change.at
    points = [at - 2 * hour, at - half, at - _MINUTE, at, at + half, at + 2 * half, at + 3 * hour]
    walls = [_wall(change.zone, one) for one in points]
    yield from itertools.pairwise(walls)
    yield walls[0], walls[-1]
    yield walls[1], walls[4]  # the same time on the wall twice, when clocks go back
    yield walls[2], walls[4]
    yield walls[1], WallTime(walls[4].local, change.zone).in_zone(TOKYO)
    yield walls[0].in_zone(TOKYO), walls[4]
    if change.gain > dt.timedelta(0):
        gap = (at + ahead(change.zone, at - _MINUTE)) + half
        for fold in (0, 1):
            skipped = WallTime(gap.replace(fold=fold), change.zone)
            yield walls[0].plus(-hour), skipped
            yield skipped, walls[-1].plus(hour)


def _wall(zone: str, moment: dt.datetime) -> WallTime:
    return WallTime(moment, "UTC").in_zone(zone)


def entries(visit: VisitId, found: Sequence[ClockChange]) -> list[Item]:
    return [
        Item(
            id=ItemId(new_id()),
            visit_id=visit,
            kind=ItemKind.LEG if start.zone != end.zone else ItemKind.MEETING,
            title=f"Entry {number}",
            status=ItemStatus.CONFIRMED,
            start_local=start.local.replace(fold=0),
            start_fold=start.local.fold,
            start_zone=start.zone,
            end_local=end.local.replace(fold=0),
            end_fold=end.local.fold,
            end_zone=end.zone,
        )
        for number, (start, end) in enumerate(
            span for change in found for span in spans(change) if span[0].instant < span[1].instant
        )
    ]


Moments = dict[str, tuple[dt.datetime, dt.datetime]]
"""Begin and end by title, aware and in UTC."""


def journeys(items: Sequence[Item]) -> list[Leg]:
    """The journey of each entry that has two zones; its number is the title, to be known by."""
    return [
        Leg(id=RecordId(new_id()), item_id=item.id, mode=Mode.FLIGHT, number=item.title)
        for item in items
        if item.kind is ItemKind.LEG
    ]


def moments(items: Sequence[Item]) -> Moments:
    """What is meant, by the standard library alone."""
    return {
        item.title: (
            instant(item.start_local, item.start_fold, item.start_zone),
            instant(item.end_local, item.end_fold, item.end_zone),
        )
        for item in items
    }


def instant(local: dt.datetime | None, fold: int, zone: str) -> dt.datetime:
    assert local is not None
    return local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(dt.UTC)


def moved(meant: Moments, read: Moments) -> list[str]:
    """What is at another moment, or not there: for the message of a test."""
    assert not read.keys() - meant.keys()
    return [
        f"{title}: {[str(one) for one in when]} read as {[str(one) for one in read.get(title, ())]}"
        for title, when in meant.items()
        if read.get(title) != when
    ]
