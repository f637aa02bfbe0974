"""The words of WordprocessingML that papers need: runs, paragraphs, cells, tables, fields.

Texts go in as text nodes only, so none is ever read as a field, a link or markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from planner.documents.content import Document, Text, first, second
from planner.documents.looks import Look
from planner.i18n import primary
from planner.text import clean_text

Attributes = Mapping[str, str | int]
Element = Any
"""An element of lxml, which has no types of its own."""

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_REGIONS: Final = {
    "en": "en-GB",
    "da": "da-DK",
    "de": "de-DE",
    "sv": "sv-SE",
    "ja": "ja-JP",
    "ko": "ko-KR",
    "zh": "zh-CN",
}
_EAST_ASIAN: Final = frozenset({"ja", "ko", "zh"})
_OVERRIDES: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# A stretch from the first to the last right-to-left letter, with what stands between.
_RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff"
_HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
_PIECES: Final = re.compile(
    f"(?P<rtl>[{_RTL}](?:[^A-Za-z\n\t]*[{_RTL}])?)|(?P<hangul>[{_HANGUL}]+)|(?P<line>\n)|(?P<tab>\t)"
)


@dataclass(slots=True)
class Press:
    """What every block needs when it is drawn. ``width`` and ``height`` of the type area in mm."""

    part: Any
    ids: Mapping[str, str]
    document: Document
    look: Look
    width: float
    height: float
    drawn: int = 0

    @property
    def pocket(self) -> bool:
        return self.document.size == "a6"

    def number(self) -> int:
        """The next number for a drawing; no two in a file may have the same."""
        self.drawn += 1
        return self.drawn


def clark(tag: str) -> str:
    prefix, name = tag.split(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def make(tag: str, attributes: Attributes | None = None, *children: Element | None) -> Element:
    """``make("w:jc", {"w:val": "center"})``; children that are None are left out."""
    from lxml import etree

    named = {
        clark(name) if ":" in name else name: str(value)
        for name, value in (attributes or {}).items()
    }
    prefix = tag.split(":")[0]
    element = etree.Element(clark(tag), named, nsmap={prefix: NAMESPACES[prefix]})
    element.extend(child for child in children if child is not None)
    return element


def value(tag: str, said: str | int) -> Element:
    """An element whose whole sense is its ``w:val``."""
    return make(tag, {"w:val": said})


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def emus(millimetres: float) -> int:
    return round(millimetres * 36000)


def shown(text: str) -> str:
    """The text as it may stand in a file: no controls, no marks that turn the direction round.

    What no font can have, such as private signs, becomes "?". Unlike in PDF nothing else changes:
    the reader has fonts of his own, and an address that is copied must be whole.
    """
    bare = _OVERRIDES.sub("", clean_text(text))
    if bare.isascii():
        return bare
    return "".join("?" if unicodedata.category(sign) in ("Co", "Cn") else sign for sign in bare)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, as hex without "#"; ``share`` is how much there is of ``one``."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    bare = colour.lstrip("#")
    return int(bare[0:2], 16), int(bare[2:4], 16), int(bare[4:6], 16)


# ------------------------------------------------------------------ runs


def region(tag: str) -> str:
    """The tag as Word's spelling knows it: "en" is "en-GB"."""
    return tag if "-" in tag else _REGIONS.get(primary(tag), tag)


def languages(press: Press, tag: str) -> dict[str, str]:
    """What ``w:lang`` says for text of that language, in each of the three sorts of script."""
    both = (tag, press.document.language, press.document.second_language)
    latin = next((one for one in both if one and primary(one) not in _EAST_ASIAN), "en")
    eastern = next((one for one in both if primary(one) in _EAST_ASIAN), "ja")
    bidi = "he-IL" if primary(tag) == "he" else "ar-SA"
    return {"w:val": region(latin), "w:eastAsia": region(eastern), "w:bidi": bidi}


def runs(
    press: Press, text: str, style: str = "", *, tag: str = "", gone: bool = False
) -> list[Element]:
    """The text as runs: right-to-left stretches marked as such, line ends as breaks."""
    return glued(press, shown(text), style, tag=tag, gone=gone)


