"""Contact cards, tables, photos and visit files made to hurt: rows F1 to F14 of the table of faults."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
import struct
import zlib
from collections.abc import Callable

from faults.strange_case import Case

SATO = "N:Sato;Hanako;;;\r\nEMAIL:sato@jst.example"
HEADERS = "Name;E-mail\n"
BOTH = f"{HEADERS}SATO Hanako;sato@jst.example\nITO Ken;ito@jst.example\n"


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def _cards(*lines: str, version: str = "3.0") -> Callable[[], bytes]:
    return lambda: card(SATO, *lines, version=version).encode()


def png(width: int, height: int, colour: int = 2) -> bytes:
    """A PNG of one colour, as small as it can be packed."""
    pack = zlib.compressobj(9)
    row = bytes(1 + width * {0: 1, 2: 3, 6: 4}[colour])
    body = b"".join(pack.compress(row) for _row in range(height)) + pack.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", head) + _part(b"IDAT", body) + _part(b"IEND", b"")


def declared_png(width: int, height: int) -> bytes:
    """One that says it has so many pixels, and holds a few."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(3_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", head) + _part(b"IDAT", body) + _part(b"IEND", b"")


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _photo(data: bytes) -> str:
    return "PHOTO;ENCODING=b;TYPE=PNG:" + base64.b64encode(data).decode()


def with_place() -> bytes:
    """A photo that says where it was taken, and by whom."""
    from PIL import Image

    picture = Image.new("RGB", (900, 600), "teal")
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Camera of Hanako", "Hanako Sato"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"At home")
    return out.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    b'<image xlink:href="file:///etc/passwd" width="9" height="9"/></svg>'
)


def _half_good() -> bytes:
    good = [card(f"N:Family{n};Given;;;") for n in range(499)]
    good.insert(250, "BEGIN:VCARD\r\nN\r\n;;;:::\r\nPHOTO;ENCODING=b:!!!\r\nEND:VCARD\r\n")
    return "".join(good).encode()


def _phones(count: int) -> bytes:
    """Exports of old telephones: quoted-printable, Shift-JIS and windows letters, charsets that lie."""
    forms = (
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:S=C3=B8rensen;=C3=85se;;;",
        "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:S=F8rensen;=C5se;;;",
        "N;CHARSET=X-UNKNOWN;ENCODING=QUOTED-PRINTABLE:S=F8rensen;Ase;;;",
        "N;ENCODING=QUOTED-PRINTABLE:Long=\r\n=20name;Ase;;;",
    )
    return "".join(card(forms[n % 4], version="2.1") for n in range(count)).encode("latin-1")


def visit(content: bytes, head: dict[str, object] | None = None) -> bytes:
    """A visit file that says of itself that it is whole."""
    body = zlib.compress(content, 9)
    said = {"file": "planner visit", "format": 1, "sha256": hashlib.sha256(body).hexdigest()}
    return json.dumps({**said, **(head or {})}, separators=(",", ":")).encode() + b"\n" + body


def _odd_table(encoding: str, sign: str, end: str) -> bytes:
    text = "Family name;Given name;E-mail\nSørensen;Åse;aase@nbi.example\nIto;Ken;ito@jst.example\n"
    return text.replace(";", sign).replace("\n", end).encode(encoding)


TABLES = tuple(
    Case("F11", f"{encoding}, {sign!r}, {end!r}",
         lambda encoding=encoding, sign=sign, end=end: _odd_table(encoding, sign, end), people=2)  # type: ignore[misc]
    for encoding, sign, end in (
        ("utf-8", ";", "\n"), ("utf-8-sig", ";", "\r\n"), ("utf-8", ",", "\r"), ("utf-8", "\t", "\n"),
        ("utf-8", "|", "\r\n"), ("cp1252", ";", "\n"), ("cp1252", ",", "\r\n"), ("cp1252", "\t", "\r"),
        ("utf-16", ";", "\n"), ("utf-16", "\t", "\r\n"), ("utf-16-le", ";", "\r\n"), ("utf-16-be", ",", "\n"),
        ("utf-32", ";", "\n"), ("utf-8", ";", "\r"),
    )
)  # fmt: skip

