"""Of start, end and duration any two give the third, and what people type is understood."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder
from planner.domain.itinerary import Item, ItemKind
from planner.domain.run_of_show import (
    Cell,
    Trouble,
    length_text,
    minutes_of,
    read_length,
    read_time,
    slot_for,
)
from planner.domain.slots import Slot, put


def talks(start: str = "09:00", end: str = "10:30", **fields: object) -> Item:
    return PlanBuilder("Abe").item("Talks", start, end, **fields)


def typed(item: Item, cell: Cell, text: str) -> Item:
    slot = slot_for(item, cell, text, MONDAY)
    assert isinstance(slot, Slot)
    return put(item, slot)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("14:30", 14, 30), ("14.30", 14, 30), ("1430", 14, 30), ("2:30 pm", 14, 30), ("09:05", 9, 5),
        ("14 Uhr", 14, 0), ("0:15", 0, 15), ("１４：３０", 14, 30), ("9am", 9, 0),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text: str, hour: int, minute: int) -> None:
    assert read_time(text) == dt.time(hour, minute)


@pytest.mark.parametrize("text", ["", "later", "25:00", "14:75", "14:30 or so", "12 rooms"])
def test_what_is_no_time_is_said(text: str) -> None:
    assert isinstance(read_time(text), Trouble)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45 min", 45),
        ("1h30", 90),
        ("1½ t", 90),
        ("1,5h", 90),
        ("1:30", 90),
        ("90", 90),
        ("2 timer", 120),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, minutes: int) -> None:
    assert read_length(text) == minutes


@pytest.mark.parametrize("text", ["", "long", "0", "-5", "9999"])
def test_what_is_no_duration_is_said(text: str) -> None:
    assert isinstance(read_length(text), Trouble)


def test_a_new_start_keeps_the_length() -> None:
    moved = typed(talks(), Cell.START, "13:15")

    assert (moved.start_local, minutes_of(moved)) == (
        dt.datetime.combine(MONDAY, dt.time(13, 15)), 90,
    )  # fmt: skip


def test_a_new_duration_moves_the_end_and_a_new_end_changes_the_duration() -> None:
    assert minutes_of(typed(talks(), Cell.END, "11:00")) == 120
    longer = typed(talks(), Cell.DURATION, "45 min")
    assert longer.end_local == dt.datetime.combine(MONDAY, dt.time(9, 45))


def test_an_end_before_the_start_is_on_the_next_day() -> None:
    dinner = typed(talks("19:00", "21:00"), Cell.END, "00:30")

    assert dinner.end_local == dt.datetime.combine(MONDAY + dt.timedelta(1), dt.time(0, 30))


def test_a_stay_of_several_nights_keeps_its_nights_when_the_end_is_typed() -> None:
    three = talks("2027-05-10 15:00", "2027-05-13 11:00", kind=ItemKind.STAY)
    one = talks("2027-05-10 15:00", "2027-05-11 11:00", kind=ItemKind.STAY)
    fair = talks("2027-05-10 09:00", "2027-05-12 17:00")

    assert typed(three, Cell.END, "10:00").end_local == dt.datetime(2027, 5, 13, 10)
    assert typed(one, Cell.END, "16:00").end_local == dt.datetime(2027, 5, 11, 16)
    assert typed(fair, Cell.END, "18:00").end_local == dt.datetime(2027, 5, 12, 18)


def test_a_dinner_after_midnight_can_end_before_it_again() -> None:
    dinner = talks("2027-05-10 22:00", "2027-05-11 01:00")

    assert typed(dinner, Cell.END, "23:30").end_local == dt.datetime(2027, 5, 10, 23, 30)


def test_lengths_are_real_over_the_end_of_summer_time() -> None:
    night = typed(talks("2027-10-31 01:00", "2027-10-31 02:00"), Cell.DURATION, "3h")

    assert night.end_local == dt.datetime(2027, 10, 31, 3)
    assert minutes_of(night) == 180


def test_a_time_that_the_clock_skips_or_shows_twice_is_asked_back() -> None:
    """Rows H1 and H2 in the table: nothing is written, and the second is said with a letter."""
    spring, autumn = "2027-03-28", "2027-10-31"
    early = talks(f"{spring} 00:30", f"{spring} 01:00")
    late = talks(f"{autumn} 00:30", f"{autumn} 01:00")

    for cell in (Cell.START, Cell.END):
        assert slot_for(early, cell, "02:30", MONDAY) is Trouble.SKIPPED
        assert slot_for(late, cell, "02:30", MONDAY) is Trouble.TWICE
    second = typed(late, Cell.END, "02:30b")
    assert (second.end_fold, minutes_of(second)) == (1, 180)
    assert minutes_of(typed(late, Cell.END, "02:30a")) == 120
    assert typed(late, Cell.START, "2:30b").start_fold == 1


def test_a_flight_keeps_the_zone_of_its_far_end() -> None:
    flight = talks("10:00", "16:00", kind=ItemKind.LEG, start_zone="Asia/Tokyo", end_zone=CPH)
    longer = typed(flight, Cell.DURATION, "13h")

    assert (longer.start_zone, longer.end_zone) == ("Asia/Tokyo", CPH)
    assert minutes_of(longer) == 780


@given(st.integers(0, 1439), st.integers(1, 600))
def test_start_and_duration_and_end_agree(start: int, minutes: int) -> None:
    item = typed(talks(), Cell.START, f"{start // 60:02d}:{start % 60:02d}")
    item = typed(item, Cell.DURATION, length_text(minutes))
    assert item.end_local is not None
    same = typed(item, Cell.END, f"{item.end_local:%H:%M}")

    assert minutes_of(item) == minutes
    assert same.end_local == item.end_local


@given(st.text(max_size=12))
def test_any_text_is_answered(text: str) -> None:
    for cell in Cell:
        assert isinstance(slot_for(talks(), cell, text, MONDAY), Slot | Trouble)
