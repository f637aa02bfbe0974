"""``planner visit import``: the events of a calendar on the command line, seen, taken in, taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from interchange.test_calendar_events import calendar, event
from journeys.ground import Ground, ground_in
from planner.cli import main
from planner.services.planner import Planner

ROUND = event(
    "SUMMARY:Round table at the ministry",
    "DTSTART;TZID=Europe/Copenhagen:20270512T090000",
    "DTEND;TZID=Europe/Copenhagen:20270512T100000",
    "DESCRIPTION:Bring the map",
    "ORGANIZER;CN=Lene Holm:mailto:lene@ufm.example",
)
ALONE = event("SUMMARY:Harbour walk", "DTSTART;VALUE=DATE:20270512", uid="two")


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


def titles(planner: Planner, ground: Ground) -> set[str]:
    return {item.title for item in planner.visits.plan(ground.visit).items}


def test_events_are_shown_first_then_taken_in_once_and_taken_back(
    ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planner, path = ground.planner, calendar(tmp_path, ROUND, ALONE)
    command = ["visit", "import", "JP-LUND", str(path), "--library", str(planner.address)]
    before = titles(planner, ground)

    assert main([*command, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Round table at the ministry, Wed 12 May 09:00–10:00 (Europe/Copenhagen)" in said
    assert "(nothing was written)" in said
    assert titles(planner, ground) == before

    assert main([*command, "--json"]) == 0
    (done,) = json.loads(capsys.readouterr().out)["imports"]
    assert (done["added"], done["updated"]) == (2, 0)
    assert {row["name"] for row in done["rows"]} == {"Round table at the ministry", "Harbour walk"}
    assert titles(planner, ground) - before == {"Round table at the ministry", "Harbour walk"}

    assert main([*command, "--json"]) == 0
    (again,) = json.loads(capsys.readouterr().out)["imports"]
    assert (again["added"], again["updated"], again["unchanged"], again["step"]) == (0, 0, 2, None)

    library = ["--library", str(planner.address)]
    assert main(["contact", "unimport", str(done["step"]), *library]) == 0
    assert "was taken back: 2 records" in capsys.readouterr().out
    assert titles(planner, ground) == before


def test_the_description_goes_out_and_the_people_come_along_where_that_is_asked(
    ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planner, path = ground.planner, calendar(tmp_path, ROUND)
    command = ["visit", "import", "JP-LUND", str(path), "--library", str(planner.address)]

    assert main([*command, "--public-text", "--people"]) == 0

    capsys.readouterr()
    plan = planner.visits.plan(ground.visit)
    (item,) = [one for one in plan.items if one.title == "Round table at the ministry"]
    assert item.public_text == "Bring the map"
    assert ("Holm", "Lene") in {(one.family_name, one.given_name) for one in plan.people}


def test_a_zone_that_nobody_knows_is_asked_about_once_and_said_with_an_option(
    ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows E14 and E15 on the command line."""
    planner = ground.planner
    odd = [
        event("SUMMARY:Call", "DTSTART;TZID=Mars/Olympus:20270511T090000", "DURATION:PT1H", uid=uid)
        for uid in ("one", "two")
    ]
    path = calendar(tmp_path, ALONE, *odd)
    command = ["visit", "import", "JP-LUND", str(path), "--library", str(planner.address)]

    assert main([*command, "--dry-run", "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["imports"][0]["unknown_zones"] == ["Mars/Olympus"]
    assert told.err.count("Which city’s time is “Mars/Olympus”? (2 events)") == 1
    assert "--zone" in told.err

    assert main([*command, "--zone", "Mars/Olympus=Atlantis"]) != 0
    assert "does not say which city is meant" in capsys.readouterr().err
    assert "Call" not in titles(planner, ground)

    assert main([*command, "--zone", "Mars/Olympus=tokyo"]) == 0
    assert "Which city" not in capsys.readouterr().err
    called = [one for one in planner.visits.plan(ground.visit).items if one.title == "Call"]
    assert [one.start_zone for one in called] == ["Asia/Tokyo"] * 2


def test_a_calendar_that_names_nobody_says_where_its_events_go(
    ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = calendar(tmp_path, ALONE)
    assert main(["contact", "import", str(path), "--library", str(ground.planner.address)]) != 0
    assert "planner visit import" in capsys.readouterr().err


def test_a_workbook_that_is_no_sheet_of_a_visit_says_where_people_come_in(
    ground: Ground, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "contacts.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Family name", "E-mail"])
    book.active.append(["Abe", "abe@example.org"])
    book.save(path)
    assert main(["visit", "import", "JP-LUND", str(path), "--library", ground.planner.address]) == 6
    said = capsys.readouterr().err
    assert "“contacts.xlsx” is no sheet of a visit that went out from here." in said
    assert "planner contact import" in said
    assert "calendar" not in said
