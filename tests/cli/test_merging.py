"""Duplicates on the command line: find, merge, take apart, say that two are not the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from planner.cli import main
from planner.domain.ids import OrganisationId, PersonId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.services.planner import Planner


@pytest.fixture
def twice(planner: Planner) -> tuple[PersonId, PersonId]:
    """Mette Lund is there twice, with one address; nobody has the file open."""
    keys = PersonId(new_id()), PersonId(new_id())
    for key, native in zip(keys, ("", "メッテ"), strict=True):
        person = Person(
            id=key, family_name="Lund", given_name="Mette", native_name=native, country="DK"
        )
        planner.contacts.add(person, emails=["ml@ufm.dk"])
    return keys


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Any:
    def run_it(*words: str) -> tuple[int, Any]:
        code = main(["contact", *words, "--json", "--library", planner.address])
        return code, json.loads(capsys.readouterr().out)

    return run_it


def test_a_duplicate_is_found_merged_and_taken_apart(
    planner: Planner, twice: tuple[PersonId, PersonId], run: Any
) -> None:
    _code, found = run("duplicates")
    (pair,) = found["duplicates"]
    assert {pair["one"]["id"], pair["other"]["id"]} == set(twice)
    assert (pair["likeness"], pair["reasons"]) == ("same", ["same_email", "same_name"])

    _code, dry = run("merge", *twice, "--dry-run")
    assert dry["merge"]["id"] is None
    assert planner.contacts.count() == 2

    _code, done = run("merge", *twice, "--take", "native_name=one")
    assert planner.contacts.count() == 1
    assert planner.contacts.card(twice[0]).person.native_name == ""

    _code, merges = run("apart")
    assert [one["id"] for one in merges["merges"]] == [done["merge"]["id"]]
    _code, apart = run("apart", "Mette Lund")
    assert apart["merge"]["apart_at"]
    assert planner.contacts.card(twice[1]).person.native_name == "メッテ"


def test_two_that_are_not_the_same_are_not_offered_again(
    twice: tuple[PersonId, PersonId], run: Any
) -> None:
    run("distinct", *twice)
    assert run("duplicates")[1]["duplicates"] == []
    assert run("distinct")[1]["distinct"] == [["Mette Lund", "Mette Lund"]]

    run("distinct", *twice, "--take-back")
    assert len(run("duplicates")[1]["duplicates"]) == 1


def test_a_name_that_several_have_is_refused(twice: tuple[PersonId, PersonId], run: Any) -> None:
    code, answer = run("merge", "Mette Lund", twice[0])

    assert code != 0
    assert twice[1] in answer["error"]["message"]


def test_organisations_are_merged_by_name(planner: Planner, run: Any) -> None:
    for name in ("Lund University", "Lunds universitet"):
        planner.organisations.add(Organisation(id=OrganisationId(new_id()), name=name))

    code, done = run("merge", "Lund University", "Lunds", "--organisations")

    assert code == 0
    assert done["merge"]["gone"]["name"] == "Lunds universitet"
    assert planner.organisations.count() == 1


def test_of_two_who_are_written_alike_the_one_written_exactly_so_is_meant(
    planner: Planner, run: Any
) -> None:
    for family, given in (("Müller", "Jörg"), ("Mueller", "Joerg")):
        key = PersonId(new_id())
        planner.contacts.add(Person(id=key, family_name=family, given_name=given))
    code, done = run("merge", "Jörg Müller", "Joerg Mueller")
    assert code == 0
    assert done["merge"]["id"]
    assert planner.contacts.count() == 1


def test_nobody_twice_is_one_sentence(planner: Planner, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contact", "duplicates", "--library", planner.address]) == 0
    assert capsys.readouterr().out == "Nobody is there twice.\n"
