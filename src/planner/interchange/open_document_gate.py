"""What the table of an OpenDocument file must be before a library reads it: whole, and of a size that is real.

A few bytes can say that a cell or a row is there a million times, and a file that stops in the middle
keeps the library busy for ever.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from planner.interchange.limits import Refused
from planner.interchange.sheet_cells import CELL_LIMIT, COLUMN_LIMIT, ROW_LIMIT
from planner.text import clean_text

AREA_LIMIT: Final = 4 * CELL_LIMIT
"""Places from the first cell of a sheet to its last one, filled or not: the library makes them all."""


def check(data: bytes) -> None:
    """:raises Refused: damaged, or over a limit."""
    table = _Table()
    parser = expat.ParserCreate()
    parser.StartElementHandler = table.start
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused("damaged") from error


class _Table:
    """Where the filled cells lie; only those count, as empty ones are written to the edge of a sheet."""

    def __init__(self) -> None:
        self._name = ""
        self._row = self._rows = self._column = self._width = 0
        self._cells = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "table":
                self._name = clean_text(attributes.get("table:name", ""), limit=100)
                self._row = self._rows = self._column = self._width = 0
            case "table-row":
                self._row += self._rows
                self._rows = _count(attributes, "table:number-rows-repeated")
                self._column = 0
            case "table-cell" | "covered-table-cell":
                count = _count(attributes, "table:number-columns-repeated")
                self._column += count
                if "office:value-type" in attributes or "calcext:value-type" in attributes:
                    self._take(count)

    def _take(self, count: int) -> None:
        last = self._row + self._rows
        self._width = max(self._width, self._column)
        self._cells += count * self._rows
        if last > ROW_LIMIT:
            raise Refused("too_many_rows", sheet=self._name, cell=str(last), limit=ROW_LIMIT)
        if self._width > COLUMN_LIMIT:
            place = str(self._width)
            raise Refused("too_many_columns", sheet=self._name, cell=place, limit=COLUMN_LIMIT)
        if self._cells > CELL_LIMIT or last * self._width > AREA_LIMIT:
            raise Refused("too_many_cells", limit=CELL_LIMIT)


def _count(attributes: dict[str, str], name: str) -> int:
    """How often it is there; a number that is none is one that no sheet has."""
    said = attributes.get(name, "1")
    return max(1, int(said)) if said.isdecimal() and len(said) < 10 else ROW_LIMIT + 1
