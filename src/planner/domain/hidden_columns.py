"""Which hidden detail a column of identity papers holds, told by its header; what else such columns
hold (visas, national numbers, days of issue) has no place in the library."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.column_meanings import Meaning
from planner.domain.private_details import DetailKind
from planner.text import fold

_REFUSED: Final = (
    *("issu", "udsted", "ausgestell", "utfard", "発行", "visa", "social", "cpr", "personnummer"),
    *("age", "alder", "alter", "ar", "year", "jahr", "fodselsar", "年齢"),
)
_WORDS: Final = re.compile(r"[^\W\d_]+")
_WHOLE: Final = frozenset({"age", "alder", "alter", "ar", "year", "jahr"})
"""Refused only as words of their own: "passage" is no age."""
_EXPIRY: Final = ("expir", "valid", "gultig", "udlob", "giltig", "有効")
_CARD: Final = ("identity", "id card", "id no", "id number", "ausweis")
_PLACE: Final = ("place", "fodested", "geburtsort", "fodelseort", "出生地")
_NATIONAL: Final = re.compile(r"\d{6}-?\d{4}|(?:19|20)\d{6}-?\d{4}|\d{3}-\d{2}-\d{4}")


def detail_of(header: str, meaning: Meaning) -> DetailKind | None:
    """The detail, or None where the column holds something that is not kept or two things at once."""
    said = fold(header)
    words = set(_WORDS.findall(said))
    if any((sign in words) if sign in _WHOLE else (sign in said) for sign in _REFUSED):
        return None
    if meaning is Meaning.BIRTH_DATE:
        if any(sign in said for sign in _PLACE):
            return None if "date" in words else DetailKind.BIRTH_PLACE
        return DetailKind.BIRTH_DATE
    if meaning is not Meaning.PASSPORT:
        return None
    if any(sign in said for sign in _EXPIRY):
        return DetailKind.PASSPORT_EXPIRY
    if any(sign in said for sign in _CARD):
        return DetailKind.IDENTITY_NUMBER
    return DetailKind.PASSPORT_NUMBER


def is_national_number(text: str) -> bool:
    """A number that a state gives its residents: never kept, whatever the header says."""
    return _NATIONAL.fullmatch(text.strip()) is not None
