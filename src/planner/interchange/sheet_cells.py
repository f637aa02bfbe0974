"""The cells of one sheet, in one pass and forgiving per cell.

Reads what libraries leave out and a delegate list needs: the furigana beside Japanese names, the
zeros that only the number format shows, formulas without a result, text that is crossed out.
The declared dimension of a sheet is never used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from planner.interchange.limits import Refused
from planner.interchange.number_formats import Formats, date_text, number_text, time_text
from planner.text import clean_text, from_excel

ROW_LIMIT: Final = 100_000
COLUMN_LIMIT: Final = 256
CELL_LIMIT: Final = 2_000_000
MERGE_LIMIT: Final = 20_000

TEXT, NUMBER, DATE, TIME, BOOL, ERROR = "t", "n", "d", "h", "b", "e"
"""Kinds of cell on their way from the child; a cell is a plain text, or a list of kind, text,
value, reading and struck, shortened from the end."""

Plain = str | list[str | float | bool | None] | None

Start = Callable[[str, dict[str, str]], None]


@dataclass
class Sheet:
    name: str
    hidden: bool
    rows: list[list[Plain]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    meanings: list[str] = field(default_factory=list)
    """What the columns mean, where the kind of file says it; row 1 then holds their headers."""


class SheetReader:
    """Handlers for one sheet. Only cells with a value count towards the limits.

    The two handlers that hear every cell are made of local names: a large list is a million calls.
    """

    def __init__(
        self, sheet: Sheet, strings: list[Plain], formats: Formats, cells_left: int
    ) -> None:
        self.cells = self.formulas = self.hidden_rows = 0
        self._sheet, self._strings, self._formats = sheet, strings, formats
        self._cells_left = cells_left
        self._rows: dict[int, list[Plain]] = {}
        self._columns: dict[str, int] = {}
        self._phonetic = False
        self.start, self.end, self.chars = self._handlers()

    @classmethod
    def maker(
        cls, sheet: Sheet, strings: list[Plain], formats: Formats, cells_left: int
    ) -> Callable[[], SheetReader]:
        return lambda: cls(Sheet(sheet.name, sheet.hidden), strings, formats, cells_left)

    def finish(self) -> Sheet:
        last = max((number for number, row in self._rows.items() if row), default=-1)
        self._sheet.rows = [self._rows.get(number, []) for number in range(last + 1)]
        return self._sheet

    def _handlers(self) -> tuple[Start, Callable[[str], None], Callable[[str], None]]:
        row_number = column = -1
        row: list[Plain] = []
        cell: dict[str, str] = {}
        text: list[str] = []
        collecting = filled = False
        prefix: str | None = None
        strings, columns, any_struck = self._strings, self._columns, bool(self._formats.struck)

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal row_number, row, column, cell, collecting, filled, prefix
            if prefix:
                tag = tag.removeprefix(prefix)
            if tag == "c":
                cell = attributes
                filled = False
                text.clear()
                if reference := attributes.get("r"):
                    letters = reference.rstrip("0123456789")
                    column = columns[letters] if letters in columns else self._column_of(letters)
                else:
                    column += 1
            elif tag == "v" or tag == "t":
                collecting = not self._phonetic
                filled = True
            elif tag == "row":
                number = attributes.get("r", "")
                known = number.isdecimal() and 0 < len(number) < 9
                row_number = max(int(number) - 1, 0) if known else row_number + 1
                row = self._rows.setdefault(row_number, [])
                column = -1
                self.hidden_rows += attributes.get("hidden") in ("1", "true")
            elif prefix is None:
                prefix = tag[: tag.find(":") + 1]
            else:
                self._start_other(tag, attributes)
                if tag == "f":
                    text.append("")  # a formula was here, with or without a result

        def end(tag: str) -> None:
            nonlocal collecting
            if prefix:
                tag = tag.removeprefix(prefix)
            if tag == "v" or tag == "t":
                collecting = False
            elif tag == "c":
                if not text:
                    return
                value: Plain
                if not filled:
                    value = [ERROR, "="]
                elif cell.get("t") == "s" and not any_struck:
                    try:
                        value = strings[_index("".join(text))]
                    except (ValueError, IndexError):
                        value = [ERROR, "#REF!"]
                else:
                    value = self._cell("".join(text), cell.get("t", "n"), cell.get("s", ""))
                if value is not None:
                    if (
                        row_number >= ROW_LIMIT
                        or column >= COLUMN_LIMIT
                        or self.cells >= self._cells_left
                    ):
                        self._refuse(row_number, cell.get("r", ""))
                    self.cells += 1
                    gap = column - len(row)
                    if gap == 0:
                        row.append(value)
                    elif gap > 0:
                        row.extend([None] * gap)
                        row.append(value)
                    else:
                        row[column] = value
            elif tag == "rPh":
                self._phonetic = False

        def chars(data: str) -> None:
            if collecting:
                text.append(data)

        return start, end, chars

    def _start_other(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "f":
            self.formulas += 1
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _column_of(self, letters: str) -> int:
        number = 0
        for letter in letters[:4].upper():
            number = number * 26 + ord(letter) - 64
        self._columns[letters] = max(number - 1, 0)
        return self._columns[letters]

    def _refuse(self, row: int, place: str) -> None:
        facts = {"sheet": self._sheet.name, "cell": place[:12] or str(row + 1)}
        if row >= ROW_LIMIT:
            raise Refused("too_many_rows", limit=ROW_LIMIT, **facts)
        if self.cells >= self._cells_left:
            raise Refused("too_many_cells", limit=CELL_LIMIT)
        raise Refused("too_many_columns", limit=COLUMN_LIMIT, **facts)

    def _cell(self, text: str, kind: str, style: str) -> Plain:
        struck = style in self._formats.struck
        if kind == "s":
            try:
                value = self._strings[_index(text)]
            except (ValueError, IndexError):
                return [ERROR, "#REF!"]
            shown = value[1] if isinstance(value, list) else value
            reading = value[3] if isinstance(value, list) else ""
            return [TEXT, shown, None, reading, True] if struck and shown else value
        if kind in ("str", "inlineStr"):
            return text_cell(clean(from_excel(text)), "", struck)
        text = text.strip()
        if not text:
            return None
        if kind == "b":
            return [BOOL, "TRUE" if text in ("1", "true") else "FALSE"]
        if kind == "e":
            return [ERROR, clean(text)]
        if kind == "d":
            moment = date_text(text)
            return [DATE, moment, moment] if moment else [ERROR, clean(text)]
        value = self._number(text, style)
        return [*value, *[None, "", True][len(value) - 2 :]] if struck else value

    def _number(self, text: str, style: str) -> list[str | float | bool | None]:
        try:
            number = float(text)
        except ValueError:
            return [TEXT, clean(text)]
        if number - number != 0:  # NaN or infinity
            return [ERROR, clean(text)]
        shape = self._formats.shape(style)
        if shape is None:
            # As written, where that is how a person would write it.
            plain = text.isdecimal() and len(text) < 16 and (text[0] != "0" or text == "0")
            return [NUMBER, text if plain else number_text(number), number]
        if shape == "time" or (shape == "date" and 0 < number < 1):
            clock = time_text(number)
            return [TIME, clock, clock] if clock else [NUMBER, number_text(number), number]
        if shape == "date":
            moment = self._formats.moment(number)
            return [DATE, moment, moment] if moment else [ERROR, number_text(number)]
        return [NUMBER, self._formats.padded(shape, number), number]

    def _merge(self, reference: str) -> None:
        found = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})", reference)
        if found and len(self._sheet.merges) < MERGE_LIMIT:
            left, right = self._column_of(found[1]), self._column_of(found[3])
            top, bottom = int(found[2]) - 1, int(found[4]) - 1
            self._sheet.merges.append((top, left, min(bottom, ROW_LIMIT), min(right, COLUMN_LIMIT)))


def _index(text: str) -> int:
    """The number of a shared string; one below zero would silently count from the end."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def text_cell(text: str, reading: str, struck: bool) -> Plain:
    if not text:
        return None
    if struck:
        return [TEXT, text, None, reading, True]
    return [TEXT, text, None, reading] if reading else text


def furigana(text: str, phonetic: list[tuple[int, int, str]]) -> str:
    """The reading of a whole text: each annotated stretch replaced by its kana, the rest as it is."""
    if not phonetic:
        return ""
    result, place = [], 0
    for begin, end, kana in sorted(phonetic):
        if begin >= place:
            result += [text[place:begin], kana]
            place = max(end, begin)
    return clean(from_excel("".join([*result, text[place:]])))


def clean(text: str) -> str:
    """:func:`clean_text`, skipped where plainly nothing is to be cleaned."""
    if text.isprintable() and len(text) < 32_768 and text == text.strip():
        return text
    return clean_text(text)
