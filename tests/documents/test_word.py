"""Papers as Word files, read back as XML, by python-docx and by LibreOffice where it is there."""

from __future__ import annotations

import dataclasses
import functools
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
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
    Words,
)
from planner.documents.looks import Look
from planner.documents.word.pictures import png_of
from planner.documents.word.styles import OURS
from planner.documents.word.writing import write_word
from planner.errors import UserError
from word_samples import FACE, MAP, MAP_OF_ROUTE, TINY_GIF, cards, jpeg, paper, png, texts, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOOK = Look(name="plain", organisation="Science Region Øresund")


def parts(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def body(made: bytes) -> Any:
    return etree.fromstring(parts(made)["word/document.xml"])[0]


def words(element: Any) -> str:
    """Its text as one reads it: a break and the end of a paragraph are line ends."""
    said = []
    for one in element.iter():
        if one.tag == f"{W}t":
            said.append(one.text or "")
        elif one.tag in (f"{W}br", f"{W}p"):
            said.append("\n")
        elif one.tag == f"{W}tab":
            said.append("\t")
    return "".join(said)


def text_of(*blocks: Any, **how: Any) -> str:
    return words(body(write_word(paper(*blocks, **how), LOOK)))


def in_order(text: str, *wanted: str) -> bool:
    at = 0
    for one in wanted:
        at = text.find(one, at)
        if at < 0:
            return False
        at += len(one)
    return True


# ------------------------------------------------------------------ blocks


BLOCKS = {
    "cover": (
        Cover(
            kicker="Kicker",
            title=Words("Title", "題"),
            when="When",
            subtitle="Subtitle",
            facts=(Fact("Label", ("One", "Two")),),
            note="Note",
        ),
        ("Kicker", "Title", "題", "When", "Subtitle", "Label", "One", "Two", "Note"),
    ),
    "heading": (
        Heading(text=Words("Day", "日"), level=2, note=Words("Local", "現地")),
        ("Day", "日", "Local / 現地"),
    ),
    "paragraph": (
        Paragraph(Words("One\ntwo\n\nthree", "一\n二")),
        ("One\ntwo", "\nthree", "\n一\n二"),
    ),
    "bullets": (Bullets((Words("One", "一"), "Two")), ("One", "一", "Two")),
    "facts": (
        Facts((Fact(Words("Label", "名"), ("One", Words("Two", "二"))),)),
        ("Label", "名", "One", "Two", "二"),
    ),
    "notice": (
        Notice(title=Words("Title", "題"), lines=("One", Words("Two", "二"))),
        ("Title / 題", "One", "Two", "二"),
    ),
    "table": (
        Table(
            columns=(Column(title=Words("A", "あ")), Column(title="B")),
            rows=(
                Row(cells=("Between",)),
                Row(cells=("1", Words("2", "二"))),
                Row(cells=("Sum", "3"), strong=True),
            ),
        ),
        ("A", "あ", "B", "Between", "1", "2", "二", "Sum", "3"),
    ),
    "entries": (
        Entries(
            (
                Entry(
                    time="09:00–10:00",
                    time_note="+1",
                    title=Words("Tour", "見学"),
                    tag=Words("tbc", "未定"),
                    lines=(Line(text=Words("ESS", "イーエスエス"), label=Words("At", "場所")),),
                    change=Change.CHANGED,
                    change_note="was 08:00",
                ),
                Entry(time="11:00", title="Next"),
            )
        ),
        (
            "09:00–10:00", "+1", "changed", "Tour", "tbc / 未定", "見学", "was 08:00",
            "At / 場所", "ESS", "イーエスエス", "11:00", "Next",
        ),
    ),
    "portraits": (
        Portraits(
            (
                Portrait(name=Words("Name", "名"), native="田中", lines=("One", "Two"), tag="Head"),
                Portrait(name="Other", initials="OT", change=Change.NEW),
            )
        ),
        ("Name", "Head", "名", "田中", "One", "Two", "OT", "Other", "new"),
    ),
    "cards": (
        Cards(
            CardKind.BADGE,
            (
                Card(name=Words("Name", "名"), native="田中", lines=("One", "Two"), top="Top", tag="A"),
                Card(name="Other"),
            ),
        ),
        ("Top", "A", "Name", "名", "田中", "One", "Two", "Other"),
    ),
    "seating": (
        Seating(
            title=Words("Dinner", "夕食"),
            left="Guests",
            right="Hosts",
            seats=(
                Seat(name=Words("Left", "左"), side=Side.LEFT, number=1, note="note"),
                Seat(name="Right", side=Side.RIGHT, interpreter=True),
                Seat(name="Head", side=Side.HEAD, number=3),
                Seat(name="Foot", side=Side.FOOT, number=4),
            ),
        ),
        ("Dinner / 夕食", "Guests", "Hosts", "3", "Head", "Left", "左", "note", "1", "I", "Right",
         "4", "Foot"),
    ),
    "figure": (Figure(MAP_OF_ROUTE, Words("The way", "道")), ("The way / 道",)),
}  # fmt: skip


@pytest.mark.parametrize("kind", BLOCKS)
def test_every_word_of_a_block_arrives_in_order(kind: str) -> None:
    block, wanted = BLOCKS[kind]
    assert in_order(text_of(block), *wanted), text_of(block)


def test_every_kind_of_block_is_tried_here() -> None:
    from planner.documents import content

    drawn = {type(block) for block, _ in BLOCKS.values()} | {PageBreak}
    assert drawn == set(content.Block.__args__)


def test_tents_and_signs_name_their_guest() -> None:
    card = Card(name="Name", native="田中", lines=("One", "Two"), top="Top", tag="A")
    tent = text_of(Cards(CardKind.TENT, (card,)))
    assert tent.count("Name") == 2  # for both sides of the table
    assert tent.count("Two") == 2
    assert in_order(
        text_of(Cards(CardKind.SIGN, (card,))), "Top", "Name", "田中", "One", "Two", "A"
    )


def test_the_upper_half_of_a_tent_is_turned_for_every_reader() -> None:
    tent = Cards(CardKind.TENT, (Card(name="TANAKA Haruto", native="田中 陽斗"),))
    made = etree.tostring(body(write_word(paper(tent), LOOK))).decode()
    word, others = re.split("<mc:Fallback", made)
    assert 'rot="10800000"' in word
    assert "TANAKA" in word.split("txbxContent")[1]
    assert "<pic:pic" in others


def test_a_name_too_long_for_its_badge_is_set_smaller() -> None:
    def size(name: str) -> int:
        made = body(write_word(paper(Cards(CardKind.BADGE, (Card(name=name),))), LOOK))
        run = next(run for run in made.iter(f"{W}r") if words(run) == name)
        return int(run.find(f"{W}rPr/{W}sz").get(f"{W}val"))

    assert size("TANAKA") == 42
    assert 10 <= size("Prof. Dr. " + "Hohenlohe-Schillingsfürst " * 3 + "Maria") < 30


def test_a_cover_full_of_facts_stays_on_its_page(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    facts = tuple(Fact(f"Label {at}", ("One", "Two")) for at in range(11))
    cover = Cover(title="A very long title of a visit " * 4, when="2026", facts=facts, note="Note")
    made = converted(write_word(paper(cover), LOOK), tmp_path, "pdf")
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1


def test_what_is_gone_is_struck_through() -> None:
    made = write_word(
        paper(Entries((Entry(time="09:00", title="Dropped", change=Change.GONE),))), LOOK
    )
    struck = [run for run in body(made).iter(f"{W}r") if run.find(f"{W}rPr/{W}strike") is not None]
    assert [words(run) for run in struck] == ["09:00", "Dropped"]


@pytest.mark.parametrize(("change", "word"), [(Change.NEW, "ny"), (Change.GONE, "aflyst")])
def test_a_change_has_a_bar_and_a_word_in_the_language_of_the_paper(
    change: Change, word: str
) -> None:
    entries = Entries((Entry(time="09:00", title="Rundvisning", change=change),))
    made = body(write_word(paper(entries, language="da", second=""), LOOK))
    first = next(made.iter(f"{W}tc"))
    assert first.find(f"{W}tcPr/{W}tcBorders/{W}left").get(f"{W}sz") == "18"
    assert word in words(first)


# ------------------------------------------------------------------ styles, headings, tables


def test_every_paragraph_has_a_style_of_ours_that_the_file_knows() -> None:
    made = write_word(whole(), LOOK)
    known = {
        style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val")
        for style in etree.fromstring(parts(made)["word/styles.xml"]).iter(f"{W}style")
    }
    for name, xml in parts(made).items():
        if re.match(r"word/(document|header|footer)", name):
            root = etree.fromstring(xml)
            used = [
                one.get(f"{W}val") for one in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
            ]
            assert len(list(root.iter(f"{W}p"))) == len(list(root.iter(f"{W}pStyle"))), name
            assert all(known[one].startswith("Planner ") for one in used), name
    assert {style.name for style in OURS} <= set(known.values())


# Taken from the schema of WordprocessingML: Word repairs or refuses a file in another order.
SCHEMA = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "pBdr": "top left bottom right between bar",
    "tcBorders": "top left bottom right insideH insideV",
    "tblBorders": "top left bottom right insideH insideV",
    "tcMar": "top left bottom right",
    "tblCellMar": "top left bottom right",
    "numbering": "numPicBullet abstractNum num",
    "anchor": "simplePos positionH positionV extent effectExtent wrapNone docPr "
    "cNvGraphicFramePr graphic",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "wsp": "cNvPr cNvSpPr cNvCnPr spPr style extLst linkedTxbx txbx bodyPr",
}


def misplaced(made: bytes) -> set[str]:
    found = set()
    ours = {
        f"word/{name}.xml" for name in ("document", "styles", "numbering", "footer1", "footer2")
    }
    for name, xml in parts(made).items():
        for element in etree.fromstring(xml).iter() if name in ours or "/header" in name else ():
            order = SCHEMA.get(etree.QName(element).localname, "").split()
            tags = [etree.QName(child).localname for child in element]
            tags = ["headerReference" if tag == "footerReference" else tag for tag in tags]
            if order and [order.index(tag) for tag in tags] != sorted(map(order.index, tags)):
                found.add(f"{name}: {etree.QName(element).localname} {tags}")
            single = {tag for tag in tags if tags.count(tag) > 1}
            if order and single - {
                "headerReference",
                "footerReference",
                "tr",
                "abstractNum",
                "num",
                "tblStylePr",
            }:
                found.add(f"{name}: twice {single}")
    return found


@pytest.mark.parametrize("size", PageSize)
def test_properties_stand_in_the_order_that_word_wants(size: PageSize) -> None:
    assert not misplaced(write_word(whole(size), LOOK))
    assert not misplaced(write_word(whole(size), dataclasses.replace(LOOK, word=template())))


def test_every_cell_ends_with_a_paragraph_and_fills_its_columns() -> None:
    for table in body(write_word(whole(), LOOK)).iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            spans = 0
            for cell in row.findall(f"{W}tc"):
                assert cell[-1].tag == f"{W}p"
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                spans += int(span.get(f"{W}val")) if span is not None else 1
            assert spans == columns


def test_headings_are_real() -> None:
    made = docx.Document(io.BytesIO(write_word(paper(*texts()), LOOK)))
    found = [
        (one.style.base_style.name, one.text)
        for one in made.paragraphs
        if one.style is not None and one.style.name.startswith("Planner Heading ")
    ]
    assert found == [
        ("Heading 1", "Background"),
        ("Heading 2", "Points to make"),
        ("Heading 3", "Order of speakers"),
    ]


def test_a_long_table_repeats_its_header_and_cuts_no_row() -> None:
    block = Table(
        columns=(Column(title="A"), Column(title="B", width=3)), rows=(Row(cells=("1", "2")),)
    )
    table = body(write_word(paper(block), LOOK)).find(f"{W}tbl")
    header, row = table.findall(f"{W}tr")
    assert header.find(f"{W}trPr/{W}tblHeader") is not None
    assert row.find(f"{W}trPr/{W}cantSplit") is not None
    columns = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
    cells = [int(one.get(f"{W}w")) for one in row.iter(f"{W}tcW")]
    assert columns == cells
    assert round(columns[1] / columns[0]) == 3


def test_a_date_is_never_parted_and_a_number_column_is_wide_enough() -> None:
    columns = tuple(Column(title=f"Column {at}", width=0.1 if at else 9) for at in range(9))
    block = Table(columns=columns, rows=(Row(cells=("Name", *["12.03.1961"] * 8)),))
    table = body(write_word(paper(block), LOOK)).find(f"{W}tbl")
    widths = [int(one.get(f"{W}w")) / 56.69 for one in table.iter(f"{W}gridCol")]
    assert min(widths) > 14.5  # ten signs of 7 points, and the room at both sides
    assert sum(widths) == pytest.approx(166, abs=0.2)


def test_two_tables_never_become_one() -> None:
    made = body(write_word(paper(*[Facts((Fact("A", ("B",)),))] * 2), LOOK))
    kinds = [etree.QName(one).localname for one in made]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


def test_each_numbered_list_begins_with_one() -> None:
    made = write_word(paper(*[Bullets(("One", "Two"), numbered=True)] * 2), LOOK)
    used = [one.get(f"{W}val") for one in body(made).iter(f"{W}numId")]
    assert used == ["1", "1", "2", "2"]


def test_one_portrait_alone_is_as_wide_as_the_text() -> None:
    one, other = Portrait(name="Sato"), Portrait(name="Mori")

    def columns(*people: Portrait) -> list[int]:
        made = body(write_word(paper(Portraits(people)), LOOK))
        outer = next(made.iter(f"{W}tbl"))
        return [int(col.get(f"{W}w")) for col in outer.find(f"{W}tblGrid")]

    assert (len(columns(one)), len(columns(one, other))) == (2, 4)
    assert sum(columns(one)) == pytest.approx(sum(columns(one, other)), abs=2)


def test_letters_in_a_drawn_logo_stay_whatever_font_they_ask_for() -> None:
    drawn = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="240" height="80">'
        b'<text x="20" y="52" font-size="36" font-family="sans-serif">AGENCY</text></svg>'
    )
    with Image.open(io.BytesIO(png_of(drawn, 40.0))) as opened:
        assert opened.getchannel("A").getextrema()[1] == 255


