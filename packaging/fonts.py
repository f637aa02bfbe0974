"""Cuts the fonts of other scripts than Latin, Greek and Cyrillic down to what resources/fonts ships.

Run when the fonts are renewed: `.venv/bin/python packaging/fonts.py FOLDER`, where FOLDER holds the
static files of the type foundry's releases (see resources/fonts/README.md for where to get them).
The same input gives the same bytes. It also writes resources/fonts/coverage.txt, which the program
asks at run time; `--coverage` alone writes that from the files that are there.
"""

import argparse
import codecs
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "resources" / "fonts"
WEIGHTS = {"400Regular": "Regular", "700Bold": "Bold"}
COVERAGE_HEADER = """\
# Which characters each shipped font has: hexadecimal ranges. Written by packaging/fonts.py.
"""

# Whole blocks beside the Japanese sets: the Latin of European names, typographic marks, kana that
# cp932 lacks, and the name variants that Japanese registers keep apart.
LATIN_BLOCKS = (
    (0x0020, 0x024F),  # Latin, with its extensions A and B
    (0x0300, 0x036F),  # combining marks
    (0x1E00, 0x1EFF),  # Latin with two marks
    (0x2000, 0x206F),  # dashes, quotes, spaces
    (0x20A0, 0x20BF),  # money
    (0x2100, 0x218F),  # letterlike signs, fractions, Roman numbers
    (0x2190, 0x21FF),  # arrows
    (0x2460, 0x24FF),  # numbers in circles
    (0x3000, 0x30FF),  # Japanese punctuation, hiragana, katakana
    (0xF900, 0xFAFF),  # variants of characters in names
)
SINGLE = (0x20B9F, 0x20BB7)  # 𠮟, and 𠮷 of the surname 𠮷田
SELECTORS = ((0xE0100, 0xE01EF),)  # which shape of 葛 or 辻: a sign after the character
JAMO = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xD7B0, 0xD7FF))
HAN = (
    (0x2E80, 0x2FFF),
    (0x3100, 0x312F),
    (0x31A0, 0x31EF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
ARABIC = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
JOINERS = ((0x200C, 0x200D), (0x25CC, 0x25CC))  # the joiners, and the circle under a lone mark


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One family: what is kept of each weight, and what must be in both."""

    stem: str
    regular: frozenset[int]
    bold: frozenset[int]
    needed: str
    features: tuple[str, ...] = ("*",)


def pairs(encoding: str, first: Iterable[int] = range(0x81, 0xFF)) -> Iterator[int]:
    """All that a code page of one and two bytes can say."""
    decode = codecs.getdecoder(encoding)
    for lead in first:
        for raw in (bytes([lead]), *(bytes([lead, second]) for second in range(0x40, 0xFF))):
            try:
                text, used = decode(raw)
            except UnicodeDecodeError:
                continue
            if used == len(raw) and len(text) == 1:
                yield ord(text)


def third_and_fourth() -> Iterator[int]:
    """The characters of JIS X 0213, third and fourth level: rarer characters of names and places."""
    for prefix in (b"", b"\x8f"):
        for first in range(0xA1, 0xFF):
            for second in range(0xA1, 0xFF):
                try:
                    text = (prefix + bytes([first, second])).decode("euc_jis_2004")
                except UnicodeDecodeError:
                    continue
                if len(text) == 1:
                    yield ord(text)


def blocks(*spans: tuple[int, int]) -> frozenset[int]:
    """All characters of the blocks."""
    return frozenset(code for start, end in spans for code in range(start, end + 1))


def japanese() -> Cut:
    """The Japanese Windows code page in both weights, JIS X 0213 in regular."""
    bold = frozenset(pairs("cp932", range(256))) | frozenset(SINGLE)
    bold |= blocks(*LATIN_BLOCKS, *SELECTORS)
    return Cut(
        stem="NotoSansJP",
        regular=bold | frozenset(third_and_fourth()),
        bold=bold,
        needed="髙﨑𠮷塚晴神祥福隆々〆ヶ①㈱ｱ…",
        features=("ccmp", "liga", "locl", "jp78", "jp83", "jp90", "nlck", "vert"),
    )


def korean() -> Cut:
    """All syllables and their parts; bold the 2,350 syllables of KS X 1001."""
    syllables = blocks((0xAC00, 0xD7A3))
    return Cut(
        stem="NotoSansKR",
        regular=syllables | blocks(*JAMO),
        bold=(syllables & frozenset(pairs("euc_kr"))) | blocks((0x3130, 0x318F)),
        needed="김박최윤희원ㄱ",
        features=("ccmp", "ljmo", "vjmo", "tjmo"),
    )


def chinese(japanese_cut: Cut, source: Path) -> Cut:
    """The characters of GBK and Big5 that the Japanese font lacks; bold those in daily use."""
    has = frozenset(TTFont(source).getBestCmap())
    han = blocks(*HAN)
    daily = frozenset(pairs("gb2312")) | frozenset(pairs("big5", range(0xA4, 0xC7)))
    every = daily | frozenset(pairs("gbk")) | frozenset(pairs("big5"))
    return Cut(
        stem="NotoSansSC",
        regular=(every & han) - (japanese_cut.regular & has),
        bold=(daily & han) - (japanese_cut.bold & has),
        needed="张陈们这",
        features=("ccmp",),
    )


def script(
    stem: str, needed: str, *spans: tuple[int, int], features: tuple[str, ...] = ("*",)
) -> Cut:
    """The blocks of one script, with the rules of joining and stacking."""
    kept = blocks(*spans, *JOINERS)
    return Cut(stem=stem, regular=kept, bold=kept, needed=needed, features=features)


def cuts(folder: Path) -> tuple[Cut, ...]:
    """Every family that is cut."""
    jp = japanese()
    return (
        jp,
        korean(),
        chinese(jp, source_of("NotoSansJP", "400Regular", folder)),
        script(
            "Vazirmatn",
            "محمدعليپچگکیٹۆښ",
            *ARABIC,
            features=(
                "ccmp",
                "locl",
                "isol",
                "init",
                "medi",
                "fina",
                "rlig",
                "mark",
                "mkmk",
                "kern",
            ),
        ),
        script("NotoSansArabic", "ڄڦٿ", *ARABIC),
        script("NotoSansHebrew", "דודכהן", (0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
        script("NotoSansThai", "สมชายใจดี", (0x0E00, 0x0E7F)),
        script(
            "NotoSansDevanagari", "श्रीराम", (0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)
        ),
        script("NotoSansGeorgian", "გიორგი", (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
        script("NotoSansArmenian", "Արամ", (0x0530, 0x058F), (0xFB13, 0xFB17)),
    )


def source_of(stem: str, weight: str, folder: Path) -> Path:
    """The foundry's file, wherever it lies in the folder."""
    found = sorted(folder.rglob(f"{stem}_{weight}.ttf"))
    if not found:
        raise SystemExit(f"There is no {stem}_{weight}.ttf in {folder}.")
    return found[0]


def licence_of(source: Path) -> Path:
    """The licence that came with a font: in one of the folders above it."""
    for folder in source.parents:
        if (folder / "LICENSE_FONT").is_file():
            return folder / "LICENSE_FONT"
    raise SystemExit(f"{source.name} came without its licence.")


def cut(source: Path, target: Path, kept: frozenset[int], given: Cut) -> int:
    """Write the subset of one font; says how many characters it has."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(given.features)
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    font.save(target)
    characters = set(font.getBestCmap())
    missing = [character for character in given.needed if ord(character) not in characters]
    if missing:
        raise SystemExit(f"{source.name} has no {' '.join(missing)}")
    return len(characters)


def ranges(codes: Iterable[int]) -> list[str]:
    """Codes as hexadecimal ranges: 41-5A, 61."""
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return [f"{low:X}" if low == high else f"{low:X}-{high:X}" for low, high in spans]


def coverage(folder: Path) -> str:
    """What coverage.txt says of the regular fonts in the folder: a family, then its ranges."""
    lines = [COVERAGE_HEADER]
    for path in sorted(folder.glob("*-Regular.ttf")):
        codes = TTFont(path).getBestCmap()
        lines.append(f"{path.stem.removesuffix('-Regular')} {' '.join(ranges(codes))}\n")
    return "".join(lines)


def main() -> int:
    """Cut every family in both weights, then write down what the fonts have."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="where NotoSansJP_400Regular.ttf is")
    parser.add_argument("--out", type=Path, default=FONTS, help="where to write")
    parser.add_argument("--coverage", action="store_true", help="write only coverage.txt")
    given = parser.parse_args()
    if given.folder is None and not given.coverage:
        parser.error("say where the foundry's files are")
    for family in () if given.coverage else cuts(given.folder):
        for weight, name in WEIGHTS.items():
            source = source_of(family.stem, weight, given.folder)
            target = given.out / f"{family.stem}-{name}.ttf"
            kept = family.regular if name == "Regular" else family.bold
            count = cut(source, target, kept, family)
            print(f"{target.name}: {count} characters, {target.stat().st_size / 1e6:.2f} MB")
        shutil.copyfile(licence_of(source), given.out / f"{family.stem}-LICENSE.txt")
    said = coverage(given.out)
    (given.out / "coverage.txt").write_text(said, encoding="utf-8", newline="\n")
    print(f"coverage.txt: {len(said) / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
