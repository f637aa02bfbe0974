"""Workbooks: every cell arrives as it was given, and none of them is a formula."""

from __future__ import annotations

import datetime as dt
import errno
import getpass
import gettext
import io
import itertools
import os
import re
import socket
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from interchange.sample_sheets import (
    ARRIVES,
    CONTACTS,
    CREATED,
    DEPARTS,
    PAYLOADS,
    SECOND,
    matrix,
    shown,
)
from planner.errors import NotWritten
from planner.i18n import Language, language
from planner.interchange.excel_writer import Sheet, SheetColumn, Value, write_workbook
from planner.interchange.outgoing_text import readable

ENGLISH = language("en")


def workbook(*sheets: Sheet, title: str = "Visit") -> bytes:
    return write_workbook(sheets, title=title, created=CREATED, language=ENGLISH)


def column_of(*values: Value, kind: Any = "text", title: str = "Sheet") -> Sheet:
    return Sheet(title, [SheetColumn("Value", 20, kind)], [(value,) for value in values])


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def by_openpyxl(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def by_calamine(data: bytes, name: str) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def texts(data: bytes, name: str = "Sheet") -> list[str]:
    """The first column without its header, by the reader that decodes as Excel does."""
    return [str(row[0]) for row in by_calamine(data, name)[1:]]


def remarks(data: bytes) -> list[list[str]]:
    return by_calamine(data, "Notes")[1:]


# --- cell by cell ---------------------------------------------------------------------------------


def test_openpyxl_reads_every_cell() -> None:
    book = by_openpyxl(workbook(CONTACTS, SECOND))

    assert book.sheetnames == ["Deltagere", "Ann’s list"]
    for sheet, given_sheet in zip(book, (CONTACTS, SECOND), strict=True):
        found = [[shown(each.value) for each in row] for row in sheet.iter_rows()]
        found = [[text.removesuffix(" 00:00") for text in row] for row in found]
        assert found == matrix(given_sheet)


def test_calamine_reads_every_cell() -> None:
    data = workbook(CONTACTS, SECOND)

    for name, given_sheet in (("Deltagere", CONTACTS), ("Ann’s list", SECOND)):
        found = [[plain(value) for value in row] for row in by_calamine(data, name)]
        assert found == matrix(given_sheet)


def plain(value: object) -> str:
    """Calamine gives every number as a float."""
    whole = isinstance(value, float) and value.is_integer()
    return shown(int(value) if whole and isinstance(value, float) else value)


def test_each_value_has_the_type_of_its_column() -> None:
    sheet = by_openpyxl(workbook(CONTACTS))["Deltagere"]

    assert [each.data_type for each in sheet[2]] == ["s", "s", "s", "s", "d", "d", "n"]
    assert [each.number_format for each in sheet[2]] == [
        *["@"] * 4,
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm",
        "General",
    ]
    assert (sheet["E2"].value.date(), sheet["F2"].value) == (ARRIVES, DEPARTS)
    assert [each.number_format for each in sheet[5]] == [each.number_format for each in sheet[2]]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("text", 4533920000, "4533920000"),
        ("text", dt.date(2026, 5, 11), "2026-05-11"),
        ("date", "2026-05", "2026-05"),
        ("date", dt.date(1899, 12, 31), "1899-12-31"),
        ("date", dt.date(1900, 2, 28), "1900-02-28"),
        ("datetime", dt.datetime(1812, 3, 1, 9, 5), "1812-03-01 09:05"),
        ("number", 10**15, "1000000000000000"),
        ("number", float("nan"), "nan"),
        ("number", float("-inf"), "-inf"),
        ("number", "about 20", "about 20"),
    ],
)
def test_what_excel_cannot_hold_otherwise_is_a_text(kind: str, value: Value, text: str) -> None:
    cell = by_openpyxl(workbook(column_of(value, kind=kind)))["Sheet"]["A2"]

    assert (cell.data_type, cell.value, cell.number_format) == ("s", text, "@")