def test_native_names_are_marked_as_right_to_left() -> None:
    made = body(
        write_word(paper(Portraits((Portrait(name="Fatimah", native="فاطمة الحربي"),))), LOOK)
    )
    run = next(run for run in made.iter(f"{W}r") if "فاطمة" in words(run))
    assert run.find(f"{W}rPr/{W}rtl") is not None
    assert run.getparent().find(f"{W}pPr/{W}bidi") is not None


def test_runs_say_their_language() -> None:
    made = body(write_word(paper(Paragraph(Words("Hello", "今日は")), language="da"), LOOK))
    spoken = {words(run): run.find(f"{W}rPr/{W}lang").attrib for run in made.iter(f"{W}r")}
    assert spoken["Hello"][f"{W}val"] == "da-DK"
    assert spoken["今日は"][f"{W}eastAsia"] == "ja-JP"


# ------------------------------------------------------------------ pages


def sections(document: Document, look: Look = LOOK) -> list[Any]:
    return list(body(write_word(document, look)).iter(f"{W}sectPr"))


@pytest.mark.parametrize(
    ("size", "landscape", "wanted"),
    [
        (PageSize.A4, False, ("11906", "16838")),
        (PageSize.LETTER, False, ("12240", "15840")),
        (PageSize.A4, True, ("16838", "11906")),
    ],
)
def test_the_sheet_has_the_size_that_was_asked_for(
    size: PageSize, landscape: bool, wanted: tuple[str, str]
) -> None:
    (section,) = sections(paper(Paragraph("One"), size=size, landscape=landscape))
    page = section.find(f"{W}pgSz")
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == wanted


