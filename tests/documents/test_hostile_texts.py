"""Hostile texts on paper: they are printed as texts, open nothing, and never leave the page."""

from __future__ import annotations

import dataclasses
import io
from random import Random
from typing import Any

import pytest
from PIL import Image

from documents.test_pdf import EVERY_BLOCK, LOOK, document, read, text_of
from injecting import injections
from planner.documents.content import (
    CardKind,
    Cards,
    Document,
    Line,
    Paragraph,
    Picture,
    Words,
)
from planner.documents.engine.pdf import write_pages, write_pdf
from planner.text import clean_line

ENGINE = (
    '#read("/etc/passwd")', '#image("/etc/passwd")', '#include "/etc/passwd"', "#import sys: *",
    "#set page(width: 1pt)", "#pagebreak()", "#while true {}", "#panic()", "] #pagebreak() [",
    "$ sum_(k=0)^n k $", "```typ #read(1)```", "<label>", "@nowhere", "/ term: text", "= Heading",
    "*bold* _soft_ `raw`", "\\", "\\u{0}", "//comment", "/* open", "#", "#(", "{{", "~", "--- -- …",
    "<w:fldSimple w:instr='DATE'/>", "{ INCLUDETEXT /etc/passwd }", "MERGEFIELD x", "</w:t></w:r>",
    "x" * 400, "W" * 40_000, "あ" * 40_000, "word " * 8_000, "a\n" * 2_000, "\u202eevil\u202c", "e" + "\u0301" * 300,
    "محمد " * 500, "\u200b" * 500, "🦊" * 200, "ﷺ", "1\u2028" * 20,
)  # fmt: skip
LONG = {(Paragraph, "text"), (Line, "text")}
"""Where notes go; everything else the library cuts to the length of a name."""
TEXTS = (*ENGINE, *injections(500 - len(ENGINE), seed=6))


def everywhere(value: Any, text: str) -> Any:
    """The same blocks with the text in every place that can hold one."""
    if isinstance(value, Words):
        return Words(clean_line(text), clean_line(text) + ".")
    if isinstance(value, Picture):
        return dataclasses.replace(value, alt=text)
    if isinstance(value, tuple):
        return tuple(everywhere(one, text) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value,
            **{
                one.name: text
                if (type(value), one.name) in LONG
                else clean_line(text)
                if str(one.type) in ("Text", "str") and one.name != "kind"
                else everywhere(getattr(value, one.name), text)
                for one in dataclasses.fields(value)
            },
        )
    return value


def hostile(text: str) -> Document:
    name = clean_line(text)
    blocks = everywhere(EVERY_BLOCK, text)
    return document(*blocks, title=name, author=name, version=name, contact=name, running=name)


def test_five_hundred_hostile_texts_are_set_and_nothing_is_read() -> None:
    assert len(TEXTS) == 500
    for text in TEXTS:
        pdf = write_pdf(hostile(text), LOOK)
        assert read(pdf).pages, text
        if len(text) < 300 and "root:" not in text:
            assert "root:" not in text_of(pdf), text
        told = b"".join(pdf.split(b"stream")[::2]).replace(b"/Action", b"")
        for live in (b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile", b"/OpenAction"):
            assert live not in told, (live, text)


@pytest.mark.parametrize("number", range(len(ENGINE)))
def test_no_text_leaves_the_page(number: int) -> None:
    """The outermost five millimetres stay white on each page, cards aside."""
    text = ENGINE[number]
    blocks = tuple(one for one in EVERY_BLOCK if not isinstance(one, Cards))
    if len(text) > 5_000:
        blocks = blocks[1:3] + blocks[10:11]
    made = document(*everywhere(blocks, text), version="Version 3", running="Visit")
    pages = write_pages(made, LOOK, ppi=36)
    assert len(pages) < 600
    for page in Random(number).sample(pages, min(len(pages), 12)):
        picture = Image.open(io.BytesIO(page)).convert("L")
        edge = 7
        wide, high = picture.size
        for box in (
            (0, 0, edge, high), (wide - edge, 0, wide, high), (0, 0, wide, edge), (0, high - edge, wide, high),
        ):  # fmt: skip
            assert picture.crop(box).getextrema()[0] > 240, text[:40]


@pytest.mark.parametrize("kind", CardKind)
def test_the_longest_name_is_whole_on_every_card(kind: CardKind) -> None:
    name = "Freifrau Wilhelmina-Alexandra von Hohenfriedberg-Sonderburg-Augustenburg"
    (cards,) = (one for one in EVERY_BLOCK if isinstance(one, Cards))
    card = dataclasses.replace(cards.cards[0], name=name, lines=("x" * 90, "Abteilungsleiterin"))
    text = text_of(write_pdf(document(Cards(kind, (card,))), LOOK))
    bare = "".join(text.replace("\u200b", "").split())
    assert "".join(name.split()) in bare
    assert "x" * 90 in bare
