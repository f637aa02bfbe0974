"""The sheet for the caterer: its headcounts and needs add up, and it names nobody who was not granted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from delegations import delegation
from documents.office_papers import (
    counted,
    everybody,
    number,
    of_plan,
    of_sample,
    sums,
    tables,
    text_of,
)
from documents.outlines import held
from factories import PlanBuilder, person
from planner.documents.content import Words
from planner.documents.kinds import DOCUMENTS
from planner.documents.sheets.caterer_sheet import (
    caterer_sheet,
    covers,
    guests_at,
    hosts_at,
    meals_of,
)
from planner.documents.speaking.sheet_words import joined, place_of
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.privacy import Profile
from planner.services.planner import Planner

MEAL = ItemKind.MEAL


@pytest.mark.parametrize(
    ("which", "codes"), [("jp", ("en",)), ("jp", ("en", "ja")), ("sh", ("ja",))]
)
def test_the_sheet_of_a_sample_stays_as_it_is(
    sample: Planner, which: str, codes: tuple[str, ...]
) -> None:
    made = caterer_sheet(of_sample(sample, which, *codes))
    assert made is not None
    held(f"caterer_sheet.{which}.{'-'.join(codes)}", made)


@settings(max_examples=60)
@given(seed=some.integers(0, 5000))
def test_heads_and_needs_of_each_meal_add_up(seed: int) -> None:
    plan = delegation(seed)
    material = of_plan(plan, need_counts=counted(plan))
    made = caterer_sheet(material)
    meals = meals_of(material)
    if made is None:
        assert not meals
        return
    overview, *each = tables(made)
    assert len(each) == len(overview.rows) == len(meals)
    for item, line, table in zip(meals, overview.rows, each, strict=True):
        guests, hosts = len(plan.on(item)), hosts_at(material, item)
        assert [number(line, place) for place in (4, 5, 6)] == [guests, hosts, guests + hosts]
        assert sums(table) == (guests + hosts, guests + hosts)


def test_only_meals_that_take_place_are_served() -> None:
    built = PlanBuilder("Sato", "Ito")
    built.item("Lunch", "12:00", "13:00", kind=MEAL)
    built.item("Called off", "18:00", "19:00", kind=MEAL, status=ItemStatus.CANCELLED)
    built.item("Talks", "10:00", "11:00")
    made = caterer_sheet(of_plan(built.plan))
    assert made is not None
    assert "Lunch" in text_of(made)
    assert "Called off" not in text_of(made)
    assert "Talks" not in text_of(made)


def test_a_visit_without_a_meal_has_no_sheet() -> None:
    built = PlanBuilder("Sato")
    built.item("Talks", "10:00", "11:00")
    assert caterer_sheet(of_plan(built.plan)) is None


def test_who_is_guest_and_host_eats_once() -> None:
    built = PlanBuilder("Sato", "Ito")
    both = built.plan.people[0]
    lunch = built.item("Lunch", "12:00", "13:00", kind=MEAL, host=both)
    dinner = built.item("Dinner", "18:00", "19:00", kind=MEAL, host=person("Hansen"))
    material = of_plan(built.plan)
    assert covers(material, lunch) == guests_at(material, lunch) == 2
    assert covers(material, dinner) == 3


def test_an_entry_that_is_not_confirmed_says_so() -> None:
    built = PlanBuilder("Sato")
    built.item("Lunch", "12:00", "13:00", kind=MEAL, status=ItemStatus.TENTATIVE)
    made = caterer_sheet(of_plan(built.plan))
    assert made is not None
    assert "Lunch (tbc)" in text_of(made)


def test_needs_are_named_for_the_office_alone_and_only_when_wanted(sample: Planner) -> None:
    plain = caterer_sheet(of_sample(sample, "jp"))
    named = caterer_sheet(of_sample(sample, "jp", named_needs=True))
    assert plain is not None
    assert named is not None
    assert "By name" not in text_of(plain)
    assert "TANAKA Misaki: Vegetarian" in text_of(named)


@pytest.mark.parametrize("profile", [Profile.HOSTS, Profile.SITES])
def test_no_kitchen_reads_the_name_of_a_guest(sample: Planner, profile: Profile) -> None:
    material = of_sample(sample, "jp", profile=profile, named_needs=True)
    made = caterer_sheet(material)
    assert made is not None
    told = text_of(made)
    for one in material.plan.delegates:
        known = material.plan.person.get(one.person_id) if one.person_id else None
        assert known is None or known.family_name.casefold() not in told.casefold().replace(
            "emergency contact", ""
        )
    assert "Vegetarian" in told


def test_drivers_guests_and_the_press_get_no_such_sheet() -> None:
    denied = {Profile.DRIVERS, Profile.DELEGATES, Profile.PRESS}
    assert not denied & DOCUMENTS["caterer-sheet"].profiles


def test_a_site_serves_what_is_eaten_there(sample: Planner) -> None:
    whole = of_sample(sample, "sh")
    for one in everybody(whole.plan):
        if one.profile is Profile.SITES:
            own = of_sample(sample, "sh", profile=Profile.SITES, recipient=one)
            assert {item.site_id for item in meals_of(own)} <= {one.id}
            for item in meals_of(own):
                assert covers(own, item) == covers(whole, whole.plan.item[item.id])


def test_what_differs_by_a_comma_alone_is_said_once() -> None:
    built = PlanBuilder("Sato")
    built.item("Lunch", "12:00", "13:00", kind=MEAL, place="Hall 1, ground floor")
    one = built.plan.items[0]
    for codes in (("en", "ja"), ("ja", "en")):
        said = place_of(of_plan(built.plan, *codes), one)
        assert said == Words("Hall 1, ground floor")
    assert joined(of_plan(built.plan, "en", "ja"), ["Hall", "Lund"], ", ").second == ""
    assert joined(of_plan(built.plan, "ja", "en"), ["Hall", "Lund"], ", ").second == ""
    assert (
        joined(of_plan(built.plan, "en", "ja"), [Words("Hall", "ホール"), "Lund"], ", ").second
        == "ホール、Lund"
    )
