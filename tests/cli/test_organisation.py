"""Organisations on the command line: the tree, other names, successors."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from factories import organisation
from planner.cli import main
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    ministry = planner.organisations.add(organisation("Ministry"))
    planner.organisations.add(organisation("DASTI", parent_id=ministry))
    planner.organisations.add(organisation("Other agency"))
    address = planner.address
    planner.close()

    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["--library", address, "organisation", *arguments])
        return code, capsys.readouterr().out

    return call


def shown(run: Run, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("show", name, "--json")[1])["organisation"]
    return found


def test_the_tree_is_said_with_what_is_below(run: Run) -> None:
    _code, out = run("tree")
    assert out.splitlines() == ["Ministry", "  DASTI", "Other agency"]
    _code, out = run("tree", "Ministry", "--json")
    assert [one["name"] for one in json.loads(out)["organisations"]] == ["DASTI"]


def test_a_renamed_one_is_found_by_its_former_name(run: Run) -> None:
    assert run("rename", "DASTI", "Agency for Science", "--on", "2017-02-01", "--dry-run")[0] == 0
    assert shown(run, "DASTI")["names"] == []
    assert run("rename", "DASTI", "Agency for Science", "--on", "2017-02-01")[0] == 0
    one = shown(run, "DASTI")
    assert one["name"] == "Agency for Science"
    assert [(name["name"], name["valid_to"]) for name in one["names"]] == [("DASTI", "2017-01-31")]
    assert run("rename", "DASTI", "X", "--on", "soon")[0] != 0


def test_another_one_takes_over(run: Run) -> None:
    assert run("succeed", "DASTI", "Other agency", "--on", "2017-02-01")[0] == 0
    assert shown(run, "DASTI")["successor"] == "Other agency"
    assert shown(run, "Other agency")["predecessors"] == ["DASTI"]


def test_one_is_shown_with_what_is_above_and_below_it(run: Run) -> None:
    assert shown(run, "DASTI")["above"] == ["Ministry"]
    one = shown(run, "Ministry")
    assert (one["above"], one["parts"], one["visits"]) == ([], ["DASTI"], [])
    _code, out = run("show", "Ministry")
    assert "Has as part: DASTI" in out
    _code, out = run("show", "DASTI")
    assert "Part of: Ministry" in out


def test_names_are_added_ended_and_taken_away(run: Run) -> None:
    assert run("name", "DASTI", "Styrelsen", "--language", "da", "--dry-run")[0] == 0
    assert shown(run, "DASTI")["names"] == []
    assert run("name", "DASTI", "Styrelsen", "--language", "da")[1].strip() == "da Styrelsen"
    assert run("name", "DASTI", "styrelsen", "--until", "2016")[0] == 0
    (name,) = shown(run, "Styrelsen")["names"]
    assert (name["name"], name["language"], name["valid_to"]) == ("Styrelsen", "da", "2016")
    assert run("name", "DASTI", "X", "--until", "later")[0] != 0
    assert run("name", "DASTI", "Styrelsen", "--remove")[0] == 0
    assert shown(run, "DASTI")["names"] == []
    assert run("name", "DASTI", "Styrelsen", "--remove")[0] != 0


def test_members_are_named_or_counted(run: Run) -> None:
    assert run("member", "Ministry", "DASTI", "--from", "2020")[0] == 0
    _code, out = run("member", "Ministry", "region", "--count", "5")
    assert set(out.splitlines()) == {"1 × DASTI (2020)", "5 × region"}
    assert run("member", "Ministry", "Region", "--count", "4")[0] == 0
    assert run("member", "Ministry", "Ministry")[0] != 0
    assert run("member", "Ministry", "DASTI", "--remove")[0] == 0
    assert shown(run, "Ministry")["members"] == [{"name": "region", "count": 4}]


def test_postings_say_who_is_sent_by_whom(run: Run) -> None:
    assert (
        run("posting", "Other agency", "Attaché", "--by", "Ministry", "--from", "2025-08")[0] == 0
    )
    (one,) = shown(run, "Other agency")["postings"]
    assert (one["title"], one["posted_by"], one["valid_from"]) == ("Attaché", "Ministry", "2025-08")
    assert run("posting", "Other agency", "attaché", "--until", "2027")[0] == 0
    (one,) = shown(run, "Other agency")["postings"]
    assert (one["valid_from"], one["valid_to"]) == ("2025-08", "2027")
    assert run("posting", "Other agency", "Attaché", "--person", "Nobody here")[0] != 0
