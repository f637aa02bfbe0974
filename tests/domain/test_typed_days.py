"""A day as people type it: one reading, two that are asked about, or none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.typed_days import day_readings, from_then

NEAR = dt.date(2027, 5, 10)
FOURTH = dt.date(2027, 3, 4)
THIRD = dt.date(2027, 4, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-04", "20270304", "2027/3/4", "4.3.2027", "04.03.27", "4. 3.", "4 March 2027",
        "Thu 4 March", "4. März 2027", "den 4. marts 2027", "March 4, 2027", "4th March 2027",
        "2027年3月4日", "-67", "−67".replace("−", "–"),
    ],
)  # fmt: skip
def test_one_day_is_meant(text: str) -> None:
    assert day_readings(text, NEAR) == (FOURTH,)


@pytest.mark.parametrize("text", ["3/4/2027", "3-4-2027", "03/04/27", "3/4"])
def test_day_and_month_may_change_places(text: str) -> None:
    assert day_readings(text, NEAR) == (THIRD, FOURTH)


def test_only_what_exists_is_a_reading() -> None:
    assert day_readings("13/4/2027", NEAR) == day_readings("4/13/2027", NEAR)
    assert day_readings("4/4/2027", NEAR) == (dt.date(2027, 4, 4),)
    for none in ("", "soon", "31.2.2027", "2027-13-40", "+", "+7 months", "3.4.5.6"):
        assert day_readings(none, NEAR) == ()


def test_without_a_year_it_is_the_nearest_and_a_step_counts_from_there() -> None:
    december = dt.date(2027, 12, 28)
    assert day_readings("5 January", december) == (dt.date(2028, 1, 5),)
    assert day_readings("29.2.", dt.date(2028, 1, 1)) == (dt.date(2028, 2, 29),)
    assert day_readings("+1 week", NEAR) == day_readings("+7", NEAR) == (dt.date(2027, 5, 17),)
    assert day_readings("+2 Wochen", NEAR) == (dt.date(2027, 5, 24),)
    assert (from_then(1), from_then(-7)) == ("1 day later", "7 days earlier")


@given(st.dates(dt.date(1970, 1, 1), dt.date(2099, 12, 31)))
def test_an_iso_date_is_itself_and_a_typed_one_is_among_its_readings(day: dt.date) -> None:
    assert day_readings(day.isoformat(), NEAR) == (day,)
    assert day_readings(f"{day.day}.{day.month}.{day.year}", NEAR) == (day,)
    assert day in day_readings(f"{day.day}/{day.month}/{day.year}", NEAR)
    assert day in day_readings(f"{day.month}/{day.day}/{day.year}", NEAR)


@given(st.text(max_size=12))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    assert len(day_readings(text, NEAR)) <= 2
