"""Photos of strangers: recognised by their first bytes, decoded in the child, made small and plain."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from typing import Final

SIZE_LIMIT: Final = 2_000_000
"""Bytes of the picture as it comes."""
PIXEL_LIMIT: Final = 50_000_000
EDGE: Final = 512
"""Pixels of the longer side that is kept."""
_QUALITY: Final = 85

_FORMATS: Final = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))


@dataclass(frozen=True, slots=True)
class Picture:
    """``data`` is base64 of a JPEG without metadata; ``width`` and ``height`` are pixels."""

    data: str
    width: int
    height: int
    media_type: str = "image/jpeg"


def format_of(data: bytes) -> str:
    """Pillow's name of the format, or nothing for anything but JPEG, PNG and WebP."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((name for mark, name in _FORMATS if data.startswith(mark)), "")


def small_picture(data: bytes) -> Picture | None:
    """The picture at most :data:`EDGE` pixels wide and high; None if it is none, broken or too large."""
    name = format_of(data)
    if not name or len(data) > SIZE_LIMIT:
        return None
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        # Beyond its own limit the library warns and goes on; here the size has been asked for.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=[name])
        with opened:
            if opened.width * opened.height > PIXEL_LIMIT:
                return None
            opened.draft("RGB", (EDGE, EDGE))  # a large JPEG is decoded small
            turned = ImageOps.exif_transpose(opened)
            turned.thumbnail((EDGE, EDGE))
            plain = Image.new("RGB", turned.size, "white")
            alpha = turned.convert("RGBA")
            plain.paste(alpha, mask=alpha.getchannel("A"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    return Picture(base64.b64encode(out.getvalue()).decode("ascii"), plain.width, plain.height)
