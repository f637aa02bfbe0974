"""Text and fonts on paper: which families a text needs, what none has, and text that any page can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from planner import paths
from planner.documents.engine.families import FAMILIES, INTER, JAPANESE, Family, family_of

if TYPE_CHECKING:
    import typst

UNKNOWN = "?"  # stands for a letter that no shipped font has
ORNAMENT = "•"  # stands for picture signs: emoji and the like
LONGEST_RUN = 40  # signs without a place to break
LONGEST_ADDRESS = 28  # the same for e-mail and web addresses
STEP = 10  # a longer run may break every so many signs: ten capitals fit a narrow column
MOST_MARKS = 4  # on one letter: more would be drawn over the lines above and below

# Shown by no font, and still part of the text: line ends, joiners, the chosen shape of a Chinese
# character, and the marks that printable() sets itself.
_SHAPELESS: Final = frozenset("\n\u200b\u200c\u200d\u200e\u2068\u2069\U000e0100")
_BREAK: Final = "\u200b"
_APART, _APART_END, _LEFT_TO_RIGHT = "\u2068", "\u2069", "\u200e"
_LINES: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = {0x09: " ", 0x1680: " "}  # spaces that no font has
_NOTHING: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e00ff\U000e0101-\U000e0fff]"
)
_JOINED: Final = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\u0900-\u097f\ufb50-\ufdff\ufe70-\ufefc"
_HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Joiners and the chosen shape mean something only inside the scripts that know them.
_LOOSE: Final = re.compile(
    f"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINED}\u200c\u200d])"
    f"|(?<![{_HAN}])\U000e0100"
)
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Where a line may end anyway: spaces, Han, kana (but the small ones), Hangul, words of Thai.
_FREE: Final = (
    f"\\s{_BREAK}\u3042\u3044\u3046\u3048\u304a-\u3062\u3064-\u3082\u3084\u3086\u3088-\u308d"
    "\u308f-\u3094\u30a2\u30a4\u30a6\u30a8\u30aa-\u30c2\u30c4-\u30e2\u30e4\u30e6\u30e8-\u30ed"
    f"\u30ef-\u30f4\uac00-\ud7a3\u0e01-\u0e3a\u0e40-\u0e45{_HAN}"
)
_LONG: Final = re.compile(f"[^{_FREE}]{{{LONGEST_ADDRESS + 1},}}")
_PLAIN: Final = re.compile(f"(?:[!-~]{{1,{LONGEST_ADDRESS}}}(?: +|$))*")
# The engine knows the words of Thai; what repeats itself is none.
_THAI: Final = re.compile("([\u0e01-\u0e45]{1,3}?)\\1{13,}")
_ADDRESS: Final = re.compile(r"@|//|^www\.")
_JOINT: Final = re.compile(r"(?<=[@./?&=_])(?=[^\W_])")
_LEADING_VOWELS: Final = "\u0e40\u0e41\u0e42\u0e43\u0e44"  # Thai: written before their consonant
_VIRAMA: Final = 9  # the combining class of the sign that ties two consonants


@cache
def shipped() -> typst.Fonts:
    """The shipped fonts as the engine takes them, read once; no font of the system, none of the engine.

    The engine searches folders only: a path to a single file is passed over without a word. All
    files together cost 2 ms once, so a paper never needs a choice of files, only of families.
    """
    import typst  # late: nothing of the engine is loaded before the first paper

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(paths.resources() / "fonts")],
    )


def typefaces(text: str | Iterable[str], languages: Iterable[str] = ("en",)) -> tuple[Family, ...]:
    """The families that the text, or the texts of a paper together, need, in fall-back order.

    Inter is always there, Noto Sans JP whenever a language of the paper is Japanese.
    """
    needed = {INTER}
    if "ja" in languages:
        needed.add(JAPANESE)
    signs: set[str] = set()
    for part in (text,) if isinstance(text, str) else text:
        if not part.isascii():
            signs.update(part)
    needed.update(filter(None, map(family_of, signs - _SHAPELESS)))
    return tuple(family for family in FAMILIES if family in needed)


def typst_fonts(families: Iterable[Family], language: str = "en") -> list[str | dict[str, str]]:
    """The value of the engine's ``font`` setting for a text in ``language``, ready for JSON.

    In Japanese the marks that both scripts have (“ ” … —) are taken from the Japanese font.
    """
    if language != "ja":
        return [family.name for family in families]
    return [
        {"name": family.name, "covers": "latin-in-cjk"} if family == INTER else family.name
        for family in families
    ]


def uncovered(text: str) -> frozenset[str]:
    """The visible characters of the text that no shipped font has: each would print as an empty box."""
    if text.isascii():
        return frozenset()
    return frozenset(
        sign
        for sign in set(text) - _SHAPELESS
        if family_of(sign) is None and not _NOTHING.match(sign) and not sign.isspace()
    )


def printable(text: str) -> str:
    """The text as any page can show it; a second pass changes nothing more.

    Lines stay, a tab is a space. Controls and marks of direction go; a line with right-to-left
    letters is set apart from what surrounds it, so that the time after a name keeps its place.
    What no font has becomes its plain equivalent ("Ǆ" "DŽ"), else "?" or "•". Runs without a
    space get places to break: addresses at @ and full stops, longer words every ten signs.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _LINES.sub("\n", text).translate(_SPACES)
    text = _LOOSE.sub("", _NOTHING.sub("", text))
    if not text.isascii():
        text = _with_few_marks(_with_known_signs(text))
    text = _LONG.sub(lambda found: _with_breaks(found[0]), text)
    text = _THAI.sub(lambda found: _with_breaks(found[0]), text)
    if _RIGHT_TO_LEFT.search(text) is None:
        return text
    return "\n".join(map(_set_apart, text.split("\n")))


