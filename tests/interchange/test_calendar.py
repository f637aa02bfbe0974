"""Calendar files: every fact arrives, every moment survives, and no text can become a line."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gettext
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import available_timezones

import icalendar
import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from interchange.calendar_lint import Block, lint
from interchange.sample_events import (
    EVENTS,
    EXPECTED,
    RAMADAN,
    STAMP,
    Facts,
    event,
    moment,
    wall,
    without_local_time,
)
from planner.domain.times import UTC, WallTime, zone
from planner.i18n import Language, language
from planner.interchange import calendar, calendar_values
from planner.interchange.calendar import CalendarEvent, write_calendar
from planner.interchange.vtimezone import rule

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "visit.ics"
ENGLISH = language("en")
NINE = wall("2026-05-11 09:00", "Europe/Copenhagen")
TEN = wall("2026-05-11 10:00", "Europe/Copenhagen")
LATE = wall("2026-06-08 20:30", "Europe/Copenhagen")


def written(*events: CalendarEvent, name: str = "Visit") -> Block:
    """The file with these events, judged and read by a reader of our own."""
    return lint(write_calendar(name, events, language=ENGLISH))


def only(given_event: CalendarEvent) -> Block:
    (found,) = written(given_event).all("VEVENT")
    return found


# --- the whole file -------------------------------------------------------------------------------


def test_the_file_is_the_golden_one() -> None:
    data = write_calendar("Besøg, maj 2026", EVENTS, language=ENGLISH)
    if os.environ.get("PLANNER_WRITE_GOLDEN"):
        GOLDEN.write_bytes(data)

    assert data == GOLDEN.read_bytes()
    assert data == write_calendar("Besøg, maj 2026", list(EVENTS), language=ENGLISH)


def test_no_reader_of_ours_objects_to_it() -> None:
    calendar_read = lint(GOLDEN.read_bytes())

    assert [each.value("UID") for each in calendar_read.all("VEVENT")] == list(EXPECTED)
    assert calendar_read.text("X-WR-CALNAME") == "Besøg, maj 2026"


def test_the_shared_rules_object_to_nothing(tmp_path: Path) -> None:
    linter = ROOT.parent / "shared" / "interop" / "ics_lint.py"
    if not linter.exists():
        pytest.skip("the shared rules are not here")
    path = tmp_path / "visit.ics"
    path.write_bytes(write_calendar("Visit", [*EVENTS, RAMADAN], language=ENGLISH))

    said = subprocess.run(
        [sys.executable, str(linter), str(path)], check=False, capture_output=True, text=True
    )

    assert said.returncode == 0, said.stdout
    warnings = [line for line in said.stdout.splitlines() if "WARN" in line]
    assert [line for line in warnings if "STATUS:CANCELLED" not in line] == []


def test_a_changed_event_is_an_update_for_the_shared_rules(tmp_path: Path) -> None:
    linter = ROOT.parent / "shared" / "interop" / "ics_lint.py"
    if not linter.exists():
        pytest.skip("the shared rules are not here")
    first = event("a", NINE, TEN)
    later = STAMP + dt.timedelta(hours=1)
    second = dataclasses.replace(
        first, end=wall("2026-05-11 11:00", "Europe/Copenhagen"), sequence=1, stamped_at=later
    )
    for name, each in (("old.ics", first), ("new.ics", second)):
        (tmp_path / name).write_bytes(write_calendar("Visit", [each], language=ENGLISH))

    said = subprocess.run(
        [sys.executable, str(linter), "--prev", "old.ics", "new.ics"],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )

    assert said.returncode == 0, said.stdout


def test_a_calendar_may_be_empty() -> None:
    assert written().blocks == []


def test_it_is_no_invitation_and_names_no_home_zone() -> None:
    data = GOLDEN.read_bytes()

    for word in (b"METHOD", b"ORGANIZER", b"ATTENDEE", b"X-WR-TIMEZONE", b"RDATE", b"VALUE=DATE-"):
        assert word not in data


def test_the_library_reads_every_fact() -> None:
    found = {}
    for each in icalendar.Calendar.from_ical(GOLDEN.read_bytes()).walk("VEVENT"):
        start, end = each["DTSTART"].dt, each["DTEND"].dt
        if not isinstance(start, dt.datetime):
            end -= dt.timedelta(1)
        start, end = (
            moment(time) if isinstance(time, dt.datetime) else time.isoformat()
            for time in (start, end)
        )
        found[str(each["UID"])] = Facts(
            str(each["UID"]),
            str(each["SUMMARY"]),
            start,
            end,
            str(each.get("LOCATION", "")),
            without_local_time(str(each.get("DESCRIPTION", ""))),
            str(each["STATUS"]),
            int(each["SEQUENCE"]),
        )

    assert found == EXPECTED


# --- times ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uid", "start", "end"),
    [
        (
            "overnight",
            "DTSTART;TZID=Europe/Copenhagen:20260511T154500",
            "DTEND;TZID=Asia/Tokyo:20260512T112000",
        ),
        (
            "date-line",
            "DTSTART;TZID=Asia/Tokyo:20260516T215500",
            "DTEND;TZID=Pacific/Honolulu:20260516T102500",
        ),
        ("one-day", "DTSTART;VALUE=DATE:20260514", "DTEND;VALUE=DATE:20260515"),
        ("three-days", "DTSTART;VALUE=DATE:20260515", "DTEND;VALUE=DATE:20260518"),
        ("leap", "DTSTART;VALUE=DATE:20280228", "DTEND;VALUE=DATE:20280301"),
        ("twice", "DTSTART:20261025T003000Z", "DTEND:20261025T013000Z"),
        ("never", "DTSTART:20260329T013000Z", "DTEND;TZID=Europe/Copenhagen:20260329T040000"),
        ("nuuk", "DTSTART:20260608T111500Z", "DTEND:20260608T124500Z"),
        ("cairo", "DTSTART:20260921T070000Z", "DTEND:20260921T080000Z"),
        ("utc", "DTSTART:20260601T120000Z", "DTEND:20260601T123000Z"),
    ],
)
def test_a_time_stands_as_the_place_says_it_or_in_utc(uid: str, start: str, end: str) -> None:
    (given_event,) = (each for each in EVENTS if each.uid == f"{uid}@planner")
    lines = write_calendar("Visit", [given_event], language=ENGLISH).decode().split("\r\n")

    assert start in lines
    assert end in lines


def test_morocco_in_ramadan_stands_in_utc() -> None:
    assert only(RAMADAN).value("DTSTART").endswith("Z")
    assert "Africa/Casablanca" in only(RAMADAN).text("DESCRIPTION")


def test_where_the_time_is_in_utc_the_description_says_the_local_one() -> None:
    nuuk = only(event("a", wall("2026-06-08 10:15", "America/Nuuk"), LATE, description="Hi"))

    assert nuuk.text("DESCRIPTION") == (
        "Hi\n\nLocal time: Mon 8 Jun 2026 10:15 (America/Nuuk, UTC-01:00)"
        " to Mon 8 Jun 2026 20:30 (Europe/Copenhagen, UTC+02:00)"
    )


def test_the_two_half_past_twos_are_told_apart_in_words() -> None:
    (twice,) = (each for each in EVENTS if each.uid == "twice@planner")

    text = only(twice).text("DESCRIPTION")

    assert "02:30 (Europe/Copenhagen, UTC+02:00)" in text
    assert "02:30 (Europe/Copenhagen, UTC+01:00)" in text


def test_the_words_are_in_the_language_of_the_reader() -> None:
    class Danish(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"Local time: {start} to {end}": "Lokal tid: {start} til {end}"}.get(
                message, message
            )

    data = write_calendar(
        "Visit",
        [event("a", wall("2026-06-08 10:15", "America/Nuuk"), LATE)],
        language=Language("da", Danish()),
    )

    assert b"DESCRIPTION:Lokal tid: " in data


@pytest.mark.parametrize("minutes", [0, 30, 90, 2880])
def test_an_alarm_comes_before_the_start(minutes: int) -> None:
    (alarm,) = only(event("a", NINE, TEN, alarm_minutes=minutes)).all("VALARM")

    assert alarm.value("TRIGGER") == f"-PT{minutes}M"
    parsed = icalendar.Alarm.from_ical(
        f"BEGIN:VALARM\r\nTRIGGER:{alarm.value('TRIGGER')}\r\nEND:VALARM\r\n"
    )
    assert parsed["TRIGGER"].dt == -dt.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("geo", "text"),
    [
        ((55.695556, 12.565833), "55.695556;12.565833"),
        ((-0.00001, 1e-7), "-0.000010;0.000000"),
        ((90, -180), "90.000000;-180.000000"),
    ],
)
def test_a_position_has_no_exponent(geo: tuple[float, float], text: str) -> None:
    assert only(event("a", NINE, TEN, geo=geo)).value("GEO") == text


def test_apples_place_opens_with_the_first_line_of_the_location() -> None:
    location = 'The "Big" House: Room 1\nStreet 1; 2100 Ø'
    line = only(event("a", NINE, TEN, geo=(55, 12), location=location)).get(
        "X-APPLE-STRUCTURED-LOCATION"
    )

    # ^' is the quotation mark in a parameter (RFC 6868)
    assert line.parameters == {
        "VALUE": "URI",
        "X-ADDRESS": "Street 1; 2100 Ø",
        "X-APPLE-RADIUS": "72",
        "X-TITLE": "The ^'Big^' House: Room 1",
    }
    assert line.value == "geo:55.000000,12.000000"


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (NINE, NINE),
        (TEN, NINE),
        (wall("2026-05-11 09:00", "Asia/Tokyo"), wall("2026-05-11 01:30", "Europe/Copenhagen")),
        (NINE, dt.date(2026, 5, 11)),
        (dt.date(2026, 5, 11), TEN),
        (dt.date(2026, 5, 12), dt.date(2026, 5, 11)),
        (dt.datetime(2026, 5, 11, 9), dt.datetime(2026, 5, 11, 10)),
    ],
)
def test_an_event_without_length_is_refused(
    start: WallTime | dt.date, end: WallTime | dt.date
) -> None:
    with pytest.raises(ValueError):
        write_calendar("Visit", [event("a", start, end)], language=ENGLISH)


@pytest.mark.parametrize(
    "more",
    [
        {"uid": ""},
        {"uid": "a b"},
        {"uid": "a\r\nSUMMARY:b"},
        {"uid": "a,b"},
        {"uid": "å@planner"},
        {"uid": "x" * 256},
        {"sequence": -1},
        {"stamped_at": dt.datetime(2026, 1, 1)},
        {"last_modified": dt.datetime(2026, 1, 1)},
        {"alarm_minutes": -5},
        {"geo": (91.0, 0.0)},
        {"geo": (0.0, float("nan"))},
    ],
)
def test_what_no_calendar_can_carry_is_refused(more: dict[str, object]) -> None:
    broken = dataclasses.replace(event("a", NINE, TEN), **more)  # type: ignore[arg-type]

    with pytest.raises(ValueError):
        write_calendar("Visit", [broken], language=ENGLISH)


def test_two_events_with_one_uid_are_refused() -> None:
    with pytest.raises(ValueError):
        write_calendar("Visit", [event("a", NINE, TEN)] * 2, language=ENGLISH)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(KeyError):
        written(event("a", wall("2026-05-11 09:00", "Europe/Nowhere"), TEN))


# --- hostile and odd texts ------------------------------------------------------------------------

BREAKS = [
    "\n",
    "\r",
    "\r\n",
    "\n\r",
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\u2029",
    "\\n",
    "\\\n",
    "^n",
]
TAILS = [
    "END:VEVENT", "BEGIN:VEVENT", "ATTENDEE:mailto:a@example.org", "METHOD:REQUEST", " folded",
    "\x00", "\x1b[31m", "\x7f", "\ud800", "\udfff\ud83d", "\ufffe", "\ufeff", "\u202e", ";X=1:y",
    '"', '";X-TITLE="', "\\", "\\\\", ",", "^'", "=cmd|'/C calc'!A0", "<b>", "%0D%0A",
    "𠮷" * 80, "🤝", "",
]  # fmt: skip
HOSTILE = [f"a{left}{tail}{right}z" for left in BREAKS for tail in TAILS for right in BREAKS]


def hostile_events(texts: Sequence[str]) -> list[CalendarEvent]:
    return [
        event(
            str(number),
            NINE,
            TEN,
            summary=text,
            location=text,
            description=text,
            categories=(text, text),
            geo=(55, 12),
            alarm_minutes=5,
        )
        for number, text in enumerate(texts)
    ]


def test_no_text_becomes_a_line() -> None:
    assert len(HOSTILE) * 5 > 10_000

    found = written(*hostile_events(HOSTILE), name=HOSTILE[3])

    events = found.all("VEVENT")
    assert len(events) == len(HOSTILE)
    assert {len(each.lines) for each in events} == {14}
    assert {each.text("SUMMARY").replace("\n", " ") for each in events} <= {
        calendar.readable_line(text) for text in HOSTILE
    }


@pytest.mark.parametrize("break_", BREAKS)
def test_the_name_of_the_calendar_is_one_line(break_: str) -> None:
    found = written(event("a", NINE, TEN), name=f"Visit{break_}METHOD:REQUEST")

    assert len(found.lines) == 5
    assert "\n" not in found.text("NAME") or "\\" in break_


def test_no_text_becomes_a_line_without_assertions_either() -> None:
    program = """
