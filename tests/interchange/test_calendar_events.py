"""Events of calendar files as programs really write them: zones, series, versions, and what is broken."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.calendar_entries import CalendarEntry, CalendarFile, EntryTime, ZoneSource
from planner.domain.times import WallTime
from planner.errors import NotReadable
from planner.interchange.file_reader import read_events, read_file

FIRST, LAST = dt.date(2027, 5, 8), dt.date(2027, 5, 16)
OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "one@example.org") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""))


def calendar(folder: Path, *parts: str, method: str = "") -> Path:
    head = f"METHOD:{method}\n" if method else ""
    text = (
        f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n{head}{''.join(parts)}END:VCALENDAR\n"
    )
    path = folder / "some.ics"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return path


def read(folder: Path, *parts: str, method: str = "") -> CalendarFile:
    return read_events(calendar(folder, *parts, method=method), FIRST, LAST)


def only(found: CalendarFile) -> CalendarEntry:
    (entry,) = found.entries
    return entry


def at(text: str, zone: str, source: ZoneSource = ZoneSource.NAMED) -> EntryTime:
    return EntryTime(dt.datetime.fromisoformat(text), zone, source)


def days(found: CalendarFile) -> list[str]:
    return sorted(f"{one.start.local:%d %H:%M}" for one in found.entries)


def counted(found: CalendarFile) -> dict[str, object]:
    return {one.kind: one.facts["count"] for one in found.notices if "count" in one.facts}


# times and zones


def test_an_iana_zone_is_kept_with_the_wall_time(tmp_path: Path) -> None:
    entry = only(
        read(
            tmp_path,
            event(
                "SUMMARY:Round table\\, ESS",
                "DTSTART;TZID=Europe/Stockholm:20270510T101530",
                "DTEND;TZID=Asia/Tokyo:20270510T201500",
            ),
        )
    )
    assert entry.title == "Round table, ESS"
    assert entry.start == at("2027-05-10T10:15", "Europe/Stockholm")
    assert entry.end == at("2027-05-10T20:15", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("tzid", "zone", "source"),
    [
        ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin", ZoneSource.NAMED),
        ("/freeassociation.sourceforge.net/Asia/Tokyo", "Asia/Tokyo", ZoneSource.NAMED),
        ("America/Argentina/Ushuaia", "America/Argentina/Ushuaia", ZoneSource.NAMED),
        ("Romance Standard Time", "Europe/Paris", ZoneSource.NEAR),
        ("W. Europe Standard Time 1", "Europe/Berlin", ZoneSource.NEAR),
        ("tokyo standard time", "Asia/Tokyo", ZoneSource.NEAR),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome"', "Europe/Amsterdam", ZoneSource.NEAR),
        ("Some Zone", "", ZoneSource.UNKNOWN),
    ],
)
def test_a_zone_is_known_by_every_name_that_programs_give_it(
    tmp_path: Path, tzid: str, zone: str, source: ZoneSource
) -> None:
    found = read(tmp_path, event(f"DTSTART;TZID={tzid}:20270510T100000", "DURATION:PT90M"))
    named = "" if zone else tzid
    assert only(found).start == replace(at("2027-05-10T10:00", zone, source), named=named)
    assert only(found).end.local == dt.datetime(2027, 5, 10, 11, 30)


def test_a_series_in_a_zone_of_its_own_keeps_to_its_clock_through_the_year(tmp_path: Path) -> None:
    """Every Monday at 08:00 by the file's own clock, begun in winter: 06:00 UTC in May, not 07:00."""
    block = OUTLOOK_ZONE.format(name="Customized Time Zone")
    zone = "TZID=Customized Time Zone"
    path = calendar(
        tmp_path,
        block,
        event(
            f"DTSTART;{zone}:20270104T080000",
            f"DTEND;{zone}:20270104T093000",
            "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20270518T060000Z",
            f"EXDATE;{zone}:20270511T080000",
            "EXDATE:20270517T060000Z",
        ),
    )
    found = read_events(path, FIRST, dt.date(2027, 5, 25))
    told = [(one.occurrence, one.start.local.hour, one.start.zone) for one in found.entries]
    assert told == [("2027-05-10", 6, "UTC"), ("2027-05-18", 6, "UTC")]
    assert {one.end.local - one.start.local for one in found.entries} == {dt.timedelta(minutes=90)}


