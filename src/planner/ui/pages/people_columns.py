"""The columns of the list of people: how each value is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QLocale

from planner.domain.lines import PersonLine
from planner.domain.people_list import PEOPLE_COLUMNS, ListColumn
from planner.ui.context import Context
from planner.ui.models.table_model import Column
from planner.ui.pages.choices import country_name
from planner.ui.photos import thumbnail
from planner.ui.widgets.fields import short_day

SORTABLE: Final = frozenset(column.key for column in PEOPLE_COLUMNS if column.sorts)


def people_columns(context: Context) -> list[Column[PersonLine]]:
    """All of them, the name first."""
    return [_column(context, column) for column in PEOPLE_COLUMNS]


def language_name(tag: str) -> str:
    """A language as it calls itself; a tag that is not known stays a tag."""
    locale = QLocale(tag.replace("-", "_"))
    known = locale.language() not in (QLocale.Language.C, QLocale.Language.AnyLanguage)
    return locale.nativeLanguageName() or tag if known else tag


def cell_text(context: Context, column: ListColumn, line: PersonLine) -> str:
    """What stands in a cell, in the reader's language."""
    value = getattr(line, column.field or column.key)
    special = _WRITTEN.get(column.key)
    return special(context, value) if special else str(value)


def _column(context: Context, column: ListColumn) -> Column[PersonLine]:
    return Column(
        column.title,
        lambda line: cell_text(context, column, line),
        column.width,
        muted=column.muted,
        right=column.right,
        icon=(lambda _line: "user") if column.key == "name" else None,
        key=column.key,
        picture=thumbnail if column.key == "photo" else None,
    )


def _moment_day(_context: Context, at: dt.datetime | None) -> str:
    if at is None:
        return ""
    return short_day(at.replace(tzinfo=dt.UTC).astimezone().date())


# "Åkerlund, Henrik (Prof.)": the name as the list is sorted, so that the eye can follow it.
_WRITTEN: Final[dict[str, Callable[[Context, Any], str]]] = {
    "photo": lambda _context, _value: "",
    "country": country_name,
    "languages": lambda _context, tags: ", ".join(map(language_name, tags)),
    "last_visit": lambda _context, day: short_day(day),
    "next_visit": lambda _context, day: short_day(day),
    "visits": lambda _context, number: str(number or ""),
    "notes": lambda _context, text: " ".join(text.split()),
    "changed": _moment_day,
}
