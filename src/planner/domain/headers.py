"""Which meaning a header has, and in which row of a sheet the headers stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from planner.domain.cell_values import read_moment
from planner.domain.column_meanings import Meaning, bare, by_header
from planner.domain.names import is_native
from planner.domain.sheets import Cell, CellKind, Table

_ROWS_LOOKED_AT: Final = 60
_LONGEST_HEADER: Final = 120
_VAGUE: Final = frozenset({Meaning.FULL_NAME, Meaning.IGNORE, Meaning.NUMBER, Meaning.NOTES})
"""Meanings that give way when a longer header also names something more definite."""

_PIECES: Final = re.compile(r"[/\n()（）\[\]|・／:：]+|\s[–—-]\s")
_VALUE: Final = re.compile(r"@\w|\d{5,}|^\+?\d[\d\s().-]{6,}$")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headers stand, counted from 0, and their text by column; ``height`` 0 is none at all."""

    row: int
    height: int
    texts: tuple[str, ...]

    @property
    def first_data_row(self) -> int:
        return self.row + self.height


@lru_cache(maxsize=4096)
def meaning_of(header: str) -> tuple[Meaning, int]:
    """What a header means and how sure that is: 3 known, 2 contains what is known, 1 a guess, 0 nothing."""
    found = _known(header)
    if found[1] or len(header) > _LONGEST_HEADER:
        return found
    return _similar(bare(header))


@lru_cache(maxsize=4096)
def _known(header: str) -> tuple[Meaning, int]:
    if not header or len(header) > _LONGEST_HEADER:
        return Meaning.IGNORE, 0
    table = by_header()
    key = bare(header)
    if meaning := table.get(key) or table.get(key.replace(" ", "")):
        return meaning, 3
    pieces = [bare(piece) for piece in _PIECES.split(header) if piece.strip()]
    meanings = [meaning for piece in pieces if (meaning := table.get(piece))]
    if meanings:
        agreed = len(set(meanings)) == 1
        return meanings[0], 3 if agreed and len(meanings) == len(pieces) else 2 if agreed else 1
    return _contained(key, table)


def _contained(key: str, table: dict[str, Meaning]) -> tuple[Meaning, int]:
    """The longest run of words, or of signs in native script, that is a known header."""
    words = key.split()
    for length in range(min(len(words), 5), 0, -1):
        runs = [" ".join(words[start : start + length]) for start in range(len(words) - length + 1)]
        meanings = [table[run] for run in runs if run in table and (len(run) > 2 or is_native(run))]
        if meanings:
            definite = [meaning for meaning in meanings if meaning not in _VAGUE]
            return (definite or meanings)[-1], 2
    if is_native(key):
        hits = [known for known in table if len(known) > 1 and is_native(known) and known in key]
        if hits:
            return table[max(hits, key=len)], 2
    return Meaning.IGNORE, 0


def _similar(key: str) -> tuple[Meaning, int]:
    """A misspelt header ("Organistaion"), or one joined to another word ("Reisepassdaten")."""
    if len(key) < 5:
        return Meaning.IGNORE, 0
    from rapidfuzz import fuzz, process  # late: only for headers that nobody has listed

    table = by_header()
    hit = process.extractOne(key, table.keys(), scorer=fuzz.ratio, score_cutoff=85)
    if hit is not None:
        return table[hit[0]], 2 if hit[1] >= 90 else 1
    joined = [
        known
        for known in table
        if len(known) > 5 and (key.startswith(known) or key.endswith(known))
    ]
    return (table[max(joined, key=len)], 1) if joined else (Meaning.IGNORE, 0)


def find_header(table: Table) -> Header:
    """The row or two rows that head the list; height 0 when no row does."""
    looked_at = [
        number for number, row in enumerate(table.rows[:200]) if any(cell.text for cell in row)
    ]
    best, best_score = Header(_first_list_row(table), 0, ()), 0.0
    for number in looked_at[:_ROWS_LOOKED_AT]:
        texts = [cell.text for cell in table.rows[number]]
        score = _score(table.rows[number], texts)
        height = 1
        both = _two_rows(table, number)
        if both is not None:
            below = table.rows[number + 1]
            single = max(score, _score(below, [cell.text for cell in below]))
            pair = _score(below, both)
            if pair > single + 1 or (score and pair >= single and _all_known(below)):
                texts, score, height = both, pair, 2
        if score > best_score:
            best, best_score = Header(number, height, tuple(texts)), score
    if best.height:
        return best
    return _unknown_header(table, best)


