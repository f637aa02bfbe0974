"""Templates on the command line: without a library, with the place of each mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.documents.templates.known import own_folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["template", *arguments]) == code
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    return json.loads(said(capsys, *arguments, "--json", code=code))


def test_a_template_is_made_checked_used_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    folder = own_folder() / "our-agency"
    assert str(folder) in said(capsys, "new", "Our Agency", "--from", "formal")
    assert said(capsys, "check", "our-agency") == "Nothing is wrong with it.\n"
    assert said(capsys, "check", "Our Agency") == "Nothing is wrong with it.\n"
    assert told(capsys, "use", "Our Agency")["template"]["usual"] is True
    listed = told(capsys, "list")["templates"]
    assert [(one["name"], one["own"], one["usual"], one["usable"]) for one in listed] == [
        ("plain", False, False, True),
        ("formal", False, False, True),
        ("compact", False, False, True),
        ("our-agency", True, True, True),
    ]
    assert "for all papers" in said(capsys, "list")
    shown = told(capsys, "show", "our-agency")["template"]["look"]
    assert (shown["cover"], shown["word.docx"], shown["page.typ"]) == ("centred", False, False)
    assert "cover = centred" in said(capsys, "show", "our-agency")


def test_what_is_wrong_is_said_with_file_and_line_and_answers_3(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "template.toml").write_text(
        'accent = "#FFD700"\n[layout]\ncover = "no"\n', encoding="utf-8"
    )
    assert said(capsys, "check", str(tmp_path), code=3).splitlines() == [
        "template.toml, line 3: “cover” is one of: left, centred, top.",
        "template.toml, line 1: #FFD700 is hard to read on white: its contrast is 1.4:1, "
        "not 4.5:1. (advice)",
    ]
    problems = told(capsys, "check", str(tmp_path), code=3)["problems"]
    assert [(one["file"], one["line"], one["severe"]) for one in problems] == [
        ("template.toml", 3, True),
        ("template.toml", 1, False),
    ]


def test_advice_alone_answers_0(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "template.toml").write_text("colour = 1\n", encoding="utf-8")
    assert "There is no setting “colour”" in said(capsys, "check", str(tmp_path))


def test_a_dry_run_makes_and_chooses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Would write" in said(capsys, "new", "Ours", "--dry-run")
    said(capsys, "use", "formal", "--dry-run")
    assert not own_folder().exists()
    assert told(capsys, "list")["templates"][0]["usual"] is True


def test_a_template_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("show", "check", "use"):
        said(capsys, verb, "nobody", code=4)
    said(capsys, "new", "Ours", "--from", "nobody", code=4)
    said(capsys, "new", "plain", code=1)


def test_a_broken_template_is_listed_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    (own_folder() / "broken").mkdir(parents=True)
    assert "template.toml: There is no such file." in said(capsys, "list")
