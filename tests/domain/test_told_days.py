"""The days of a visit, as sentences say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.source_reading.told_days import days_told


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("from 3 to 5 May 2024", "2024-05-03", "2024-05-05"),
        ("vom 3. bis 5. Mai 2024", "2024-05-03", "2024-05-05"),
        ("den 3.-5. maj 2024", "2024-05-03", "2024-05-05"),
        ("May 3–5, 2024", "2024-05-03", "2024-05-05"),
        ("30 April to 2 May 2024", "2024-04-30", "2024-05-02"),
        ("30. december til 2. januar 2024", "2023-12-30", "2024-01-02"),
        ("3. Mai 2024 bis 5. Mai 2024", "2024-05-03", "2024-05-05"),
        ("on 3 May 2024", "2024-05-03", ""),
        ("i oktober 2023", "2023-10", ""),
        ("on 3 May", "2024-05-03", ""),
        ("den 28. december", "2023-12-28", ""),
        ("im April", "2024-04", ""),
        ("i disse dage", "2024-05", ""),
        ("in 2019", "2019", ""),
        ("im Jahr 2019", "2019", ""),
        ("i foråret 2019", "2019", ""),
        ("last year", "2023", ""),
        ("in 5 and 6 groups of 2024", "", ""),
    ],
)
def test_days_are_read_as_exactly_as_they_are_told(text: str, since: str, until: str) -> None:
    found = days_told(f"They came {text}.", "2024-05-06")
    assert (found.since, found.until) == (since, until)


def test_without_a_year_and_a_date_of_the_text_no_day_is_known() -> None:
    assert days_told("They came on 3 May.").since == ""


@given(st.text(st.sampled_from("0123456789. -–tobis maj29feb,"), max_size=40))
def test_whatever_is_written_the_first_day_is_not_after_the_last(text: str) -> None:
    found = days_told(text, "2024-05-06")
    assert not found.until or found.since <= found.until
