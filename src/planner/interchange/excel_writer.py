"""Workbooks to print, filter and pass on: every text stays text, and nothing becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from planner.i18n import Language
from planner.interchange.excel_page import lay_out_page
from planner.interchange.files import not_written
from planner.interchange.outgoing_text import readable

Kind = Literal["text", "date", "datetime", "number"]
Value = str | int | float | dt.date | None

_LONGEST: Final = 32_767
"""UTF-16 units in a cell, Excel's limit; so are the next two."""
_MOST_LINES: Final = 253
_LONGEST_NAME: Final = 31
_MOST_ROWS: Final = 1_048_576
"""The header among them."""
_FIRST_DATE: Final = dt.date(1900, 3, 1)
"""Excel believes in 29 February 1900, so earlier dates are a day off or refused."""
_EXACT: Final = 10**15
"""Excel keeps 15 digits of a number."""
_PAPER_A4: Final = 9
_HEADER_LIMIT: Final = 110
"""UTF-16 units of a text in the print header, which holds two of them in 255."""
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\n\t]")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
_REFERENCE = re.compile(rb"&#(x?)([0-9A-Fa-f]+);")


Remark = tuple[str, str, str]
"""Sheet, cell, and what a reader has to know about it."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column by its header; ``width`` in characters. ``kind`` says what a value means.

    A ``hidden`` one is for programs: it is in the file and not on the screen or the paper.
    """

    title: str
    width: float
    kind: Kind = "text"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: one header row, then ``rows`` with one value per column.

    ``None`` and the empty text are empty cells. Dates and times are naive, as the wall shows them.
    ``note`` is printed at the top of each page and never becomes a cell. ``strong`` are the places of
    rows that are headings between others. One that is for ``one_page`` is read and not filtered:
    it is printed as small as a page asks for, and ``None`` continues the cell before it.
    """

    title: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Value]]
    note: str = ""
    landscape: bool = True
    strong: Collection[int] = ()
    one_page: bool = False


def write_workbook(
    sheets: Sequence[Sheet],
    *,
    title: str,
    created: dt.datetime,
    language: Language,
    remarks: list[Remark] | None = None,
) -> bytes:
    """The workbook; the same sheets and ``created`` (aware) give the same bytes.

    Texts stay texts whatever they begin with, phone numbers keep plus and zeros. What Excel
    cannot hold is cut, renamed or goes on in a further sheet, and one more sheet at the end says so
    in ``language``; ``remarks`` is filled with the same.

    :raises ValueError: no sheet, a naive ``created`` or a cell with a zone in its time.
    :raises NotWritten: the library that writes sheets has no room for its temporary files.
    """
    if not sheets:
        raise ValueError("a workbook has at least one sheet")
    if created.tzinfo is None:
        raise ValueError(f"no zone: {created}")
    moment = created.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book = Workbook(write_only=True)
    book.properties = DocumentProperties(
        creator="Planner",
        title=readable(title),
        language=language.code,
        created=moment,
        modified=moment,
    )
    writing = _Writing(book, title, language)
    try:
        for sheet in sheets:
            writing.add(sheet)
        if remarks is not None:
            remarks += writing.remarks
        if writing.remarks:
            writing.add(_remarks_sheet(list(writing.remarks), language))
        writing.write()
        return _pack(book)
    except OSError as error:
        raise not_written(title, error, existed=False) from error


def _remarks_sheet(remarks: Sequence[Remark], language: Language) -> Sheet:
    _ = language
    columns = [SheetColumn(_("Sheet"), 32), SheetColumn(_("Cell"), 10), SheetColumn(_("Note"), 80)]
    return Sheet(_("Notes"), columns, list(remarks))


_Cell = tuple[Value, str, StyleArray]
"""The value as it will stand in the file, openpyxl's letter for its type, and its look."""


class _Table(WriteOnlyWorksheet):
    """A sheet that is told what each value is.

    Left to itself openpyxl guesses, which makes a formula of "=…", and tries every cell with a look
    as a plain value first, which takes 1.4 times as long as this.
    """

    def _values_to_row(self, values: Sequence[_Cell], row_idx: int) -> Iterator[Cell]:
        cell: Any = WriteOnlyCell(self)
        cell.row = row_idx
        for number, (value, letter, look) in enumerate(values, 1):
            cell.column = number
            cell._value = value
            cell.data_type = letter
            cell._style = look
            yield cell


