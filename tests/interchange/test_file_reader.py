"""Reading workbooks in the child: values as they stand, oddities named, nothing from the file run or fetched."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from oddities import make_workbooks as make
from planner.domain.sheets import Area, CellKind, Workbook
from planner.errors import NotReadable
from planner.interchange import file_reader
from planner.interchange.file_reader import read_file as read_workbook
from planner.interchange.refusals import REFUSALS

CORPUS = Path(__file__).parents[3] / "shared" / "interop" / "corpora" / "xlsx"


def read(tmp_path: Path, data: bytes, name: str = "list.xlsx") -> Workbook:
    path = tmp_path / name
    path.write_bytes(data)
    return read_workbook(path)


def texts(book: Workbook, sheet: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in book.sheets[sheet].rows]


def notices(book: Workbook) -> dict[str, int | str]:
    return {finding.kind: finding.facts["count"] for finding in book.notices}


def test_a_list_is_read_as_it_stands_with_its_hash(tmp_path: Path) -> None:
    data = make.LISTS["second sheet is the list"]()

    book = read(tmp_path, data)

    assert [(table.name, table.hidden) for table in book.sheets] == [
        ("Cover", False),
        ("Delegates", False),
        ("Old", True),
    ]
    assert texts(book, 1)[1] == ["SATO Hanako", "sato@jst.example"]
    assert (book.file_name, book.sha256) == ("list.xlsx", hashlib.sha256(data).hexdigest())


def test_the_source_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make.LISTS["german"]())
    path.chmod(0o444)
    before = (path.read_bytes(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir()))

    read_workbook(path)

    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir())) == before


def test_phones_that_are_numbers_keep_their_digits_and_their_zeros(tmp_path: Path) -> None:
    book = read(tmp_path, make.LISTS["phones as numbers"]())

    phones = [row[2] for row in book.sheets[0].rows[1:]]

    assert [cell.text for cell in phones] == [
        "09012345678",
        "9012345679",
        "33920000",
        "491701234567",
    ]
    assert all(cell.kind is CellKind.NUMBER for cell in phones)


def test_dates_and_times_are_told_by_their_format(tmp_path: Path) -> None:
    rows = read(tmp_path, make.LISTS["headers in two rows"]()).sheets[0].rows

    assert [(cell.kind, cell.value) for cell in rows[2][3:5]] == [
        (CellKind.DATE, "2027-05-10"),
        (CellKind.TIME, "14:30"),
    ]


def test_furigana_beside_a_name_is_its_reading(tmp_path: Path) -> None:
    cell = read(tmp_path, make.LISTS["furigana beside the names"]()).sheets[0].rows[1][0]

    assert (cell.text, cell.reading) == ("田中　陽斗", "タナカ　ハルト")


def test_merged_cells_and_crossed_out_text_are_reported(tmp_path: Path) -> None:
    merged = read(tmp_path, make.LISTS["organisation merged over rows"]()).sheets[0]
    crossed = read(tmp_path, make.LISTS["somebody crossed out"]()).sheets[0]

    assert merged.merges == (Area(1, 0, 2, 0),)
    assert [row[0].struck for row in crossed.rows] == [False, False, True]


def test_a_bad_cell_is_marked_and_the_rest_is_read(tmp_path: Path) -> None:
    book = read(tmp_path, make.bad_cells())

    errors = [
        cell.text for row in book.sheets[0].rows for cell in row if cell.kind is CellKind.ERROR
    ]

    assert errors == ["NaN", "-5", "#DIV/0!", "=", "1e999", "#REF!"]
    assert texts(book)[3][2] == "mori@jst.example"
    assert notices(book) == {"workbook.formulas": 2}


def test_names_are_cleaned_and_otherwise_kept(tmp_path: Path) -> None:
    names = [row[0] for row in texts(read(tmp_path, make.strange_names()))][1:]

    assert names[0] == "SATO Hanako"
    assert names[1] == "ITO\ufffd Ken"
    assert len(names[2]) == 40_000
    assert names[3:6] == ['=HYPERLINK("http://bad.example")', "+45 33 92 00 00", "𠮷田 太郎"]


def test_signs_that_xml_forbids_cost_nobody_the_list(tmp_path: Path) -> None:
    book = read(tmp_path, make.controls_in_xml())

    assert texts(book)[1] == ["SATO Hanako \ufffd"]
    assert notices(book) == {"workbook.repaired": 1}


def test_links_and_macros_are_left_aside_and_said(tmp_path: Path) -> None:
    files = make.parts({"A": make.sheet([["Name"], ["SATO Hanako"]])})
    files["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"
    files["xl/vbaProject.bin"] = b"\0"

    book = read(tmp_path, make.pack(files), "list.xlsm")

    assert notices(book) == {"workbook.links": 1, "workbook.macros": 1}


@pytest.mark.parametrize("dimension", ["A1:XFD1048576", "A1", "nonsense"])
def test_the_declared_dimension_is_not_believed(tmp_path: Path, dimension: str) -> None:
    xml = make.sheet(
        [["Name", "E-mail"], ["SATO Hanako", "sato@jst.example"]], ["A1:XFD1048576"], dimension
    )

    book = read(tmp_path, make.pack(make.parts({"A": xml})))

    assert texts(book) == [["Name", "E-mail"], ["SATO Hanako", "sato@jst.example"]]


def test_formatting_far_away_is_no_content(tmp_path: Path) -> None:
    data = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'

    assert texts(read(tmp_path, make.raw_book(data))) == [["1"]]


def test_rows_and_cells_without_their_numbers_are_counted(tmp_path: Path) -> None:
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>4</v></c></row>"

    assert texts(read(tmp_path, make.raw_book(data))) == [["1", "2"], ["", "4"]]


def test_a_prefix_on_every_tag_makes_no_difference(tmp_path: Path) -> None:
    files = make.parts({"A": make.sheet([["Name"], ["SATO Hanako"]])})
    xml = f'<x:worksheet xmlns:x="{make.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    files["xl/worksheets/sheet1.xml"] = xml

    assert texts(read(tmp_path, make.pack(files))) == [["7"]]


@pytest.mark.parametrize("name", sorted(make.HOSTILE))
def test_what_cannot_be_read_is_named_and_says_what_to_do(tmp_path: Path, name: str) -> None:
    kind, build = make.HOSTILE[name]

    with pytest.raises(NotReadable) as caught:
        read(tmp_path, build())

    sentence = re.sub(r"\\{\w+\\}", ".+", re.escape(REFUSALS[kind][0]))
    assert re.fullmatch(sentence, caught.value.message)
    assert caught.value.hint.startswith("Nothing was imported.")
    assert caught.value.exit_code == 6
    assert "Traceback" not in str(caught.value)


def test_a_cell_too_far_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="XFD1048576"):
        read(tmp_path, make.HOSTILE["one cell far down and right"][1]())


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.xlsx"
    with huge.open("wb") as file:
        file.truncate(51_000_000)

    with pytest.raises(NotReadable, match="not there"):
        read_workbook(tmp_path / "none.xlsx")
    with pytest.raises(NotReadable, match="folder"):
        read_workbook(tmp_path)
    with pytest.raises(NotReadable, match="51 MB; the limit is 50 MB"):
        read_workbook(huge)


def test_a_child_that_takes_too_long_is_one_calm_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make.LISTS["german"]())

    with pytest.raises(NotReadable, match="more time or memory"):
        read_workbook(path, seconds=0.001)


def test_a_child_that_dies_or_babbles_is_one_calm_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(make.LISTS["german"]())
    codes = [
        "import os; os.abort()",
        "print('hello')",
        "print('[1]')",
        'print(\'{"sheets": [[1]], "notices": {}}\')',
    ]

    for code in codes:
        monkeypatch.setattr(
            file_reader, "child_command", lambda code=code: [sys.executable, "-c", code]
        )
        with pytest.raises(NotReadable, match="more time or memory"):
            read_workbook(path)


def test_the_child_knows_neither_database_nor_window() -> None:
    code = (
        "import sys, planner.interchange.reading_child;"
        "print([name for name in ('sqlalchemy', 'sqlcipher3', 'PySide6', 'planner.services', 'planner.storage',"
        " 'planner.domain', 'openpyxl') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_values_agree_with_those_of_another_reader(tmp_path: Path) -> None:
    """python-calamine reads the same lists; it has no furigana, formats of zeros or crossed-out text."""
    import python_calamine

    for name in (
        "german",
        "swedish",
        "danish with a heading among the rows",
        "japanese with names in parts",
    ):
        data = make.LISTS[name]()
        theirs = (
            python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            .get_sheet_by_index(0)
            .to_python()
        )
        ours = texts(read(tmp_path, data))

        for our_row, their_row in itertools.zip_longest(ours, theirs, fillvalue=[]):
            padded = [*our_row, *[""] * (len(their_row) - len(our_row))]
            assert padded == [_shown(value) for value in their_row]


def _shown(value: object) -> str:
    if isinstance(value, float):
        return str(int(value))
    return str(value)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="other people's workbooks are not here")
def test_other_peoples_workbooks_are_read_or_refused() -> None:
    files = sorted(path for path in CORPUS.rglob("*") if path.is_file())
    sample = [
        *files[:: max(1, len(files) // 60)],
        *(path for path in files if path.suffix in (".xlsx", ".xlsm")),
    ]
    outcomes = [_outcome(path) for path in dict.fromkeys(sample)]

    assert {type(outcome) for outcome in outcomes} == {Workbook, NotReadable}
    assert all(
        outcome.message and outcome.hint for outcome in outcomes if isinstance(outcome, NotReadable)
    )


def _outcome(path: Path) -> Workbook | NotReadable:
    try:
        return read_workbook(path)
    except NotReadable as refused:
        return refused
