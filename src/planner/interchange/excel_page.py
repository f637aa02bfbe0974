"""A sheet that is read as a page: cells that go on to the right, and rows as high as their texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from openpyxl.utils import get_column_letter

_LINE: Final = 15.0
"""Points of a line of the usual font."""
_HIGHEST: Final = 400.0
"""Excel allows 409."""


_NARROW: Final = 1.1
"""Signs of running text in the width of one digit."""


def lay_out_page(table: Any, widths: Sequence[float], rows: Sequence[Sequence[object]]) -> None:
    """``None`` at the end of a row: the cell before it goes on there. The header is the first row.

    Programs measure rows by themselves only where nothing is merged.
    """
    for number, row in enumerate(rows, 2):
        last = max((at for at, one in enumerate(row) if one is not None), default=len(row) - 1)
        if last < len(row) - 1:
            first, end = get_column_letter(last + 1), get_column_letter(len(row))
            table.merged_cells.add(f"{first}{number}:{end}{number}")
        lines = [
            lines_of(str(one), sum(widths[at:]) if at == last else widths[at])
            for at, one in enumerate(row)
            if one is not None
        ]
        table.row_dimensions[number].height = min(_HIGHEST, max(lines, default=1) * _LINE)


def lines_of(text: str, width: float) -> int:
    """In how many lines of ``width`` signs a text is set; signs of East Asia are two wide."""
    room = max(width * _NARROW, 1)
    return sum(1 + int(max(0, _wide(line) - 1) // room) for line in text.split("\n"))


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
