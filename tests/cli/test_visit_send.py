"""Sending a release from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest

from factories import item, person, visit
from planner.cli import main
from planner.domain.itinerary import ItemKind
from planner.services.planner import Planner


@pytest.fixture
def address(planner: Planner) -> str:
    """A released visit of two: Abe, who can be reached, and Ito, who cannot."""
    key = planner.visits.new(visit(code="TRIP"))
    for name, emails in (("Abe", ["abe@example.org"]), ("Ito", [])):
        planner.delegations.add_person(key, planner.contacts.add(person(name, ""), emails=emails))
    planner.itineraries.add(item(key, "Talks", "09:00", "10:00"))
    planner.itineraries.add(item(key, "Our own", "08:00", "08:30", kind=ItemKind.BLOCKER))
    planner.releases.release(key)
    planner.close()
    return planner.address


def asked(capsys: pytest.CaptureFixture[str], address: str, *arguments: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["--library", address, "visit", *arguments, "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_files_are_written_and_the_recipients_hold_them_from_then_on(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    looked = asked(capsys, address, "send", "TRIP", "--out", str(out), "--dry-run")["package"]
    assert isinstance(looked, dict)
    assert [one["name"] for one in looked["parcels"]] == ["Abe", "Ito"]
    assert looked["files"] == []
    assert not out.exists()

    sent = asked(capsys, address, "send", "TRIP", "--out", str(out), "--to", "abe")["package"]

    assert isinstance(sent, dict)
    (file,) = sent["files"]
    assert Path(file).read_bytes().startswith(b"BEGIN:VCALENDAR")
    found = asked(capsys, address, "recipients", "TRIP")["recipients"]
    assert isinstance(found, list)
    assert {one["name"]: (one["holds"], one["calendar"]) for one in found} == {
        "Abe": (1, None),
        "Ito": (None, None),
    }


def test_drafts_and_their_texts(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = asked(
        capsys, address, "send", "TRIP", "--drafts", "--out", str(tmp_path / "out"),
        "--to", "Abe", "--language", "de", "--note", "Bis bald!",
    )["package"]  # fmt: skip
    assert isinstance(sent, dict)
    assert [Path(one).suffix for one in sent["files"]] == [".eml"]
    (told,) = asked(
        capsys, address, "send", "TRIP", "--text", "--to", "Abe", "--language", "de",
        "--note", "Bis bald!",
    )["letters"]  # type: ignore[misc]  # fmt: skip
    assert isinstance(told, dict)
    assert "Bis bald!" in told["text"]
    assert told["text"].startswith("Guten Tag Abe,")


def test_people_read_what_is_left_out_and_what_to_know(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", address, "visit", "send", "TRIP", "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "! No e-mail address" in told.out
    assert "Left out: 1 entry of the programme" in told.out
    assert main(["--library", address, "visit", "recipients", "TRIP"]) == 0
    assert "abe@example.org" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--to", "nobody", "--dry-run"], 4),
        (["--release", "9", "--dry-run"], 4),
        ([], 2),
    ],
)
def test_what_is_not_there_is_said(
    address: str, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", address, "visit", "send", "TRIP", *arguments]) == code
    assert capsys.readouterr().err


def test_a_recipient_is_written_to_elsewhere_and_another_one_added(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> None:
        assert main(["--library", address, "visit", "recipient", "TRIP", *arguments]) == 0

    run("Abe", "--email", "office@example.org", "--language", "da")
    run("Embassy", "--add", "embassy", "--email", "emb@example.org")
    run("Ito", "--leave-out")
    run("Ito", "--email", "never@example.org", "--dry-run")

    found = asked(capsys, address, "recipients", "TRIP")["recipients"]
    assert isinstance(found, list)
    assert [(one["name"], one["email"], one["language"], one["left_out"]) for one in found] == [
        ("Abe", "office@example.org", "da", False),
        ("Ito", "", "en", True),
        ("Embassy", "emb@example.org", "en", False),
    ]
    run("Ito", "--take-in")
    run("Embassy", "--remove")
    found = asked(capsys, address, "recipients", "TRIP")["recipients"]
    assert isinstance(found, list)
    assert [(one["name"], one["left_out"]) for one in found] == [("Abe", False), ("Ito", False)]


def test_a_preset_chooses_recipients_and_papers(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def names(*arguments: str) -> list[tuple[str, list[str]]]:
        package = asked(capsys, address, "send", "TRIP", "--dry-run", *arguments)["package"]
        assert isinstance(package, dict)
        return [
            (one["name"], [paper["paper"] for paper in one["papers"]]) for one in package["parcels"]
        ]

    assert names("--preset", "delegates") == [("Abe", ["calendar"]), ("Ito", ["calendar"])]
    assert names("--preset", "old") == [], "nobody holds anything yet"
    assert names("--preset", "office", "--to", "abe") == [
        ("Abe", ["visit", "programme", "contacts"])
    ]
    assert main(["--library", address, "visit", "send", "TRIP", "--dry-run", "--preset", "press"])
    assert "means nobody" in capsys.readouterr().err
    assert main(["--library", address, "visit", "send", "TRIP", "--dry-run", "--preset", "x"])
    assert "There is no preset" in capsys.readouterr().err


def test_releasing_what_did_not_change_says_so(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--library", address, "visit", "release", "TRIP"]
    assert main(command) == 0
    assert "Nothing had changed since version 1." in capsys.readouterr().err
    assert main(["--library", address, "visit", "add", "TRIP", "mon 18:00-19:00 Extra"]) == 0
    capsys.readouterr()
    assert main(command) == 0
    assert "Nothing had changed" not in capsys.readouterr().err


def test_who_was_given_this_version_is_not_among_those_with_an_old_one(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def with_old() -> list[str]:
        found = asked(capsys, address, "send", "TRIP", "--preset", "old", "--dry-run")["package"]
        assert isinstance(found, dict)
        return [one["name"] for one in found["parcels"]]

    asked(capsys, address, "send", "TRIP", "--out", str(tmp_path))
    assert main(["--library", address, "visit", "add", "TRIP", "mon 18:00-19:00 Extra"]) == 0
    assert main(["--library", address, "visit", "release", "TRIP"]) == 0
    assert with_old() == ["Abe", "Ito"]
    asked(capsys, address, "send", "TRIP", "--to", "abe", "--out", str(tmp_path))
    assert with_old() == ["Ito"]


def test_a_word_that_means_several_recipients_names_them(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--library", address, "visit", "send", "TRIP", "--dry-run", "--to"]
    assert main([*command, ""]) == 4
    assert "means 2 recipients: Abe (Delegate), Ito (Delegate)." in capsys.readouterr().err
    assert main([*command, "Nobody"]) == 4
    assert "There is no recipient “Nobody”." in capsys.readouterr().err


def test_papers_are_sent_in_the_languages_and_formats_that_are_said(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--paper", "lobby-sign", "--lang", "en,ja", "--out", str(tmp_path / "out"))
    sent = asked(capsys, address, "send", "TRIP", "--to", "abe", *options)["package"]
    assert isinstance(sent, dict)
    (file,) = sent["files"]
    text = pypdf.PdfReader(file).pages[0].extract_text()
    assert "Welcome" in text
    assert "歓迎" in text
    wrong = ["visit", "send", "TRIP", "--paper", "lobby-sign", "--lang", "en,ja,da"]
    assert main(["--library", address, *wrong, "--dry-run"]) == 2
