"""Anything is found by any part of it, in any script and spelling."""

from __future__ import annotations

import pytest

from factories import item, organisation, person, visit
from planner.domain.followups import FollowUp
from planner.domain.ids import FollowUpId, RecordId, new_id
from planner.domain.visits import Need
from planner.services.planner import Planner


@pytest.fixture
def filled(planner: Planner) -> Planner:
    planner.contacts.add(person("Åkesson", "Björn", country="SE"), emails=["bjorn@example.org"])
    planner.contacts.add(person("Müller-Lüdenscheidt", "Anna"))
    planner.contacts.add(
        person("Tanaka", "Haruto", native_name="田中 陽斗", reading="たなか はると", country="JP"),
        organisation="Ministry of Education",
        title="Deputy Director-General",
        phones=["+81 3 5253 4111"],
    )
    planner.organisations.add(organisation("European Spallation Source", acronym="ESS"))
    trip = visit()
    planner.visits.new(trip)
    planner.itineraries.add(item(trip.id, "Tour of the target station", "09:00", "10:00"))
    return planner


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("akesson", "Björn Åkesson"),
        ("aakesson", "Björn Åkesson"),
        ("mueller", "Anna Müller-Lüdenscheidt"),
        ("muller", "Anna Müller-Lüdenscheidt"),
        ("田中", "Tanaka Haruto"),
        ("田", "Tanaka Haruto"),
        ("田中陽斗", "Tanaka Haruto"),
        ("はると", "Tanaka Haruto"),
        ("haruto tanaka", "Tanaka Haruto"),
        ("deputy", "Tanaka Haruto"),
        ("5253", "Tanaka Haruto"),
        ("ess", "European Spallation Source"),
        ("target station", "Tour of the target station"),
        ("BJORN@EXAMPLE", "Björn Åkesson"),
    ],
)
def test_what_is_typed_finds_what_is_meant(filled: Planner, typed: str, title: str) -> None:
    assert filled.search(typed)[0].title == title


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", '"', "AND", "x'; DROP TABLE person; --", "!"]
)
def test_signs_of_the_query_language_are_only_text(filled: Planner, typed: str) -> None:
    hits = filled.search(typed)

    assert all(typed.strip().casefold() in (hit.title + hit.detail).casefold() for hit in hits)
    assert filled.contacts.count() == 3


def test_a_changed_name_is_found_under_the_new_and_not_the_old(filled: Planner) -> None:
    found = filled.search("akesson")[0]

    filled.contacts.edit(found.id, family_name="Ørsted")  # type: ignore[arg-type]

    assert filled.search("akesson") == []
    assert filled.search("orsted")[0].id == found.id
    filled.history.undo()
    assert filled.search("akesson")[0].id == found.id


def test_renaming_an_organisation_is_known_to_its_people(filled: Planner) -> None:
    ministry = next(
        hit for hit in filled.search("ministry of education") if hit.word == "organisation"
    )

    filled.organisations.edit(ministry.id, name="Zebra Academy")  # type: ignore[arg-type]

    assert "Tanaka Haruto" in [hit.title for hit in filled.search("zebra")]
    assert {hit.word for hit in filled.search("ministry of education")} == {"visit"}


def test_an_acronym_is_found_among_hundreds_that_contain_it(planner: Planner) -> None:
    for number in range(250):
        planner.organisations.add(organisation(f"Business club {number}"))
    planner.organisations.add(organisation("Università della Svizzera italiana", acronym="USI"))

    planner.contacts.add(person("Rossi", "Ada"), organisation="USI")

    assert planner.organisations.count() == 251


def test_what_was_removed_is_not_found_until_it_is_back(filled: Planner) -> None:
    found = filled.search("tanaka")[0]

    filled.contacts.remove(found.id)  # type: ignore[arg-type]
    assert filled.search("tanaka") == []

    filled.history.undo()
    assert filled.search("田中")[0].id == found.id


def test_needs_and_internal_notes_are_never_found(filled: Planner) -> None:
    trip = filled.visits.find("JP-DK")
    delegate = filled.delegations.add_placeholder(trip.id)
    filled.keeper(Need).add(
        Need(id=RecordId(new_id()), delegate_id=delegate, text="zebrafish allergy")
    )
    filled.itineraries.add(item(trip.id, "Lunch", "12:00", "13:00", internal_notes="zebrafish"))

    assert filled.search("zebrafish") == []


def test_follow_ups_are_found_by_owner(filled: Planner) -> None:
    filled.follow_ups.add(
        FollowUp(id=FollowUpId(new_id()), title="Send the minutes", owner="Maria")
    )

    assert filled.search("maria")[0].title == "Send the minutes"
