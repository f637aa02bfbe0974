"""The name in one cell of a list: honorifics, scripts and capitals put where they belong."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.names import (
    NameOrder,
    NameParts,
    family_first,
    is_native,
    is_reading,
    split_name,
)
from planner.text import fold

_HONORIFIC: Final = re.compile(r"(?<=\S)\s*(?:様|氏|さん|殿|先生|女史)$")
_PARTICLES: Final = frozenset(
    "von van de der den zu zur af la le du di da dos del della ter ten el al bin ibn".split()
)


_WITH_ADDRESS: Final = re.compile(
    r"\s*[\"']?([^<>\[\]()\"@]{2,200}?)[\"']?\s*[<\[(](?:mailto:)?([^\s<>\[\]()@]{1,100}@[^\s<>\[\]()@]{1,150})[>\])]\s*"
)


def without_address(text: str) -> tuple[str, str]:
    """The name and the e-mail address of a cell that has both as mails do, else the cell and ""."""
    if "@" not in text or (found := _WITH_ADDRESS.fullmatch(text)) is None:
        return text, ""
    return found[1], found[2]


def split_cell(text: str, country: str) -> NameParts:
    text = _HONORIFIC.sub("", text) if is_native(text) else text
    parts = split_name(text, country=country)
    if is_native(parts.native_name) and is_reading(parts.native_name) and not parts.family_name:
        # A name that is all kana is a name, and its own reading.
        return NameParts(
            "", "", parts.prefix, parts.native_name, parts.reading or parts.native_name
        )
    return parts


def is_guess(text: str, parts: NameParts, country: str) -> bool:
    """Whether only the custom of the country said which word is the family name."""
    if not (parts.family_name and parts.given_name) or "," in text:
        return False
    has_capitals = any(word.isupper() and len(word) > 1 for word in text.split())
    return family_first(NameOrder.CUSTOM, country) and not has_capitals


def scripts(text: str) -> tuple[str, list[str]]:
    """The Latin and the native words of a part of a name: "Haruto 陽斗" is both."""
    if not is_native(text):
        return text, []
    words = re.sub(r"[()（）/]", " ", text).split()
    latin = " ".join(word for word in words if not is_native(word))
    native = "".join(word for word in words if is_native(word))
    return latin, [native] if native else []


def from_capitals(name: str) -> str:
    """ "MÜLLER-LÜDENSCHEIDT" as "Müller-Lüdenscheidt"; a name in mixed letters stays as it is."""
    if not name.isupper():
        return name
    letters = [sign for sign in name if sign.isalpha()]
    if len(letters) < 3 or not all(sign.isupper() for sign in letters) or "." in name:
        return name.title() if len(letters) == 2 and name.isalpha() else name
    words = re.sub(r"[^\W\d_]+", lambda found: found[0][0] + found[0][1:].lower(), name).split(" ")
    last = len(words) - 1
    lowered = [
        word.lower() if place < last and fold(word) in _PARTICLES else word
        for place, word in enumerate(words)
    ]
    return " ".join(lowered)
