"""Invitations and cancellations: one event, its two parties, and a method that mail programs act on."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interchange.calendar_lint import read
from planner.domain.times import UTC, WallTime
from planner.i18n import language
from planner.interchange.calendar import CalendarEvent
from planner.interchange.invitations import Method, write_invitation
from planner.interchange.mailboxes import Mailbox, mailbox

LINT = Path(__file__).resolve().parents[3] / "shared" / "interop" / "ics_lint.py"
ENGLISH = language("en")
STAMP = dt.datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def event(
    summary: str = "Talks", zone: str = "Europe/Copenhagen", **fields: object
) -> CalendarEvent:
    start = dt.datetime(2026, 11, 16, 9)
    return CalendarEvent(
        "0190a@planner", 4, STAMP, summary, WallTime(start, zone),
        WallTime(start + dt.timedelta(hours=1), zone), **fields,
    )  # type: ignore[arg-type]  # fmt: skip


def box(name: str = "Yui Tanaka", address: str = "yui@example.org") -> Mailbox:
    found = mailbox(name, address)
    assert found
    return found


def write(one: CalendarEvent, method: Method = Method.REQUEST, **parties: Mailbox) -> bytes:
    office = box("Søren, the office", "visits@example.dk")
    return write_invitation(
        one, method, organizer=parties.get("organizer", office),
        attendee=parties.get("attendee", box()), language=ENGLISH,
    )  # fmt: skip


@pytest.mark.parametrize("method", list(Method))
def test_an_invitation_has_both_parties_and_never_recurs(method: Method) -> None:
    calendar = read(write(event(), method))
    (found,) = calendar.all("VEVENT")

    assert calendar.value("METHOD") == method.value
    assert found.value("ORGANIZER") == "mailto:visits@example.dk"
    assert found.get("ORGANIZER").parameters["CN"] == "Søren the office"
    assert found.value("ATTENDEE") == "mailto:yui@example.org"
    assert found.get("ATTENDEE").parameters["RSVP"] == "FALSE"
    assert (found.value("UID"), found.value("SEQUENCE")) == ("0190a@planner", "4")
    assert found.value("DTSTAMP") == "20261101T093000Z"
    assert found.value("STATUS") == ("CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    assert not {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"} & {one.name for one in found.lines}
    assert [zone.value("TZID") for zone in calendar.all("VTIMEZONE")] == ["Europe/Copenhagen"]


def test_a_zone_that_no_rule_describes_is_written_in_utc() -> None:
    (found,) = read(write(event(zone="America/Nuuk"))).all("VEVENT")

    assert found.value("DTSTART").endswith("Z")
    assert "America/Nuuk" in found.text("DESCRIPTION")


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "a\r\nATTENDEE:mailto:evil@example.org", "x\nMETHOD:CANCEL", '";CN="b:c', "^n^'", "\x00",
        "line\u2028two", "END:VEVENT", "=cmd|' /C calc'!A0", "𠮷田 🎌", "\x85X:1", "a\x0bb",
    ]
)  # fmt: skip


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_text_adds_a_line_or_an_event(summary: str, name: str, more: str) -> None:
    data = write(
        event(summary, location=more, description=more, categories=(more,)),
        attendee=box(name),
        organizer=box(more, "visits@example.dk"),
    )
    calendar = read(data)
    (found,) = calendar.all("VEVENT")

    assert calendar.value("METHOD") == "REQUEST"
    assert len([one for one in found.lines if one.name in ("ATTENDEE", "ORGANIZER")]) == 2
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 1


@pytest.mark.parametrize(
    "address",
    [
        "", "no address", "a@b", "a@example.org, b@example.org", "Eva <a@example.org>",
        "a@example.org\r\nBcc: b@example.org", "a b@example.org", "@example.org", "a@",
        "æ@example.org", '"a"@example.org', "a@exa_mple.org", "a@" + "x" * 300 + ".org",
        "a@example.org;b", "a@[127.0.0.1]", "a@例..jp",
    ],
)  # fmt: skip
def test_what_is_not_one_address_is_refused(address: str) -> None:
    assert mailbox("Eva", address) is None


def test_a_domain_in_another_script_is_written_in_ascii() -> None:
    assert box("Eva", " eva@blåbær.dk ").address == "eva@xn--blbr-roah.dk"


@given(HOSTILE)
def test_a_name_can_break_no_header(name: str) -> None:
    assert not re.search(r'[\x00-\x1f\x7f-\x9f\u2028\u2029",;:<>@()\[\]\\]', box(name).name)


@pytest.mark.skipif(not LINT.exists(), reason="the shared rules are not here")
def test_the_shared_rules_find_nothing(tmp_path: Path) -> None:
    for place, method in enumerate(Method):
        for zone in ("Europe/Copenhagen", "Asia/Tokyo", "America/Nuuk", "Asia/Kolkata"):
            path = tmp_path / f"{place}-{zone.replace('/', '-')}.ics"
            path.write_bytes(write(event("Møde, 東京; 🎌", zone), method))

    done = subprocess.run(
        [sys.executable, LINT, *sorted(tmp_path.iterdir())], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert " WARN " not in done.stdout, done.stdout
