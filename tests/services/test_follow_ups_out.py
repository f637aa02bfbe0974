"""Follow-ups as a workbook: the golden sheet, cell by cell."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import icalendar
import openpyxl
import pytest

from factories import MONDAY, visit
from planner.domain.due_dates import Shelf
from planner.domain.followups import Anchor, FollowUp, FollowUpKind, FollowUpStatus, Side
from planner.domain.ids import FollowUpId
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.errors import UserError
from planner.i18n import language
from planner.services.follow_ups_out import TaskForm
from planner.services.planner import Planner

GOLDEN = Path(__file__).parents[1] / "golden" / "sheet_follow_ups.txt"


@pytest.fixture
def full(planner: Planner) -> Planner:
    trip = planner.visits.new(visit())
    for number, fields in enumerate(
        (
            {"title": "=Chase MoU", "owner": "Eva", "due_on": dt.date(2027, 3, 28)},
            {"title": "Pack", "visit_id": trip, "anchor": Anchor.ARRIVAL, "due_days": -7},
            {"title": "Report", "due_on": dt.date(2027, 4, 30), "repeats": "FREQ=MONTHLY"},
            {
                "title": "Consent",
                "side": Side.THEIRS,
                "status": FollowUpStatus.WAITING,
                "waiting_for": "the ministry",
                "kind": FollowUpKind.DECISION,
                "notes": "two\nlines",
            },
            {
                "title": "Photos",
                "status": FollowUpStatus.DONE,
                "done_on": MONDAY,
                "due_on": MONDAY,
            },
        )
    ):
        planner.follow_ups.add(FollowUp(id=FollowUpId(f"f{number}"), **fields))  # type: ignore[arg-type]
    return planner


def test_the_sheet_is_the_golden_one(full: Planner, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert full.follow_ups_out.write(path, TaskForm.XLSX, tuple(Shelf)) == 5
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    text = "".join(
        " | ".join(
            cell.value.date().isoformat()
            if isinstance(cell.value, dt.datetime)
            else repr(cell.value or "")
            for cell in row
        )
        + "\n"
        for row in sheet.iter_rows()
    )
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "d", "n"}


def test_both_forms_are_the_same_bytes_twice_and_speak_the_language(
    full: Planner, tmp_path: Path
) -> None:
    for form in TaskForm:
        made = []
        for name in ("a", "b"):
            path = tmp_path / f"{name}.{form.value}"
            full.follow_ups_out.write(path, form, language_code="de")
            made.append(path.read_bytes())
        assert made[0] == made[1]
    assert "Wartet auf: the ministry" in (tmp_path / "a.ics").read_text(encoding="utf-8")


def test_nothing_is_written_for_nothing(planner: Planner, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        planner.follow_ups_out.write(tmp_path / "out.ics", TaskForm.ICS)
    assert not (tmp_path / "out.ics").exists()


def test_what_is_written_goes_on_record_with_the_names_that_it_says(
    full: Planner, tmp_path: Path
) -> None:
    for form in TaskForm:
        full.follow_ups_out.write(tmp_path / f"out.{form.value}", form)

    first, second = sorted(full.keeper(Disclosure).of(), key=lambda one: one.file_name)
    assert (first.file_name, first.paper) == ("out.ics", "follow-ups")
    assert (second.file_name, second.paper) == ("out.xlsx", "follow-ups")
    told = full.keeper(DisclosureSubject).of(disclosure_id=first.id)
    assert [(one.name, one.columns) for one in told] == [("Eva", ("name",))]


def test_a_task_reminds_on_its_day_unless_it_says_otherwise(full: Planner) -> None:
    full.follow_ups.add(
        FollowUp(id=FollowUpId("f9"), title="Visa", due_on=dt.date(2027, 4, 30), remind_days=5)
    )
    lines = full.follow_ups.shelf_page(tuple(Shelf))
    calendar = icalendar.Calendar.from_ical(full.follow_ups_out._tasks(lines, language("en")))
    alarms = {
        str(todo["SUMMARY"]): [
            str(one["TRIGGER"].to_ical(), "ascii") for one in todo.walk("VALARM")
        ]
        for todo in calendar.walk("VTODO")
    }
    assert alarms == {
        "=Chase MoU": [],  # overdue: it would ring with every file
        "Pack": ["PT9H"],
        "Report": ["PT9H"],
        "Consent": [],
        "Photos": [],
        "Visa": ["-P4DT15H"],
    }
