"""Lines of recipients: "Ann Lund <ann@x.example>; bob@y.example", as headers and people write them.

One pass over the signs, however many there are; nothing nests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from planner.text import clean_line

_ADDRESS: Final = re.compile(r"(?<![^\s<>@\"(),;:])[^\s<>@\"(),;:]++@[^\s<>@\"(),;:]++")
"""Begins where a word does and gives nothing back: a word of 100,000 signs is looked at once."""
_ENCODED: Final = re.compile(r"=\?[\w*.:-]{1,40}\?[bBqQ]\?[^?\s]*\?=")
_GROUP: Final = re.compile(r"^[^\"<>@:]{0,100}:(?!\S*@)\s*")
_RUN: Final = re.compile(r"[^\"(),;<>\n=]+")
_LONG: Final = 100_000
_NAME: Final = 2_000
"""Signs without an address that may still be somebody's name."""


class Recipient(NamedTuple):
    """``name`` may be empty, and so may ``address``, where somebody wrote no more; ``wrapped`` says
    that a line ended inside the name."""

    name: str
    address: str
    wrapped: bool = False


class _Piece(NamedTuple):
    """What stands between two separators; ``quoted`` says that the name has quotation marks."""

    words: str
    address: str
    quoted: bool
    end: str


def recipients(text: str) -> Iterator[Recipient]:
    """Everybody in the value of a header or a pasted line; a comma in a name without quotation
    marks belongs to the name that has no address before it ("Lund, Ann <ann@x.example>")."""
    waiting = ""
    for piece in _pieces(text):
        words, address = piece.words, piece.address
        if not address and not piece.quoted:
            words, address, more = _with_bare_address(words)
            yield from (Recipient("", one) for one in more)
        if address:
            words, waiting = f"{waiting} {words}".strip(), ""
            if not piece.quoted and words != address and _ADDRESS.fullmatch(words):
                yield Recipient("", words)
                words = ""
            yield Recipient(_name(words), clean_line(address), "\n" in words)
            continue
        waiting = f"{waiting} {words}".strip()
        if piece.end == "," and words:
            waiting += ","
        if waiting and (piece.end == ";" or len(waiting) > _NAME):
            yield Recipient(_name(waiting), "")
            waiting = ""
    if waiting:
        yield Recipient(_name(waiting), "")


def _name(words: str) -> str:
    return clean_line(_GROUP.sub("", " ".join(words.split()))).strip("'\" ,")


def _with_bare_address(words: str) -> tuple[str, str, list[str]]:
    """ "ann@x.example (Ann Lund)", "Ann Lund ann@x.example", and addresses alone."""
    if "@" not in words or len(words) > _LONG:
        return words, "", []
    found = _ADDRESS.findall(words)
    rest = _ADDRESS.sub(" ", words).strip()
    if not found or (len(found) > 1 and rest):
        return words, "", []
    if rest.lower() == "mailto:":
        rest = ""
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return rest, found[-1], found[:-1]


def _pieces(text: str) -> Iterator[_Piece]:
    """Cut at ";" and ",", and at line ends behind an address."""
    words: list[str] = []
    address, quoted, depth, place, before = "", False, 0, 0, 0
    no_more_quotes = False
    while place < len(text):
        sign, start = text[place], place
        place += 1
        if sign == '"' and not no_more_quotes:
            stop = text.find('"', place)
            no_more_quotes = stop < 0
            if stop >= 0 and text.find("\n", place, stop) < 0:
                words.append(text[place:stop])
                quoted, place = True, stop + 1
        elif sign == "<":
            depth = 0
            stop = text.find(">", place, place + 400)
            inner = text[place:stop].strip() if stop >= 0 else ""
            inner = inner[7:] if inner[:7].lower() == "mailto:" else inner
            if "@" in inner and not re.search(r"[<\s]", inner):
                if address:  # two with nothing but a space between them
                    yield _Piece("".join(words[:before]).strip(), address, quoted, "")
                    words = words[before:]
                address, before, place = inner, len(words), stop + 1
        elif sign == "(" or (sign == ")" and depth):
            depth = 1 if sign == "(" else 0
            words.append(sign)
        elif (sign in ",;" and not depth) or (sign == "\n" and _ends(words, address)):
            yield _Piece("".join(words).strip(), address, quoted, sign)
            words, address, quoted, depth = [], "", False, 0
        elif sign == "=" and (found := _ENCODED.match(text, start)) is not None:
            words.append(found[0])
            place = found.end()
        elif (run := _RUN.match(text, start)) is not None:
            words.append(run[0])
            place = run.end()
        else:
            words.append(sign)
    yield _Piece("".join(words).strip(), address, quoted, "")


def _ends(words: list[str], address: str) -> bool:
    """Whether a line end ends somebody: behind an address; a name may go on in the next line."""
    return bool(address) or any("@" in word for word in words[-8:])
