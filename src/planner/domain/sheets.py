"""A workbook as it was read: sheets of typed cells, nothing interpreted yet."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final, NamedTuple

from planner.domain.findings import Finding


class CellKind(enum.StrEnum):
    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    BOOL = "bool"
    ERROR = "error"


class Cell(NamedTuple):
    """One cell; its place is its place in the table.

    ``text`` is cleaned and is what is shown: a number has its digits without exponent, a date is
    ISO ("2027-05-10", "2027-05-10T14:30"), a time is "14:30", an error is Excel's word for it.
    ``value`` is the ISO text of a date or time, the number of a number, else None.
    ``reading`` is the furigana that Excel keeps beside Japanese text. ``struck`` is text with a
    line through it: somebody crossed it out.
    """

    text: str = ""
    kind: CellKind = CellKind.EMPTY
    value: str | float | None = None
    reading: str = ""
    struck: bool = False


EMPTY: Final = Cell()


class Area(NamedTuple):
    """Merged cells, both corners included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``rows[0]`` is row 1 of the sheet; a row ends with its last filled cell.

    ``meanings`` are values of :class:`planner.domain.column_meanings.Meaning`, one for each column,
    where the kind of file says what they mean (contact cards); row 1 then holds their headers.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Area, ...] = ()
    meanings: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place counted from 0; outside the table it is empty."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


class TextForm(NamedTuple):
    """How a file of text is written: Python's name of the encoding, the sign between fields.

    Empty where it is to be found, or where the file is no text.
    """

    encoding: str = ""
    delimiter: str = ""


ENCODINGS: Final = (
    "utf-8",
    "utf-16",
    "cp1252",
    "cp932",
    "euc_jp",
    "iso2022_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "cp1250",
    "cp1251",
    "iso8859_15",
    "mac_roman",
)
"""What can be chosen by hand, Python's names."""

FOUND: Final = TextForm()
"""Nothing is said: encoding and delimiter are to be found."""


class PastedText(NamedTuple):
    """A text that was pasted or dropped, in place of a file; ``name`` is what it is called on screen."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read, without the file. ``sha256`` is hex; ``notices`` say what was left aside.

    ``kind`` is what the content is: "excel", "workbook", "vcard", "calendar", "mail" or "text".
    ``events`` counts those of a calendar; one that names nobody has no sheet.
    """

    file_name: str
    sha256: str
    sheets: tuple[Table, ...]
    notices: tuple[Finding, ...] = ()
    kind: str = "excel"
    form: TextForm = FOUND
    events: int = 0

    def sheet(self, name: str) -> Table | None:
        return next((table for table in self.sheets if table.name == name), None)


def column_letters(column: int) -> str:
    """What Excel calls a column counted from 0: "A", "Z", "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