def test_a_day_of_a_series_lasts_as_long_as_the_others_over_a_change_of_the_clocks(
    tmp_path: Path,
) -> None:
    """Row H3: weekly 02:30 to 03:30; on 28 March the clock skips 02:30, and the hour is an hour."""
    zone = "TZID=Europe/Copenhagen"
    path = calendar(
        tmp_path,
        event(
            f"DTSTART;{zone}:20270110T023000", f"DTEND;{zone}:20270110T033000", "RRULE:FREQ=WEEKLY"
        ),
    )
    found = read_events(path, dt.date(2027, 3, 20), dt.date(2027, 4, 5))
    lengths = {
        one.occurrence: wall(one.end).instant - wall(one.start).instant for one in found.entries
    }
    assert lengths == dict.fromkeys(
        ("2027-03-21", "2027-03-28", "2027-04-04"), dt.timedelta(hours=1)
    )


def test_an_end_in_the_second_of_two_equal_hours_stays_there(tmp_path: Path) -> None:
    """Two hours from 01:30 in the night when clocks go back: the second 02:30."""
    path = calendar(
        tmp_path, event("DTSTART;TZID=Europe/Copenhagen:20271031T013000", "DURATION:PT2H")
    )
    end = only(read_events(path, dt.date(2027, 10, 30), dt.date(2027, 11, 1))).end
    assert (end.local, end.second) == (dt.datetime(2027, 10, 31, 2, 30), True)


def wall(time: EntryTime) -> WallTime:
    return WallTime(time.local.replace(fold=int(time.second)), time.zone)


@pytest.mark.parametrize(("day", "utc"), [("20270510", "08:00"), ("20271210", "09:00")])
def test_a_zone_of_its_own_is_read_from_its_block(tmp_path: Path, day: str, utc: str) -> None:
    block = OUTLOOK_ZONE.format(name="Customized Time Zone")
    found = read(tmp_path, block, event(f"DTSTART;TZID=Customized Time Zone:{day}T100000"))
    start = only(found).start
    assert (start.zone, start.source, f"{start.local:%H:%M}") == ("UTC", ZoneSource.OFFSET, utc)
    assert only(found).zone_name == "Customized Time Zone"


@pytest.mark.parametrize("name", ["Europe/Berlin", "W. Europe Standard Time"])
def test_a_file_that_lies_about_a_zone_is_read_by_the_real_rules_and_that_is_said(
    tmp_path: Path, name: str
) -> None:
    """Row E16: its Berlin is behind UTC."""
    lie = OUTLOOK_ZONE.format(name=name).replace("TZOFFSETTO:+0", "TZOFFSETTO:-0")
    found = read(tmp_path, lie, event(f"DTSTART;TZID={name}:20270510T100000", "DURATION:PT1H"))
    assert (only(found).start.zone, only(found).start.local.hour) == ("Europe/Berlin", 10)
    assert counted(found) == {"workbook.zone_rules": 1}

    honest = OUTLOOK_ZONE.format(name=name)
    found = read(tmp_path, honest, event(f"DTSTART;TZID={name}:20270510T100000", "DURATION:PT1H"))
    assert counted(found) == {}


def test_the_name_of_windows_wins_over_its_block(tmp_path: Path) -> None:
    block = OUTLOOK_ZONE.format(name="W. Europe Standard Time")
    found = read(tmp_path, block, event("DTSTART;TZID=W. Europe Standard Time:20270510T100000"))
    assert only(found).start == at("2027-05-10T10:00", "Europe/Berlin", ZoneSource.NEAR)


def test_utc_and_floating_times_say_so(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("DTSTART:20270510T080000Z", "DTEND:20270510T090000Z", uid="a"),
        event("DTSTART:20270510T080000", "DTEND:20270510T090000", uid="b"),
    )
    assert [one.start.source for one in found.entries] == [ZoneSource.UTC, ZoneSource.FLOATING]


