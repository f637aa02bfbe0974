"""The layout of a look in Word: what it changes in the styles of ours. A template's own stay as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planner.documents.looks import Layout

if TYPE_CHECKING:
    from planner.documents.word.styles import Style

USUAL_SIZE: Final = 10.0
"""The size in points for which the styles are declared."""
TOP_TITLE: Final = 0.6
"""The size of the title above a paper as compared with one on a page of its own."""
_HEADINGS: Final = frozenset({"heading 1", "heading 2"})
_RULED: Final = frozenset({"heading 1", "Planner Rule"})
_ON_COVER: Final = frozenset(
    {"Title", "Planner Kicker", "Planner When", "Planner Subtitle", "Planner Organisation"}
)
_BORDERS: Final = re.compile("<w:pBdr>.*?</w:pBdr>")
_BOTTOM: Final = re.compile(r'<w:bottom w:val="single" w:sz="\d+"')
TIGHT: Final = 0.5
"""Spacing below which a paper is set tight; other spacing is that of the styles."""
_CLOSER: Final = 0.6
"""Word adds what stands between two paragraphs up, where the engine of PDF takes the larger."""
_AIR: Final = re.compile(r'(w:(?:before|after)=)"(\d+)"')
_LINES: Final = re.compile(r'w:line="2\d\d" w:lineRule="auto"')
_GAP: Final = re.compile(r'(w:line=)"(120)"')
_PADS: Final = re.compile(r'(<w:(?:top|bottom) w:w=)"(\d+)"')
_CENTRED: Final = '<w:jc w:val="center"/>'


def laid_out(style: Style, layout: Layout) -> Style:
    """The style as the layout wants it."""
    if layout.headings == "capitals" and style.name in _HEADINGS:
        style = replace(style, capitals=True, size=style.size * 0.87)
    if style.name in _RULED and layout.rule == "double":
        lines = _BOTTOM.sub('<w:bottom w:val="double" w:sz="4"', style.paragraph)
        style = replace(style, paragraph=lines)
    if style.name in _RULED and layout.rule == "none":
        style = replace(style, paragraph=_BORDERS.sub("", style.paragraph))
    if layout.cover == "centred" and style.name in _ON_COVER:
        style = replace(style, paragraph=style.paragraph + _CENTRED)
    if layout.cover == "top" and style.name == "Title":
        style = replace(style, size=style.size * TOP_TITLE)
    if layout.spacing < TIGHT:
        style = _tightened(style, layout.spacing * _CLOSER)
    return style


def _tightened(style: Style, by: float) -> Style:
    """With less air: what a paper that says all on one page cannot do without."""

    def less(found: re.Match[str]) -> str:
        return f'{found[1]}"{round(int(found[2]) * by)}"'

    lines = _LINES.sub(r'w:line="240" w:lineRule="auto"', _AIR.sub(less, style.paragraph))
    return replace(style, paragraph=_GAP.sub(less, lines), table=_PADS.sub(less, style.table))
