"""What of a file is not read, by name: other sheets, a second table, rows that are no people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.domain.column_meanings import Meaning
from planner.domain.columns import Columns, match
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.sheets import Workbook

_SHEETS_SHOWN = 12
_ROWS_SHOWN = 12
_NAMES = (Meaning.FULL_NAME, Meaning.FAMILY_NAME, Meaning.GIVEN_NAME, Meaning.NATIVE_NAME)


def unread(workbook: Workbook, columns: Columns, people: Mapping[str, int]) -> Iterator[Finding]:
    """The parts that are left aside, those that may hold people first.

    ``people`` is how many were found in each sheet, by its name; a sheet without a cell is nothing
    that could be missed.
    """
    others = [table for table in workbook.sheets if table.name != columns.sheet and table.rows]
    held = sorted(others, key=lambda table: -people.get(table.name, 0))
    for table in held[:_SHEETS_SHOWN]:
        count = people.get(table.name, 0)
        subject = Subject("sheet", table.name, table.name)
        facts: dict[str, str | int] = {"sheet": table.name, "people": count}
        if count:
            yield Finding("sheet.people_unread", Severity.WARNING, (subject,), facts)
    nobody = [table.name for table in others if not people.get(table.name)]
    if nobody:
        subjects = tuple(Subject("sheet", name, name) for name in nobody)
        yield Finding("sheet.unread", Severity.NOTE, subjects, {"sheets": ", ".join(nobody)})
    sheet = Subject("sheet", columns.sheet, columns.sheet)
    for left in columns.left_out:
        if left.kind == "second_table":
            facts = {"row": left.row + 1, "text": left.text[:60]}
            yield Finding("sheet.second_table", Severity.WARNING, (sheet,), facts)
    rows = [left for left in columns.left_out if left.kind not in ("second_table", "repeated")]
    if rows:
        numbers = ", ".join(str(left.row + 1) for left in rows[:_ROWS_SHOWN])
        more = " …" if len(rows) > _ROWS_SHOWN else ""
        facts = {"rows": numbers + more, "count": len(rows)}
        yield Finding("sheet.left_out", Severity.NOTE, (sheet,), facts)


def people_in_sheets(workbook: Workbook) -> dict[str, int]:
    """How many people each of several sheets seems to hold, by its name; none without a column of names."""
    if len(workbook.sheets) < 2:
        return {}
    return {table.name: _people(match(table)) for table in workbook.sheets}


def _people(columns: Columns) -> int:
    named = any(column.confidence > 1 for column in columns.of(*_NAMES))
    return len(columns.rows) if named else 0
