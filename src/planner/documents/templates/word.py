"""A template's Word file: whether it can be used, and which styles of ours it lacks."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from planner.i18n import _

_LARGEST: Final = 100_000_000
"""Bytes of all its parts when unpacked."""
_BODY: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"
_NAME: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name"
_VALUE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
_STYLE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}style"


def word_fault(data: bytes) -> str:
    """What keeps a Word file from use; empty if nothing does. Nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = {one.filename for one in packed.infolist()}
            unpacked = sum(one.file_size for one in packed.infolist())
            locked = any(one.flag_bits & 1 for one in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return _("It is no Word file (.docx) that can be read; open it in Word and save it anew.")
    if _BODY not in names or _STYLES not in names or locked:
        return _("It is no Word file (.docx) that can be read; open it in Word and save it anew.")
    if unpacked > _LARGEST:
        return _("It is larger than {size} MB.").format(size=_LARGEST // 1_000_000)
    if any("vbaProject" in name or "activeX" in name for name in names):
        return _("It holds macros; save it in Word as .docx without them.")
    return ""


def lacking_styles(data: bytes, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The styles by which papers are written that the file has not.

    :raises ValueError: its styles cannot be read.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            styles = etree.fromstring(packed.read(_STYLES), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise ValueError(str(error)) from error
    known = {
        str(name.get(_VALUE)).casefold()
        for style in styles.iter(_STYLE)
        for name in style.findall(_NAME)
    }
    return tuple(name for name in wanted if name.casefold() not in known)