def test_version_and_page_numbers_stand_on_every_page_but_not_on_cards() -> None:
    made = write_word(whole(), LOOK)
    files = parts(made)
    links = {
        one.get("Id"): f"word/{one.get('Target')}"
        for one in etree.fromstring(files["word/_rels/document.xml.rels"])
    }
    said = []
    for section in body(made).iter(f"{W}sectPr"):
        both = []
        for kind in ("header", "footer"):
            key = section.find(f"{W}{kind}Reference").get(
                "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
            )
            both.append(words(etree.fromstring(files[links[key]])).strip())
        said.append(both)
    cover, flow, *rest = said
    assert cover[0] == ""
    assert cover[1] == flow[1]
    assert in_order(flow[1], "Version 3, 20 November 2026 14:05", "Page 1 of 1", "Protocol office")
    assert in_order(flow[0], "Ministry of Education in Lund", "Science Region Øresund")
    assert len(rest) == 5  # two sheets of badges, two tents, a sign
    assert all(both == ["", ""] for both in rest)
    codes = re.findall(r'w:instr="(\w+)"', files["word/footer1.xml"].decode())
    assert codes == ["PAGE", "NUMPAGES"] * 2


def test_a_page_break_makes_no_empty_page() -> None:
    blocks = (
        PageBreak(),
        Paragraph("One"),
        PageBreak(),
        Heading(text="Two", new_page=True),
        PageBreak(),
    )
    made = body(write_word(paper(*blocks), LOOK))
    broken = [
        words(one.getparent().getparent()).strip() for one in made.iter(f"{W}pageBreakBefore")
    ]
    assert broken == ["Two"]


