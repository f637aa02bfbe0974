"""The contact persons of a page that was pasted for what it states, as a list that can be taken in."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from planner.domain.sheets import EMPTY, Cell, CellKind, Table, Workbook
from planner.interchange import contact_blocks, people_rows

_CALLED: Final = re.compile(r"(?i)\b(?:tlf|tel|telefon|phone|mobil|mobile)\b[^\n]{0,12}\d")


def people_in_text(text: str, name: str) -> Workbook | None:
    """The people in its contact blocks; None where it has none. ``name`` is what the text is called.

    :raises Refused: the text is longer than anything somebody would paste.
    """
    if "@" not in text and "+" not in text and not _CALLED.search(text):
        return None
    entries = contact_blocks.read(text).entries
    if not entries:
        return None
    sheet = people_rows.sheet_of(entries)
    rows = tuple(
        tuple(
            Cell(value, CellKind.TEXT) if isinstance(value, str) and value else EMPTY
            for value in row
        )
        for row in sheet.rows
    )
    table = Table("", False, rows, (), tuple(sheet.meanings))
    return Workbook(name, hashlib.sha256(text.encode("utf-8")).hexdigest(), (table,), (), "text")
