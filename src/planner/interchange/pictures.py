"""Photos of strangers: recognised by their first bytes, decoded in the child, made small and plain."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

SIZE_LIMIT: Final = 2_000_000
"""Bytes of the picture as it comes."""
PIXEL_LIMIT: Final = 50_000_000
WHOLE_LIMIT: Final = 25_000_000
"""Pixels of one that cannot be decoded small: all but plain JPEGs. Each takes up to twelve bytes."""
PIXELS_OF_A_FILE: Final = 300_000_000
"""Of all photos in a file of cards; those decoded whole count three times."""
EDGE: Final = 512
"""Pixels of the longer side that is kept."""
LOGO_EDGE: Final = 1024
"""The same for a logo, which is printed larger and sharper."""
LOGO_LIMIT: Final = 1_500_000
"""Characters of the base64 of a logo."""
_QUALITY: Final = 85

_FORMATS: Final = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))


@dataclass(frozen=True, slots=True)
class Picture:
    """``data`` is base64 of a picture without metadata; ``width`` and ``height`` are pixels."""

    data: str
    width: int
    height: int
    media_type: str = "image/jpeg"


def format_of(data: bytes) -> str:
    """Pillow's name of the format, or nothing for anything but JPEG, PNG and WebP."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((name for mark, name in _FORMATS if data.startswith(mark)), "")


class TooMany(Exception):
    """The photos of a file have more pixels together than anybody needs."""


@dataclass
class Pixels:
    """What may still be decoded of a file with many photos."""

    left: int = PIXELS_OF_A_FILE

    def take(self, count: int) -> None:
        """:raises TooMany: so many are not left."""
        if count > self.left:
            raise TooMany
        self.left -= count


def small_picture(data: bytes, pixels: Pixels | None = None) -> Picture | None:
    """The picture at most :data:`EDGE` pixels wide and high; None if it is none, broken or too large.

    :raises TooMany: ``pixels`` are used up.
    """
    turned = _decoded(data, EDGE, pixels)
    if turned is None:
        return None
    from PIL import Image

    plain = Image.new("RGB", turned.size, "white")
    alpha = turned.convert("RGBA")
    plain.paste(alpha, mask=alpha.getchannel("A"))
    return _encoded(plain, "JPEG")


def small_logo(data: bytes) -> Picture | None:
    """The same for a logo, of at most :data:`LOGO_EDGE` pixels.

    What is drawn stays sharp, and transparent where it was, as a PNG; a photograph that has no
    transparent parts, or would be larger than :data:`LOGO_LIMIT` as a PNG, is a JPEG.
    """
    turned = _decoded(data, LOGO_EDGE)
    if turned is None:
        return None
    drawn = turned.convert("RGBA")
    is_clear = min(drawn.getchannel("A").tobytes(), default=255) < 255
    if not is_clear and format_of(data) == "JPEG":
        return _encoded(turned.convert("RGB"), "JPEG")
    found = _encoded(drawn if is_clear else turned.convert("RGB"), "PNG")
    while len(found.data) > LOGO_LIMIT:
        if not is_clear:
            return _encoded(turned.convert("RGB"), "JPEG")
        drawn.thumbnail((drawn.width // 2, drawn.height // 2))
        found = _encoded(drawn, "PNG")
    return found


def _decoded(data: bytes, edge: int, pixels: Pixels | None = None) -> Image.Image | None:
    """The picture upright and at most so many pixels wide and high."""
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
            count = opened.width * opened.height
            whole = name != "JPEG" or bool(opened.info.get("progressive"))
            if count > (WHOLE_LIMIT if whole else PIXEL_LIMIT):
                return None
            if pixels is not None:
                pixels.take(3 * count if whole else count)
            opened.draft("RGB", (edge, edge))  # a large JPEG is decoded small
            turned: Image.Image = opened
            if turned.mode == "P":  # colours of a palette cannot be mixed
                turned = turned.convert("RGBA")
            turned.thumbnail((edge, edge))
            turned = ImageOps.exif_transpose(turned)  # once it is small: it makes a second one
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return turned


def _encoded(picture: Image.Image, kind: str) -> Picture:
    """Nothing but the pixels is written: no place, no camera, no name."""
    picture.info.clear()
    out = io.BytesIO()
    if kind == "JPEG":
        picture.save(out, kind, quality=_QUALITY)
    else:
        picture.save(out, kind, optimize=True)
    data = base64.b64encode(out.getvalue()).decode("ascii")
    return Picture(data, picture.width, picture.height, f"image/{kind.lower()}")