def test_an_empty_paper_is_a_page() -> None:
    made = docx.Document(io.BytesIO(write_word(paper(), LOOK)))
    assert [one.text for one in made.paragraphs] == [""]


# ------------------------------------------------------------------ pictures


def test_pictures_say_what_is_seen() -> None:
    people = Portraits((Portrait(name="TANAKA Haruto", picture=Picture(jpeg())),))
    made = body(write_word(paper(Figure(MAP_OF_ROUTE), people, Figure(FACE)), LOOK))
    said = [one.get("descr") for one in made.iter() if etree.QName(one).localname == "docPr"]
    assert said == ["Map: from Kastrup to Lund", "TANAKA Haruto", "Portrait of TANAKA Haruto"]
    numbers = [one.get("id") for one in made.iter() if etree.QName(one).localname == "docPr"]
    assert len(set(numbers)) == 3


def test_a_drawing_becomes_a_png_and_a_photograph_stays() -> None:
    made = parts(write_word(paper(Figure(MAP_OF_ROUTE), Figure(Picture(jpeg()))), LOOK))
    media = {name: data for name, data in made.items() if name.startswith("word/media/")}
    assert sorted(Path(name).suffix for name in media) == [".jpg", ".png"]
    assert jpeg() in media.values()
    assert png_of(MAP, 166.0) in media.values()


