"""``planner history``: asked by person and day, one step in full, one field over time."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from factories import person
from planner.cli import main
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    planner.contacts.people.add(person("Sato", "Hana", notes="one"))
    planner.contacts.people.add(person("Berg", "Eva"))
    planner.contacts.people.edit(planner.search("Sato")[0].id, notes="two")
    address = planner.address
    planner.close()

    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["--library", address, *arguments])
        return code, capsys.readouterr().out

    return call


def test_the_steps_of_one_person_are_listed(run: Run) -> None:
    code, said = run("history", "list", "--person", "Sato", "--json")

    assert code == 0
    assert [one["label"] for one in json.loads(said)["history"]] == [
        "Change Hana Sato",
        "Add Hana Sato",
    ]


def test_a_step_is_shown_with_its_fields_before_and_after(run: Run) -> None:
    code, said = run("history", "show", "3")

    assert code == 0
    assert "Person “Hana Sato”: changed" in said
    assert [word in said for word in ("Notes", "one", "two")] == [True, True, True]


def test_who_changed_a_field_is_told(run: Run) -> None:
    code, said = run("history", "field", "person", "Sato", "notes", "--json")

    assert code == 0
    found = json.loads(said)["field_history"]
    assert [(one["before"], one["after"]) for one in found] == [("one", "two"), (None, "one")]


def test_a_named_step_is_taken_back_out_of_order(run: Run) -> None:
    assert run("history", "undo", "2")[0] == 0
    assert "Berg" not in run("contact", "list")[1]
    assert "Sato" in run("contact", "list")[1]


def test_what_is_not_there_is_said_with_what_there_is(run: Run) -> None:
    assert run("history", "show", "99")[0] == 4
    assert run("history", "field", "person", "Sato", "shoe_size")[0] == 4
    assert run("history", "list", "--person", "Nobody")[0] == 4
