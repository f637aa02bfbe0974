"""What is open with a country, and invitations, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest

from planner.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sample_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the sample; answers exit code, output, messages."""
    path = tmp_path / "sample.planner"
    copyfile(sample_file, path)

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--library", str(path), *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_what_is_open_with_japan(run: Run, tmp_path: Path) -> None:
    code, out, err = run("relationship", "Japan", "--open", "--json")
    assert code == 0, err
    told = json.loads(out)["relationship"]
    assert (told["country"], all(line["open"] for line in told["lines"])) == ("JP", True)
    assert "Send the lists of visitors to ESS and MAX IV" in [x["title"] for x in told["lines"]]
    code, out, _err = run("relationship", "open", "with", "MEXT")
    assert code == 0
    assert out.startswith("Ministry of Education")
    assert run("relationship", "Atlantis")[0] == 4
    sheet = tmp_path / "japan.xlsx"
    assert run("relationship", "JP", "-o", str(sheet))[0] == 0
    assert sheet.read_bytes()[:2] == b"PK"


def test_steps_of_a_visit_are_one_row_unless_all_are_asked_for(run: Run) -> None:
    def titles(*more: str) -> list[str]:
        out = run("relationship", "Japan", "--open", "--json", *more)[1]
        return [line["title"] for line in json.loads(out)["relationship"]["lines"]]

    before = titles()
    assert run("checklist", "apply", "Incoming", "JP-DK-2027")[0] == 0
    folded, every = titles(), titles("--all")
    assert "steps to prepare JP-DK-2027, next: " in folded[-1]
    count = int(folded[-1].split()[0])
    assert len(every) == len(folded) - 1 + count > len(before) + count
    assert "to prepare JP-DK-2027" in run("country", "show", "JP")[1]


def test_an_invitation_is_noted_answered_and_withdrawn(run: Run) -> None:
    assert run("invitation", "add", "Japan", "--text", "Come to Kiel", "--on", "2027-03-01")[0] == 0
    code, out, err = run("invitation", "answer", "kiel", "--json")
    assert code == 0, err
    assert [one["code"] for one in json.loads(out)["visits"]] == ["JP-DK-2027"]
    assert run("invitation", "answer", "Kiel", "SH-JP-2027")[0] != 0
    assert run("invitation", "answer", "Kiel", "JP-DK-2027")[0] == 0
    assert json.loads(run("invitation", "list", "--json")[1])["invitations"] == []
    (told,) = json.loads(run("invitation", "list", "--all", "--json")[1])["invitations"]
    assert run("invitation", "answer", told["id"], "-")[0] == 0
    assert run("invitation", "withdraw", "Kiel", "--dry-run")[0] == 0
    assert "Come to Kiel" in run("invitation", "list")[1]
    assert run("invitation", "withdraw", "Kiel")[0] == 0
    assert "withdrawn" in run("invitation", "list", "--all")[1]
    assert run("invitation", "add", "Atlantis")[0] == 4
    assert run("invitation", "withdraw", "Atlantis")[0] == 4
    assert run("invitation", "remove", told["id"])[0] == 0
    assert json.loads(run("invitation", "list", "--all", "--json")[1])["invitations"] == []


def test_who_was_here_and_keeping_a_told_visit(run: Run) -> None:
    told = json.loads(run("relationship", "Japan", "--json")[1])["relationship"]
    balance = told["reciprocity"]
    assert (balance["visits_to_us"], balance["visits_to_them"], balance["told_by_sources"]) == (
        1,
        1,
        2,
    )
    assert "2 of them only told by sources" in run("relationship", "Japan")[1]
    (number,) = [
        one["told"][-6:] for one in told["lines"] if one["told"] and one["from"] == "2023-10"
    ]
    assert number in run("source", "visits")[1]
    assert run("source", "keep-visit", number, "--dry-run")[0] == 0
    assert len(json.loads(run("source", "visits", "--json")[1])["visits"]) == 4
    assert run("source", "keep-visit", "japan")[0] != 0, "that may mean several"
    code, out, err = run("source", "keep-visit", "danish prime", "--json")
    assert code == 0, err
    assert json.loads(out)["visit"]["direction"] == "outbound"
    assert run("source", "keep-visit", number)[0] != 0, "it is kept"
    assert len(json.loads(run("source", "visits", "--json")[1])["visits"]) == 3
