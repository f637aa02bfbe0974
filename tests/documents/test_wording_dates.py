"""Dates in five languages: golden tables by hand, and every day of years."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.documents.speaking.dates import (
    date_range,
    long_date,
    partial_date,
    plain_date,
    short_date,
)
from planner.domain.times import PartialDate
from planner.i18n import PAPER_LANGUAGES

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            dt.date(2027, 5, 10),
            {
                "en": "Monday 10 May 2027",
                "da": "mandag den 10. maj 2027",
                "de": "Montag, 10. Mai 2027",
                "sv": "måndag den 10 maj 2027",
                "ja": "2027年5月10日(月)",
            },
        ),
        (
            dt.date(2027, 3, 6),
            {
                "en": "Saturday 6 March 2027",
                "da": "lørdag den 6. marts 2027",
                "de": "Samstag, 6. März 2027",
                "sv": "lördag den 6 mars 2027",
                "ja": "2027年3月6日(土)",
            },
        ),
        (
            dt.date(2026, 12, 31),
            {
                "en": "Thursday 31 December 2026",
                "da": "torsdag den 31. december 2026",
                "de": "Donnerstag, 31. Dezember 2026",
                "sv": "torsdag den 31 december 2026",
                "ja": "2026年12月31日(木)",
            },
        ),
    ],
)
def test_long_dates_by_the_custom_of_the_language(day: dt.date, expected: dict[str, str]) -> None:
    assert {code: long_date(day, code) for code in PAPER_LANGUAGES} == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            dt.date(2027, 5, 10),
            ["Mon 10 May", "man. 10. maj", "Mo., 10. Mai", "mån 10 maj", "5月10日(月)"],
        ),
        (
            dt.date(2027, 10, 17),
            ["Sun 17 Oct", "søn. 17. okt.", "So., 17. Okt.", "sön 17 okt.", "10月17日(日)"],
        ),
        (
            dt.date(2027, 7, 7),
            ["Wed 7 Jul", "ons. 7. jul.", "Mi., 7. Juli", "ons 7 juli", "7月7日(水)"],
        ),
    ],
)
def test_short_dates_by_the_custom_of_the_language(day: dt.date, expected: list[str]) -> None:
    assert [short_date(day, code) for code in PAPER_LANGUAGES] == expected


def test_a_short_date_may_have_its_year() -> None:
    day = dt.date(2027, 5, 10)

    assert short_date(day, "en", year=True) == "Mon 10 May 2027"
    assert short_date(day, "ja", year=True) == "2027年5月10日(月)"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (
            dt.date(2027, 5, 9),
            dt.date(2027, 5, 12),
            [
                "9–12 May 2027",
                "9.–12. maj 2027",
                "9.–12. Mai 2027",
                "9–12 maj 2027",
                "2027年5月9日〜12日",
            ],
        ),
        (
            dt.date(2027, 4, 30),
            dt.date(2027, 5, 2),
            [
                "30 April – 2 May 2027",
                "30. april–2. maj 2027",
                "30. April – 2. Mai 2027",
                "30 april–2 maj 2027",
                "2027年4月30日〜5月2日",
            ],
        ),
        (
            dt.date(2027, 12, 30),
            dt.date(2028, 1, 2),
            [
                "30 December 2027 – 2 January 2028",
                "30. december 2027–2. januar 2028",
                "30. Dezember 2027 – 2. Januar 2028",
                "30 december 2027–2 januari 2028",
                "2027年12月30日〜2028年1月2日",
            ],
        ),
    ],
)
def test_ranges_say_once_what_both_dates_share(
    first: dt.date, last: dt.date, expected: list[str]
) -> None:
    assert [date_range(first, last, code) for code in PAPER_LANGUAGES] == expected


def test_a_visit_of_one_day_is_no_range() -> None:
    day = dt.date(2027, 5, 9)

    assert date_range(day, day, "da") == "9. maj 2027" == plain_date(day, "da")


def test_no_more_of_a_date_is_said_than_is_known() -> None:
    shown = [partial_date(PartialDate(text), "da") for text in ("", "2023", "2023-10")]

    assert shown == ["", "2023", "oktober 2023"]
    assert partial_date(PartialDate("2023-10-26"), "ja") == "2023年10月26日"
    assert partial_date(PartialDate("2023"), "ja") == "2023年"


@given(DAYS, DAYS, st.sampled_from(PAPER_LANGUAGES))
def test_two_days_never_look_alike(one: dt.date, other: dt.date, code: str) -> None:
    for write in (long_date, plain_date):
        assert (write(one, code) == write(other, code)) == (one == other)
    assert (short_date(one, code, year=True) == short_date(other, code, year=True)) == (
        one == other
    )


@pytest.mark.parametrize("code", PAPER_LANGUAGES)
def test_every_day_of_a_year_has_a_short_form_of_its_own(code: str) -> None:
    days = [dt.date(2028, 1, 1) + dt.timedelta(number) for number in range(366)]

    assert len({short_date(day, code) for day in days}) == 366
    assert len({long_date(day, code) for day in days}) == 366


@given(DAYS, st.integers(1, 400), st.sampled_from(PAPER_LANGUAGES))
def test_a_range_names_both_ends(first: dt.date, days: int, code: str) -> None:
    last = first + dt.timedelta(days)
    text = date_range(first, last, code)

    assert str(first.day) in text
    assert str(last.day) in text
    assert str(last.year) in text
    assert text != date_range(first, last + dt.timedelta(1), code)
