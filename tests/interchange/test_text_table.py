"""Text tables: any encoding, any delimiter, and a sentence where the table is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.sheets import TextForm, Workbook
from planner.errors import NotReadable
from planner.interchange.file_reader import read_file, read_text

CORPUS = Path(__file__).parents[3] / "shared" / "interop" / "corpora" / "csv"
DANISH = "Navn;E-post;By\nÅse Sørensen;aase@ku.example;København\nIb Jæger;ib@dtu.example;Århus\n"
JAPANESE = (
    "氏名,フリガナ,所属\n田中 陽斗,タナカ ハルト,文部科学省\n佐藤 花子,サトウ ハナコ,ＪＳＴ\n"
)
GERMAN = "Name\tInstitut\nJörg Müller-Lüdenscheidt\tMax-Planck-Straße\nÖzlem Groß\tFraunhofer\n"


def read(tmp_path: Path, data: bytes, form: TextForm | None = None) -> Workbook:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    return read_file(path, form=form or TextForm())


def texts(book: Workbook) -> list[list[str]]:
    return [[cell.text for cell in row] for row in book.sheets[0].rows]


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (DANISH, "utf-8", "utf-8"),
        (DANISH, "utf-8-sig", "utf-8"),
        (DANISH, "cp1252", "cp1252"),
        (DANISH, "utf-16", "utf-16"),
        (DANISH, "utf-16-le", "utf-16-le"),
        (DANISH, "utf-16-be", "utf-16-be"),
        (GERMAN, "cp1252", "cp1252"),
        (GERMAN, "utf-8", "utf-8"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (JAPANESE, "iso2022_jp", "iso2022_jp"),
        (JAPANESE, "utf-8", "utf-8"),
        (JAPANESE, "utf-16", "utf-16"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    book = read(tmp_path, text.encode(encoding))

    assert book.form.encoding == found
    assert book.kind == "text"
    assert texts(book) == [line.split(book.form.delimiter) for line in text.splitlines()]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str, end: str) -> None:
    rows = [["Name", "Post", "Phone"], ["Jensen, Ib", "Head; Office", "+45 33 92 00 00"]]
    quoted = [[f'"{cell}"' for cell in row] for row in rows]
    text = end.join(delimiter.join(row) for row in quoted) + end

    book = read(tmp_path, text.encode())

    assert book.form.delimiter == delimiter
    assert texts(book) == rows


def test_what_was_found_can_be_corrected(tmp_path: Path) -> None:
    data = "Name;Mad\nŁukasz Żak;æ,ø\n".encode("cp1250", "replace")

    assert texts(read(tmp_path, data, TextForm("cp1250", ";")))[1][0] == "Łukasz Żak"
    assert len(texts(read(tmp_path, data, TextForm("cp1250", ",")))[1]) == 2
    with pytest.raises(NotReadable, match="is not written in utf-8"):
        read(tmp_path, data, TextForm("utf-8", ";"))


def test_zeros_pluses_and_long_numbers_stay_text(tmp_path: Path) -> None:
    book = read(tmp_path, b"Phone;Post code\n0045 33920000;00420\n+4533920000;1E5\n")

    assert texts(book)[1:] == [["0045 33920000", "00420"], ["+4533920000", "1E5"]]


def test_line_ends_inside_quotes_and_doubled_quotes_are_kept(tmp_path: Path) -> None:
    book = read(tmp_path, b'Name,Note\r\n"Ib ""Bo"" Jensen","two\r\nlines"\r\n')

    assert texts(book)[1] == ['Ib "Bo" Jensen', "two\nlines"]


def test_a_stray_quotation_mark_is_forgiven(tmp_path: Path) -> None:
    book = read(tmp_path, b'Name,Room\nIb "Bo" Jensen,12\n"Ann" Lund,13\n')

    assert [row[1] for row in texts(book)] == ["Room", "12", "13"]


def test_an_open_quotation_mark_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="opens in line 3 is never closed"):
        read(tmp_path, b'Name,Note\nIb,ok\nAnn,"open\nBo,x\nCy,y\n')
    with pytest.raises(NotReadable, match="opens in line 2 is never closed"):
        read(tmp_path, b'Name,Note\nAnn,"open\n' + b"Bo,x\n" * 40_000)


def test_a_field_without_end_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="more than 64 KB in line 2"):
        read(tmp_path, b"Name,Note\nAnn," + b"x" * 200_000 + b"\n")


def test_rows_with_more_fields_than_columns_are_counted(tmp_path: Path) -> None:
    book = read(tmp_path, b"Name,City\nAnn,Lund\nBo,Lund,Sweden\nCy,Oslo\n")

    assert [(one.kind, one.facts["count"]) for one in book.notices] == [("workbook.ragged", 1)]


def test_the_hint_that_excel_writes_is_no_row(tmp_path: Path) -> None:
    book = read(tmp_path, b"sep=|\nName|City\nAnn|Lund\n")

    assert texts(book)[0] in ([], ["Name", "City"])
    assert book.form.delimiter == "|"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 2000, bytes(range(256)) * 20])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NotReadable):
        read(tmp_path, data)


def test_pasted_cells_are_a_table() -> None:
    book = read_text("Name\tE-mail\n田中 陽斗\ttanaka@mext.example\n", "Pasted text")

    assert texts(book)[1] == ["田中 陽斗", "tanaka@mext.example"]
    assert book.file_name == "Pasted text"


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not here")
@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.csv")), ids=lambda path: path.name)
def test_every_table_of_the_corpus_is_read_or_refused_with_a_reason(path: Path) -> None:
    assert rows_or_hint(path)


def rows_or_hint(path: Path) -> object:
    try:
        return read_file(path).sheets[0].rows
    except NotReadable as refused:
        return refused.hint
