"""The command line tells what sites ask of visitors, and what clashes over a year."""

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
    assert code in (0, 3), err
    return json.loads(out)[kind]


def test_what_sites_ask_is_listed_with_who_lacks_it_and_by_when(run: Run) -> None:
    code, out, _err = run("visit", "access", "JP-DK-2027")

    assert code == 0
    assert out.splitlines() == [
        "European Spallation Source",
        "  asks for: name, organisation, country",
        "  by: Tue 27 Apr 16:00",
        "  N.N., Programme Officer lacks: name, organisation, country",
        "  not sent to the site: 12 of 12",
    ]


def test_one_site_is_found_by_part_of_its_name_and_answered_in_json(run: Run) -> None:
    (pack,) = answer(run, "access", "visit", "access", "JP-DK-2027", "--site", "spallation")

    assert (pack["due_local"], pack["due_zone"]) == ("2027-04-27T16:00", "Europe/Stockholm")
    assert len(pack["people"]) == 12
    assert pack["people"][-1]["missing"] == ["name", "organisation", "country"]
    assert pack["people"][0]["fields"]["name"] == "collected"


def test_a_site_that_asks_for_nothing_is_not_found(run: Run) -> None:
    code, _out, err = run("visit", "access", "JP-DK-2027", "--site", "Kronborg")

    assert code == 4
    assert "European Spallation Source" in err


def test_how_far_visitors_are_is_noted_for_one_site(run: Run) -> None:
    (pack,) = answer(run, "access", "visit", "admit", "JP-DK-2027", "spallation", "sent")
    assert {person["admission"] for person in pack["people"]} == {"sent"}

    words = ("visit", "admit", "JP-DK-2027", "spallation", "refused", "--field", "country")
    (pack,) = answer(run, "access", *words, "--person", "yamasaki")
    refused = [person["name"] for person in pack["people"] if person["refused"]]
    assert refused == ["Yamasaki Keiko"]


def test_collected_is_what_somebody_lacked_and_a_dry_run_writes_nothing(run: Run) -> None:
    words = ("visit", "admit", "JP-DK-2027", "spallation", "collected")
    code, out, _err = run(*words, "--dry-run")
    assert (code, out) == (
        0, "Collected would be noted for 12 people at European Spallation Source.\n",
    )  # fmt: skip
    (before,) = answer(run, "access", "visit", "access", "JP-DK-2027")
    assert before["people"][-1]["missing"]

    (after,) = answer(run, "access", *words)
    assert after["people"][-1]["missing"] == []
    assert {person["admission"] for person in after["people"]} == {"missing"}


def test_a_visitor_or_site_that_is_not_there_is_said_with_those_that_are(run: Run) -> None:
    words = ("visit", "admit", "JP-DK-2027")
    code, _out, err = run(*words, "spallation", "sent", "--person", "Bohr")
    assert code == 4
    assert "Yamasaki Keiko" in err
    code, _out, err = run(*words, "a", "sent")  # more than one site has that letter
    assert code == 4
    assert "MAX IV Laboratory" in err


def test_a_year_of_all_visits_answers_three_where_something_is_booked_twice(run: Run) -> None:
    code, out, _err = run("visit", "check", "--year", "2027")

    assert code == 3
    assert out == (
        "Conflict: Anders Kjeldgaard Møller: needed for “Session: quantum research and materials” of"
        " JP-DK-2027 (Mon 10 May 13:30) and for “Session: health research” of JP-DK-2027.\n"
    )
    assert run("visit", "check", "--year", "2031")[0] == 0
    assert [one["kind"] for one in answer(run, "findings", "visit", "check", "--year", "2027")] == [
        "overlap.year"
    ]


@pytest.mark.parametrize("words", [(), ("JP-DK-2027", "--year", "2027"), ("--year", "99999")])
def test_a_check_is_of_a_visit_or_of_a_year(run: Run, words: tuple[str, ...]) -> None:
    assert run("visit", "check", *words)[0] == 2
