"""Tables and programmes in Word: columns that fit their words, rows that stay whole."""

from __future__ import annotations

import re
from typing import Final

from planner.documents import content as said
from planner.documents.content import Change, first, second
from planner.documents.word.cells import cell, keep_together, row, table
from planner.documents.word.fit import width_of
from planner.documents.word.lines import (
    FEW,
    LONG_CELL,
    bar,
    changed,
    fits_a_page,
    length,
    titled,
)
from planner.documents.word.styles import palette
from planner.documents.word.xml import (
    Element,
    Press,
    gap,
    glued,
    inline,
    paragraph,
    runs,
    stacked,
)
from planner.text import is_native

_CALM: Final = frozenset({"leg", "free", "stay"})
_WHOLE_WORD: Final = 30
_PART_OF_WORD: Final = 6
"""Letters of a word that a column has room for: at best, and at least."""
_BOLD: Final = 0.94
_LIGHT: Final = 0.86
"""Letters of a table as compared with those of which the width is known."""
_PARTING: Final = re.compile(r"\s+|(?<=-)")
_PADDING: Final = 3.4
"""Millimetres of a column that stay empty at the sides of its words."""
_WORD: Final = 18.0
"""Millimetres that the word for a change needs."""
_BAR: Final = 2.2
"""Millimetres between a change bar and the text beside it."""


def grid(press: Press, block: said.Table) -> list[Element]:
    if not block.columns:
        return []
    widths = _widths(press, block)
    size = _size(press, len(widths))
    header = row(
        [
            cell(
                wide,
                paragraph(
                    press,
                    f"Planner Table Head{size}",
                    *stacked(press, column.title),
                    align=_aligned(column.align),
                ),
                upright="bottom",
            )
            for column, wide in zip(block.columns, widths, strict=True)
        ],
        header=True,
    )
    rows = [_table_row(press, block, one, widths, size) for one in block.rows]
    if len(rows) <= FEW and fits_a_page(*(text for one in block.rows for text in one.cells)):
        keep_together(rows)
    made = table(press, "Planner Table", widths, [header, *rows], header=True)
    return [made, gap(press)]


def _widths(press: Press, block: said.Table) -> list[float]:
    """By their shares, but no column so narrow that words are broken in it that need not be."""
    shares = [max(column.width, 0.05) for column in block.columns]
    asked = [press.width * share / sum(shares) for share in shares]
    size = _SIZES[_size(press, len(shares))] * (0.75 if press.pocket else 1.0)
    words = [_words(block, at) for at in range(len(shares))]
    for letters in range(_WHOLE_WORD, _PART_OF_WORD - 1, -1):
        least = [
            max((width_of(_kept(word, letters), size * by) for word, by in found), default=0)
            + _PADDING
            for found in words
        ]
        left = press.width - sum(least)
        if left < 0:
            continue
        # What is over goes to those whose share asks for more.
        more = [max(0.0, one - at_least) for one, at_least in zip(asked, least, strict=True)]
        if not sum(more):
            more = shares
        return [
            at_least + left * one / sum(more) for at_least, one in zip(least, more, strict=True)
        ]
    return asked


def _kept(word: str, letters: int) -> str:
    """What must stand in one line: a date or a number is never parted, a long word may be."""
    return word if any(map(str.isdigit, word)) else word[:letters]


_SIZES: Final = {"": 9.0, " Small": 8.0, " Tiny": 7.0}


def _size(press: Press, columns: int) -> str:
    """The more columns, the smaller the letters: the end of the name of their style."""
    return " Tiny" if columns > 7 else " Small" if columns > 5 or press.pocket else ""


def _words(block: said.Table, at: int) -> set[tuple[str, float]]:
    """The words of a column, and how wide they are set."""
    title = block.columns[at].title
    cells = [
        (row.cells[at], _BOLD if row.strong else _LIGHT)
        for row in block.rows
        if len(row.cells) > max(at, 1)
    ]
    return {
        (word, by)
        for text, by in ((title, _BOLD), *cells)
        for word in _PARTING.split(f"{first(text)} {second(text)}")
        if word and not is_native(word)
    }


def _aligned(align: said.Align) -> str:
    return {"left": "", "centre": "center", "right": "right"}[align.value]


def _table_row(
    press: Press, block: said.Table, one: said.Row, widths: list[float], size: str
) -> Element:
    style = f"Planner Table Text{size}"
    tint = palette(press.look)["tint_accent"]
    gone = one.change is Change.GONE
    if len(one.cells) == 1 and len(widths) > 1:
        words = stacked(press, one.cells[0], "Planner Strong", gone=gone)
        between = paragraph(press, style, *words, keep_next=True)
        marks = changed(press, one.change)
        beside = bar(press, one.change)
        return row(
            [cell(sum(widths), between, *marks, span=len(widths), fill=tint, bar=beside)],
            whole=True,
        )
    cells = (*one.cells, *[""] * len(widths))[: len(widths)]
    # The word stands in the first column that is wide enough for it.
    marked = next((at for at, wide in enumerate(widths) if wide >= _WORD), 0)
    return row(
        [
            cell(
                wide,
                paragraph(
                    press,
                    style,
                    *stacked(press, words, "Planner Strong" if one.strong else "", gone=gone),
                    align=_aligned(block.columns[at].align),
                ),
                *(changed(press, one.change) if at == marked else []),
                fill=tint if one.strong else "",
                bar=bar(press, one.change) if at == 0 else "",
            )
            for at, (words, wide) in enumerate(zip(cells, widths, strict=True))
        ],
        whole=max(map(length, cells)) <= LONG_CELL,
    )


# ------------------------------------------------------------------ programme


def entries(press: Press, block: said.Entries) -> list[Element]:
    if not block.entries:
        return []
    compact = block.compact or press.pocket
    time = (20.0 if press.pocket else 26.0) if compact else 31.0
    widths = (time + _BAR, press.width - time)
    pad = 0.8 if compact else 1.7
    made = table(
        press,
        "Planner Programme",
        widths,
        [_entry(press, one, widths, compact=compact) for one in block.entries],
        indent=-_BAR,
        margins={"top": pad, "bottom": pad, "left": _BAR, "right": 1.5},
    )
    return [made, gap(press)]


def _entry(press: Press, one: said.Entry, widths: tuple[float, float], *, compact: bool) -> Element:
    gone = one.change is Change.GONE
    time = [
        paragraph(
            press,
            "Planner Time",
            *runs(press, one.time, "Planner Soft" if one.kind in _CALM else "", gone=gone),
        )
    ]
    if one.time_note:
        noted = stacked(press, one.time_note, gone=gone)
        time.append(paragraph(press, "Planner Time Note", *noted))
    time += changed(press, one.change)
    title = paragraph(
        press,
        "Planner Entry Calm" if one.kind in _CALM else "Planner Entry",
        *titled(press, one.title, one.tag, gone=gone),
    )
    body = [title]
    if one.change_note:
        body.append(paragraph(press, "Planner Change", *inline(press, one.change_note)))
    body += [_line(press, line, gone=gone) for line in one.lines]
    return row(
        [cell(widths[0], *time, bar=bar(press, one.change)), cell(widths[1], *body)],
        whole=fits_a_page(one.title, *(line.text for line in one.lines)),
    )


def _line(press: Press, line: said.Line, *, gone: bool) -> Element:
    label = inline(press, line.label, "Planner Soft") if line.label else []
    if label:
        label += glued(press, "  ")
    words = stacked(press, line.text, "Planner Soft" if line.soft else "", gone=gone)
    return paragraph(press, "Planner Line", *label, *words)
