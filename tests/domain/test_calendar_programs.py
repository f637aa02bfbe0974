"""The dialog and the page about calendars say the same of each program that was tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.calendar_programs import PROGRAMS, CalendarProgram, Doing

PAGE = Path(__file__).parents[2] / "docs" / "calendars.md"


def row_of(program: CalendarProgram) -> list[str]:
    word = program.name.split()[0]
    lines = PAGE.read_text("utf-8").partition("## Program by program")[2].splitlines()
    (line,) = [line for line in lines if line.startswith(f"| {word}")][:1]
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("program", [one for one in PROGRAMS if one.seen], ids=lambda one: one.name)
def test_a_change_by_mail_is_promised_only_where_it_was_measured(program: CalendarProgram) -> None:
    mail, cancel = row_of(program)[3:5]
    if "not measured" in mail:
        assert program.mail is Doing.UNCERTAIN
    else:
        assert "**replaced**" in mail
        assert "**removed**" in cancel
        assert program.mail is Doing.REPLACES
