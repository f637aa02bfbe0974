"""Calendars made to hurt: rows E1 to E20 of the table of faults."""

from __future__ import annotations

import base64
from collections.abc import Callable

from faults.strange_case import Case

START = "DTSTART:20270511T090000Z"
GUEST = "ATTENDEE;CN=Hanako Sato:mailto:sato@jst.example"
ZONE = "BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\n\
TZOFFSETTO:{ahead}\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\n\
DTSTART:19700329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:{ahead}\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n\
END:DAYLIGHT\nEND:VTIMEZONE\n"


def event(*lines: str, uid: str = "one@example.org", title: str = "Round table") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT", ""))


def calendar(*parts: str, end: str = "\r\n") -> bytes:
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", end).encode()


def _cut() -> bytes:
    whole = calendar(*(event(START, GUEST, uid=f"u{n}", title=f"Meeting {n}") for n in range(10)))
    return whole[: whole.index(b"Meeting 6")]


def _ruled(*rules: str, start: str = "DTSTART:20270511T090000") -> Callable[[], bytes]:
    return lambda: calendar(event(start, "DTEND:20270511T100000", *rules))


def _hourly(count: int, rule: str) -> bytes:
    return calendar(
        *(
            event("DTSTART:19700101T080000", "DTEND:19700101T083000", f"RRULE:{rule}", uid=f"u{n}")
            for n in range(count)
        )
    )


def _zoned(name: str) -> Callable[[], bytes]:
    return lambda: calendar(event(f"DTSTART;TZID={name}:20270511T090000", GUEST))


def _hundred() -> bytes:
    """One bad event among a hundred."""
    good = [event(START, uid=f"u{n}", title=f"Meeting {n}") for n in range(99)]
    good.insert(50, event("DTSTART:soon", "RRULE;;;:::", uid="bad", title="Bad"))
    return calendar(*good)


def _many(count: int) -> bytes:
    one = b"BEGIN:VEVENT\r\nUID:%d\r\nSUMMARY:A\r\nDTSTART:20270511T090000Z\r\nEND:VEVENT\r\n"
    return b"BEGIN:VCALENDAR\r\n" + b"".join(one % n for n in range(count)) + b"END:VCALENDAR\r\n"


def _own_zone(count: int) -> bytes:
    """As many events as are read, all in a zone that only the file knows."""
    one = event("DTSTART;TZID=Ours:20270511T090000", "DTEND;TZID=Ours:20270511T100000", uid="{n}")
    return calendar(
        ZONE.format(name="Ours", ahead="+0345"), *(one.replace("{n}", str(n)) for n in range(count))
    )


ATTACHED = (
    "ATTACH:file:///etc/passwd",
    "ATTACH:http://bad.example/a.exe",
    "ATTACH:javascript:alert(1)",
    "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + base64.b64encode(b"x" * 100_000).decode(),
)
NO_ZONE = "is not known. Say which city is meant"

