"""The shipped font families, the order in which an engine asks them, and what each of them has."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from planner import paths


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """One shipped family. ``stem`` begins the names of its files and its line in coverage.txt."""

    name: str
    stem: str
    weights: tuple[str, ...] = ("Regular", "Bold")

    @property
    def files(self) -> tuple[Path, ...]:
        folder = paths.resources() / "fonts"
        return tuple(folder / f"{self.stem}-{weight}.ttf" for weight in self.weights)


INTER: Final = Family(name="Inter", stem="Inter", weights=("Regular", "Medium", "SemiBold", "Bold"))
JAPANESE: Final = Family(name="Noto Sans JP", stem="NotoSansJP")

# Vazirmatn draws each letter with one sign, so that an Arabic name can be copied out of a PDF; Noto
# draws dots apart, has the letters of more languages, and takes over whole words that need them.
_ARABIC: Final = Family(name="Vazirmatn", stem="Vazirmatn")
_MORE_ARABIC: Final = Family(name="Noto Sans Arabic", stem="NotoSansArabic")
# Scripts whose letters join or stack come first: a joiner inside a word must not be taken from
# another font, or the word falls into pieces. They hold neither Latin letters nor the space.
_JOINING: Final = tuple(
    Family(name=f"Noto Sans {script}", stem=f"NotoSans{script}")
    for script in ("Hebrew", "Thai", "Devanagari", "Georgian", "Armenian")
)
_EASTERN: Final = (
    JAPANESE,
    Family(name="Noto Sans KR", stem="NotoSansKR"),
    Family(name="Noto Sans SC", stem="NotoSansSC"),
)

# The order in which the engine asks the families for a character.
FAMILIES: Final = (_MORE_ARABIC, _ARABIC, *_JOINING, INTER, *_EASTERN)
# The order in which a family is found to be needed: the ones that are always there first.
_ASKED: Final = (INTER, *_EASTERN, _ARABIC, _MORE_ARABIC, *_JOINING)

# Private characters differ from font to font; U+FFFD is drawn as a broken character.
_PRIVATE: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF), (0xFFFD, 0xFFFD))


@lru_cache(maxsize=16_384)
def family_of(sign: str) -> Family | None:
    """The family that is loaded for a character; private characters belong to nobody."""
    code = ord(sign)
    if any(low <= code <= high for low, high in _PRIVATE):
        return None
    spans = coverage()
    for family in _ASKED:
        starts, ends = spans[family.stem]
        place = bisect_right(starts, code) - 1
        if place >= 0 and code <= ends[place]:
            return family
    return None


@cache
def coverage() -> dict[str, tuple[list[int], list[int]]]:
    """What coverage.txt says: of each family the first and the last code of its ranges, rising."""
    source = paths.resources() / "fonts" / "coverage.txt"
    said: dict[str, tuple[list[int], list[int]]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        stem, *spans = line.split()
        ends = [span.partition("-") for span in spans]
        said[stem] = (
            [int(low, 16) for low, _, _ in ends],
            [int(high or low, 16) for low, _, high in ends],
        )
    return said
