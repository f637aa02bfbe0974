"""Published calendars from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calendar_server import PASSWORD, USER, office
from factories import item, person, visit
from planner.cli import main
from planner.services.planner import Planner

Ask = Callable[..., Any]
KINDS = {"published": "places", "publish-to": "place", "publish": "published"}


@pytest.fixture
def ask(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Ask:
    """A released visit of Abe and Ito; the answer of one command as JSON."""
    key = planner.visits.new(visit(code="TRIP"))
    for name in ("Abe", "Ito"):
        planner.delegations.add_person(key, planner.contacts.add(person(name, "")))
    planner.itineraries.add(item(key, "Talks", "09:00", "10:00"))
    planner.releases.release(key)
    planner.close()

    def asked(verb: str, *arguments: str) -> Any:
        capsys.readouterr()
        line = ["--library", planner.address, "visit", verb, "TRIP", *arguments, "--json"]
        assert main(line) == 0
        return json.loads(capsys.readouterr().out or "{}").get(KINDS[verb])

    return asked


def test_a_folder_is_added_published_to_and_left(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    ask("publish-to", "--folder", str(folder), "--to", "abe")
    (line,) = ask("published")
    assert (line["release"], line["stale"]) == (None, True)

    (looked,) = ask("publish", "--dry-run")
    assert (looked["new"], looked["written"]) == (1, False)
    assert list(folder.iterdir()) == []
    (done,) = ask("publish")
    assert (done["new"], done["changed"], done["clashes"]) == (1, 0, [])
    assert [one.name for one in folder.iterdir()] == ["TRIP_Abe.ics"]
    (line,) = ask("published")
    assert (line["release"], line["stale"], line["entries"]) == (1, False, 1)

    ask("publish-to", "shared", "--to", "ito")
    (done,) = ask("publish", "shared")
    assert (done["new"], done["removed"]) == (1, 1)
    assert [one.name for one in folder.iterdir()] == ["TRIP_Ito.ics"]

    (folder / "TRIP_Ito.ics").write_bytes(b"theirs")
    (done,) = ask("publish")
    assert [one["kind"] for one in done["clashes"]] == ["edited"]
    assert (folder / "TRIP_Ito.ics").read_bytes() == b"theirs"
    (done,) = ask("publish", "--overwrite")
    assert done["changed"] == 1
    (done,) = ask("publish", "--withdraw")
    assert done["removed"] == 1
    ask("publish-to", "shared", "--remove")
    assert ask("published") == []


def test_a_server_gets_the_password_from_the_environment(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office(tmp_path / "radicale") as server:
        ask("publish-to", "--server", server.address, "--user", USER, "--audience", "hosts")
        monkeypatch.setenv("PLANNER_CALENDAR_PASSWORD", PASSWORD)
        (done,) = ask("publish")
        assert (done["new"], done["release"]) == (1, 1)
        assert server.titles() == {"Talks"}


def test_a_place_is_never_guessed(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str], planner: Planner
) -> None:
    for arguments, status, words in (
        (["publish-to"], 2, "--folder DIR"),
        (["publish"], 4, "No calendar is kept"),
        (["publish-to", "--folder", str(tmp_path / "none")], 1, "no folder"),
        (["publish-to", "--folder", str(tmp_path), "--to", "nobody"], 4, "no recipient"),
        (["publish-to", "--server", "https://a:geheim@x.org/", "--user", "a"], 1, "password"),
    ):
        verb, *rest = arguments
        assert main(["--library", planner.address, "visit", verb, "TRIP", *rest]) == status
        said = capsys.readouterr().err
        assert words in said
        assert "geheim" not in said


def test_a_place_says_that_nothing_went_there_yet_and_later_that_nothing_had_to(
    ask: Ask, planner: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(verb: str) -> str:
        capsys.readouterr()
        assert main(["--library", planner.address, "visit", verb, "TRIP"]) == 0
        return capsys.readouterr().out

    ask("publish-to", "--folder", str(tmp_path), "--to", "abe")
    assert "Not yet" in said("published")
    assert "New: 1" in said("publish")
    assert "Up to date" in said("publish")
    assert "Up to date" in said("published")
