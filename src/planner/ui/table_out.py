"""Rows on the clipboard, as a table."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData


def table_data(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """A table that a spreadsheet, a mail and a text editor take; no cell can run as a formula."""
    plain = "\n".join("\t".join(map(_cell, row)) for row in (titles, *rows))
    marked = "".join(
        "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) + "</tr>"
        for tag, row in (("th", titles), *(("td", row) for row in rows))
    )
    data = QMimeData()
    data.setText(plain)
    data.setHtml(f"<table>{marked}</table>")
    return data


def _cell(text: str) -> str:
    """One cell: no tabs and line ends, and nothing that a spreadsheet would run (CWE-1236)."""
    flat = " ".join(text.split())
    number = flat[:1] in "+-" and not any(sign.isalpha() or sign in "=@!|" for sign in flat)
    return f"'{flat}" if flat[:1] in ("=", "@", "+", "-") and not number else flat
