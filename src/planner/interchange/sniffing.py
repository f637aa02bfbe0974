"""Which kind of file some bytes are, told from the bytes alone: names of files lie."""

from __future__ import annotations

import enum
import re
from typing import Final

from planner.interchange.limits import Refused
from planner.interchange.text_bytes import head_text


class Kind(enum.StrEnum):
    """What a reader is chosen by; the value is what :class:`planner.domain.sheets.Workbook` keeps."""

    EXCEL = "excel"
    OTHER_WORKBOOK = "workbook"
    CARDS = "vcard"
    CALENDAR = "calendar"
    MAIL = "mail"
    TEXT = "text"


OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_XLS: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_PICTURES: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"SQLite format 3")
_WEB_PAGE: Final = ("<html", "<!doctype html", "<table", "<head", "<meta", "<style")
_HEADER_LINE: Final = re.compile(
    r"(?i)(?:from|to|cc|subject|date|sender|reply-to|received|return-path|message-id|mime-version"
    r"|delivered-to|dkim-signature|authentication-results|content-type|x-[a-z-]+|arc-[a-z-]+)\s*:"
)


def kind_of(data: bytes) -> Kind:
    """:raises Refused: empty, damaged, protected, or nothing that holds people."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("empty_file" if not data else "unknown")
    if data.startswith(b"PK\x03\x04"):
        return Kind.EXCEL
    if data.startswith(b"PK"):
        raise Refused("damaged")
    if data.startswith(OLE):
        return _ole(data)
    if data.startswith(_OLD_XLS) and data[2:3] in (b"\x04", b"\x06", b"\x08", b"\x10"):
        return Kind.OTHER_WORKBOOK
    head = None if data.startswith(_PICTURES) else head_text(data)
    if head is None:
        raise Refused("unknown")
    return _text(head.lstrip("\ufeff \t\r\n"))


def _ole(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("protected")
    # Names in the directory of the old container.
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book")):
        return Kind.OTHER_WORKBOOK
    raise Refused("unknown")


def _text(head: str) -> Kind:
    low = head[:4096].lower()
    if re.match(r"begin\s*:\s*vcard", low):
        return Kind.CARDS
    if re.match(r"begin\s*:\s*vcalendar", low):
        return Kind.CALENDAR
    lines = [line for line in head.splitlines()[:12] if not line.startswith((" ", "\t"))]
    headers = sum(bool(_HEADER_LINE.match(line)) for line in lines)
    if lines and _HEADER_LINE.match(lines[0]) and headers >= min(3, len(lines)):
        if low.startswith("mime-version:") and "multipart/related" in low and "<html" in low:
            raise Refused("html")
        return Kind.MAIL
    if low.startswith(_WEB_PAGE):
        raise Refused("html")
    if low.startswith("<"):
        raise Refused(
            "xml_table" if "spreadsheet" in low else "html" if "<html" in low else "unknown"
        )
    return Kind.TEXT