def test_the_first_date_that_excel_counts_right_is_a_date() -> None:
    cell = by_openpyxl(workbook(column_of(dt.date(1900, 3, 1), kind="date")))["Sheet"]["A2"]

    assert cell.value == dt.datetime(1900, 3, 1)


def test_a_time_with_a_zone_is_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(WriteOnlyWorksheet, "append", lambda *given: pytest.fail("written"))

    with pytest.raises(ValueError):
        workbook(SECOND, column_of(DEPARTS, CREATED, kind="datetime"))


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError):
        workbook(Sheet("Sheet", [SheetColumn("A", 9)], [("a", "b")]))


def test_an_empty_workbook_and_a_naive_moment_are_refused() -> None:
    with pytest.raises(ValueError):
        workbook()
    with pytest.raises(ValueError):
        write_workbook([SECOND], title="", created=dt.datetime(2026, 1, 1), language=ENGLISH)


# --- no formula -----------------------------------------------------------------------------------

LEADS = ["", " ", "\t", "\r", "\n", "\x00", "\ufeff", "'", '"', "\u200b", "\xa0", "\x0b"]
CORES = [
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "=cmd|'/C calc'!",
    "=HYPERLINK(",
    "+1-",
    "{=",
    "%",
    "|",
]
ENDS = ["", "1+1", "A1", "\nB", "</t></is></c><c><f>1+1</f></c>", "&#61;", "]]>", "_x003D_1", '")']
HOSTILE = [
    f"{first}{core}{middle}{end}"
    for first, core, middle, end in itertools.product(LEADS, CORES, LEADS, ENDS)
]


def test_no_text_becomes_a_formula() -> None:
    assert len(HOSTILE) > 10_000
    data = workbook(
        Sheet(HOSTILE[0], [SheetColumn(HOSTILE[0], 9)], [(text,) for text in HOSTILE + PAYLOADS])
    )

    for name, part in parts(data).items():
        tree = etree.fromstring(part)
        assert not tree.xpath("//*[local-name()='f']"), name
    sheet = by_openpyxl(data).worksheets[0]
    assert {each.data_type for (each,) in sheet.iter_rows()} == {"s"}
    assert {each.number_format for (each,) in sheet.iter_rows()} == {"@"}
    unmarked = [
        each.value
        for (each,) in sheet.iter_rows(min_row=2)
        if each.value[0] in "=+-@\t\n" and not each.quotePrefix
    ]
    assert unmarked == []


@pytest.mark.parametrize(
    "text",
    ["_x003D_1+1", "_x000D_", "_x005F_x003D_", "_x_", "x003D_", "_xZZZZ_", "a_x0041_b_x0042_"],
)
def test_what_excel_would_decode_stays_as_typed(text: str) -> None:
    assert texts(workbook(column_of(text))) == [text]


# --- characters -----------------------------------------------------------------------------------


def test_signs_above_the_first_plane_stand_as_themselves() -> None:
    found = parts(workbook(CONTACTS, title="𠮷 🤝"))

    assert "𠮷田 𠮷子" in found["xl/worksheets/sheet1.xml"].decode()
    assert "𠮷 🤝" in found["docProps/core.xml"].decode()
    for name, part in found.items():
        numbers = [int(digits) for digits in re.findall(rb"&#(\d+);", part)]
        assert [number for number in numbers if number >= 128] == [], name
        assert b"&#x" not in part, name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\x00b\x1bc\x7fd\x9be\ufffef", "abcdef"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\ud800 \udfff\ud83d", "\ufffd \ufffd\ufffd"),
        ("tab\tstays", "tab\tstays"),
        ("\x00", ""),
    ],
)
def test_what_no_workbook_may_hold_goes(text: str, found: str) -> None:
    assert texts(workbook(column_of(text, "last"))) == [found, "last"]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(), max_size=200), min_size=1, max_size=20))
