"""Tasks for calendar programs (VTODO): what is to be done, by which day, how it stands, when to remind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from icalendar import Alarm, Calendar, Component, Todo
from icalendar.parser import Parameters
from icalendar.prop import vCategory, vDatetime, vInt

from planner.interchange.calendar_values import Ready, Text, readable_line, readable_text
from planner.interchange.outgoing_text import PRODUCT

Standing = Literal["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"]

_PERCENT: Final[dict[Standing, int]] = {"NEEDS-ACTION": 0, "IN-PROCESS": 50, "COMPLETED": 100}
_HOUR: Final = 9
"""Reminders come at nine in the morning: at midnight nobody sees them."""

_UNTIL: Final = re.compile(r"(UNTIL=\d{8})(?=;|$)")
"""The last day of a rule, which has to be of the kind of its start: a moment without zone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarTask:
    """One task. ``uid`` stays the same for as long as the follow-up lives.

    ``due`` is a date: the whole day counts. ``rule`` is an RRULE and needs it. ``remind_days`` is how
    long before it the reader is told.
    """

    uid: str
    stamped_at: dt.datetime
    summary: str
    status: Standing = "NEEDS-ACTION"
    due: dt.date | None = None
    completed_on: dt.date | None = None
    rule: str = ""
    description: str = ""
    categories: tuple[str, ...] = ()
    remind_days: int | None = None


def write_tasks(name: str, tasks: Sequence[CalendarTask]) -> bytes:
    """The file: the same tasks give the same bytes, in their order.

    A task that comes again begins on the day on which it is due, since a rule counts from a start, and
    is due at the end of that day: the standard wants it to be due after it begins.
    The day on which something was done has no time of day; it stands as noon UTC.

    :raises ValueError: two tasks with one uid, a moment without zone.
    """
    if len({task.uid for task in tasks}) < len(tasks):
        raise ValueError("two tasks have the same uid")
    calendar = Calendar()
    calendar["PRODID"] = Text(PRODUCT)
    calendar["VERSION"] = Text("2.0")
    calendar["CALSCALE"] = Text("GREGORIAN")
    calendar["NAME"] = calendar["X-WR-CALNAME"] = Text(readable_line(name))
    for task in tasks:
        calendar.add_component(_todo(task))
    data: bytes = calendar.content_lines(sorted=False).to_ical()
    return data


def _todo(task: CalendarTask) -> Component:
    if task.stamped_at.tzinfo is None:
        raise ValueError(f"no zone: {task.stamped_at}")
    component = Todo()
    component["UID"] = Text(task.uid)
    component["DTSTAMP"] = vDatetime(task.stamped_at.astimezone(dt.UTC).replace(microsecond=0))
    summary = readable_line(task.summary)
    component["SUMMARY"] = Text(summary)
    if task.due is not None and task.rule:
        component["DTSTART"] = Ready(f"{task.due:%Y%m%d}T000000")
        component["RRULE"] = Ready(_UNTIL.sub(r"\1T235959", task.rule))
        component["DUE"] = Ready(f"{task.due:%Y%m%d}T235900")
    elif task.due is not None:
        component["DUE"] = _day(task.due)
    component["STATUS"] = Text(task.status)
    if (percent := _PERCENT.get(task.status)) is not None:
        component["PERCENT-COMPLETE"] = vInt(percent)
    if task.status == "COMPLETED" and task.completed_on is not None:
        noon = dt.datetime.combine(task.completed_on, dt.time(12), tzinfo=dt.UTC)
        component["COMPLETED"] = vDatetime(noon)
    if description := readable_text(task.description):
        component["DESCRIPTION"] = Text(description)
    if names := [Text(word) for one in task.categories if (word := readable_line(one))]:
        component["CATEGORIES"] = categories = vCategory([])
        categories.cats = list(names)
    is_open = task.status in ("NEEDS-ACTION", "IN-PROCESS")
    if task.remind_days is not None and task.due is not None and is_open:
        end = "START" if task.rule else "END"  # where the day on which it is due begins
        component.add_component(_alarm(task.remind_days, summary, end))
    return component


def _day(day: dt.date) -> Ready:
    return Ready(f"{day:%Y%m%d}", Parameters(VALUE="DATE"))


def _alarm(days: int, summary: str, end: str) -> Component:
    alarm = Alarm()
    alarm["ACTION"] = Text("DISPLAY")
    alarm["DESCRIPTION"] = Text(summary or "Planner")
    # From the beginning of the day on which it is due: "-P2DT15H" is nine o'clock three days before.
    trigger = f"-P{days - 1}DT{24 - _HOUR}H" if days > 0 else f"PT{_HOUR}H"
    alarm["TRIGGER"] = Ready(trigger.replace("P0DT", "PT"), Parameters(RELATED=end))
    return alarm
