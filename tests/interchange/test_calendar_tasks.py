"""Tasks for calendar programs: the golden file, read back by a strange reader, and hostile texts."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import icalendar
import pytest

from planner.interchange.calendar_tasks import CalendarTask, write_tasks

GOLDEN = Path(__file__).parents[1] / "golden" / "follow_ups.ics"
STAMP = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)


def task(uid: str, **fields: object) -> CalendarTask:
    return CalendarTask(**{"uid": uid, "stamped_at": STAMP, "summary": "Send photos", **fields})  # type: ignore[arg-type]


TASKS = (
    task("a@planner", due=dt.date(2027, 4, 15), remind_days=3, categories=("MEXT, visit",)),
    task(
        "b@planner",
        summary="Monthly report; “draft”",
        due=dt.date(2027, 1, 31),
        rule="FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        remind_days=0,
        description="Owner: Eva\nsecond line",
    ),
    task("c@planner", status="IN-PROCESS", due=dt.date(2027, 5, 1), remind_days=1),
    task(
        "d@planner",
        status="COMPLETED",
        completed_on=dt.date(2027, 3, 3),
        due=dt.date(2027, 3, 1),
        remind_days=5,
    ),
    task("e@planner", status="CANCELLED", summary="写真を送る"),
)


def test_the_file_is_the_golden_one() -> None:
    data = write_tasks("Follow-ups", TASKS)
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_bytes(data)
    assert data == GOLDEN.read_bytes()


def day_due(todo: icalendar.cal.Component) -> dt.date | None:
    due = todo["DUE"].dt if "DUE" in todo else None
    return due.date() if isinstance(due, dt.datetime) else due


def test_a_task_that_comes_again_is_due_after_it_begins_on_the_same_day() -> None:
    rule = "FREQ=WEEKLY;UNTIL=20271231;BYDAY=MO"
    data = write_tasks("x", [task("r@planner", due=dt.date(2027, 4, 5), rule=rule)])
    (todo,) = icalendar.Calendar.from_ical(data).walk("VTODO")
    start, due = todo["DTSTART"].dt, todo["DUE"].dt
    assert start < due
    assert start.date() == due.date() == dt.date(2027, 4, 5)
    assert type(todo["RRULE"]["UNTIL"][0]) is type(start)


def test_a_strange_reader_finds_every_fact() -> None:
    calendar = icalendar.Calendar.from_ical(write_tasks("Follow-ups", TASKS))
    todos = {str(todo["UID"]): todo for todo in calendar.walk("VTODO")}
    assert len(todos) == len(TASKS)
    for one in TASKS:
        todo = todos[one.uid]
        assert str(todo["SUMMARY"]) == one.summary
        assert day_due(todo) == one.due
        assert str(todo["STATUS"]) == one.status
        assert ("RRULE" in todo, "DTSTART" in todo) == (bool(one.rule), bool(one.rule))
    assert todos["b@planner"]["RRULE"]["BYSETPOS"] == [-1]
    assert todos["d@planner"]["COMPLETED"].dt.date() == dt.date(2027, 3, 3)
    assert [todos[f"{uid}@planner"].get("PERCENT-COMPLETE") for uid in "abcde"] == [
        0,
        0,
        50,
        100,
        None,
    ]
    alarms = {uid: [a["TRIGGER"].dt for a in todo.walk("VALARM")] for uid, todo in todos.items()}
    assert alarms == {
        "a@planner": [dt.timedelta(days=-3, hours=9)],
        "b@planner": [dt.timedelta(hours=9)],
        "c@planner": [dt.timedelta(days=-1, hours=9)],
        "d@planner": [],
        "e@planner": [],
    }


def test_no_text_can_become_a_line() -> None:
    hostile = "x\r\nEND:VTODO\nBEGIN:VEVENT\x00\u2028;,\\N" + "ø" * 200
    data = write_tasks(
        hostile,
        [task("h@planner", summary=hostile, description=hostile, categories=(hostile, " \n "))],
    )
    (todo,) = icalendar.Calendar.from_ical(data).walk("VTODO")
    assert todo.subcomponents == []
    lines = data.split(b"\r\n")
    assert lines.count(b"BEGIN:VTODO") == lines.count(b"END:VTODO") == 1
    assert b"BEGIN:VEVENT" not in lines
    assert max(map(len, lines)) <= 75


def test_two_tasks_with_one_uid_are_refused() -> None:
    with pytest.raises(ValueError, match="uid"):
        write_tasks("x", [task("a"), task("a")])
