"""The pages of every paper: what each says of itself, its fonts, its bookmarks, and where it breaks.

Both samples in English, Japanese, German, and Danish beside English, on A4 and Letter.
"""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream

from documents.papers_read import NEED_BEFORE, WIDE, Made, bare, bare_pages, of_samples
from planner.documents.content import (
    Block,
    Bullets,
    Cards,
    Change,
    Document,
    Entries,
    Entry,
    Facts,
    Heading,
    Notice,
    PageSize,
    Paragraph,
    Portrait,
    Portraits,
    Row,
    Table,
    Text,
    first,
    second,
)
from planner.documents.engine.fonts import printable, uncovered
from planner.documents.engine.pdf import CHANGES
from planner.documents.kinds import DOCUMENTS
from planner.i18n import paper_language as language
from planner.services.planner import Planner

LANGUAGES = (("en",), ("ja",), ("de",), ("da", "en"))
SHEETS = [(codes, size) for codes in LANGUAGES for size in (PageSize.A4, PageSize.LETTER)]
TRIED = SHEETS if WIDE else [SHEETS[at] for at in (0, 3, 5, 6)]
"""In the gate each language and each size; with PLANNER_DELEGATIONS=1 all of both."""
LONG = 800
"""Signs of one block: a longer one may go on on the next page."""


@pytest.fixture(params=list(DOCUMENTS), scope="module")
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def papers(visits: Planner, name: str, *codes: str, size: PageSize = PageSize.A4) -> list[Made]:
    """For everybody; in the gate for the first reader of each sample who gets something."""
    return list(of_samples(visits, name, *codes, most=1000 if WIDE else 1, size=size))


# ------------------------------------------------------------------ what each says of itself


def test_each_pdf_says_title_author_and_language_and_each_page_version_and_number(
    visits: Planner, name: str
) -> None:
    assert papers(visits, name, "en"), f"nobody gets the {name}"
    for made in papers(visits, name, "en"):
        document, pdf = made.document, pypdf.PdfReader(io.BytesIO(made.pdf))
        told = pdf.metadata
        assert told is not None
        assert told.title == first(document.title), made.told
        assert told.author == document.author != "", made.told
        assert pdf.trailer["/Root"]["/Lang"] == "en"
        assert_numbered(made)


def assert_numbered(made: Made) -> None:
    """Cards and signs are the only pages that say nothing of themselves."""
    document, pages = made.document, bare_pages(made.pdf)
    version = bare(first(document.version))
    cards = any(isinstance(block, Cards) for block in document.blocks)
    for number, page in enumerate(pages, start=1):
        said = first(document.page_of).replace("{page}", str(number))
        is_said = bare(said.replace("{pages}", str(len(pages)))) in page
        assert (version in page) == is_said, f"{made.told} page {number}"
        assert is_said or cards, f"{made.told} page {number}"


def test_bookmarks_are_the_headings_and_each_day_has_one(visits: Planner, name: str) -> None:
    for made in papers(visits, name, "en"):
        headings = [block for block in made.document.blocks if isinstance(block, Heading)]
        paper = pypdf.PdfReader(io.BytesIO(made.pdf))
        wanted = [first(one.text) for one in headings if one.level <= 2]
        assert [bare(one) for one in titles(paper.outline)] == [bare(one) for one in wanted]
        if name in ("official-programme", "personal-programme", "day-sheet"):
            days = list(programme_days(made.document))
            assert days == list(dict.fromkeys(days)) != [], made.told
            assert set(days) <= set(wanted), made.told


def titles(outline: list[Any]) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from titles(one)
        else:
            yield str(one.title)


def programme_days(document: Document) -> Iterator[str]:
    """The headings right above entries."""
    blocks = document.blocks
    for above, block in itertools.pairwise(blocks):
        if isinstance(block, Entries):
            assert isinstance(above, Heading)
            assert above.level == 1
            yield first(above.text)


# ------------------------------------------------------------------ fonts


@pytest.mark.parametrize("codes", LANGUAGES)
def test_no_character_lacks_a_font(visits: Planner, name: str, codes: tuple[str, ...]) -> None:
    for made in papers(visits, name, *codes):
        assert not uncovered(" ".join(texts_in(made.document))), made.told


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts_in(one)
    elif dataclasses.is_dataclass(value):
        for one in dataclasses.fields(value):
            yield from texts_in(getattr(value, one.name))