class _Writing:
    """A workbook while its sheets are added, and what there is to remark about them."""

    def __init__(self, book: Workbook, title: str, language: Language) -> None:
        self._book: Any = book
        self._title = title
        self._language = language
        self._tables: list[tuple[_Table, list[list[_Cell]]]] = []
        self._names = {"history"}  # Excel keeps this one to itself
        self.remarks: list[Remark] = []

    def add(self, sheet: Sheet) -> None:
        """More rows than a sheet may have go on in further ones."""
        most = _MOST_ROWS - 1
        if len(sheet.rows) <= most:
            self._add(sheet)
            return
        _ = self._language
        for start in range(0, len(sheet.rows), most):
            name = self._add(replace(sheet, rows=sheet.rows[start : start + most]))
            words = _("Rows {first} to {last} of {count}: a sheet holds no more.")
            last = min(start + most, len(sheet.rows))
            told = words.format(first=start + 1, last=last, count=len(sheet.rows))
            self.remarks.append((name, "", told))

    def _add(self, sheet: Sheet) -> str:
        name = self._name(sheet.title)
        table = _Table(self._book, name)
        self._book._add_sheet(table)
        _lay_out(table, sheet, self._title, self._language)
        filling = _Filling(name, _Looks.of(table), self._language, self.remarks)
        kinds = [column.kind for column in sheet.columns]
        rows = [filling.header(sheet.columns)]
        rows += [
            filling.heading(number, row)
            if number - 2 in sheet.strong
            else filling.row(number, row, kinds)
            for number, row in enumerate(sheet.rows, 2)
        ]
        self._tables.append((table, rows))
        return name

    def write(self) -> None:
        """Only when every cell of every sheet is ready: openpyxl cannot stop half-way."""
        for table, rows in self._tables:
            for row in rows:
                table.append(row)

    def _name(self, title: str) -> str:
        """A name that Excel accepts and that no other sheet has; remarks on it if it is another."""
        _ = self._language
        # Gnumeric does not find a sheet again whose name has a straight apostrophe.
        curly = readable(title).replace("'", "’")
        wanted = _NOT_IN_NAMES.sub("-", curly).strip() or _("Sheet")
        name = _cut(wanted, _LONGEST_NAME).rstrip()
        number = 1
        while name.casefold() in self._names:
            number += 1
            tail = f" ({number})"
            name = _cut(wanted, _LONGEST_NAME - len(tail)) + tail
        self._names.add(name.casefold())
        if name != curly:
            words = _("The full name of this sheet is “{name}”.").format(name=title)
            self.remarks.append((name, "", words))
        return name


def _lay_out(table: Any, sheet: Sheet, title: str, language: Language) -> None:
    """Frozen and repeated header, filter, A4 across the width, the page's number.

    ``table`` is a :class:`_Table`, of which openpyxl's stubs know only a half.
    """
    _ = language
    last = get_column_letter(len(sheet.columns))
    for number, column in enumerate(sheet.columns, 1):
        look = table.column_dimensions[get_column_letter(number)]
        look.width, look.hidden = column.width, column.hidden
    if sheet.one_page:
        lay_out_page(table, [column.width for column in sheet.columns], sheet.rows)
    table.freeze_panes = "A2"
    if not sheet.one_page:
        table.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
        table.print_title_rows = "1:1"
    table.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    table.page_setup.paperSize = _PAPER_A4
    table.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    table.page_setup.fitToWidth = 1
    # Without: as many pages as the rows need.
    table.page_setup.fitToHeight = 1 if sheet.one_page else 0
    table.page_margins = PageMargins(0.5, 0.5, 0.8, 0.7, 0.4, 0.4)  # inches
    table.oddHeader.left.text = _for_print(title)
    table.oddHeader.right.text = _for_print(sheet.note)
    table.oddFooter.left.text = "&A"
    table.oddFooter.right.text = _("Page {page} of {pages}").format(page="&P", pages="&N")


def _for_print(text: str) -> str | None:
    """The text for a print header, where "&" starts a command and the whole has 255 signs."""
    text = readable(text).replace("\n", " ")[:_HEADER_LIMIT]
    while len(text.replace("&", "&&").encode("utf-16-le")) > 2 * _HEADER_LIMIT:
        text = text[:-1]
    return text.replace("&", "&&") or None


@dataclass(frozen=True, slots=True)
class _Looks:
    """The few looks of a workbook; cells share them, as openpyxl would look each one up."""

    header: StyleArray
    text: StyleArray
    quoted: StyleArray
    """Excel shows these as texts even after somebody has edited the cell."""
    date: StyleArray
    datetime: StyleArray
    number: StyleArray

    @classmethod
    def of(cls, table: _Table) -> _Looks:
        return cls(
            header=_look(table, "@", header=True),
            text=_look(table, "@"),
            quoted=_look(table, "@", quoted=True),
            date=_look(table, "yyyy-mm-dd"),
            datetime=_look(table, "yyyy-mm-dd hh:mm"),
            number=_look(table, "General"),
        )


