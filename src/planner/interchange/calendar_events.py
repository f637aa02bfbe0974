"""The events of a calendar file, as JSON can hold them: series laid out, a bad event costs itself.

Sources: RFC 5545, RFC 7986, [MS-STANOICAL] for what Outlook writes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from planner.domain.calendar_entries import NEAR_DAYS, CalendarEntry, EntryTime, ZoneSource
from planner.domain.times import FIRST_YEAR, LAST_YEAR, WallTime
from planner.domain.words import plain as as_json
from planner.interchange.calendar_people import DEPTH_LIMIT, LINE_LIMIT, PARTS_LIMIT, SIZE_LIMIT
from planner.interchange.calendar_series import MOST, RuleUnread, has_time_left, laid_out
from planner.interchange.calendar_zones import Clock, ZoneBlock, Zones, in_zone, naive
from planner.interchange.limits import MEGABYTE, Refused
from planner.interchange.vcard_lines import Property, logical_lines, parts, plain, property_of
from planner.text import clean_line, clean_text

ENTRY_LIMIT: Final = 5_000
LINES_OF_EVENT: Final = 2_000
TITLE_LIMIT: Final = 300
TEXT_LIMIT: Final = 16_000
ATTENDEE_LIMIT: Final = 200
_ANSWERS: Final = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})
"""What people send back to an invitation: no event to take in."""
_DAY: Final = dt.timedelta(1)
_HOUR: Final = dt.timedelta(hours=1)
_DURATION: Final = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?"
)
_MARKUP: Final = re.compile(r"(?i)<(?:br|p|div|span|html|body|a|b|i|ul|li|table|font)\b[^<>]*/?>")
_BREAKS: Final = re.compile(r"(?i)<(?:br|/p|/div|/li|/tr)\s*/?>")
_TAGS: Final = re.compile(r"<[^<>]*>")
_HIDDEN: Final = re.compile(r"(?is)<(style|script|head|title)\b.*?</\1\s*>")


@dataclass
class _Event:
    """The lines of one VEVENT by name; ``method`` is that of its calendar."""

    number: int
    method: str = ""
    lines: dict[str, list[Property]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0

    def first(self, name: str) -> Property | None:
        return next(iter(self.lines.get(name, ())), None)

    def text(self, name: str, limit: int = TITLE_LIMIT) -> str:
        one = self.first(name)
        return clean_line(plain(one.value), limit=limit) if one else ""

    def word(self, name: str) -> str:
        return self.text(name).upper()

    @property
    def rank(self) -> tuple[int, str]:
        """Of two versions of an event the one with the higher rank holds."""
        sequence = self.text("SEQUENCE")
        stamp = self.text("LAST-MODIFIED") or self.text("DTSTAMP")
        return (int(sequence) if sequence.isdecimal() and len(sequence) < 9 else 0, stamp)


@dataclass
class _Calendar:
    events: list[_Event] = field(default_factory=list)
    blocks: dict[str, ZoneBlock] = field(default_factory=dict)
    notices: Counter[str] = field(default_factory=Counter)


def read(data: bytes, first: dt.date, last: dt.date) -> dict[str, Any]:
    """``entries``, ``series`` and ``notices``; series give their days from ``first`` to ``last``.

    :raises Refused: no events, over a limit, or nested too deep.
    """
    if len(data) > SIZE_LIMIT:
        raise Refused(
            "too_large", megabytes=-(-len(data) // MEGABYTE), limit=SIZE_LIMIT // MEGABYTE
        )
    found = _calendar(data)
    if not found.events:
        raise Refused("no_events")
    entries, series = _Laying(found, first, last).entries()
    notices = {kind: number for kind, number in found.notices.items() if number}
    return {"entries": as_json(entries), "series": sorted(series), "notices": notices}


# lines


def _calendar(data: bytes) -> _Calendar:
    found = _Calendar()
    lines = list(logical_lines(data))
    last = lines.pop().strip()
    if last.upper().startswith("END:"):
        lines.append(last)
    elif last:
        found.notices["calendar_cut"] = 1  # half a line is none
    open_ones: list[str] = []
    event: _Event | None = None
    block = ZoneBlock()
    clock: Clock | None = None
    method = ""
    seen = 0
    for line in lines:
        if len(line) > LINE_LIMIT:
            found.notices["lines_too_long"] += 1
            continue
        frame = line[:6].upper()
        if frame == "BEGIN:":
            name = line[6:].strip().upper()
            if name == "VEVENT" and event is not None:  # the end of the one before is missing
                open_ones = ["VCALENDAR"]
                event = None
            open_ones.append(name)
            seen += 1
            if len(open_ones) > DEPTH_LIMIT:
                raise Refused("nested", limit=DEPTH_LIMIT)
            if seen > PARTS_LIMIT:
                raise Refused("too_many_events", limit=PARTS_LIMIT)
            if name == "VCALENDAR":
                method = ""
            elif name == "VEVENT":
                event = _Event(len(found.events) + 1, method)
                found.events.append(event)
            elif name == "VTIMEZONE":
                block = ZoneBlock()
            elif name in ("STANDARD", "DAYLIGHT"):
                clock = Clock()
                block.clocks.append(clock)
            elif name in ("VTODO", "VJOURNAL", "VFREEBUSY"):
                found.notices["not_events"] += 1
        elif frame.startswith("END:"):
            name = open_ones.pop() if open_ones else ""
            if name == "VEVENT":
                event = None
            elif name == "VTIMEZONE" and (tzid := block.properties.get("TZID")):
                found.blocks[tzid] = block
            elif name in ("STANDARD", "DAYLIGHT"):
                clock = None
        elif open_ones and (one := _property(line, found)) is not None:
            here = open_ones[-1]
            if here == "VCALENDAR" and one.name == "METHOD":
                method = one.value.strip().upper()
                for earlier in found.events:  # some programs write it behind the events
                    earlier.method = earlier.method or method
            elif here == "VEVENT" and event is not None:
                event.count += 1
                if event.count <= LINES_OF_EVENT:
                    event.lines[one.name].append(one)
            elif here == "VTIMEZONE":
                block.properties[one.name] = plain(one.value).strip()
            elif clock is not None and here in ("STANDARD", "DAYLIGHT"):
                clock.properties.setdefault(one.name, one)
    return found


def _property(line: str, found: _Calendar) -> Property | None:
    if not line.strip():
        return None
    try:
        one = property_of(line)
    except (ValueError, LookupError):
        one = None
    if one is None:
        found.notices["event_lines_unread"] += 1
    return one


# events


class _Laying:
    """One file on its way from events to entries."""

    def __init__(self, calendar: _Calendar, first: dt.date, last: dt.date) -> None:
        self._calendar, self._notices = calendar, calendar.notices
        self._zones = Zones(calendar.blocks)
        self._first = dt.datetime.combine(first, dt.time())
        self._last = dt.datetime.combine(last, dt.time(23, 59))

    def entries(self) -> tuple[list[CalendarEntry], set[str]]:
        masters: dict[str, _Event] = {}
        overrides: dict[str, dict[str, _Event]] = defaultdict(dict)
        for event in self._calendar.events:
            if event.method in _ANSWERS:
                self._notices["event_answers"] += 1
                continue
            uid = self._uid(event)
            again = event.first("RECURRENCE-ID")
            group = masters if again is None else overrides[uid]
            key = uid if again is None else again.value.strip().upper()
            if key in group:
                self._notices["events_older"] += 1
            if key not in group or event.rank >= group[key].rank:
                group[key] = event
        series = {uid for uid, one in masters.items() if one.lines.keys() & {"RRULE", "RDATE"}}
        entries = (
            entry
            for uid in dict.fromkeys([*masters, *overrides])
            for entry in self._of(uid, masters.get(uid), list(overrides.get(uid, {}).values()))
        )
        return self._bounded(entries), series | {uid for uid in overrides if overrides[uid]}

    def _bounded(self, entries: Iterable[CalendarEntry]) -> list[CalendarEntry]:
        """In the order of the file; where there are too many, those near the visit come first."""
        reach = dt.timedelta(NEAR_DAYS)
        near: list[tuple[int, CalendarEntry]] = []
        far: list[tuple[int, CalendarEntry]] = []
        for place, entry in enumerate(entries):
            is_near = (
                entry.end.local >= self._first - reach and entry.start.local <= self._last + reach
            )
            kept = near if is_near else far
            if len(kept) < ENTRY_LIMIT:
                kept.append((place, entry))
            else:
                self._notices["entries_cut" if is_near else "events_far"] += 1
        room = ENTRY_LIMIT - len(near)
        self._notices["events_far"] += len(far[room:])
        return [entry for _place, entry in sorted([*near, *far[:room]], key=lambda one: one[0])]

    def _uid(self, event: _Event) -> str:
        """The UID; of an event without one its title and start, which a second reading has, too."""
        uid = event.text("UID", 500)
        if uid:
            return uid
        start = event.first("DTSTART")
        said = f"{event.text('SUMMARY')}\n{start.value if start else ''}"
        return "none-" + hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]

    def _of(
        self, uid: str, master: _Event | None, overrides: list[_Event]
    ) -> Iterator[CalendarEntry]:
        """The entries of one UID; what cannot be understood of it is counted."""
        whole = self._read(uid, master) if master is not None else None
        days: dict[dt.datetime, str] = {}
        if whole is not None and master is not None:
            if master.lines.keys() & {"RRULE", "RDATE"}:
                days, remark = self._days(master, whole)
                if remark:
                    whole = replace(whole, remarks=(*whole.remarks, remark))
            else:
                yield whole
        for event in overrides:
            entry = self._read(uid, event)
            if entry is None:
                continue
            original = self._original(event, whole or entry)
            if original is None:
                self._notices["events_unread"] += 1
                continue
            named = days.pop(original, "") or f"{original:%Y-%m-%d}"
            near = self._first <= original <= self._last
            if near or self._first <= entry.start.local <= self._last:
                yield replace(entry, occurrence=named)
        if whole is not None:
            for moment, named in days.items():
                yield _moved(whole, moment, named)

    def _read(self, uid: str, event: _Event) -> CalendarEntry | None:
        try:
            return self._entry(uid, event)
        except (ValueError, OverflowError):
            self._notices["events_unread"] += 1
            return None

    def _entry(self, uid: str, event: _Event) -> CalendarEntry:
        """:raises ValueError: it has no start that can be read."""
        begins = event.first("DTSTART")
        if begins is None:
            raise ValueError("no start")
        remarks: list[str] = []
        start, all_day = self._time(begins), _is_date(begins)
        end, all_day = self._end(event, start, all_day, remarks)
        cancelled = event.method == "CANCEL" or event.word("STATUS") == "CANCELLED"
        organiser = event.first("ORGANIZER")
        attendees = [_contact(one) for one in event.lines.get("ATTENDEE", ())[:ATTENDEE_LIMIT]]
        if any(
            "THISANDFUTURE" in (word.upper() for word in one.parameters.get("RANGE", ()))
            for one in event.lines.get("RECURRENCE-ID", ())
        ):
            remarks.append("event.and_future")
        tzid = next(iter(begins.parameters.get("TZID", ())), "")
        return CalendarEntry(
            number=event.number,
            uid=uid,
            title=event.text("SUMMARY"),
            start=start,
            end=end,
            all_day=all_day,
            status="CANCELLED" if cancelled else event.word("STATUS"),
            location=_place(event),
            description=_description(event),
            categories=tuple(
                clean_line(word, limit=80)
                for one in event.lines.get("CATEGORIES", ())
                for word in parts(one.value, ",")
                if word.strip()
            )[:20],
            organiser=_contact(organiser) if organiser else ("", ""),
            attendees=tuple(one for one in attendees if any(one)),
            sequence=event.rank[0],
            is_private=event.word("CLASS") in ("PRIVATE", "CONFIDENTIAL"),
            zone_name=clean_line(tzid, limit=120),
            remarks=tuple(remarks),
        )

    def _time(self, one: Property) -> EntryTime:
        """:raises ValueError: no time, or of a year that cannot be meant."""
        local = naive(one.value).replace(second=0)
        if not FIRST_YEAR <= local.year <= LAST_YEAR:
            raise ValueError(one.value)
        tzid = next(iter(one.parameters.get("TZID", ())), "")
        if one.value.strip().upper().endswith("Z"):
            return EntryTime(local, "UTC", ZoneSource.UTC)
        if not tzid or _is_date(one):
            return EntryTime(local)
        return self._zones.time(local, tzid)

    def _end(
        self, event: _Event, start: EntryTime, all_day: bool, remarks: list[str]
    ) -> tuple[EntryTime, bool]:
        """The end, and whether the event takes whole days; its last day then, not the one after."""
        end = None
        if (one := event.first("DTEND")) is not None:
            try:
                end = self._time(one)
            except ValueError:
                remarks.append("event.end_unread")
        elif (one := event.first("DURATION")) is not None:
            end = _after(start, one.value.strip().upper())
        midnight = dt.time()
        flag = event.word("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
        if flag and start.local.time() == midnight and end and end.local.time() == midnight:
            all_day = True  # Outlook writes whole days as times of its own zone
        if all_day:
            first = start.local
            last = end.local - _DAY if end is not None and end.local > first else first
            return replace(start, local=dt.datetime.combine(last.date(), midnight)), True
        if end is None:
            remarks.append("event.no_end")
            return replace(start, local=start.local + _HOUR), False
        if _instant(end) < _instant(start):
            remarks.append("event.end_before_start")
            return replace(start, local=start.local + _HOUR), False
        if end == start:
            remarks.append("event.no_end")
            return replace(start, local=start.local + _HOUR), False
        return end, False

    # series

    def _days(self, master: _Event, whole: CalendarEntry) -> tuple[dict[dt.datetime, str], str]:
        """The starts of a series with the names of their days, and what is to be said of it."""
        length = whole.end.local - whole.start.local
        reach = max(length, dt.timedelta(0)) + _DAY
        moments: set[dt.datetime] = {whole.start.local}
        remark = ""
        for rule in master.lines.get("RRULE", ()):
            try:
                if not has_time_left():
                    raise RuleUnread(rule.value)
                moments |= set(
                    laid_out(
                        whole.start.local,
                        rule.value,
                        dt.datetime.combine((self._first - reach).date(), dt.time()),
                        self._last + _DAY,
                        lambda text: self._until(text, whole.start),
                    )
                )
            except RuleUnread:
                remark = "event.rule_unread"
        moments |= set(self._listed(master, "RDATE", whole.start))
        names = _named_days(sorted(moments))
        dropped = set(self._listed(master, "EXDATE", whole.start))
        whole_days = {one for one in dropped if whole.all_day or one.time() == dt.time()}
        shown: dict[dt.datetime, str] = {}
        for moment, named in names.items():
            gone = moment in dropped or dt.datetime.combine(moment.date(), dt.time()) in whole_days
            if not gone and moment + length >= self._first and moment <= self._last:
                shown[moment] = named
        if len(shown) > MOST:
            remark = remark or "event.series_cut"
            self._notices["series_cut"] += 1
            shown = dict(list(shown.items())[:MOST])
        return shown, remark

    def _until(self, text: str, start: EntryTime) -> dt.datetime:
        """The end of a series on its own clock; a date takes in the whole day."""
        until = naive(text)
        if "T" not in text.upper():
            return until + _DAY - dt.timedelta(seconds=1)
        if text.strip().upper().endswith("Z"):
            return in_zone(EntryTime(until, "UTC"), start.zone)
        return until

    def _listed(self, event: _Event, name: str, start: EntryTime) -> Iterator[dt.datetime]:
        for one in event.lines.get(name, ()):
            for part in one.value.split(",")[:1000]:
                try:
                    single = replace(one, value=part.partition("/")[0])
                    yield in_zone(self._time(single), start.zone)
                except ValueError:
                    self._notices["event_lines_unread"] += 1

    def _original(self, event: _Event, whole: CalendarEntry) -> dt.datetime | None:
        """Which start of the series an event stands in for."""
        one = event.first("RECURRENCE-ID")
        assert one is not None
        try:
            moment = in_zone(self._time(one), whole.start.zone)
        except ValueError:
            return None
        if _is_date(one) and not whole.all_day:
            return dt.datetime.combine(moment.date(), whole.start.local.time())
        return moment


def _named_days(moments: list[dt.datetime]) -> dict[dt.datetime, str]:
    """Each start with its day; of several on a day the second is "#2"."""
    seen: Counter[dt.date] = Counter()
    names: dict[dt.datetime, str] = {}
    for moment in moments:
        seen[moment.date()] += 1
        place = seen[moment.date()]
        names[moment] = f"{moment:%Y-%m-%d}" + (f"#{place}" if place > 1 else "")
    return names


def _moved(whole: CalendarEntry, moment: dt.datetime, named: str) -> CalendarEntry:
    """The entry of a series on another of its days, as long by the clock."""
    later = moment - whole.start.local
    return replace(
        whole,
        occurrence=named,
        start=replace(whole.start, local=moment),
        end=replace(whole.end, local=whole.end.local + later),
    )


# values


def _is_date(one: Property) -> bool:
    return "T" not in one.value.upper()


def _instant(time: EntryTime) -> dt.datetime:
    return WallTime(time.local, time.zone or "UTC").instant


def _after(start: EntryTime, text: str) -> EntryTime | None:
    """The end after a duration: its days by the calendar, its hours as they pass."""
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    day = replace(start, local=start.local + dt.timedelta(weeks=weeks, days=days))
    passed = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if not passed:
        return day
    return replace(day, local=WallTime(day.local, day.zone or "UTC").plus(passed).local)


def _contact(one: Property) -> tuple[str, str]:
    address = clean_line(re.sub(r"(?i)^mailto:", "", one.value.strip()), limit=254)
    if "@" not in address:
        address = clean_line(" ".join(one.parameters.get("EMAIL", ())), limit=254)
    name = clean_line(" ".join(one.parameters.get("CN", ())), limit=200).strip("\"'")
    return ("" if "@" in name else name, address if "@" in address else "")


def _place(event: _Event) -> str:
    one = event.first("LOCATION")
    lines = clean_text(plain(one.value), limit=500).split("\n") if one else []
    return ", ".join(part for line in lines if (part := line.strip(" ,")))


def _description(event: _Event) -> str:
    """Plain text; of what only has a page of HTML its words."""
    one = event.first("DESCRIPTION")
    text = plain(one.value) if one else ""
    if not text.strip() and (page := event.first("X-ALT-DESC")) is not None:
        text = plain(page.value)
    text = text[: 4 * TEXT_LIMIT]
    if _MARKUP.search(text):
        text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", _HIDDEN.sub("", text))))
    text = re.sub(r"[ \t]+\n", "\n", clean_text(text, limit=TEXT_LIMIT))
    text = re.sub(r"\n{3,}", "\n\n", text)
    link = event.text("URL", 1000)
    return f"{text}\n{link}".strip() if link and link not in text else text
