"""Papers as Word files: named styles, real headings and tables, so that a ministry can go on editing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.documents.content import (
    Block,
    Cards,
    Cover,
    Document,
    Heading,
    PageBreak,
    PageSize,
    Portraits,
    Seating,
)
from planner.documents.looks import Look, sized
from planner.documents.word.base import describe, open_base, packed
from planner.documents.word.blocks import DRAW
from planner.documents.word.cards import sheets
from planner.documents.word.cover import cover
from planner.documents.word.layout import USUAL_SIZE
from planner.documents.word.page import Frame, dress, open_frame, room
from planner.documents.word.people import portraits, seating
from planner.documents.word.styles import add_styles
from planner.documents.word.xml import Element, Press, clark, make, paragraph

_POCKET: Final = 0.75
"""Letters in the pocket as compared with those on a sheet."""
_DRAW: Final[Mapping[type, Callable[[Press, Any], list[Element]]]] = {
    **DRAW,
    Portraits: portraits,
    Seating: seating,
}


def write_word(document: Document, look: Look) -> bytes:
    """The paper as a .docx. The same content and look give the same bytes.

    A template keeps its styles, margins, header and footer; what it lacks of ours is added.

    :raises UserError: the template is no Word file.
    """
    look = sized(look, document.type_size)
    base = open_base(document, look)
    scale = (_POCKET if document.size is PageSize.A6 else 1.0) * look.layout.size / USUAL_SIZE
    ids = add_styles(base.styles.element, look, scale)
    frame = open_frame(base, document, own=look.word is None, margin=look.layout.margin)
    width, height = room(frame)
    press = Press(base.part, ids, document, look, width, height)
    dress(frame, press)
    body = base.element.body
    made = _sections(press, frame)
    for elements, section in made[:-1]:
        body.extend(elements)
        body.append(paragraph(press, "Planner End", extra={"w:sectPr": section}))
    elements, section = made[-1]
    body.extend(elements)
    if not elements or elements[-1].tag == clark("w:tbl"):
        body.append(paragraph(press, "Planner End"))  # a body must not end with a table
    body.append(section)
    describe(base, document)
    return packed(base)


def _sections(press: Press, frame: Frame) -> list[tuple[list[Element], Element]]:
    """The paper in stretches of pages that share size, head and foot."""
    made: list[tuple[list[Element], Element]] = []
    flow: list[Element] = []
    broken = below = False
    layout = press.look.layout
    on_top = layout.cover == "top"  # the paper begins below its cover

    def close() -> None:
        nonlocal broken
        if flow:
            made.append((list(flow), frame.flow()))
            flow.clear()
        broken = False

    for block in press.document.blocks:
        if isinstance(block, Cover) and on_top:
            flow += cover(press, block)
            below = True
        elif isinstance(block, Cover):
            close()
            made.append((cover(press, block), frame.cover(press)))
        elif isinstance(block, Cards):
            close()
            for elements, size, margins in sheets(press, block):
                # The change of the sheet hangs on a paragraph; some readers lose it on a table.
                begun = [paragraph(press, "Planner End"), *elements]
                made.append((begun, frame.bare(press, size, margins)))
        elif isinstance(block, PageBreak):
            broken = bool(flow)
        else:
            opens = _opens_page(block) and not (below or layout.flow == "continuous")
            broken = (broken and not below) or (opens and bool(flow))
            below = False
            drawn = _DRAW[type(block)](press, block)
            if drawn and broken:
                drawn = _on_new_page(press, drawn)
                broken = False
            flow += drawn
    close()
    return made or [([], frame.flow())]


def _opens_page(block: Block) -> bool:
    return isinstance(block, Heading) and block.new_page


def _on_new_page(press: Press, drawn: list[Element]) -> list[Element]:
    """The break belongs to the paragraph that follows: an empty page can never come of it."""
    if drawn[0].tag != clark("w:p"):
        drawn = [paragraph(press, "Planner End"), *drawn]
    properties = drawn[0].find(clark("w:pPr"))
    after = {clark("w:pStyle"), clark("w:keepNext"), clark("w:keepLines")}
    at = sum(1 for one in properties if one.tag in after)
    properties.insert(at, make("w:pageBreakBefore"))
    if properties.find(clark("w:spacing")) is None and len(properties) == at + 1:
        properties.append(make("w:spacing", {"w:before": 0}))
    return drawn
