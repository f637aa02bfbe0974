"""A template's logo: whether it is a picture that every paper can show, and what it would fetch."""

from __future__ import annotations

import io
import re
import warnings
from typing import Final

from planner.documents.engine.pictures import is_svg, size_of
from planner.i18n import _

LARGEST: Final = 2_000_000
"""Bytes of a logo: it is in every paper again."""
MOST_PIXELS: Final = 20_000_000
_HREF: Final = re.compile(r"""\b(?:href|src)\s*=\s*["']\s*([^"']{1,80})""", re.IGNORECASE)
_URL: Final = re.compile(r"""url\(\s*["']?\s*([^"')]{1,80})|@import\s+["']?([^"';]{1,80})""")
_WITHIN: Final = ("#", "data:image/png", "data:image/jpeg", "data:image/jpg")


def logo_fault(data: bytes) -> tuple[int, str] | None:
    """The line and what is wrong with a logo that is to be used; None if nothing is.

    Only what can be seen from its first bytes, or from the text of an SVG: nothing is decoded.
    """
    if len(data) > LARGEST:
        return 0, _("It is larger than {size} MB.").format(size=LARGEST // 1_000_000)
    if not is_svg(data):
        wide, high = size_of(data)
        if (wide, high) == (1, 1):
            return 0, _("It is no PNG, JPEG or SVG that can be read.")
        if wide * high > MOST_PIXELS:
            return 0, _("It has {wide} × {high} pixels; 2000 × 2000 are enough.").format(
                wide=wide, high=high
            )
        return None
    return _svg_fault(data)


def decoding_fault(data: bytes) -> str:
    """What is wrong inside a PNG or JPEG; empty if it can be decoded."""
    if is_svg(data) or logo_fault(data):
        return ""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as opened:
                opened.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return _("It is damaged: save it again in the program that made it.")
    return ""


def _svg_fault(data: bytes) -> tuple[int, str] | None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        return line, _("It is no PNG, JPEG or SVG that can be read.")
    except ValueError:
        return 0, _("It is no PNG, JPEG or SVG that can be read.")
    if etree.QName(root).localname != "svg":
        return 0, _("It is no PNG, JPEG or SVG that can be read.")
    text = data.decode("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), 1):
        if "<!ENTITY" in line or "<script" in line:
            return number, _("It holds a program or entities; save it as a plain SVG.")
        for found in (*_HREF.finditer(line), *_URL.finditer(line)):
            target = next(part for part in found.groups() if part)
            if not target.lower().startswith(_WITHIN):
                return number, _(
                    "It refers to “{target}” outside of the file; put it into the SVG."
                ).format(target=target[:60])
    return None