@pytest.mark.parametrize("code", ["en", "ja"] if WIDE else ["ja"])
def test_every_font_is_embedded_and_no_box_stands_for_a_letter(
    visits: Planner, name: str, code: str
) -> None:
    for made in papers(visits, name, code):
        pdf = pypdf.PdfReader(io.BytesIO(made.pdf))
        embedded = set()
        for page in pdf.pages:
            fonts = page["/Resources"].get_object().get("/Font", {})
            for key, font in fonts.items():
                assert font.get_object()["/Encoding"] == "/Identity-H", made.told
                (inner,) = font.get_object()["/DescendantFonts"]
                drawn = inner.get_object()["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(drawn), f"{made.told} {key}"
                embedded.add(drawn["/FontName"])
            assert 0 not in glyphs_of(page, pdf), made.told
        assert embedded, made.told


def glyphs_of(page: pypdf.PageObject, pdf: pypdf.PdfReader) -> set[int]:
    """The numbers of the glyphs drawn; 0 is the empty box. All fonts count in two bytes."""
    contents = page.get_contents()
    drawn = bytearray()
    for operands, operator in ContentStream(contents, pdf).operations if contents else ():
        if operator in (b"Tj", b"TJ"):
            parts = operands[0] if operator == b"TJ" else operands
            drawn += b"".join(
                part.original_bytes for part in parts if hasattr(part, "original_bytes")
            )
    return {high << 8 | low for high, low in zip(drawn[::2], drawn[1::2], strict=True)}


# ------------------------------------------------------------------ where pages break


@pytest.mark.parametrize(("codes", "size"), TRIED)
def test_no_block_is_cut_and_no_heading_stands_alone_at_the_end_of_a_page(
    visits: Planner, name: str, codes: tuple[str, ...], size: PageSize
) -> None:
    for made in papers(visits, name, *codes, size=size):
        pages = bare_pages(made.pdf)
        assert_whole(made, pages)
        assert_no_widow(made, pages)


def assert_whole(made: Made, pages: tuple[str, ...]) -> None:
    """Every entry, row, portrait and notice has all its words on one page, in order."""
    for block in made.document.blocks:
        for part in parts_of(block):
            words = bare("".join(said(part)))
            whole = len(words) > LONG or any(words in page for page in pages)
            assert whole, f"{made.told}: {words}"


def assert_no_widow(made: Made, pages: tuple[str, ...]) -> None:
    """What a heading stands above begins on the page of the heading."""
    blocks = made.document.blocks
    for at, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        words, below = "", at
        while below < len(blocks) and isinstance(heading := blocks[below], Heading):
            if below > at and heading.new_page:
                break
            words += bare("".join((*both(heading.text), *inline(heading.note))))
            below += 1
        assert below < len(blocks), f"{made.told}: nothing below {words}"
        words += bare(beginning(blocks[below], made.document.language))
        assert any(words in page for page in pages), f"{made.told}: {words}"


def parts_of(block: Block) -> Iterator[Entry | Row | Portrait | Notice]:
    match block:
        case Entries():
            yield from block.entries
        case Table():
            yield from block.rows
        case Portraits():
            yield from block.people
        case Notice():
            yield block


def said(part: Entry | Row | Portrait | Notice) -> Iterator[str]:
    """The words in the order in which the page draws them."""
    match part:
        case Entry():
            yield from (shown(part.time), *both(part.time_note), shown(first(part.title)))
            yield from (*inline(part.tag), shown(second(part.title)), *inline(part.change_note))
            for line in part.lines:
                yield from (*inline(line.label), *both(line.text))
        case Row():
            for cell in part.cells:
                yield from both(cell)
        case Portrait():
            yield from (shown(first(part.name)), *inline(part.tag), shown(second(part.name)))
            yield shown(part.native)
            for text in part.lines:
                yield from both(text)
        case Notice():
            yield from inline(part.title)
            for text in part.lines:
                yield from both(text)


def beginning(block: Block, code: str) -> str:
    """The first words that a block draws; nothing of pictures."""
    match block:
        case Table():
            heads = [word for column in block.columns for word in both(column.title)]
            row = block.rows[0]
            return "".join((*heads, change_said(row.change, code), *said(row)))
        case Entries():
            entry = block.entries[0]
            return "".join((change_said(entry.change, code), *said(entry)))
        case Notice():
            return "".join(said(block))
        case Facts():
            label, line = both(block.rows[0].label), both(block.rows[0].lines[0])
            return "".join((*label, line[0][:60] if len(line[0]) > LONG else "".join(line)))
        case Paragraph():
            return shown(first(block.text)).split("\n")[0][:60]
        case Bullets():
            return "1." if block.numbered else "•"
        case _:
            return ""


def change_said(change: Change, code: str) -> str:
    """The word in the margin; the words of an entry stand behind it."""
    return language(code)(CHANGES[change]) if change else ""


@cache
def shown(text: str) -> str:
    return printable(text)


def both(text: Text) -> tuple[str, str]:
    return shown(first(text)), shown(second(text))


def inline(text: Text) -> tuple[str, str]:
    return shown(first(text)), f" / {shown(second(text))}" if second(text) else ""


def test_the_papers_of_changes_are_read_with_changes(visits: Planner) -> None:
    for name in NEED_BEFORE:
        if name in DOCUMENTS:
            assert papers(visits, name, "en"), name
