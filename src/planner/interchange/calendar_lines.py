"""The lines of a calendar file sorted into its events and its zones, as far as they can be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from planner.interchange.calendar_people import (
    DEPTH_LIMIT,
    LINE_LIMIT,
    PARTS_LIMIT,
    require_end,
)
from planner.interchange.calendar_zones import Clock, ZoneBlock
from planner.interchange.limits import Refused
from planner.interchange.text_bytes import decoded
from planner.interchange.vcard_lines import Property, logical_lines, plain, property_of
from planner.text import clean_line

LINES_OF_EVENT: Final = 2_000
TITLE_LIMIT: Final = 300


@dataclass
class EventLines:
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
class CalendarLines:
    """``blocks`` are the zones that the file describes itself, by the name that it gives them."""

    events: list[EventLines] = field(default_factory=list)
    blocks: dict[str, ZoneBlock] = field(default_factory=dict)
    notices: Counter[str] = field(default_factory=Counter)


def sort_lines(data: bytes) -> CalendarLines:
    """:raises Refused: nested too deep, too many parts, or cut before its end."""
    sorting = _Sorting()
    lines = list(logical_lines(data))
    for line in lines:
        if len(line) > LINE_LIMIT:
            sorting.found.notices["lines_too_long"] += 1
            continue
        frame = line[:6].upper()
        if frame == "BEGIN:":
            sorting.begin(line[6:].strip().upper())
        elif frame.startswith("END:"):
            sorting.end()
        elif sorting.open_ones and line.strip():
            sorting.take(line)
    if sorting.found.events:
        require_end(lines)
    return sorting.found


def lines_of_events(data: bytes, numbers: Collection[int]) -> list[int]:
    """The lines of the file, from 1, in which these of its events begin."""
    text = decoded(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    begun = (
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line[:20].strip().upper() == "BEGIN:VEVENT"
    )
    return [line for number, line in enumerate(begun, 1) if number in numbers]


class _Sorting:
    """Where in the file the next line stands."""

    def __init__(self) -> None:
        self.found = CalendarLines()
        self.open_ones: list[str] = []
        self._event: EventLines | None = None
        self._block = ZoneBlock()
        self._clock: Clock | None = None
        self._method = ""
        self._first = 0
        """How many events the calendars before this one had: a file may hold several."""
        self._parts = 0

    def begin(self, name: str) -> None:
        if name == "VEVENT" and self._event is not None:  # the end of the one before is missing
            self.open_ones = ["VCALENDAR"]
            self._event = None
        self.open_ones.append(name)
        self._parts += 1
        if len(self.open_ones) > DEPTH_LIMIT:
            raise Refused("nested", limit=DEPTH_LIMIT)
        if self._parts > PARTS_LIMIT:
            raise Refused("too_many_events", limit=PARTS_LIMIT)
        if name == "VCALENDAR":
            self._method, self._first = "", len(self.found.events)
        elif name == "VEVENT":
            self._event = EventLines(len(self.found.events) + 1, self._method)
            self.found.events.append(self._event)
        elif name == "VTIMEZONE":
            self._block = ZoneBlock()
        elif name in ("STANDARD", "DAYLIGHT"):
            self._clock = Clock()
            self._block.clocks.append(self._clock)
        elif name in ("VTODO", "VJOURNAL", "VFREEBUSY"):
            self.found.notices["not_events"] += 1

    def end(self) -> None:
        name = self.open_ones.pop() if self.open_ones else ""
        if name == "VEVENT":
            self._event = None
        elif name == "VTIMEZONE" and (tzid := self._block.properties.get("TZID")):
            self.found.blocks[tzid] = self._block
        elif name in ("STANDARD", "DAYLIGHT"):
            self._clock = None

    def take(self, line: str) -> None:
        """One line of whatever is open; one that cannot be read costs itself."""
        try:
            one = property_of(line)
        except (ValueError, LookupError):
            one = None
        if one is None:
            self.found.notices["event_lines_unread"] += 1
            return
        here = self.open_ones[-1]
        if here == "VCALENDAR" and one.name == "METHOD" and not self._method:
            self._method = one.value.strip().upper()
            for earlier in self.found.events[self._first :]:  # some write it behind the events
                earlier.method = self._method
        elif here == "VEVENT" and self._event is not None:
            self._event.count += 1
            if self._event.count <= LINES_OF_EVENT:
                self._event.lines[one.name].append(one)
            else:
                self.found.notices["event_lines_cut"] += 1
        elif here == "VTIMEZONE":
            self._block.properties[one.name] = plain(one.value).strip()
        elif self._clock is not None and here in ("STANDARD", "DAYLIGHT"):
            self._clock.properties.setdefault(one.name, one)
