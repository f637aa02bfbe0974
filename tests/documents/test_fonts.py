"""The fonts of the papers: every script has its glyphs, joins and keeps its order; nothing hides or hangs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.documents.engine import families, fonts
from planner.documents.engine.families import FAMILIES

NAMES = {
    "Latin": "Søren Kierkegård Łukasz Żółć İbrahim Ğüş Þórður Nguyễn Thị Hương",
    "Greek": "Αλέξανδρος Παπαδόπουλος",
    "Cyrillic": "Щербаков Їжак Ђорђе",
    "Japanese": "髙橋 﨑山 𠮷田 草彅 塚本 辻󠄀 ｱｲ ㈱",
    "rarer Japanese": "鷗外 俱知安 𩸽 剝",
    "Korean": "김철수 최윤희 똠방",
    "simplified Chinese": "张伟 刘晓东 们",
    "traditional Chinese": "陳大文 劉德華 龜",
    "Arabic": "محمد عبد الله السيد",
    "Sindhi": "ڄام ٿر",
    "Persian": "علی‌رضا پژمان",
    "Hebrew": "דוד כהן",
    "Thai": "สมชาย ใจดี ที่นี่",
    "Devanagari": "श्रीमती प्रियंका र्‍याल",
    "Georgian": "გიორგი მელიქიძე",
    "Armenian": "Արամ Խաչատրյան",
}
TEMPLATE = b"""
#let d = json(bytes(sys.inputs.data))
#set page(width: 10cm, height: auto, margin: 1cm)
#set text(font: d.fonts, top-edge: 0.8em, bottom-edge: -0.2em)
#for text in d.texts [10:00 #text 12:00 #parbreak()]
"""


def compiled(texts: list[str], form: str = "pdf", template: bytes = TEMPLATE) -> bytes:
    import typst

    setting = fonts.typst_fonts(fonts.typefaces(texts))
    made, warnings = typst.compile_with_warnings(
        template,
        format=form,  # type: ignore[call-overload]
        ppi=60,
        font_paths=fonts.shipped(),
        sys_inputs={"data": json.dumps({"texts": texts, "fonts": setting})},
    )
    assert [warning.message for warning in warnings] == []
    assert isinstance(made, bytes)
    return made


def characters(path: Path) -> set[int]:
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def embedded(pdf: bytes) -> set[str]:
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    loaded = page["/Resources"]["/Font"].values()  # type: ignore[index]
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in loaded}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_script_of_a_guest_has_its_glyphs(name: str) -> None:
    assert fonts.uncovered(name) == frozenset()
    assert fonts.printable(name).strip("\u2068\u2069\u200e") == name


def test_the_table_says_what_the_files_have() -> None:
    every: set[int] = set()
    for family in FAMILIES:
        starts, ends = families.coverage()[family.stem]
        told = {
            code for low, high in zip(starts, ends, strict=True) for code in range(low, high + 1)
        }
        regular, *others = family.files
        assert told == characters(regular), family.name
        every |= told
        for path in others:
            assert characters(path) <= every, path.name


def test_every_font_has_its_licence_and_its_copyright() -> None:
    folder = FAMILIES[0].files[0].parent
    shipped = {path for family in FAMILIES for path in family.files}
    assert shipped == set(folder.glob("*.ttf"))
    for family in FAMILIES:
        licence = (folder / f"{family.stem}-LICENSE.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License, Version 1.1" in licence
        for path in family.files:
            with TTFont(path, lazy=True) as font:
                rights, name = (font["name"].getDebugName(which) for which in (0, 1))
            assert rights.startswith(("Copyright", "(c)")), path.name
            assert name.startswith(family.name)


def test_the_fonts_stay_small() -> None:
    assert sum(path.stat().st_size for family in FAMILIES for path in family.files) < 18_500_000


def test_only_the_families_of_a_text_are_named_and_inter_stands_before_the_east() -> None:
    def names(text: str, *languages: str) -> list[str]:
        return [family.name for family in fonts.typefaces(text, languages)]

    assert names("Søren Щ Α") == ["Inter"]
    assert names("Søren", "da", "ja") == ["Inter", "Noto Sans JP"]
    assert names("髙橋 김 们") == ["Inter", "Noto Sans JP", "Noto Sans KR", "Noto Sans SC"]
    assert names("محمد 髙橋") == ["Vazirmatn", "Inter", "Noto Sans JP"]


def test_the_engine_knows_our_fonts_and_no_other() -> None:
    assert set(fonts.shipped().families()) == {family.name for family in FAMILIES}


def test_a_paper_with_all_scripts_embeds_the_font_of_each_and_no_other() -> None:
    pdf = compiled([fonts.printable(name) for name in NAMES.values()])
    every = {f"{family.stem}-Regular" for family in FAMILIES}
    assert embedded(pdf) == every - {"Vazirmatn-Regular"}  # one Arabic font draws all of a paper
    usual = [fonts.printable(name) for script, name in NAMES.items() if script != "Sindhi"]
    assert embedded(compiled(usual)) == every - {"NotoSansArabic-Regular"}


def test_japanese_text_reads_back_to_the_sign() -> None:
    text = pypdf.PdfReader(io.BytesIO(compiled([NAMES["Japanese"]]))).pages[0].extract_text()
    assert "髙橋 﨑山 𠮷田 草彅 塚本" in text


def test_arabic_letters_read_back_each_once() -> None:
    """Letters only: a reader of PDF may give the words of a line from right to left or reversed."""
    names = ["محمد عبد الله السيد", "شركة للخدمات", "ٹیپو سلطان گڑھ"]
    printed = [fonts.printable(name) for name in names]
    text = pypdf.PdfReader(io.BytesIO(compiled(printed))).pages[0].extract_text()
    for word in " ".join(names).split():
        assert word in text


def test_a_rare_sign_in_bold_is_printed_regular_and_not_as_a_box() -> None:
    bold = TEMPLATE.replace(b"#text", b"#strong(text)")
    assert "NotoSansKR-Regular" in embedded(compiled(["똠"], template=bold))


def test_a_chinese_sign_that_japanese_lacks_in_bold_is_bold() -> None:
    bold = TEMPLATE.replace(b"#text", b"#strong(text)")
    assert "NotoSansSC-Bold" in embedded(compiled(["\u600a"], template=bold))


def test_a_japanese_paper_takes_shared_punctuation_from_the_japanese_font() -> None:
    chosen = fonts.typst_fonts(fonts.typefaces("Tokyo…", ["ja"]), "ja")
    assert chosen == [{"name": "Inter", "covers": "latin-in-cjk"}, "Noto Sans JP"]


@pytest.mark.parametrize("name", ["محمد", "שם 5", "شركة (ABC)"])
def test_the_time_after_a_right_to_left_name_stays_behind_it(name: str) -> None:
    """Pixels: the line ends with the same digits, wherever the name puts its own."""
    from PySide6.QtGui import QImage

    def ending(text: str) -> list[bytes]:
        image = QImage.fromData(compiled([text], "png", template)).convertToFormat(
            QImage.Format.Format_Grayscale8
        )
        rows = [
            [image.pixelColor(x, y).value() < 128 for x in range(image.width())]
            for y in range(image.height())
        ]
        last = max(place for row in rows for place, ink in enumerate(row) if ink)
        digits = (bytes(row[last - 24 : last + 1]) for row in rows)
        return [row for row in digits if any(row)]

    template = TEMPLATE.replace(b"[10:00 #text 12:00 #parbreak()]", b"[#text #h(1fr) 12:00]")
    assert ending(fonts.printable(name)) == ending(fonts.printable("Jens"))
    if not name.endswith("5"):
        assert name in fonts.printable(name)
    assert fonts.printable(f"Jens\n{name}") == f"Jens\n\u2068{name}\u2069\u200e"


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("Jens\u202eneJ", "JensneJ"),
        ("a\x00b\x07c\x1b[0m", "abc[0m"),
        ("one\r\ntwo\u2028three\tfour\u1680five", "one\ntwo\nthree four five"),
        ("Lunch 🍣🇯🇵👨\u200d👩\u200d👧", "Lunch •"),
        ("ကျော်", "?"),
        ("Ǆ 𝒳 \ufffd \ue000 \ud800", "DŽ X ? ? ?"),
        ("a\u200db co\u00adop", "ab coop"),
        ("e" + "\u0301" * 90, "e" + "\u0301" * fonts.MOST_MARKS),
        ("\U000e0100x 葛\U000e0100飾", "x 葛\U000e0100飾"),
    ],
)
def test_what_no_page_can_show_is_said_plainly(given_text: str, printed: str) -> None:
    assert fonts.printable(given_text) == printed


def test_what_is_lost_is_told() -> None:
    assert fonts.uncovered("Lunch 🍣 ကျ\u202e\x07") == frozenset("🍣ကျ")


def test_joiners_stay_inside_the_words_that_need_them() -> None:
    assert "علی\u200cرضا" in fonts.printable("علی\u200cرضا\u200c \u200dx")
    assert "र्\u200dयाल" in fonts.printable("र्\u200dयाल")


def test_a_long_address_breaks_at_its_joints_and_a_short_one_stays_whole() -> None:
    long = "jens.very.long.name@foreign-affairs.example.gov"
    broken = "jens.|very.|long.|name@|foreign-affairs.|example.|gov"
    assert fonts.printable(f"Mail: {long}") == "Mail: " + broken.replace("|", "\u200b")
    assert fonts.printable("jens.hansen@example.gov") == "jens.hansen@example.gov"
    assert fonts.printable("Donaudampfschifffahrtsgesellschaften") == (
        "Donaudampfschifffahrtsgesellschaften"
    )


@pytest.mark.parametrize("sign", ["A", "щ", "。", "ー", "ب", "क्ष", "?", "¥", "ก", "髙", "김"])
def test_a_run_without_spaces_stays_inside_the_page(sign: str) -> None:
    from PySide6.QtGui import QImage

    text = fonts.printable(sign * 400)
    image = QImage.fromData(compiled([text], "png"))
    margin = image.width() // 10
    for x in range(image.width() - margin + 3, image.width()):
        assert all(image.pixelColor(x, y).value() > 200 for y in range(image.height()))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200))
def test_anything_becomes_printable_once_and_for_all(text: str) -> None:
    printed = fonts.printable(text)
    assert fonts.printable(printed) == printed
    assert fonts.uncovered(printed) == frozenset()
    allowed = set("\n\u200b\u200c\u200d\u200e\u2068\u2069")
    hidden = {sign for sign in printed if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co")}
    assert hidden - {"\u00ad"} <= allowed | {sign for sign in hidden if sign in "\u0600\u06dd"}
    assert printed.count("\u2068") == printed.count("\u2069")


def test_forty_thousand_signs_take_no_time_to_speak_of() -> None:
    import time

    for sign in ("A", "髙", "ب", "\u0301", ".", "a@", "🍣", "\u200d"):
        started = time.perf_counter()
        fonts.printable(sign * 40_000)
        assert time.perf_counter() - started < 1


def test_no_engine_is_loaded_by_asking_about_fonts() -> None:
    asked = (
        "import sys; from planner.documents.engine import fonts; fonts.printable('髙 محمد'); "
        "fonts.typefaces('髙'); print([n for n in ('typst', 'docx', 'fontTools') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(Path(families.__file__).parents[3]), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_window_loads_the_fonts_of_the_window_only() -> None:
    from planner.ui.theme import LATER_FONTS, TEXT_FONTS

    assert {name.partition("-")[0] for name in (*TEXT_FONTS, *LATER_FONTS)} == {
        "Inter",
        "NotoSansJP",
    }
