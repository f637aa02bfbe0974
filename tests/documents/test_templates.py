"""Templates: the shipped looks, an office's own, and what is said of a broken one, with file and line."""

from __future__ import annotations

import dataclasses
import io
import re
import typing
import zipfile
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from planner.documents import content
from planner.documents.content import Heading, PageSize
from planner.documents.engine.pdf import write_pages, write_pdf
from planner.documents.speaking.wording import speech
from planner.documents.specimen import specimen
from planner.documents.templates.checks import check
from planner.documents.templates.colours import contrast_on_white
from planner.documents.templates.known import SHIPPED, own_folder, template, templates
from planner.documents.templates.problems import line_of
from planner.errors import NotFound, UserError
from planner.i18n import PAPER_LANGUAGES, paper_messages


def png(wide: int = 60, high: int = 20, colour: str = "#884422") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (wide, high), colour).save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def folder() -> Path:
    made = own_folder() / "ours"
    made.mkdir(parents=True)
    write(made, 'title = "Ours"\n')
    return made


def write(folder: Path, table: str) -> None:
    (folder / "template.toml").write_text(table, encoding="utf-8")


def said(folder: Path) -> list[str]:
    return [str(one) for one in check(folder)]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


# ------------------------------------------------------------------ the shipped ones


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_wrong_with_a_shipped_template(name: str) -> None:
    assert check(next(one.folder for one in templates() if one.name == name)) == ()


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("size", PageSize)
def test_every_shipped_template_says_all_words_of_a_paper(name: str, size: PageSize) -> None:
    look = template(name)
    for codes in (("en",), ("da", "ja")):
        document = specimen(look, *codes, size=size)
        told = "".join(text_of(write_pdf(document, look)).split()).casefold()
        for words in ("N.N.", "09:00–10:00", "2027", speech(*codes).both("Participants").text):
            assert "".join(words.split()).casefold() in told, words


@pytest.mark.parametrize("name", SHIPPED)
def test_no_paper_says_what_its_template_is_called(name: str) -> None:
    look = template(name)
    document = dataclasses.replace(specimen(look), blocks=(Heading(text="Day"),))
    assert look.title not in text_of(write_pdf(document, look))


def test_capitals_set_apart_are_still_read_as_words() -> None:
    text = text_of(write_pdf(specimen(template("formal")), template("formal")))
    assert {"PROGRAMME", "MONDAY 10 MAY 2027", "PARTICIPANTS"} <= set(text.splitlines())


def test_the_specimen_has_every_kind_of_block() -> None:
    kinds = set(typing.get_args(content.Block)) - {content.PageBreak}
    assert {type(one) for one in specimen(template("")).blocks} == kinds


def test_the_shipped_templates_look_different() -> None:
    pages = {name: write_pages(specimen(template(name)), template(name), 20) for name in SHIPPED}
    assert len({one[0] for one in pages.values()}) == len(SHIPPED)


def test_the_compact_template_begins_below_its_cover_and_others_on_a_new_page() -> None:
    first = {
        name: pypdf.PdfReader(io.BytesIO(write_pdf(specimen(template(name)), template(name))))
        .pages[0]
        .extract_text()
        for name in SHIPPED
    }
    assert "09:00–10:00" in first["compact"]
    assert "09:00–10:00" not in first["plain"]
    assert "09:00–10:00" not in first["formal"]


def test_days_follow_each_other_on_a_page_where_the_template_wants_it() -> None:
    plain = template("")
    running = dataclasses.replace(
        plain, layout=dataclasses.replace(plain.layout, flow="continuous")
    )
    days = [Heading(text=f"Day {number}", new_page=True) for number in range(4)]
    document = dataclasses.replace(specimen(plain), blocks=tuple(days))
    pages = [len(write_pages(document, look, 20)) for look in (plain, running)]
    assert pages == [4, 1]


# ------------------------------------------------------------------ an office's own


def test_what_an_office_does_not_say_is_as_in_the_template_it_changes(folder: Path) -> None:
    write(folder, 'base = "formal"\naccent = "#7A1F1F"\n[layout]\nsize = 11\n')
    look, formal = template("ours"), template("formal")
    assert (look.accent, look.ink, look.layout.size) == ("#7A1F1F", formal.ink, 11)
    assert (look.layout.cover, look.layout.rule) == (formal.layout.cover, formal.layout.rule)


def test_name_address_logo_and_words_of_an_office_stand_on_its_papers(folder: Path) -> None:
    (folder / "mark.png").write_bytes(png())
    write(
        folder,
        'organisation = "Agency of Research"\naddress = ["Main Street 1", "Lund"]\n'
        'logo = "mark.png"\n[wording.da]\nProgramme = "Besøgsprogram"\n',
    )
    look = template("ours")
    pdf = write_pdf(specimen(look, "da"), look)
    text = text_of(pdf)
    assert "Besøgsprogram" in text
    assert "Main Street 1" in text
    assert pypdf.PdfReader(io.BytesIO(pdf)).metadata.author == "Agency of Research"  # type: ignore[union-attr]
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images) == 1
    assert check(folder) == ()


