"""Clock times on paper: always those of the place, with zone and "+1" where they change.

A zone is said only when the clocks there show something else than those at home: Lund and
Copenhagen are two zones of one time. An hour that the clocks show twice is told by its offset.
"""

from __future__ import annotations

import datetime as dt

from planner.documents.speaking.customs import custom
from planner.documents.speaking.dates import short_date
from planner.documents.speaking.wording import WHOLE_DAY
from planner.domain.itinerary import Item
from planner.domain.times import Span, WallTime, is_zone, offset_text, zone
from planner.i18n import N_, paper_language
from planner.places_named import town_name, zone_city


def clock(time: dt.time | dt.datetime, code: str, *, said: bool = False) -> str:
    """ "14:30", Danish and Swedish "14.30"; ``said``, within a sentence, "kl. 14.30", "14:30 Uhr", "14時30分"."""
    known = custom(code)
    pattern = known.said_clock if said else known.clock
    return pattern.format(
        hour=f"{time.hour:02d}", minute=f"{time.minute:02d}", plain_hour=time.hour
    )


def same_clock(wall: WallTime, home: str) -> bool:
    """Whether the clocks of another zone show the same at that moment."""
    if wall.zone == home:
        return True
    there = wall.instant.astimezone(zone(home))
    return there.utcoffset() == wall.instant.astimezone(zone(wall.zone)).utcoffset()


def zone_said(wall: WallTime, code: str, *, city: str = "") -> str:
    """ "local time Tokyo (UTC+9)"; ``city`` if it is known better than by the zone's own."""
    place = _place(wall, code, city)
    offset = offset_text(wall)
    if not place:
        return offset
    pattern = paper_language(code)(N_("local time {city} ({offset})"))
    return pattern.format(city=place, offset=offset)


def times_note(wall: WallTime, code: str, *, city: str = "") -> str:
    """The line at the foot of a programme: which clocks its times are read from."""
    pattern = paper_language(code)(N_("All times are local: {zone} unless stated otherwise."))
    place = _place(wall, code, city)
    offset = offset_text(wall)
    return pattern.format(zone=f"{place} ({offset})" if place else offset)


def clock_at(wall: WallTime, code: str, *, home: str = "", city: str = "") -> str:
    """One end of an item: "14:30"; "16:25 Tokyo" where the clocks are not those of ``home``.

    A time that the clock shows twice or never has its offset: "02:30 (UTC+2)". ``home`` is the zone
    of the programme; without it no zone is said.
    """
    text = clock(wall.local, code)
    away = bool(home) and not same_clock(wall, home)
    place = _place(wall, code, city) if away else ""
    if wall.is_awkward or (away and not place):
        return " ".join(part for part in (text, place, f"({offset_text(wall)})") if part)
    return f"{text} {place}" if place else text


def later(span: Span) -> str:
    """ "+1" when the item ends on the next day by the clocks there, "−1" across the date line, else empty."""
    days = span.days_later
    return f"+{days}" if days > 0 else f"−{-days}" if days < 0 else ""


def clock_range(
    span: Span, code: str, *, home: str = "", cities: tuple[str, str] = ("", "")
) -> str:
    """ "14:30–16:00", "22:30–06:15 (+1)"; with two clocks "18:40 Hamburg → 16:25 Tokyo (+1)".

    ``home`` is the zone of the programme; ``cities`` are the places of start and end.
    """
    two = not same_clock(span.start, span.end.zone) or not same_clock(span.end, span.start.zone)
    if not two and not span.duration:
        return clock_at(span.start, code, home=home, city=cities[0])
    if two:
        start, end = (
            _with_city(wall, code, city)
            for wall, city in zip((span.start, span.end), cities, strict=True)
        )
        text = f"{start} → {end}"
    elif home and not same_clock(span.start, home) and not _awkward(span):
        times = _joined(clock(span.start.local, code), clock(span.end.local, code), code)
        place = _place(span.end, code, cities[1] or cities[0])
        text = f"{times} {place or f'({offset_text(span.end)})'}"
    else:
        text = _joined(
            clock_at(span.start, code, home=home, city=cities[0]),
            clock_at(span.end, code, home=home, city=cities[1]),
            code,
        )
    mark = later(span)
    return f"{text} ({mark})" if mark else text


