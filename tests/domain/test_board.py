"""Days side by side: pieces of items, lanes while groups differ, strips where country or zone change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, site
from planner.domain.board import DAY_MINUTES, Part, board_days, lanes_of, parts_of
from planner.domain.itinerary import ItemKind
from planner.domain.plan import Plan

TOKYO = "Asia/Tokyo"


def day(plan: Plan, number: int = 0) -> tuple[Part, ...]:
    return board_days(plan)[number].parts


def test_every_day_of_the_visit_has_a_column_also_without_entries() -> None:
    assert [one.date for one in board_days(PlanBuilder("Abe").plan)] == [
        MONDAY + dt.timedelta(number) for number in range(3)
    ]


def test_what_the_whole_delegation_does_has_the_day_to_itself() -> None:
    build = PlanBuilder("Abe", "Sato")
    build.item("Talks", "09:00", "11:00")
    build.item("Lunch", "11:00", "12:00")

    placed = lanes_of(build.plan, day(build.plan))

    assert [(one.lane, one.lanes, one.fork) for one in placed] == [(0, 1, 0), (0, 1, 1)]


def test_groups_fork_and_keep_their_lanes_until_they_meet_again() -> None:
    build = PlanBuilder("Abe", "Sato")
    build.group("A", "Abe")
    build.group("B", "Sato")
    build.item("NanoMAX", "09:00", "10:00", groups="B")
    build.item("Drafting", "09:30", "12:00", groups="A")
    build.item("BioMAX", "10:00", "12:00", groups="B")
    build.item("Lunch", "12:00", "13:00")

    placed = {one.part.item.title: one for one in lanes_of(build.plan, day(build.plan))}

    assert [placed[name].lane for name in ("Drafting", "NanoMAX", "BioMAX")] == [0, 1, 1]
    assert {placed[name].lanes for name in ("Drafting", "NanoMAX", "BioMAX")} == {2}
    assert placed["Lunch"].lanes == 1


def test_a_night_flight_stands_on_both_days_in_local_times() -> None:
    build = PlanBuilder("Abe")
    build.item("Flight", "22:00", "Tue 05:30", kind=ItemKind.LEG, start_zone=TOKYO, end_zone=CPH)

    first, second, _third = board_days(build.plan)

    assert [(part.start, part.end, part.ends) for part in first.parts] == [
        (22 * 60, DAY_MINUTES, False)
    ]
    assert [(part.start, part.end, part.begins) for part in second.parts] == [(0, 330, False)]
    assert (first.zone, second.zone) == (TOKYO, CPH)


def test_a_day_with_two_zones_has_a_second_ruler_and_a_strip_with_the_shift() -> None:
    build = PlanBuilder("Abe")
    build.item("Flight", "11:00", "16:05", kind=ItemKind.LEG, start_zone=TOKYO, end_zone=CPH)

    (today, *_rest) = board_days(build.plan)

    assert (today.zone, today.other_zone) == (TOKYO, CPH)
    assert [(strip.zone, strip.shift) for strip in today.strips] == [(CPH, -7 * 60)]


def test_a_border_is_a_strip_without_a_shift() -> None:
    build = PlanBuilder("Abe")
    build.item("NBI", "09:00", "10:00", at_site=site("NBI", country="DK"))
    build.item("ESS", "12:00", "13:00", at_site=site("ESS", country="SE"))

    (today, *_rest) = board_days(build.plan)

    assert [(strip.country, strip.shift, strip.minute) for strip in today.strips] == [
        ("SE", 0, 12 * 60)
    ]
    assert today.other_zone == ""


def test_a_landing_before_the_start_by_the_clock_is_still_seen() -> None:
    build = PlanBuilder("Abe")
    made = build.item("To Honolulu", "Tue 20:00", "Mon 09:00", kind=ItemKind.LEG)

    assert [(part.day, part.end > part.start) for part in parts_of(made)] == [
        (MONDAY + dt.timedelta(1), True),
        (MONDAY, True),
    ]


def test_a_dinner_that_ends_at_midnight_stays_on_its_day() -> None:
    build = PlanBuilder("Abe")
    made = build.item("Dinner", "19:00", "Tue 00:00")

    assert [(part.day, part.end, part.ends) for part in parts_of(made)] == [
        (MONDAY, DAY_MINUTES, True)
    ]


@given(
    st.lists(st.tuples(st.integers(0, 1380), st.integers(1, 300), st.integers(0, 3)), max_size=25)
)
def test_no_two_parts_share_a_place(wanted: list[tuple[int, int, int]]) -> None:
    build = PlanBuilder("Abe", "Sato", "Ito")
    for letter, name in zip("ABC", ["Abe", "Sato", "Ito"], strict=True):
        build.group(letter, name)
    midnight = dt.datetime.combine(MONDAY, dt.time())
    for start, length, group in wanted:
        build.item(
            "Talk",
            (midnight + dt.timedelta(minutes=start)).isoformat(),
            (midnight + dt.timedelta(minutes=min(start + length, 1439))).isoformat(),
            groups=" ABC"[group].strip(),
        )

    placed = lanes_of(build.plan, day(build.plan))

    assert len(placed) == len(wanted)
    for number, one in enumerate(placed):
        assert one.lane + one.span <= one.lanes
        for other in placed[:number]:
            overlap = one.part.start < other.part.end and other.part.start < one.part.end
            side_by_side = one.lane + one.span <= other.lane or other.lane + other.span <= one.lane
            assert not overlap or side_by_side


@pytest.mark.parametrize(
    "fields", [{}, {"all_day": True}, {"kind": ItemKind.STAY}, {"kind": ItemKind.LEG}]
)
def test_a_year_mistyped_by_eighty_draws_two_days_and_not_thousands(fields: dict[str, Any]) -> None:
    build = PlanBuilder("Abe")
    build.item("Talk", "10:00", "2107-05-11 11:00", **fields)

    dates = [one.date for one in board_days(build.plan) if one.parts or one.whole]

    assert dates == [MONDAY, dt.date(2107, 5, 11)]
    assert len(board_days(build.plan)) == 4, "the days of the visit, and the last one"


def test_a_visit_of_eighty_years_has_two_days() -> None:
    build = PlanBuilder("Abe")
    last = MONDAY.replace(year=2107)
    build.plan = replace(build.plan, visit=replace(build.plan.visit, last_day=last))

    assert [one.date for one in board_days(build.plan)] == [MONDAY, last]
