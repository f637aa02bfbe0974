"""A paper as PDF: tagged, with its words in order; texts are data and nothing else is read."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from planner.documents.content import (
    Bullets,
    Card,
    CardKind,
    Cards,
    Change,
    Column,
    Cover,
    Document,
    Entries,
    Entry,
    Fact,
    Facts,
    Figure,
    Heading,
    Line,
    Notice,
    PageBreak,
    PageSize,
    Paragraph,
    Picture,
    Portrait,
    Portraits,
    Row,
    Seat,
    Seating,
    Side,
    Table,
    Tone,
    Words,
)
from planner.documents.engine.pdf import write_pages, write_pdf
from planner.documents.looks import Look
from planner.errors import UserError

LOOK = Look(name="plain", organisation="Agency of Research")


def picture(kind: str) -> Picture:
    made = io.BytesIO()
    Image.new("RGB", (30, 40), "#225588").save(made, kind)
    return Picture(made.getvalue(), "A face")


EVERY_BLOCK = (
    Cover(
        title=Words("Programme of the visit", "訪問日程"),
        when="9–12 May 2027",
        facts=(Fact("Host", ("The agency",)),),
        logos=(picture("PNG"),),
    ),
    Heading(text=Words("Monday 10 May 2027", "2027年5月10日(月)")),
    Entries(
        (
            Entry(
                time="10:00–11:30",
                title=Words("Welcome", "歓迎"),
                tag="tbc",
                lines=(Line(label="Host", text="Søren Ågård"),),
                change=Change.CHANGED,
                change_note="was 09:30",
            ),
        )
    ),
    Heading(text="Participants", new_page=True),
    Table(
        columns=(Column(title="No."), Column(title="Name")),
        rows=(Row(cells=("Group A",)), Row(cells=("1", "TANAKA Haruto"), change=Change.NEW)),
    ),
    Heading(text="More", level=2),
    Portraits((Portrait(name="MÜLLER Annegret", picture=picture("JPEG"), lines=("Head",)),)),
    Notice(title="Not to be disclosed", lines=("Their budget",), tone=Tone.SECRET),
    Bullets(("One point",)),
    Facts((Fact("Objective", ("Agree",)),)),
    Paragraph("A paragraph."),
    Seating(title="Dinner", seats=(Seat(name="Guest one", side=Side.LEFT, number=1),)),
    Figure(picture("PNG"), "The route"),
    PageBreak(),
    Cards(CardKind.BADGE, (Card(name="HOLM Mette", lines=("Agency",)),)),
)


def document(*blocks: object, **fields: object) -> Document:
    told = {
        "title": "Programme · Visit",
        "language": "en",
        "made_at": dt.datetime(2027, 4, 1, 9, 30),
        "author": "Agency of Research",
        "version": "Version 3",
        "page_of": "Page {page} of {pages}",
        "blocks": blocks or EVERY_BLOCK,
    }
    return Document(**(told | fields))  # type: ignore[arg-type]


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


@pytest.mark.parametrize("size", PageSize)
def test_every_block_is_set_with_its_words_in_order(size: PageSize) -> None:
    text = "".join(text_of(write_pdf(document(size=size, second_language="ja"), LOOK)).split())
    told = (
        "Programme of the visit", "訪問日程", "9–12 May 2027", "The agency", "Monday 10 May 2027",
        "10:00–11:30", "Welcome", "was 09:30", "Søren Ågård", "Participants", "Group A",
        "TANAKA Haruto", "MÜLLER Annegret", "Their budget", "One point", "Agree", "A paragraph.",
        "Guest one", "The route", "HOLM Mette",
    )  # fmt: skip
    place = 0
    for words in told:
        found = text.find("".join(words.split()), place)
        assert found >= place, words
        place = found


def test_the_pdf_is_tagged_and_says_title_author_language_and_has_bookmarks() -> None:
    pdf = read(write_pdf(document(), LOOK))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == ("Programme · Visit", "Agency of Research")
    marks = [mark["/Title"] for mark in pdf.outline if isinstance(mark, dict)]
    assert marks == ["Monday 10 May 2027", "Participants"]


def test_every_page_but_the_cards_says_the_version_and_which_page_it_is() -> None:
    pages = read(write_pdf(document(), LOOK)).pages
    for number, page in enumerate(pages[:-1], 1):
        assert "Version 3" in page.extract_text()
        assert f"Page {number} of {len(pages)}" in page.extract_text()
    assert "Version 3" not in pages[-1].extract_text()


def test_the_same_paper_has_the_same_bytes_and_its_own_moment() -> None:
    pdf = write_pdf(document(), LOOK)
    assert pdf == write_pdf(document(), LOOK)
    assert b"20270401" in pdf


def test_the_preview_has_the_pages_of_the_paper() -> None:
    pages = write_pages(document(), LOOK, ppi=30)
    assert len(pages) == len(read(write_pdf(document(), LOOK)).pages)
    assert all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")', "#strong[x] $ x $ ```rust fn``` <label> @ref", "*a* _b_ = c",
        '<img src="file:///etc/passwd">', "=HYPERLINK(1)", "\\u{41}", "#import \"@preview/x:1\"",
    ],
)  # fmt: skip
def test_texts_of_the_library_are_never_markup(hostile: str) -> None:
    text = text_of(write_pdf(document(Heading(text=hostile), Paragraph(hostile)), LOOK))
    bare = "".join(text.split())
    assert bare.count("".join(hostile.split())) == 2
    assert "root:" not in bare


@pytest.mark.parametrize("call", ['read("/etc/passwd")', 'read("../../etc/hostname")'])
def test_a_template_can_read_nothing_but_what_it_is_given(call: str) -> None:
    look = dataclasses.replace(LOOK, title="Ours", page=f"#let data = {call}\n#data")
    with pytest.raises(UserError, match="Ours"):
        write_pdf(document(), look)


def test_a_broken_template_says_where() -> None:
    look = dataclasses.replace(LOOK, page="= Hello\n#let x = (1")
    with pytest.raises(UserError) as raised:
        write_pdf(document(), look)
    assert "2" in str(raised.value.hint)


def test_nothing_of_the_engine_is_loaded_before_the_first_paper() -> None:
    code = "import sys, planner.documents.engine.pdf; print('typst' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_nothing_is_left_in_the_folder_for_temporary_files(tmp_path: Path) -> None:
    """The empty folder that the engine may read is gone with the program."""
    code = (
        "import datetime as dt\n"
        "from planner.documents.content import Document, Paragraph\n"
        "from planner.documents.looks import Look\n"
        "from planner.documents.engine.pdf import write_pdf\n"
        "made = Document(title='x', language='en', made_at=dt.datetime(2027, 1, 1),\n"
        "                blocks=(Paragraph('x'),))\n"
        "assert write_pdf(made, Look(name='plain')).startswith(b'%PDF')\n"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    assert list(tmp_path.iterdir()) == []