def test_what_stands_in_the_margin_is_in_the_language_and_words_of_the_office(
    folder: Path,
) -> None:
    from planner.documents.word.writing import write_word

    write(folder, '[wording.sv]\nchanged = "justerad"\n')
    assert check(folder) == ()
    look = template("ours")
    for code, word, new in (("sv", "justerad", "ny"), ("da", "ændret", "ny"), ("ja", "変更", "")):
        document = specimen(look, code)
        text = text_of(write_pdf(document, look))
        with zipfile.ZipFile(io.BytesIO(write_word(document, look))) as packed:
            body = packed.read("word/document.xml").decode()
        assert word in text
        assert f">{word}<" in body
        assert new in text
        assert "changed" not in text


def test_the_logo_stands_at_the_head_of_pages_where_it_is_wanted(folder: Path) -> None:
    (folder / "mark.png").write_bytes(png())
    images = {}
    for head in ("text", "logo", "none"):
        write(folder, f'organisation = "Agency"\nlogo = "mark.png"\n[layout]\nhead = "{head}"\n')
        look = template("ours")
        page = pypdf.PdfReader(io.BytesIO(write_pdf(specimen(look), look))).pages[1]
        images[head] = (len(page.images), "Agency" in page.extract_text().split("Monday")[0])
    assert images == {"text": (0, True), "logo": (1, False), "none": (0, False)}


def test_a_page_of_its_own_draws_one_kind_of_block_and_leaves_the_rest_to_ours(
    folder: Path,
) -> None:
    (folder / "page.typ").write_text(
        '#import "planner.typ": *\n#print(notice: one => [Take note: #one.title.text])\n',
        encoding="utf-8",
    )
    look = template("ours")
    text = text_of(write_pdf(specimen(look), look))
    assert "Take note: Notes" in text
    assert "09:00–10:00" in text
    assert check(folder) == ()


def test_a_changed_file_counts_at_once(folder: Path) -> None:
    assert template("ours").title == "Ours"
    write(folder, 'title = "Ours, later"\n')
    assert template("ours").title == "Ours, later"


def test_a_word_file_of_the_office_is_what_word_papers_grow_in(folder: Path) -> None:
    from planner.documents.word.writing import write_word

    plain = template("")
    (folder / "word.docx").write_bytes(write_word(specimen(plain), plain))
    assert template("ours").word == (folder / "word.docx").read_bytes()
    assert check(folder) == ()


def word_xml(name: str, part: str = "styles") -> str:
    from planner.documents.word.writing import write_word

    look = template(name)
    with zipfile.ZipFile(io.BytesIO(write_word(specimen(look), look))) as packed:
        return packed.read(f"word/{part}.xml").decode()


def style_of(xml: str, name: str) -> str:
    (found,) = (one for one in xml.split("<w:style ")[1:] if f'<w:name w:val="{name}"/>' in one)
    return found


def test_word_papers_are_laid_out_as_the_template_says() -> None:
    plain, formal, compact = (word_xml(name) for name in SHIPPED)
    assert "<w:caps/>" in style_of(formal, "heading 1")
    assert "<w:caps/>" not in style_of(plain, "heading 1")
    assert 'w:val="double"' in style_of(formal, "heading 1")
    assert 'w:val="double"' not in style_of(plain, "heading 1")
    assert '<w:jc w:val="center"/>' in style_of(formal, "Title")
    assert '<w:jc w:val="center"/>' not in style_of(plain, "Title")
    assert '<w:sz w:val="20"/>' in style_of(plain, "Normal")
    assert '<w:sz w:val="17"/>' in style_of(compact, "Normal")


def test_word_papers_have_the_margins_and_breaks_of_the_template() -> None:
    from planner.documents.word.writing import write_word

    bodies = {name: word_xml(name, "document") for name in SHIPPED}
    left = {name: re.search(r'w:left="(\d+)" w:header="624"', bodies[name]) for name in SHIPPED}
    millimetres = {name: round(int(found[1]) / 56.7) for name, found in left.items() if found}
    assert millimetres == {"plain": 22, "formal": 26, "compact": 16}
    sections = [bodies[name].count("<w:sectPr") for name in SHIPPED]
    assert sections == [5, 5, 4], "the cover of the compact one has no section of its own"

    days = tuple(Heading(text=f"Day {number}", new_page=True) for number in range(4))
    breaks = []
    for name in SHIPPED:
        document = dataclasses.replace(specimen(template(name)), blocks=days)
        with zipfile.ZipFile(io.BytesIO(write_word(document, template(name)))) as packed:
            breaks.append(packed.read("word/document.xml").count(b"<w:pageBreakBefore"))
    assert breaks == [3, 3, 0]


