"""The events of a calendar file, as JSON can hold them: series laid out, a bad event costs itself.

Sources: RFC 5545, RFC 7986, [MS-STANOICAL] for what Outlook writes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from planner.domain.calendar_entries import NEAR_DAYS, CalendarEntry, EntryTime, ZoneSource
from planner.domain.times import FIRST_YEAR, LAST_YEAR, WallTime
from planner.domain.words import plain as as_json
from planner.interchange import calendar_texts
from planner.interchange.calendar_lines import (
    CalendarLines,
    EventLines,
    lines_of_events,
    sort_lines,
)
from planner.interchange.calendar_people import SIZE_LIMIT
from planner.interchange.calendar_series import MOST, Days, RuleUnread, laid_out
from planner.interchange.calendar_zones import Zones, naive
from planner.interchange.limits import MEGABYTE, Refused
from planner.interchange.vcard_lines import Property, parts
from planner.text import clean_line

ENTRY_LIMIT: Final = 5_000
ATTENDEE_LIMIT: Final = 200
LINES_NAMED: Final = 20
"""Of events that cannot be understood."""
_ANSWERS: Final = frozenset({"REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"})
"""What people send back to an invitation: no event to take in."""
_DAY: Final = dt.timedelta(1)
_HOUR: Final = dt.timedelta(hours=1)
_DURATION: Final = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?"
)


def read(data: bytes, first: dt.date, last: dt.date) -> dict[str, Any]:
    """``entries``, ``series``, ``notices``, and where events begin that cannot be understood; series give
    their days from ``first`` to ``last``.

    :raises Refused: no events, over a limit, or nested too deep.
    """
    if len(data) > SIZE_LIMIT:
        raise Refused(
            "too_large", megabytes=-(-len(data) // MEGABYTE), limit=SIZE_LIMIT // MEGABYTE
        )
    found = sort_lines(data)
    if not found.events:
        raise Refused("no_events")
    laying = _Laying(found, first, last)
    entries, series = laying.entries()
    notices = {kind: number for kind, number in found.notices.items() if number}
    return {
        "entries": as_json(entries),
        "series": sorted(series),
        "notices": notices,
        "unread_lines": lines_of_events(data, laying.unread)[:LINES_NAMED] if laying.unread else [],
    }


# events


class _Laying:
    """One file on its way from events to entries."""

    def __init__(self, calendar: CalendarLines, first: dt.date, last: dt.date) -> None:
        self._calendar, self._notices = calendar, calendar.notices
        self._zones = Zones(calendar.blocks)
        self._days_left = Days()
        self.unread: set[int] = set()
        """The numbers of the events that cannot be understood."""
        self._first = dt.datetime.combine(first, dt.time())
        self._last = dt.datetime.combine(last, dt.time(23, 59))

    def entries(self) -> tuple[list[CalendarEntry], set[str]]:
        masters: dict[str, EventLines] = {}
        overrides: dict[str, dict[str, EventLines]] = defaultdict(dict)
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
        for event in self._calendar.events:
            self._notices["event_attachments"] += len(event.lines.get("ATTACH", ()))
        entries = (
            entry
            for uid in dict.fromkeys([*masters, *overrides])
            for entry in map(
                self._settled,
                self._of(uid, masters.get(uid), list(overrides.get(uid, {}).values())),
            )
        )
        bounded = self._bounded(entries)
        self._notices["zone_rules"] = self._zones.otherwise
        return bounded, series | {uid for uid in overrides if overrides[uid]}

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

    def _settled(self, entry: CalendarEntry) -> CalendarEntry:
        if entry.all_day or ZoneSource.OFFSET not in (entry.start.source, entry.end.source):
            return entry
        settled = self._zones.settled
        return replace(entry, start=settled(entry.start), end=settled(entry.end))

    def _uid(self, event: EventLines) -> str:
        """The UID; of an event without one its title and start, which a second reading has, too."""
        uid = event.text("UID", 500)
        if uid:
            return uid
        start = event.first("DTSTART")
        said = f"{event.text('SUMMARY')}\n{start.value if start else ''}"
        return "none-" + hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]

    def _of(
        self, uid: str, master: EventLines | None, overrides: list[EventLines]
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
                self._leave_out(event)
                continue
            named = days.pop(original, "") or f"{original:%Y-%m-%d}"
            near = self._first <= original <= self._last
            if near or self._first <= entry.start.local <= self._last:
                yield replace(entry, occurrence=named)
        if whole is not None:
            for moment, named in days.items():
                yield _moved(whole, moment, named)

    def _read(self, uid: str, event: EventLines) -> CalendarEntry | None:
        try:
            return self._entry(uid, event)
        except (ValueError, OverflowError):
            self._leave_out(event)
            return None

    def _leave_out(self, event: EventLines) -> None:
        self._notices["events_unread"] += 1
        self.unread.add(event.number)

    def _entry(self, uid: str, event: EventLines) -> CalendarEntry:
        """:raises ValueError: it has no start that can be read."""
        begins = event.first("DTSTART")
        if begins is None:
            raise ValueError("no start")
        remarks: list[str] = []
        start, all_day = self._time(begins), _is_date(begins)
        end, all_day = self._end(event, start, all_day, remarks)
        if not all_day and end.zone:
            start = self._zones.settled(start)
        cancelled = event.method == "CANCEL" or event.word("STATUS") == "CANCELLED"
        organiser = event.first("ORGANIZER")
        self._notices["guests_cut"] += len(event.lines.get("ATTENDEE", ())[ATTENDEE_LIMIT:])
        attendees = [
            calendar_texts.contact(one) for one in event.lines.get("ATTENDEE", ())[:ATTENDEE_LIMIT]
        ]
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
            location=calendar_texts.place(event),
            description=calendar_texts.description(event),
            categories=tuple(
                clean_line(word, limit=80)
                for one in event.lines.get("CATEGORIES", ())
                for word in parts(one.value, ",")
                if word.strip()
            )[:20],
            organiser=calendar_texts.contact(organiser) if organiser else ("", ""),
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
        self, event: EventLines, start: EntryTime, all_day: bool, remarks: list[str]
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
        if (
            end is not None and end.named != start.named
        ):  # compared as moments, on no clock of a file
            start, end = self._zones.settled(start), self._zones.settled(end)
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

    def _days(self, master: EventLines, whole: CalendarEntry) -> tuple[dict[dt.datetime, str], str]:
        """The starts of a series with the names of their days, and what is to be said of it."""
        length = whole.end.local - whole.start.local
        reach = max(length, dt.timedelta(0)) + _DAY
        moments: set[dt.datetime] = {whole.start.local}
        remark = ""
        for rule in master.lines.get("RRULE", ()):
            try:
                if "EXRULE" in master.lines:  # given up long ago; what it takes away is not known
                    raise RuleUnread(rule.value)
                moments |= set(
                    laid_out(
                        whole.start.local,
                        rule.value,
                        dt.datetime.combine((self._first - reach).date(), dt.time()),
                        self._last + _DAY,
                        lambda text: self._until(text, whole.start),
                        self._days_left,
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
            is_near = moment + length >= self._first and moment <= self._last
            # Of a series that is not followed the first day stays, wherever it is: it says so.
            if not gone and (is_near or (remark and moment == whole.start.local)):
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
            return self._zones.beside(EntryTime(until, "UTC", ZoneSource.UTC), start)
        return until

    def _listed(self, event: EventLines, name: str, start: EntryTime) -> Iterator[dt.datetime]:
        for one in event.lines.get(name, ()):
            for part in one.value.split(",")[:1000]:
                try:
                    single = replace(one, value=part.partition("/")[0])
                    yield self._zones.beside(self._time(single), start)
                except ValueError:
                    self._notices["event_lines_unread"] += 1

    def _original(self, event: EventLines, whole: CalendarEntry) -> dt.datetime | None:
        """Which start of the series an event stands in for."""
        one = event.first("RECURRENCE-ID")
        assert one is not None
        try:
            moment = self._zones.beside(self._time(one), whole.start)
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
    """The entry of a series on another of its days, as long as it really lasts (RFC 5545, 3.8.5.3)."""
    start = replace(whole.start, local=moment, second=False)
    if whole.all_day or whole.unknown_zones:
        later = moment - whole.start.local
        end = replace(whole.end, local=whole.end.local + later, second=False)
    else:
        length = _instant(whole.end) - _instant(whole.start)
        there = _wall(start).plus(length).in_zone(whole.end.zone or "UTC").local
        end = replace(whole.end, local=there.replace(fold=0), second=bool(there.fold))
    return replace(whole, occurrence=named, start=start, end=end)


# values


def _is_date(one: Property) -> bool:
    return "T" not in one.value.upper()


def _wall(time: EntryTime) -> WallTime:
    return WallTime(time.local.replace(fold=int(time.second)), time.zone or "UTC")


def _instant(time: EntryTime) -> dt.datetime:
    return _wall(time).instant


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
    there = _wall(day).plus(passed).local
    return replace(day, local=there.replace(fold=0), second=bool(there.fold))