def test_every_text_survives_but_for_what_cannot(given_texts: list[str]) -> None:
    data = workbook(column_of(*given_texts, "last"))

    assert texts(data) == [*(readable(text) for text in given_texts), "last"]
    assert data == workbook(column_of(*given_texts, "last"))


# --- limits ---------------------------------------------------------------------------------------


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * 32_767, "x" * 32_767),
        ("x" * 32_768, "x" * 32_766 + "…"),
        ("🤝" * 16_383, "🤝" * 16_383),
        ("🤝" * 16_384, "🤝" * 16_383 + "…"),
        ("a" + "🤝" * 16_383, "a" + "🤝" * 16_383),
        ("ab" + "🤝" * 16_383, "ab" + "🤝" * 16_382 + "…"),
        ("\n".join("x" * 254), "\n".join("x" * 254)),
        ("\n".join("x" * 255), "\n".join("x" * 253) + "\n…"),
    ],
)
def test_a_text_is_cut_where_excel_would_refuse_it(text: str, kept: str) -> None:
    data = workbook(column_of("short", text))

    (_, found) = texts(data)
    assert found == kept
    assert units(found) <= 32_767
    assert found.count("\n") <= 253
    if kept == text:
        assert len(by_openpyxl(data).sheetnames) == 1
    else:
        (remark,) = remarks(data)
        assert remark[:2] == ["Sheet", "A3"]
        assert "its end is missing" in remark[2]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Deltagere", "Deltagere"),
        ("Ann's 'list'", "Ann’s ’list’"),
        ("a/b\\c?d*e[f]g:h", "a-b-c-d-e-f-g-h"),
        ("x" * 31, "x" * 31),
        ("x" * 32, "x" * 31),
        ("🤝" * 20, "🤝" * 15),
        ("History", "History (2)"),
        ("  ", "Sheet"),
        ("two\nlines\x00", "two-lines"),
        ("山田 & <Co>", "山田 & <Co>"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(title: str, name: str) -> None:
    data = workbook(column_of("a", title=title))
    names = by_openpyxl(data).sheetnames

    assert names[0] == name
    if name == title.replace("'", "’"):
        assert names[1:] == []
    else:
        assert remarks(data) == [[name, "", f"The full name of this sheet is “{readable(title)}”."]]


def test_sheets_of_one_name_are_told_apart() -> None:
    long = "Programme of the delegation from Tokyo"
    book = by_openpyxl(
        workbook(*(column_of("a", title=each) for each in (long, long, long.upper())))
    )

    assert book.sheetnames == [
        "Programme of the delegation fro",
        "Programme of the delegation (2)",
        "PROGRAMME OF THE DELEGATION (3)",
        "Notes",
    ]


def test_the_sheet_of_remarks_keeps_out_of_the_way_of_another_one() -> None:
    book = by_openpyxl(workbook(column_of("x" * 40_000, title="Notes")))

    assert book.sheetnames == ["Notes", "Notes (2)"]


# --- how it looks and prints ----------------------------------------------------------------------


def test_a_sheet_is_ready_to_filter_and_print() -> None:
    first, second = by_openpyxl(workbook(CONTACTS, SECOND, title="Visit & tour 2026"))

    assert first.freeze_panes == "A2"
    assert first.auto_filter.ref == f"A1:G{len(CONTACTS.rows) + 1}"
    assert first.print_title_rows == "$1:$1"
    assert second.print_title_rows == "$1:$1"
    assert (first.page_setup.orientation, second.page_setup.orientation) == (
        "landscape",
        "portrait",
    )
    assert first.page_setup.paperSize == 9
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert (first.page_setup.fitToWidth, first.page_setup.fitToHeight) == (1, 0)
    assert first.oddHeader.left.text == "Visit && tour 2026"
    assert first.oddHeader.right.text == "Draft && not for passing on"
    assert first.oddFooter.left.text == "&A"
    assert first.oddFooter.right.text == "Page &P of &N"
    assert first.merged_cells.ranges == set()
    assert [first.column_dimensions[letter].width for letter in "ABG"] == [30, 18, 8]
    assert first["A1"].font.b
    assert first["A1"].font.name == first["A2"].font.name == "Calibri"


def test_a_sheet_without_rows_is_a_header() -> None:
    sheet = by_openpyxl(workbook(Sheet("Empty", CONTACTS.columns, [])))["Empty"]

    assert sheet.auto_filter.ref == "A1:G1"
    assert [each.value for each in sheet[1]] == [column.title for column in CONTACTS.columns]


@pytest.mark.parametrize("text", ["x" * 400, "&" * 400, "🤝" * 400, "&P of &[Path]\nsecond\x00"])
def test_a_print_header_is_short_and_holds_no_command(text: str) -> None:
    sheet = Sheet("Sheet", [SheetColumn("A", 9)], [], note=text)
    xml = etree.fromstring(parts(workbook(sheet, title=text))["xl/worksheets/sheet1.xml"])

    (header,) = xml.xpath("//*[local-name()='oddHeader']/text()")
    assert units(header) <= 255
    commands = re.sub("&&", "", header)
    assert re.findall("&.", commands) == ["&L", "&R"]
    assert "&Z" not in commands


def test_the_words_are_in_the_language_of_the_reader() -> None:
    class Danish(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"Page {page} of {pages}": "Side {page} af {pages}", "Notes": "Noter"}.get(
                message, message
            )

    data = write_workbook(
        [column_of("x" * 40_000)], title="", created=CREATED, language=Language("da", Danish())
    )

    book = by_openpyxl(data)
    assert book.sheetnames == ["Sheet", "Noter"]
    assert book["Sheet"].oddFooter.right.text == "Side &P af &N"
    assert book.properties.language == "da"


# --- the file -------------------------------------------------------------------------------------


def test_the_same_sheets_give_the_same_bytes() -> None:
    first = workbook(CONTACTS, SECOND)

    assert first == workbook(CONTACTS, SECOND)
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_tells_nothing_about_whoever_wrote_it() -> None:
    data = workbook(CONTACTS, title="Visit")
    properties = by_openpyxl(data).properties

    assert (properties.creator, properties.title) == ("Planner", "Visit")
    assert properties.lastModifiedBy is None
    assert properties.created == properties.modified == CREATED.replace(tzinfo=None)
    everything = b"".join(parts(data).values())
    for secret in (getpass.getuser(), socket.gethostname(), str(Path.home()), str(Path.cwd())):
        words = rb"(?<![\w/-])" + re.escape(secret.encode()) + rb"(?![\w-])"
        assert not re.search(words, everything), secret


def test_every_part_is_xml_and_none_brings_anything_in() -> None:
    found = parts(workbook(CONTACTS, SECOND))

    for name, part in found.items():
        part.decode("utf-8")
        etree.fromstring(part)
        assert b"<!DOCTYPE" not in part
        assert b"TargetMode" not in part, name
    assert not [name for name in found if re.search("vba|external|media|drawing|comment", name)]


def test_no_time_is_a_hair_before_its_minute() -> None:
    """Readers that cut where others round would show the minute before."""
    from planner.interchange.excel_writer import _serial

    start = dt.datetime(2027, 5, 9)
    for minute in range(24 * 60):
        serial = _serial(start + dt.timedelta(minutes=minute))
        assert int(serial % 1 * 86_400) == minute * 60


def test_a_full_folder_for_temporary_files_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library behind the writer keeps each sheet in a file until the workbook is packed."""

    def full(**_named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", full)
    with pytest.raises(NotWritten, match="“Visit” was not written: the disk is full"):
        workbook(CONTACTS)
