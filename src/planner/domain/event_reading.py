"""What an event of a calendar says as fields of an entry: local time and zone at each end, place, text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from planner.domain.calendar_entries import CalendarEntry, EntryTime, ZoneSource
from planner.domain.event_places import Placed
from planner.domain.itinerary import ITEM_KINDS, Item, ItemKind, ItemStatus
from planner.domain.times import WallTime
from planner.i18n import LANGUAGES, _, clock, day_in_words, language
from planner.text import fold

WHEN: Final = (
    "all_day", "start_local", "start_zone", "start_fold", "end_local", "end_zone", "end_fold",
)  # fmt: skip
PLACE: Final = ("site_id", "room_id", "place")
STATUSES: Final = {
    "CONFIRMED": ItemStatus.CONFIRMED,
    "TENTATIVE": ItemStatus.TENTATIVE,
    "CANCELLED": ItemStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Said:
    """The fields of an item that an event gives, and how its zone came about: a kind of finding, or ""."""

    values: dict[str, Any]
    zone_remark: str = ""


def said(entry: CalendarEntry, placed: Placed, visit_zone: str) -> Said:
    """Time, place and status as an item holds them; the zone of the place stands in where none is named."""
    here = placed.zone or visit_zone
    zones = [zone for zone in (placed.zone, visit_zone) if zone]
    start, remark = _wall(entry.start, here)
    end, _remark = _wall(entry.end, here)
    if entry.all_day:
        start, end, remark = entry.start.local, entry.end.local, ""
        start_zone = end_zone = here
    else:
        start_zone, end_zone = _zone(entry.start, here, zones), _zone(entry.end, here, zones)
    values: dict[str, Any] = {
        "all_day": entry.all_day,
        "start_local": start.replace(fold=0),
        "start_zone": start_zone,
        "start_fold": start.fold,
        "end_local": end.replace(fold=0),
        "end_zone": end_zone,
        "end_fold": end.fold,
        "site_id": placed.site_id,
        "room_id": placed.room_id,
        "place": placed.place,
        "status": STATUSES.get(entry.status, ItemStatus.TENTATIVE),
    }
    return Said(values, remark)


def _wall(time: EntryTime, here: str) -> tuple[dt.datetime, str]:
    """The local time at that end, and what is to be said of how it was found."""
    local = time.local.replace(fold=int(time.second))
    if time.source in (ZoneSource.FLOATING, ZoneSource.UNKNOWN):
        unknown = time.source is ZoneSource.UNKNOWN
        return local, "event.zone_unknown" if unknown else "event.floating"
    if time.zone != "UTC" or here == "UTC":
        return local, ""
    there = WallTime(time.local, "UTC").in_zone(here).local
    offset = time.source is ZoneSource.OFFSET
    return there, "event.from_offset" if offset else "event.from_utc"


def _zone(time: EntryTime, here: str, zones: Iterable[str]) -> str:
    if time.zone in ("", "UTC"):
        return here
    if time.source is ZoneSource.NEAR:
        near = [zone for zone in zones if _same_clock(zone, time.zone, time.local)]
        return near[0] if near else time.zone
    return time.zone


def _same_clock(one: str, other: str, local: dt.datetime) -> bool:
    """Whether two zones show the same time on that day, and in winter and summer of that year."""
    moments = (local, dt.datetime(local.year, 1, 15, 12), dt.datetime(local.year, 7, 15, 12))
    return all(WallTime(moment, one).offset == WallTime(moment, other).offset for moment in moments)


def same_time(item: Item, values: dict[str, Any]) -> bool:
    """Whether an entry is at the very time that a calendar gives, in whatever zone either says it."""
    if not item.is_scheduled or item.all_day != values["all_day"]:
        return False
    if item.all_day:
        days = [item.start_local, item.end_local, values["start_local"], values["end_local"]]
        first, last, other_first, other_last = (day.date() for day in days if day)
        return (first, last) == (other_first, other_last)
    return all(
        now.instant == wall(values, end).instant
        for now, end in ((item.span.start, "start"), (item.span.end, "end"))
    )


def wall(values: dict[str, Any], end: str) -> WallTime:
    local = values[f"{end}_local"].replace(fold=values[f"{end}_fold"])
    return WallTime(local, values[f"{end}_zone"])


def when_in_words(values: dict[str, Any], known_zone: str = "") -> str:
    """ "Mon 10 May 10:00–11:00 (Europe/Copenhagen)"; both days and both zones where they differ.

    ``known_zone`` needs no saying.
    """
    start, end = values["start_local"], values["end_local"]
    if start is None or end is None:
        return _("not scheduled")
    first, last = day_in_words(start.date()), day_in_words(end.date())
    if values["all_day"]:
        days = first if start.date() == end.date() else f"{first} – {last}"
        return f"{days}, " + _("all day")
    until = clock(end) if start.date() == end.date() else f"{last} {clock(end)}"
    if values["start_zone"] != values["end_zone"]:
        return f"{first} {clock(start)} ({values['start_zone']}) – {until} ({values['end_zone']})"
    zone = values["start_zone"]
    return f"{first} {clock(start)}–{until}" + (f" ({zone})" if zone != known_zone else "")


def kind_of(categories: Iterable[str]) -> ItemKind:
    """The kind that a category of ours names in any language; else a meeting."""
    known = _kind_names()
    return next(
        (known[name] for one in categories if (name := fold(one)) in known), ItemKind.MEETING
    )


@cache
def _kind_names() -> dict[str, ItemKind]:
    return {
        fold(language(code)(text)): kind for code in LANGUAGES for kind, text in ITEM_KINDS.items()
    }