def glued(
    press: Press, text: str, style: str = "", *, tag: str = "", gone: bool = False
) -> list[Element]:
    """As :func:`runs`, for text of ours or cleaned before: the spaces at its ends stay."""
    spoken = languages(press, tag or press.document.language)
    return [
        make("w:r", {}, _properties(press, style, spoken, kind, gone), *_signs(piece, kind))
        for piece, kind in _pieces(text)
    ]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    for found in _PIECES.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], ""
        yield found.group(), found.lastgroup or ""
        at = found.end()
    if at < len(text):
        yield text[at:], ""


def _signs(piece: str, kind: str) -> list[Element]:
    if kind == "line":
        return [make("w:br")]
    if kind == "tab":
        return [make("w:tab")]
    signs = make("w:t", {"xml:space": "preserve"})
    signs.text = piece
    return [signs]


def _properties(
    press: Press, style: str, spoken: Mapping[str, str], kind: str, gone: bool
) -> Element:
    hangul = kind == "hangul"
    name = style or ("Planner Gone" if gone else "")
    said = {**spoken, "w:eastAsia": "ko-KR"} if hangul else spoken
    return make(
        "w:rPr",
        {},
        value("w:rStyle", press.ids[name]) if name else None,
        make("w:rFonts", {"w:eastAsia": "Malgun Gothic"}) if hangul else None,
        make("w:strike") if gone else None,
        make("w:rtl") if kind == "rtl" else None,
        make("w:lang", said),
    )


def stacked(press: Press, text: Text, style: str = "", *, gone: bool = False) -> list[Element]:
    """What the first language says and, on the next line, the same in the second."""
    said = runs(press, first(text), style, gone=gone)
    if second(text):
        said += [make("w:r", {}, make("w:br")), *other(press, second(text), gone=gone)]
    return said


def inline(press: Press, text: Text, style: str = "", *, gone: bool = False) -> list[Element]:
    """Both languages in one line, for a label or a word."""
    said = runs(press, first(text), style, gone=gone)
    if second(text):
        said += [*glued(press, " / ", "Planner Second"), *other(press, second(text), gone=gone)]
    return said


def other(press: Press, text: str, *, gone: bool = False) -> list[Element]:
    """Text of the second language."""
    return runs(press, text, "Planner Second", tag=press.document.second_language or "", gone=gone)


def counted(code: str) -> Element:
    """A number that Word counts: ``PAGE`` or ``NUMPAGES``. Never made from data."""
    number = make("w:r", {}, make("w:rPr", {}, make("w:noProof")), make("w:t"))
    number[-1].text = "1"
    return make("w:fldSimple", {"w:instr": code}, number)


# ------------------------------------------------------------------ paragraphs


def is_rtl(text: str) -> bool:
    """Whether the first letter with a direction goes from right to left."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def paragraph(
    press: Press,
    style: str,
    *content: Element,
    keep_next: bool = False,
    extra: Mapping[str, Element] | None = None,
    align: str = "",
    natural: bool = False,
) -> Element:
    """A paragraph of that style. ``extra`` are further properties by their names.

    Right-to-left text turns the paragraph; unless ``natural``, it stays at the side where its
    neighbours stand, as a native name below a Latin one does.
    """
    turned = is_rtl("".join("".join(one.itertext()) for one in content))
    if turned and not align and not natural:
        align = "right"  # in a paragraph that is turned this is the end of the line: our left
    known = dict(extra or {})
    if keep_next:
        known["w:keepNext"] = make("w:keepNext")
    if turned:
        known["w:bidi"] = make("w:bidi")
    if align:
        known["w:jc"] = value("w:jc", align)
    ordered = (known[name] for name in _ORDER if name in known)
    return make(
        "w:p", {}, make("w:pPr", {}, value("w:pStyle", press.ids[style]), *ordered), *content
    )


_ORDER: Final = (
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:numPr",
    "w:pBdr",
    "w:tabs",
    "w:bidi",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:rPr",
    "w:sectPr",
)
"""Word refuses a file whose properties of a paragraph stand in another order."""


def gap(press: Press, *, extra: Mapping[str, Element] | None = None) -> Element:
    """Parts two tables, which Word would join; also ends a cell that ends with a table."""
    return paragraph(press, "Planner Gap", extra=extra)
