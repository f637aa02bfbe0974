"""Sheets of a visit on the command line: out with a release, edited, and back in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from factories import item, person, visit
from planner.cli import main
from planner.services.planner import Planner, open_planner
from planner.settings import Settings


@pytest.fixture
def address(planner: Planner) -> str:
    """A released visit of one, and another visit."""
    key = planner.visits.new(visit(code="TRIP"))
    planner.visits.new(visit(code="OTHER", title="Another"))
    known = planner.contacts.add(person("Abe", ""), emails=["abe@example.org"])
    planner.delegations.add_person(key, known, title="Chair")
    planner.itineraries.add(item(key, "Talks", "09:00", "10:00"))
    planner.releases.release(key)
    planner.close()
    return planner.address


def sent(
    capsys: pytest.CaptureFixture[str], address: str, out: Path, paper: str, *more: str
) -> Path:
    capsys.readouterr()
    command = ["--library", address, "visit", "send", "TRIP", "--out", str(out), "--paper", paper]
    assert main([*command, *more, "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["package"]["files"]
    return Path(file)


def test_a_sheet_goes_out_and_comes_back_edited_as_one_step(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sent(capsys, address, tmp_path / "out", "participants")
    assert path.name.endswith("_participants_v1.xlsx")
    command = ["--library", address, "visit", "import", "TRIP", str(path)]
    assert main([*command, "--json"]) == 0
    (done,) = json.loads(capsys.readouterr().out)["imports"]
    assert (done["updated"], done["unchanged"], done["step"]) == (0, 1, None)

    book = load_workbook(path)
    page = book.worksheets[0]
    (column,) = [cell.column for cell in page[1] if cell.value == "Position"]
    page.cell(2, column).value = "Minister"
    book.save(path)
    assert main([*command, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Abe, Position at this visit: Chair → Minister" in said
    assert "(nothing was written)" in said
    assert main([*command, "--json"]) == 0
    (done,) = json.loads(capsys.readouterr().out)["imports"]
    assert done["updated"] == 1

    other = ["--library", address, "visit", "import", "OTHER", str(path)]
    assert main(other) == 1
    assert "belongs to another visit" in capsys.readouterr().err
    assert main(["--library", address, "contact", "import", str(path)]) == 1
    assert "planner visit import" in capsys.readouterr().err


def test_columns_are_chosen_by_name_or_by_a_saved_set(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sent(
        capsys, address, tmp_path / "one", "participants",
        "--columns", "participants=position,family_name,payer",
    )  # fmt: skip
    assert [cell.value for cell in load_workbook(path).worksheets[0][1]] == [
        "Position",
        "Family name",
        "Planner key",
    ]
    wrong = ["--library", address, "visit", "send", "TRIP", "--dry-run"]
    assert main([*wrong, "--columns", "participants=salary"]) == 2
    assert "“salary” is no column" in capsys.readouterr().err
    assert main([*wrong, "--columns", "menus=day"]) == 2
    assert "“menus” is no sheet" in capsys.readouterr().err
    office = open_planner(address, Settings())
    office.views.save("sheet:participants", "Short", columns=["family_name", "role"])
    office.close()
    path = sent(
        capsys, address, tmp_path / "two", "participants", "--columns", "participants=@Short"
    )
    header = [cell.value for cell in load_workbook(path).worksheets[0][1]]
    assert header == ["Family name", "Planner key"]  # nobody has a role
