"""The days of a programme: each entry on the days of its ends, in order, by the clocks of the place."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from hypothesis import given
from tests.documents.papers_made import entries_by_day, material, visits

from factories import CPH, MONDAY, PlanBuilder, at, site
from planner.documents.content import Change, first
from planner.documents.programme.days import day_entries, day_heading, paper_days
from planner.documents.programme.official_programme import official_programme
from planner.documents.speaking.clocks import clock
from planner.documents.speaking.dates import long_date
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import days

TOKYO = "Asia/Tokyo"


def shown(plan: Plan) -> list[list[tuple[str, str, str]]]:
    """Per day: time, what stands below it, title."""
    made = material(plan)
    return [
        [(one.time, first(one.time_note), first(one.title)) for one in entries.entries]
        for entries in (day_entries(made, day) for day in paper_days(made))
    ]


def test_a_night_flight_stands_on_both_days_with_the_clocks_of_each_place() -> None:
    build = PlanBuilder("Sato")
    build.leg(
        "Flight home",
        "Mon 18:40",
        "Tue 14:55",
        origin=site("CPH", city="Kastrup"),
        goal=site("Haneda", city="Tokyo", zone=TOKYO),
        end_zone=TOKYO,
    )

    assert shown(build.plan) == [
        [("18:40 → 14:55", "+1 · Kastrup → Tokyo", "Flight home")],
        [("→ 14:55", "Tokyo\nsince Mon 10 May", "Flight home")],
    ]


def test_one_checks_in_and_out_and_the_night_between_is_said_in_the_heading() -> None:
    build = PlanBuilder("Sato")
    hotel = site("Grand Hotel", city="Lund")
    build.item("Stay", "Mon 18:00", "Wed 09:00", kind=ItemKind.STAY, at_site=hotel)
    build.item("Talks", "Tue 10:00", "Tue 11:00")
    made = material(build.plan)

    assert shown(build.plan) == [
        [("18:00", "check-in", "Stay")],
        [("10:00–11:00", "", "Talks")],
        [("09:00", "check-out", "Stay")],
    ]
    notes = [first(day_heading(made, day).note) for day in paper_days(made)]
    assert notes == [
        "Lund · local time Copenhagen (UTC+2)",
        "local time Copenhagen (UTC+2) · Overnight: Grand Hotel",
        "Lund · local time Copenhagen (UTC+2)",
    ]


def test_whole_days_come_first_and_a_fair_of_three_days_stands_on_each() -> None:
    build = PlanBuilder("Sato")
    build.item("Early", "Mon 06:00", "07:00")
    build.item("Fair", "Mon 00:00", "Wed 00:00", all_day=True)

    assert shown(build.plan) == [
        [("All day", "", "Fair"), ("06:00–07:00", "", "Early")],
        [("All day", "", "Fair")],
        [("All day", "", "Fair")],
    ]


def test_entries_stand_in_the_order_in_which_they_happen_whatever_the_clocks_say() -> None:
    build = PlanBuilder("Sato", "Mori")
    build.item("Coach", "17:45", "18:15", named=("Sato",))
    build.item("Night flight", "22:30", "Tue 05:55", named=("Mori",), start_zone=TOKYO)

    assert [one[2] for one in shown(build.plan)[0]] == ["Night flight", "Coach"]


def test_a_time_in_another_zone_than_that_of_the_day_says_where() -> None:
    build = PlanBuilder("Sato", "Mori", "Abe")
    build.item("Talks", "10:00", "11:00")
    tokyo = site("MEXT", city="Tokyo", zone=TOKYO)
    build.item(
        "Call", "20:00", "20:30", named=("Abe",), at_site=tokyo, start_zone=TOKYO, end_zone=TOKYO
    )

    assert shown(build.plan)[0] == [("10:00–11:00", "", "Talks"), ("20:00–20:30", "Tokyo", "Call")]


def test_what_is_not_confirmed_is_marked_and_what_is_cancelled_or_an_idea_does_not_stand() -> None:
    build = PlanBuilder("Sato")
    build.item("Firm", "09:00", "10:00")
    for number, status in enumerate(ItemStatus):
        build.item(status.value, f"1{number}:00", f"1{number}:30", status=status)
    made = material(build.plan)
    entries = day_entries(made, paper_days(made)[0]).entries

    assert [(first(one.title), first(one.tag)) for one in entries] == [
        ("Firm", ""), ("requested", "tbc"), ("tentative", "tbc"), ("confirmed", ""),
    ]  # fmt: skip


def test_marks_say_what_is_new_what_changed_and_what_is_gone() -> None:
    build = PlanBuilder("Sato")
    hall = build.item("Hall", "09:00", "10:00")
    late = build.item("Late", "11:00", "12:00", place="Aula")
    lost = build.item("Lost", "14:00", "15:00")
    build.item("Same", "16:00", "17:00")
    before = build.plan
    build.item("Fresh", "18:00", "19:00")
    moved = replace(hall, start_local=at("Tue 09:30"), end_local=at("Tue 10:30"))
    held = replace(late, start_local=at("11:30"), end_local=at("12:30"), place="Room 2")
    after = replace(
        build.plan.with_items([moved, held]),
        items=tuple(one for one in build.plan.with_items([moved, held]).items if one.id != lost.id),
    )
    made = material(after, before=before)
    found = [
        [(one.change, first(one.title), first(one.change_note)) for one in block.entries]
        for block in (day_entries(made, day) for day in paper_days(made))
    ]

    assert found == [
        [
            (Change.CHANGED, "Late", "was 11:00–12:00; Place formerly: Aula"),
            (Change.GONE, "Lost", ""),
            (Change.NONE, "Same", ""),
            (Change.NEW, "Fresh", ""),
        ],
        [(Change.CHANGED, "Hall", "was Mon 10 May 09:00–10:00")],
    ]
    unmarked = material(after, before=before, wishes=replace(made.wishes, marks=False))
    assert not any(one.mark.change for day in paper_days(unmarked) for one in day.standing)


def expected(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """Title and the clock times that must stand, by the long date, worked out from the records."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in plan.items:
        if not _stands(item):
            continue
        assert item.start_local is not None
        assert item.end_local is not None
        start, end = item.start_local, item.end_local
        for day in _dates(item):
            if item.all_day:
                time = "All day"
            elif day == start.date():
                time = clock(start, "en")
            elif day == end.date():
                time = clock(end, "en")
            else:
                time = "All day"
            found[long_date(day, "en")].append((item.title, time))
    return found


