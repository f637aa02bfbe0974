"""Other spreadsheet programs show the cells of our workbooks as we wrote them."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from interchange.sample_sheets import CONTACTS, CREATED, SECOND, matrix
from planner.i18n import language
from planner.interchange.excel_writer import Sheet, write_workbook

pytestmark = pytest.mark.clients

ROOT = Path(__file__).parents[2]
SHEETS = {"Deltagere": CONTACTS, "Ann’s list": SECOND}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    data = write_workbook(
        list(SHEETS.values()), title="Besøg & 𠮷", created=CREATED, language=language("en")
    )
    path.write_bytes(data)
    return path


def run(name: str, arguments: Sequence[str | Path], home: Path) -> None:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    environ = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [found, *arguments], check=False, capture_output=True, env=environ, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def compare(found: list[list[str]], sheet: Sheet) -> None:
    """Cell by cell, so that a difference names its place."""
    expected = matrix(sheet)
    assert len(found) == len(expected)
    different = [
        (number, column.title, was, should_be)
        for number, (row, expected_row) in enumerate(zip(found, expected, strict=True), 1)
        for column, was, should_be in zip(sheet.columns, row, expected_row, strict=True)
        if was != should_be
    ]
    assert different == []


def test_libreoffice_shows_every_cell(book: Path, tmp_path: Path) -> None:
    # Comma, quotation mark, UTF-8, from line 1; texts in quotes; all sheets, each to its own file.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"

    run(
        "soffice",
        ["--headless", profile, "--convert-to", form, "--outdir", tmp_path, book],
        tmp_path,
    )

    for name, sheet in SHEETS.items():
        found = rows(tmp_path / f"list-{name}.csv")
        # It shows the seconds that every time has, whatever the cell says.
        compare([[cell.removesuffix(":00") for cell in row] for row in found], sheet)


def test_gnumeric_shows_every_cell(book: Path, tmp_path: Path) -> None:
    form = ["-S", "-T", "Gnumeric_stf:stf_assistant", "-O", "separator=, format=preserve"]

    run("ssconvert", [*form, book, tmp_path / "%n.csv"], tmp_path)

    for number, sheet in enumerate(SHEETS.values()):
        found = rows(tmp_path / f"{number}.csv")
        # It writes numbers below nought with a real minus sign.
        bags = [[*row[:-1], row[-1].replace("−", "-")] for row in found]
        compare(bags, sheet)


def test_the_shared_rules_object_to_nothing(book: Path, tmp_path: Path) -> None:
    checker = ROOT.parent / "shared" / "interop" / "xlsx_check.py"
    if not checker.exists():
        pytest.skip("the shared rules are not here")
    expected = tmp_path / "expected.json"
    # A reader that gives dates as dates shows midnight.
    midnight = [
        [
            f"{cell} 00:00" if place == 4 and row and cell else cell
            for place, cell in enumerate(cells)
        ]
        for row, cells in enumerate(matrix(CONTACTS))
    ]
    expected.write_text(json.dumps(midnight), encoding="utf-8")

    said = subprocess.run(
        [sys.executable, str(checker), str(book), str(expected)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )

    lines = said.stdout.splitlines()
    assert any(line.startswith("lint done") for line in lines), said.stderr
    assert [line for line in lines if line.startswith(("ERROR", "WARN"))] == []
    (openpyxl,) = (line for line in lines if line.startswith("openpyxl"))
    assert "cells differing 0" in openpyxl
