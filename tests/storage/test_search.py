"""Anything is found by any part of it, in any script and spelling."""

from __future__ import annotations

import pytest

from factories import item, organisation, person, visit
from planner.domain.followups import FollowUp
from planner.domain.ids import FollowUpId, RecordId, new_id
from planner.domain.organisations import OrganisationName
from planner.domain.times import PartialDate
from planner.domain.visits import Need
from planner.services.planner import Planner
from planner.storage import search


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
        ("bjoern aakesson", "Björn Åkesson"),
        ("rn@exam", "Björn Åkesson"),
        ("ハルト", "Tanaka Haruto"),
        ("ﾀﾅｶ", "Tanaka Haruto"),
        ("ＴＡＮＡＫＡ", "Tanaka Haruto"),
        ("tan har", "Tanaka Haruto"),
        ("陽斗", "Tanaka Haruto"),
        ("+81 3 5253 4111", "Tanaka Haruto"),
        ("03-5253-4111", "Tanaka Haruto"),
        ("0081352534111", "Tanaka Haruto"),
        ("tanaka 4111", "Tanaka Haruto"),
    ],
)
def test_what_is_typed_finds_what_is_meant(filled: Planner, typed: str, title: str) -> None:
    assert filled.search(typed)[0].title == title


def test_the_beginning_of_a_name_comes_before_that_of_a_word_and_that_before_the_inside(
    planner: Planner,
) -> None:
    for family, given in (("Ottana", "Ada"), ("Berg", "Tanja"), ("Tan", "Zoe"), ("Tanabe", "Aya")):
        planner.contacts.add(person(family, given, country="DE"))
    planner.contacts.add(person("Fuchs", "Uta"), title="Tank designer", organisation="Works")

    titles = [hit.title for hit in planner.search("tan")]

    assert titles == ["Zoe Tan", "Aya Tanabe", "Tanja Berg", "Uta Fuchs", "Ada Ottana"]


@pytest.mark.parametrize("typed", ["saito", "saitou", "makoto saito", "さいとう", "斎藤"])
def test_a_name_in_kanji_alone_is_found_by_its_reading_in_latin_letters(
    planner: Planner, typed: str
) -> None:
    planner.contacts.add(person("", "", native_name="斎藤 誠", reading="さいとう まこと"))

    assert [hit.title for hit in planner.search(typed)] == ["斎藤 誠"]


def test_equals_are_sorted_by_the_name_that_begins_so(planner: Planner) -> None:
    for family, given in (("Abe", "Tanja"), ("Tanaka", "Zoe"), ("Zuse", "Tanita")):
        planner.contacts.add(person(family, given))

    assert [hit.title for hit in planner.search("tan")] == [
        "Zoe Tanaka",
        "Tanita Zuse",
        "Tanja Abe",
    ]


def test_among_equals_what_was_used_last_comes_first(planner: Planner) -> None:
    keys = [planner.contacts.add(person(f"Tanaka{letter}", "")) for letter in "bcdfgh"]

    found = planner.search("tanaka", recent=[keys[4], keys[2]])

    assert [hit.id for hit in found[:3]] == [keys[4], keys[2], keys[0]]


def test_what_was_used_last_is_there_among_thousands_of_equals(planner: Planner) -> None:
    with planner._core.work("Fill", {}) as work:
        people = [person("Tanaka", f"G{number:04}") for number in range(900)]
        work.add_all(people)
        work.add(organisation("Tanaka Institute"))

    found = planner.search("tanaka", 20, recent=[people[777].id])

    assert found[0].id == people[777].id
    assert "Tanaka Institute" in [hit.title for hit in found]
    assert len(found) == 20


def test_a_list_is_narrowed_to_all_that_match_however_many(planner: Planner) -> None:
    with planner._core.work("Fill", {}) as work:
        for number in range(4_500):
            work.add(person(f"Sørensen{number:04}", "Åse", country="DK"))
        work.add(person("Weber", "Uwe", country="DE"))

    assert planner.contacts.count("soerensen") == 4_500
    assert planner.contacts.count("s") == 4_500
    assert planner.contacts.count("s", "DE") == 0
    last = planner.contacts.page(4_499, 50, "aase sorensen")
    assert [line.name for line in last] == ["Åse Sørensen4499"]
    assert planner.contacts.count("(") == 4_501  # nothing asked yet


@pytest.mark.parametrize("word", search.WORD_ORDER)
def test_every_kind_of_record_can_be_asked_for_alone(sample: Planner, word: str) -> None:
    everything = [hit for hit in sample.search("e", 5_000) if hit.word == word]

    alone = sample.search("e", 5_000, words=[word])

    assert {hit.id for hit in alone} == {hit.id for hit in everything}
    assert alone or word in {"follow_up", "delegate", "attachment", "call"}


def test_organisations_are_found_by_former_names_and_by_their_initials(planner: Planner) -> None:
    key = planner.organisations.add(organisation("Agency for Higher Education"))
    planner.keeper(OrganisationName).add(
        OrganisationName(
            id=RecordId(new_id()),
            organisation_id=key,
            language="da",
            name="Styrelsen for Løse Ender",
            valid_to=PartialDate("2021"),
        )
    )

    assert [hit.id for hit in planner.search("loese ender")] == [key]
    assert planner.search("ahe")[0].id == key


def test_a_head_without_a_name_is_found_by_its_post_until_it_has_one(planner: Planner) -> None:
    trip = visit()
    planner.visits.new(trip)
    head = planner.delegations.add_placeholder(trip.id, "N.N., head of section")

    (found,) = planner.search("head of sec")
    assert (found.word, found.id, found.visit_id) == ("delegate", head, trip.id)
    assert trip.title in found.detail

    planner.delegations.name_placeholder(head, planner.contacts.add(person("Abe", "Jun")))
    assert planner.search("head of sec") == []


def test_an_item_says_which_visit_it_is_in(filled: Planner) -> None:
    assert "Ministry of Education, Japan" in filled.search("target station")[0].detail


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
