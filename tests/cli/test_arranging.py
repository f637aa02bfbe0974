"""The command line arranges whole visits: clone, template, a delay."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from planner.cli import main
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sample: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a copy of the sample library; answers exit code, output, messages."""
    address = sample.address
    sample.close()

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(["--library", address, *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def answer(run: Run, kind: str, *arguments: str) -> Any:
    code, out, err = run(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)[kind]


def test_a_visit_is_cloned_and_undone(run: Run) -> None:
    arguments = ("visit", "clone", "JP-DK-2027", "--from", "2028-05-14", "--code", "JP-DK-2028")

    code, out, _err = run(*arguments, "--dry-run")
    assert (code, "Sun 14 May 2028" in out) == (0, True)
    assert run("visit", "show", "JP-DK-2028")[0] == 4

    made = answer(run, "visit", *arguments)
    assert (made["first_day"], made["last_day"]) == ("2028-05-14", "2028-05-17")
    assert (made["heads"], made["status"]) == (12, "idea")
    assert run(*arguments)[0] == 1
    assert run("history", "undo")[0] == 0
    assert run("visit", "show", "JP-DK-2028")[0] == 4


def test_a_clone_needs_a_date(run: Run) -> None:
    code, _out, err = run("visit", "clone", "JP-DK-2027", "--from", "May", "--code", "X")

    assert (code, "not a date" in err) == (1, True)


def test_a_template_is_made_without_people(run: Run) -> None:
    assert run("visit", "template", "JP-DK-2027", "--code", "TPL", "--dry-run")[0] == 0
    assert run("visit", "show", "TPL")[0] == 4

    made = answer(run, "visit", "visit", "template", "JP-DK-2027", "--code", "TPL")

    assert made["status"] == "template"
    assert all(one["is_placeholder"] for one in made["delegates"])


def test_a_late_flight_is_told_and_caught_up_only_when_asked(run: Run) -> None:
    arguments = ("visit", "late", "JP-DK-2027", "haneda 9 may", "90")

    code, out, _err = run(*arguments)

    assert code == 0
    assert "leaves without" in out
    assert "Nothing was written" in out
    told = answer(run, "late", *arguments, "--apply", "--dry-run")
    assert (told["minutes"], told["arrival_local"], told["written"]) == (
        90,
        "2027-05-09T18:25",
        False,
    )
    assert run("history", "undo")[0] == 4

    done = answer(run, "late", *arguments, "--apply")

    assert done["written"]
    items = {one["id"]: one for one in answer(run, "visit", "visit", "show", "JP-DK-2027")["items"]}
    for place in done["placements"]:
        assert items[place["item_id"]]["start_local"] == place["start_local"]
        assert items[place["item_id"]]["end_local"] == place["end_local"]
    assert len(done["placements"]) > 1
    assert run("history", "undo")[0] == 0
    again = answer(run, "visit", "visit", "show", "JP-DK-2027")
    assert {one["id"]: one for one in again["items"]} != items


def test_which_journey_is_late_must_be_clear(run: Run) -> None:
    code, _out, err = run("visit", "late", "JP-DK-2027", "coach", "30")
    assert (code, "may mean several" in err) == (4, True)

    code, _out, err = run("visit", "late", "JP-DK-2027", "submarine", "30")
    assert (code, "no entry" in err) == (4, True)

    assert run("visit", "late", "JP-DK-2027", "haneda 9 may", "0")[0] == 1


def test_a_group_is_split_into_turns_when_asked(run: Run) -> None:
    arguments = ("visit", "split", "SH-JP-2027", "conclusions", "--limit", "20")

    code, out, _err = run(*arguments)
    assert (code, "3 groups:" in out, "Nothing was written" in out) == (0, True, True)
    told = answer(run, "split", *arguments)
    assert [len(group["delegates"]) for group in told["groups"]] == [18, 20, 12]
    assert not told["written"]

    done = answer(run, "split", *arguments, "--apply")

    visit = answer(run, "visit", "visit", "show", "SH-JP-2027")
    turns = [one for one in visit["items"] if one["title"] == "Conclusions of the delegation"]
    assert sorted(one["start_local"] for one in turns) == sorted(
        one["start_local"] for one in done["turns"]
    )
    assert sum(len(one["delegates"]) for one in turns) == 50
    assert run("history", "undo")[0] == 0


def test_a_limit_that_nobody_knows_must_be_given(run: Run) -> None:
    code, _out, err = run("visit", "split", "SH-JP-2027", "guided walk harbour")

    assert (code, "--limit" in err) == (1, True)
    code, out, _err = run("visit", "split", "SH-JP-2027", "sysmex 29 tour", "--limit", "90")
    assert code == 4
    code, out, _err = run("visit", "split", "SH-JP-2027", "conclusions", "--limit", "90", "--apply")
    assert (code, "at once" in out) == (0, True)


def test_what_waits_is_proposed_a_place(run: Run) -> None:
    code, out, _err = run("visit", "propose", "SH-JP-2027")
    assert (code, "Import terminal" in out, "Nothing was written" in out) == (0, True, True)

    done = answer(run, "proposal", "visit", "propose", "SH-JP-2027", "hydrogen terminal", "--apply")

    (place,) = done["placements"]
    items = {one["id"]: one for one in answer(run, "visit", "visit", "show", "SH-JP-2027")["items"]}
    assert items[place["item_id"]]["start_local"] == place["start_local"]
    assert run("history", "undo")[0] == 0
