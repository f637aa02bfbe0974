"""What became of a visit on the command line: lists, one more, a change, none; the report in all formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

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


def test_a_cost_is_added_changed_and_removed_by_its_number(typed: Typed) -> None:
    words = ("visit", "cost", VISIT)
    typed(*words, "--amount", "99 DKK", "--dry-run")
    assert len(typed.json("costs", *words)) == 6
    typed(*words, "--amount", "1,250.50", "--payer", "Guests", "--dated", "2027-05-13")
    last = typed.json("costs", *words)[-1]
    assert (last["minor_units"], last["currency"], last["payer"]) == (125050, "DKK", "Guests")
    typed(*words, "--number", "7", "--kind", "venue", "--estimated")
    assert typed.json("costs", *words)[-1]["kind"] == "venue"
    assert "Total: 123,650.50\u00a0DKK (of it 40,850.50\u00a0DKK est.)" in typed(*words)
    assert "more than 2 places" in typed(*words, "--amount", "1.2345 DKK", code=1)
    assert "Which one" in typed(*words, "--remove", code=1)
    typed(*words, "--number", "7", "--remove")
    assert len(typed.json("costs", *words)) == 6


def test_outcomes_gifts_and_media_are_noted_in_one_line(typed: Typed) -> None:
    typed("visit", "outcome", VISIT, "--text", "A joint call.", "--item", "round of the funders")
    assert typed.json("outcomes", "visit", "outcome", VISIT)[-1]["item_id"]
    typed(
        *("visit", "gift", VISIT, "--description", "Cup", "--value", "kr 80"),
        *("--giver", "Ravnsholm", "--direction", "given"),
    )
    told = typed("visit", "gift", VISIT)
    assert "Cup" in told
    assert "80.00\u00a0DKK" in told
    assert "no web address" in typed("visit", "media", VISIT, "--url", "file:///x", code=1)


def test_the_report_is_written_in_every_format_and_stands_in_the_register(
    typed: Typed, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = ("visit", "report", VISIT, "-o", str(out), "--format", "pdf,docx,xlsx")
    files = typed.json("files", *words, "--to", "Parliament", "--no-names")
    assert [Path(one).suffix for one in files] == [".pdf", ".docx", ".xlsx"]
    told = typed("handed-out", "list")
    assert told.count("Parliament") == 3
    book = openpyxl.load_workbook(files[2])
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value]
    assert "Takahashi" not in " ".join(cells)
    assert book["Costs"]["D2"].value == 39600
    assert book["Costs"]["E2"].value == "DKK"
    exported = typed(
        *("visit", "export", VISIT, "--paper", "visit-report", "-o", str(tmp_path / "one.pdf"))
    )
    assert "one.pdf" in exported


def test_a_visit_called_off_is_revived(typed: Typed) -> None:
    assert "neither cancelled" in typed("visit", "revive", VISIT, code=1)
    typed("visit", "revive", VISIT, "--as", "SH-JP-2027")
    assert "follow itself" in typed("visit", "revive", "SH-JP-2027", "--as", VISIT, code=1)


def test_hosts_are_thanked_after_a_look(typed: Typed, tmp_path: Path) -> None:
    looked = typed("visit", "thank", VISIT, "--dry-run")
    assert "Elin Sandström" in looked
    assert "No postal address is known." in looked
    assert "Birgitte" not in looked
    out = tmp_path / "letters"
    words = ("visit", "thank", VISIT, "-o", str(out), "--host", "sandström", "--place", "Lund")
    (letter,) = typed.json("letters", *words)
    assert (letter["language"], Path(letter["file"]).parent) == ("sv", out)
    assert "No host is called" in typed(*words, "--host", "nobody at all", code=4)
