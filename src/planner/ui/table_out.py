"""Rows on the clipboard, as a table."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData

from planner.text import NOTE_LIMIT, clean_line


def table_data(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """A table that a spreadsheet, a mail and a text editor take; no cell can run as a formula."""
    plain = "\n".join("\t".join(map(cell_text, row)) for row in (titles, *rows))
    # Excel takes this form first, and runs what it finds in it just the same.
    marked = "".join(
        "<tr>" + "".join(f"<{tag}>{html.escape(cell_text(cell))}</{tag}>" for cell in row) + "</tr>"
        for tag, row in (("th", titles), *(("td", row) for row in rows))
    )
    data = QMimeData()
    data.setText(plain)
    data.setHtml(f"<table>{marked}</table>")
    return data


def cell_text(text: str) -> str:
    """One cell: no tabs and line ends, and nothing that a spreadsheet would run (CWE-1236)."""
    flat = " ".join(clean_line(text, limit=NOTE_LIMIT).split())
    bare = flat.lstrip(_UNSEEN)  # a quotation mark quotes, and is not part of the cell
    return f"'{flat}" if bare[:1] in _RUN and not _NUMBER.fullmatch(flat) else flat


_NUMBER: Final = re.compile(r"[+-][\d\s().\-/]*")
"""Phone numbers keep their plus."""
_RUN: Final = tuple("=@+-＝＋－＠")
_UNSEEN: Final = "\"' \u200b\u200c\u200d\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
