"""A contact sheet of 10,000 rows: looks, safety and UTF-8 may cost a tenth on top."""

from __future__ import annotations

import datetime as dt
import io
import statistics
import time
from collections.abc import Callable

import openpyxl
import pytest
from measuring import median_is_settled
from openpyxl.styles import Alignment, Border, Side

from planner.i18n import language
from planner.interchange.excel_writer import Sheet, SheetColumn, write_workbook

ROWS = 10_000
BAR = 1.1
ROUNDS = 5
CREATED = dt.datetime(2026, 2, 1, 9, 30, tzinfo=dt.UTC)
COLUMNS = [
    SheetColumn("Name", 30),
    SheetColumn("Organisation", 30),
    SheetColumn("Title", 25),
    SheetColumn("E-mail", 30),
    SheetColumn("Phone", 20),
    SheetColumn("Postal code", 12),
    SheetColumn("Town", 20),
    SheetColumn("Country", 15),
    SheetColumn("Since", 12, "date"),
    SheetColumn("Visits", 8, "number"),
    SheetColumn("Note", 40),
]
CONTACTS = [
    (
        f"Prof. Jens Ø. Nielsen {number}",
        "Rigshospitalet",
        "Head of department",
        f"jens{number}@example.org",
        "+45 33 92 00 00",
        f"{number:05}",
        "København",
        "Denmark",
        dt.date(2026, 3, 1),
        number,
        "東京大学 訪問",
    )
    for number in range(ROWS)
]


def values_alone() -> bytes:
    """The values as openpyxl's manual writes them in its normal mode, without any look."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    sheet.append([column.title for column in COLUMNS])
    for row in CONTACTS:
        sheet.append(row)
    return saved(book)


def with_looks() -> bytes:
    """The same cells, each with the look that ours have."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    alignment = Alignment(vertical="top", wrap_text=True)
    border = Border(bottom=Side("hair", "FFB0B7C0"))
    sheet.append([column.title for column in COLUMNS])
    for row in CONTACTS:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = alignment
            cell.border = border
            if isinstance(cell.value, str):
                cell.number_format = "@"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def seconds(act: Callable[[], object]) -> float:
    """Of the processor's time: other programs do not count."""
    start = time.process_time()
    act()
    return time.process_time() - start


@pytest.mark.benchmark
def test_writing_a_workbook_costs_little_more_than_the_library(
    capsys: pytest.CaptureFixture[str],
) -> None:
    english = language("en")
    sheet = Sheet("Contacts", COLUMNS, CONTACTS)
    looks = seconds(with_looks)  # only told, not held
    bare, ours = [], []
    for _ in range(ROUNDS):  # in turns, so that a busy moment meets both
        bare.append(seconds(values_alone))
        ours.append(
            seconds(lambda: write_workbook([sheet], title="", created=CREATED, language=english))
        )
        # each round against its own floor: one calm moment must not set the floor for all
        ratios = [mine / floor for mine, floor in zip(ours, bare, strict=True)]
        if median_is_settled(ratios, BAR, ROUNDS):
            break

    ratio = statistics.median(ratios)
    with capsys.disabled():
        print(
            f"\nworkbook of {ROWS:,} rows: {min(ours):.2f} s; openpyxl's normal mode "
            f"{min(bare):.2f} s for the values alone: {ratio:.2f} (bar {BAR}), "
            f"{looks:.2f} s with the same looks: {min(ours) / looks:.2f}"
        )
    assert ratio <= BAR
