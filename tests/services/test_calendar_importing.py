"""Calendars taken into a visit: entries that stay the same ones, however often and however late they come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from interchange.test_calendar_events import calendar, event
from journeys.ground import COPENHAGEN, LUND, Ground, ground_in
from planner import i18n
from planner.domain.event_staging import TextUse
from planner.domain.ids import ItemId, PersonId, event_item_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.people import ContactKind, Person
from planner.domain.staging import Decision, Staging
from planner.errors import NotReadable, OutOfDate
from planner.phrases import sentence
from planner.services.calendars import events as own_events
from planner.services.exporting import Calendars, ExportRequest
from planner.services.importing import ImportReport

BRIEFING = event(
    "SUMMARY:Briefing at the embassy",
    "DTSTART;TZID=Europe/Copenhagen:20270512T090000",
    "DTEND;TZID=Europe/Copenhagen:20270512T100000",
    "LOCATION:Niels Bohr Institute\\, Meeting room 2",
    "DESCRIPTION:Code 4711",
    "STATUS:CONFIRMED",
    "ORGANIZER;CN=Siobhan O’Connor:mailto:sio@ess.example",
    "ATTENDEE;CN=Jens Holm:mailto:jens@ufm.example",
    uid="briefing@ufm.example",
)
SERIES = event(
    "SUMMARY:Morning coffee",
    "DTSTART;TZID=Romance Standard Time:20270510T080000",
    "DTEND;TZID=Romance Standard Time:20270510T083000",
    "RRULE:FREQ=DAILY;COUNT=3",
    "EXDATE;TZID=Romance Standard Time:20270511T080000",
    uid="coffee",
)
WHOLE_DAY = event("SUMMARY:Holiday in Denmark", "DTSTART;VALUE=DATE:20270513", uid="day")


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


def staged(ground: Ground, folder: Path, *parts: str, method: str = "", **options: bool) -> Staging:
    calendars = ground.planner.calendar_importing
    path = calendar(folder, *parts, method=method)
    text = TextUse.PUBLIC if options.pop("public", False) else TextUse.INTERNAL
    return calendars.stage(
        calendars.read(path, ground.visit), ground.visit, text=text, with_hosts=bool(options)
    )


def take_in(ground: Ground, folder: Path, *parts: str, **options: bool) -> ImportReport:
    return ground.planner.importing.commit(staged(ground, folder, *parts, **options))


def items(ground: Ground) -> dict[str, Item]:
    return {item.id: item for item in ground.planner.visits.plan(ground.visit).items}


def titled(ground: Ground, title: str) -> Item:
    (item,) = [one for one in items(ground).values() if one.title == title]
    return item


def test_an_event_becomes_an_entry_with_time_place_and_an_internal_note(
    ground: Ground, tmp_path: Path
) -> None:
    report = take_in(ground, tmp_path, BRIEFING)

    item = titled(ground, "Briefing at the embassy")
    assert report.added == 1
    assert (item.start_local, item.start_zone) == (dt.datetime(2027, 5, 12, 9), COPENHAGEN)
    assert (item.site_id, item.place) == (ground.known["Niels Bohr Institute"], "Meeting room 2")
    assert item.status is ItemStatus.CONFIRMED
    assert item.internal_notes.startswith("Code 4711\n\nOrganiser: Siobhan O’Connor <sio@")
    assert item.internal_notes.endswith("Invited: Jens Holm <jens@ufm.example>")
    assert item.public_text == ""
    assert item.id == event_item_id(ground.visit, "briefing@ufm.example")


def test_a_description_goes_out_only_where_that_is_wanted_and_it_is_not_private(
    ground: Ground, tmp_path: Path
) -> None:
    private = BRIEFING.replace("UID:briefing", "CLASS:PRIVATE\nUID:secret").replace(
        "Briefing", "Private talk"
    )
    take_in(ground, tmp_path, BRIEFING, private, public=True)

    assert titled(ground, "Briefing at the embassy").public_text == "Code 4711"
    assert "4711" not in titled(ground, "Briefing at the embassy").internal_notes
    assert titled(ground, "Private talk at the embassy").public_text == ""
    assert "4711" in titled(ground, "Private talk at the embassy").internal_notes


def test_an_organiser_whom_the_library_knows_becomes_the_host_where_wanted(
    ground: Ground, tmp_path: Path
) -> None:
    host = PersonId(ground.known["host"])
    ground.planner.contacts.set_points(host, ContactKind.EMAIL, ["sio@ess.example"])

    take_in(ground, tmp_path, BRIEFING, WHOLE_DAY, hosts=True)

    plan = ground.planner.visits.plan(ground.visit)
    hosts = plan.hosts_of(titled(ground, "Briefing at the embassy"))
    assert [one.person_id for one in hosts] == [host]
    assert not plan.hosts_of(titled(ground, "Holiday in Denmark"))
    (row,) = staged(ground, tmp_path, BRIEFING).rows
    assert row.decision is Decision.SAME


def test_a_series_gives_its_days_and_whole_days_stay_whole(ground: Ground, tmp_path: Path) -> None:
    take_in(ground, tmp_path, SERIES, WHOLE_DAY)

    coffee = [one for one in items(ground).values() if one.title == "Morning coffee"]
    assert sorted(one.start_local.day for one in coffee if one.start_local) == [10, 12]
    assert {one.start_zone for one in coffee} <= {LUND, "Europe/Paris"}
    assert titled(ground, "Holiday in Denmark").all_day


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_same_calendar_twice_adds_nothing(
    ground: Ground, tmp_path: Path, language: str
) -> None:
    take_in(ground, tmp_path, BRIEFING, SERIES, WHOLE_DAY)
    before = items(ground)
    i18n.use(language)
    again = staged(ground, tmp_path, BRIEFING, SERIES, WHOLE_DAY)
    i18n.use("en")

    assert [row.decision for row in again.rows] == [Decision.SAME] * 4
    assert not again.changes_anything
    report = ground.planner.importing.commit(again)
    assert (report.unchanged, report.step) == (4, None)
    assert items(ground) == before
    assert any(finding.kind == "workbook.read_before" for finding in again.notices)


def test_one_undo_takes_all_of_it_back_and_so_does_the_history_of_imports(
    ground: Ground, tmp_path: Path
) -> None:
    before = items(ground)
    report = take_in(ground, tmp_path, BRIEFING, SERIES, WHOLE_DAY)
    assert report.step is not None
    ground.planner.history.undo(report.step)
    assert items(ground) == before

    take_in(ground, tmp_path, BRIEFING, SERIES, WHOLE_DAY)
    (line, *_more) = ground.planner.import_history.page()
    assert (line.batch.kind, line.batch.added, line.can_be_undone) == ("events", 4, True)
    done = ground.planner.import_history.take_back(line.batch.id)
    assert not done.kept
    assert items(ground) == before


def test_a_meeting_moved_in_the_calendar_moves_the_same_entry(
    ground: Ground, tmp_path: Path
) -> None:
    take_in(ground, tmp_path, BRIEFING)
    key = titled(ground, "Briefing at the embassy").id
    count = len(items(ground))
    moved = BRIEFING.replace("0512T09", "0513T14").replace("0512T10", "0513T15")

    staging = staged(ground, tmp_path, moved)
    (row,) = staging.rows
    assert row.decision is Decision.UPDATE
    assert {change.field for change in row.taken} == {"when"}
    assert row.candidates[0].reasons == ("same_uid",)
    ground.planner.importing.commit(staging)

    assert items(ground)[key].start_local == dt.datetime(2027, 5, 13, 14)
    assert items(ground)[key].end_local == dt.datetime(2027, 5, 13, 15)
    assert len(items(ground)) == count


def test_what_was_changed_here_is_not_undone_by_the_calendar(
    ground: Ground, tmp_path: Path
) -> None:
    take_in(ground, tmp_path, BRIEFING)
    key = titled(ground, "Briefing at the embassy").id
    ground.planner.itineraries.edit(key, title="Briefing, embassy of Japan")

    (row,) = staged(ground, tmp_path, BRIEFING).rows
    assert row.decision is Decision.SAME
    assert [change.field for change in row.changes] == ["title"]
    assert not row.taken

    (row,) = staged(ground, tmp_path, BRIEFING.replace("Code 4711", "Code 4712")).rows
    assert row.decision is Decision.UPDATE
    assert [change.field for change in row.taken] == ["internal_notes"]


def test_a_new_description_replaces_the_old_one_inside_the_note(
    ground: Ground, tmp_path: Path
) -> None:
    take_in(ground, tmp_path, BRIEFING)
    key = titled(ground, "Briefing at the embassy").id
    note = items(ground)[key].internal_notes
    ground.planner.itineraries.edit(key, internal_notes=f"Ask about parking\n\n{note}")

    take_in(ground, tmp_path, BRIEFING.replace("Code 4711", "Code 4712"))

    now = items(ground)[key].internal_notes
    assert now.startswith("Ask about parking\n\nCode 4712\n\nOrganiser: ")
    assert "4711" not in now


def test_a_cancelled_event_cancels_its_entry_and_never_makes_one(
    ground: Ground, tmp_path: Path
) -> None:
    (row,) = staged(ground, tmp_path, BRIEFING, method="CANCEL").rows
    assert row.decision is Decision.SKIP

    take_in(ground, tmp_path, BRIEFING)
    cancelled = staged(ground, tmp_path, BRIEFING, method="CANCEL")
    assert [change.field for change in cancelled.rows[0].taken] == ["status"]
    ground.planner.importing.commit(cancelled)
    assert titled(ground, "Briefing at the embassy").status is ItemStatus.CANCELLED


def test_a_day_that_a_series_lost_is_only_offered_to_be_cancelled(
    ground: Ground, tmp_path: Path
) -> None:
    take_in(ground, tmp_path, SERIES)
    shorter = SERIES.replace("COUNT=3", "COUNT=2")

    staging = staged(ground, tmp_path, shorter)
    gone = [row for row in staging.rows if any(one.kind == "event.gone" for one in row.findings)]
    assert [row.position[:10] for row in gone] == ["Wed 12 May"]
    assert gone[0].decision is Decision.SAME
    assert gone[0].changes[0].offered


def test_an_event_under_a_new_uid_is_found_by_title_and_start(
    ground: Ground, tmp_path: Path
) -> None:
    count = len(items(ground))
    lunch = event(
        "SUMMARY:LUNCH",
        "DTSTART;TZID=Europe/Stockholm:20270510T120000",
        "DTEND;TZID=Europe/Stockholm:20270510T130000",
        uid="x1",
    )
    later = lunch.replace("T12", "T14").replace("T13", "T15").replace("x1", "x2")

    (row,) = staged(ground, tmp_path, lunch).rows
    assert row.candidates[0].reasons == ("same_start",)
    assert row.chosen == ground.known["lunch"]

    (row,) = staged(ground, tmp_path, later).rows
    assert row.decision is Decision.UNDECIDED
    assert row.candidates[0].reasons == ("same_day",)
    take_in(ground, tmp_path, later)
    assert len(items(ground)) == count


def test_events_outside_the_visit_are_skipped_and_far_ones_only_counted(
    ground: Ground, tmp_path: Path
) -> None:
    before = BRIEFING.replace("20270512", "20270501")
    far = BRIEFING.replace("20270512", "20280512").replace("briefing@", "far@")

    staging = staged(ground, tmp_path, before, far)

    (row,) = staging.rows
    assert row.decision is Decision.SKIP
    assert any(finding.kind == "event.outside" for finding in row.findings)
    (notice,) = staging.notices
    assert (notice.kind, notice.facts["count"]) == ("workbook.events_far", 1)


def test_times_without_a_zone_are_those_of_the_place(ground: Ground, tmp_path: Path) -> None:
    floating = BRIEFING.replace(";TZID=Europe/Copenhagen", "")
    utc = event("SUMMARY:Call", "DTSTART:20270511T080000Z", "DTEND:20270511T083000Z", uid="call")

    staging = staged(ground, tmp_path, floating, utc)
    ground.planner.importing.commit(staging)

    assert titled(ground, "Briefing at the embassy").start_zone == COPENHAGEN
    call = titled(ground, "Call")
    assert (call.start_local, call.start_zone) == (dt.datetime(2027, 5, 11, 10), LUND)
    said = [sentence(finding) for row in staging.rows for finding in row.findings]
    assert any(text.startswith("The file gives the moment in UTC") for text in said)
    assert any(text.startswith("The file names no time zone") for text in said)


def test_the_second_of_two_equal_hours_is_told_from_the_first(
    ground: Ground, tmp_path: Path
) -> None:
    day = dt.date(2027, 10, 31)
    ground.planner.visits.edit(ground.visit, first_day=day, last_day=day)
    first = event("SUMMARY:First", "DTSTART:20271031T003000Z", "DURATION:PT30M", uid="a")
    second = event("SUMMARY:Second", "DTSTART:20271031T013000Z", "DURATION:PT30M", uid="b")

    take_in(ground, tmp_path, first, second)

    assert titled(ground, "First").start_local == titled(ground, "Second").start_local
    assert [titled(ground, name).start_fold for name in ("First", "Second")] == [0, 1]
    assert not staged(ground, tmp_path, first, second).changes_anything


def test_a_time_that_the_clock_skips_is_kept_and_found_by_the_checks(
    ground: Ground, tmp_path: Path
) -> None:
    day = dt.date(2027, 3, 28)
    ground.planner.visits.edit(ground.visit, first_day=day, last_day=day)
    night = event(
        "SUMMARY:Night call",
        "DTSTART;TZID=Europe/Copenhagen:20270328T023000",
        "DTEND;TZID=Europe/Copenhagen:20270328T040000",
        uid="night",
    )

    take_in(ground, tmp_path, night)

    assert titled(ground, "Night call").start_local == dt.datetime(2027, 3, 28, 2, 30)
    found = ground.planner.checking.findings(ground.planner.visits.plan(ground.visit))
    assert any(finding.kind == "time.skipped" for finding in found)
    assert not staged(ground, tmp_path, night).changes_anything


def test_our_own_calendar_comes_back_as_nothing_new(ground: Ground, tmp_path: Path) -> None:
    request = ExportRequest(visit_id=ground.visit, folder=tmp_path, calendars=(Calendars.VISIT,))
    (path,) = [one for one in ground.planner.exporting.write(request).files if one.suffix == ".ics"]
    calendars = ground.planner.calendar_importing

    staging = calendars.stage(calendars.read(path, ground.visit), ground.visit)

    assert len(staging.rows) >= 8
    assert not staging.changes_anything
    assert staging.count(Decision.SAME) == len(staging.rows)


def test_our_own_entry_moved_by_the_reader_comes_back_as_an_update(
    ground: Ground, tmp_path: Path
) -> None:
    item = items(ground)[ground.item("signing")]
    plan = ground.planner.visits.plan(ground.visit)

    (ours,) = own_events(plan, [item], i18n.language("en"))
    back = event(
        f"SEQUENCE:{ours.sequence + 1}",
        f"SUMMARY:{ours.summary}",
        "DTSTART;TZID=Europe/Copenhagen:20270511T153000",
        "DTEND;TZID=Europe/Copenhagen:20270511T163000",
        uid=ours.uid,
    )

    take_in(ground, tmp_path, back)

    now = items(ground)[item.id]
    assert now.start_local == dt.datetime(2027, 5, 11, 15, 30)
    assert (now.title, now.kind, now.site_id) == (item.title, ItemKind.CEREMONY, item.site_id)


def test_a_calendar_that_was_compared_before_it_was_taken_in_elsewhere_is_refused(
    ground: Ground, tmp_path: Path
) -> None:
    staging = staged(ground, tmp_path, BRIEFING)
    ground.planner.importing.commit(staging)
    count = len(items(ground))
    with pytest.raises(OutOfDate):
        ground.planner.importing.commit(staging)
    assert len(items(ground)) == count


def test_people_are_neither_added_nor_changed_by_events(ground: Ground, tmp_path: Path) -> None:
    before = ground.planner.keeper(Person).of()
    take_in(ground, tmp_path, BRIEFING)
    assert ground.planner.keeper(Person).of() == before


def test_what_is_no_calendar_is_refused(ground: Ground, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name;E-mail\nIto;ito@jst.example\n")
    with pytest.raises(NotReadable):
        ground.planner.calendar_importing.read(path, ground.visit)


def test_the_years_of_a_whole_mailbox_do_not_crowd_out_the_days_of_the_visit(
    ground: Ground, tmp_path: Path
) -> None:
    start = dt.datetime(2021, 1, 1, 9)
    years = [
        event(
            f"SUMMARY:Old {number}",
            f"DTSTART;TZID=Europe/Copenhagen:{start + dt.timedelta(hours=8 * number):%Y%m%dT%H%M%S}",
            uid=f"old{number}",
        )
        for number in range(6_000)
    ]
    staging = staged(ground, tmp_path, *years, BRIEFING)

    assert [row.name for row in staging.rows] == ["Briefing at the embassy"]
    (notice,) = staging.notices
    assert (notice.kind, notice.facts["count"]) == ("workbook.events_far", 6_000)


def test_ten_thousand_events_are_read_within_bounds(ground: Ground, tmp_path: Path) -> None:
    start = dt.datetime(2027, 5, 10)
    many = [
        event(
            f"SUMMARY:Slot {number % 700}",
            f"DTSTART;TZID=Europe/Copenhagen:{start + dt.timedelta(minutes=number % 5760):%Y%m%dT%H%M%S}",
            "DURATION:PT30M",
            uid=f"slot{number}",
        )
        for number in range(10_000)
    ]
    staging = staged(ground, tmp_path, *many)

    assert len(staging.rows) == 5_000
    assert any(
        (finding.kind, finding.facts["count"]) == ("workbook.entries_cut", 5_000)
        for finding in staging.notices
    )
    report = ground.planner.importing.commit(staging)
    assert report.added == 5_000
    assert not staged(ground, tmp_path, *many).changes_anything
    assert ItemId(event_item_id(ground.visit, "slot0")) in items(ground)


ODD_ZONES = ("Mars/Olympus", "GMT+0200", "Europe", "x" * 300, "Eu\0rope/Rome")


@pytest.mark.parametrize("name", ODD_ZONES)
def test_an_event_in_a_zone_that_nobody_knows_waits_until_the_city_is_said(
    ground: Ground, tmp_path: Path, name: str
) -> None:
    """Rows E14 and E15: asked once for the name, never guessed, the name of the file kept."""
    odd = event("SUMMARY:Call", f"DTSTART;TZID={name}:20270511T090000", "DURATION:PT1H", uid="odd")
    again = event("SUMMARY:Talk", f"DTSTART;TZID={name}:20270511T140000", uid="two")
    calendars, importing = ground.planner.calendar_importing, ground.planner.importing
    file = calendars.read(calendar(tmp_path, BRIEFING, odd, again), ground.visit)

    (asked,) = file.unknown_zones
    assert file.unknown_zones == {asked: 2}
    assert asked.startswith(name[:2])
    staging = calendars.stage(file, ground.visit)
    waiting = [row for row in staging.rows if row.name in ("Call", "Talk")]
    assert [(row.decision, row.can_be_new) for row in waiting] == [(Decision.SKIP, False)] * 2
    assert all(
        "is not known. Say which city is meant" in sentence(row.findings[0]) for row in waiting
    )
    assert importing.decide_all(staging, Decision.NEW).count(Decision.NEW) == 1
    importing.commit(staging)
    assert not [one for one in items(ground).values() if one.title in ("Call", "Talk")]

    told = calendars.stage(file, ground.visit, zones={asked: "Asia/Tokyo"})
    importing.commit(told)
    call = titled(ground, "Call")
    assert (call.start_local, call.start_zone) == (dt.datetime(2027, 5, 11, 9), "Asia/Tokyo")
    assert f"Time zone in the file: “{asked}”, taken as Asia/Tokyo" in call.internal_notes

    known = calendars.stage(file, ground.visit, zones={asked: "Asia/Tokyo"})
    assert {row.decision for row in known.rows} == {Decision.SAME}


def test_an_entry_that_is_known_stays_where_it_is_while_its_zone_is_not(
    ground: Ground, tmp_path: Path
) -> None:
    """A calendar that came before with a good zone comes again with one that nobody knows."""
    take_in(ground, tmp_path, BRIEFING)
    before = titled(ground, "Briefing at the embassy")
    odd = BRIEFING.replace("Europe/Copenhagen", "Mars/Olympus").replace("T090000", "T070000")

    report = take_in(ground, tmp_path, odd)

    assert report.skipped == 1
    assert titled(ground, "Briefing at the embassy") == before
