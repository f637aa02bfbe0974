"""Lines cut where something is set apart by tabs or runs of spaces; columns side by side put in turn."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from planner.interchange.limits import Refused

_APART: Final = re.compile(r"\s{4,}|\s*\t\s*|\s*　{2,}\s*")
PARTS_LIMIT: Final = 100_000
_COLUMNS: Final = 8
_HEADS: Final = 20
"""Lines in which the names above the columns are sought."""


class _Cell(NamedTuple):
    """``place`` counts tabs where the line has some, else the width before it on the screen."""

    text: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the reader of blocks knows about the text of a cell."""

    is_name: Callable[[str], bool]
    is_mail: Callable[[str], bool]
    is_number: Callable[[str], bool]
    is_label: Callable[[str], bool]


def lines_of(text: str, signs: Signs) -> Iterator[list[str] | None]:
    """The parts of each line; an empty list for an empty line, None where a column is over.

    :raises Refused: more parts than anything somebody would paste.
    """
    lines = text.split("\n")
    place = parts = 0
    while place < len(lines):
        if _APART.search(lines[place].strip()) is None:
            yield [lines[place].strip()] if lines[place].strip() else []
            place += 1
            continue
        end = _region(lines, place)
        rows = []
        for line in lines[place:end]:
            rows.append(_cells(line, PARTS_LIMIT - parts))
            parts += len(rows[-1])
        rows = [_joined(row, signs) for row in rows]
        columns = _columns(rows, signs)
        if columns is None:
            yield from ([cell.text for cell in row] for row in rows)
        else:
            for column in columns:
                yield None
                yield from column
            yield None
        place = end


def is_side_by_side(text: str, signs: Signs) -> bool:
    """Whether people stand beside each other, each line going on for all of them."""
    return any(line is None for line in lines_of(text, signs))


def _region(lines: list[str], start: int) -> int:
    """The end of the lines that belong together: an empty line ends them unless columns go on."""
    end = start
    while end < len(lines):
        if lines[end].strip():
            end += 1
            continue
        more = end
        while more < len(lines) and not lines[more].strip():
            more += 1
        if more == len(lines) or _APART.search(lines[more].strip()) is None:
            return end
        end = more
    return end


def _cells(line: str, limit: int) -> list[_Cell]:
    """:raises Refused: more than ``limit`` of them."""
    bare = line.strip()
    if not bare:
        return []
    begin = line.index(bare[0])
    tabs = "\t" in line
    cells: list[_Cell] = []
    start, passed, place = begin, 0, 0
    for gap in itertools.chain(_APART.finditer(line, begin, begin + len(bare)), [None]):
        if len(cells) >= limit:
            raise Refused("long_text", limit=PARTS_LIMIT)
        part = line[passed:start]
        place += part.count("\t") if tabs else _width(part)
        passed = start
        cells.append(_Cell(line[start : gap.start() if gap else begin + len(bare)], place))
        start = gap.end() if gap else start
    return cells


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _joined(cells: list[_Cell], signs: Signs) -> list[_Cell]:
    """A label and what is set apart behind it are one: "Tel.", tab, the number."""
    found: list[_Cell] = []
    for cell in cells:
        before = found[-1] if found else None
        if before is not None and signs.is_label(before.text) and not signs.is_label(cell.text):
            colon = "" if before.text.endswith((":", "：")) else ":"
            found[-1] = _Cell(f"{before.text}{colon} {cell.text}", before.place)
        else:
            found.append(cell)
    return found


def _columns(rows: list[list[_Cell]], signs: Signs) -> list[list[list[str]]] | None:
    """The columns one after the other, where at least two have a name and an address each."""
    heads = (row for row in rows[:_HEADS] if 2 <= len(row) <= _COLUMNS)
    head = next((r for r in heads if sum(signs.is_name(cell.text) for cell in r) >= 2), None)
    if head is None:
        return None
    places = [cell.place for cell in head]
    columns: list[list[list[str]]] = [[] for _place in places]
    for row in rows:
        parts: list[list[str]] = [[] for _place in places]
        for number, cell in enumerate(row):
            near = min(range(len(places)), key=lambda one: abs(places[one] - cell.place))
            parts[number if len(row) == len(places) else near].append(cell.text)
        for column, part in zip(columns, parts, strict=True):
            if part or not row:
                column.append(part)
    is_way = signs.is_mail if _having(columns, signs.is_mail) else signs.is_number
    named = [
        column
        for column in columns
        if _having([column], is_way) and _having([column], signs.is_name)
    ]
    return columns if len(named) >= 2 else None


def _having(columns: list[list[list[str]]], holds: Callable[[str], bool]) -> bool:
    return any(holds(text) for column in columns for parts in column for text in parts)
