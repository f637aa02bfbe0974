"""Pictures on paper: photographs and logos wrapped as SVG, which is text and needs no file."""

from __future__ import annotations

import base64
import struct
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"


def is_svg(data: bytes) -> bool:
    return not data.startswith((_PNG, _JPEG))


def as_svg(data: bytes) -> bytes:
    """A PNG or JPEG inside an SVG of the same size in pixels."""
    wide, high = size_of(data)
    kind = "png" if data.startswith(_PNG) else "jpeg"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}"><image width="{wide}" height="{high}" '
        f'href="data:image/{kind};base64,{base64.b64encode(data).decode()}"/></svg>'
    ).encode()


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG; 1 by 1 where the file does not tell."""
    if data.startswith(_PNG) and len(data) >= 24:
        wide, high = struct.unpack(">II", data[16:24])
        return wide, high
    place = 2
    while place + 9 < len(data):
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", data[place + 5 : place + 9])
            return wide, high
        place += 2 + max(length, 2)
    return 1, 1
