"""``planner visit ready``: the light of a visit on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli import main
from planner.services.planner import create_planner
from planner.settings import Settings


@pytest.fixture
def library(sample_file: Path, tmp_path: Path) -> str:
    path = tmp_path / "lib.planner"
    path.write_bytes(sample_file.read_bytes())
    return str(path)


def test_a_conflict_blocks_with_status_3_and_says_where(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--library", library, "visit", "ready", "JP-DK-2027"])

    said = capsys.readouterr().out
    assert status == 3
    assert "Blocked" in said
    assert "would host" in said


def test_json_holds_every_site_with_its_light(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--library", library, "--json", "visit", "ready", "SH-JP-2027"])

    found = json.loads(capsys.readouterr().out)["readiness"]
    assert found["light"] in ("look", "ready", "blocked")
    assert len(found["sites"]) > 5
    assert all(site["light"] in ("ready", "look", "blocked") for site in found["sites"])


def test_an_empty_library_has_no_such_visit(tmp_path: Path) -> None:
    path = str(tmp_path / "empty.planner")
    create_planner(path, Settings(), sample=False).close()

    assert main(["--library", path, "visit", "ready", "NOPE"]) == 4


def test_a_muted_kind_is_not_found_until_it_is_looked_for_again(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check = ["--library", library, "visit", "check", "JP-DK-2027"]
    main(check)
    assert "would host" in capsys.readouterr().out
    main([*check, "--mute", "overlap.host", "--reason", "He has a deputy"])
    assert "would host" not in capsys.readouterr().out
    main(check)
    assert "would host" not in capsys.readouterr().out
    main([*check, "--unmute", "overlap.host"])
    assert "would host" in capsys.readouterr().out


def test_muting_without_a_reason_is_refused(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--library", library, "visit", "check", "JP-DK-2027", "--mute", "overlap.host"])

    assert status != 0
    assert "needs a reason" in capsys.readouterr().err
