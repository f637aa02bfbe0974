"""Delegate lists as they arrive by mail."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

HEADERS = (
    "No.",
    "Family name",
    "Given name",
    "氏名",
    "Organisation",
    "Position",
    "E-mail",
    "Diet",
    "Passport no.",
)
ROWS = (
    (1, "TANAKA", "Haruto", "田中 陽斗", "Ministry of Education (MEXT)", "Vice-Minister",
     "haruto.tanaka@mext.example.jp", "vegetarian", "TK1234567"),
    (2, "KIMURA", "Sora", "木村 空", "RIKEN", "Group Director", "sora.kimura@riken.example.jp",
     "", "TK7654321"),
    (3, "INOUE", "Mei", "井上 芽衣", "RIKEN", "Researcher", "mei.inoue@riken", "halal", ""),
    (4, "O’CONNOR", "Siobhán", "", "", "", "", "", ""),
)  # fmt: skip


def delegate_list(path: Path) -> Path:
    """One known by e-mail with a new post, two new ones, one whose name is known elsewhere."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Delegates"
    sheet.append(["List of delegates, as of 1 April 2027"])
    sheet.append([])
    sheet.append(HEADERS)
    for row in ROWS:
        sheet.append(row)
    book.create_sheet("Notes").append(["Please treat as confidential"])
    book.save(path)
    return path
