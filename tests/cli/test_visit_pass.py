"""``planner visit pass`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli import main


@pytest.fixture
def library(sample_file: Path, tmp_path: Path) -> str:
    path = tmp_path / "lib.planner"
    path.write_bytes(sample_file.read_bytes())
    return str(path)


def needs(library: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    main(["--library", library, "--json", "visit", "check", "JP-DK-2027"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [one for one in found if one["kind"].startswith("needs.")]


def test_needs_are_noted_for_the_named_entry_and_taken_back(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = needs(library, capsys)
    title = max((str(one["facts"]["item"]) for one in before), key=len)  # type: ignore[index]
    words = ["--library", library, "visit", "pass", "JP-DK-2027", title]

    assert main([*words, "--dry-run"]) == 0
    capsys.readouterr()
    assert needs(library, capsys) == before
    assert main(words) == 0
    assert title in capsys.readouterr().out
    assert len(needs(library, capsys)) == len(before) - 1
    assert main([*words, "--take-back"]) == 0
    capsys.readouterr()
    assert needs(library, capsys) == before


def test_an_unknown_entry_is_said_and_nothing_written(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", library, "visit", "pass", "JP-DK-2027", "Nowhere at all"]) == 4
    assert "no entry" in capsys.readouterr().err