CASES: tuple[Case, ...] = (
    Case("E1", "a line of a million signs",
         lambda: calendar(event(START, GUEST, "DESCRIPTION:" + "x" * 1_000_000)), "Long lines", people=1, events=1),
    Case("E1", "a line of nineteen million signs",
         lambda: calendar(event(START, GUEST, "DESCRIPTION:" + "x" * 19_000_000)), "Long lines", people=1, events=1, heavy=True),
    Case("E1", "a line folded a million times",
         lambda: calendar(event(START, GUEST, "DESCRIPTION:" + "x\n " * 1_000_000)), "Long lines", people=1, events=1),
    Case("E2", "200,000 parts within each other", lambda: b"BEGIN:VCALENDAR\r\n" * 200_000, "parts inside parts"),
    Case("E3", "cut in the middle", _cut, "stops in the middle: the end of the calendar is missing"),
    Case("E3", "cut between two events", lambda: _cut().rpartition(b"BEGIN:VEVENT")[0],
         "stops in the middle: the end of the calendar is missing"),
    Case("E3", "a mail’s footer behind its end", lambda: calendar(event(START, GUEST)) + b"\r\n-- \r\nSent", people=1, events=1),
    Case("E4", "line ends of old Macs", lambda: calendar(event(START, GUEST), end="\r"), people=1, events=1),
    Case("E4", "line ends of every kind",
         lambda: calendar(event(START, GUEST)).replace(b"\r\nUID", b"\nUID").replace(b"\r\nSUM", b"\rSUM"), people=1, events=1),
    Case("E5", "nothing at all", lambda: b"", "is empty"),
    Case("E5", "a page to sign in", lambda: b"<!DOCTYPE html><html><body>Sign in</body></html>", "is a web page"),
    Case("E6", "letters of Windows",
         lambda: calendar(event(START, "ATTENDEE;CN=Åse Sørensen:mailto:aase@nbi.example")).decode().encode("cp1252"),
         "in 1 lines they were guessed", people=1, events=1),
    Case("E6", "UTF-16",
         lambda: calendar(event(START, GUEST)).decode().encode("utf-16"), people=1, events=1),
    Case("E7", "one bad event of a hundred", _hundred, "Events that could not be understood (1)", events=99),
    Case("E8", "each second a thousand million times", _ruled("RRULE:FREQ=SECONDLY;COUNT=1000000000"),
         "only its first day was taken", events=1),
    Case("E8", "each minute of each hour of each day",
         _ruled("RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=" + ",".join(map(str, range(60)))),
         "only its first day was taken", events=1),
    Case("E9", "each naught days", _ruled("RRULE:FREQ=DAILY;INTERVAL=0"), "only its first day was taken", events=1),
    Case("E10", "a rule that takes every day out again",
         _ruled("RRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY"), "only its first day was taken", events=1),
    Case("E10", "a rule for days that never come",
         lambda: _hourly(1_000, "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), events=0),
    Case("E10", "the same for an event of 127 years",
         _ruled("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", start="DTSTART:19000101T080000"), events=1),
    Case("E11", "a thousand events each hour since 1970", lambda: _hourly(1_000, "FREQ=HOURLY"),
         "only its first day was taken", events=1_000),
    Case("E11", "a thousand events each day since 1970", lambda: _hourly(1_000, "FREQ=DAILY"), events=5_000),
    Case("E11", "a thousand long counted series since 1970", lambda: _hourly(1_000, "FREQ=DAILY;COUNT=90000")),
    Case("E11", "a thousand rules that search whole years",
         lambda: _hourly(1_000, "FREQ=YEARLY;BYDAY=MO,TU,WE;BYSETPOS=-1,-2,400;BYHOUR=1,2,3;BYWEEKNO=53")),
    Case("E12", "86,400 added days",
         lambda: calendar(event(START, *("RDATE:" + ",".join(
             f"202705{d:02d}T{h:02d}{m:02d}00Z" for d in range(1, 29) for m in range(0, 60, 2)) for h in range(24)))),
         "repeat", events=200),
    Case("E12", "100,000 days taken out",
         lambda: calendar(event(START, "RRULE:FREQ=DAILY", *("EXDATE:" + ",".join(
             f"2027{m:02d}{d:02d}T{h:02d}0000Z" for d in range(1, 29)) for m in range(1, 13) for h in range(24)) )),
         ),
    Case("E13", "100,000 events", lambda: _many(100_000), "more than 50000 events"),
    Case("E13", "49,000 events", lambda: _many(49_000), "has more than 5,000 events", events=5_000, heavy=True),
    Case("E13", "20,000 events in a zone of their own", lambda: _own_zone(20_000),
         "has more than 5,000 events", events=5_000, heavy=True),
    Case("E13", "19,000 people at one event",
         lambda: calendar(event(START, *(f"ATTENDEE;CN=P {n}:mailto:p{n}@a.example" for n in range(19_000)))),
         people=19_000, events=1),
    Case("E13", "100,000 parameters on one line",
         lambda: calendar(event(START, GUEST, "X-A" + ";B=C" * 100_000 + ":1")), "Long lines", people=1, events=1),
    Case("E13", "60,000 parameters on one line", lambda: calendar(event(START, GUEST, "X-A" + ";B=C" * 60_000 + ":1")), people=1, events=1),
    *(Case("E14", f"the zone {name}", _zoned(name), NO_ZONE, people=1, events=1)
      for name in ("Mars/Olympus", "GMT+0200", "Meeting time", "Europe/Atlantis")),
    *(Case("E15", f"the zone {name[:12]!r}", _zoned(name), NO_ZONE, people=1, events=1)
      for name in ("Europe", "../../etc/passwd", "x" * 300, "Eu\0rope/Rome", "/etc/localtime")),
    Case("E16", "a zone that lies about Berlin",
         lambda: calendar(ZONE.format(name="Europe/Berlin", ahead="-0700"),
                          event("DTSTART;TZID=Europe/Berlin:20270511T090000")),
         "The file describes time zones (1) otherwise than they are", events=1),
    Case("E17", "attachments of every kind", lambda: calendar(event(START, GUEST, *ATTACHED)),
         "Attachments (4) were not taken in and not opened.", people=1, events=1),
    Case("E17", "an attachment of 14 MB",
         lambda: calendar(event(START, GUEST, "ATTACH;ENCODING=BASE64:" + "QUJD" * 4_600_000)),
         "Long lines", people=1, events=1, heavy=True),
    Case("E18", "a cancellation", lambda: calendar("METHOD:CANCEL\n", event(START, GUEST)), people=1, events=1),
    Case("E18", "two organisers for one event", lambda: calendar(
        event(START, "ORGANIZER;CN=A:mailto:a@a.example"), event(START, "ORGANIZER;CN=B:mailto:b@b.example")),
         "Older versions of events", people=2, events=1),
    Case("E20", "the year 1, 9999 and none",
         lambda: calendar(*(event(f"DTSTART:{year}0511T090000Z", uid=year) for year in ("0001", "9999", "0000")),
                          event(START)), "Events that could not be understood (3)", events=1),
    Case("E20", "a length of 99,999,999,999 weeks", lambda: calendar(event(START, "DURATION:P99999999999W")),
         "has no end in the file", events=1),
    Case("E20", "an end before its start", lambda: calendar(event(START, "DTEND:20270511T080000Z")),
         "ends before it starts", events=1),
    Case("E20", "a length of 9,999 weeks at the end of time",
         lambda: calendar(event("DTSTART:21991231T090000Z", "DURATION:P9999W"), event(START, uid="b"))),
)  # fmt: skip
