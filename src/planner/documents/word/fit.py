"""How much room a text needs before Word has set it: an estimate on the safe side.

Cards have cells of a fixed height, in which what is too large would be cut off.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

POINT: Final = 25.4 / 72
"""A point in millimetres."""
LINE: Final = 1.25
TALL_LINE: Final = 1.6
"""The height of a line as compared with its letters, in Latin and in East Asian fonts."""

_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]’‘·-")
_WIDE: Final = frozenset("mwMW@%—…")


def width_of(text: str, size: float) -> float:
    """Millimetres of one line of bold letters; ``size`` in points."""
    return sum(map(_sign, text)) * size * POINT


def _sign(sign: str) -> float:
    if sign in _NARROW:
        return 0.38
    if sign in _WIDE:
        return 0.98
    if sign == " ":
        return 0.3
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.02
    if unicodedata.combining(sign):
        return 0.0
    return 0.76 if sign.isupper() else 0.62


def lines_of(text: str, size: float, width: float) -> int:
    """In how many lines it is set; a word longer than a line is broken."""
    lines = 0
    for part in text.split("\n"):
        lines += 1
        used = 0.0
        for word in part.split(" "):
            long = width_of(word, size)
            if used and used + width_of(" ", size) + long <= width:
                used += width_of(" ", size) + long
                continue
            lines += bool(used)
            lines += int(long // width)
            used = long % width if long > width else long
    return lines


def height_of(text: str, size: float, width: float) -> float:
    """Millimetres from the top of its first line to the bottom of its last."""
    if not text:
        return 0.0
    tall = any(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return lines_of(text, size, width) * size * (TALL_LINE if tall else LINE) * POINT


def longest_word(text: str, size: float) -> float:
    """The width of the widest part that is not to be broken; East Asian text breaks anywhere."""
    words = (word for word in text.split() if unicodedata.east_asian_width(word[0]) not in "WF")
    return max((width_of(word, size) for word in words), default=0.0)


def fitted(
    parts: Sequence[tuple[str, float]], sizes: Sequence[float], width: float, height: float
) -> float:
    """The largest of ``sizes`` (falling) at which all parts fit; a part is a text and its size
    as compared with the first. When none fits, the smallest."""
    for size in sizes:
        tall = sum(height_of(text, size * share, width) for text, share in parts)
        broad = max((longest_word(text, size * share) for text, share in parts), default=0.0)
        if tall <= height and broad <= width:
            return size
    return sizes[-1]