@pytest.mark.parametrize("data", [b"", b"nothing", TINY_GIF, png()[:30], jpeg()[:40], b"<svg"])
def test_a_broken_picture_leaves_its_words(data: bytes) -> None:
    broken = Picture(data, "A map")
    card = Card(name="TANAKA", logo=broken, tag="A")
    blocks = (
        Figure(broken, "The way"),
        Portraits((Portrait(name="TANAKA", initials="HT", picture=broken),)),
        Cards(CardKind.BADGE, (card,)),
        Cards(CardKind.TENT, (card,)),
        Cards(CardKind.SIGN, (card,)),
    )
    assert in_order(text_of(*blocks), "A map", "The way", "HT", "TANAKA")


# ------------------------------------------------------------------ templates


def template(**changes: Any) -> bytes:
    made = docx.Document()
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Heading 1"].font.name = "Garamond"
    style = made.styles.add_style("Planner Entry", 1)
    style.font.name = "Courier New"
    section = made.sections[0]
    section.left_margin = docx.shared.Mm(40)
    section.header.paragraphs[0].text = "Ministry of Foreign Affairs"
    section.footer.paragraphs[0].text = "Confidential when filled in"
    made.add_paragraph("Old text of the template")
    made.core_properties.author = "Somebody"
    made.core_properties.keywords = "old"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_template_keeps_its_header_styles_and_margins() -> None:
    look = dataclasses.replace(LOOK, word=template())
    made = docx.Document(io.BytesIO(write_word(whole(), look)))
    assert made.styles["Normal"].font.name == "Georgia"
    assert made.styles["Heading 1"].font.name == "Garamond"
    assert made.styles["Planner Entry"].font.name == "Courier New"
    assert made.styles["Planner Heading 1"].base_style.name == "Heading 1"
    flow = made.sections[1]
    assert next(one.text for one in flow.header.paragraphs) == "Ministry of Foreign Affairs"
    foot = "\n".join(one.text for one in flow.footer.paragraphs)
    assert in_order(foot, "Confidential when filled in", "Version 3")
    assert round(flow.left_margin.mm) == 40
    assert round(flow.page_width.mm) == 210
    assert "Old text" not in words(made.element)


