"""How the blocks of running text are drawn in Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.documents import content as said
from planner.documents.content import Change, Text, first, second
from planner.documents.pdf import CHANGES
from planner.documents.word_base import add_list
from planner.documents.word_fit import longest_word
from planner.documents.word_pictures import drawing
from planner.documents.word_styles import palette
from planner.documents.word_xml import (
    Element,
    Press,
    cell,
    gap,
    glued,
    inline,
    make,
    other,
    paragraph,
    row,
    runs,
    shown,
    stacked,
    table,
    value,
)
from planner.i18n import paper_language

LONG_ENTRY: Final = 1500
LONG_CELL: Final = 900
"""Letters from which a row may be cut: it might be longer than a page."""
_CALM: Final = frozenset({"leg", "free", "stay"})
_SHORT: Final = 14
"""Letters up to which a word is kept whole in a narrow column."""
_PADDING: Final = 3.4
_WORD: Final = 18.0
_BAR: Final = 2.2
"""Millimetres between a change bar and the text beside it."""


def changed(press: Press, change: Change) -> list[Element]:
    """The word for what a release did, on a line of its own."""
    if not change:
        return []
    word = paper_language(press.document.language)(CHANGES[change])
    return [paragraph(press, "Planner Change", *runs(press, word, "Planner Changed"))]


def bar(press: Press, change: Change) -> str:
    """The colour of the line beside what changed; empty: no line."""
    if not change:
        return ""
    return palette(press.look)["soft" if change is Change.GONE else "accent"]


def length(*texts: Text) -> int:
    return sum(len(first(text)) + len(second(text)) for text in texts)


# ------------------------------------------------------------------ headings and text


def heading(press: Press, block: said.Heading) -> list[Element]:
    level = min(max(block.level, 1), 3)
    made = [paragraph(press, f"Planner Heading {level}", *stacked(press, block.text), natural=True)]
    if block.note:
        made.append(paragraph(press, "Planner Heading Note", *inline(press, block.note)))
    return made


_WEIGHTS: Final = {
    said.Weight.BODY: "Planner Text",
    said.Weight.LEAD: "Planner Lead",
    said.Weight.SMALL: "Planner Small",
}


def text(press: Press, block: said.Paragraph) -> list[Element]:
    style = _WEIGHTS[block.weight]
    parts = [runs(press, part) for part in _parts(first(block.text))]
    parts += [other(press, part) for part in _parts(second(block.text))]
    return [paragraph(press, style, *part, natural=True) for part in parts]


def _parts(words: str) -> list[str]:
    """Empty lines part paragraphs."""
    return [part for part in re.split(r"\n\s*\n", words.replace("\r\n", "\n")) if part.strip()]


def bullets(press: Press, block: said.Bullets) -> list[Element]:
    if not block.items:
        return []
    number = add_list(press.part, block.numbered)
    style = "Planner Number" if block.numbered else "Planner Bullet"
    made = []
    for item in block.items:
        place = make("w:numPr", {}, value("w:ilvl", 0), value("w:numId", number))
        extra = {"w:numPr": place}
        made.append(paragraph(press, style, *stacked(press, item), natural=True, extra=extra))
    return [*made, gap(press)]


def facts(press: Press, block: said.Facts) -> list[Element]:
    if not block.rows:
        return []
    return [fact_table(press, block.rows, 20 if press.pocket else 42), gap(press)]


def fact_table(press: Press, rows: tuple[said.Fact, ...], label: float) -> Element:
    widths = (label, press.width - label)
    return table(
        press,
        "Planner Grid",
        widths,
        [
            row(
                [
                    cell(
                        widths[0],
                        paragraph(press, "Planner Label", *stacked(press, one.label)),
                    ),
                    cell(
                        widths[1],
                        *(
                            paragraph(press, "Planner Fact", *stacked(press, line))
                            for line in one.lines or ("",)
                        ),
                    ),
                ],
                whole=length(*one.lines) <= LONG_CELL,
            )
            for one in rows
        ],
        margins={"left": 0.0, "right": 2.0},
    )


_TONES: Final = {
    said.Tone.INFO: "Planner Notice",
    said.Tone.WARNING: "Planner Warning",
    said.Tone.SECRET: "Planner Secret",
}


def notice(press: Press, block: said.Notice) -> list[Element]:
    style = _TONES[block.tone]
    short = length(*block.lines) <= LONG_ENTRY
    last = len(block.lines) - 1
    lines = [
        paragraph(press, style, *stacked(press, line), keep_next=short and at < last)
        for at, line in enumerate(block.lines)
    ]
    title = paragraph(press, f"{style} Title", *inline(press, block.title), keep_next=bool(lines))
    return [gap(press, extra={"w:keepNext": make("w:keepNext")}), title, *lines, gap(press)]


# ------------------------------------------------------------------ tables


def grid(press: Press, block: said.Table) -> list[Element]:
    if not block.columns:
        return []
    widths = _widths(press, block)
    size = " Small" if len(widths) > 5 or press.pocket else ""
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
    made = table(press, "Planner Table", widths, [header, *rows], header=True)
    return [made, gap(press)]


def _widths(press: Press, block: said.Table) -> list[float]:
    """By their shares, but no column so narrow that a short word in it would be broken."""
    shares = [max(column.width, 0.05) for column in block.columns]
    size = 8.0 * (0.75 if press.pocket else 1.0)
    wanted = []
    for at, column in enumerate(block.columns):
        cells = [row.cells[at] for row in block.rows if len(row.cells) > max(at, 1)]
        short = [
            word
            for one in (column.title, *cells)
            for word in f"{first(one)} {second(one)}".split()
            if len(word) <= _SHORT
        ]
        wanted.append(max((longest_word(word, size) for word in set(short)), default=0) + _PADDING)
    if sum(wanted) >= press.width:
        return [press.width * share / sum(shares) for share in shares]
    # What is left over beyond the least goes to those whose share asks for more.
    asked = [press.width * share / sum(shares) for share in shares]
    more = [max(0.0, one - least) for one, least in zip(asked, wanted, strict=True)]
    left = press.width - sum(wanted)
    if not sum(more):
        return [least + left / len(wanted) for least in wanted]
    return [least + left * one / sum(more) for least, one in zip(wanted, more, strict=True)]


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
        whole=length(one.title, *(line.text for line in one.lines)) <= LONG_ENTRY,
    )


def titled(press: Press, title: Text, tag: Text, *, gone: bool = False) -> list[Element]:
    """The title, a short word beside it, and the title in the second language below."""
    made = runs(press, first(title), gone=gone)
    if tag:
        made += [*glued(press, "  "), *runs(press, first(tag), "Planner Tag")]
        if second(tag):
            made += glued(press, f" / {shown(second(tag))}", "Planner Tag")
    if second(title):
        made += [make("w:r", {}, make("w:br")), *other(press, second(title), gone=gone)]
    return made


def _line(press: Press, line: said.Line, *, gone: bool) -> Element:
    label = inline(press, line.label, "Planner Soft") if line.label else []
    if label:
        label += glued(press, "  ")
    words = stacked(press, line.text, "Planner Soft" if line.soft else "", gone=gone)
    return paragraph(press, "Planner Line", *label, *words)


# ------------------------------------------------------------------ figures


def figure(press: Press, block: said.Figure) -> list[Element]:
    wide = min(block.picture.width or press.width, press.width)
    drawn = drawing(press, block.picture, wide, press.height - 30)
    if drawn is None:
        shown_instead = runs(press, block.picture.alt, "Planner Soft")
        made = [paragraph(press, "Planner Picture", *shown_instead)] if shown_instead else []
    else:
        made = [paragraph(press, "Planner Picture", drawn, keep_next=bool(block.caption))]
    if block.caption:
        made.append(paragraph(press, "Planner Caption", *inline(press, block.caption)))
    return made


DRAW: Final[Mapping[type, Callable[[Press, Any], list[Element]]]] = {
    said.Heading: heading,
    said.Paragraph: text,
    said.Bullets: bullets,
    said.Facts: facts,
    said.Notice: notice,
    said.Table: grid,
    said.Entries: entries,
    said.Figure: figure,
}
