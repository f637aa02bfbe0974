"""Workbooks of other kinds (.xls, .xlsb, .ods), and those that our own reader finds damaged.

Runs in the child only: the library that reads them aborts the whole process when memory ends, and
its panics are no ordinary exceptions.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Sequence
from typing import Any, Final

from planner.interchange import open_document_gate, workbook_gate
from planner.interchange.limits import MEGABYTE, Refused
from planner.interchange.number_formats import iso, number_text
from planner.interchange.sheet_cells import (
    BOOL,
    CELL_LIMIT,
    COLUMN_LIMIT,
    DATE,
    ERROR,
    MERGE_LIMIT,
    NUMBER,
    ROW_LIMIT,
    TIME,
    Plain,
    Sheet,
    clean,
    text_cell,
)
from planner.interchange.workbook_parts import SHEET_LIMIT
from planner.text import clean_text

_FILEPASS: Final = 0x2F
_ERRORS: Final = frozenset("#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE!".split())


def read(data: bytes) -> list[Sheet]:
    """The sheets of a workbook whose outside was checked already.

    :raises Refused: damaged, protected with a password, or over a limit.
    """
    if len(data) > workbook_gate.FILE_LIMIT:
        limit = workbook_gate.FILE_LIMIT // MEGABYTE
        raise Refused("too_large", megabytes=-(-len(data) // MEGABYTE), limit=limit)
    if _has_password(data):
        raise Refused("protected")
    import python_calamine  # late: a file of text is read without it

    try:
        return _sheets(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except (Refused, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except python_calamine.PasswordError as error:
        raise Refused("protected") from error
    # A panic of the library is a BaseException; only this file is lost to it.
    except BaseException as error:
        raise Refused("damaged") from error


def read_open_document(data: bytes) -> list[Sheet]:
    """:raises Refused: no table in it, or as :func:`read`."""
    parts = workbook_gate.opened(data)
    if not parts.begins("mimetype", 200).startswith(
        b"application/vnd.oasis.opendocument.spreadsheet"
    ):
        raise Refused("unknown")
    if parts.has("META-INF/manifest.xml") and b"encryption-data" in parts.xml(
        "META-INF/manifest.xml"
    ):
        raise Refused("protected")
    open_document_gate.check(parts.xml("content.xml"))  # no types, other encoding, endless token
    return read(data)


def _has_password(data: bytes) -> bool:
    """Whether an old workbook says FILEPASS (MS-XLS 2.4.117) among its first records."""
    for start in range(0, len(data) - 8, 512):
        if data[start : start + 2] != b"\x09\x08":
            continue
        place = start
        for _record in range(4):
            kind, length = struct.unpack_from("<HH", data, place)
            if kind == _FILEPASS:
                return True
            place += 4 + length
            if place + 4 > len(data):
                break
    return False


def _sheets(book: Any) -> list[Sheet]:
    import python_calamine

    listed = [
        one for one in book.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    if not listed:
        raise Refused("no_sheet")
    if len(listed) > SHEET_LIMIT:
        raise Refused("too_many_sheets", limit=SHEET_LIMIT, count=len(listed))
    sheets = []
    cells_left = CELL_LIMIT
    for one in listed:
        sheet = Sheet(
            clean_text(one.name, limit=100), one.visible != python_calamine.SheetVisibleEnum.Visible
        )
        cells_left -= _fill(sheet, book.get_sheet_by_name(one.name), cells_left)
        sheets.append(sheet)
    return sheets


def _fill(sheet: Sheet, source: Any, cells_left: int) -> int:
    """Reads the cells into ``sheet``; how many there were."""
    top, left = source.start or (0, 0)
    # Checked on what the library found, not on what the file declares.
    if source.height and top + source.height > ROW_LIMIT:
        place = str(top + source.height)
        raise Refused("too_many_rows", sheet=sheet.name, cell=place, limit=ROW_LIMIT)
    if source.width and left + source.width > COLUMN_LIMIT:
        place = str(left + source.width)
        raise Refused("too_many_columns", sheet=sheet.name, cell=place, limit=COLUMN_LIMIT)
    sheet.rows = [[] for _row in range(top)]
    count = 0
    for values in source.to_python(skip_empty_area=True):
        row: list[Plain] = [None] * left
        row += map(_plain, values)
        while row and row[-1] is None:
            row.pop()
        count += sum(cell is not None for cell in row)
        if count > cells_left:
            raise Refused("too_many_cells", limit=CELL_LIMIT)
        sheet.rows.append(row)
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()
    sheet.merges = _merges(source.merged_cell_ranges or ())
    return count


def _merges(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> list[tuple[int, int, int, int]]:
    return [
        (top, left, min(bottom, ROW_LIMIT), min(right, COLUMN_LIMIT))
        for (top, left), (bottom, right) in ranges[:MERGE_LIMIT]
    ]


def _plain(value: object) -> Plain:
    match value:
        case str():
            return [ERROR, value] if value in _ERRORS else text_cell(clean(value), "", False)
        case bool():
            return [BOOL, "TRUE" if value else "FALSE"]
        case int() | float():
            number = float(value)
            if number - number != 0:  # NaN or infinity
                return [ERROR, str(value)]
            return [NUMBER, number_text(number), number]
        case dt.datetime():
            return [DATE, iso(value), iso(value)]
        case dt.date():
            return [DATE, value.isoformat(), value.isoformat()]
        case dt.time():
            return _clock(value.hour * 60 + value.minute + (value.second >= 30))
        case dt.timedelta():
            return _clock(round(value.total_seconds() / 60))
    return None


def _clock(minutes: int) -> Plain:
    """A time of day; a longer span is the number that it is in hours."""
    if 0 <= minutes < 1440:
        text = f"{minutes // 60:02d}:{minutes % 60:02d}"
        return [TIME, text, text]
    return [NUMBER, number_text(minutes / 60), minutes / 60]
