"""The words of a text that something rests on, and its sentences with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

EXCERPT: Final = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text, counted in characters from 0, and at most 200 characters from there."""

    offset: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """``start`` is where it begins in the whole text."""

    start: int
    text: str

    def passage(self, at: int = 0, end: int | None = None) -> Passage:
        """The words from ``at`` to ``end`` of the sentence, with what fits around them."""
        end = len(self.text) if end is None else end
        room = max(0, EXCERPT - (end - at)) // 2
        first = max(0, min(at, at - room))
        if first:
            gap = self.text.find(" ", first, at)
            first = gap + 1 if gap >= 0 else first
        excerpt = self.text[first : first + EXCERPT].strip()
        return Passage(self.start + first, excerpt)


_END: Final = re.compile(
    r"(?<=[^\W\d_]{3})[.!?][”\"»)]?(?=\s+[^\W\d_])"
    r"|(?<=\d{4})\.(?=\s+[A-ZÆØÅÄÖÜ])|(?<=[)”\"»])\.(?=\s)|[。!?！？](?=\S)"
)
_ABBREVIATED: Final = re.compile(
    r"(?:\bvedr|\bhenh|\binkl|\bekskl|\bbzw|\busw|\betc|\bProf|\bevtl|\bpct|\bmill|\bosv|\bca)$"
)
_WRAPPED: Final = re.compile(r"(?<=[^\W\d_]|,)\n(?=[a-zæøåäöüß])|(?<=,)\n(?=\S)")
_FULL: Final = re.compile(r"(?m)^([^\n]{70,}[^\W\d_])\n(?=[^\W\d_])")
"""A line as long as those of a text that was broken into lines: it goes on in the next."""
_LINE: Final = re.compile(r"[^\n]+")


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in their order; a line that ends without a point ends its sentence, too, unless it
    plainly goes on in the next."""
    for line in _LINE.finditer(_WRAPPED.sub(" ", _FULL.sub(r"\1 ", text))):
        yield from _of_line(line.start(), line[0])


def _of_line(offset: int, line: str) -> Iterator[Sentence]:
    begin = 0
    for end in _END.finditer(line):
        if _ABBREVIATED.search(line[max(0, end.start() - 8) : end.start()]):
            continue
        yield from _stripped(offset + begin, line[begin : end.end()])
        begin = end.end()
    yield from _stripped(offset + begin, line[begin:])


_LONGEST: Final = 4_000
"""Signs of a sentence; what goes on after that is no prose."""


def _stripped(offset: int, text: str) -> Iterator[Sentence]:
    while len(text) > _LONGEST:
        yield Sentence(offset, text[:_LONGEST])
        offset, text = offset + _LONGEST, text[_LONGEST:]
    bare = text.lstrip()
    if bare.strip():
        yield Sentence(offset + len(text) - len(bare), bare.rstrip())
