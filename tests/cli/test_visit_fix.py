"""``planner visit fix``: ways out are listed, and one is taken as one step."""

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


def way_out(library: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The number of the way that lets somebody else receive."""
    assert main(["--library", library, "--json", "visit", "fix", "JP-DK-2027"]) == 0
    for entry in json.loads(capsys.readouterr().out)["ways"]:
        for way in entry["ways"]:
            if "receive at" in way["words"]:
                return str(way["number"])
    raise AssertionError("no such way")


def test_a_way_is_taken_and_the_conflict_is_gone(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    number = way_out(library, capsys)
    assert main(["--library", library, "visit", "fix", "JP-DK-2027", number, "--dry-run"]) == 0
    assert "Nothing was written" in capsys.readouterr().out
    main(["--library", library, "visit", "check", "JP-DK-2027"])
    assert "would host" in capsys.readouterr().out

    assert main(["--library", library, "visit", "fix", "JP-DK-2027", number]) == 0
    main(["--library", library, "visit", "check", "JP-DK-2027"])
    assert "would host" not in capsys.readouterr().out.replace("Done:", "")
    assert main(["--library", library, "history", "undo"]) == 0
    main(["--library", library, "visit", "check", "JP-DK-2027"])
    assert "would host" in capsys.readouterr().out


def test_a_way_that_is_not_offered_is_said(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", library, "visit", "fix", "JP-DK-2027", "9.9"]) == 4
    assert "no way 9.9" in capsys.readouterr().err
