"""``planner visit releases | changes | holders`` on the sample library."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sample: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the sample library, of which version 1 was released; then a tour was renamed
    and the last entry cancelled."""
    trip = sample.visits.find("JP-DK-2027").id
    sample.releases.release(trip, "for all")
    plan = sample.visits.plan(trip)
    first = next(one for one in plan.active if one.is_public and not plan.leg_of.get(one.id))
    sample.itineraries.edit(first.id, title="Another title")
    sample.itineraries.remove(plan.active[-1].id)
    address = sample.address
    sample.close()

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--library", address, *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def answer(run: Run, kind: str, *arguments: str) -> Any:
    code, out, err = run("visit", *arguments, "--json")
    assert code == 0, err
    return json.loads(out)[kind]


def test_versions_are_listed_with_their_holders(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("visit", "export", "JP-DK-2027", "--ics", "--each", "--release", "1", "-o", str(out))
    run("visit", "release", "JP-DK-2027", "--note", "second")

    lines = answer(run, "releases", "releases", "JP-DK-2027")

    assert [(line["number"], line["note"]) for line in lines] == [(2, "second"), (1, "for all")]
    held = answer(run, "holders", "holders", "JP-DK-2027")
    stale = answer(run, "holders", "holders", "JP-DK-2027", "--stale")
    assert lines[1]["holders"] == len(held) == len(list(out.iterdir()))
    assert lines[1]["stale"] == len(stale) > 0
    assert run("visit", "releases", "JP-DK-2027")[1].count("\n") == 3
    assert " of " in run("visit", "holders", "JP-DK-2027")[1]


def test_changes_are_said_as_a_whole_and_in_another_language(run: Run) -> None:
    code, out, _err = run("visit", "changes", "JP-DK-2027")

    assert code == 0
    assert any(line.startswith("Removed: “") for line in out.splitlines())
    assert any(line.startswith("“Another title” – Title: Another") for line in out.splitlines())
    assert "Titel: Another title" in run("visit", "changes", "JP-DK-2027", "--language", "de")[1]
    assert run("visit", "changes", "JP-DK-2027", "--from", "1", "--to", "1")[1].strip() == (
        "Nothing changed."
    )


def test_changes_are_said_for_one_recipient_and_for_each(run: Run) -> None:
    everybody = answer(run, "recipients", "changes", "JP-DK-2027", "--each")
    name = everybody[0]["name"]
    (one,) = answer(run, "recipients", "changes", "JP-DK-2027", "--for", name)

    assert one == everybody[0]
    assert one["concerned"]
    assert "of your" in run("visit", "changes", "JP-DK-2027", "--for", name)[1]
    assert run("visit", "changes", "JP-DK-2027", "--for", "nobody at all")[0] == 4


def test_a_visit_without_a_version_says_so(run: Run) -> None:
    assert run("visit", "releases", "SH-JP-2027")[1].strip() == "Nothing was released yet."
    assert run("visit", "holders", "SH-JP-2027")[1].strip() == "Nobody was given anything yet."
    assert run("visit", "changes", "SH-JP-2027")[0] == 4
