"""What an organisation was called on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import organisation
from planner.domain.former_names import named_on
from planner.domain.ids import RecordId, new_id
from planner.domain.organisations import OrganisationName
from planner.domain.times import PartialDate

AGENCY = organisation("Agency for Science", acronym="SFU", native_name="庁")


def former(name: str, until: str, since: str = "", language: str = "") -> OrganisationName:
    return OrganisationName(
        id=RecordId(new_id()),
        organisation_id=AGENCY.id,
        language=language,
        name=name,
        valid_from=PartialDate(since),
        valid_to=PartialDate(until),
    )


def called(day: str, *names: OrganisationName) -> tuple[str, str, str]:
    then = named_on(AGENCY, names, dt.date.fromisoformat(day))
    return then.name, then.acronym, then.native_name


NOW = ("Agency for Science", "SFU", "庁")


def test_a_rename_of_all_three_is_told_apart() -> None:
    names = (former("FIST", "2016-12-31"), former("科学庁", "2016-12-31"),
             former("Agency for Research", "2016-12-31"))  # fmt: skip
    assert called("2016-12-31", *names) == ("Agency for Research", "FIST", "科学庁")
    assert called("2017-01-01", *names) == NOW


def test_the_first_rename_after_the_day_tells_part_by_part() -> None:
    names = (
        former("Second name", "2020-06-30"),
        former("SN", "2020-06-30"),
        former("First name", "2010-01-31"),
    )
    assert called("2009-05-01", *names) == ("First name", "SN", "庁")
    assert called("2015-05-01", *names) == ("Second name", "SN", "庁")
    assert called("2021-05-01", *names) == NOW


@pytest.mark.parametrize(
    ("until", "day", "old"),
    [
        ("2016", "2016-12-31", True),
        ("2016", "2017-01-01", False),
        ("2016-05", "2016-05-31", True),
        ("2016-05", "2016-06-01", False),
    ],
)
def test_a_year_or_a_month_means_all_of_it(until: str, day: str, old: bool) -> None:
    assert called(day, former("Old agency", until))[0] == ("Old agency" if old else NOW[0])


def test_names_in_a_language_without_an_end_or_not_begun_do_not_count() -> None:
    names = (
        former("Styrelsen", "2030", language="da"),
        former("Also called", ""),
        former("Between", "2020", since="2018"),
    )
    assert called("2016-01-01", *names) == NOW
    assert called("2018-06-01", *names)[0] == "Between"


@given(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)))
def test_without_former_names_every_day_has_the_name_of_now(day: dt.date) -> None:
    assert named_on(AGENCY, (), day) == AGENCY