def test_whole_days_end_on_their_last_day(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("DTSTART;VALUE=DATE:20270510", "DTEND;VALUE=DATE:20270513", uid="three"),
        event("DTSTART;VALUE=DATE:20270510", uid="one"),
        event("DTSTART;VALUE=DATE:20270510", "DTEND;VALUE=DATE:20270510", uid="none"),
        event("DTSTART;VALUE=DATE:20270510", "DURATION:P2D", uid="two"),
        event(
            "DTSTART;TZID=Europe/Paris:20270510T000000",
            "DTEND;TZID=Europe/Paris:20270512T000000",
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            uid="outlook",
        ),
    )
    assert all(one.all_day for one in found.entries)
    assert [one.end.local.day for one in found.entries] == [12, 10, 10, 11, 11]


def test_an_event_without_a_usable_end_takes_an_hour_and_says_so(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("DTSTART:20270510T100000", uid="a"),
        event("DTSTART:20270510T100000", "DTEND:20270510T090000", uid="b"),
        event("DTSTART:20270510T100000", "DTEND:later", uid="c"),
    )
    assert [one.end.local.hour for one in found.entries] == [11, 11, 11]
    assert [one.remarks[0] for one in found.entries] == [
        "event.no_end",
        "event.end_before_start",
        "event.end_unread",
    ]


# series


def test_a_series_is_laid_out_for_the_days_asked_and_keeps_its_clock(tmp_path: Path) -> None:
    found = read_events(
        calendar(
            tmp_path,
            event(
                "DTSTART;TZID=Europe/Copenhagen:20270101T090000",
                "DTEND;TZID=Europe/Copenhagen:20270101T093000",
                "RRULE:FREQ=DAILY",
            ),
        ),
        dt.date(2027, 3, 27),
        dt.date(2027, 3, 29),
    )
    assert [one.start.local for one in found.entries] == [
        dt.datetime(2027, 3, day, 9) for day in (27, 28, 29)
    ]
    assert [one.occurrence for one in found.entries] == ["2027-03-27", "2027-03-28", "2027-03-29"]
    assert found.series == {"one@example.org"}


def test_days_are_taken_out_moved_and_added(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event(
            "SUMMARY:Briefing",
            "DTSTART;TZID=Romance Standard Time:20270510T090000",
            "DTEND;TZID=Romance Standard Time:20270510T093000",
            "RRULE:FREQ=DAILY;COUNT=4",
            "EXDATE;TZID=Romance Standard Time:20270511T090000",
            "RDATE;TZID=Romance Standard Time:20270515T120000",
        ),
        event(
            "SUMMARY:Briefing\\, later",
            "RECURRENCE-ID:20270512T070000Z",
            "DTSTART;TZID=Romance Standard Time:20270512T150000",
            "DTEND;TZID=Romance Standard Time:20270512T153000",
        ),
        event(
            "RECURRENCE-ID;TZID=Romance Standard Time:20270513T090000",
            "DTSTART;TZID=Romance Standard Time:20270513T090000",
            "STATUS:CANCELLED",
        ),
    )
    assert days(found) == ["10 09:00", "12 15:00", "13 09:00", "15 12:00"]
    by_day = {one.occurrence: one for one in found.entries}
    assert by_day["2027-05-12"].title == "Briefing, later"
    assert by_day["2027-05-13"].status == "CANCELLED"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;UNTIL=20270511T205959Z", ["10 23:00"]),
        ("FREQ=DAILY;UNTIL=20270511", ["10 23:00", "11 23:00"]),
        ("FREQ=WEEKLY;BYDAY=WE", ["10 23:00", "12 23:00"]),
        ("FREQ=MONTHLY;BYDAY=2MO;COUNT=3", ["10 23:00"]),
        ("FREQ=HOURLY", ["10 23:00"]),
        ("FREQ=DAILY;INTERVAL=0", ["10 23:00"]),
        ("W1 TH #4", ["10 23:00"]),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", ["10 23:00"]),
    ],
)
def test_rules_are_followed_or_give_their_first_day_alone(
    tmp_path: Path, rule: str, expected: list[str]
) -> None:
    found = read(
        tmp_path,
        event(
            "DTSTART;TZID=Europe/Copenhagen:20270510T230000",
            "DTEND;TZID=Europe/Copenhagen:20270510T233000",
            f"RRULE:{rule}",
        ),
    )
    assert days(found) == expected
    unread = rule.startswith(("FREQ=HOURLY", "W1")) or "INTERVAL=0" in rule
    assert ("event.rule_unread" in found.entries[0].remarks) is unread