def test_the_address_and_the_logo_stand_on_the_cover_of_word_papers_too(folder: Path) -> None:
    (folder / "mark.png").write_bytes(png())
    write(folder, 'organisation = "Agency"\naddress = ["Street 1", "Lund"]\nlogo = "mark.png"\n')
    body = word_xml("ours", "document")
    assert "Agency · Street 1 · Lund" in body
    assert "<pic:pic" in body


# ------------------------------------------------------------------ broken ones


def test_a_broken_template_is_in_the_list_with_the_reason_and_others_still_work(
    folder: Path,
) -> None:
    write(folder, 'title = "Ours"\naccent = "blue"\n')
    (own_folder() / "empty").mkdir()
    listed = {one.name: one for one in templates()}
    assert list(listed) == [*SHIPPED, "empty", "ours"]
    assert listed["ours"].problem == (
        "template.toml, line 2: “blue” is no colour; write it as #RRGGBB, such as #1F4E79."
    )
    assert listed["empty"].problem == "template.toml: There is no such file."
    assert listed["ours"].title == "Ours"
    assert listed["plain"].look is not None


def test_a_broken_template_is_refused_and_no_other_takes_its_place(folder: Path) -> None:
    write(folder, 'title = "Ours"\n[layout]\nsize = "large"\n')
    with pytest.raises(UserError, match="line 3: “size” is a number from 7 to 13"):
        template("ours")
    with pytest.raises(NotFound):
        template("theirs")
    with pytest.raises(NotFound):
        template("../plain")


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ('title = "Ours"\naccent = \n', "template.toml, line 2: It cannot be read here:"),
        ('title = "Ours\n', "template.toml, line 1: It cannot be read here:"),
        ('[layout]\ncover = "middle"\n', "template.toml, line 2: “cover” is one of: left, centred"),
        ("\n\naddress = 3\n", "template.toml, line 3: “address” is a list of lines"),
        ("title = 3\n", "template.toml, line 1: “title” is a text in quotation marks"),
        ('layout = "x"\n', "template.toml, line 1: “layout” is a table"),
        ('base = "ours"\n', "template.toml, line 1: There is no shipped template “ours”"),
        ('logo = "x.png"\n', "template.toml, line 1: There is no file “x.png” in the folder"),
        ('logo = "../../x.png"\n', "template.toml, line 1: The logo must lie in the folder"),
        ('[wording]\nda = "x"\n', "template.toml, line 2: Words stand below their language"),
        ("[wording.da]\nProgramme = 3\n", "template.toml, line 2: The words for “Programme” must"),
        ("[layout]\nsize = true\n", "template.toml, line 2: “size” is a number"),
    ],
)
def test_what_keeps_a_template_from_use_is_said_with_its_line(
    folder: Path, table: str, problem: str
) -> None:
    write(folder, table)
    (first, *_rest) = check(folder)
    assert first.severe
    assert str(first).startswith(problem)
    with pytest.raises(UserError):
        template("ours")


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (
            'organization = "X"\n',
            "template.toml, line 1: There is no setting “organization”. "
            "Did you mean “organisation”?",
        ),
        ("size = 9\n", "template.toml, line 1: “size” belongs below [layout]."),
        (
            'accent = "#FFD700"\n',
            "template.toml, line 1: #FFD700 is hard to read on white: its contrast is 1.4:1, "
            "not 4.5:1.",
        ),
        (
            '[wording.da]\nProgram = "Besøgsprogram"\n',
            "template.toml, line 2: No paper says “Program”. Did you mean “Programme”?",
        ),
        (
            '[wording.da]\n"Version {number}" = "Udgave {nummer}"\n',
            "template.toml, line 2: “Udgave {nummer}” must have the same fields as "
            "“Version {number}”: {number}.",
        ),
        (
            '[wording.de]\nProgramme = "Programm {"\n',
            "template.toml, line 2: The braces of “Programm {” do not match.",
        ),
        (
            '[wording.fr]\nProgramme = "Programme"\n',
            "template.toml, line 2: No paper can be written in “fr”.",
        ),
    ],
)
def test_advice_is_given_with_its_line_and_the_template_can_be_used(
    folder: Path, table: str, problem: str
) -> None:
    write(folder, table)
    assert said(folder) == [problem]
    look = template("ours")
    assert write_pdf(specimen(look, "da"), look).startswith(b"%PDF")


