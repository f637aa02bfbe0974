"""How the blocks of running text are drawn in Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.documents import content as said
from planner.documents.content import first, second
from planner.documents.word.base import add_list
from planner.documents.word.cells import cell, keep_together, row, table
from planner.documents.word.layout import TIGHT
from planner.documents.word.lines import (
    FEW,
    fits_a_page,
)
from planner.documents.word.pictures import drawing
from planner.documents.word.tables import entries, grid
from planner.documents.word.xml import (
    Element,
    Press,
    gap,
    inline,
    make,
    other,
    paragraph,
    runs,
    stacked,
    value,
)

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
    if block.align is said.Align.LEFT:
        return [paragraph(press, style, *part, natural=True) for part in parts]
    # No "natural": that aligns a paragraph by its own script.
    extra = {"w:jc": value("w:jc", block.align.value)}
    return [paragraph(press, style, *part, extra=dict(extra)) for part in parts]


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
    tight = press.look.layout.spacing < TIGHT
    label = 20 if press.pocket else 29 if tight else 42
    return [fact_table(press, block.rows, label), gap(press)]


def fact_table(press: Press, facts: tuple[said.Fact, ...], label: float) -> Element:
    widths = (label, press.width - label)
    rows = []
    for one in facts:
        lines = [
            paragraph(press, "Planner Fact", *stacked(press, line)) for line in one.lines or ("",)
        ]
        name = paragraph(press, "Planner Label", *stacked(press, one.label))
        cells = [cell(widths[0], name), cell(widths[1], *lines)]
        rows.append(row(cells, whole=fits_a_page(*one.lines)))
    if len(facts) <= FEW and fits_a_page(*(line for one in facts for line in one.lines)):
        keep_together(rows)
    return table(press, "Planner Grid", widths, rows, margins={"left": 0.0, "right": 2.0})


_TONES: Final = {
    said.Tone.INFO: "Planner Notice",
    said.Tone.WARNING: "Planner Warning",
    said.Tone.SECRET: "Planner Secret",
}


def notice(press: Press, block: said.Notice) -> list[Element]:
    style = _TONES[block.tone]
    short = fits_a_page(*block.lines)
    last = len(block.lines) - 1
    lines = [
        paragraph(press, style, *stacked(press, line), keep_next=short and at < last)
        for at, line in enumerate(block.lines)
    ]
    title = paragraph(press, f"{style} Title", *inline(press, block.title), keep_next=bool(lines))
    return [gap(press, extra={"w:keepNext": make("w:keepNext")}), title, *lines, gap(press)]


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
