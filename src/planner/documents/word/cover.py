"""The first page in Word: what stands on it is spread over one page and no more."""

from __future__ import annotations

from typing import Final

from planner.documents.content import Cover, Text, first, second
from planner.documents.word.blocks import fact_table
from planner.documents.word.fit import fitted, height_of
from planner.documents.word.layout import TOP_TITLE
from planner.documents.word.pictures import drawing
from planner.documents.word.xml import (
    Element,
    Press,
    clark,
    gap,
    glued,
    inline,
    make,
    paragraph,
    runs,
    stacked,
    twips,
    value,
)

_TITLES: Final = (31, 27, 23, 19, 16, 12, 9)
_LEAST: Final = 12
"""Points of a title that makes room for much else on the page."""
_SECOND: Final = 0.66
"""The title in the second language as compared with the first."""
_SPREAD: Final = (0.36, 0.34, 0.2)
"""Of the room that is left: above the title, above the facts, above the note."""


def cover(press: Press, block: Cover) -> list[Element]:
    small = 0.75 if press.pocket else 1.0
    on_top = press.look.layout.cover == "top"
    sizes = [size * small * (TOP_TITLE if on_top else 1.0) for size in _TITLES]
    parts = [(first(block.title), 1.0)]
    if second(block.title):
        parts.append((second(block.title), _SECOND))
    size = fitted(parts, sizes, press.width, press.height * 0.3)
    left = _left(press, block, _height(press, parts, size), small)
    while left < 0 and (smaller := [one for one in sizes if _LEAST <= one < size]):
        size = smaller[0]
        left = _left(press, block, _height(press, parts, size), small)
    above, facts, note = (share * max(0.0, left) for share in _SPREAD)
    if on_top:
        above = facts = note = 0.0
    made = [_logos(press, block)]
    made.append(
        paragraph(
            press,
            "Planner Kicker",
            *inline(press, block.kicker),
            extra={"w:spacing": _before(above, 6)},
        )
    )
    title = paragraph(press, "Planner Title", *stacked(press, block.title), natural=True)
    _resize(title, size if size != sizes[0] or press.pocket else 0, size * _SECOND)
    made.append(title)
    indent = make("w:ind", _rule(press))
    made.append(paragraph(press, "Planner Rule", extra={"w:ind": indent}))
    for style, words in (("Planner When", block.when), ("Planner Subtitle", block.subtitle)):
        if words:
            made.append(paragraph(press, style, *stacked(press, words)))
    if block.facts:
        made.append(paragraph(press, "Planner End", extra={"w:spacing": _before(facts, 0)}))
        made.append(fact_table(press, block.facts, 20 if press.pocket else 44))
        made.append(gap(press))
    if block.note:
        said = stacked(press, block.note)
        made.append(paragraph(press, "Planner Small", *said, extra={"w:spacing": _before(note, 0)}))
    if address := press.look.address:
        lines = (press.look.organisation, *address) if press.look.organisation else address
        made.append(paragraph(press, "Planner Small", *runs(press, " · ".join(lines))))
    return made


def _rule(press: Press) -> dict[str, int]:
    """How far the rule below the title keeps from both sides."""
    if press.look.layout.cover == "centred":
        side = twips(press.width * 0.19)
        return {"w:left": side, "w:right": side}
    if press.look.layout.cover == "top":
        return {"w:left": 0, "w:right": 0}
    return {"w:left": 0, "w:right": twips(max(0.0, press.width - 28))}


def _height(press: Press, parts: list[tuple[str, float]], size: float) -> float:
    return sum(height_of(text, size * share, press.width) for text, share in parts)


def _left(press: Press, block: Cover, title: float, small: float) -> float:
    """Millimetres of the page that nothing needs, by an estimate; below 0 it is too full."""
    wide = press.width

    def tall(text: Text, size: float, room: float = wide) -> float:
        if not text:
            return 0.0
        lines = height_of(first(text), size, room) + height_of(second(text), size, room)
        return lines + 2 * small

    has_head = block.logos or press.look.logo or press.look.organisation
    used = (title + 12 * small) + (20 * small if has_head else 0)
    used += tall(block.kicker, 11 * small) + tall(block.when, 13.5 * small)
    used += tall(block.subtitle, 11.5 * small) + tall(block.note, 8.5 * small)
    for fact in block.facts:
        label = 20 if press.pocket else 44
        lines = sum(tall(line, 10 * small, wide - label) - 2 * small for line in fact.lines)
        used += max(lines, tall(fact.label, 9 * small, label - 2)) + 1.5 * small
    return press.height - used - 6 * small


def _before(millimetres: float, after: float) -> Element:
    return make("w:spacing", {"w:before": twips(millimetres), "w:after": round(after * 20)})


def _logos(press: Press, block: Cover) -> Element:
    """The logos in a line, else the name of the office."""
    drawn: list[Element] = []
    logos = block.logos or ((press.look.logo,) if press.look.logo else ())
    wide = (press.width - 8 * max(0, len(logos) - 1)) / max(1, len(logos))
    for one in logos:
        picture = drawing(press, one, min(wide, 60.0), 10.0 if press.pocket else 17.0)
        if picture is not None:
            drawn += [*(glued(press, "      ") if drawn else []), picture]
    return paragraph(press, "Planner Organisation", *drawn or runs(press, press.look.organisation))


def _resize(title: Element, size: float, other: float) -> None:
    """A title longer than usual in smaller letters, so that it stays on its page; 0: as the style.

    What the second language says is always smaller.
    """
    for run in list(title):
        properties = run.find(clark("w:rPr"))
        if properties is None:
            continue
        points = other if properties.find(clark("w:rStyle")) is not None else size
        if points:
            spoken = properties.find(clark("w:lang"))
            spoken.addprevious(value("w:sz", round(points * 2)))
            spoken.addprevious(value("w:szCs", round(points * 2)))
