"""The rows of a list as people and delegates: which columns are read for which field of a draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.domain.cell_values import read_moment
from planner.domain.column_meanings import Meaning
from planner.domain.columns import Column, Columns
from planner.domain.country_names import read_country
from planner.domain.drafts import Draft, When
from planner.domain.list_rows import filled_down
from planner.domain.names import NameParts
from planner.domain.own_keys import read_own_key
from planner.domain.row_cells import Heading, ReadRow
from planner.domain.sheets import Cell, CellKind, Table
from planner.domain.visits import Visit

_FILLED_DOWN: Final = frozenset(
    {
        Meaning.ORGANISATION,
        Meaning.DEPARTMENT,
        Meaning.COUNTRY,
        Meaning.NATIONALITY,
        Meaning.GROUP,
        Meaning.CATEGORY,
        Meaning.PAYER,
        Meaning.ARRIVAL,
        Meaning.ARRIVAL_TIME,
        Meaning.DEPARTURE,
        Meaning.DEPARTURE_TIME,
    }
)
"""Merged over several rows, these count for each of them."""

_Field = tuple[tuple[Meaning, ...], Callable[[ReadRow], Any]]
"""The columns that a field of a draft is read from, and how; where none of them is there, not at all."""


def _line(meaning: Meaning) -> _Field:
    return (meaning,), lambda row: row.text(meaning)


def _ways(*meanings: Meaning) -> _Field:
    return meanings, lambda row: row.contacts(*meanings)


def _whole(meaning: Meaning) -> _Field:
    return (meaning,), lambda row: row.whole(meaning)


def _when(*meanings: Meaning) -> _Field:
    return meanings, lambda row: row.when(*meanings)


_FIELDS: Final[Mapping[str, _Field]] = {
    "arrives": _when(Meaning.ARRIVAL, Meaning.ARRIVAL_TIME),
    "departs": _when(Meaning.DEPARTURE, Meaning.DEPARTURE_TIME),
    "key": _line(Meaning.KEY),
    "suffix": _line(Meaning.SUFFIX),
    "salutation": ((Meaning.SALUTATION,), ReadRow.salutation),
    "organisation": _line(Meaning.ORGANISATION),
    "department": _line(Meaning.DEPARTMENT),
    "position": _line(Meaning.POSITION),
    "emails": ((Meaning.EMAIL, Meaning.FULL_NAME), ReadRow.emails),
    "phones": _ways(Meaning.PHONE, Meaning.MOBILE),
    "pages": _ways(Meaning.WEB),
    "role": _line(Meaning.ROLE),
    "category": ((Meaning.CATEGORY,), ReadRow.category),
    "groups": ((Meaning.GROUP,), ReadRow.groups),
    "rank": ((Meaning.RANK,), ReadRow.rank),
    "payer": _line(Meaning.PAYER),
    "notes": ((Meaning.NOTES,), ReadRow.notes),
    "needs": ((Meaning.DIET, Meaning.HEALTH), ReadRow.needs),
    "details": ((Meaning.PASSPORT, Meaning.BIRTH_DATE), ReadRow.details),
    "photo": _whole(Meaning.PHOTO),
    "card_lines": _whole(Meaning.CARD_LINES),
}


class RowReader:
    """Reads the rows of one list. ``countries`` are further names of countries, folded, by code."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        *,
        visit: Visit | None = None,
        countries: Mapping[str, str] | None = None,
    ) -> None:
        self._table, self._columns, self.visit = table, columns, visit
        self._countries = countries
        self._year = visit.first_day.year if visit and visit.first_day else None
        self._covered = filled_down(table, columns.rows)
        self.imported = columns.of(*Meaning)
        self.headings = {column.index: Heading.of(column) for column in self.imported}
        there = {column.meaning for column in self.imported}
        self._fields = [
            (field, read)
            for field, (meanings, read) in _FIELDS.items()
            if not there.isdisjoint(meanings)
        ]

    def read(self, row: int) -> Draft:
        """The row counted from 0, as the draft of the row that Excel counts from 1."""
        one = ReadRow(self, row)
        country = one.country()
        name = one.name(country)
        said: dict[str, Any] = {field: read(one) for field, read in self._fields}
        if own := read_own_key(said.get("key", "")):
            said.update(key=own.person_id, own=own, empty=one.empty())
        elif name.suffix and not said.get("suffix"):
            said["suffix"] = name.suffix
        placeholder = one.placeholder()
        return Draft(
            number=row + 1,
            name=NameParts() if placeholder else name,
            placeholder=placeholder,
            country=country,
            struck=one.struck,
            doubtful=row in self._columns.doubtful,
            order_guessed=one.order_guessed,
            findings=tuple(one.findings),
            **said,
        )

    def cells(self, row: int) -> list[tuple[Column, Cell]]:
        """The cells of the imported columns, from the left; a row may end before the last of them."""
        if self._covered:
            return [(column, self._uncovered(row, column)) for column in self.imported]
        cells = self._table.rows[row]
        width = len(cells)
        return [(column, cells[column.index]) for column in self.imported if column.index < width]

    def _uncovered(self, row: int, column: Column) -> Cell:
        """The cell, or the one that holds its text where several are merged."""
        cell = self._table.cell(row, column.index)
        source = self._covered.get((row, column.index))
        if source and cell.kind is CellKind.EMPTY and column.meaning in _FILLED_DOWN:
            return self._table.cell(*source)
        return cell

    def moment(self, cell: Cell, column: Column) -> When | dt.time | None:
        found = read_moment(cell, day_first=column.day_first, year=self._year)
        if found is None:
            return None
        return When(found.date, found.time) if found.date else found.time

    def country(self, text: str) -> str:
        return read_country(text, self._countries)