CASES: tuple[Case, ...] = (
    Case("F1", "a photo of 14 MB", _cards(_photo(random.Random(1).randbytes(14_000_000))),
         "Photos of more than 2 MB (1)", people=1),
    Case("F1", "a photo of 30 MB", _cards("PHOTO;ENCODING=b:" + "QUJD" * 10_000_000), "the limit is 20 MB"),
    Case("F1", "a photo folded 200,000 times",
         _cards("PHOTO;ENCODING=b:" + "QUJD" * 10 + "\r\n QUJDQUJDQUJD" * 200_000), people=1),
    Case("F2", "a note of 19 MB", _cards("NOTE:" + "x" * 19_000_000), "Notes of more than 64,000 signs (1)", people=1),
    Case("F2", "a note of 19 MB in quoted-printable",
         _cards("NOTE;ENCODING=QUOTED-PRINTABLE:" + "x=\r\n" * 4_700_000, version="2.1"), people=1),
    Case("F3", "photos that are links", _cards(
        "PHOTO;VALUE=uri:http://bad.example/a.jpg", "PHOTO;VALUE=URI:file:///etc/passwd", "PHOTO:https://bad.example/b"),
         "Photos that are links (3) were not loaded.", people=1),
    Case("F4", "2,000 cards within each other", lambda: b"BEGIN:VCARD\r\nAGENT:\r\n" * 2_000, "parts inside parts"),
    Case("F5", "20 exports of old telephones", lambda: _phones(20), people=20),
    Case("F5", "a charset that takes the square of the time",
         _cards("NOTE;CHARSET=punycode;ENCODING=QUOTED-PRINTABLE:" + "x-" * 500_000, version="2.1"), people=1),
    Case("F5", "a word of 99,000 signs among addresses, ten times", lambda: (
        "ann@a.example, " + f"{'a' * 99_000}, " * 10 + "bo@b.example").encode(), people=None),
    Case("F6", "one bad card of 500", _half_good, people=499),
    Case("F7", "a photo of 50,000 by 50,000 pixels", _cards(_photo(declared_png(50_000, 50_000))),
         "Photos that are no JPEG, PNG or WebP, or are broken (1)", people=1),
    Case("F7", "a photo of 7,000 by 7,000 pixels", _cards(_photo(png(7_000, 7_000, 6))), people=1),
    Case("F7", "sixty photos of 5,000 by 5,000 pixels",
         lambda: card(SATO, _photo(png(5_000, 5_000, 0))).encode() * 60, "Photos", people=60),
    Case("F7", "a photo of 7,000 by 7,000 pixels, by itself", lambda: png(7_000, 7_000, 6), asks="photo"),
    Case("F7", "a photo of 50,000 by 50,000 pixels, by itself", lambda: declared_png(50_000, 50_000),
         "picture", asks="photo"),
    Case("F8", "a drawing that reads files", _cards("PHOTO;ENCODING=b;TYPE=SVG:" + base64.b64encode(SVG).decode()),
         "Photos that are no JPEG, PNG or WebP, or are broken (1)", people=1),
    Case("F8", "a drawing by itself", lambda: SVG, "picture", asks="photo"),
    Case("F8", "a photo that says where it was taken", with_place, asks="photo"),
    Case("F9", "a field of 49 MB", lambda: b"Name;Notes\nSATO;" + b"x" * 49_000_000, "of more than 64 KB in line 2"),
    Case("F9", "a quotation mark without end", lambda: b'Name;Notes\nSATO;"' + b"x\n" * 20_000_000,
         "opens in line 2 is never closed"),
    Case("F10", "five million rows", lambda: HEADERS.encode() + b"a;b\n" * 5_000_000, "more than 500000 lines"),
    Case("F10", "200,000 columns", lambda: b"a;" * 200_000 + b"\nb;c", "more than 256 columns"),
    *TABLES,
    Case("F12", "bytes that are no text", lambda: random.Random(2).randbytes(1_000_000), "none of the kinds of file"),
    Case("F12", "nothing but naughts", lambda: bytes(10_000_000), "none of the kinds of file"),
    Case("F12", "a NUL in a name", lambda: BOTH.replace("SATO", "SA\0TO").encode(), "Signs that nobody can see (1)", people=2),
    Case("F13", "a visit that is no visit", lambda: visit(b'{"state":{"plan":[1]}}'), "is damaged", asks="visit"),
    Case("F13", "a visit that unpacks to 128 MB", lambda: visit(b" " * (1 << 27)), "larger than any visit file", asks="visit"),
    Case("F13", "a visit of millions of values", lambda: visit(b"[" + b"[],{}," * 5_000_000 + b"1]"),
         "larger than any visit file", asks="visit"),
    Case("F13", "a visit nested a million times", lambda: visit(b"[" * 1_000_000), "is damaged", asks="visit"),
    Case("F13", "a key that takes a gigabyte to make", lambda: visit(b"", {"sealed": {
        "n": 1 << 30, "salt": "AAAA", "nonce": "AAAAAAAAAAAAAAAA"}}), "is damaged", asks="visit"),
    Case("F14", "two columns of one name and rows of every length", lambda: (
        b"Name;E-mail;E-mail\nSATO Hanako;a@a.example;b@a.example\nKONDO Emi;d@a.example;e@a.example\n"
        b"ABE Jun;f@a.example;g@a.example\nODA Mio;h@a.example;i@a.example\nITO Ken\nMORI Aiko;c@a.example;d;e;f;g\n"),
         "Rows with more fields than there are columns (1)", people=6),
)  # fmt: skip
