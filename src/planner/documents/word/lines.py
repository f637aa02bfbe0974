"""What several blocks of a Word paper share: marks of change, titles, and how long is too long."""

from __future__ import annotations

from typing import Final

from planner.documents.content import Change, Text, first, second
from planner.documents.engine.pdf import CHANGES
from planner.documents.speaking.wording import word_in
from planner.documents.word.styles import palette
from planner.documents.word.xml import (
    Element,
    Press,
    glued,
    make,
    other,
    paragraph,
    runs,
    shown,
)

LONG_ENTRY: Final = 1500
LONG_CELL: Final = 900
"""Letters from which a row may be cut: it might be longer than a page."""
FEW: Final = 8
"""Rows up to which a table is not parted by a page break."""


def changed(press: Press, change: Change) -> list[Element]:
    """The word for what a release did, on a line of its own."""
    if not change:
        return []
    word = word_in(press.document.language, CHANGES[change], press.look.wording)
    return [paragraph(press, "Planner Change", *runs(press, word, "Planner Changed"))]


def bar(press: Press, change: Change) -> str:
    """The colour of the line beside what changed; empty: no line."""
    if not change:
        return ""
    return palette(press.look)["soft" if change is Change.GONE else "accent"]


def fits_a_page(*texts: Text) -> bool:
    """Whether it is surely no longer than a page; a line counts as so many letters."""
    return length(*texts) + 40 * len(texts) <= LONG_ENTRY


def length(*texts: Text) -> int:
    return sum(len(first(text)) + len(second(text)) for text in texts)


def titled(press: Press, title: Text, tag: Text, *, gone: bool = False) -> list[Element]:
    """The title, a short word beside it, and the title in the second language below."""
    made = runs(press, first(title), gone=gone)
    if tag:
        made += [*glued(press, "  "), *runs(press, first(tag), "Planner Tag")]
        if second(tag):
            made += glued(press, f" / {shown(second(tag))}", "Planner Tag")
    if second(title):
        made += [make("w:r", {}, make("w:br")), *other(press, second(title), gone=gone)]
    return made
