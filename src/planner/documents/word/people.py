"""People on Word papers: portraits, two in a row, and a table with who sits at it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from planner.documents.content import Change, Portrait, Portraits, Seat, Seating, Side, first
from planner.documents.speaking.wording import word_in
from planner.documents.word.cells import cell, keep_together, row, table
from planner.documents.word.lines import bar, changed, fits_a_page, titled
from planner.documents.word.pictures import drawing
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
from planner.i18n import N_

_PICTURE = (22.0, 28.0)
_SMALL_PICTURE = (15.0, 19.0)
_WHOLE = 18
"""Rows up to which a table plan stands on one page."""
_BESIDE = 27.0
"""Millimetres for a picture and the bar beside it."""
_SMALL_BESIDE = 20.0


def portraits(press: Press, block: Portraits) -> list[Element]:
    if not block.people:
        return []
    abreast = 1 if press.pocket or len(block.people) == 1 else 2
    share = press.width / abreast
    beside = _SMALL_BESIDE if press.pocket else _BESIDE
    widths = [beside, share - beside] * abreast
    rows = []
    for at in range(0, len(block.people), abreast):
        cells: list[Element] = []
        people = block.people[at : at + abreast]
        for one in people:
            cells += _person(press, one, beside, share - beside)
        missing = len(widths) - len(cells)
        cells += [
            cell(widths[-1 - left], paragraph(press, "Planner End")) for left in range(missing)
        ]
        rows.append(row(cells, whole=all(fits_a_page(one.name, *one.lines) for one in people)))
    margins = {"top": 1.5, "bottom": 3.0, "left": 2.0, "right": 2.0}
    return [table(press, "Planner Grid", widths, rows, indent=-2.0, margins=margins), gap(press)]


def _person(press: Press, one: Portrait, beside: float, wide: float) -> list[Element]:
    gone = one.change is Change.GONE
    lines = [paragraph(press, "Planner Person", *titled(press, one.name, one.tag, gone=gone))]
    if one.native:
        native = runs(press, one.native, "Planner Soft", gone=gone)
        lines.append(paragraph(press, "Planner Person Line", *native))
    lines += [
        paragraph(press, "Planner Person Line", *stacked(press, line, gone=gone))
        for line in one.lines
    ]
    return [
        cell(beside, *_face(press, one), bar=bar(press, one.change)),
        cell(wide, *lines, *changed(press, one.change)),
    ]


def _face(press: Press, one: Portrait) -> list[Element]:
    wide, high = _SMALL_PICTURE if press.pocket else _PICTURE
    if one.picture is not None:
        alt = one.picture.alt or first(one.name)
        drawn = drawing(press, one.picture, wide, high, cover=True, alt=alt)
        if drawn is not None:
            return [paragraph(press, "Planner Person Line", drawn)]
    initials = paragraph(press, "Planner Initials", *runs(press, one.initials))
    ground = palette(press.look)["tint_accent"]
    box = cell(wide, initials, fill=ground, upright="center")
    boxed = table(press, "Planner Grid", [wide], [row([box], height=high, exact=True)])
    return [boxed, paragraph(press, "Planner End")]


# ------------------------------------------------------------------ seating


def seating(press: Press, block: Seating) -> list[Element]:
    """The title, then a row for each pair of seats, the table between them."""
    middle, number = min(24.0, press.width * 0.15), 9.0
    side = (press.width - middle) / 2 - number
    widths = [side, number, middle, number, side]
    lefts, rights = _at(block, Side.LEFT), _at(block, Side.RIGHT)
    rows = [_sides(press, block, widths)] if block.left or block.right else []
    rows += [_end(press, one, widths) for one in _at(block, Side.HEAD)]
    for at, (left, right) in enumerate(_facing(lefts, rights)):
        table_top = cell(
            middle,
            paragraph(press, "Planner End"),
            fill=palette(press.look)["tint_accent"],
            merged="restart" if at == 0 else "continue",
        )
        rows.append(
            row(
                [
                    _seat(press, left, side, align="right"),
                    _number(press, left, number),
                    table_top,
                    _number(press, right, number),
                    _seat(press, right, side),
                ]
            )
        )
    rows += [_end(press, one, widths) for one in _at(block, Side.FOOT)]
    made = (
        [paragraph(press, "Planner Heading 3", *inline(press, block.title))] if block.title else []
    )
    if rows:
        if len(rows) <= _WHOLE:
            keep_together(rows)
        margins = {"top": 1.6, "bottom": 1.6, "left": 1.0, "right": 1.0}
        made += [table(press, "Planner Grid", widths, rows, margins=margins), gap(press)]
    return made


def _facing(lefts: list[Seat], rights: list[Seat]) -> Iterator[tuple[Seat | None, Seat | None]]:
    """The principals face each other: the side that has fewer above its own begins lower."""
    above = [
        next((place for place, one in enumerate(seats) if one.number == 1), 0)
        for seats in (lefts, rights)
    ]
    padded = [
        [*[None] * (max(above) - before), *seats]
        for before, seats in zip(above, (lefts, rights), strict=True)
    ]
    yield from zip_longest(*padded)


def _at(block: Seating, side: Side) -> list[Seat]:
    return [seat for seat in block.seats if seat.side is side]


def _sides(press: Press, block: Seating, widths: list[float]) -> Element:
    left = runs(press, "") if not block.left else inline(press, block.left)
    right = inline(press, block.right)
    return row(
        [
            cell(
                sum(widths[:2]),
                paragraph(press, "Planner Label", *left, align="right", keep_next=True),
                span=2,
            ),
            cell(widths[2], paragraph(press, "Planner End")),
            cell(sum(widths[3:]), paragraph(press, "Planner Label", *right), span=2),
        ]
    )


def _end(press: Press, seat: Seat, widths: list[float]) -> Element:
    words = _words(press, seat, "center", before=_mark(press, seat))
    return row([cell(sum(widths), *words, span=len(widths))])


def _seat(press: Press, seat: Seat | None, wide: float, align: str = "") -> Element:
    if seat is None:
        return cell(wide, paragraph(press, "Planner End"))
    return cell(wide, *_words(press, seat, align))


def _words(press: Press, seat: Seat, align: str, before: str = "") -> list[Element]:
    number = glued(press, f"{before}  ", "Planner Changed") if before else []
    name = stacked(press, seat.name)
    made = [paragraph(press, "Planner Seat", *number, *name, align=align)]
    if seat.note:
        made.append(paragraph(press, "Planner Seat Note", *inline(press, seat.note), align=align))
    return made


def _number(press: Press, seat: Seat | None, wide: float) -> Element:
    mark = _mark(press, seat) if seat else ""
    return cell(wide, paragraph(press, "Planner Seat Number", *runs(press, mark)))


def _mark(press: Press, seat: Seat) -> str:
    """The place in precedence, or the letter of the interpreters."""
    if seat.number > 0:
        return str(seat.number)
    if not seat.interpreter:
        return ""
    return word_in(press.document.language, N_("I"), press.look.wording)
