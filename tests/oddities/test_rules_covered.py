"""Each numbered fault of workbooks (D), cards and tables (F), and the files that show it."""

from __future__ import annotations

import pytest

from oddities import make_workbooks as make
from oddities.odd_lists import ALL
from oddities.test_limits import HURTING

FILES: dict[str, list[str]] = {
    "D1 bomb": ["a gigabyte of naughts", "a bomb"],
    "D2, D3 entities": ["a document type"],
    "D4 outside entity": ["an external entity"],
    "D5 declared area": ["workbook: a declared area of the whole sheet"],
    "D6 far cell": ["one cell far down and right", "one cell far right"],
    "D7 all merged": ["workbook: everything merged"],
    "D8 shared strings": ["five million shared strings"],
    "D9 too many rows": ["rows beyond the limit", "rows up to the limit"],
    "D10 attribute": ["an attribute without end"],
    "D11 sheets on one part": ["two sheets of one part", "sixty-five sheets"],
    "D12 parts": ["two thousand parts too many"],
    "D13 doubled part": ["two parts of one name"],
    "D14 damaged": ["a cut file", "a file with a broken part"],
    "D15 names of parts": ["a part above the folder", "a part with a drive"],
    "D17 other kinds": ["a workbook with a password", "a very old workbook", "a web page"],
    "D19 letters of parts": ["a part in UTF-16"],
    "F1 large photo": ["a photo of fifteen million bytes"],
    "F2 large note": ["a note without end"],
    "F3 photo elsewhere": [
        "cards: a photo that is a link, one that is none and one of many pixels"
    ],
    "F4 nested": ["cards within cards"],
    "F5 old cards": [
        "cards: quoted-printable over several lines in windows letters",
        "cards: shift-jis bytes of an old telephone",
        "cards: a charset that nobody knows",
    ],
    "F6 one bad card": ["cards: one bad card among good ones"],
    "F9 open field": ["a field without end", "a quotation mark without end"],
    "F10 large tables": ["five million rows", "two hundred thousand columns"],
    "F11 letters and signs": [
        "table: utf-16 with a mark",
        "table: windows letters",
        "table: semicolons",
        "table: line ends of every kind",
        "table: utf-8 with a mark",
    ],
    "F12 no text": ["bytes that are no text", "table: a nul and other controls"],
    "F14 headers and rows": [
        "table: two columns of one name",
        "table: one field too many in a row",
        "table: one field too few in a row",
    ],
}


@pytest.mark.parametrize("rule", FILES)
def test_every_numbered_fault_has_files_that_show_it(rule: str) -> None:
    assert set(FILES[rule]) <= {*ALL, *HURTING, *make.HOSTILE}
