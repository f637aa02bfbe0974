"""Enumerations in running text: "A, B and C", in five languages, with the places of the parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_SEPARATOR: Final = re.compile(
    r"\s*(?:,\s*(?:og|and|und|och|samt|sowie)\s+|[,;、，]\s*|\s(?:og|and|und|och|samt|sowie|as well as"
    r"|&)\s+|・|および|及び)\s*"
)
_MOST: Final = 60
_ENDS: Final = ".,:!?)）"


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    start: int
    end: int


def parts_of(text: str, start: int = 0) -> Iterator[Part]:
    """What stands between the separators from ``start`` on; the caller says where it stops."""
    at = start
    for _count in range(_MOST):
        cut = _SEPARATOR.search(text, at)
        end = cut.start() if cut else len(text)
        raw = text[at:end]
        bare = raw.strip()
        if bare:
            first = at + len(raw) - len(raw.lstrip())
            yield Part(bare, first, first + len(bare))
        if cut is None:
            return
        at = cut.end()


def while_read(
    text: str, start: int, read: Callable[[str], str]
) -> tuple[list[tuple[str, Part]], int]:
    """The parts as ``read`` understands them, up to the first that it does not; and where that is.

    The last part may go on with other words: "... and Turkey. The agreements", "... og Vietnam som".
    """
    found: list[tuple[str, Part]] = []
    end = start
    for part in parts_of(text, start):
        meant = read(part.text.rstrip(_ENDS))
        ends = not meant
        if ends:
            words = part.text.split()
            for count in range(min(4, len(words) - 1), 0, -1):
                meant = meant or read(" ".join(words[:count]).rstrip(_ENDS))
        if meant:
            found.append((meant, part))
            end = part.end
        if ends:
            break
    return found, end
