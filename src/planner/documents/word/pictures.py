"""Pictures in Word files: sizes, cropping, words for who cannot see; SVG as PNG, which all readers show."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from planner.documents.content import Picture
from planner.documents.engine.fonts import shipped
from planner.documents.engine.pictures import is_svg
from planner.documents.word.xml import Element, Press, emus, make, shown

PPI: Final = 200
"""Fine enough for a map that is printed."""
_SVG: Final = (
    '#set text(font: "Inter")\n'
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    '#image("picture.svg", width: {width}mm)'
)


@dataclass(frozen=True, slots=True)
class Raster:
    """A PNG or JPEG and its size in pixels."""

    data: bytes
    width: int
    height: int


@lru_cache(maxsize=16)
def png_of(svg: bytes, width: float) -> bytes:
    """The drawing as PNG, ``width`` mm wide, without a ground; the fonts are those of the house.

    :raises RuntimeError: it is no SVG.
    """
    import typst

    source: Any = {"main": _SVG.format(width=round(width, 2)).encode(), "picture.svg": svg}
    made: Any = typst.compile(
        source,
        font_paths=shipped(),
        ignore_system_fonts=True,
        format="png",
        ppi=PPI,
    )
    return bytes(made[0] if isinstance(made, list) else made or b"")


def raster(picture: Picture, width: float) -> Raster | None:
    """The picture as Word can show it; None where the bytes are none."""
    from PIL import Image

    data = picture.data
    try:
        if is_svg(data):
            data = png_of(data, picture.width or width)
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a picture that claims to be enormous
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                wide, high = opened.size
    except (OSError, ValueError, SyntaxError, RuntimeError, Warning, Image.DecompressionBombError):
        return None
    return Raster(data, wide, high) if wide and high else None


def drawing(
    press: Press,
    picture: Picture,
    width: float,
    height: float,
    *,
    cover: bool = False,
    alt: str = "",
) -> Element | None:
    """A run with the picture inside ``width`` by ``height`` mm; ``cover`` fills and crops instead.

    None where the picture cannot be read.
    """
    made = raster(picture, width)
    if made is None:
        return None
    relation = _relation(press.part, made.data)
    if relation is None:
        return None
    ratio = made.width / made.height
    if cover:
        wide, high = width, height
    else:
        wide, high = (height * ratio, height) if height * ratio <= width else (width, width / ratio)
    number = press.number()
    size = {"cx": max(1, emus(wide)), "cy": max(1, emus(high))}
    said: dict[str, str | int] = {
        "id": number,
        "name": f"Picture {number}",
        "descr": shown(alt or picture.alt)[:2000],
    }
    graphic = make(
        "a:graphic",
        {},
        make(
            "a:graphicData",
            {"uri": "http://schemas.openxmlformats.org/drawingml/2006/picture"},
            _pic(relation, said, size, _crop(ratio, wide / high) if cover else {}),
        ),
    )
    placed = make(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        make("wp:extent", size),
        make("wp:docPr", said),
        make("wp:cNvGraphicFramePr", {}, make("a:graphicFrameLocks", {"noChangeAspect": 1})),
        graphic,
    )
    return make("w:r", {}, make("w:drawing", {}, placed))


def image(press: Press, data: bytes, width: float, height: float) -> Element:
    """A PNG of ours as what stands inside a drawing."""
    number = press.number()
    said: dict[str, str | int] = {"id": number, "name": f"Picture {number}"}
    size = {"cx": emus(width), "cy": emus(height)}
    return _pic(str(_relation(press.part, data)), said, size, {})


def _crop(ratio: float, wanted: float) -> dict[str, int]:
    """What is cut off at each side, in thousandths of a percent. Of a tall picture more is cut
    below than above: that is where a face is not."""
    if ratio > wanted:
        side = round((1 - wanted / ratio) * 50_000)
        return {"l": side, "r": side}
    rest = (1 - ratio / wanted) * 100_000
    return {"t": round(rest * 0.3), "b": round(rest * 0.7)}


def _pic(
    relation: str, said: dict[str, str | int], size: dict[str, int], crop: dict[str, int]
) -> Element:
    return make(
        "pic:pic",
        {},
        make(
            "pic:nvPicPr",
            {},
            make("pic:cNvPr", {"id": said["id"], "name": said["name"]}),
            make("pic:cNvPicPr"),
        ),
        make(
            "pic:blipFill",
            {},
            make("a:blip", {"r:embed": relation}),
            make("a:srcRect", crop) if crop else None,
            make("a:stretch", {}, make("a:fillRect")),
        ),
        make(
            "pic:spPr",
            {},
            make("a:xfrm", {}, make("a:off", {"x": 0, "y": 0}), make("a:ext", size)),
            make("a:prstGeom", {"prst": "rect"}, make("a:avLst")),
        ),
    )


def _relation(part: Any, data: bytes) -> str | None:
    """The relation to the picture; the same picture is stored once."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )

    try:
        relation, _ = part.get_or_add_image(io.BytesIO(data))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return None
    except (KeyError, ValueError, struct.error):  # a JPEG that is cut off within its head
        return None
    return str(relation)
