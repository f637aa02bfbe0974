"""Sheets of Word papers: size, margins, and what stands at the head and foot of every page."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from planner.documents.content import Document, PageSize, first, second
from planner.documents.word.xml import (
    Element,
    Press,
    clark,
    counted,
    glued,
    inline,
    make,
    paragraph,
    runs,
    shown,
    twips,
    value,
)

SIZES: Final[Mapping[PageSize, tuple[float, float]]] = {
    PageSize.A4: (210, 297),
    PageSize.LETTER: (215.9, 279.4),
    PageSize.A6: (105, 148),
}
"""Width and height in mm, upright."""
_MARGINS: Final = {"top": 25.0, "right": 22.0, "bottom": 24.0, "left": 22.0}
_POCKET: Final = {"top": 13.0, "right": 9.0, "bottom": 13.0, "left": 9.0}
_AFTER_HEADERS: Final = ("w:headerReference", "w:footerReference")


def sheet(size: PageSize, landscape: bool) -> tuple[float, float]:
    wide, high = SIZES[size]
    return (high, wide) if landscape else (wide, high)


@dataclass(slots=True)
class Frame:
    """The section of the template, or ours, and the sections that are made from it."""

    base: Any
    document: Document
    origin: Element
    own: bool
    margins: Mapping[str, float] = field(default_factory=dict)
    made: int = 0
    empty: dict[str, str] = field(default_factory=dict)

    def flow(self) -> Element:
        """Pages of text, with head and foot."""
        section = self._copy(keep_first=self.made == 0)
        self.made += 1
        return _finished(section, sheet(self.document.size, self.document.landscape), self.margins)

    def cover(self, press: Press) -> Element:
        """A page of its own without our head; the letterhead of a template stays on it."""
        section = self._copy(keep_first=True)
        self.made += 1
        if section.find(clark("w:titlePg")) is None:
            _drop(section, "w:headerReference")
            section.insert(0, self._reference("header", press))
        return _finished(section, sheet(self.document.size, self.document.landscape), self.margins)

    def bare(
        self, press: Press, size: tuple[float, float], margins: Mapping[str, float]
    ) -> Element:
        """A sheet to be cut, folded or hung up: nothing but what stands on it."""
        self.made += 1
        section = make(
            "w:sectPr", {}, self._reference("header", press), self._reference("footer", press)
        )
        return _finished(section, size, {**margins, "header": 0, "footer": 0})

    def _copy(self, *, keep_first: bool) -> Element:
        section = copy.deepcopy(self.origin)
        if not keep_first:
            for reference in _references(section, "first"):
                section.remove(reference)
            _drop(section, "w:titlePg")
        if self.made:
            _drop(section, "w:pgNumType")  # else each section would begin with page 1
        return section

    def _reference(self, kind: str, press: Press) -> Element:
        """A head or foot with nothing in it; without one a section has that of the one before."""
        if kind not in self.empty:
            part, key = _new_part(self, kind)
            _fill(part.element, [paragraph(press, "Planner End")])
            self.empty[kind] = key
        return make(f"w:{kind}Reference", {"w:type": "default", "r:id": self.empty[kind]})


def open_frame(base: Any, document: Document, *, own: bool, margin: float) -> Frame:
    """Take the settings of the section out of the body; ``own``: there is no template."""
    origin = base.element.body.find(clark("w:sectPr"))
    base.element.body.remove(origin)
    pocket = document.size is PageSize.A6
    more = margin - _MARGINS["left"]
    margins = dict(_POCKET) if pocket else {side: it + more for side, it in _MARGINS.items()}
    given = origin.find(clark("w:pgMar"))
    if given is not None and not own and not pocket:
        margins = {
            name: _millimetres(given.get(clark(f"w:{name}"), "1134"))
            for name in ("top", "right", "bottom", "left", "header", "footer", "gutter")
        }
    tight = bool(document.type_size) and own and not pocket
    if tight:
        margins |= {"top": margin + 2, "bottom": margin}
    for name in ("header", "footer"):
        margins.setdefault(name, 5.5 if pocket else 8.0 if tight else 11.0)
    return Frame(base=base, document=document, origin=origin, own=own, margins=margins)


def room(frame: Frame) -> tuple[float, float]:
    """Width and height of the type area in mm."""
    wide, high = sheet(frame.document.size, frame.document.landscape)
    sides = frame.margins
    across = abs(sides["left"]) + abs(sides["right"]) + sides.get("gutter", 0)
    return max(30.0, wide - across), max(40.0, high - abs(sides["top"]) - abs(sides["bottom"]))


def dress(frame: Frame, press: Press) -> None:
    """Put our lines at head and foot: below those of a template, which stay.

    A first page with a head of its own is a letter's: it has no running line.
    """
    head = _head(press)
    if head is not None:
        for part in _parts(frame, "header", first_page=False):
            _fill(part.element, [copy.deepcopy(head)])
    document = press.document
    if not (document.version or document.contact or document.page_of):
        return  # a letter, whose foot is that of the template
    for part in _parts(frame, "footer", first_page=True):
        pages = not any("PAGE" in str(code) for code in _codes(part.element))
        _fill(part.element, _foot(press, pages=pages))


def _parts(frame: Frame, kind: str, *, first_page: bool) -> list[Any]:
    """The heads or feet of the section; one is made where the template has none."""
    tag = clark(f"w:{kind}Reference")
    rels = frame.base.part.rels
    known = {one.get(clark("w:type")): one for one in frame.origin if one.tag == tag}
    wanted = ["default"]
    if frame.origin.find(clark("w:titlePg")) is not None and first_page:
        wanted.append("first")
    if "even" in known:
        wanted.append("even")
    parts = []
    for sort in wanted:
        if sort in known and known[sort].get(clark("r:id")) in rels:
            part = rels[known[sort].get(clark("r:id"))].target_part
        else:
            part, key = _new_part(frame, kind)
            for child in list(part.element):
                part.element.remove(child)
            reference = {"w:type": sort, "r:id": key}
            frame.origin.insert(0, make(f"w:{kind}Reference", reference))
        if part not in parts:
            parts.append(part)
    return parts


def _new_part(frame: Frame, kind: str) -> tuple[Any, str]:
    held = frame.base.part
    part, key = held.add_header_part() if kind == "header" else held.add_footer_part()
    return part, str(key)


def _fill(story: Element, lines: list[Element]) -> None:
    """Add lines; an empty line that stood there alone goes."""
    said = "".join(story.itertext()).strip()
    if not said and not any(True for _ in story.iter(clark("w:drawing"), clark("w:pict"))):
        for child in list(story):
            story.remove(child)
    story.extend(lines)


def _codes(story: Element) -> list[str]:
    simple = [one.get(clark("w:instr"), "") for one in story.iter(clark("w:fldSimple"))]
    return simple + [one.text or "" for one in story.iter(clark("w:instrText"))]


def _head(press: Press) -> Element | None:
    running, organisation = press.document.running, press.look.organisation
    if not running and not organisation:
        return None
    said = inline(press, running)
    if organisation:
        said += [_tab(), *runs(press, organisation)]
    return paragraph(press, "Planner Header", *said, extra=_right(press))


def _foot(press: Press, *, pages: bool) -> list[Element]:
    document = press.document
    lines = [inline(press, document.version), inline(press, document.contact)]
    if pages:
        lines[0] += [_tab(), *_count(press, first(document.page_of))]
        if second(document.page_of):
            lines[1] += [_tab(), *_count(press, second(document.page_of), other_language=True)]
    return [
        paragraph(press, "Planner Footer", *line, extra=_right(press))
        for at, line in enumerate(lines)
        if line or at == 0
    ]


def _count(press: Press, pattern: str, *, other_language: bool = False) -> list[Element]:
    """ "Page {page} of {pages}" with the numbers that Word counts."""
    said: list[Element] = []
    for part in re.split(r"(\{page\}|\{pages\})", shown(pattern)):
        if part == "{page}":
            said.append(counted("PAGE"))
        elif part == "{pages}":
            said.append(counted("NUMPAGES"))
        elif part:
            style = "Planner Second" if other_language else ""
            spoken = press.document.second_language if other_language else ""
            said += glued(press, part, style, tag=spoken)
    return said


def _tab() -> Element:
    return make("w:r", {}, make("w:tab"))


def _right(press: Press) -> dict[str, Element]:
    place = make("w:tab", {"w:val": "right", "w:pos": twips(press.width)})
    return {"w:tabs": make("w:tabs", {}, place)}


def _finished(section: Element, size: tuple[float, float], margins: Mapping[str, float]) -> Element:
    """With its type, size and margins, in the order that Word wants."""
    for name in ("w:type", "w:pgSz", "w:pgMar"):
        _drop(section, name)
    wide, high = size
    sides = {f"w:{name}": twips(wide_by) for name, wide_by in margins.items()}
    turned = {"w:orient": "landscape"} if wide > high else {}
    said = [
        value("w:type", "nextPage"),
        make("w:pgSz", {"w:w": twips(wide), "w:h": twips(high), **turned}),
        make("w:pgMar", {"w:gutter": 0, **sides}),
    ]
    at = sum(1 for one in section if one.tag in {clark(name) for name in _AFTER_HEADERS})
    notes = {clark("w:footnotePr"), clark("w:endnotePr")}
    at += sum(1 for one in section if one.tag in notes)
    for one in reversed(said):
        section.insert(at, one)
    return section


def _references(section: Element, kind: str) -> list[Element]:
    return [one for one in section if one.get(clark("w:type")) == kind]


def _drop(section: Element, name: str) -> None:
    for one in section.findall(clark(name)):
        section.remove(one)


def _millimetres(measure: str) -> float:
    return int(measure) * 25.4 / 1440 if re.fullmatch(r"-?\d{1,6}", measure) else 20.0