def test_a_series_without_end_is_cut_with_a_note(tmp_path: Path) -> None:
    path = calendar(
        tmp_path, event("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5")
    )
    found = read_events(path, dt.date(2020, 1, 1), dt.date(2040, 1, 1))
    assert len(found.entries) == 200
    assert counted(found)["workbook.series_cut"] == 1


# files as the three great programs write them

OUTLOOK = (
    "METHOD:PUBLISH\nX-MS-OLK-FORCEINSPECTOROPEN:TRUE\n"
    + OUTLOOK_ZONE.format(name="Romance Standard Time")
    + """BEGIN:VEVENT
CLASS:PUBLIC
CREATED:20270401T080000Z
DESCRIPTION: \\n
DTEND;TZID="Romance Standard Time":20270511T113000
DTSTAMP:20270401T080000Z
DTSTART;TZID="Romance Standard Time":20270511T093000
LAST-MODIFIED:20270401T080000Z
LOCATION:Bredgade 40\\, 1260 K\u00f8benhavn K
PRIORITY:5
RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TU,TH
SEQUENCE:0
SUMMARY;LANGUAGE=da:M\u00f8de i styrelsen
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E00800000000A0
X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//E
\tN"><HTML><BODY><P>Tag <b>pas</b> med</P></BODY></HTML>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
"""
)
GOOGLE = """CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Delegation
X-WR-TIMEZONE:Europe/Copenhagen
BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
X-LIC-LOCATION:Europe/Copenhagen
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART:20270511T073000Z
DTEND:20270511T093000Z
DTSTAMP:20270401T080000Z
ORGANIZER;CN=Visits:mailto:c_188@group.calendar.google.com
UID:4k2j@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=lene@uf
 m.example;X-NUM-GUESTS=0:mailto:lene@ufm.example
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:Tour
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Copenhagen:20270510T080000
DTEND;TZID=Europe/Copenhagen:20270510T083000
RRULE:FREQ=DAILY;UNTIL=20270512T215959Z
EXDATE;TZID=Europe/Copenhagen:20270511T080000
UID:coffee@google.com
SUMMARY:Coffee
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Copenhagen:20270512T090000
DTEND;TZID=Europe/Copenhagen:20270512T093000
RECURRENCE-ID;TZID=Europe/Copenhagen:20270512T080000
UID:coffee@google.com
SUMMARY:Late coffee
STATUS:CONFIRMED
END:VEVENT
"""
APPLE = """CALSCALE:GREGORIAN
BEGIN:VEVENT
TRANSP:OPAQUE
DTEND;TZID=Asia/Tokyo:20270511T173000
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
UID:0C2B0A4E-7D11-4B3C-9C55-1B5D4C8A7F10
DTSTAMP:20270401T080000Z
LOCATION:Riken\\n2-1 Hirosawa\\, Wako
SEQUENCE:1
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="2-1 Hirosawa, Wako";X-APPLE
 -RADIUS=72;X-TITLE="Riken: main gate":geo:35.78,139.61
SUMMARY:Visit
DTSTART;TZID=Asia/Tokyo:20270511T163000
END:VEVENT
BEGIN:VEVENT
UID:day
DTSTART;VALUE=DATE:20270512
DTEND;VALUE=DATE:20270514
SUMMARY:Away
X-APPLE-CREATOR-IDENTITY:com.apple.calendar
END:VEVENT
"""


def test_a_file_of_outlook(tmp_path: Path) -> None:
    found = read(tmp_path, OUTLOOK)
    assert days(found) == ["11 09:30", "13 09:30"]
    first = found.entries[0]
    assert first.start == at("2027-05-11T09:30", "Europe/Paris", ZoneSource.NEAR)
    assert (first.title, first.location) == (
        "M\u00f8de i styrelsen",
        "Bredgade 40, 1260 K\u00f8benhavn K",
    )
    assert first.description == "Tag pas med"
    assert not found.notices


