"""Calendar files that every program reads alike: plain events, true instants, no invitations.

Invitations and cancellations are made from the same events, in ``invitations``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from icalendar import Alarm, Calendar, Component, Event
from icalendar.parser import Contentlines, Parameters
from icalendar.prop import vCategory, vDate, vDatetime, vInt

from planner.domain.times import UTC, WallTime
from planner.i18n import Language, clock, day_in_words
from planner.interchange.calendar_values import Ready, Text, readable_line, readable_text
from planner.interchange.outgoing_text import PRODUCT
from planner.interchange.vtimezone import holds, is_settled, rule, vtimezone

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]

_DAY: Final = dt.timedelta(1)
_APPLE_RADIUS: Final = "72"
"""Metres around the place; the value that Apple's own files carry."""

_UID = re.compile(r"[A-Za-z0-9@._~:/+=-]{1,255}")
_UNCLEAN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry of a calendar. ``start`` and ``end`` are both wall times or both dates.

    A date means all day, and ``end`` is then the last day, which still belongs to the event.
    ``uid`` stays the same for as long as the entry lives, and ``sequence`` goes up whenever its
    time, place or status changes; readers lean on both. ``stamped_at`` and ``last_modified`` are
    aware; without the second the first stands for it.
    """

    uid: str
    sequence: int
    stamped_at: dt.datetime
    summary: str
    start: WallTime | dt.date
    end: WallTime | dt.date
    location: str = ""
    description: str = ""
    status: Status = "CONFIRMED"
    categories: tuple[str, ...] = ()
    geo: tuple[float, float] | None = None
    """Latitude and longitude in degrees, north and east positive."""
    transparent: bool = False
    """The reader stays free in the time of the event."""
    last_modified: dt.datetime | None = None
    alarm_minutes: int | None = None
    """How long before the start the reader is reminded."""


def write_calendar(name: str, events: Sequence[CalendarEvent], *, language: Language) -> bytes:
    """The file: the same events give the same bytes, in their order.

    There is no METHOD, organiser or attendee, because some programs then refuse the file, make
    it read-only or write to people. Times stand in the zone of the place if the zone has a simple
    yearly rule that is some years old and the clock shows that time once; otherwise they stand in
    UTC, and the description says the local time in ``language``.

    Raises ``ValueError`` for an event that ends before it starts or when it starts, for a second
    event with the same uid, and for a uid, date, position or alarm that no calendar can carry.
    """
    title = readable_line(name)
    return assembled({"NAME": title, "X-WR-CALNAME": title}, events, language=language)


def assembled(
    head: Mapping[str, str],
    events: Sequence[CalendarEvent],
    *,
    language: Language,
    parties: Mapping[str, tuple[str, Mapping[str, str]]] | None = None,
) -> bytes:
    """The file with these lines in its head, checked; :func:`write_calendar` says what is refused.

    ``parties`` are lines that each event has besides, by name: the value, ASCII, and its parameters.
    """
    if len({event.uid for event in events}) < len(events):
        raise ValueError("two events have the same uid")
    calendar = Calendar()
    calendar["PRODID"] = Text(PRODUCT)
    calendar["VERSION"] = Text("2.0")
    calendar["CALSCALE"] = Text("GREGORIAN")
    for key, text in head.items():
        calendar[key] = Text(text)
    zones: dict[str, Parameters] = {}
    components = [_event(event, zones, language) for event in events]
    for zone in sorted(zones):
        calendar.add_component(vtimezone(zone))
    for component in components:
        for key, (value, parameters) in (parties or {}).items():
            told = {one: readable_line(text) for one, text in parameters.items()}
            component[key] = Ready(value, Parameters(told))
        calendar.add_component(component)
    lines = calendar.content_lines(sorted=False)
    data: bytes = lines.to_ical()
    _read_back(data, lines, events)
    return data


def _event(event: CalendarEvent, zones: dict[str, Parameters], language: Language) -> Component:
    _check(event)
    component = Event()
    component["UID"] = Text(event.uid)
    component["SEQUENCE"] = vInt(event.sequence)
    component["DTSTAMP"] = _utc(event.stamped_at)
    component["LAST-MODIFIED"] = _utc(event.last_modified or event.stamped_at)
    summary = readable_line(event.summary)
    component["SUMMARY"] = Text(summary)
    description = readable_text(event.description)
    if isinstance(event.start, WallTime) and isinstance(event.end, WallTime):
        component["DTSTART"] = _time(event.start, zones)
        component["DTEND"] = _time(event.end, zones)
        if not (_keeps_zone(event.start) and _keeps_zone(event.end)):
            words = _local_time(event.start, event.end, language)
            description = f"{description}\n\n{words}".strip()
    elif not isinstance(event.start, WallTime) and not isinstance(event.end, WallTime):
        component["DTSTART"] = _date(event.start)
        component["DTEND"] = _date(event.end + _DAY)  # a calendar file names the day after
    location = readable_text(event.location)
    if location:
        component["LOCATION"] = Text(location)
    if description:
        component["DESCRIPTION"] = Text(description)
    component["STATUS"] = Text(event.status)
    component["TRANSP"] = Text("TRANSPARENT" if event.transparent else "OPAQUE")
    if names := [Text(word) for category in event.categories if (word := readable_line(category))]:
        component["CATEGORIES"] = categories = vCategory([])
        categories.cats = list(names)
    if event.geo is not None:
        component["GEO"] = Ready("{:.6f};{:.6f}".format(*event.geo))
        if location:
            component["X-APPLE-STRUCTURED-LOCATION"] = _apple_place(location, event.geo)
    if event.alarm_minutes is not None:
        component.add_component(_alarm(event.alarm_minutes, summary))
    return component


def _check(event: CalendarEvent) -> None:
    """Refuse what a reader would refuse or, worse, repair."""
    if not _UID.fullmatch(event.uid):
        raise ValueError(f"not a uid: {event.uid!r}")
    if event.sequence < 0:
        raise ValueError(f"{event.uid}: negative sequence")
    if event.alarm_minutes is not None and event.alarm_minutes < 0:
        raise ValueError(f"{event.uid}: alarm after the start")
    if event.geo is not None and not (abs(event.geo[0]) <= 90 and abs(event.geo[1]) <= 180):
        raise ValueError(f"{event.uid}: not on the globe")
    start, end = event.start, event.end
    if isinstance(start, WallTime) and isinstance(end, WallTime):
        if _to_second(end.instant) <= _to_second(start.instant):
            raise ValueError(f"{event.uid}: ends before it starts, or when it starts")
    elif isinstance(start, WallTime | dt.datetime) or isinstance(end, WallTime | dt.datetime):
        raise ValueError(f"{event.uid}: both ends are wall times, or both are dates")
    elif end < start:
        raise ValueError(f"{event.uid}: the last day is before the first")


def _utc(moment: dt.datetime) -> vDatetime:
    if moment.tzinfo is None:
        raise ValueError(f"no zone: {moment}")
    return vDatetime(moment.astimezone(UTC))


def _date(day: dt.date) -> vDate:
    return vDate(day, {"VALUE": "DATE"})


def _time(time: WallTime, zones: dict[str, Parameters]) -> vDatetime:
    if not _has_label(time):
        return _utc(time.instant)
    value = vDatetime(time.local)
    # Shared by all times of the zone: nothing changes parameters once they are made.
    value.params = zones.setdefault(time.zone, Parameters(TZID=time.zone))
    return value


def _has_label(time: WallTime) -> bool:
    """Whether the time stands in its zone: every reader has the rule, it is true then, and the clock
    shows the time once."""
    return (
        not _is_utc(time)
        and is_settled(time.zone)
        and holds(time.zone, time.local.year)
        and not time.is_awkward
    )


def _is_utc(time: WallTime) -> bool:
    found = rule(time.zone)
    return found is not None and found.summer is None and found.standard.name == "UTC"


def _keeps_zone(time: WallTime) -> bool:
    """The reader learns the local time from the times alone."""
    return _is_utc(time) or _has_label(time)


def _local_time(start: WallTime, end: WallTime, language: Language) -> str:
    _ = language
    return _("Local time: {start} to {end}").format(
        start=_in_words(start, language), end=_in_words(end, language)
    )


def _in_words(time: WallTime, language: Language) -> str:
    """Day, clock, zone and offset: "Sun 25 Oct 2026 02:30 (Europe/Copenhagen, UTC+01:00)"."""
    shown = time.in_zone(time.zone)  # what the clock shows, which a skipped time is not
    minutes = int(shown.offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    ahead = f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    day = day_in_words(shown.local.date(), language, year=True)
    return f"{day} {clock(shown.local, language)} ({time.zone}, {ahead})"


def _apple_place(location: str, geo: tuple[float, float]) -> Ready:
    """Apple shows a map only with this, and only if its title opens the LOCATION."""
    title, _, address = location.partition("\n")
    parameters = Parameters()
    parameters["VALUE"] = "URI"
    if address:
        parameters["X-ADDRESS"] = address
    parameters["X-APPLE-RADIUS"] = _APPLE_RADIUS
    parameters["X-TITLE"] = title
    return Ready("geo:{:.6f},{:.6f}".format(*geo), parameters)


def _alarm(minutes: int, summary: str) -> Component:
    alarm = Alarm()
    alarm["ACTION"] = Text("DISPLAY")
    alarm["DESCRIPTION"] = Text(summary or "Planner")
    alarm["TRIGGER"] = Ready(f"-PT{minutes}M")
    return alarm


def _read_back(data: bytes, lines: Contentlines, events: Sequence[CalendarEvent]) -> None:
    """Read the file as a stranger would, and compare it with what was asked for.

    Raises ``RuntimeError``: a difference is a defect of ours, and the file must not go out.
    """
    if _UNCLEAN.search(data):
        raise RuntimeError("the calendar has control characters or broken line ends")
    text = data.decode().replace("\r\n ", "")
    if text != "\r\n".join(lines):
        raise RuntimeError("the calendar reads back with other lines than were written")
    found = text.split("\r\n")
    own = found[found.index("BEGIN:VEVENT") :] if events else []
    told = [_told(line) for line in own if line.startswith(("UID:", "DTSTART", "DTEND"))]
    if told != [fact for event in events for fact in _facts(event)]:
        raise RuntimeError("the calendar reads back with other events or times")


def _told(line: str) -> str | dt.date:
    """The uid, the date, or the moment that the line gives a reader who knows one yearly rule."""
    head, _, value = line.partition(":")
    if head == "UID":
        return value
    if head.endswith("VALUE=DATE"):
        return dt.date.fromisoformat(value)
    moment = dt.datetime.fromisoformat(value)
    if moment.tzinfo is None and (found := rule(head.partition("TZID=")[2])):
        return found.instant(moment).replace(tzinfo=UTC)
    return moment


def _facts(event: CalendarEvent) -> tuple[str, dt.date, dt.date]:
    """What the file has to say about an event, in its order."""
    start, end = event.start, event.end
    if isinstance(start, WallTime) and isinstance(end, WallTime):
        return event.uid, _to_second(start.instant), _to_second(end.instant)
    assert not isinstance(start, WallTime)
    assert not isinstance(end, WallTime)
    return event.uid, start, end + _DAY


def _to_second(moment: dt.datetime) -> dt.datetime:
    return moment.replace(microsecond=0)
