"""What a workbook must be before anything parses it: linear checks on its bytes and its zip.

Nothing here decodes more than the limits allow, and nothing here needs the file's own word for it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from planner.interchange.limits import MEGABYTE, Refused

FILE_LIMIT: Final = 30 * MEGABYTE
UNPACKED_LIMIT: Final = 200 * MEGABYTE
PART_LIMIT: Final = 2_000
RATIO_LIMIT: Final = 200
RATIO_FROM: Final = 4 * MEGABYTE
"""Smaller parts may be packed as tightly as they like: an empty sheet is."""
TOKEN_LIMIT: Final = 512 * 1024
"""Longest tag or text; the longest text that Excel can hold stays below it in every spelling."""


@dataclass
class Parts:
    """The parts of a workbook that passed, by name without leading slash; unpacked when asked for."""

    archive: zipfile.ZipFile
    infos: Mapping[str, zipfile.ZipInfo]
    _folded: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._folded = {name.lower(): name for name in self.infos}

    def has(self, name: str) -> bool:
        return name.lower() in self._folded

    def size(self, name: str) -> int:
        """Bytes of a part that is there, unpacked."""
        return self.infos[self._folded[name.lower()]].file_size

    def names(self, prefix: str) -> list[str]:
        return [name for low, name in self._folded.items() if low.startswith(prefix)]

    def xml(self, name: str) -> bytes:
        """The bytes of an XML part, whole and checked.

        :raises Refused: the part is missing, damaged, not what it declares, or not plain UTF-8 XML.
        """
        known = self._folded.get(name.lower())
        if known is None:
            raise Refused("damaged")
        info = self.infos[known]
        data = self._unpacked(info, info.file_size + 1)
        if len(data) != info.file_size:
            raise Refused("damaged")
        check_xml(data)
        return data

    def begins(self, name: str, count: int) -> bytes:
        """The first bytes of a part that is there.

        :raises Refused: it is damaged.
        """
        return self._unpacked(self.infos[self._folded[name.lower()]], count)

    def _unpacked(self, info: zipfile.ZipInfo, count: int) -> bytes:
        try:
            with self.archive.open(info) as stream:
                return stream.read(count)
        except _NO_ZIP as error:
            raise Refused("damaged") from error


_NO_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    OverflowError,
    RuntimeError,
)
"""What comes of zips that are none; a place before the beginning is a ValueError."""


def check(data: bytes) -> Parts:
    """The parts of the workbook in ``data``.

    :raises Refused: not a workbook, not one that is safe to read, or over a limit.
    """
    parts = opened(data)
    if not parts.has("xl/workbook.xml") and (other := _which_zip(parts)):
        raise Refused(other)
    return parts


def opened(data: bytes) -> Parts:
    """The parts of any zip that is safe to open, whatever it holds.

    :raises Refused: it is none, or over a limit.
    """
    if not data:
        raise Refused("empty_file")
    if len(data) > FILE_LIMIT:
        raise Refused(
            "too_large", megabytes=-(-len(data) // MEGABYTE), limit=FILE_LIMIT // MEGABYTE
        )
    if not data.startswith(b"PK\x03\x04"):
        raise Refused("damaged")
    # Counted before zipfile builds an object for each: the signature of a directory entry.
    if data.count(b"PK\x01\x02") > PART_LIMIT:
        raise Refused("too_many_parts", limit=PART_LIMIT)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _NO_ZIP as error:
        raise Refused("damaged") from error
    infos = _checked_infos(archive)
    # A part that says it is packed larger than it can be hides how tightly it is packed.
    if sum(info.compress_size for info in infos.values()) > len(data):
        raise Refused("damaged")
    return Parts(archive, infos)


def _checked_infos(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    infos: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    total = 0
    for info in archive.infolist():
        # Some programs write backslashes; the folders they mean are the same.
        name = info.orig_filename.replace("\\", "/")
        if "\0" in name or name.startswith("/") or ":" in name or ".." in name.split("/"):
            raise Refused("odd_names")
        if name.endswith("/"):
            continue
        if name.lower() in seen:
            raise Refused("doubled_part", part=name[:80])
        if info.flag_bits & 0x1:
            raise Refused("protected")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged")
        ratio = info.file_size // max(info.compress_size, 1)
        if info.file_size > RATIO_FROM and ratio > RATIO_LIMIT:
            raise Refused("bomb", times=ratio)
        total += info.file_size
        if total > UNPACKED_LIMIT:
            raise Refused("too_large_unpacked", limit=UNPACKED_LIMIT // MEGABYTE)
        seen.add(name.lower())
        infos[name] = info
    return infos


_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCODING: Final = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)


def check_xml(data: bytes) -> None:
    """:raises Refused: another encoding than UTF-8, a document type, or a token without end."""
    head = data[:4]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        raise Refused("encoding", encoding="UTF-16")
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf")[:300])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        raise Refused("encoding", encoding=declared[1].decode("ascii"))
    if _DOCTYPE.search(data):
        raise Refused("document_type")
    # A window without any "<" lies inside one token: longer than twice the limit is always
    # seen, shorter than the limit never.
    for start in range(0, len(data) - TOKEN_LIMIT, TOKEN_LIMIT):
        if data.find(b"<", start, start + TOKEN_LIMIT) < 0:
            raise Refused("token", limit=TOKEN_LIMIT // 1024)


def _which_zip(parts: Parts) -> str:
    """What kind of zip it is instead, or nothing when the workbook may have another name in it."""
    if parts.has("xl/workbook.bin"):
        return "binary_workbook"
    if parts.has("content.xml") and parts.has("mimetype"):
        return "open_document"
    try:
        types = parts.xml("[Content_Types].xml")
    except Refused:
        types = b""
    return "" if b"spreadsheetml" in types and parts.has("_rels/.rels") else "unknown"
