"""Posts on the command line: begin, end, hand over."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from factories import person
from planner.cli import main
from planner.domain.followups import FollowUp
from planner.domain.ids import FollowUpId, new_id
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    tanaka = planner.contacts.add(person("Tanaka"), organisation="MEXT", title="Director")
    planner.contacts.add(person("Sato"))
    planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Call", owner_id=tanaka))
    address = planner.address
    planner.close()

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--library", address, *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def posts(run: Run, name: str) -> list[dict[str, Any]]:
    _code, out, _err = run("contact", "show", name, "--json")
    found: list[dict[str, Any]] = json.loads(out)["person"]["positions"]
    return found


def test_a_post_begins_and_ends(run: Run) -> None:
    assert run("contact", "post", "Sato", "--at", "JST", "--title", "Adviser")[0] == 0
    assert [post["title"] for post in posts(run, "Sato")] == ["Adviser"]
    code, out, _err = run("contact", "post", "Sato", "--end", "2027-03")
    assert code == 0
    assert "2027-03" in out
    assert posts(run, "Sato")[0]["valid_to"] == "2027-03"
    assert run("contact", "post", "Sato")[0] != 0


def test_a_post_is_handed_over_with_what_follows(run: Run) -> None:
    code, out, _err = run(
        "contact", "handover", "Tanaka", "Sato", "--on", "2027-05-01", "--dry-run"
    )
    assert code == 0
    assert "1 record follows" in out
    assert posts(run, "Sato") == []

    assert run("contact", "handover", "Tanaka", "Sato", "--on", "2027-05-01")[0] == 0
    assert posts(run, "Tanaka")[0]["valid_to"] == "2027-04-30"
    assert posts(run, "Sato")[0]["title"] == "Director"
    assert dt.date.fromisoformat(posts(run, "Sato")[0]["valid_from"]) == dt.date(2027, 5, 1)


def test_what_is_left_stays_with_the_former_holder(run: Run) -> None:
    arguments = ("contact", "handover", "Tanaka", "Sato", "--on", "2027-05-01", "--leave", "owned")
    _code, out, _err = run(*arguments, "--json")
    assert [one["follows"] for one in json.loads(out)["handover"]["targets"]] == [False]


def test_the_forms_of_a_name_are_said_and_confirmed(run: Run) -> None:
    _code, out, _err = run("contact", "address", "Tanaka", "--json")
    assert json.loads(out)["address"]["da"]["letter"] == "Kære Hanako Tanaka,"
    code, out, _err = run("contact", "address", "Tanaka", "--confirmed", "--by", "the office")
    assert code == 0
    assert "Confirmed by the office" in out
    one = json.loads(run("contact", "show", "Tanaka", "--json")[1])["person"]
    assert one["address_confirmed_by"] == "the office"
    assert dt.date.fromisoformat(one["address_confirmed_on"])
