"""The columns of the list of people: how each value is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from planner.domain.list_columns import ListColumn
from planner.domain.people_lines import PersonLine
from planner.domain.people_list import PEOPLE_COLUMNS
from planner.ui.context import Context
from planner.ui.models.table_model import Column
from planner.ui.pages.choices import country_name
from planner.ui.pages.list_cells import language_name, moment_day, table_column
from planner.ui.photos import thumbnail
from planner.ui.widgets.fields import short_day


def people_columns(context: Context) -> list[Column[PersonLine]]:
    """All of them, the name first."""
    return [_column(context, column) for column in PEOPLE_COLUMNS]


def cell_text(context: Context, column: ListColumn, line: PersonLine) -> str:
    """What stands in a cell, in the reader's language."""
    value = getattr(line, column.source)
    special = _WRITTEN.get(column.key)
    return special(context, value) if special else str(value)


def _column(context: Context, column: ListColumn) -> Column[PersonLine]:
    made = table_column(column, lambda line: cell_text(context, column, line), "user")
    return replace(made, picture=thumbnail) if column.key == "photo" else made


# "Åkerlund, Henrik (Prof.)": the name as the list is sorted, so that the eye can follow it.
_WRITTEN: Final[dict[str, Callable[[Context, Any], str]]] = {
    "photo": lambda _context, _value: "",
    "country": country_name,
    "languages": lambda _context, tags: ", ".join(map(language_name, tags)),
    "last_visit": lambda _context, day: short_day(day),
    "next_visit": lambda _context, day: short_day(day),
    "visits": lambda _context, number: str(number or ""),
    "notes": lambda _context, text: " ".join(text.split()),
    "changed": lambda _context, at: moment_day(at),
}
