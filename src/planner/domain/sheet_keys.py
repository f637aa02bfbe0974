"""What a sheet of a visit carries in its last, hidden column: which record a row is of, and prints of
its cells by which it shows later what was edited."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_KEY: Final = re.compile(
    r"planner:([a-z]+):([0-9a-f]{32})((?::[0-9a-z\-_ ]*)*)((?:\|[a-z_.]+=[0-9a-f]*)*)"
)
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00)?")
_SECONDS: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?")
_PRINT: Final = 3
"""Bytes of a print: of 16 million edits one is missed."""

CellValue = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class SheetKey:
    """``sheet`` is the name of the paper, ``ids`` what the row is of: a delegate, an item and a
    delegate … ``prints`` are those of the cells as they went out, by column."""

    sheet: str
    visit_id: str
    ids: tuple[str, ...]
    prints: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As it stands in the cell."""
        head = ":".join(("planner", self.sheet, self.visit_id, *self.ids))
        return "|".join((head, *(f"{name}={mark}" for name, mark in self.prints.items())))


def read_sheet_key(text: str) -> SheetKey | None:
    """None where the text is no key of a sheet of a visit."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    ids = tuple(found[3].split(":")[1:])
    prints = dict(part.split("=", 1) for part in found[4].split("|") if part)
    return SheetKey(found[1], found[2], ids, prints)


def as_read(value: CellValue) -> str:
    """The text that a reader finds in a cell with this value; spaces at the ends do not count."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.isoformat(timespec="minutes")
    elif isinstance(value, dt.date):
        value = value.isoformat()
    lines = [" ".join(line.split()) for line in str(value).splitlines()]
    text = unicodedata.normalize("NFC", "\n".join(lines).strip())
    if found := _MIDNIGHT.fullmatch(text):
        return found[1]
    if found := _SECONDS.fullmatch(text):
        return f"{found[1]}T{found[2]}"
    return text


def cell_print(value: CellValue) -> str:
    """A short hash of what a reader finds in the cell; empty for an empty cell."""
    text = as_read(value)
    return hashlib.blake2b(text.encode(), digest_size=_PRINT).hexdigest() if text else ""
