"""A text table (CSV): the delimiter found, every field as text, the line named where it is broken."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from planner.interchange.limits import Refused
from planner.interchange.sheet_cells import CELL_LIMIT, Plain, Sheet, clean

DELIMITERS: Final = (";", ",", "\t", "|")
ROW_LIMIT: Final = 500_000
COLUMN_LIMIT: Final = 256
FIELD_LIMIT: Final = 64 * 1024
"""Characters of one field: more is an open quotation mark."""
_GUARD: Final = re.compile(r"\A'(?=[\"' \u200b\ufeff]*[=@+\-＝＠＋－\t\r])")
_INNER_GUARD: Final = re.compile(r"([;\t\n])'(?=[\"' ]*[=@+\-])")
_LOOK: Final = 200
"""Rows from which the delimiter is judged."""


@dataclass
class TextTable:
    """``delimiter`` is empty where no row has more than one field."""

    sheet: Sheet
    delimiter: str
    notices: dict[str, int] = field(default_factory=dict)


def read(text: str, delimiter: str = "") -> TextTable:
    """:raises Refused: over a limit, or a quotation mark is never closed."""
    text = text.replace("\0", "")
    if text[:4].lower() == "sep=" and text[5:6] in ("\r", "\n"):  # Excel's own hint
        delimiter, text = delimiter or text[4], "\n" + text[5:].lstrip("\r\n")
    delimiter = delimiter or found_delimiter(text)
    sheet = Sheet("", hidden=False)
    cells = 0
    for row in _rows(text, delimiter or ","):
        if len(row) > COLUMN_LIMIT:
            raise Refused("too_many_fields", line=len(sheet.rows) + 1, limit=COLUMN_LIMIT)
        plain: list[Plain] = [clean(_unguarded(one)) or None for one in row]
        while plain and plain[-1] is None:
            plain.pop()
        cells += len(plain)
        sheet.rows.append(plain)
        if len(sheet.rows) > ROW_LIMIT:
            raise Refused("too_many_lines", limit=ROW_LIMIT)
        if cells > CELL_LIMIT:
            raise Refused("too_many_cells", limit=CELL_LIMIT)
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()
    if not sheet.rows:
        raise Refused("no_sheet")
    ragged = _ragged(sheet.rows)
    return TextTable(sheet, delimiter, {"ragged": ragged} if ragged else {})


def _unguarded(cell: str) -> str:
    """Without the apostrophes that keep spreadsheets from running a cell; ours and others write them."""
    if "'" not in cell:
        return cell
    return _GUARD.sub("", _INNER_GUARD.sub(r"\1", cell))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Strictly first: a stray quotation mark inside a field is forgiven, an open one is not."""
    try:
        return _parsed(text, delimiter, strict=True)
    except csv.Error as error:
        said = str(error)  # and let go of the reader with all that it holds
    if "unexpected end" in said:
        raise Refused("open_quote", line=_open_line(text, delimiter))
    if "field larger" not in said:
        with contextlib.suppress(csv.Error):
            return _parsed(text, delimiter, strict=False)
    raise _too_long(text, delimiter)


def _parsed(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=strict)
    return list(itertools.islice(reader, ROW_LIMIT + 1))


def _lines(text: str) -> Iterator[str]:
    """The lines in turn; ``StringIO`` would hold the text again, with four bytes for each letter."""
    stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    return io.TextIOWrapper(stream, "utf-8", "surrogatepass", newline="")


def _open_line(text: str, delimiter: str) -> int:
    """The line, from 1, of the row in which reading came to no end."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    line = 0
    try:
        for _row in reader:
            line = reader.line_num
    except csv.Error:
        pass
    return line + 1


def _too_long(text: str, delimiter: str) -> Refused:
    line = _open_line(text, delimiter)
    begun = "".join(itertools.islice(_lines(text), line - 1, line))
    kind = "open_quote" if begun.count('"') % 2 else "long_field"
    return Refused(kind, line=line, limit=FIELD_LIMIT // 1024)


def is_table(text: str) -> bool:
    """Whether the text is a table rather than prose with commas: most lines have as many fields."""
    if text[:4].lower() == "sep=":
        return True
    sign = found_delimiter(text)
    if not sign:
        return False
    reader = csv.reader(io.StringIO(text[:400_000], newline=""), delimiter=sign)
    try:
        rows = [row for row in itertools.islice(reader, _LOOK) if any(map(str.strip, row))]
    except csv.Error:
        return True
    widths = Counter(len(row) for row in rows)
    width, often = widths.most_common(1)[0]
    return len(rows) > 1 and width > 1 and often >= 0.7 * len(rows)


def found_delimiter(text: str) -> str:
    """The sign that cuts most rows into the same number of fields, more fields first; or nothing."""
    best, best_score = "", (0.0, 0)
    lines = text[:400_000]
    for sign in DELIMITERS:
        rows = []
        with contextlib.suppress(csv.Error):  # what stands before a field without end tells
            reader = csv.reader(io.StringIO(lines, newline=""), delimiter=sign)
            for row in itertools.islice(reader, _LOOK):
                if any(map(str.strip, row)):
                    rows.append(row)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, _often = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
        near = sum(often for other, often in widths.items() if abs(other - width) <= 1)
        score = (near / len(rows), width)
        if near / len(rows) >= 0.5 and score > best_score:
            best, best_score = sign, score
    return best


def _ragged(rows: list[list[Plain]]) -> int:
    """Rows with more fields than the first filled one: a delimiter inside an unquoted field, often."""
    width = next(len(row) for row in rows if row)
    usual = Counter(len(row) for row in rows if row).most_common(1)[0][0]
    return sum(len(row) > max(width, usual) for row in rows)
