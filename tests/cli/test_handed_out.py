"""The register on the command line: what left, and who holds an old value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factories import item, person, visit
from planner.cli import main
from planner.domain.people import ContactKind
from planner.services.exporting import ExportRequest
from planner.services.planner import Planner


@pytest.fixture
def address(planner: Planner, tmp_path: Path) -> str:
    """Sato's sheet went to ESS and to Lund; Lund got the new number."""
    key = planner.visits.new(visit(code="TRIP"))
    one = person("Sato", "Hanako")
    planner.contacts.add(one, phones=["+45 11 11 11 11"])
    planner.delegations.add_person(key, one.id)
    planner.itineraries.add(item(key, "Talks", "09:00", "11:00"))
    planner.exporting.write_people(tmp_path / "people.xlsx", people=[one.id], recipient="ESS")
    planner.contacts.set_points(one.id, ContactKind.PHONE, ["+45 22 22 22 22"])
    planner.exporting.write_people(tmp_path / "new.xlsx", people=[one.id], recipient="Lund")
    planner.exporting.write(
        ExportRequest(visit_id=key, folder=tmp_path, contact_sheet=True, purpose="badges")
    )
    planner.close()
    return planner.address


def said(capsys: pytest.CaptureFixture[str], address: str, *arguments: str) -> str:
    capsys.readouterr()
    assert main(["--library", address, *arguments]) == 0
    return capsys.readouterr().out


def data(capsys: pytest.CaptureFixture[str], address: str, *arguments: str) -> Any:
    answer = json.loads(said(capsys, address, *arguments, "--json"))
    return answer["holders"] if arguments[0] == "holders" else answer["handed_out"]


def test_the_register_is_listed_and_narrowed(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def files(*arguments: str) -> list[str]:
        return [one["file_name"] for one in data(capsys, address, "handed-out", "list", *arguments)]

    assert len(files()) == 3
    assert files("--to", "lund") == ["new.xlsx"]
    assert files("--file", "PEOPLE") == ["people.xlsx"]
    assert len(files("--person", "Sato")) == 3
    assert len(files("--visit", "TRIP")) == len(files("--search", "badges")) == 1
    assert files("--until", "2027-03-31") == []
    assert len(files("--from", "2027-04-01", "--limit", "2")) == 2
    shown = said(capsys, address, "handed-out", "list")
    assert "not said to whom" in shown
    assert "ESS" in shown


def test_one_record_says_which_fields_are_otherwise_today(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (one,) = data(capsys, address, "handed-out", "list", "--to", "ESS")
    record = data(capsys, address, "handed-out", "show", one["id"])

    assert record["file_hash"] == one["file_hash"]
    assert [told["old"] for told in record["subjects"]] == [["phone"]]
    assert "Phone" in said(capsys, address, "handed-out", "show", one["id"])
    assert main(["--library", address, "handed-out", "show", "nothing"]) != 0


def test_who_holds_the_old_number_is_told(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    held = data(capsys, address, "holders", "Sato", "--field", "phone")
    assert [(one["recipient"], one["is_old"]) for one in held] == [("ESS", True), ("Lund", False)]

    shown = said(capsys, address, "holders", "Sato", "--old")
    assert "Phone: 1 recipient holds an old value (ESS)" in shown
    assert "Lund" not in shown


def test_a_field_or_a_day_that_is_none_is_refused(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", address, "holders", "Sato", "--field", "shoe"]) != 0
    assert main(["--library", address, "handed-out", "list", "--from", "May"]) != 0
    assert "phone" in capsys.readouterr().err


def test_the_register_is_written_as_a_workbook_and_old_values_of_all_are_listed(
    address: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "register.xlsx"
    export = ("handed-out", "export", "--to", "lund", "-o", str(path))
    assert "Would write" in said(capsys, address, *export, "--dry-run")
    assert not path.exists()
    assert "1 hand-over" in said(capsys, address, *export)
    assert path.read_bytes().startswith(b"PK")
    assert data(capsys, address, "handed-out", "list", "--special") == []
    assert [one["paper"] for one in data(capsys, address, "handed-out", "list", "--file", "register")] == ["register"]  # fmt: skip

    shown = said(capsys, address, "handed-out", "owed")
    assert "ESS" in shown
    assert "Lund" not in shown
    (owed,) = json.loads(said(capsys, address, "handed-out", "owed", "--json"))["corrections"][
        "owed"
    ]
    assert owed["fields"] == ["phone"]
    drafts = ("contact", "corrections", "Sato", "--drafts", str(tmp_path / "out"))
    said(
        capsys,
        address,
        *drafts,
        "--only",
        owed["disclosure_id"],
        "--email",
        "a@ess.example",
        "--lang",
        "de",
    )
    (mail,) = (tmp_path / "out").glob("*.eml")
    assert "a@ess.example" in mail.read_text()
    assert "Telefon: +45 22 22 22 22" in mail.read_text()
    letters = data(capsys, address, "handed-out", "list", "--file", "ESS.eml")
    assert [(one["recipient"], one["way"], one["purpose"]) for one in letters] == [
        ("ESS", "mail", "Correction")
    ]
    shown = said(capsys, address, "handed-out", "show", owed["disclosure_id"])
    assert "notice drafted on" in shown
