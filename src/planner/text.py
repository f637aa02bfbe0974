"""Text on its way in and for comparing: the one clean-up, folding, natural order."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

NAME_LIMIT = 500
NOTE_LIMIT = 64_000

# C0 and C1 controls but TAB and LF, U+2028/2029, and what no reader can show.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")

# Letters that NFKD leaves whole. One spelling each: the shortest that people type.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ß": "ss",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
    }
)


_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003134f々〆ヶ]"
)
_KANA = re.compile("^[\u3040-\u30ff\uff65-\uff9f\\s・ー]+$")


def clean_text(value: str, *, limit: int = NOTE_LIMIT) -> str:
    """The text as it may enter the library: the one place where input is cleaned.

    Line ends become LF; controls go (TAB and LF stay); a lone surrogate becomes U+FFFD;
    the ends are stripped; longer than ``limit`` characters is cut with an ellipsis. Nothing else
    changes: NFC or NFD is kept as typed.
    """
    if value.isprintable() and len(value) <= limit:
        return value.strip()  # the usual case: no control, no line end, no half character
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = _SURROGATES.sub("\ufffd", value)
    value = _CONTROLS.sub("", value).strip()
    return value if len(value) <= limit else value[: limit - 1] + "…"


def from_excel(value: str) -> str:
    """The text of a cell without Excel's escapes (``_x000D_``): for its files alone, and once.

    A text that is cleaned again on its way into the library is not decoded again.
    """
    if "_x" not in value:
        return value
    return _EXCEL_ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)


def clean_line(value: str, *, limit: int = NAME_LIMIT) -> str:
    """Like :func:`clean_text` for one line: runs of space, also ideographic, become one space."""
    if value.isprintable() and "  " not in value and len(value) <= limit:
        return value.strip()
    return _SPACES.sub(" ", clean_text(value, limit=limit).replace("\n", " ")).strip()


def visible(text: str) -> str:
    """The text without signs that nobody sees: zero-width spaces, marks of direction, soft hyphens."""
    return _INVISIBLE.sub("", text)


def is_native(text: str) -> bool:
    """Whether the text is in Han, kana or Hangul rather than Latin letters."""
    return not text.isascii() and _CJK.search(text) is not None


def is_reading(text: str) -> bool:
    """Whether the text is all kana: how a Japanese name is read."""
    return bool(text.strip()) and bool(_KANA.match(text))


def fold(value: str) -> str:
    """The text as it is compared and searched: width, case, marks and invisible signs gone.

    "Åkesson" and "AKESSON" fold alike, so do "ﾔﾏﾀﾞ" and "ヤマダ"; CJK stays as it is.
    """
    if value.isascii():
        low = value.lower()
        return low if low.isalnum() else _SPACES.sub(" ", low).replace("\n", " ").strip()
    wide = unicodedata.normalize("NFKC", value).casefold().translate(_LETTERS)
    parts = unicodedata.normalize("NFD", _INVISIBLE.sub("", wide))
    bare = "".join(sign for sign in parts if not ("\u0300" <= sign <= "\u036f"))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", bare)).replace("\n", " ").strip()


_DIGRAPHS: Final = str.maketrans({"å": "aa", "ä": "ae", "ø": "oe", "ö": "oe", "ü": "ue"})


def spellings(value: str) -> frozenset[str]:
    """All folded spellings under which a name may be filed: å=aa, ä=ae, ø/ö=oe, ü=ue."""
    folded = fold(value)
    if value.isascii():
        return frozenset({folded})
    low = unicodedata.normalize("NFC", value.casefold())
    return frozenset({folded, fold(low.translate(_DIGRAPHS))})


def natural_key(value: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts "Room 9" before "Room 10"."""
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in re.split(r"(\d+)", fold(value))
        if part
    )


def safe_file_name(value: str, *, fallback: str = "planner") -> str:
    """A name that Windows, macOS and Linux accept: no separators, marks of direction or reserved words."""
    bare = _INVISIBLE.sub("", clean_line(value))
    bare = re.sub(r'[<>:"/\\|?*]+', "-", bare).strip(" .-")[:120]
    reserved = {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{n}" for n in range(10)),
        *(f"lpt{n}" for n in range(10)),
    }
    if not bare or bare.split(".")[0].casefold() in reserved:
        return f"{fallback}-{bare}" if bare else fallback
    return bare
