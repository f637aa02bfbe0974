"""A text table for programs that take nothing better: UTF-8 with a mark, and nothing that runs in Excel.

Comma and quotation marks as in RFC 4180; a cell that a spreadsheet would take for a formula gets an
apostrophe before it (CWE-1236), phone numbers with a plus do not.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from planner.interchange.outgoing_text import readable

_FORMULA: Final = re.compile(r"[=@\t\r]|[+-](?![\d\s().\-/]*$)")


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as bytes; the reader of ours takes the apostrophes away again."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    text = readable(cell)
    return f"'{text}" if _FORMULA.match(text) else text
