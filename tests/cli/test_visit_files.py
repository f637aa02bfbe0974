"""``planner visit hand-over`` and ``take-in``: a visit goes over, comes back and is merged."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import main
from planner.services.planner import Planner


@pytest.fixture
def colleague(open_copy: Callable[[Path], Planner], empty_file: Path) -> Planner:
    return open_copy(empty_file)


def run(planner: Planner, *words: str | Path) -> int:
    return main(["visit", *map(str, words), "--library", str(planner.address)])


def test_a_visit_goes_over_and_comes_back_with_its_changes(
    sample: Planner, colleague: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visit = sample.visits.page()[0]
    assert run(sample, "hand-over", visit.code, "--to", "Anna", "-o", tmp_path) == 0
    (path,) = tmp_path.glob("*.planner-visit")
    assert run(colleague, "take-in", path, "--dry-run") == 0
    assert colleague.visits.count() == 0
    assert run(colleague, "take-in", path) == 0
    item = colleague.visits.plan(visit.id).scheduled[0]
    colleague.itineraries.edit(item.id, title="Theirs")
    sample.itineraries.edit(item.id, title="Ours")
    back = tmp_path / "back.planner-visit"
    assert run(colleague, "hand-over", visit.code, "--to", "Office", "-o", back) == 0
    capsys.readouterr()
    assert run(sample, "take-in", back) == 0
    said = capsys.readouterr()
    assert "≠ Title: Ours → Theirs" in said.out
    assert "--theirs" in said.err
    assert sample.visits.plan(visit.id).scheduled[0].title == "Ours"
    assert run(sample, "take-in", back, "--theirs", "--json") == 0
    # What was declined is not asked again: the file was merged already.
    assert json.loads(capsys.readouterr().out)["take_in"]["changes"] == []


def test_a_sealed_file_needs_its_passphrase(
    sample: Planner,
    colleague: Planner,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visit, path = sample.visits.page()[0], tmp_path / "a.planner-visit"
    command = ("hand-over", visit.code, "--to", "Anna", "-o", path, "--sealed")
    assert run(sample, *command) != 0
    assert not path.exists()
    monkeypatch.setenv("PLANNER_PASSPHRASE", "three words here")
    assert run(sample, *command) == 0
    assert run(colleague, "take-in", path, "--dry-run") == 0
    monkeypatch.setenv("PLANNER_PASSPHRASE", "other")
    capsys.readouterr()
    assert run(colleague, "take-in", path) != 0
    assert "does not open" in capsys.readouterr().err
    assert colleague.visits.count() == 0


def test_the_hand_over_stands_in_the_register(sample: Planner, tmp_path: Path) -> None:
    visit = sample.visits.page()[0]
    before = sample.counts()["disclosure"]
    run(sample, "hand-over", visit.code, "--to", "Anna", "-o", tmp_path, "--audience", "hosts")
    assert sample.counts()["disclosure"] == before + 1