def _stands(item: Item) -> bool:
    if item.start_local is None or item.kind is ItemKind.BLOCKER:
        return False
    gone = item.status in (ItemStatus.IDEA, ItemStatus.CANCELLED)
    return not gone and item.span.duration > dt.timedelta()


def _dates(item: Item) -> set[dt.date]:
    assert item.start_local is not None
    assert item.end_local is not None
    first_day, last_day = item.start_local.date(), item.end_local.date()
    if last_day < first_day or (item.kind is ItemKind.STAY and not item.all_day):
        return {first_day, last_day}
    every = set(days(first_day, last_day))
    ends_at_midnight = item.end_local.time() == dt.time() and first_day != last_day
    return every - {last_day} if ends_at_midnight and not item.all_day else every


def holds_just(plan: Plan, document: object) -> None:
    """Every entry of the plan is in the paper on its days with its times, and nothing else."""
    from planner.documents.content import Document

    wanted = expected(plan)
    if document is None:
        assert not wanted
        return
    assert isinstance(document, Document)
    found = entries_by_day(document)
    assert set(found) == set(wanted)
    for day, entries in found.items():
        assert sorted(first(one.title) for one in entries) == sorted(t for t, _ in wanted[day])
        for title, time in wanted[day]:
            entry = next(one for one in entries if first(one.title) == title)
            assert time in entry.time


@given(visits())
def test_every_entry_that_goes_out_stands_on_its_days_and_no_other_does(plan: Plan) -> None:
    made = material(plan)

    holds_just(made.plan, official_programme(made))
    assert {one.title for one in plan.items if _stands(one)} == {
        one.title for one in made.plan.items
    }


@given(visits())
def test_the_entries_of_a_day_are_in_order(plan: Plan) -> None:
    made = material(plan)
    for day in paper_days(made):
        begun = [one for one in day.standing if one.begins and not one.item.all_day]
        moments = [one.item.span.start.instant for one in begun]
        assert moments == sorted(moments)
        whole = [one.item.all_day for one in day.standing]
        assert whole == sorted(whole, reverse=True)


def test_the_zone_of_the_visit_is_no_clock_of_a_day_abroad() -> None:
    build = PlanBuilder("Sato")
    build.plan = replace(build.plan, visit=replace(build.plan.visit, zone=TOKYO))
    build.item("Talks", "10:00", "11:00", start_zone=CPH, end_zone=CPH)
    made = material(build.plan)

    note = day_heading(made, paper_days(made)[0]).note
    assert first(note) == "local time Copenhagen (UTC+2)"
    assert paper_days(made)[0].date == MONDAY


def test_the_head_of_a_day_begins_with_a_capital_in_every_language() -> None:
    build = PlanBuilder("Sato")
    build.item("Talks", "10:00", "11:00")
    heads = [
        first(day_heading(made, paper_days(made)[0]).text)
        for made in (material(build.plan, code) for code in ("en", "da", "sv", "de"))
    ]

    assert [head.split()[0] for head in heads] == ["Monday", "Mandag", "Måndag", "Montag,"]
