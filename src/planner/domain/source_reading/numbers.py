"""Small numbers as texts write them: digits, words in five languages."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {
    "da": "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten"
    " atten nitten tyve",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn zwanzig",
    "sv": "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton"
    " arton nitton tjugo",
}
_VALUES: Final = {
    word: value for words in _WORDS.values() for value, word in enumerate(words.split()) if value
}
_VALUES["et"] = _VALUES["ett"] = _VALUES["eine"] = _VALUES["einem"] = 1
_KANJI: Final = {sign: value for value, sign in enumerate("〇一二三四五六七八九十")}

NUMBER: Final = (
    r"(?:\d{1,3}(?:[.,\u00a0 ]\d{3})+|\d{1,6}|"
    + "|".join(
        sorted((word for word, value in _VALUES.items() if value > 1), key=len, reverse=True)
    )
    + ")"
)
"""A pattern for a whole number from two on, to be used without regard to case."""


def read_number(text: str) -> int | None:
    """ "syv", "Seven", "1.500" and "七" as numbers; None for anything else."""
    low = text.strip().casefold()
    if low in _VALUES:
        return _VALUES[low]
    if low in _KANJI:
        return _KANJI[low]
    digits = re.sub(r"(?<=\d)[.,\u00a0 ](?=\d{3}\b)", "", low)
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None
