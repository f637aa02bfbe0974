"""A text table for programs that take nothing better: UTF-8 with a mark, and nothing that runs in Excel.

Comma and quotation marks as in RFC 4180. A cell that a spreadsheet would take for a formula gets an
apostrophe before it (CWE-1236), phone numbers with a plus do not. Excel in Danish, German or Swedish
cuts at the semicolon instead, and there a quotation mark behind a comma quotes nothing: every piece of
a cell that would begin a cell of its own is guarded, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from planner.interchange.outgoing_text import readable

# Spaces and quotation marks before a formula do not keep every spreadsheet from running it.
_FORMULA: Final = re.compile(
    r"[\"' \u200b\ufeff]*[=@＝＠\t\r]|[\"' \u200b\ufeff]+[+\-＋－]|[+\-＋－](?![\d\s().\-/]*\Z)"
)
_INNER: Final = re.compile(r"([;\t\n])(?=[\"' ]*[=@+\-])")
_QUOTED: Final = re.compile(r'[;,\t"\r\n]')


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as bytes; the reader of ours takes the apostrophes away again."""
    lines = (",".join(map(_cell, row)) for row in (header, *rows))
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _cell(cell: str) -> str:
    text = _INNER.sub(r"\1'", readable(cell))
    text = f"'{text}" if _FORMULA.match(text) else text
    if not _QUOTED.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'
