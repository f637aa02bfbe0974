"""Hidden details, needs and periods on the command line: dots without a purpose."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest

from conftest import Clock
from planner.cli import main
from planner.domain.visits import NeedKind
from planner.services.planner import Planner
from planner.storage.connecting import sqlite_driver

Run = Callable[..., tuple[int, str]]
NUMBER = "ZX4471902"


@pytest.fixture
def name(sample: Planner) -> str:
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    head = next(one for one in plan.delegates if one.person_id)
    sample.needs.note(head.id, kind=NeedKind.DIET, text="Nothing with shellfish")
    return plan.name_of(head)


@pytest.fixture
def run(sample: Planner, name: str, capsys: pytest.CaptureFixture[str]) -> Run:
    address = sample.address
    sample.close()

    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["--library", address, *arguments])
        return code, capsys.readouterr().out

    return call


def test_a_passport_number_is_noted_and_stays_dots_without_a_purpose(run: Run, name: str) -> None:
    code, out = run("contact", "hidden", name, "--set", "passport number", "--value", NUMBER)
    assert code == 0
    assert "•••" in out
    assert NUMBER not in out
    _code, out = run("contact", "hidden", name, "--purpose", "Visa")
    assert NUMBER in out
    _code, out = run("contact", "hidden", name, "--json")
    assert json.loads(out)["hidden"] == [{"kind": "passport number", "text": None}]
    _code, out = run("contact", "hidden", name, "--set", "passport number")
    assert "Nothing is noted." in out


def test_needs_of_a_visit_are_counted_and_with_a_purpose_told(run: Run, name: str) -> None:
    _code, out = run("visit", "needs", "JP-DK-2027")
    assert "Diet" in out
    assert "shellfish" not in out
    assert name not in out
    _code, out = run("visit", "needs", "JP-DK-2027", "--purpose", "Catering")
    assert "shellfish" in out
    assert name in out


def test_a_dry_run_of_the_review_names_what_would_go_and_erases_nothing(run: Run) -> None:
    assert run("library", "periods", "needs", "--days", "1")[0] == 0
    _code, out = run("library", "periods", "needs", "--json")
    assert json.loads(out)["periods"][0]["days"] == 1
    assert run("library", "periods", "--days", "1")[0] != 0
    _code, first = run("library", "retention", "--dry-run", "--json")
    listed = json.loads(first)["retention"]
    _code, again = run("library", "retention", "--dry-run", "--json")
    assert json.loads(again)["retention"] == listed
    assert listed["erased"] == 0
    code, out = run("library", "retention", "--json")
    assert code == 0
    done = json.loads(out)["retention"]
    assert done["erased"] == sum(one["count"] for one in listed["lines"] if one["erases"])


def test_a_command_that_writes_destroys_keys_of_what_was_removed_a_month_ago(
    sample: Planner, name: str, clock: Clock
) -> None:
    """Whoever works on the command line alone needs no window for it; a dry run and a list write nothing."""
    head = next(one for one in sample.visits.plan(sample.visits.find("JP-DK-2027").id).delegates)
    need = sample.needs.of(head.id)[0]
    clock.now = dt.datetime.now(dt.UTC) - dt.timedelta(33)
    sample.needs.remove(need.id)
    for days in (2, 1):  # on which the program ran before
        clock.now = dt.datetime.now(dt.UTC) - dt.timedelta(days)
        sample.retention.settle_today()
    address = sample.address
    sample.close()

    def has_key() -> bool:
        with sqlite_driver().connect(address) as connection:
            found = connection.execute(
                "SELECT 1 FROM person_key WHERE id = ?", [need.id]
            ).fetchone()
        connection.close()
        return found is not None

    assert main(["--library", address, "contact", "list"]) == 0
    assert main(["--library", address, "library", "retention", "--dry-run"]) == 0
    assert has_key()
    assert main(["--library", address, "contact", "hidden", name, "--set", "passport number"]) == 0
    assert not has_key()
