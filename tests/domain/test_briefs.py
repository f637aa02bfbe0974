"""Briefs and biographies: their order, which language is taken, and who may read what."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain import biographies, briefs
from planner.domain.biographies import Biography
from planner.domain.briefs import Brief
from planner.domain.grants import BESIDE, GRANTS, bared, briefs_for, may
from planner.domain.ids import ItemId, PersonId, RecordId, VisitId
from planner.domain.organisations import Logo
from planner.domain.privacy import Profile
from planner.domain.visits import Direction
from planner.domain.words import field_names

SECRET = "They will not sign before the election."


def brief(key: str = "b", item: str | None = None, rank: int = 0) -> Brief:
    return Brief(
        id=RecordId(key),
        visit_id=VisitId("v"),
        item_id=ItemId(item) if item else None,
        title="Talks",
        objective="Agree on a date.",
        usable="The last call had 40 answers.",
        not_disclosed=SECRET,
        rank=rank,
    )


def biography(language: str, text: str = "Physicist.", day: int = 0) -> Biography:
    return Biography(
        id=RecordId(f"{language}{day}"),
        person_id=PersonId("p"),
        language=language,
        text=text,
        as_of=dt.date(2027, 5, day) if day else None,
    )


def test_the_visit_comes_first_then_the_entries_as_they_follow() -> None:
    unordered = [
        brief("c", "late"),
        brief("d", "gone"),
        brief("b", "early", 1),
        brief("a", "early", 0),
        brief("e"),
    ]

    ordered = briefs.in_order(unordered, [ItemId("early"), ItemId("late")])

    assert [one.id for one in ordered] == ["e", "a", "b", "c", "d"]


def test_points_lose_the_signs_that_were_typed_before_them() -> None:
    one = Brief(
        id=RecordId("b"), visit_id=VisitId("v"), points="- First\n\n• Second\n  Third – still\n"
    )

    assert one.points_to_make == ("First", "Second", "Third – still")


def test_a_brief_with_only_a_date_is_empty() -> None:
    one = Brief(id=RecordId("b"), visit_id=VisitId("v"), dated=dt.date(2027, 5, 1), department="X")

    assert one.is_empty
    assert not brief().is_empty


def test_every_field_beside_the_plan_is_decided() -> None:
    assert set(BESIDE) == {Brief, Biography, Logo}
    assert not set(BESIDE) & set(GRANTS)
    for word, fields in BESIDE.items():
        assert set(fields) == set(field_names(word)), word
        assert all(Profile.INTERNAL in granted for granted in fields.values()), word


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("profile", [one for one in Profile if one is not Profile.INTERNAL])
def test_what_is_not_to_be_disclosed_is_for_the_office_alone(
    profile: Profile, direction: Direction
) -> None:
    shown = briefs_for([brief()], profile, direction)

    assert SECRET not in repr(shown)
    assert briefs_for([brief()], Profile.INTERNAL, direction) == (brief(),)
    assert not may(Brief, profile)


def test_only_our_own_travellers_read_a_brief_besides_the_office() -> None:
    readers = {
        (profile, direction)
        for profile in Profile
        for direction in Direction
        if profile is not Profile.INTERNAL and briefs_for([brief()], profile, direction)
    }

    assert readers == {(Profile.DELEGATES, Direction.OUTBOUND)}


def test_a_brief_of_nothing_else_is_not_shown_to_travellers_as_a_blank_sheet() -> None:
    only = Brief(id=RecordId("b"), visit_id=VisitId("v"), not_disclosed=SECRET)

    assert briefs_for([only], Profile.DELEGATES, Direction.OUTBOUND) == ()


def test_who_wrote_a_biography_stays_in_the_office() -> None:
    one = Biography(
        id=RecordId("x"), person_id=PersonId("p"), text="Physicist.", source="Embassy cable"
    )

    assert bared(one, Profile.HOSTS).text == "Physicist."
    assert bared(one, Profile.HOSTS).source == ""
    assert not may(Biography, Profile.PRESS)


def test_the_biography_in_the_very_tag_goes_before_the_language_and_the_latest_before_older() -> (
    None
):
    known = [
        biography("en", day=1),
        biography("en", day=9),
        biography("en-GB", day=3),
        biography("ja", text="  "),
    ]

    assert biographies.in_language(known, "en") == known[1]
    assert biographies.in_language(known, "en-gb") == known[2]
    assert biographies.in_language(known, "en-US") == known[1]
    assert biographies.in_language(known, "ja") is None
    assert biographies.in_language(known, "da") is None


@given(st.lists(st.tuples(st.sampled_from(["en", "ja", "da"]), st.integers(0, 28)), unique=True))
def test_in_order_each_language_begins_with_the_one_that_is_taken(
    made: list[tuple[str, int]],
) -> None:
    known = [biography(language, day=day) for language, day in made]

    ordered = biographies.in_order(known)

    assert sorted(ordered, key=known.index) == known
    firsts: dict[str, Biography] = {}
    for one in ordered:
        firsts.setdefault(one.language, one)
    assert all(biographies.in_language(known, tag) == first for tag, first in firsts.items())