def dual_time(span: Span, code: str, *, cities: tuple[str, str] = ("", "")) -> str:
    """A movement in one line: "Thu 17 Oct 18:40 Hamburg → Fri 18 Oct 16:25 Tokyo (+1)"."""
    ends = (
        f"{short_date(wall.local.date(), code)} {_with_city(wall, code, city)}"
        for wall, city in zip((span.start, span.end), cities, strict=True)
    )
    mark = later(span)
    return " → ".join(ends) + (f" ({mark})" if mark else "")


def item_time(item: Item, code: str, *, home: str = "", cities: tuple[str, str] = ("", "")) -> str:
    """The time of an entry below the heading of its day: "14:30–16:00", "All day"; empty without one."""
    if not item.is_scheduled:
        return ""
    if item.all_day:
        return paper_language(code)(WHOLE_DAY)
    home = home if is_zone(home) else ""
    return clock_range(_span(item, home), code, home=home, cities=cities)


def item_when(item: Item, code: str, *, home: str = "", cities: tuple[str, str] = ("", "")) -> str:
    """Day and time of an entry that stands alone: "Mon 10 May 14:30–16:00", "Mon 10 May – Wed 12 May".

    Over several days each end has its date, so that no "+3" has to be counted.
    """
    if not item.is_scheduled:
        return ""
    assert item.end_local is not None
    home = home if is_zone(home) else ""
    span = _span(item, home)
    first, last = span.start.local.date(), item.end_local.date()
    dates = [short_date(day, code) for day in dict.fromkeys((first, last))]
    dash = "〜" if "〜" in custom(code).clock_range else " – "
    if item.all_day:
        return dash.join(dates)
    if span.days_later in (0, 1):
        return f"{dates[0]} {clock_range(span, code, home=home, cities=cities)}"
    ends = (
        clock_at(wall, code, home=home, city=city)
        for wall, city in zip((span.start, span.end), cities, strict=True)
    )
    return dash.join(f"{date} {end}" for date, end in zip(dates, ends, strict=True))


def _span(item: Item, home: str) -> Span:
    """With the clocks at home in place of a zone that nobody knows."""
    start, end = (
        WallTime(wall.local, wall.zone if is_zone(wall.zone) else home or "UTC")
        for wall in (item.span.start, item.span.end)
    )
    return Span(start, end)


def duration(length: dt.timedelta, code: str) -> str:
    """ "1 h 30 min", "1 t. 30 min.", "1 Std. 30 Min.", "1 tim 30 min", "1時間30分"; real elapsed time."""
    known = custom(code)
    hours, minutes = divmod(max(0, round(length.total_seconds() / 60)), 60)
    if hours and minutes:
        return known.hours_minutes.format(hours=hours, minutes=minutes)
    return known.hours.format(hours=hours) if hours else known.minutes.format(minutes=minutes)


def _place(wall: WallTime, code: str, city: str) -> str:
    return town_name(city, wall.zone, code) or zone_city(wall.zone, code)


def _with_city(wall: WallTime, code: str, city: str) -> str:
    place = _place(wall, code, city)
    offset = f"({offset_text(wall)})" if wall.is_awkward or not place else ""
    return " ".join(part for part in (clock(wall.local, code), place, offset) if part)


def _awkward(span: Span) -> bool:
    return span.start.is_awkward or span.end.is_awkward


def _joined(start: str, end: str, code: str) -> str:
    """Ends with spaces inside get spaces around the dash."""
    pattern = custom(code).clock_range
    if " " in start or " " in end:
        pattern = pattern.replace("–", " – ")
    return pattern.format(start=start, end=end)
