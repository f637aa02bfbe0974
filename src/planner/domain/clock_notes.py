"""What is said of clocks: that of the computer jumped, rules of zones moved entries, what it is then at home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.ids import VisitId
from planner.domain.times import Span, is_zone
from planner.i18n import _, clock, current, day_in_words, ngettext
from planner.places_named import zone_city


@dataclass(frozen=True, slots=True)
class MovedEntries:
    """Entries to come in one zone whose moments are others than when they were planned.

    ``by`` is how much later they are now, negative for earlier; ``visits`` in the order of their entries.
    """

    zone: str
    by: dt.timedelta
    count: int
    visits: tuple[VisitId, ...]


def length_said(length: dt.timedelta) -> str:
    """ "3 h", "30 min", "1 h 30 min", "12 days"."""
    minutes = round(abs(length) / dt.timedelta(minutes=1))
    if minutes >= 2 * 24 * 60:
        return ngettext("{count} day", "{count} days", minutes // (24 * 60))
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
    return _("{hours} h").format(hours=hours) if hours else _("{minutes} min").format(minutes=rest)


def home_times(span: Span, home: str) -> str:
    """ "At your office (Copenhagen): Mon 10 May 03:00–04:00"; empty where its clocks show the same."""
    ends = (span.start, span.end)
    if not is_zone(home) or not all(is_zone(end.zone) for end in ends):
        return ""
    there = [end.in_zone(home) for end in ends]
    if all(end.offset == other.offset for end, other in zip(ends, there, strict=True)):
        return ""
    first, last = (day_in_words(end.local.date()) for end in there)
    start, end = (clock(one.local) for one in there)
    times = f"{first} {start}–{end}" if first == last else f"{first} {start} – {last} {end}"
    city = zone_city(home, current().code) or home
    return _("At your office ({city}): {times}").format(city=city, times=times)


def jumped_back(by: dt.timedelta) -> str:
    """The last change of the library was made so much later than now."""
    text = _(
        "The clock of this computer jumped back {length}: it shows a time before the last change of the"
        " library. Nothing is lost, and changes and backups keep their order. Set the clock right."
    )
    return text.format(length=length_said(by))


def moved_by_rules(found: Iterable[MovedEntries]) -> list[str]:
    """ "4 entries in Kyiv moved by 1 h, …", one for each zone and step of the clock."""
    return [
        ngettext(
            "{count} entry in {city} moved by {length} because the rules of its time zone changed:"
            " review it.",
            "{count} entries in {city} moved by {length} because the rules of their time zone changed:"
            " review them.",
            one.count,
            city=zone_city(one.zone, current().code) or one.zone,
            length=length_said(one.by),
        )
        for one in found
    ]
