"""Workbooks of other kinds: read like ours, refused with a reason, and never a fault of the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from oddities import make_other_workbooks as other
from oddities import make_workbooks as make
from planner.domain.sheets import CellKind, Workbook
from planner.errors import NotReadable
from planner.interchange.file_reader import read_file

CORPUS = Path(__file__).parents[3] / "shared" / "interop" / "corpora" / "xlsx"


def read(tmp_path: Path, data: bytes, name: str = "list.bin") -> Workbook:
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(path)


def texts(book: Workbook) -> list[list[str]]:
    return [[cell.text for cell in row] for row in book.sheets[0].rows]


@pytest.mark.parametrize("build", [other.ods, other.xls, other.xlsb], ids=["ods", "xls", "xlsb"])
def test_a_list_reads_the_same_from_every_kind_of_workbook(
    tmp_path: Path, build: Callable[[], bytes]
) -> None:
    book = read(tmp_path, build(), "list.xlsx")

    assert texts(book) == [
        ["Name", "Organisation", "E-mail", "Phone"],
        ["SØRENSEN Åse", "Niels Bohr Institute", "aase@nbi.example", "4533920000"],
        ["佐藤 花子", "JST", "sato@jst.example", "819012345678"],
    ]
    assert book.sheets[0].name == "Delegates"
    assert book.sheets[0].rows[1][3].kind is CellKind.NUMBER
    assert not book.notices


def test_dates_and_times_of_an_open_document_are_typed(tmp_path: Path) -> None:
    book = read(tmp_path, other.ods([["Name", "Arrival"], ["Ito", "date:2027-05-10T14:30:00"]]))

    cell = book.sheets[0].rows[1][1]
    assert (cell.kind, cell.value) == (CellKind.DATE, "2027-05-10T14:30")


def test_rows_keep_their_numbers_below_empty_ones(tmp_path: Path) -> None:
    rows = read(tmp_path, other.xls([[], [], ["", "Name"], ["", "Ito"]])).sheets[0].rows

    assert [[cell.text for cell in row] for row in rows] == [[], [], ["", "Name"], ["", "Ito"]]


def test_a_workbook_that_only_a_forgiving_reader_reads_is_read_and_said(tmp_path: Path) -> None:
    parts = make.parts({"Delegates": make.sheet([["Name"], ["SATO Hanako"]])})
    data = make.pack(
        {
            **parts,
            "xl/styles.xml": '<styleSheet><fonts><font><name val="R&D"/></font></fonts></styleSheet>',
        }
    )

    book = read(tmp_path, data)

    assert texts(book) == [["Name"], ["SATO Hanako"]]
    assert [notice.kind for notice in book.notices] == ["workbook.salvaged"]


_REPEATED = (
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell'
    ' office:value-type="string" table:number-columns-repeated="{columns}"><text:p>x</text:p>'
    "</table:table-cell></table:table-row>"
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (other.xls(password=True)[:3000], "damaged|protected"),
        (other.ods(manifest="<encryption-data/>"), "protected with a password"),
        (other.ods(head="<!DOCTYPE x [<!ENTITY a 'b'>]>"), "document type"),
        (other.ods(extra=_REPEATED.format(rows=200_000, columns=1)), "the limit is 100000 rows"),
        (other.ods(extra=_REPEATED.format(rows=2, columns=300)), "the limit is 256 columns"),
        (other.ods(extra=_REPEATED.format(rows=1_000_000, columns=16_000)), "the limit is 100000 rows"),
        (other.packed({"mimetype": "application/vnd.oasis.opendocument.text",
                       "content.xml": "<x/>"}), "none of the kinds"),
        (other.xls()[:1200], "damaged"),
        (other.xlsb()[:-60], "damaged"),
        (make._ole("Root Entry", "Workbook"), "damaged"),
    ],
    ids=["cut with password", "ods password", "document type", "rows", "columns", "huge",
         "a text document", "cut", "cut zip", "no stream"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_reason(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    with pytest.raises(NotReadable, match=sentence) as caught:
        read(tmp_path, data)

    assert caught.value.hint.startswith("Nothing was imported.")


def test_a_password_of_an_old_workbook_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="protected with a password"):
        read(tmp_path, other.xls(password=True))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="other people's workbooks are not here")
def test_other_peoples_old_workbooks_are_read_or_refused(tmp_path: Path) -> None:
    kinds = (".xls", ".xlsb", ".ods")
    files = sorted(one for one in CORPUS.rglob("*") if one.suffix.lower() in kinds)
    outcomes = [_is_read(path) for path in files[::12]]

    assert sum(outcomes) >= 0.9 * len(outcomes)


def _is_read(path: Path) -> bool:
    try:
        return bool(read_file(path).sheets)
    except NotReadable:
        return False