def test_a_file_of_google(tmp_path: Path) -> None:
    found = read(tmp_path, GOOGLE)
    assert sorted((one.title, f"{one.start.local:%d %H:%M}") for one in found.entries) == [
        ("Coffee", "10 08:00"),
        ("Late coffee", "12 09:00"),
        ("Tour", "11 07:30"),
    ]
    tour = next(one for one in found.entries if one.title == "Tour")
    assert tour.start.source is ZoneSource.UTC
    assert tour.attendees == (("", "lene@ufm.example"),)
    assert not found.notices


def test_a_file_of_apple(tmp_path: Path) -> None:
    visit, away = read(tmp_path, APPLE).entries
    assert visit.start == at("2027-05-11T16:30", "Asia/Tokyo")
    assert visit.location == "Riken, 2-1 Hirosawa, Wako"
    assert (away.all_day, away.start.local.day, away.end.local.day) == (True, 12, 13)


# what else the file says


def test_texts_people_and_categories_come_out_plain(tmp_path: Path) -> None:
    entry = only(
        read(
            tmp_path,
            event(
                "DTSTART:20270510T080000Z",
                "SUMMARY:M\u00f8de\\; f\u00f8rste",
                " del",
                "LOCATION:Mindet 6\\nAarhus\\, DK",
                "DESCRIPTION:First line\\nSecond\\, line",
                "CATEGORIES:Green\\, really,Tour",
                'ORGANIZER;CN="Holm, Lene":mailto:lene@ufm.example',
                "ATTENDEE;CN=Jens:MAILTO:jens@ufm.example",
                "ATTENDEE:mailto:room@ufm.example",
                "CLASS:PRIVATE",
                "BEGIN:VALARM\nDESCRIPTION:Wake\nTRIGGER:-PT5M\nEND:VALARM",
                "URL:https://x.example/1",
            ),
        )
    )
    assert entry.title == "M\u00f8de; f\u00f8rstedel"
    assert entry.location == "Mindet 6, Aarhus, DK"
    assert entry.description == "First line\nSecond, line\nhttps://x.example/1"
    assert entry.categories == ("Green, really", "Tour")
    assert entry.organiser == ("Holm, Lene", "lene@ufm.example")
    assert entry.attendees == (("Jens", "jens@ufm.example"), ("", "room@ufm.example"))
    assert entry.is_private


def test_a_page_of_html_is_read_as_its_words(tmp_path: Path) -> None:
    entry = only(
        read(
            tmp_path,
            event(
                "DTSTART:20270510T080000Z",
                "X-ALT-DESC;FMTTYPE=text/html:<html><head><style>p{}</style></head><body>"
                "<p>Meet at &lt;gate&gt; 2</p>Bring ID</body></html>",
            ),
        )
    )
    assert entry.description == "Meet at <gate> 2\nBring ID"


def test_the_newest_version_of_an_event_holds(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("SEQUENCE:2", "SUMMARY:New", "DTSTART:20270510T080000Z"),
        event("SEQUENCE:1", "SUMMARY:Old", "DTSTART:20270511T080000Z"),
    )
    assert only(found).title == "New"
    assert counted(found) == {"workbook.events_older": 1}


def test_a_cancellation_cancels_and_an_answer_is_no_event(tmp_path: Path) -> None:
    one = event("DTSTART:20270510T080000Z")
    assert only(read(tmp_path, one, method="CANCEL")).status == "CANCELLED"
    answered = read(tmp_path, one, method="REPLY")
    assert not answered.entries
    assert counted(answered) == {"workbook.event_answers": 1}


def test_a_bad_event_costs_that_event_only(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("SUMMARY:No start", uid="a"),
        event("SUMMARY:No day", "DTSTART:20271399T080000Z", uid="b"),
        event("SUMMARY:Year", "DTSTART:00010101T000000", "RRULE:FREQ=DAILY", uid="c"),
        event("SUMMARY:Empty", "DTSTART;UTC=:", uid="d"),
        "BEGIN:VEVENT\nUID:e\nDTSTART:20270510T080000Z\nSUMMARY:No end line\n",
        event("SUMMARY:Good", "DTSTART:20270510T080000Z", "no line at all", uid="f"),
        "BEGIN:VTODO\nSUMMARY:Task\nEND:VTODO\n",
    )
    assert [one.title for one in found.entries] == ["No end line", "Good"]
    (where,) = [one for one in found.notices if one.kind == "workbook.events_unread_at"]
    assert where.facts == {"lines": "4, 8, 13, 19"}
    assert counted(found) == {
        "workbook.events_unread": 4,
        "workbook.event_lines_unread": 1,
        "workbook.not_events": 1,
    }


