"""What is broken in a calendar costs the events that are touched, and hardly any other (row E7)."""

from __future__ import annotations

import datetime as dt
import os
import random

from faults.mutated_files import _TOKENS
from faults.strange_calendars import ZONE, calendar, event
from planner.interchange import calendar_events
from planner.interchange.limits import Refused

COUNT = 20_000 if os.environ.get("PLANNER_LONG") else 250
FIRST, LAST = dt.date(2027, 5, 8), dt.date(2027, 6, 20)


def whole() -> bytes:
    """Thirty events of all sorts, with a zone that only the file describes."""
    events = [
        event(
            f"DTSTART;TZID=Ours:202705{day:02d}T090000" if day % 3 else f"DTSTART:202705{day:02d}T090000Z",
            "DURATION:PT1H",
            "DESCRIPTION:Talk\\, then\\nlunch and a line that is folded be\n cause it is long",
            "ATTENDEE;CN=Hanako Sato;PARTSTAT=ACCEPTED:mailto:sato@jst.example",
            "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM",
            uid=f"u{day}@example.org",
            title=f"Meeting {day}",
        )
        for day in range(1, 31)
    ]  # fmt: skip
    return calendar(ZONE.format(name="Ours", ahead="+0100"), *events)


def blocks(data: bytes) -> dict[str, tuple[int, int]]:
    """From where to where the event of each title goes."""
    found, place = {}, 0
    for number in range(1, 31):
        start = data.index(b"BEGIN:VEVENT\r\n", place)
        place = data.index(b"END:VEVENT\r\n", start) + len(b"END:VEVENT\r\n")
        found[f"Meeting {number}"] = (start, place)
    return found


def broken(data: bytes, draw: random.Random) -> tuple[bytes, list[tuple[int, int]]]:
    """The file with one to five changes within its events, and the ranges that they touch."""
    within = data.index(b"BEGIN:VEVENT"), data.rindex(b"END:VCALENDAR")
    touched, found = [], bytearray(data)
    places = sorted(draw.randrange(*within) for _change in range(draw.choice((1, 1, 2, 5))))
    for place in reversed(places):  # from behind, so that places stay those of the whole file
        length = min(draw.choice((1, 1, 4, 40)), within[1] - place)
        match draw.randrange(5):
            case 0:
                found[place] ^= 1 << draw.randrange(8)
                length = 1
            case 1:
                del found[place : place + length]
            case 2:
                found[place:place] = draw.choice(_TOKENS[:28])
                length = 1
            case 3:
                found[place : place + length] = draw.randbytes(length)
            case _:
                found[place:place] = found[place : place + length]
        touched.append((place - 1, place + length + 1))
    return bytes(found), touched


def test_more_than_nine_of_ten_untouched_events_are_read_whatever_is_broken_beside_them() -> None:
    data = whole()
    known = blocks(data)
    meant = {one["title"]: (one["start"], one["end"]) for one in read(data)}
    assert meant.keys() == known.keys()
    untouched = kept = refused = 0
    for seed in range(COUNT):
        changed, touched = broken(data, random.Random(f"events-{seed}"))
        sound = {
            title
            for title, (start, end) in known.items()
            if not any(start < last and first < end for first, last in touched)
        }
        found = {one["title"]: (one["start"], one["end"]) for one in read(changed)}
        refused += not found
        untouched += len(sound)
        kept += sum(found.get(title) == meant[title] for title in sound)
    print(
        f"{COUNT} files: {kept} of {untouched} untouched events ({kept / untouched:.2%}),", end=" "
    )
    print(f"{refused} refused")
    assert kept > untouched * 0.9


def read(data: bytes) -> list[dict[str, object]]:
    try:
        entries: list[dict[str, object]] = calendar_events.read(data, FIRST, LAST)["entries"]
    except Refused:
        return []
    return entries
