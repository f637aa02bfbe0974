"""Papers from the command line: named, made for one, for each or for all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factories import item, person, visit
from planner.cli import main
from planner.documents.kinds import DOCUMENTS
from planner.services.planner import Planner


@pytest.fixture
def address(planner: Planner) -> str:
    """A visit of two with one talk."""
    key = planner.visits.new(visit(code="TRIP"))
    for name in ("Abe", "Ito"):
        planner.delegations.add_person(key, planner.contacts.add(person(name, "")))
    planner.itineraries.add(item(key, "Talks", "09:00", "10:00"))
    planner.close()
    return planner.address


def run(address: str, *arguments: str) -> int:
    return main(["--library", address, "visit", "export", *arguments])


def test_the_list_names_every_paper(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(address, "--list", "--json") == 0
    told = json.loads(capsys.readouterr().out)["papers"]
    assert [one["name"] for one in told] == list(DOCUMENTS)


def test_a_paper_in_two_languages_and_both_formats(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    options = ("--paper", "lobby-sign", "--format", "pdf,docx", "--lang", "en,ja")
    assert run(address, "TRIP", *options, "--profile", "guest", "-o", str(out)) == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".pdf"]
    assert "Wrote" in capsys.readouterr().out


def test_a_dry_run_names_the_files_and_writes_none(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--paper", "lobby-sign", "-o", str(tmp_path / "out"), "--dry-run")
    assert run(address, "TRIP", *options) == 0
    assert ".pdf" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_one_paper_takes_the_name_it_is_given(address: str, tmp_path: Path) -> None:
    target = tmp_path / "sign.pdf"
    assert run(address, "TRIP", "--paper", "lobby-sign", "-o", str(target)) == 0
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "options",
    [
        ("--paper", "poster"),
        ("--paper", "lobby-sign", "--format", "rtf"),
        ("--paper", "lobby-sign", "--lang", "xx"),
        ("--paper", "lobby-sign", "--lang", "en,da,ja"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    address: str, tmp_path: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(address, "TRIP", *options, "-o", str(tmp_path)) == 2
    assert "--help" in capsys.readouterr().err
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_paper_of_changes_asks_since_when(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(address, "TRIP", "--paper", "change-notice", "-o", str(tmp_path)) == 1
    assert "--since N" in capsys.readouterr().err
    assert list(tmp_path.glob("*.pdf")) == []


def test_for_all_of_an_audience_gives_the_others_none_and_says_once_what_all_have_in_common(
    sample: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = ("--paper", "personal-programme", "--for", "all", "--dry-run", "--lang", "en")
    sample.close()
    assert run(sample.address, "JP-DK-2027", *paper, "--profile", "guest") == 0
    said = capsys.readouterr()

    names = said.out.splitlines()
    assert len(names) == 11
    assert not [name for name in names if "Hotel" in name or "Ravnsholm" in name]
    (draft,) = [line for line in said.err.splitlines() if "draft" in line]
    assert draft.startswith("Personal programme, 11 copies: ")


def test_a_site_is_meant_by_its_initials(
    sample: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    sample.close()
    paper = ("--paper", "access-list", "--for", "ESS", "--dry-run")
    assert run(sample.address, "JP-DK-2027", *paper) == 0
    assert "European Spallation Source" in capsys.readouterr().out