@pytest.mark.parametrize("cut", [b"ding 12", b"END:VCALENDAR", b"\nEND:VEVENT"])
def test_of_a_calendar_that_breaks_off_nothing_is_taken_in(tmp_path: Path, cut: bytes) -> None:
    """Row E3: what is missing nobody knows, also where the cut is between two events."""
    path = calendar(
        tmp_path,
        event("SUMMARY:Whole", "DTSTART:20270510T080000Z", "ATTENDEE;CN=Jens:mailto:j@a.example"),
        event("SUMMARY:Half", "DTSTART:20270510T100000Z", "LOCATION:Building 12", uid="b"),
    )
    path.write_bytes(path.read_bytes().rpartition(cut)[0])
    for read_it in (lambda: read_events(path, FIRST, LAST), lambda: read_file(path)):
        with pytest.raises(NotReadable, match="stops in the middle") as told:
            read_it()
        assert "Nothing was imported." in str(told.value)


def test_a_calendar_in_utf_16_is_read_alike(tmp_path: Path) -> None:
    path = calendar(tmp_path, event("SUMMARY:M\u00f8de", "DTSTART:20270510T080000Z"))
    path.write_bytes(path.read_bytes().decode().encode("utf-16"))
    assert only(read_events(path, FIRST, LAST)).title == "M\u00f8de"


def test_an_event_without_a_uid_is_known_again_by_what_it_says(tmp_path: Path) -> None:
    text = "BEGIN:VEVENT\nSUMMARY:Tour\nDTSTART:20270510T080000Z\nEND:VEVENT\n"
    assert only(read(tmp_path, text)).uid == only(read(tmp_path, text)).uid != ""


def test_a_calendar_that_names_nobody_is_read_for_its_events(tmp_path: Path) -> None:
    book = read_file(calendar(tmp_path, event("DTSTART:20270510T080000Z")))
    assert (book.kind, book.sheets, book.events) == ("calendar", (), 1)


@pytest.mark.parametrize(
    "content", ["BEGIN:VCALENDAR\nEND:VCALENDAR\n", "Name;Mail\nA;a@b.example"]
)
def test_what_holds_no_events_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "none.ics"
    path.write_text(content)
    with pytest.raises(NotReadable):
        read_events(path, FIRST, LAST)


def test_a_thousand_rules_that_never_fit_do_not_hold_the_reader_up(tmp_path: Path) -> None:
    rule = "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
    hostile = [event("DTSTART:19000101T080000", rule, uid=f"u{one}") for one in range(1000)]
    found = read(tmp_path, *hostile, event("SUMMARY:Good", "DTSTART:20270510T080000Z"))
    assert found.entries[-1].title == "Good"


def test_the_method_of_one_calendar_says_nothing_of_the_one_before_it(tmp_path: Path) -> None:
    start = "DTSTART:20270511T090000Z"
    between = "END:VCALENDAR\nBEGIN:VCALENDAR\nVERSION:2.0\n"
    answer = event("SUMMARY:Answer", start, uid="two@example.org")

    found = read(tmp_path, event("SUMMARY:Talk", start), between, answer, "METHOD:REPLY\n")

    assert [entry.title for entry in found.entries] == ["Talk"]


def test_a_method_on_every_line_costs_no_time(tmp_path: Path) -> None:
    events = [event("DTSTART:20270511T090000Z", uid=str(number)) for number in range(4000)]
    path = calendar(tmp_path, *events, "METHOD:PUBLISH\n" * 200_000)

    start = time.monotonic()
    found = read_events(path, FIRST, LAST)

    assert len(found.entries) == 4000
    assert time.monotonic() - start < 10
