"""Imports on the command line: listed, taken back, and sensitive columns only for a purpose."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.cli import main
from planner.domain.ids import OrganisationId, VisitId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Person, Position
from planner.domain.visits import Need, Visit
from planner.services.planner import Planner

LIST = "Name;E-mail;Diet\nSATO Hanako;sato@jst.example;halal\nITO Ken;ito@jst.example;\n"


@pytest.fixture
def visit(planner: Planner) -> str:
    day = dt.date(2027, 5, 10)
    planner.visits.new(Visit(id=VisitId(new_id()), code="JP-1", title="MEXT", first_day=day))
    return "JP-1"


def test_an_import_is_listed_and_taken_back(
    planner: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    library = ["--library", str(planner.address)]
    assert main(["contact", "import", str(path), *library]) == 0
    capsys.readouterr()

    assert main(["contact", "imports", "--json", *library]) == 0
    (line,) = json.loads(capsys.readouterr().out)["imports"]
    assert (line["file"], line["kind"], line["added"]) == ("list.csv", "text", 2)
    assert line["can_be_undone"]
    number = str(line["number"])

    assert main(["contact", "unimport", number, "--dry-run", *library]) == 0
    assert "would be taken back: 2 people" in capsys.readouterr().out
    assert len(planner.keeper(Person).of()) == 2
    (ito,) = planner.keeper(Person).of(family_name="Ito")
    planner.keeper(Person).edit(ito.id, country="JP")

    assert main(["contact", "unimport", number, *library]) == 0
    assert "changed or used since: Ito Ken" in capsys.readouterr().out
    assert [one.id for one in planner.keeper(Person).of()] == [ito.id]
    assert main(["contact", "imports", *library]) == 0
    assert "taken back" in capsys.readouterr().out
    assert main(["contact", "unimport", number, *library]) != 0


def test_a_diet_comes_in_for_meals_only_when_it_is_said(
    planner: Planner, visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    common = ["contact", "import", str(path), "--visit", visit, "--library", str(planner.address)]
    assert main(common) == 0
    assert planner.keeper(Need).of() == []

    assert main([*common, "--needs-for", "access"]) == 0
    assert planner.keeper(Need).of() == [], "a diet says nothing about stairs"
    assert main([*common, "--needs-for", "meals"]) == 0
    assert [need.text for need in planner.keeper(Need).of()] == ["halal"]
    capsys.readouterr()


def test_organisations_that_are_possibly_known_are_taken_where_somebody_says_so(
    planner: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = planner.organisations.keeper.add(
        Organisation(id=OrganisationId(new_id()), name="Topsoe A/S")
    )
    path = tmp_path / "list.csv"
    path.write_text("Name;Organisation\nSATO Hanako;Topsoe\nITO Ken;Topsoe\n")
    library = ["--library", str(planner.address)]

    assert main(["contact", "import", str(path), "--dry-run", *library]) == 0
    assert "“Topsoe” is possibly Topsoe A/S (same name)" in capsys.readouterr().out
    assert main(["contact", "import", str(path), "--known-houses", *library]) == 0
    assert [one.id for one in planner.keeper(Organisation).of()] == [house.id]
    assert {post.organisation_id for post in planner.keeper(Position).of()} == {house.id}


def test_a_file_without_sheets_is_named_without_one(
    planner: Planner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    assert main(["contact", "import", str(path), "--dry-run", "--library", planner.address]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "list.csv (nothing was written)"
