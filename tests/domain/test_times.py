"""Wall times, spans and the change of the clocks."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.times import (
    PartialDate,
    Span,
    WallTime,
    parse_partial_date,
    partial_end,
    partial_start,
)

ZONES = st.sampled_from(
    ["Europe/Copenhagen", "Asia/Tokyo", "America/Nuuk", "Pacific/Honolulu", "Asia/Kolkata"]
)
LOCAL = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2032, 1, 1)).map(
    lambda t: t.replace(microsecond=0)
)


def wall(text: str, zone: str = "Europe/Copenhagen") -> WallTime:
    return WallTime(dt.datetime.fromisoformat(text), zone)


def test_a_night_flight_lands_the_next_day_and_takes_its_real_time() -> None:
    flight = Span(wall("2027-05-12 15:45"), wall("2027-05-13 11:30", "Asia/Tokyo"))

    assert flight.duration == dt.timedelta(hours=12, minutes=45)
    assert flight.days_later == 1


def test_over_the_date_line_one_lands_before_one_leaves_by_the_clock() -> None:
    flight = Span(
        wall("2027-05-12 21:00", "Asia/Tokyo"), wall("2027-05-12 09:15", "Pacific/Honolulu")
    )

    assert flight.duration == dt.timedelta(hours=7, minutes=15)


def test_the_skipped_hour_of_spring_does_not_exist() -> None:
    assert not wall("2027-03-28 02:30").exists
    assert wall("2027-03-28 03:30").exists


def test_the_doubled_hour_of_autumn_is_told_apart_by_fold() -> None:
    first = wall("2027-10-31 02:30")
    second = WallTime(dt.datetime(2027, 10, 31, 2, 30, fold=1), "Europe/Copenhagen")

    assert first.is_awkward
    assert second.instant - first.instant == dt.timedelta(hours=1)


def test_two_real_hours_over_the_change_are_not_two_hours_on_the_wall() -> None:
    assert wall("2027-03-28 01:30").plus(dt.timedelta(hours=2)).local == dt.datetime(
        2027, 3, 28, 4, 30
    )


@given(LOCAL, ZONES, ZONES)
def test_the_same_moment_in_another_zone_is_the_same_moment(
    local: dt.datetime, here: str, there: str
) -> None:
    moment = WallTime(local, here)

    assert moment.in_zone(there).instant == moment.instant


@given(LOCAL, ZONES, st.timedeltas(dt.timedelta(0), dt.timedelta(days=3)))
def test_durations_are_counted_in_real_time(
    local: dt.datetime, zone: str, length: dt.timedelta
) -> None:
    start = WallTime(local, zone)

    assert start.plus(length).instant - start.instant == length


def test_touching_spans_do_not_overlap() -> None:
    morning = Span(wall("2027-05-10 09:00"), wall("2027-05-10 10:00"))
    noon = Span(wall("2027-05-10 10:00"), wall("2027-05-10 11:00"))

    assert not morning.overlaps(noon)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
        ("2023-10", dt.date(2023, 10, 1), dt.date(2023, 10, 31)),
        ("2023-12", dt.date(2023, 12, 1), dt.date(2023, 12, 31)),
        ("2023-10-26", dt.date(2023, 10, 26), dt.date(2023, 10, 26)),
    ],
)
def test_a_date_may_be_known_to_the_year_or_month_only(
    text: str, first: dt.date, last: dt.date
) -> None:
    value = parse_partial_date(text)

    assert (partial_start(value), partial_end(value)) == (first, last)


@pytest.mark.parametrize("text", ["soon", "2023-13", "2023-02-30", "23-1-1", "2023-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_partial_date(text)


def test_an_unknown_date_has_no_ends() -> None:
    assert partial_start(PartialDate("")) is None
    assert partial_end(PartialDate("")) is None
