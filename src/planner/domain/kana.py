"""Kana in Latin letters (Hepburn), so that who types "saito" finds さいとう."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_ROWS: Final = {
    "": "あいうえお",
    "k": "かきくけこ",
    "g": "がぎぐげご",
    "s": "さしすせそ",
    "z": "ざじずぜぞ",
    "t": "たちつてと",
    "d": "だぢづでど",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "m": "まみむめも",
    "r": "らりるれろ",
}
_SPECIAL: Final = {
    "し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu",
    "や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n", "ゔ": "vu",
    "ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ー": "", "・": " ", "　": " ",
}  # fmt: skip
_SMALL_Y: Final = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_SIGNS: Final = {
    **{
        sign: row + vowel
        for row, signs in _ROWS.items()
        for sign, vowel in zip(signs, "aiueo", strict=True)
    },
    **_SPECIAL,
}
_DOUBLED: Final = re.compile("っ([a-z])")


def romaji(text: str) -> str:
    """The kana of a text in Latin letters, long vowels as they are written ("さとう" is "satou").

    Other signs stay as they are.
    """
    wide = unicodedata.normalize("NFKC", text)
    hiragana = "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヴ" else sign for sign in wide)
    letters = ""
    for sign in hiragana:
        if sign in _SMALL_Y and letters.endswith("i"):
            glide = "" if letters.endswith(("shi", "chi", "ji")) else "y"
            letters = letters[:-1] + glide + _SMALL_Y[sign]
        else:
            letters += _SIGNS.get(sign, sign)
    return _DOUBLED.sub(lambda found: found[1] * 2 if found[1] != "c" else "tc", letters)
