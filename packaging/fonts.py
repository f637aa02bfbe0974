"""Cuts the Japanese fonts down to what is shipped in resources/fonts.

Run when the fonts are renewed: `.venv/bin/python packaging/fonts.py FOLDER`, where FOLDER holds the
static files of the type foundry's release (see resources/fonts/README.md for where to get it).
The same input gives the same bytes.
"""

import argparse
import codecs
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "resources" / "fonts"
WEIGHTS = {"400Regular": "Regular", "700Bold": "Bold"}
NEEDED = "髙﨑𠮷塚晴神祥福隆々〆ヶ①㈱ｱ…"

# Whole blocks beside the Japanese set: the Latin of European names, typographic marks, kana that
# cp932 lacks, and the name variants that Japanese registers keep apart.
BLOCKS = (
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


def japanese() -> Iterator[int]:
    """All that the Japanese Windows code page can say: what arrives in Japanese lists."""
    decode = codecs.getdecoder("cp932")
    for first in range(256):
        for raw in (bytes([first]), *(bytes([first, second]) for second in range(0x40, 0xFD))):
            try:
                text, used = decode(raw)
            except UnicodeDecodeError:
                continue
            if used == len(raw) and len(text) == 1:
                yield ord(text)


def wanted() -> set[int]:
    """The characters to keep."""
    kept = set(japanese()) | set(SINGLE)
    for start, end in BLOCKS:
        kept.update(range(start, end + 1))
    return kept


def cut(source: Path, target: Path) -> int:
    """Write the subset of one font; says how many characters it has."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["ccmp", "liga", "locl", "jp78", "jp83", "jp90", "nlck", "vert"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)
    font.save(target)
    characters = set(font.getBestCmap())
    missing = [character for character in NEEDED if ord(character) not in characters]
    if missing:
        raise SystemExit(f"{source.name} has no {' '.join(missing)}")
    return len(characters)


def main() -> int:
    """Find the two weights in the given folder and cut them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where NotoSansJP_400Regular.ttf and so on are")
    parser.add_argument("--out", type=Path, default=FONTS, help="where to write")
    given = parser.parse_args()
    for weight, name in WEIGHTS.items():
        found = sorted(given.folder.rglob(f"NotoSansJP_{weight}.ttf"))
        if not found:
            print(f"There is no NotoSansJP_{weight}.ttf in {given.folder}.", file=sys.stderr)
            return 1
        target = given.out / f"NotoSansJP-{name}.ttf"
        count = cut(found[0], target)
        print(f"{target.name}: {count} characters, {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