def test_a_letterhead_stands_on_the_first_page_alone_with_our_version_below() -> None:
    base = docx.Document(io.BytesIO(template()))
    first = base.sections[0]
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "Letterhead"
    out = io.BytesIO()
    base.save(out)
    look = dataclasses.replace(LOOK, word=out.getvalue())
    made = docx.Document(io.BytesIO(write_word(whole(), look)))
    cover, flow = made.sections[0], made.sections[1]
    assert [one.text for one in cover.first_page_header.paragraphs] == ["Letterhead"]
    assert "Version 3" in cover.first_page_footer.paragraphs[0].text
    assert cover.different_first_page_header_footer
    assert not flow.different_first_page_header_footer


def test_a_template_tells_nothing_of_who_wrote_it() -> None:
    files = parts(write_word(paper(Paragraph("One")), dataclasses.replace(LOOK, word=template())))
    assert not [name for name in files if "app.xml" in name or "thumbnail" in name]
    assert b"Somebody" not in b"".join(files.values())


def test_a_template_without_a_list_or_a_table_style_takes_everything() -> None:
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template())) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/numbering.xml":
                continue
            if name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
                data = re.sub(rb"<\w+ [^<>]*numbering[^<>]*/>", b"", data)
            target.writestr(name, data)
    look = dataclasses.replace(LOOK, word=bare.getvalue())
    assert in_order(
        words(body(write_word(paper(*texts()), look))), "Thank for the loan", "begins with one"
    )


@pytest.mark.parametrize("data", [b"", b"no zip", png(), template()[:2000]])
def test_a_broken_template_is_said_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(UserError, match="plain"):
        write_word(paper(Paragraph("One")), dataclasses.replace(LOOK, word=data))


# ------------------------------------------------------------------ bytes and properties


def test_the_same_paper_has_the_same_bytes() -> None:
    look = dataclasses.replace(LOOK, word=template())
    assert write_word(whole(), LOOK) == write_word(whole(), LOOK)
    assert write_word(whole(), look) == write_word(whole(), look)


def test_the_file_says_title_author_language_and_date_and_no_more() -> None:
    core = docx.Document(io.BytesIO(write_word(whole(), LOOK))).core_properties
    assert (core.title, core.author, core.last_modified_by, core.language) == (
        "Programme of the visit", "Science Region Øresund", "Science Region Øresund", "en-GB",
    )  # fmt: skip
    assert core.created is not None
    assert (
        core.created.replace(tzinfo=None) == whole().made_at == core.modified.replace(tzinfo=None)
    )


