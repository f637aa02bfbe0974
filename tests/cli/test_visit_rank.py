"""The order of precedence on the command line."""

from __future__ import annotations

import json

import pytest

from factories import person, visit
from planner.cli import main
from planner.services.planner import Planner


def test_somebody_is_put_at_a_number(planner: Planner, capsys: pytest.CaptureFixture[str]) -> None:
    key = planner.visits.new(visit(code="TRIP"))
    for name in ("Abe", "Ito"):
        planner.delegations.add_person(key, planner.contacts.add(person(name, "")))
    address = planner.address
    planner.close()

    def rank(*arguments: str) -> list[tuple[int, str]]:
        capsys.readouterr()
        assert main(["--library", address, "visit", "rank", "TRIP", *arguments, "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)["delegates"]
        return [(one["rank"], one["name"]) for one in shown]

    assert rank("Ito", "1", "--dry-run") == [(0, "Abe"), (0, "Ito")]
    assert rank("Ito", "1", "--reason", "leads") == [(1, "Ito"), (0, "Abe")]
    assert main(["--library", address, "visit", "show", "TRIP", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)["visit"]
    assert [one["rank_reason"] for one in shown["delegates"]] == ["leads", ""]
    assert main(["--library", address, "visit", "rank", "TRIP"]) == 0
    assert "leads" in capsys.readouterr().out
    assert main(["--library", address, "visit", "rank", "TRIP", "--as-listed"]) != 0
