"""Tent cards in Word: a sheet that is folded, the name upright below the fold, upside down above it.

Word is given a text box that is turned; readers that cannot turn text, a picture of the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from planner.documents.content import Card
from planner.documents.engine.fonts import printable, shipped, typefaces, typst_fonts
from planner.documents.word.card_text import (
    Part,
    corner,
    drawn,
    in_one,
    line_parts,
    name_parts,
    top_line,
)
from planner.documents.word.cells import cell, row, table
from planner.documents.word.pictures import image
from planner.documents.word.styles import palette
from planner.documents.word.xml import (
    NAMESPACES,
    Attributes,
    Element,
    Press,
    clark,
    emus,
    make,
    paragraph,
)

_SIZES: Final = (64, 56, 48, 42, 36, 30, 24, 18, 14, 10)
_LINES: Final = (17, 15, 13, 11, 9, 7, 5)
_FOLD: Final[Attributes] = {"w:val": "dashed", "w:sz": 2, "w:space": 0, "w:color": "BFBFBF"}
_MARGINS: Final = {"top": 8.0, "bottom": 3.0, "left": 12.0, "right": 12.0}
_PPI: Final = 150
_NARROWED: Final = 0.92
"""The letters of the house as compared with those of Word, which are narrower."""
_SOURCE: Final = """#let data = json("data.json")
#set page(width: data.wide * 1mm, height: data.high * 1mm, margin: 0mm, fill: none)
#set text(font: data.fonts, fill: rgb(data.ink))
#rotate(180deg, block(width: 100%, height: 100%, align(center + horizon, for one in data.parts {
  block(spacing: one.size * 0.55pt, {
    set text(size: one.size * 1pt, weight: if one.bold { "bold" } else { "regular" })
    set par(leading: 0.42em)
    one.text.split("\\n").join(linebreak())
  })
})))
"""


def tent(
    press: Press, card: Card, paper: tuple[float, float]
) -> tuple[list[Element], tuple[float, float], dict[str, float]]:
    """What stands on the sheet, its size, and its margins, in mm."""
    wide, high = paper[0] - 24, paper[1] / 2
    names = name_parts(card, _SIZES, (wide, high - 62))
    lines = line_parts(card, _LINES, (wide, 24.0))
    fold = {"bottom": _FOLD}
    empty = paragraph(press, "Planner End")
    head = 50.0
    rows = [
        row([cell(wide, empty, span=2, borders=fold)], height=high - 8, exact=True),
        row(
            [
                cell(wide - head, top_line(press, card, 10, (wide - head - 4, 12.0))),
                cell(head, corner(press, card, (45.0, 12.0), 14)),
            ],
            height=20,
            exact=True,
        ),
        row(
            [cell(wide, *drawn(press, names), span=2, upright="center")],
            height=high - 58,
            exact=True,
        ),
        row([cell(wide, *drawn(press, lines), span=2)], height=26, exact=True),
    ]
    below = table(press, "Planner Grid", [wide - head, head], rows, margins={"top": 4.0})
    turned = _turned(press, [*names, *lines], wide, high - 18)
    # Outside the table: what hangs on a cell is measured from the cell, not from the sheet.
    return [paragraph(press, "Planner End", turned), below], paper, dict(_MARGINS)


def _turned(press: Press, parts: Sequence[Part], wide: float, high: float) -> Element:
    """The run with both ways to show the upper half."""
    box = _anchor(press, wide, high, NAMESPACES["wps"], _box(drawn(press, parts), wide, high))
    picture = image(press, _picture(press, parts, wide, high), wide, high)
    seen = _anchor(press, wide, high, NAMESPACES["pic"], picture)
    return make(
        "w:r",
        {},
        make(
            "mc:AlternateContent",
            {},
            _choice(make("w:drawing", {}, box)),
            make("mc:Fallback", {}, make("w:drawing", {}, seen)),
        ),
    )


def _box(lines: list[Element], wide: float, high: float) -> Element:
    """A text box turned by 180 degrees. Its text is as the rest: it can be edited."""
    inset = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
    size = {"cx": emus(wide), "cy": emus(high)}
    turn = {"rot": 180 * 60_000}
    return make(
        "wps:wsp",
        {},
        make("wps:cNvSpPr", {"txBox": 1}),
        make(
            "wps:spPr",
            {},
            make("a:xfrm", turn, make("a:off", {"x": 0, "y": 0}), make("a:ext", size)),
            make("a:prstGeom", {"prst": "rect"}, make("a:avLst")),
            make("a:noFill"),
            make("a:ln", {}, make("a:noFill")),
        ),
        make("wps:txbx", {}, make("w:txbxContent", {}, *lines)),
        make(
            "wps:bodyPr",
            {"rot": 0, "vert": "horz", "wrap": "square", **inset, "anchor": "ctr"},
            make("a:noAutofit"),
        ),
    )


def _anchor(press: Press, wide: float, high: float, kind: str, shown: Element) -> Element:
    """The drawing at its place on the sheet."""
    number = press.number()
    place = []
    for tag, at in (("wp:positionH", _MARGINS["left"]), ("wp:positionV", 10.0)):
        offset = make("wp:posOffset")
        offset.text = str(emus(at))
        place.append(make(tag, {"relativeFrom": "page"}, offset))
    distances = dict.fromkeys(("distT", "distB", "distL", "distR", "simplePos"), 0)
    floating = {"behindDoc": 0, "locked": 0, "layoutInCell": 1, "allowOverlap": 1}
    return make(
        "wp:anchor",
        {**distances, "relativeHeight": number, **floating},
        make("wp:simplePos", {"x": 0, "y": 0}),
        *place,
        make("wp:extent", {"cx": emus(wide), "cy": emus(high)}),
        make("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
        make("wp:wrapNone"),
        make("wp:docPr", {"id": number, "name": f"Upper half {number}"}),
        make("wp:cNvGraphicFramePr"),
        make("a:graphic", {}, make("a:graphicData", {"uri": kind}, shown)),
    )


def _choice(inner: Element) -> Element:
    """For Word. The second requirement is one that other readers do not claim to meet, though
    they show text boxes: those would show the text unturned."""
    from lxml import etree

    spaces = {prefix: NAMESPACES[prefix] for prefix in ("mc", "wps", "wp14")}
    made = etree.Element(clark("mc:Choice"), {"Requires": "wps wp14"}, nsmap=spaces)
    made.append(inner)
    return made


# ------------------------------------------------------------------ the picture


def _picture(press: Press, parts: Sequence[Part], wide: float, high: float) -> bytes:
    texts = [printable(in_one(part.text)) for part in parts]
    codes = [press.document.language]
    if press.document.second_language:
        codes.append(press.document.second_language)
    data = {
        "wide": round(wide, 2),
        "high": round(high, 2),
        "ink": f"#{palette(press.look)['ink']}",
        "fonts": typst_fonts(typefaces(texts, codes), codes[0]),
        "parts": [
            {"text": text, "size": part.size * _NARROWED, "bold": part.style == "Planner Card Name"}
            for text, part in zip(texts, parts, strict=True)
        ],
    }
    return _png(json.dumps(data, ensure_ascii=False))


@lru_cache(maxsize=64)
def _png(data: str) -> bytes:
    import typst

    source: Any = {"main": _SOURCE.encode(), "data.json": data.encode("utf-8", "replace")}
    made: Any = typst.compile(
        source, font_paths=shipped(), ignore_system_fonts=True, format="png", ppi=_PPI
    )
    return bytes(made[0] if isinstance(made, list) else made or b"")
