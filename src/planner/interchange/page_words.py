"""The words of a page in a mail, a line for each block: one pass, whatever the tags look like."""

from __future__ import annotations

import html
import re
from typing import Final

_BLOCKS: Final = frozenset(
    "p div br tr li h1 h2 h3 h4 h5 h6 table ul ol hr blockquote section".split()
)
_SILENT: Final = {
    tag: re.compile(rf"(?i)</{tag}\b[^<>]{{0,100}}>?")
    for tag in ("script", "style", "head", "title", "template")
}
_TAG: Final = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]{0,40}")
_ODD_QUOTES: Final = 2_000
"""How far a quotation mark in a tag is followed past the first ">"."""


def words_of_page(text: str) -> str:
    """The text of a page without tags, comments, scripts and styles."""
    parts: list[str] = []
    endless: set[str] = set()  # what has no end in the rest of the page, and is not sought again
    place = 0
    while place < len(text):
        start = text.find("<", place)
        if start < 0:
            break
        parts.append(_words(text[place:start]))
        place = _after(text, start, parts, endless)
    parts.append(_words(text[place:]))
    return "".join(parts)


def _after(text: str, start: int, parts: list[str], endless: set[str]) -> int:
    """Where to go on behind the "<" at ``start``."""
    if text.startswith("<!--", start):
        stop = _find(text, "-->", start + 4, endless)
        return stop + 3 if stop >= 0 else len(text)
    tag = _TAG.match(text, start + 1)
    if tag is None and text[start + 1 : start + 2] not in ("!", "?"):
        parts.append("<")
        return start + 1
    stop = _tag_end(text, start, endless)
    if stop < 0:  # a broken tag: its name goes, what follows may be words
        parts.append(" ")
        return tag.end() if tag else start + 1
    name = tag[0].lower() if tag else ""
    bare = name.lstrip("/")
    if bare in _BLOCKS and name != "/br":
        parts.append("\n")
    elif name in ("td", "th"):
        parts.append("\t")
    elif name in _SILENT and text[stop - 1] != "/" and name not in endless:
        close = _SILENT[name].search(text, stop + 1)
        if close is not None:
            return close.end()
        endless.add(name)
        if name in ("script", "style"):
            return len(text)
    return stop + 1


def _tag_end(text: str, start: int, endless: set[str]) -> int:
    """The ">" of a tag; one in quotation marks is not it."""
    stop = _find(text, ">", start, endless)
    if stop < 0 or text.count('"', start, min(stop, start + _ODD_QUOTES)) % 2 == 0:
        return stop
    quote = text.find('"', stop, stop + _ODD_QUOTES)
    return text.find(">", quote, quote + _ODD_QUOTES) if quote >= 0 else stop


def _find(text: str, sign: str, start: int, endless: set[str]) -> int:
    if sign in endless:
        return -1
    place = text.find(sign, start)
    if place < 0:
        endless.add(sign)
    return place


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text)) if text else ""
