"""``planner visit brief``, ``contact biography`` and ``organisation logo`` on the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from planner.cli import main

VISIT = "JP-DK-2027"


@pytest.fixture
def library(sample_file: Path, tmp_path: Path) -> str:
    path = tmp_path / "lib.planner"
    path.write_bytes(sample_file.read_bytes())
    return str(path)


class Typed:
    def __init__(self, library: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._library, self._capsys = library, capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        assert main(["--library", self._library, *words]) == code
        told = self._capsys.readouterr()
        return told.out + told.err

    def json(self, kind: str, *words: str) -> Any:
        return json.loads(self("--json", *words))[kind]


@pytest.fixture
def typed(library: str, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(library, capsys)


def test_the_sample_shows_its_book_from_the_visit_to_the_closing_talks(typed: Typed) -> None:
    shown = typed.json("briefs", "visit", "brief", VISIT)

    assert shown[0]["item_id"] is None
    assert [one["title"] for one in shown[1:]][-1] == "Closing talks"
    told = typed("visit", "brief", VISIT, "--item", "talks on the cooperation agreement")
    assert "Points to make:" in told
    assert "Background not to be disclosed:" in told
    assert "26 Apr 2027" in told


def test_hosts_and_guests_are_shown_none_of_it(typed: Typed) -> None:
    for profile in ("hosts", "delegates", "press"):
        assert "no brief" in typed("visit", "brief", VISIT, "--profile", profile)
    abroad = typed.json("briefs", "visit", "brief", "SH-JP-2027", "--profile", "delegates")
    assert abroad
    assert not any(one["not_disclosed"] for one in abroad)


def test_a_brief_is_written_changed_and_removed(typed: Typed) -> None:
    words = ("visit", "brief", VISIT, "--item", "laboratories")
    typed(*words, "--objective", "See the cold stage.", "--dry-run")
    assert typed.json("briefs", *words) == []

    typed(*words, "--objective", "See the cold stage.", "--dated", "2027-05-01")
    typed(*words, "--points", "One\nTwo")
    typed(*words, "--title", "For the physicists", "--another")
    first, second = typed.json("briefs", *words)
    assert (first["objective"], first["points"]) == ("See the cold stage.", "One\nTwo")
    assert first["dated"] == "2027-05-01"
    assert second["title"] == "For the physicists"

    typed(*words, "--number", "2", "--department", "Protocol")
    typed(*words, "--remove")
    (left,) = typed.json("briefs", *words)
    assert (left["title"], left["department"]) == ("For the physicists", "Protocol")
    assert "no brief number 3" in typed(*words, "--number", "3", "--title", "X", code=4)
    assert "not a date" in typed(*words, "--dated", "soon", code=1)


def test_a_long_text_comes_from_standard_input(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("First\nSecond\n"))
    (one,) = typed.json(
        "briefs", "visit", "brief", VISIT, "--item", "laboratories", "--points", "-"
    )

    assert one["points"] == "First\nSecond"


def test_biographies_are_shown_written_and_removed_by_language(typed: Typed) -> None:
    words = ("contact", "biography", "Takahashi Masahiro")
    assert [one["language"] for one in typed.json("biographies", *words)] == ["en", "ja"]

    typed(*words, "--language", "da", "--text", "Leder delegationen.", "--source", "Eget kontor")
    typed(*words, "--language", "da", "--as-of", "2027-05-01")
    (danish,) = typed.json("biographies", *words, "--language", "da")
    assert (danish["text"], danish["as_of"], danish["source"]) == (
        "Leder delegationen.",
        "2027-05-01",
        "Eget kontor",
    )

    typed(*words, "--language", "da", "--remove")
    assert "no biography yet" in typed(*words, "--language", "da")
    assert "no biography in" in typed(*words, "--language", "da", "--remove", code=4)
    assert "No language" in typed(*words, "--text", "X", code=1)


def test_a_logo_is_given_and_taken_away(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGBA", (300, 100), (0, 0, 0, 0)).save(file)
    words = ("organisation", "logo", "ESS ERIC")
    assert "has no logo" in typed(*words)
    typed(*words, str(file), "--dry-run")
    assert "has no logo" in typed(*words)

    assert "300 × 100" in typed(*words, str(file))
    assert typed.json("logo", *words)["size"] == {"width": 300, "height": 100}
    assert "no logo any more" in typed(*words, "--remove")
    assert "has no logo" in typed(*words)