def _with_known_signs(text: str) -> str:
    missing = uncovered(text)
    if not missing:
        return text
    text = text.translate({ord(sign): _equivalent(sign) for sign in missing})
    return re.sub("\uffff+", ORNAMENT, text)  # an emoji is several signs, and was one picture


def _equivalent(sign: str) -> str:
    """What to print for a character that no font has; U+FFFF for a picture sign."""
    plain = unicodedata.normalize("NFKC", sign)
    if uncovered(plain):
        lost = uncovered(plain := unicodedata.normalize("NFKD", sign))
        plain = unicodedata.normalize("NFC", "".join(part for part in plain if part not in lost))
    if plain.strip():
        return plain
    if sign == "\ufffd":
        return UNKNOWN
    match unicodedata.category(sign)[0]:
        case "M":
            return ""
        case "S":
            return "\uffff"
        case "Z":
            return " "
        case _:
            return UNKNOWN


def _with_few_marks(text: str) -> str:
    marks = {sign for sign in set(text) if unicodedata.category(sign) in ("Mn", "Me")}
    if not marks:
        return text
    kinds = "".join(sorted(marks))
    return re.sub(f"([{kinds}]{{{MOST_MARKS}}})[{kinds}]+", r"\1", text)


def _with_breaks(run: str) -> str:
    """A run of over 28 signs without a space, with places to break."""
    if _ADDRESS.search(run) or run.count(".") > 1:
        run = _JOINT.sub(_BREAK, run)
    return _BREAK.join(
        _BREAK.join(_steps(part)) if len(part) > LONGEST_RUN else part for part in run.split(_BREAK)
    )


def _steps(run: str) -> Iterable[str]:
    """Pieces of about ten signs; a letter keeps its marks."""
    start = 0
    while len(run) - start > STEP:
        end = start + STEP
        while end < min(start + LONGEST_RUN, len(run)) and not _may_part(run[end - 1], run[end]):
            end += 1
        yield run[start:end]
        start = end
    if start < len(run):
        yield run[start:]


def _may_part(before: str, after: str) -> bool:
    if before in _LEADING_VOWELS or unicodedata.combining(before) == _VIRAMA:
        return False
    return not (
        before in "\u200c\u200d"
        or after in "\u200c\u200d"
        or unicodedata.category(after).startswith("M")
    )


def _set_apart(line: str) -> str:
    """An isolate for those who know it, and a mark behind it for those who do not."""
    if _RIGHT_TO_LEFT.search(line) is None:
        return line
    return f"{_APART}{line}{_APART_END}{_LEFT_TO_RIGHT}"
