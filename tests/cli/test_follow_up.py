"""``planner follow-up`` and ``planner checklist``, from the command line into the library and out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from conftest import Clock
from factories import visit
from planner import cli
from planner.domain.due_dates import Shelf
from planner.services.planner import Planner, create_planner, open_planner
from planner.settings import Settings


@pytest.fixture
def path(tmp_path: Path) -> str:
    place = str(tmp_path / "library.planner")
    planner = create_planner(place, Settings(), sample=False)
    planner.visits.new(visit(code="JP-DK-2027"))
    planner.close()
    return place


def run(capsys: pytest.CaptureFixture[str], path: str, *words: str) -> tuple[int, str, str]:
    code = cli.main(["--library", path, *words])
    out, err = capsys.readouterr()
    return code, out, err


def opened(path: str) -> Planner:
    return open_planner(path, Settings(), clock=Clock())


def test_a_line_is_added_ticked_off_and_comes_again(
    capsys: pytest.CaptureFixture[str], path: str
) -> None:
    code, out, _err = run(
        capsys, path, "follow-up", "add", "report", "2027-05-12", "#JP-DK-2027", "every", "month"
    )
    assert code == 0
    assert "“report”" in out
    code, out, _err = run(capsys, path, "follow-up", "wait", "report", "--for", "the ministry")
    assert (code, "the ministry" in run(capsys, path, "follow-up", "list")[1]) == (0, True)
    code, out, _err = run(capsys, path, "follow-up", "done", "report", "--json")
    assert code == 0
    shape: Any = json.loads(out)
    assert shape["follow_up"]["again"]["due_on"] == "2027-06-12"
    planner = opened(path)
    assert planner.follow_ups.shelf_count(Shelf.DONE) == 1
    assert planner.follow_ups.count() == 1
    planner.close()


def test_an_open_question_is_asked_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], path: str
) -> None:
    code, _out, err = run(capsys, path, "follow-up", "add", "prepare Monday meeting")
    assert code == 2
    assert "Monday" in err
    assert "prepare \\Monday meeting" in err
    code, _out, _err = run(capsys, path, "follow-up", "add", "report", "--dry-run")
    assert code == 0
    assert run(capsys, path, "follow-up", "list", "--json")[1].count('"title"') == 0


def test_lists_are_written_as_tasks_and_as_a_workbook(
    capsys: pytest.CaptureFixture[str], path: str, tmp_path: Path
) -> None:
    run(capsys, path, "checklist", "apply", "incoming", "JP-DK-2027")
    ics, sheet = tmp_path / "out.ics", tmp_path / "out.xlsx"
    for out in (ics, sheet):
        code, _out, err = run(capsys, path, "follow-up", "export", "-o", str(out))
        assert (code, err) == (0, "")
    todos = icalendar.Calendar.from_ical(ics.read_bytes()).walk("VTODO")
    rows = list(openpyxl.load_workbook(sheet).active.iter_rows(values_only=True))
    planner = opened(path)
    assert len(todos) == len(rows) - 1 == planner.follow_ups.count()
    planner.close()
    titles = {str(todo["SUMMARY"]) for todo in todos}
    assert "Send the background pack to all hosts" in titles
    assert titles == {row[0] for row in rows[1:]}
    code, _out, err = run(capsys, path, "follow-up", "export", "-o", str(tmp_path / "out.txt"))
    assert code != 0
    assert ".ics" in err


def test_checklists_are_listed_shown_and_applied_once(
    capsys: pytest.CaptureFixture[str], path: str
) -> None:
    assert "Signing" in run(capsys, path, "checklist", "list")[1]
    shown = run(capsys, path, "checklist", "show", "signing")[1]
    assert "120 days before the first day" in shown
    code, out, _err = run(capsys, path, "checklist", "apply", "signing", "JP-DK-2027", "--dry-run")
    assert (code, "Nothing was written." in out) == (0, True)
    code, out, _err = run(capsys, path, "checklist", "apply", "signing", "JP-DK-2027")
    assert "11 follow-ups are new" in out
    code, out, _err = run(capsys, path, "checklist", "apply", "signing", "JP-DK-2027")
    assert "0 follow-ups are new" in out


def test_a_visit_is_shifted_with_what_hangs_on_it_and_kept_as_a_checklist(
    capsys: pytest.CaptureFixture[str], path: str
) -> None:
    run(capsys, path, "follow-up", "add", "pack", "T-7", "#JP-DK-2027")
    code, out, _err = run(capsys, path, "visit", "shift", "JP-DK-2027", "2027-05-17", "--dry-run")
    assert (code, "would begin on Mon 17 May 2027, 7 days later" in out) == (0, True)
    assert "Would move by 7 days: 0 entries, 1 follow-up" in out
    code, _out, err = run(capsys, path, "visit", "shift", "JP-DK-2027", "3/4/2027")
    assert code == 2
    assert "2027-04-03" in err
    assert "2027-03-04" in err
    assert "Mon 3 May 2027" in run(capsys, path, "follow-up", "list")[1]
    code, out, _err = run(capsys, path, "visit", "shift", "JP-DK-2027", "+7")
    assert "Moved by 7 days: 0 entries, 1 follow-up" in out
    assert (code, "begins on Mon 17 May 2027" in out) == (0, True)
    assert "Mon 10 May 2027" in run(capsys, path, "follow-up", "list")[1]
    assert run(capsys, path, "checklist", "keep", "JP-DK-2027", "Ours")[0] == 0
    assert "7 days before the first day" in run(capsys, path, "checklist", "show", "Ours")[1]
    assert run(capsys, path, "checklist", "remove", "Ours")[0] == 0
    assert "Ours" not in run(capsys, path, "checklist", "list")[1]
    assert "pack" in run(capsys, path, "follow-up", "list")[1]


def test_a_board_by_owner_and_one_given_to_another(
    capsys: pytest.CaptureFixture[str], path: str
) -> None:
    run(capsys, path, "follow-up", "add", "letters", "2026-01-02")
    run(capsys, path, "follow-up", "add", "visas", "2099-01-02")
    assert run(capsys, path, "follow-up", "give", "visas", "Embassy", "--them", "--dry-run")[0] == 0
    assert run(capsys, path, "follow-up", "give", "visas", "Embassy", "--them")[0] == 0
    code, out, _err = run(capsys, path, "follow-up", "list", "--by", "owner")
    assert code == 0
    assert (
        out.index("Us: 1 to do, 1 overdue") < out.index("letters") < out.index("Embassy: 1 to do")
    )
    owners = json.loads(run(capsys, path, "follow-up", "list", "--by", "owner", "--json")[1])
    assert [(one["name"], one["count"]) for one in owners["owners"]] == [("", 1), ("Embassy", 1)]
    assert run(capsys, path, "follow-up", "give", "nothing", "Eva")[0] == 4
