"""The list of organisations on the command line: columns, views, filters, many at once, a sheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from factories import organisation
from planner.cli import main
from planner.domain.organisation_list import OrganisationFilters
from planner.domain.organisations import OrganisationKind
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a library with four organisations; answers exit code, output, messages."""
    add = planner.organisations.add
    mext = add(organisation("MEXT", country="JP", kind=OrganisationKind.MINISTRY))
    add(
        organisation(
            "JSPS", country="JP", kind=OrganisationKind.FUNDER, parent_id=mext, approval="approved"
        )
    )
    add(organisation("Lund University", country="SE", acronym="LU", city="Lund"))
    add(organisation("Medicon Valley", kind=OrganisationKind.CLUSTER, notes="=1+1"))
    planner.views.save(
        "organisations",
        "Japan",
        columns=("name", "parent"),
        filters=OrganisationFilters(countries=("JP",)).to_json(),
        sort="-name",
    )
    planner.views.save("sheet:organisations", "Names", columns=("name", "acronym"))
    address = planner.address
    planner.close()

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(["--library", address, "organisation", *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def names(run: Run, *options: str) -> list[str]:
    code, out, err = run("list", *options, "--json")
    assert code == 0, err
    return [one["name"] for one in json.loads(out)["organisations"]]


def test_columns_are_chosen_and_said_in_words(run: Run) -> None:
    code, out, _err = run("list", "--columns", "kind,parent", "--country", "jp")
    assert code == 0
    head, *rows = out.splitlines()
    assert head.split() == ["Organisation", "Kind", "Part", "of"]
    assert any(row.split() == ["JSPS", "Funder", "MEXT"] for row in rows)
    assert run("list", "--columns", "nonsense")[0] != 0


def test_a_view_says_columns_filters_and_order_and_options_change_it(run: Run) -> None:
    assert names(run, "--view", "japan") == ["MEXT", "JSPS"]
    assert names(run, "--view", "Japan", "--sort", "name", "--kind", "funder") == ["JSPS"]
    _code, out, _err = run("list", "--view", "Japan")
    assert out.splitlines()[0].split() == ["Organisation", "Part", "of"]
    _code, out, _err = run("views", "--json")
    assert [one["name"] for one in json.loads(out)["views"]] == ["Japan", "Names"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--below", "MEXT"], ["JSPS", "MEXT"]),
        (["--approval", "approved"], ["JSPS"]),
        (["--without-country"], ["Medicon Valley"]),
        (["--without-parent", "--country", "JP"], ["MEXT"]),
        (["--with-visit"], []),
        (["--ended"], []),
        (["--search", "lund"], ["Lund University"]),
        (["--sort=-country", "--limit", "1"], ["Lund University"]),
    ],
)
def test_filters(run: Run, options: list[str], expected: list[str]) -> None:
    assert names(run, *options) == expected


@pytest.mark.parametrize(
    "options",
    [["--kind", "castle"], ["--below", "nothing"], ["--changed-since", "soon"], ["--view", "none"]],
)
def test_what_is_not_there_is_refused(run: Run, options: list[str]) -> None:
    code, _out, err = run("list", *options)
    assert code != 0
    assert err


def test_several_are_changed_as_one_step_and_undone(run: Run) -> None:
    code, out, _err = run("edit", "--ids", "MEXT", "JSPS", "--set", "city=Tokyo", "--dry-run")
    assert code == 0
    assert "2 of 2 organisations change." in out
    assert names(run, "--columns", "name,city", "--search", "tokyo") == []
    assert run("edit", "--ids", "MEXT", "JSPS", "LU", "--set", "city=Tokyo")[0] == 0
    assert names(run, "--search", "tokyo") == ["JSPS", "Lund University", "MEXT"]


def test_organisations_are_meant_by_any_name(run: Run) -> None:
    assert run("edit", "--ids", "LU", "MEXT", "--set", "parent=Medicon Valley")[0] == 0
    assert names(run, "--below", "Medicon Valley") == [
        "JSPS",
        "Lund University",
        "Medicon Valley",
        "MEXT",
    ]
    assert run("edit", "--ids", "LU", "--set", "kind=University")[0] == 0
    assert names(run, "--kind", "university") == ["Lund University"]
    code, _out, err = run("edit", "--ids", "Medicon Valley", "--set", "parent=JSPS")
    assert code != 0
    assert "part of itself" in err


def test_they_join_a_cluster_and_leave_it(run: Run) -> None:
    joins = ("edit", "--ids", "LU", "JSPS", "--add", "cluster=Medicon Valley", "--on", "2020-01-01")
    assert run(*joins)[0] == 0
    assert names(run, "--cluster", "Medicon Valley") == ["JSPS", "Lund University"]
    leaves = ("edit", "--ids", "JSPS", "--remove", "cluster=Medicon Valley", "--on", "2024-12-31")
    assert run(*leaves)[0] == 0
    assert names(run, "--cluster", "Medicon Valley") == ["Lund University"]


def test_what_is_listed_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    code, out, err = run("export", "--country", "JP", "--columns", "name,kind", "-o", str(path))
    assert code == 0, err
    assert "2 organisations were written" in out
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows == [("Organisation", "Kind"), ("JSPS", "Funder"), ("MEXT", "Ministry")]

    path = tmp_path / "out.csv"
    assert run("export", "--language", "de", "--columns", "notes", "-o", str(path))[0] == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert len(table) == 5
    assert table[0][1] == "Notizen"
    assert not any(cell.startswith("=") for row in table for cell in row)


def test_a_saved_set_of_columns_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert run("export", "--set", "names", "--search", "lund", "-o", str(path))[0] == 0
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert rows == [("Organisation", "Acronym"), ("Lund University", "LU")]
    other = tmp_path / "out.pdf"
    assert run("export", "-o", str(other))[0] != 0
    assert not other.exists()
    dry = tmp_path / "dry.csv"
    assert run("export", "--dry-run", "-o", str(dry))[0] == 0
    assert not dry.exists()
