"""Who organises and attends the events of a calendar file, each person once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from planner.interchange.limits import MEGABYTE, Refused
from planner.interchange.people_rows import Entry, Rows, sheet_of
from planner.interchange.vcard_lines import Property, logical_lines, plain, property_of
from planner.text import clean_line

SIZE_LIMIT: Final = 20 * MEGABYTE
PARTS_LIMIT: Final = 50_000
DEPTH_LIMIT: Final = 6
LINE_LIMIT: Final = 256 * 1024
PEOPLE_LIMIT: Final = 20_000
_EVENTS: Final = 8
"""Titles of events that are noted with a person; more are counted."""
_NO_PEOPLE: Final = frozenset({"ROOM", "RESOURCE", "GROUP"})


def read(data: bytes) -> Rows:
    """:raises Refused: nobody in it, over a limit, or nested too deep."""
    if len(data) > SIZE_LIMIT:
        raise Refused(
            "too_large", megabytes=-(-len(data) // MEGABYTE), limit=SIZE_LIMIT // MEGABYTE
        )
    people: dict[str, Entry] = {}
    events: dict[str, dict[str, None]] = {}
    notices: Counter[str] = Counter()
    depth = parts = 0
    here: list[str] = []
    title = ""
    lines = list(logical_lines(data))
    for line in lines:
        if len(line) > LINE_LIMIT:
            notices["lines_too_long"] += 1
            continue
        start = line[:6].upper()
        if start == "BEGIN:":
            depth, parts = depth + 1, parts + 1
            if depth > DEPTH_LIMIT:
                raise Refused("nested", limit=DEPTH_LIMIT)
            if parts > PARTS_LIMIT:
                raise Refused("too_many_events", limit=PARTS_LIMIT)
        elif start.startswith("END:"):
            depth = max(0, depth - 1)
            for key in here if depth <= 1 else ():
                if title:
                    events[key][title] = None
            if depth <= 1:
                here, title = [], ""
        elif start.startswith(("ORGANI", "ATTEND")) and (one := property_of(line)) is not None:
            key = _take(people, one, notices)
            if key:
                events.setdefault(key, {})
                here.append(key)
        elif start == "SUMMAR" and (one := property_of(line)) is not None:
            title = clean_line(plain(one.value), limit=120)
    require_end(lines)
    if not people:
        raise Refused("no_attendees")
    for key, entry in people.items():
        titles = list(events[key])
        more = f" (+{len(titles) - _EVENTS})" if len(titles) > _EVENTS else ""
        entry.fields["notes"] = "; ".join(titles[:_EVENTS]) + more
    found = {kind: count for kind, count in notices.items() if count}
    return Rows(sheet_of(list(people.values())), found)


def require_end(lines: Sequence[str]) -> None:
    """What is missing of a calendar that was cut nobody knows, so that nothing of it is taken in.

    :raises Refused: behind the last part that begins no calendar ends.
    """
    for line in reversed(lines):
        frame = line[:20].strip().upper()
        if frame == "END:VCALENDAR":
            return
        if frame.startswith("BEGIN:"):
            raise Refused("calendar_cut")


def _take(people: dict[str, Entry], one: Property, notices: Counter[str]) -> str:
    """The key of the person; "" for rooms, and for an address without a name."""
    address = clean_line(re.sub(r"(?i)^mailto:", "", one.value.strip()))
    if set(one.parameters.get("CUTYPE", ())) & _NO_PEOPLE:
        notices["rooms"] += 1
        return ""
    name = clean_line(" ".join(one.parameters.get("CN", ()))).strip("\"'")
    if "@" in name or not name:
        name = ""
    mail = address if "@" in address else ""
    if not mail and one.parameters.get("EMAIL"):
        mail = clean_line(one.parameters["EMAIL"][0])
    if not name:
        notices["addresses_without_name"] += 1
        return ""
    key = mail.casefold() or name.casefold()
    if key not in people:
        if len(people) >= PEOPLE_LIMIT:
            raise Refused("too_many_people", limit=PEOPLE_LIMIT)
        people[key] = Entry()
        people[key].fields["full_name"] = name
        people[key].add_way("email", mail)
    return key
