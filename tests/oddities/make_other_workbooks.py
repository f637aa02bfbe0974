"""The same small list as .ods, .xls and .xlsb, written byte by byte after the published formats."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

LIST = [
    ["Name", "Organisation", "E-mail", "Phone"],
    ["SØRENSEN Åse", "Niels Bohr Institute", "aase@nbi.example", 4533920000.0],
    ["佐藤 花子", "JST", "sato@jst.example", 819012345678.0],
]
Cells = Sequence[Sequence[str | float]]


def packed(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


# OpenDocument 1.3

_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def ods(rows: Cells = LIST, *, extra: str = "", manifest: str = "", head: str = "") -> bytes:
    """``extra`` are further rows as XML."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content'
        f' xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0"'
        f' xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Delegates">{body}{extra}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed(
        {
            "mimetype": _SPREADSHEET,
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def _ods_cell(value: str | float) -> str:
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value:.0f}"/>'
    if value.startswith("date:"):
        date = value.removeprefix("date:")
        return f'<table:table-cell office:value-type="date" office:date-value="{date}"/>'
    text = f"<text:p>{escape(value)}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


# MS-XLS in MS-CFB


def xls(rows: Cells = LIST, *, password: bool = False) -> bytes:
    stream = _biff(rows, password=password)
    return compound("Workbook", stream + b"\0" * max(0, 4096 - len(stream)))


def _biff(rows: Cells, *, password: bool) -> bytes:
    name = "Delegates"
    globals_begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
    if password:
        globals_begin += _record(0x2F, struct.pack("<HHH", 0, 0x1234, 0x5678))
    globals_begin += _record(0x0042, struct.pack("<H", 1200))
    bound_length = 4 + 8 + len(name)
    start = len(globals_begin) + bound_length + 4
    bound = struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name.encode("latin-1")
    book = globals_begin + _record(0x0085, bound) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, float):
                sheet += _record(0x0203, place + struct.pack("<d", value))
            else:
                text = value.encode("utf-16-le")
                sheet += _record(0x0204, place + struct.pack("<HB", len(text) // 2, 1) + text)
    return book + sheet + _record(0x000A, b"")


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream of at least 4,096 bytes: FAT, directory, then the stream."""
    end, free, fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    sectors = -(-len(stream) // 512)
    chain = [fat, end, *range(3, sectors + 2), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHHHIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1)
    header += struct.pack("<IIIIIII", 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    entries = _entry("Root Entry", 5, end, 0, child=1) + _entry(name, 2, 2, len(stream))
    directory = entries + b"\0" * (512 - len(entries))
    return header + table + directory + stream.ljust(sectors * 512, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    none = 0xFFFFFFFF
    links = struct.pack("<HBBIII", len(text), kind, 1, none, none, child)
    return text.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", start, size)


# MS-XLSB


def xlsb(rows: Cells = LIST) -> bytes:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Delegates")
    book = b"".join([_part(131), _part(143), _part(156, bundle), _part(144), _part(132)])
    data = [_part(129), _part(148, struct.pack("<IIII", 0, len(rows) - 1, 0, 9)), _part(145)]
    for row, cells in enumerate(rows):
        data.append(_part(0, struct.pack("<IIHHBI", row, 0, 300, 0, 0, 0)))
        for column, value in enumerate(cells):
            place = struct.pack("<II", column, 0)
            is_number = isinstance(value, float)
            content = struct.pack("<d", value) if is_number else _wide(str(value))
            data.append(_part(5 if is_number else 6, place + content))
    data += [_part(146), _part(130)]
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": '<Relationships xmlns="http://schemas.openxmlformats.org'
            f'/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/worksheet"'
            ' Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": b"".join(data),
        }
    )


def _wide(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def _part(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + data