import sys
sys.path.insert(0, sys.argv[1])
from interchange import test_calendar as here
assert not __debug__ or sys.exit("assertions are on")
data = here.write_calendar(here.HOSTILE[3], here.hostile_events(here.HOSTILE), language=here.ENGLISH)
sys.stdout.buffer.write(data)
"""
    said = subprocess.run(
        [sys.executable, "-O", "-c", program, str(ROOT / "tests")], check=True, capture_output=True
    )

    expected = write_calendar(HOSTILE[3], hostile_events(HOSTILE), language=ENGLISH)
    assert said.stdout == expected
    lint(said.stdout)


@pytest.mark.parametrize(
    "text",
    [
        "C:\\New\\notes \\N \\n \\\\ \\;",
        "a;b,c:d",
        "line one\nline two\n\nline four",
        "tab\there",
        "𠮷田 🤝 👩‍🔬 नमस्ते Åse",
        "quotes \" ' „“",
        "x" * 10_000,
        "%2C %5C percent",
        "^n ^^ ^'",
    ],
)
def test_a_text_arrives_as_it_left(text: str) -> None:
    one = event("a", NINE, TEN, summary=text, description=text, location=text)
    (found,) = icalendar.Calendar.from_ical(write_calendar("Visit", [one], language=ENGLISH)).walk(
        "VEVENT"
    )

    assert str(found["DESCRIPTION"]) == text
    assert str(found["LOCATION"]) == text
    assert str(found["SUMMARY"]) == text.replace("\n", " ")
    assert only(one).text("DESCRIPTION") == text


def test_empty_texts_leave_no_line() -> None:
    found = only(event("a", NINE, TEN, location=" \n", description="", categories=("", " ")))

    assert {"LOCATION", "DESCRIPTION", "CATEGORIES"} & {line.name for line in found.lines} == set()


def test_categories_are_one_line() -> None:
    found = only(event("a", NINE, TEN, categories=("Møde", "a,b", "c;d")))

    assert found.get("CATEGORIES").value == "Møde,a\\,b,c\\;d"


def test_a_file_that_reads_back_differently_does_not_go_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calendar, "readable_line", lambda text: text + "\r\nATTENDEE:mailto:a@b.c")
    escapes = {sign: sign for sign in calendar_values.ESCAPES}
    monkeypatch.setattr(calendar_values, "ESCAPES", escapes)
    if __debug__:
        with pytest.raises(AssertionError):  # the library's own, which -O takes away
            written(event("a", NINE, TEN))
    monkeypatch.undo()
    monkeypatch.setattr(calendar, "_utc", lambda time: icalendar.prop.vDatetime(STAMP))
    with pytest.raises(RuntimeError):
        written(event("a", wall("2026-06-08 10:15", "America/Nuuk"), LATE))


# --- every moment, every text ---------------------------------------------------------------------

ZONES = [
    "Europe/Copenhagen", "Europe/London", "Europe/Dublin", "Atlantic/Azores", "Asia/Tokyo",
    "Asia/Kolkata", "Asia/Kathmandu", "America/New_York", "America/St_Johns", "America/Havana",
    "America/Sao_Paulo", "Pacific/Honolulu", "Pacific/Kiritimati", "Pacific/Chatham",
    "Australia/Lord_Howe", "Antarctica/Troll", "America/Nuuk", "Africa/Cairo", "Africa/Casablanca",
    "America/Santiago", "Asia/Jerusalem", "Asia/Gaza", "Europe/Moscow", "Etc/UTC", "Etc/GMT+12",
]  # fmt: skip
walls = st.builds(
    WallTime,
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2090, 1, 1)).map(
        lambda time: time.replace(second=0, microsecond=0)
    ),
    st.sampled_from(ZONES),
)
lengths = st.integers(1, 60 * 24 * 4).map(lambda minutes: dt.timedelta(minutes=minutes))


def instants_in(data: bytes) -> dict[str, list[dt.datetime]]:
    """Both moments of each event by the descriptions of the zones in the file, and by them alone."""
    found = lint(data)
    text = data.decode()
    zones = tzical(io.StringIO(text)) if found.all("VTIMEZONE") else None
    moments: dict[str, list[dt.datetime]] = {}
    for each in found.all("VEVENT"):
        for end in (each.get("DTSTART"), each.get("DTEND")):
            time = dt.datetime.fromisoformat(end.value)
            if time.tzinfo is None:
                assert zones
                time = time.replace(tzinfo=zones.get(end.parameters["TZID"]))
            moments.setdefault(each.value("UID"), []).append(time.astimezone(UTC))
    return moments


@settings(deadline=None)
@given(st.lists(st.tuples(walls, lengths, st.sampled_from(ZONES)), min_size=1, max_size=5))
def test_every_moment_survives(times: list[tuple[WallTime, dt.timedelta, str]]) -> None:
    events = [
        event(str(number), start, start.plus(length).in_zone(end_zone))
        for number, (start, length, end_zone) in enumerate(times)
    ]

    found = instants_in(write_calendar("Visit", events, language=ENGLISH))

    assert found == {
        each.uid: [each.start.instant, each.end.instant]
        for each in events
        if isinstance(each.start, WallTime) and isinstance(each.end, WallTime)
    }


def test_every_moment_around_every_change_of_clocks_survives() -> None:
    """One zone of each kind, each change from 2026 to 2036, both times of a time that comes twice."""
    kinds = {rule(name) or name: name for name in sorted(available_timezones() - {"localtime"})}
    for name in kinds.values():
        events = []
        for change in changes_of(name, range(2026, 2037)):
            local = change.astimezone(zone(name)).replace(tzinfo=None, fold=0)
            for minutes in (-90, -60, -30, 0, 30, 60, 90):
                for fold in (0, 1):
                    start = WallTime(
                        (local + dt.timedelta(minutes=minutes)).replace(fold=fold), name
                    )
                    end = start.plus(dt.timedelta(minutes=45))
                    events.append(event(str(len(events)), start, end))
        found = instants_in(write_calendar("Visit", events, language=ENGLISH))
        for each in events:
            assert isinstance(each.start, WallTime)
            assert isinstance(each.end, WallTime)
            assert found[each.uid] == [each.start.instant, each.end.instant], each


def changes_of(name: str, years: range) -> list[dt.datetime]:
    """The moments at which the zone really changes, found by halving each day that differs."""
    there, changes = zone(name), []
    for day in range((years.stop - years.start) * 365):
        early = dt.datetime(years.start, 1, 1, tzinfo=UTC) + dt.timedelta(day)
        late = early + dt.timedelta(1)
        before = early.astimezone(there).utcoffset()
        if late.astimezone(there).utcoffset() == before:
            continue
        while late - early > dt.timedelta(minutes=1):
            middle = early + (late - early) / 2
            if middle.astimezone(there).utcoffset() == before:
                early = middle
            else:
                late = middle
        changes.append(late.replace(second=0, microsecond=0))
    return changes


@settings(deadline=None)
@given(st.text(st.characters(), max_size=300), st.text(max_size=40))
def test_every_text_survives_but_for_what_cannot(text: str, name: str) -> None:
    one = event("a", NINE, TEN, summary=text, description=text, location=text, categories=(text,))
    data = write_calendar(name, [one], language=ENGLISH)
    (ours,) = lint(data).all("VEVENT")
    (theirs,) = icalendar.Calendar.from_ical(data).walk("VEVENT")

    assert (
        ours.text("DESCRIPTION")
        == str(theirs.get("DESCRIPTION", ""))
        == calendar.readable_text(text)
    )
    assert ours.text("SUMMARY") == str(theirs["SUMMARY"]) == calendar.readable_line(text)
    assert data == write_calendar(name, [one], language=ENGLISH)


@given(st.lists(st.characters(), max_size=50).map("".join))
def test_only_what_no_reader_can_show_is_taken_out(text: str) -> None:
    cleaned = calendar.readable_text(text)

    assert calendar.readable_text(cleaned) == cleaned
    plain = "".join(sign for sign in text if sign.isprintable() or sign in " \t\n")
    assert [sign for sign in plain.strip() if sign not in cleaned] == []
