"""Badges and signs in Word: cells of a fixed size, letters as large as they fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.documents.content import Card, CardKind, Cards, PageSize
from planner.documents.word.card_text import (
    corner,
    drawn,
    in_one,
    line_parts,
    name_parts,
    tag,
    top_line,
)
from planner.documents.word.cells import cell, row, table
from planner.documents.word.fit import height_of
from planner.documents.word.page import SIZES
from planner.documents.word.styles import palette
from planner.documents.word.tents import tent
from planner.documents.word.xml import (
    Attributes,
    Element,
    Press,
    make,
    paragraph,
    twips,
)

BADGE: Final = (90.0, 55.0)
_BADGE_NAME: Final = (21, 18, 16, 14, 12, 10, 8.5, 7, 5.5)
_BADGE_LINES: Final = (9, 8, 7, 6, 5, 4)
_SIGN_NAME: Final = (96, 86, 76, 64, 54, 44, 36, 28, 20, 14)
_SIGN_LINES: Final = (28, 24, 20, 17, 14, 11, 8)
_CUT: Final[Attributes] = {"w:val": "dashed", "w:sz": 2, "w:space": 0, "w:color": "BFBFBF"}
_SIDES: Final = ("top", "left", "bottom", "right")
Sheet = tuple[list[Element], tuple[float, float], dict[str, float]]
"""What stands on a sheet, its size, and its margins, in mm."""


def sheets(press: Press, block: Cards) -> list[Sheet]:
    """The sheets of paper that are to be cut, folded or hung up."""
    paper = SIZES[PageSize.LETTER if press.document.size is PageSize.LETTER else PageSize.A4]
    if block.kind is CardKind.BADGE:
        many = 2 * int((paper[1] - 10) // BADGE[1])
        return [
            _badges(press, block.cards[at : at + many], paper)
            for at in range(0, len(block.cards), many)
        ]
    draw = tent if block.kind is CardKind.TENT else _sign
    return [draw(press, card, paper) for card in block.cards]


# ------------------------------------------------------------------ badges


def _badges(press: Press, cards: Sequence[Card], paper: tuple[float, float]) -> Sheet:
    wide, high = BADGE
    rows = []
    for at in range(0, len(cards), 2):
        pair = list(cards[at : at + 2])
        cells = [
            cell(wide, *_badge(press, card), borders=dict.fromkeys(_SIDES, _CUT)) for card in pair
        ]
        if len(pair) == 1:
            cells.append(cell(wide, paragraph(press, "Planner End")))
        rows.append(row(cells, height=high, exact=True))
    margins = {"top": 3.0, "bottom": 0.0, "left": 4.0, "right": 4.0}
    made = table(press, "Planner Grid", [wide, wide], rows, margins=margins)
    down = (paper[1] - (paper[1] - 10) // high * high) / 2
    across = (paper[0] - 2 * wide) / 2
    # A little less below, for the line that ends the section.
    sides = {"top": down, "bottom": down - 3, "left": across, "right": across}
    return [made], paper, sides


def _badge(press: Press, card: Card) -> list[Element]:
    wide, logo, edge = BADGE[0] - 8, 22.0, 12.0
    grid = [edge, wide - edge - logo, logo - edge, edge]
    both = bool(card.logo and card.tag)
    lines = drawn(
        press, line_parts(card, _BADGE_LINES, (wide - (2 * edge if both else 0) - 2, 12.5))
    )
    name = drawn(press, name_parts(card, _BADGE_NAME, (wide - 2, 24.0)))
    head = [
        cell(wide - logo, top_line(press, card, 7.5, (wide - logo - 2, 9.0)), span=2),
        cell(logo, corner(press, card, (20.0, 8.5), 11, only_logo=both), span=2),
    ]
    if both:  # the tag gives way to the logo; the lines stay in the middle
        foot = [
            cell(edge, paragraph(press, "Planner End")),
            cell(wide - 2 * edge, *lines, span=2, upright="center"),
            cell(edge, tag(press, card.tag, 9, (edge, 8)), upright="bottom"),
        ]
    else:
        foot = [cell(wide, *lines, span=4, upright="center")]
    rows = [
        row(head, height=10.5, exact=True),
        row([cell(wide, *name, span=4, upright="center")], height=25.5, exact=True),
        row(foot, height=14.0, exact=True),
    ]
    none = dict.fromkeys(_SIDES, 0.0)
    return [table(press, "Planner Grid", grid, rows, margins=none), paragraph(press, "Planner End")]


# ------------------------------------------------------------------ signs


def _sign(press: Press, card: Card, paper: tuple[float, float]) -> Sheet:
    high, wide = paper  # on its side
    inner, side = wide - 36, 70.0
    parts = line_parts(card, _SIGN_LINES, (inner, 58.0))
    below = 6 + sum(height_of(in_one(part.text), part.size, inner) for part in parts)
    below = min(max(below, 24.0), 64.0)
    middle = high - 36 - 30 - 24 - below
    lines = drawn(press, parts)
    name = drawn(press, name_parts(card, _SIGN_NAME, (inner, middle - 10)))
    short = paragraph(press, "Planner End", extra=_rule(press, inner))
    head = [
        cell(inner - side, top_line(press, card, 16, (inner - side - 4, 26.0))),
        cell(side, corner(press, card, (side, 24.0), 40, only_logo=True)),
    ]
    foot = cell(inner, tag(press, card.tag, 36, (inner, 18)), span=2, upright="bottom")
    rows = [
        row(head, height=30, exact=True),
        row([cell(inner, *name, short, span=2, upright="center")], height=middle, exact=True),
        row([cell(inner, *lines, span=2)], height=below, exact=True),
        row([foot], height=20, exact=True),
    ]
    none = dict.fromkeys(_SIDES, 0.0)
    made = table(press, "Planner Grid", [inner - side, side], rows, margins=none)
    return [made], (wide, high), {"top": 18, "bottom": 16, "left": 18, "right": 18}


def _rule(press: Press, wide: float) -> dict[str, Element]:
    """A short thick line in the middle of the line."""
    side = twips((wide - 40) / 2)
    line: Attributes = {
        "w:val": "single",
        "w:sz": 24,
        "w:space": 0,
        "w:color": palette(press.look)["accent"],
    }
    return {
        "w:pBdr": make("w:pBdr", {}, make("w:bottom", line)),
        "w:spacing": make("w:spacing", {"w:before": twips(6), "w:after": 0}),
        "w:ind": make("w:ind", {"w:left": side, "w:right": side}),
    }
