"""Cells, rows and tables of fixed widths, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planner.documents.word.xml import Attributes, Element, Press, clark, make, twips, value


def cell(
    width: float,
    *content: Element,
    span: int = 1,
    fill: str = "",
    bar: str = "",
    borders: Mapping[str, Attributes] | None = None,
    upright: str = "",
    merged: str = "",
    margins: Mapping[str, float] | None = None,
) -> Element:
    """A cell ``width`` mm wide. ``bar`` is the colour of a thick line at its left."""
    lines: dict[str, Attributes] = dict(borders or {})
    if bar:
        lines["left"] = {"w:val": "single", "w:sz": 18, "w:space": 0, "w:color": bar}
    properties = make(
        "w:tcPr",
        {},
        make("w:tcW", {"w:w": twips(width), "w:type": "dxa"}),
        value("w:gridSpan", span) if span > 1 else None,
        value("w:vMerge", merged) if merged else None,
        border_set("w:tcBorders", lines) if lines else None,
        make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill}) if fill else None,
        _margins("w:tcMar", margins) if margins else None,
        value("w:vAlign", upright) if upright else None,
    )
    return make("w:tc", {}, properties, *content)


def border_set(tag: str, lines: Mapping[str, Attributes]) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return make(tag, {}, *(make(f"w:{side}", lines[side]) for side in sides if side in lines))


def _margins(tag: str, sides: Mapping[str, float]) -> Element:
    named = ("top", "left", "bottom", "right")
    return make(
        tag,
        {},
        *(
            make(f"w:{side}", {"w:w": twips(sides[side]), "w:type": "dxa"})
            for side in named
            if side in sides
        ),
    )


def row(
    cells: Iterable[Element],
    *,
    whole: bool = True,
    header: bool = False,
    height: float = 0.0,
    exact: bool = False,
) -> Element:
    """A row; ``whole`` ones are never cut by the end of a page. ``height`` in mm."""
    rule = "exact" if exact else "atLeast"
    return make(
        "w:tr",
        {},
        make(
            "w:trPr",
            {},
            make("w:cantSplit") if whole else None,
            make("w:trHeight", {"w:val": twips(height), "w:hRule": rule}) if height else None,
            make("w:tblHeader") if header else None,
        ),
        *cells,
    )


def keep_together(rows: Sequence[Element]) -> None:
    """Hold a few rows on one page: each stays with the next."""
    for one in rows[:-1]:
        for properties in one.iter(clark("w:pPr")):
            if properties.find(clark("w:keepNext")) is None:
                properties.insert(1, make("w:keepNext"))


def table(
    press: Press,
    style: str,
    widths: Sequence[float],
    rows: Iterable[Element],
    *,
    indent: float = 0.0,
    header: bool = False,
    align: str = "",
    margins: Mapping[str, float] | None = None,
) -> Element:
    """A table of fixed columns, in mm: said for the table, its columns and (in them) its cells,
    since each program believes another of the three."""
    return make(
        "w:tbl",
        {},
        make(
            "w:tblPr",
            {},
            value("w:tblStyle", press.ids[style]),
            make("w:tblW", {"w:w": sum(map(twips, widths)), "w:type": "dxa"}),
            value("w:jc", align) if align else None,
            make("w:tblInd", {"w:w": twips(indent), "w:type": "dxa"}),
            make("w:tblLayout", {"w:type": "fixed"}),
            _margins("w:tblCellMar", margins) if margins else None,
            make("w:tblLook", {"w:val": "0020" if header else "0000", "w:firstRow": int(header)}),
        ),
        make("w:tblGrid", {}, *(make("w:gridCol", {"w:w": twips(wide)}) for wide in widths)),
        *rows,
    )
