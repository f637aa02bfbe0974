"""Badges, tent cards and signs in Word: cells of a fixed size, letters as large as they fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.documents.content import Card, CardKind, Cards, PageSize, first, second
from planner.documents.word_fit import fitted
from planner.documents.word_page import SIZES
from planner.documents.word_pictures import drawing
from planner.documents.word_styles import palette
from planner.documents.word_xml import (
    NAMESPACES,
    Attributes,
    Element,
    Press,
    cell,
    clark,
    emus,
    inline,
    make,
    other,
    paragraph,
    row,
    runs,
    table,
    twips,
    value,
)

BADGE: Final = (90.0, 55.0)
_NATIVE: Final = 0.62
"""The native name and the second language as compared with the name."""
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
    draw = _tent if block.kind is CardKind.TENT else _sign
    return [draw(press, card, paper) for card in block.cards]


# ------------------------------------------------------------------ what a card says


def _sized(element: Element, size: float) -> Element:
    """The runs of a paragraph in that many points."""
    half = round(size * 2)
    for run in element.iter(clark("w:r")):
        properties = run.find(clark("w:rPr"))
        if properties is None:
            properties = make("w:rPr")
            run.insert(0, properties)
        at = next(
            (
                place
                for place, one in enumerate(properties)
                if one.tag.rsplit("}", 1)[1] in ("rtl", "lang")
            ),
            len(properties),
        )
        properties.insert(at, value("w:sz", half))
        properties.insert(at + 1, value("w:szCs", half))
    return element


def _name(
    press: Press, card: Card, sizes: Sequence[float], room: tuple[float, float]
) -> list[Element]:
    parts = [(first(card.name), 1.0), (second(card.name), _NATIVE), (card.native, _NATIVE)]
    size = fitted([part for part in parts if part[0]], sizes, *room)
    made = [
        _sized(
            paragraph(press, "Planner Card Name", *runs(press, first(card.name)), align="center"),
            size,
        )
    ]
    if second(card.name):
        words = other(press, second(card.name))
        made.append(
            _sized(paragraph(press, "Planner Card Native", *words, align="center"), size * _NATIVE)
        )
    if card.native:
        words = runs(press, card.native)
        made.append(
            _sized(paragraph(press, "Planner Card Native", *words, align="center"), size * _NATIVE)
        )
    return made


def _lines(
    press: Press, card: Card, sizes: Sequence[float], room: tuple[float, float]
) -> list[Element]:
    words = [
        f"{first(line)} / {second(line)}" if second(line) else first(line) for line in card.lines
    ]
    size = fitted([(line, 1.0) for line in words], sizes, *room)
    return [
        _sized(paragraph(press, "Planner Card Line", *inline(press, line), align="center"), size)
        for line in card.lines
    ]


def _top(press: Press, card: Card, size: float, room: tuple[float, float]) -> Element:
    words = f"{first(card.top)} / {second(card.top)}" if second(card.top) else first(card.top)
    chosen = fitted([(words, 1.0)], [size, size * 0.85, size * 0.7, size * 0.55], *room)
    return _sized(paragraph(press, "Planner Card Top", *inline(press, card.top)), chosen)


def _corner(
    press: Press, card: Card, logo: tuple[float, float], size: float, *, both: bool = False
) -> list[Element]:
    """The logo, else the tag, at the right of the head; ``both``: only the logo belongs here."""
    drawn = drawing(press, card.logo, *logo) if card.logo else None
    if drawn is not None:
        return [paragraph(press, "Planner Card Tag", drawn)]
    tag = "" if both else card.tag
    return [_sized(paragraph(press, "Planner Card Tag", *runs(press, tag)), size)]


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
    wide = BADGE[0] - 8
    corner = 22.0
    lines = _lines(press, card, (9, 8, 7, 6, 5, 4), (wide - 2, 13.0))
    foot = [cell(wide, *lines or [paragraph(press, "Planner End")], span=2, upright="center")]
    if card.logo and card.tag:
        tag = _sized(paragraph(press, "Planner Card Tag", *runs(press, card.tag)), 9)
        side = [paragraph(press, "Planner End")]
        lines = _lines(press, card, (9, 8, 7, 6, 5, 4), (wide - 16, 13.0))
        foot = [
            cell(wide - corner, *lines or side, upright="center"),
            cell(corner, tag, upright="bottom"),
        ]
    rows = [
        row(
            [
                cell(wide - corner, _top(press, card, 7.5, (wide - corner, 9.0))),
                cell(corner, *_corner(press, card, (20.0, 8.5), 11)),
            ],
            height=10.5,
            exact=True,
        ),
        row(
            [
                cell(
                    wide,
                    *_name(press, card, (21, 18, 16, 14, 12, 10, 8.5, 7, 5.5), (wide - 2, 24.0)),
                    span=2,
                    upright="center",
                )
            ],
            height=25.5,
            exact=True,
        ),
        row(foot, height=14.0, exact=True),
    ]
    none = dict.fromkeys(_SIDES, 0.0)
    inner = table(press, "Planner Grid", [wide - corner, corner], rows, margins=none)
    return [inner, paragraph(press, "Planner End")]


# ------------------------------------------------------------------ tent cards


_TENT: Final = (64, 56, 48, 42, 36, 30, 24, 18, 14, 10)


def _tent(press: Press, card: Card, paper: tuple[float, float]) -> Sheet:
    """The upper half stands on its head, for those on the other side; the fold is marked."""
    wide, high = paper
    inner = (wide - 24, high / 2 - 62)
    fold: dict[str, Attributes] = {"bottom": _CUT}
    upper = [
        paragraph(press, "Planner End"),
        *_name(press, card, _TENT, inner),
        *_lines(press, card, (17, 15, 13, 11, 9, 7, 5), (inner[0], 24.0)),
    ]
    box = _turned(press, upper, wide - 24, high / 2 - 18)
    anchor = paragraph(press, "Planner End", box)
    rows = [
        row([cell(inner[0], anchor, span=2, borders=fold)], height=high / 2 - 8, exact=True),
        row(
            [
                cell(inner[0] - 50, _top(press, card, 10, (inner[0] - 52, 12.0))),
                cell(50, *_corner(press, card, (45.0, 12.0), 14)),
            ],
            height=20,
            exact=True,
        ),
        row(
            [cell(inner[0], *_name(press, card, _TENT, inner), span=2, upright="center")],
            height=inner[1] + 4,
            exact=True,
        ),
        row(
            [
                cell(
                    inner[0],
                    *_lines(press, card, (17, 15, 13, 11, 9, 7, 5), (inner[0], 24.0))
                    or [paragraph(press, "Planner End")],
                    span=2,
                )
            ],
            height=26,
            exact=True,
        ),
    ]
    made = table(press, "Planner Grid", [inner[0] - 50, 50], rows, margins={"top": 4.0})
    return [made], paper, {"top": 8, "bottom": 3, "left": 12, "right": 12}


def _turned(press: Press, lines: list[Element], wide: float, high: float) -> Element:
    """A text box turned by 180 degrees. Its text is as the rest: it can be edited."""
    number = press.number()
    size = {"cx": emus(wide), "cy": emus(high)}
    shape = make(
        "wps:wsp",
        {},
        make("wps:cNvSpPr", {"txBox": 1}),
        make(
            "wps:spPr",
            {},
            make(
                "a:xfrm",
                {"rot": 180 * 60_000},
                make("a:off", {"x": 0, "y": 0}),
                make("a:ext", size),
            ),
            make("a:prstGeom", {"prst": "rect"}, make("a:avLst")),
            make("a:noFill"),
            make("a:ln", {}, make("a:noFill")),
        ),
        make("wps:txbx", {}, make("w:txbxContent", {}, *lines)),
        make(
            "wps:bodyPr",
            {
                "rot": 0,
                "vert": "horz",
                "wrap": "square",
                "anchor": "ctr",
                **dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0),
            },
            make("a:noAutofit"),
        ),
    )
    place = []
    for tag, frame, at in (("wp:positionH", "page", 12.0), ("wp:positionV", "page", 10.0)):
        offset = make("wp:posOffset")
        offset.text = str(emus(at))
        place.append(make(tag, {"relativeFrom": frame}, offset))
    anchor = make(
        "wp:anchor",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0, "simplePos": 0, "relativeHeight": number,
         "behindDoc": 0, "locked": 0, "layoutInCell": 0, "allowOverlap": 1},
        make("wp:simplePos", {"x": 0, "y": 0}),
        *place,
        make("wp:extent", size),
        make("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
        make("wp:wrapNone"),
        make("wp:docPr", {"id": number, "name": f"Text {number}"}),
        make("wp:cNvGraphicFramePr"),
        make("a:graphic", {}, make("a:graphicData", {"uri": NAMESPACES["wps"]}, shape)),
    )  # fmt: skip
    return make(
        "w:r",
        {},
        make(
            "mc:AlternateContent",
            {},
            _choice(make("w:drawing", {}, anchor)),
        ),
    )


def _choice(inner: Element) -> Element:
    """The prefix that it requires must be known where it is named."""
    from lxml import etree

    spaces = {prefix: NAMESPACES[prefix] for prefix in ("mc", "wps")}
    made = etree.Element(
        clark("mc:Choice"),
        {"Requires": "wps"},
        nsmap=spaces,
    )
    made.append(inner)
    return made


# ------------------------------------------------------------------ signs


def _sign(press: Press, card: Card, paper: tuple[float, float]) -> Sheet:
    high, wide = paper  # on its side
    inner = wide - 36
    corner = 70.0
    lines = _lines(press, card, (28, 24, 20, 17, 14, 11, 8), (inner, 58.0))
    short = paragraph(press, "Planner End", extra=_rule(press, inner))
    name_room = high - 36 - 30 - 64 - 24
    rows = [
        row(
            [
                cell(inner - corner, _top(press, card, 16, (inner - corner - 2, 26.0))),
                cell(corner, *_corner(press, card, (corner, 24.0), 40, both=True)),
            ],
            height=30,
            exact=True,
        ),
        row(
            [
                cell(
                    inner,
                    *_name(press, card, (76, 64, 54, 44, 36, 28, 20, 14), (inner, name_room - 4)),
                    short,
                    span=2,
                    upright="center",
                )
            ],
            height=name_room,
            exact=True,
        ),
        row(
            [cell(inner, *lines or [paragraph(press, "Planner End")], span=2)],
            height=64,
            exact=True,
        ),
        row(
            [
                cell(
                    inner,
                    _sized(paragraph(press, "Planner Card Tag", *runs(press, card.tag)), 36),
                    span=2,
                    upright="bottom",
                )
            ],
            height=20,
            exact=True,
        ),
    ]
    none = dict.fromkeys(_SIDES, 0.0)
    made = table(press, "Planner Grid", [inner - corner, corner], rows, margins=none)
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
