"""The index of SQLite: which entries contain which one, two or three signs in a row.

A string of up to three signs is answered by the index alone; a longer one is looked up by threes
in it, and the few entries that have them all are compared with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import add
from typing import Any, Final

from planner.domain.searching import NAME, Condition

TABLE: Final = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "grams, content='', contentless_delete=1, tokenize='ascii', detail='none')"
)
"""A gram is a token: the two marks are moved to where the tokenizer takes them for letters."""

_NAME, _SPACE, _KIND = "\ue002", "\ue020", "\ue003"
_APART: Final = "-"
"""Stands between two texts: to the tokenizer it is no letter, so what reaches over it falls apart."""
_MOST: Final = 6
"""Threes of one string that are looked up; more would only cost time."""


def grams(text: str, word: str) -> str:
    """All grams of an entry's text, and one for the word of the record.

    Threes reach over the space between two words, but not from one name or text into the next.
    """
    signs = _marked(text.replace(f" {NAME}", f" {_APART}{NAME}").replace("  ", f" {_APART} "))
    pairs = list(map(add, signs, signs[1:]))
    return " ".join({_kind(word), *signs, *pairs, *map(add, pairs, signs[2:])})


def _marked(text: str) -> str:
    return text.replace(NAME, _NAME).replace(" ", _SPACE)


def _kind(word: str) -> str:
    return _KIND + word.replace("_", "")


def asked(condition: Condition, words: Iterable[str] = (), without: str = "") -> str:
    """The question to the index; its answers may still lack strings of more than three signs."""
    parts = [_any(_all(map(_one, way)) for way in group) for group in condition]
    if kinds := [_quoted(_kind(word)) for word in words]:
        parts.append(_any(kinds))
    question = _all(parts)
    return f"{question} NOT {_quoted(_kind(without))}" if without else question


def unsure(condition: Condition) -> Condition:
    """The groups that the index does not decide: those with a string of more than one gram."""
    return tuple(
        group for group in condition if any(len(part) > 3 for way in group for part in way)
    )


def _one(part: str) -> str:
    """Grams that every text with this string has: the whole of a short one, else overlapping threes."""
    signs = _marked(part)
    last = len(signs) - 3
    if last <= 0:
        return _quoted(signs)
    step = max(2, -(-last // _MOST))
    return _all(_quoted(signs[at : at + 3]) for at in (*range(0, last, step), last))


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'


def _all(parts: Iterable[str]) -> str:
    return _joined(" AND ", parts)


def _any(parts: Iterable[str]) -> str:
    return _joined(" OR ", parts)


def _joined(sign: str, parts: Iterable[str]) -> str:
    several = list(dict.fromkeys(parts))
    return several[0] if len(several) == 1 else f"({sign.join(several)})"


def compared(
    condition: Condition, column: str, function: str, name: str = "sought"
) -> tuple[str, dict[str, Any]]:
    """The condition in SQL, read from the text itself. ``function`` finds a string in a text."""
    values: dict[str, Any] = {}

    def contains(part: str) -> str:
        values[f"{name}{len(values)}"] = part
        return f"{function}({column}, :{name}{len(values) - 1}) > 0"

    clauses = [_any(_all(contains(part) for part in way) for way in group) for group in condition]
    return _all(clauses) if clauses else "1 = 1", values
