"""Which rows below the headers are people, and why the others are not: notes, totals, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.cell_values import is_placeholder
from planner.domain.column_meanings import bare, by_header
from planner.domain.headers import Header
from planner.domain.names import is_native
from planner.domain.sheets import Area, Cell, Table
from planner.text import fold


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not a person. ``row`` is counted from 0; ``kind`` is "heading", "total", "note",
    "repeated" or "second_table" (then all rows from here on)."""

    row: int
    kind: str
    text: str


_TOTAL: Final = re.compile(
    r"(?:sub-?|grand )?total\b|in total\b|sum\W*$|number of (?:delegates|participants|persons|people)|headcount"
    r"|i alt\b|antal\b|gesamt|insgesamt|summe\b|anzahl\b|totalt\b|summa\b|合計|総数|小計|計$|計\W|人数"
)
_NOTE: Final = re.compile(
    r"[*※†]|(?:note|notes|nb|n\.b\.|remark|please|bemaerk|obs|hinweis|anmerkung|bitte|legend|source|last updated|updated"
    r"|as of|stand|status|pr\.|contact|kontakt|confidential|fortrolig|vertraulich|page|side|seite)\b\W*|注|備考|凡例"
)
_HEADING_WORD: Final = re.compile(
    r"\b(?:group|gruppe|grupp|delegation|delegates|officials|business|ministry|participants|members|team|speakers|hosts"
    r"|deltagere|teilnehmer|deltagare|gaester|gaeste|gaste|part|section|list|observers|press|media|interpreters|staff)\b"
    r"|代表団|団員|随行|グループ|一行"
)
_LIST_AREA: Final = 200_000
"""Merged cells are looked into up to this many; more is decoration."""


def choose_rows(
    table: Table, header: Header, name_columns: Sequence[int], told_columns: Sequence[int]
) -> tuple[tuple[int, ...], tuple[LeftOut, ...], frozenset[int]]:
    """The rows that are people, the rows that are not, and the rows that may be either.

    ``name_columns`` hold parts of names; ``told_columns`` are those whose meaning is known.
    """
    first = header.first_data_row
    filled = [sum(bool(cell.text) for cell in row) for row in table.rows[first:]]
    usual = sorted(count for count in filled if count)
    middle = usual[len(usual) // 2] if usual else 0
    heads = {text for text in header.texts if text.strip()}
    rows: list[int] = []
    left_out: list[LeftOut] = []
    doubtful: set[int] = set()
    since_gap = -1  # filled rows since the last gap; -1 before the first
    for number, count in enumerate(filled, start=first):
        if not count:
            since_gap = 0 if rows else -1
            continue
        row = table.rows[number]
        if 0 <= since_gap < 3 and count >= 3 and _is_header(row, heads):
            left_out.append(LeftOut(number, "second_table", _text(row)))
            break
        kind = _kind(
            row, count, middle, heads, name_columns, told_columns, after_gap=since_gap >= 0
        )
        since_gap += since_gap >= 0
        if kind in ("", "doubtful"):
            rows.append(number)
            if kind:
                doubtful.add(number)
        else:
            left_out.append(LeftOut(number, kind, _text(row)))
    return tuple(rows), tuple(left_out), frozenset(doubtful)


def _kind(
    row: Sequence[Cell],
    count: int,
    middle: int,
    heads: set[str],
    name_columns: Sequence[int],
    told_columns: Sequence[int],
    *,
    after_gap: bool,
) -> str:
    texts = [cell.text for cell in row if cell.text]
    if not heads.isdisjoint(texts) and sum(text in heads for text in texts) > max(1, 0.6 * count):
        return "repeated"
    names = [row[index].text for index in name_columns if index < len(row) and row[index].text]
    if names and count > 3:
        return ""  # a heading or a note says less
    told = sum(1 for index in told_columns if index < len(row) and row[index].text)
    placeholder = any(is_placeholder(name) for name in names)
    if count <= 3 and not placeholder:
        folded = [fold(text) for text in texts]
        if any(_TOTAL.match(text) for text in folded) and "@" not in "".join(texts):
            return "total"
        if count <= 2 and _NOTE.match(folded[0]):
            return "note"
    if not names:
        few = told < max(2, (middle + 1) // 2)
        return (
            ""
            if told >= 2 and not (after_gap and few)
            else "note"
            if after_gap or told == 0
            else "heading"
        )
    if placeholder:
        return ""
    if count == 1 and middle >= 3:
        return _alone(names[0], fold(names[0]), after_gap=after_gap)
    if not any(_like_a_name(name) for name in names):
        return "note" if count <= 2 and (told < 2 or after_gap) else ""
    return "note" if after_gap and count <= 2 and middle >= 5 else ""


def _alone(name: str, folded: str, *, after_gap: bool) -> str:
    """A row with nothing but one cell in a name column, in a list that says more about each person."""
    if not _like_a_name(name) or _HEADING_WORD.search(folded):
        return "note" if after_gap and not _HEADING_WORD.search(folded) else "heading"
    return "doubtful"


def _like_a_name(text: str) -> bool:
    if len(text) > 500:
        return True  # too long for a name and yet somebody's cell: the row says so itself
    words = text.split()
    ends = text.rstrip()[-1:]
    return (
        any(sign.isalpha() for sign in text)
        and not re.search(r"[:;?!]|\d{3}", text)
        and (len(words) <= 8 or is_native(text))
        and (ends != "." or len(words) <= 4)
        and ends != "。"
    )


def _is_header(row: Sequence[Cell], heads: set[str]) -> bool:
    """Whether a row heads another list: known headers, and not the ones of this list."""
    texts = [cell.text for cell in row if cell.text]
    if sum(text in heads for text in texts) > 0.6 * len(texts):
        return False
    known = [
        meaning for text in texts if len(text) < 60 and (meaning := by_header().get(bare(text)))
    ]
    return len(set(known)) >= 3 and len(known) >= 0.7 * len(texts)


def _text(row: Sequence[Cell]) -> str:
    return " · ".join(cell.text for cell in row if cell.text)[:120]


def filled_down(table: Table, rows: Sequence[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """For cells covered by a merge over several rows of the list: the cell that holds its text."""
    wanted = set(rows)
    if not wanted:
        return {}
    first, last = min(wanted), max(wanted)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for area in table.merges:
        if area.top < first or area.bottom <= area.top or _size(area) > _LIST_AREA:
            continue
        for row in range(area.top + 1, min(area.bottom, last) + 1):
            for column in range(area.left, area.right + 1):
                found[row, column] = (area.top, area.left)
        if len(found) > _LIST_AREA:
            break
    return found


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)