HOSTILE = (
    "<w:t>&amp;</w:t>]]><!--",
    '{ HYPERLINK "https://example.org" }',
    "=cmd|' /C calc'!A0",
    '#import "/etc/passwd"',
    "a\x00b\x0bc\x1fd\x7fe\ud800f\uffff",
    "\u202egnp.exe\u2066\u2069",
    "\ue000\U0010ffff private",
    "e" + "\u0301" * 300,
    "word " * 8000,
    "W" * 40_000,
    "文" * 40_000,
    "line\n" * 300,
    "مرحبا hello 123 שלום",
    "\t\t tab",
    "👩‍🔬🇩🇰",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_texts(text: str) -> None:
    made = write_word(everywhere(text), LOOK)
    codes = re.findall(r'w:instr="([^"]*)"', "".join(
        xml.decode() for name, xml in parts(made).items() if name.endswith(".xml")
    ))  # fmt: skip
    assert set(codes) == {"PAGE", "NUMPAGES"}
    assert not [name for name, xml in parts(made).items() if b"External" in xml]
    assert docx.Document(io.BytesIO(made)).paragraphs


def everywhere(text: str) -> Document:
    """The text in every place that takes one."""

    def filled(value: Any) -> Any:
        if isinstance(value, Words):
            return Words(text, text)
        if isinstance(value, str) and not hasattr(value, "value"):
            return text if value else value
        if isinstance(value, tuple):
            return tuple(filled(one) for one in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, Picture | type):
            kept = {"language", "second_language", "made_at", "page_of"}
            return dataclasses.replace(
                value,
                **{
                    one.name: filled(getattr(value, one.name))
                    for one in dataclasses.fields(value)
                    if one.name not in kept
                },
            )
        return value

    blocks = tuple(block for block, _ in BLOCKS.values())
    made: Document = filled(paper(*blocks, *cards()[1:]))
    return made


@given(st.text(max_size=200))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    made = write_word(paper(Paragraph(text), Entries((Entry(time="1", title=text),))), LOOK)
    assert docx.Document(io.BytesIO(made)).tables


def test_nothing_of_an_engine_is_loaded_before_the_first_paper() -> None:
    asked = (
        "import sys, planner.documents.word.writing; "
        "print([one for one in ('docx', 'typst', 'lxml', 'PIL') if one in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "[]"


# ------------------------------------------------------------------ LibreOffice


@functools.cache
def writer() -> str:
    """The office program, if it can open texts; ``PLANNER_SOFFICE`` names another one."""
    found = os.environ.get("PLANNER_SOFFICE") or shutil.which("soffice") or ""
    if not found:
        return ""
    folders = [
        Path(found).resolve().parent,
        *map(Path, os.environ.get("PLANNER_OFFICE", "").split()),
    ]
    return found if any((folder / "libswlo.so").exists() for folder in folders) else ""


def converted(made: bytes, folder: Path, kind: str) -> bytes:
    if not writer():
        pytest.skip("no LibreOffice Writer here")
    source = folder / "paper.docx"
    source.write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [writer(), profile, "--headless", "--convert-to", kind, "--outdir", folder, source],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / f"paper.{kind.split(':')[0]}").read_bytes()


def test_libreoffice_loses_no_line(tmp_path: Path) -> None:
    made = write_word(whole(), LOOK)
    text = converted(made, tmp_path, "txt:Text (encoded):UTF8").decode("utf-8-sig")
    bare = re.sub(r"\s+", "", text)
    flow = [line for line in words(body(made)).splitlines() if line.strip()]
    missing = [line for line in flow if re.sub(r"\s+", "", line) not in bare]
    assert not missing


@pytest.mark.parametrize(("size", "badges"), [(PageSize.A4, 2), (PageSize.LETTER, 2)])
def test_libreoffice_sets_each_sheet_of_cards_on_one_page(
    tmp_path: Path, size: PageSize, badges: int
) -> None:
    pypdf = pytest.importorskip("pypdf")
    made = converted(write_word(paper(*cards(), size=size), LOOK), tmp_path, "pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert len(pages) == badges + 2 + 1
    assert "Version 3" not in "".join(pages)


@pytest.mark.parametrize("kind", ["entries", "table", "notice", "seating", "figure", "portraits"])
def test_no_heading_is_left_alone_at_the_foot_of_a_page(tmp_path: Path, kind: str) -> None:
    pypdf = pytest.importorskip("pypdf")
    blocks: list[Any] = []
    for filled in range(28, 42):
        blocks.append(Heading(text=f"Day {filled}", new_page=True))
        blocks += [Paragraph(f"Line {at}") for at in range(filled)]
        blocks += [Heading(text="Lonely", level=2, note="Noted" if filled % 2 else "")]
        blocks += [BLOCKS[kind][0]]
    made = converted(write_word(paper(*blocks), LOOK), tmp_path, "pdf")
    lonely = []
    for page in pypdf.PdfReader(io.BytesIO(made)).pages:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        frame = ("Version 3", "Protocol office", "Ministry of Education", "Page ")
        said = [line for line in lines if not line.startswith(frame)]
        said = [line for line in said if not re.fullmatch(r"\d+／\d+ ?ページ", line)]
        lonely += [line for line in said[-1:] if line in ("Lonely", "Noted", "Dinner / 夕食")]
    assert len(made) > 5000
    assert not lonely
