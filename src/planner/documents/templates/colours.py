"""Colours on paper: how well they are read on white."""

from __future__ import annotations

from typing import Final

READABLE: Final = 4.5
"""The least contrast of text with its ground that the Web Content Accessibility Guidelines 2.1
(1.4.3) take for readable."""


def contrast_on_white(colour: str) -> float:
    """1 to 21, of "#RRGGBB" with white, as the guidelines define it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    brightness = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (brightness + 0.05)