def test_all_problems_are_said_at_once_the_severe_first(folder: Path) -> None:
    write(folder, 'accent = "#FFD700"\nlogo = "x.png"\n[layout]\ncover = 1\nsise = 9\n')
    assert [(one.line, one.severe) for one in check(folder)] == [
        (2, True),
        (4, True),
        (1, False),
        (5, False),
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"GIF89a" + bytes(20), "mark.svg, line 1: It is no PNG, JPEG or SVG that can be read."),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg">\n<image href="https://example.org/x"/></svg>',
            "mark.svg, line 2: It refers to “https://example.org/x” outside of the file; "
            "put it into the SVG.",
        ),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><style>\na{fill:url(x.svg#a)}</style></svg>',
            "mark.svg, line 2: It refers to “x.svg#a” outside of the file; put it into the SVG.",
        ),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg">\n<script>x</script></svg>',
            "mark.svg, line 2: It holds a program or entities; save it as a plain SVG.",
        ),
        (b"x" * 2_000_001, "mark.svg: It is larger than 2 MB."),
        (png()[:50], "template.toml, line 1: It is damaged: save it again in the program that "
         "made it."),
    ],
)  # fmt: skip
def test_a_logo_that_no_paper_can_show_is_said(folder: Path, data: bytes, problem: str) -> None:
    (folder / "mark.svg").write_bytes(data)
    write(folder, 'logo = "mark.svg"\n')
    assert said(folder) == [problem]


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (
            '#import "planner.typ": *\n#print()\n#let x = (1\n',
            "page.typ, line 3: Papers cannot be set with it: unclosed delimiter",
        ),
        (
            '#import "planner.typ": *\n\n#print(notice: one => one.colour)\n',
            "page.typ, line 3: Papers cannot be set with it: dictionary does not contain key "
            '"colour"',
        ),
        ("= Hello\n", "page.typ: Nothing would be printed: it must end with #print()."),
        (
            '#import "planner.typ": *\n#import "@preview/cetz:0.3.0"\n#print()\n',
            "page.typ, line 2: It would fetch @preview… from the net, which no paper does.",
        ),
        (
            '#import "planner.typ": *\n#read("/etc/passwd")\n#print()\n',
            "page.typ, line 2: Papers cannot be set with it: file not found",
        ),
    ],
)
def test_a_page_that_cannot_be_set_says_its_line(folder: Path, page: str, problem: str) -> None:
    (folder / "page.typ").write_text(page, encoding="utf-8")
    (found,) = said(folder)
    assert found.startswith(problem)


def word_file(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"no zip", "word.docx: It is no Word file (.docx) that can be read"),
        (word_file(word__styles_xml=b""), "word.docx: It is no Word file (.docx) that can be read"),
        (
            word_file(word__styles_xml=b"", word__document_xml=b"", word__vbaProject_bin=b""),
            "word.docx: It holds macros; save it in Word as .docx without them.",
        ),
        (
            word_file(word__styles_xml=b"<a", word__document_xml=b"<b"),
            "word.docx: It cannot be read:",
        ),
    ],
)
def test_a_word_file_that_cannot_be_used_is_said(folder: Path, data: bytes, problem: str) -> None:
    (folder / "word.docx").write_bytes(data)
    (found,) = said(folder)
    assert found.startswith(problem)


def test_a_word_file_without_our_styles_is_told_which_it_lacks(folder: Path) -> None:
    import docx

    made = io.BytesIO()
    docx.Document().save(made)
    (folder / "word.docx").write_bytes(made.getvalue())
    (found,) = check(folder)
    assert not found.severe
    assert "styles of papers are not in it" in found.text
    assert "Planner Text" in found.text


def test_checking_changes_no_file(folder: Path) -> None:
    (folder / "page.typ").write_text("broken", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    check(folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


# ------------------------------------------------------------------ its parts


@given(st.binary(max_size=300))
def test_any_bytes_as_a_table_are_read_or_refused_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "template.toml").write_bytes(data)
    for problem in check(folder):
        assert problem.text.endswith((".", "?", ")")) or ":" in problem.text
        assert 0 <= problem.line <= data.count(b"\n") + data.count(b"\r") + 2


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=12).filter(lambda text: text.isprintable()),
        st.integers(0, 9),
        min_size=1,
        max_size=6,
    )
)
def test_the_line_of_any_key_is_found(told: dict[str, int]) -> None:
    lines = ["[wording.da]"]
    for key, value in told.items():
        written = key.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'"{written}" = {value}')
    source = "\n".join(lines)
    for number, key in enumerate(told, 2):
        assert line_of(source, "wording", "da", key) == number


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#FFFFFF") == pytest.approx(1)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_every_word_of_the_specimen_can_be_replaced_by_an_office() -> None:
    assert {"Programme", "Welcome", "Version {number}", "Specimen"} <= paper_messages()
    assert "It is not written in UTF-8; save it so." not in paper_messages()
    assert "da" in PAPER_LANGUAGES
