"""What is compared when something is searched: the text of a record, what was asked, and how near they are."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from planner.text import fold

NAME: Final = "\x02"
"""Stands before each form of a name in the text of an entry, where a space stands before other words."""

ASKED_LIMIT: Final = 200
"""Signs of a question that are looked at; nobody types more, but a page may be pasted."""

Condition = tuple[tuple[tuple[str, ...], ...], ...]
"""Of every group at least one way must hold; a way holds when all of its strings are contained."""

# Older and newer forms of the same sign in family names: 渡邊 and 渡辺 are written by one person.
_KANJI: Final = dict(
    zip(
        "邊邉齋齊斉髙﨑澤濱廣櫻國嶋嶌瀧學惠眞條壽圓龍會曾德黑淵渕",
        "辺辺斎斎斎高崎沢浜広桜国島島滝学恵真条寿円竜会曽徳黒渕渕",
        strict=True,
    )
)
_KANA_STEP: Final = ord("ァ") - ord("ぁ")
_DROPPED: Final = frozenset("'’‘ʼ`´ʻ")


class _Signs(dict[int, str]):
    """What a folded sign is searched as; learns as it goes, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign in _DROPPED:
            found = ""
        elif "ァ" <= sign <= "ヶ" or sign in "ヽヾ":
            found = chr(code - _KANA_STEP)
        elif sign in _KANJI:
            found = _KANJI[sign]
        else:
            found = " " if unicodedata.category(sign)[0] in "PSZC" else sign
        self[code] = found
        return found


_SIGNS: Final = _Signs()

# One sound, written with one letter or two: each pair is searched as its first letter, so that what
# is typed stays a beginning of what is meant. "oh" is a long o unless a vowel follows (Itoh, Ohno).
_PAIRS: Final = re.compile(r"(a)[ae]|(o)[eou]|(u)[eu]|(o)h(?![aeiouy])")


def searchable(text: str) -> str:
    """The words of a text as they are compared: folded, without punctuation, one space between.

    Katakana is read as hiragana, older forms of kanji as the newer; an apostrophe vanishes.
    """
    # Most names are plain letters, and of those fold() only makes small ones.
    if text.isascii():
        folded = text.lower()
        if folded.isalnum():
            return folded
    else:
        folded = fold(text)
    return " ".join(folded.translate(_SIGNS).split())


def collapsed(words: str) -> str:
    """Searchable words with one letter for each sound: oe, ou and oo as o, aa and ae as a, ue as u."""
    return _PAIRS.sub(lambda pair: pair[pair.lastindex or 0], words)


def entry_text(names: Iterable[str], others: Iterable[str], numbers: Iterable[str] = ()) -> str:
    """The text that is searched of one record.

    ``names`` are whole forms of its name, ``others`` whatever else it is found by, ``numbers``
    phone numbers in any writing: of them only the digits are searched.
    """
    text = "".join(f"{NAME}{words} " for words in _each(names))
    for words in _each(others):
        if f" {words} " not in text and f"{NAME}{words} " not in text:
            text += f" {words} "
    for digits in sorted({_digits(number) for number in numbers}, key=len, reverse=True):
        if digits and digits not in text:
            text += f" {digits} "
    return text


def _each(texts: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        if text:
            words, one_letter = _spelled(text)
            found[words] = found[one_letter] = None
    found.pop("", None)
    return list(found)


@lru_cache(maxsize=4_096)
def _spelled(text: str) -> tuple[str, str]:
    """The words of a text as they stand and collapsed; posts and organisations come again and again."""
    words = searchable(text)
    return words, collapsed(words)


def _digits(number: str) -> str:
    digits = "".join(filter(str.isdecimal, number))
    return (digits if digits.isascii() else fold(digits)).removeprefix("00")


class Nearness(enum.IntEnum):
    """How near an entry is to what was asked, the nearest first."""

    NAME_IS = 0
    NAME_BEGINS = 1
    WORDS_BEGIN_TOGETHER = 2
    WORDS_BEGIN = 3
    CONTAINS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart: one condition for each nearness, each within the next."""

    conditions: tuple[Condition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conditions)

    @property
    def contained(self) -> Condition:
        """What any answer must meet."""
        return self.conditions[Nearness.CONTAINS]

    def nearness(self, text: str) -> Nearness | None:
        """How near an entry's text is; None when it is no answer."""
        if not self or not holds(self.contained, text):
            return None
        for nearness, condition in enumerate(self.conditions):
            if holds(condition, text):
                return Nearness(nearness)
        return None

    def name_in(self, text: str) -> str:
        """The text from the first name on that begins as asked: what such answers are sorted by."""
        for (begun,) in self.conditions[Nearness.NAME_BEGINS][0]:
            if (at := text.find(begun)) >= 0:
                return text[at:]
        return text


def holds(condition: Condition, text: str) -> bool:
    return all(any(all(part in text for part in way) for way in group) for group in condition)


def ask(text: str) -> Asked:
    """Read what was typed. Every word must be found; what stands together without a space, together.

    Empty, or of nothing but punctuation, it asks for nothing.
    """
    groups = tuple(_groups(text[:ASKED_LIMIT]))
    if not groups:
        return Asked()
    line = searchable(text[:ASKED_LIMIT])
    lines = tuple(dict.fromkeys((line, collapsed(line))))
    return Asked(
        (
            (tuple((f"{NAME}{one} ",) for one in lines),),
            (tuple((f"{NAME}{one}",) for one in lines),),
            (tuple((mark + one,) for one in lines for mark in (NAME, " ")),),
            tuple(tuple(way for one in group for way in _beginning(one)) for group in groups),
            groups,
        )
    )


def _beginning(way: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """The ways in which all parts begin a word: after a space or at the start of a name."""
    if len(way) > 2:
        return (tuple(f" {part}" for part in way),)
    return (
        tuple(map("".join, zip(marks, way, strict=True)))
        for marks in product((" ", NAME), repeat=len(way))
    )


def _groups(text: str) -> Iterable[tuple[tuple[str, ...], ...]]:
    """What must be found, each with its ways: neighbouring numbers may be one phone number."""
    run: list[str] = []
    abroad = False
    for token in [*fold(text).replace("(0)", "").split(), ""]:
        words = searchable(token)
        if words and all(word.isdecimal() for word in words.split()):
            abroad = abroad or (not run and token.startswith(("+", "(+", "00")))
            run.append(words)
            continue
        if run:
            yield tuple(_ways_of_numbers(run, abroad=abroad))
            run, abroad = [], False
        if words:
            yield tuple((one,) for one in dict.fromkeys((words, collapsed(words))))


def _ways_of_numbers(run: list[str], *, abroad: bool) -> list[tuple[str, ...]]:
    digits = "".join(run).replace(" ", "")
    ways: dict[tuple[str, ...], None] = {tuple(dict.fromkeys(run)): None, (digits,): None}
    if digits.startswith("00"):
        digits = digits[2:]
        ways[digits,] = None
    elif digits.startswith("0") and len(digits) > 4:
        ways[digits[1:],] = None
    if abroad and len(digits) >= 9:
        ways[digits[_country_code(digits) :],] = None
    return [way for way in ways if all(way)]


def _country_code(digits: str) -> int:
    """How many digits the country code of an international number has (ITU-T E.164, Annex to OB 994)."""
    if digits[0] in "17":
        return 1
    two = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58"
    two += " 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
    return 2 if digits[:2] in two.split() else 3
