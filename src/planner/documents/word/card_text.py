"""What stands on a badge, a tent card or a sign, in letters as large as they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.documents.content import Card, Text, first, second
from planner.documents.word.fit import fitted
from planner.documents.word.pictures import drawing
from planner.documents.word.xml import (
    Element,
    Press,
    clark,
    inline,
    make,
    other,
    paragraph,
    runs,
    value,
)

_NATIVE: Final = 0.62
"""The native name and the second language as compared with the name."""
Room = tuple[float, float]
"""Width and height in mm."""


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a card and its size in points. ``strange``: in the second language."""

    text: Text
    size: float
    style: str
    strange: bool = False


def name_parts(card: Card, sizes: Sequence[float], room: Room) -> list[Part]:
    """The name, in the second language too, and the native one."""
    below = [(second(card.name), True), (card.native, False)]
    texts = [(first(card.name), 1.0), *((text, _NATIVE) for text, _ in below if text)]
    size = fitted(texts, sizes, *room)
    return [
        Part(first(card.name), size, "Planner Card Name"),
        *(
            Part(text, size * _NATIVE, "Planner Card Native", strange)
            for text, strange in below
            if text
        ),
    ]


def line_parts(card: Card, sizes: Sequence[float], room: Room) -> list[Part]:
    """What stands below the name."""
    size = fitted([(in_one(line), 1.0) for line in card.lines], sizes, *room)
    return [Part(line, size, "Planner Card Line") for line in card.lines]


def in_one(text: Text) -> str:
    return f"{first(text)} / {second(text)}" if second(text) else first(text)


def drawn(press: Press, parts: Sequence[Part]) -> list[Element]:
    """The parts as paragraphs; a cell must have one."""
    made = []
    for part in parts:
        words = other(press, first(part.text)) if part.strange else inline(press, part.text)
        made.append(sized(paragraph(press, part.style, *words, align="center"), part.size))
    return made or [paragraph(press, "Planner End")]


def top_line(press: Press, card: Card, size: float, room: Room) -> Element:
    sizes = [size, size * 0.85, size * 0.7, size * 0.55]
    chosen = fitted([(in_one(card.top), 1.0)], sizes, *room)
    return sized(paragraph(press, "Planner Card Top", *inline(press, card.top)), chosen)


def corner(
    press: Press, card: Card, logo: Room, size: float, *, only_logo: bool = False
) -> Element:
    """The logo, else the tag, at the right of the head."""
    picture = drawing(press, card.logo, *logo) if card.logo else None
    if picture is not None:
        return paragraph(press, "Planner Card Tag", picture)
    return tag(press, "" if only_logo else card.tag, size, logo)


def tag(press: Press, text: str, size: float, room: Room) -> Element:
    chosen = fitted([(text, 1.0)], [size, size * 0.75, size * 0.5, size * 0.3], *room)
    return sized(paragraph(press, "Planner Card Tag", *runs(press, text)), chosen)


def sized(element: Element, size: float) -> Element:
    """The paragraph with its letters in that many points."""
    half = round(size * 2)
    for properties in element.iter(clark("w:rPr")):
        after = [one for one in properties if one.tag in (clark("w:rtl"), clark("w:lang"))]
        for one in (value("w:sz", half), value("w:szCs", half)):
            if after:
                after[0].addprevious(one)
            else:
                properties.append(one)
    for run in element.iter(clark("w:r")):
        if run.find(clark("w:rPr")) is None:
            run.insert(0, make("w:rPr", {}, value("w:sz", half), value("w:szCs", half)))
    return element