def _look(
    table: _Table, number_format: str, *, header: bool = False, quoted: bool = False
) -> StyleArray:
    cell: Any = WriteOnlyCell(table)
    cell.number_format = number_format
    cell.alignment = Alignment(vertical="center" if header else "top", wrap_text=True)
    if header:
        cell.font = Font(name="Calibri", size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE8ECF1")
        cell.border = Border(bottom=Side("thin", "FF5F6B7A"))
    else:
        cell.border = Border(bottom=Side("hair", "FFB0B7C0"))
    cell.quotePrefix = quoted
    look: StyleArray = cell._style
    return look


@dataclass(frozen=True, slots=True)
class _Filling:
    """Turns the values of one sheet into cells, and remarks on what had to be cut."""

    sheet: str
    looks: _Looks
    language: Language
    remarks: list[Remark]

    def header(self, columns: Sequence[SheetColumn]) -> list[_Cell]:
        texts = (self._text(each.title, 1, place) for place, each in enumerate(columns, 1))
        return [(value, letter, self.looks.header) for value, letter, _look in texts]

    def heading(self, number: int, values: Sequence[Value]) -> list[_Cell]:
        texts = (self._text(str(one or ""), number, place) for place, one in enumerate(values, 1))
        return [(value, letter, self.looks.header) for value, letter, _look in texts]

    def row(self, number: int, values: Sequence[Value], kinds: Sequence[Kind]) -> list[_Cell]:
        return [
            self._cell(value, kind, number, place)
            for place, (value, kind) in enumerate(zip(values, kinds, strict=True), 1)
        ]

    def _cell(self, value: Value, kind: Kind, row: int, place: int) -> _Cell:
        if isinstance(value, str):
            return self._text(value, row, place) if value else self._empty(kind)
        if value is None:
            return self._empty(kind)
        if kind == "text":
            return self._text(str(value), row, place)
        if isinstance(value, dt.date):
            return self._date(value, row, place)
        if not abs(value) < _EXACT:  # also what is no number at all
            return self._text(str(value), row, place)
        return value, "n", self.looks.number

    def _empty(self, kind: Kind) -> _Cell:
        """It has the look of its column for whoever fills it in."""
        look: StyleArray = getattr(self.looks, kind)
        return None, "n", look

    def _date(self, value: dt.date, row: int, place: int) -> _Cell:
        if isinstance(value, dt.datetime):
            if value.tzinfo is not None:
                raise ValueError(f"a cell has no zone: {value}")
            look, first, text = self.looks.datetime, value.date(), f"{value:%Y-%m-%d %H:%M}"
        else:
            look, first, text = self.looks.date, value, value.isoformat()
        if first < _FIRST_DATE:
            return self._text(text, row, place)
        if isinstance(value, dt.datetime):
            return _serial(value), "n", look
        return value, "d", look

    def _text(self, value: str, row: int, place: int) -> _Cell:
        value = readable(value)
        look = self.looks.quoted if value.startswith(_DANGEROUS) else self.looks.text
        if len(value) > _LONGEST // 2 or "\n" in value:
            value = self._fitted(value, row, place)
        if "_x" in value:
            value = _ESCAPE.sub("_x005F_", value)
        return value, "s", look

    def _fitted(self, value: str, row: int, place: int) -> str:
        _ = self.language
        fitted = _within_limits(value)
        if fitted != value:
            where = f"{get_column_letter(place)}{row}"
            words = _("This text is longer than a cell may be; its end is missing.")
            self.remarks.append((self.sheet, where, words))
        return fitted


def as_written(value: str) -> str:
    """The text as a cell will hold it: without what damages a workbook, and cut where it is too long."""
    return _within_limits(readable(value))


def _within_limits(value: str) -> str:
    if value.count("\n") > _MOST_LINES:
        value = "\n".join(value.split("\n")[:_MOST_LINES]) + "\n…"
    if len(value) > _LONGEST // 2 and len(value.encode("utf-16-le")) > 2 * _LONGEST:
        value = _cut(value, _LONGEST - 1) + "…"
    return value


def _serial(value: dt.datetime) -> float:
    """Days since 1899-12-30, never a hair too small: readers that cut instead of rounding (SheetJS)
    would show 16:54 for 16:55.
    """
    since = value - dt.datetime(1899, 12, 30)
    seconds = since.days * 86_400 + since.seconds
    return (seconds + 0.0001) / 86_400 if since.seconds else float(since.days)


def _cut(text: str, units: int) -> str:
    """At most so many UTF-16 units, without half a character at the end."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _pack(book: Workbook) -> bytes:
    """The workbook with equal dates on its parts, and each part in UTF-8.

    openpyxl writes numbers for all but ASCII; some readers cut those above U+FFFF in half, and
    then 𠮷 becomes another sign.
    """
    raw, packed = io.BytesIO(), io.BytesIO()
    # Not book.save(), which compresses here already and dates the workbook today.
    ExcelWriter(book, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED)).save()
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(packed, "w") as file:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o600 << 16
            file.writestr(entry, _REFERENCE.sub(_as_utf8, parts.read(name)))
    return packed.getvalue()


def _as_utf8(found: re.Match[bytes]) -> bytes:
    return _sign(found[0], found[2], 16 if found[1] else 10)


@cache
def _sign(reference: bytes, digits: bytes, base: int) -> bytes:
    """Below 128 the reference stands for a sign that means something to XML, such as LF."""
    number = int(digits, base)
    return reference if number < 128 else chr(number).encode()
