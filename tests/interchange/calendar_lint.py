"""A short reader of calendar files that shares no code with the writer, and what it objects to."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field

ONCE = {
    "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "SUMMARY", "DTSTART", "DTEND", "STATUS", "TRANSP",
}  # fmt: skip
MAYBE = {"LOCATION", "DESCRIPTION", "CATEGORIES", "GEO", "X-APPLE-STRUCTURED-LOCATION"}
ALLOWED = {
    "VCALENDAR": {"PRODID", "VERSION", "CALSCALE", "NAME", "X-WR-CALNAME"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "RRULE", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "RRULE", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"},
    "VEVENT": ONCE | MAYBE,
    "VALARM": {"ACTION", "DESCRIPTION", "TRIGGER"},
}
_LINE = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.S)
_PARAMETER = re.compile(r';([A-Z-]+)=(?:"([^"]*)"|([^";:,]*))')
_RULE = re.compile(r"FREQ=YEARLY;(BYMONTH=\d+;BYDAY=-?\d[A-Z]{2}|BYDAY=-?\d[A-Z]{2};BYMONTH=\d+)")


@dataclass
class Line:
    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Block:
    """A component with its lines and the components in it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def get(self, name: str) -> Line:
        (found,) = (line for line in self.lines if line.name == name)
        return found

    def value(self, name: str) -> str:
        """The value as it stands in the file, or nothing."""
        return next((line.value for line in self.lines if line.name == name), "")

    def text(self, name: str) -> str:
        """The value as a text, with its escapes undone from left to right."""
        return re.sub(
            r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], self.value(name), flags=re.S
        )

    def all(self, name: str) -> list[Block]:
        return [block for block in self.blocks if block.name == name]


def read(data: bytes) -> Block:
    """The calendar as blocks; anything that is not a calendar raises ``AssertionError``."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    for piece in physical:
        assert len(piece) <= 75, piece
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", piece), piece
        piece.decode()  # a fold is never inside a character
    root = Block("")
    stack = [root]
    for text in data[:-2].decode().replace("\r\n ", "").split("\r\n"):
        found = _LINE.fullmatch(text)
        assert found, text
        name, value = found[1], found[3]
        if name == "BEGIN":
            block = Block(value)
            stack[-1].blocks.append(block)
            stack.append(block)
        elif name == "END":
            assert stack.pop().name == value
        else:
            parameters = {key: quoted or bare for key, quoted, bare in _PARAMETER.findall(found[2])}
            stack[-1].lines.append(Line(name, parameters, value))
    assert stack == [root]
    (calendar,) = root.blocks
    return calendar


def lint(data: bytes) -> Block:
    """Read and judge: raises ``AssertionError`` for what some calendar program trips over."""
    calendar = read(data)
    assert calendar.name == "VCALENDAR"
    assert calendar.value("VERSION") == "2.0"
    assert calendar.value("NAME") == calendar.value("X-WR-CALNAME")
    _judge_names(calendar)
    zones = {zone.value("TZID") for zone in calendar.all("VTIMEZONE")}
    used: set[str] = set()
    for event in calendar.all("VEVENT"):
        used |= _judge_event(event)
    assert used == zones, "each zone that is used is described, and no other"
    for zone in calendar.all("VTIMEZONE"):
        _judge_zone(zone)
    uids = [event.value("UID") for event in calendar.all("VEVENT")]
    assert len(set(uids)) == len(uids)
    return calendar


def _judge_names(block: Block) -> None:
    counted = Counter(line.name for line in block.lines)
    assert set(counted) <= ALLOWED[block.name], (block.name, counted)
    assert set(counted.values()) <= {1}, (block.name, counted)
    for inner in block.blocks:
        _judge_names(inner)


def _judge_event(event: Block) -> set[str]:
    assert {line.name for line in event.lines} >= ONCE
    assert re.fullmatch(r"[!-~]{1,255}", event.value("UID"))
    assert re.fullmatch(r"\d+", event.value("SEQUENCE"))
    assert event.value("STATUS") in {"CONFIRMED", "TENTATIVE", "CANCELLED"}
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", event.value(name))
    for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        assert re.fullmatch(r"(?:\\[\\;,n]|[^\\;,])*", event.value(name)), event.value(name)
    if geo := event.value("GEO"):
        assert re.fullmatch(r"-?\d{1,2}\.\d+;-?\d{1,3}\.\d+", geo)
    zones = set()
    ends = [event.get("DTSTART"), event.get("DTEND")]
    for end in ends:
        if end.parameters == {"VALUE": "DATE"}:
            assert re.fullmatch(r"\d{8}", end.value)
        elif "TZID" in end.parameters:
            assert re.fullmatch(r"\d{8}T\d{6}", end.value)
            zones.add(end.parameters["TZID"])
        else:
            assert re.fullmatch(r"\d{8}T\d{6}Z", end.value), "no floating times"
    assert len({len(end.value) == 8 for end in ends}) == 1
    for alarm in event.all("VALARM"):
        assert alarm.value("ACTION") == "DISPLAY"
        assert alarm.value("DESCRIPTION")
        assert re.fullmatch(r"-PT\d+M", alarm.value("TRIGGER"))
    return zones


def _judge_zone(zone: Block) -> None:
    standard, summer = zone.all("STANDARD"), zone.all("DAYLIGHT")
    assert len(standard) == 1
    assert len(summer) <= 1
    for part in standard + summer:
        dt.datetime.strptime(part.value("DTSTART"), "%Y%m%dT%H%M%S")
        if summer:
            assert _RULE.fullmatch(part.value("RRULE"))
        else:
            assert not part.value("RRULE")
            assert part.value("TZOFFSETFROM") == part.value("TZOFFSETTO")