def header_at(table: Table, row: int, height: int = 1) -> Header:
    """The header that somebody pointed at; height 0 says that the list begins in this row."""
    if height == 2 and (both := _two_rows(table, row)) is not None:
        return Header(row, 2, tuple(both))
    texts = tuple(cell.text for cell in table.rows[row]) if height and row < len(table.rows) else ()
    return Header(row, min(height, 1), texts)


def _score(cells: Sequence[Cell], texts: Sequence[str]) -> float:
    """How much a row looks like headers; 0 when it does not."""
    best: dict[Meaning, int] = {}
    strange = 0
    filled = 0
    for text in texts:
        if not text.strip():
            continue
        filled += 1
        meaning, sure = _known(text)
        if sure >= 2:
            best[meaning] = max(best.get(meaning, 0), sure)
        elif not sure:
            strange += 1
    values = sum(_is_value(cell) for cell in cells)
    telling = {meaning: sure for meaning, sure in best.items() if meaning is not Meaning.IGNORE}
    total = sum(best.values()) - 0.3 * strange - 3 * values
    if len(telling) >= 2 and total >= 4:
        return total
    alone = filled <= 2 and not values and any(sure == 3 for sure in telling.values())
    return 1.0 if alone else 0.0


def _all_known(row: Sequence[Cell]) -> bool:
    """Whether a row below the headers says them again in another language, and is no person."""
    found = [_known(cell.text) for cell in row if cell.text]
    sure = [meaning for meaning, level in found if level == 3]
    return len(set(sure)) >= 2 and len(sure) >= 0.7 * len(found)


def _is_value(cell: Cell) -> bool:
    if cell.kind in (CellKind.DATE, CellKind.TIME, CellKind.BOOL):
        return True
    return bool(_VALUE.search(cell.text)) or (cell.kind is CellKind.NUMBER and len(cell.text) > 4)


def _two_rows(table: Table, top: int) -> list[str] | None:
    """Headers of two rows joined by column, or None where the lower row is none.

    A text above several columns counts for all of them, merged or not.
    """
    if top + 1 >= len(table.rows):
        return None
    above, below = table.rows[top], table.rows[top + 1]
    if any(_is_value(cell) or len(cell.text) > 60 for cell in below):
        return None
    if not any(_known(cell.text)[1] for cell in below if cell.text):
        return None
    spans = {
        area.left: area.right for area in table.merges if area.top == top and area.bottom == top
    }
    over: list[str] = []
    carried, until = "", -1
    for column in range(max(len(above), len(below))):
        text = table.cell(top, column).text
        if text:
            carried, until = text, spans.get(column, column if spans else column + 3)
        elif column > until or not table.cell(top + 1, column).text:
            carried = ""
        over.append(carried if column <= until else text)
    joined = []
    for column, upper in enumerate(over):
        lower = table.cell(top + 1, column).text
        joined.append(_joined(upper, lower))
    return joined


def _joined(upper: str, lower: str) -> str:
    if not upper or not lower or upper == lower:
        return lower or upper
    both = f"{upper} {lower}"
    above, below, together = _known(upper), _known(lower), _known(both)
    if together[1] == 3:
        return both
    if below[1] == 3 and below[0] not in (Meaning.IGNORE, Meaning.NOTES):
        # "Name" over "氏名": two languages; "Contact" over "E-mail": the lower one tells.
        return f"{upper} / {lower}" if above[0] is below[0] else lower
    return f"{upper} / {lower}" if not below[1] and is_native(lower) != is_native(upper) else both


def _first_list_row(table: Table) -> int:
    """Where a list without headers begins: the first row that is about as full as most rows."""
    filled = [sum(bool(cell.text) for cell in row) for row in table.rows[:500]]
    usual = sorted(count for count in filled if count)
    if not usual:
        return 0
    enough = max(1, usual[len(usual) // 2] // 2)
    return next(number for number, count in enumerate(filled) if count >= enough)


def _unknown_header(table: Table, none: Header) -> Header:
    """A header in a language that is not known: it differs in kind from all that stands below it."""
    rows = [
        row for row in table.rows[none.row + 1 : none.row + 30] if any(cell.text for cell in row)
    ]
    if none.row >= len(table.rows) or len(rows) < 2:
        return none
    first = table.rows[none.row]
    for column, cell in enumerate(first):
        below = [row[column] for row in rows if column < len(row) and row[column].text]
        telling = sum(_is_value(other) or read_moment(other) is not None for other in below)
        if cell.text and not _is_value(cell) and len(below) > 1 and telling > 0.6 * len(below):
            return Header(none.row, 1, tuple(cell.text for cell in first))
    return none
