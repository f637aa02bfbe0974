"""The line as it is matched: small letters and plain digits, sign for sign as long as what was typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

GUARD: Final = "\x02"
"""Stands for each sign that must be left alone: quoted words, and words after a backslash."""

_DASHES: Final = frozenset("‐‑‒–—―−－〜～~")
_QUOTED: Final = re.compile(r'"[^"]+"|“[^”]+”|„[^“”]+[“”]|«[^»]+»|»[^«]+«|「[^」]+」|『[^』]+』')
_ESCAPED: Final = re.compile(r"(?<!\S)\\(?=\S)\S+")
_EMPTY: Final = re.compile(r"\(\s+\)|\[\s+\]|（\s+）")  # brackets around what became a field
_SPACE: Final = re.compile(r"\s")


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign in _DASHES:
        return "-"
    wide = unicodedata.normalize("NFKC", sign)
    if len(wide) != 1 or sign in "½¼¾":
        wide = sign
    if wide.isdecimal():
        return str(unicodedata.decimal(wide))
    low = wide.lower()
    if len(low) != 1:
        low = wide
    return " " if low.isspace() else low


class Shadow:
    """A line with what was recognised blanked out. ``text`` is the line in composed form (NFC)."""

    def __init__(self, line: str) -> None:
        self.text = line if line.isascii() else unicodedata.normalize("NFC", line)
        plain = "".join(map(_plain, self.text))
        self.escapes: list[int] = []
        for found in _QUOTED.finditer(plain):
            plain = _guarded(plain, *found.span())
        for found in _ESCAPED.finditer(plain):
            plain = _guarded(plain, *found.span())
            self.escapes.append(found.start())
        self.plain = plain
        self.whole = plain
        self.used: list[tuple[int, int]] = []

    def use(self, start: int, end: int) -> None:
        """These signs are part of a field: nothing else may read them, and the title does without."""
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        if end > start:
            self.used.append((start, end))
            self.plain = self.plain[:start] + " " * (end - start) + self.plain[end:]

    def skip(self, at: int, signs: str = "") -> int:
        """The next place from ``at`` on that is neither white space nor one of ``signs``."""
        while at < len(self.plain) and (self.plain[at].isspace() or self.plain[at] in signs):
            at += 1
        return at

    def words(self, at: int = 0) -> list[int]:
        """Where something may begin: after white space, a bracket, and between scripts."""
        plain = self.plain
        return [
            here
            for here in range(at, len(plain))
            if not plain[here].isspace()
            and (
                here == 0
                or plain[here - 1].isspace()
                or plain[here - 1] in "(),;/[·|"
                or (
                    plain[here - 1] > "\u2e80" and (plain[here].isdigit() or plain[here] > "\u2e80")
                )
            )
        ]

    def rest(self) -> str:
        """What no field took, in the words and case of the line; runs of space become one."""
        kept = list(self.text)
        for start, end in self.used:
            kept[start:end] = " " * (end - start)
        for place in self.escapes:
            kept[place] = ""
        return " ".join(_EMPTY.sub(" ", "".join(kept)).split())


def _guarded(plain: str, start: int, end: int) -> str:
    return plain[:start] + GUARD * (end - start) + plain[end:]


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without these places."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return " ".join("".join(kept).split())


def escaped(text: str, start: int, end: int) -> str:
    """The text with a backslash before every word that touches this place, so that it stays title."""
    while start and not _SPACE.match(text[start - 1]):
        start -= 1
    while end < len(text) and not _SPACE.match(text[end]):
        end += 1
    words = re.sub(r"(?<!\S)(?=[^\s\\])", r"\\", text[start:end])
    return text[:start] + words + text[end:]
