"""The list of people on the command line: columns, views, filters, and many changed at once."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PIL import Image

from planner.cli import main
from planner.domain.ids import PersonId, new_id
from planner.domain.people import Person
from planner.domain.people_list import PeopleFilters
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a library with three people; answers exit code, output, messages."""
    for family, country, post in (
        ("Abe", "JP", "Director"),
        ("Baba", "JP", ""),
        ("Dahl", "DK", ""),
    ):
        planner.contacts.add(
            Person(id=PersonId(new_id()), family_name=family, country=country, reading="r"),
            emails=["abe@example.jp"] if post else [],
            organisation="Ministry of Education" if post else "",
            title=post,
        )
    planner.views.save(
        "contacts",
        "Japan",
        columns=("name", "reading"),
        filters=PeopleFilters(countries=("JP",)).to_json(),
        sort="-name",
    )
    planner.views.save("sheet:people", "By mail", columns=("emails", "family_name"))
    address = planner.address
    planner.close()

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(["--library", address, *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def names(run: Run, *options: str) -> list[str]:
    code, out, err = run("contact", "list", *options, "--json")
    assert code == 0, err
    return [one["name"] for one in json.loads(out)["people"]]


def test_columns_are_chosen(run: Run) -> None:
    code, out, _err = run("contact", "list", "--columns", "post,email")
    assert code == 0
    head, *rows = out.splitlines()
    assert head.split() == ["Name", "Post", "E-mail"]
    assert any("Director" in row and "abe@example.jp" in row for row in rows)


def test_a_view_says_columns_filters_and_order_and_options_change_it(run: Run) -> None:
    assert names(run, "--view", "japan") == ["Baba", "Abe"]
    assert names(run, "--view", "Japan", "--sort", "name", "--without-email") == ["Baba"]
    _code, out, _err = run("contact", "list", "--view", "Japan")
    assert out.splitlines()[0].split() == ["Name", "Reading"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--country", "dk"], ["Dahl"]),
        (["--at", "Ministry of Education"], ["Abe"]),
        (["--without-post"], ["Baba", "Dahl"]),
        (["--kind", "university"], []),
        (["--kind", "other"], ["Abe"]),
        (["--changed-since", "2027-04-01"], ["Abe", "Baba", "Dahl"]),
        (["--limit", "1", "--offset", "1"], ["Baba"]),
        (["--search", "dahl"], ["Dahl"]),
    ],
)
def test_the_list_is_narrowed(run: Run, options: list[str], expected: list[str]) -> None:
    assert names(run, *options) == expected


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--columns", "shoe_size"], 1, "shoe_size"),
        (["--sort", "shoe_size"], 1, "shoe_size"),
        (["--view", "Nowhere"], 4, "Japan"),
        (["--kind", "circus"], 1, "circus"),
        (["--changed-since", "soon"], 1, "soon"),
        (["--at", "Nowhere"], 4, "Nowhere"),
    ],
)
def test_what_is_not_known_is_said(run: Run, options: list[str], code: int, said: str) -> None:
    answered, _out, err = run("contact", "list", *options)
    assert answered == code
    assert said in err


def test_several_are_changed_as_one_step(run: Run) -> None:
    code, out, _err = run(
        "contact", "edit", "--ids", "Abe", "Baba", "--set", "country=SE", "--dry-run"
    )
    assert code == 0
    assert "Abe: JP → SE" in out
    assert names(run, "--country", "SE") == []

    run("contact", "edit", "--ids", "Abe", "Baba", "--set", "country=SE")
    assert names(run, "--country", "SE") == ["Abe", "Baba"]
    run("history", "undo")
    assert names(run, "--country", "SE") == []


def test_posts_are_added_and_ended(run: Run) -> None:
    run("contact", "edit", "--ids", "Baba", "Dahl", "--add", "post=Adviser @ DTU")
    assert names(run, "--at", "DTU") == ["Baba", "Dahl"]
    run("contact", "edit", "--ids", "Baba", "--clear", "post=2020-01-01")
    assert names(run, "--at", "DTU") == ["Dahl"]


@pytest.mark.parametrize(
    "given", [["--set", "shoes=42"], ["--set", "country=Japan"], ["--clear", "post=soon"]]
)
def test_a_change_that_cannot_be_is_refused(run: Run, given: list[str]) -> None:
    code, _out, err = run("contact", "edit", "--ids", "Abe", *given)
    assert code == 1
    assert err


def test_several_come_into_a_visit(run: Run) -> None:
    run("visit", "new", "Lund", "--code", "L1")
    code, out, _err = run("contact", "add-to-visit", "L1", "--ids", "Abe", "Dahl", "--dry-run")
    assert code == 0
    assert names(run, "--in-visit", "L1") == []
    code, out, _err = run("contact", "add-to-visit", "L1", "--ids", "Abe", "Dahl")
    assert "2 people" in out
    assert names(run, "--in-visit", "L1") == ["Abe", "Dahl"]
    _code, out, _err = run("contact", "history", "Abe")
    assert "Lund" in out
    assert "Director" in out


def test_views_are_listed(run: Run) -> None:
    _code, out, _err = run("contact", "views")
    assert "Japan" in out
    assert "sheet:people" in out


def test_a_photo_is_given_and_taken_away(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "me.png"
    out = io.BytesIO()
    Image.new("RGB", (800, 400)).save(out, "PNG")
    path.write_bytes(out.getvalue())
    code, said, _err = run("contact", "photo", "Abe", str(path))
    assert code == 0
    assert "512 × 256" in said
    assert photos(run) == 1

    run("contact", "photo", "Abe", "--remove")
    assert photos(run) == 0
    path.write_text("<svg/>")
    code, _said, err = run("contact", "photo", "Abe", str(path))
    assert code == 6
    assert "me.png" in err


def photos(run: Run) -> int:
    _code, out, _err = run("contact", "list", "--columns", "photo", "--json")
    return sum(bool(one["photo"]) for one in json.loads(out)["people"])


def sheet(path: Path) -> list[tuple[Any, ...]]:
    """The cells that are seen; the last column is the hidden key."""
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [row[:-1] for row in rows]


def test_a_sheet_has_the_columns_of_a_saved_set(run: Run, tmp_path: Path) -> None:
    run("contact", "export", "--out", str(tmp_path / "a.xlsx"), "--set", "by mail")
    head, first, *_others = sheet(tmp_path / "a.xlsx")
    assert head == ("E-mail", "Family name")
    assert first == ("abe@example.jp", "Abe")

    run("contact", "export", "--out", str(tmp_path / "b.xlsx"), "--columns", "country")
    assert [row[0] for row in sheet(tmp_path / "b.xlsx")][1:] == ["JP", "JP", "DK"]
    code, _out, err = run("contact", "export", "-o", str(tmp_path / "c.xlsx"), "--columns", "x")
    assert code == 1
    assert "family_name" in err
