"""The parts of a mail, found in one pass that no mail can make long: headers, bodies, what hangs on it.

Only what is asked for is looked at; nothing is raised but a verdict. Sources: RFC 5322, RFC 2045-2047.
"""

from __future__ import annotations

import base64
import quopri
import re
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header, make_header
from typing import Final

from planner.interchange import text_bytes
from planner.interchange.limits import Refused

PARTS_LIMIT: Final = 2_000
DEPTH_LIMIT: Final = 20
_HEAD_LIMIT: Final = 2_000_000
_LOOKS_LIMIT: Final = 100_000
"""Places that begin like a boundary; a mail has as many as it has parts."""
_WORDS_LIMIT: Final = 2_000
"""Signs of one encoded name: the usual decoder takes the square of the time."""

_KNOWN: Final = (
    rb"from|sender|reply-to|to|cc|content-type|content-disposition|content-transfer-encoding"
)
_HEADER: Final = re.compile(rb"(?im)^(" + _KNOWN + rb")[ \t]*:(.*(?:\r?\n[ \t].*)*)")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n|\r\r")
_BOUNDARY: Final = re.compile(r"(?i);\s*boundary\s*=\s*(?:\"([^\"]{1,200})\"|([^\s;\"]{1,200}))")
_CHARSET: Final = re.compile(r"(?i);\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})")


@dataclass
class Part:
    """A header may come several times; ``inner`` stands in a mail that hangs on this one."""

    headers: list[tuple[str, str]]
    body: bytes = b""
    inner: bool = False

    def header(self, name: str) -> str:
        """The first of that name."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def kind(self) -> str:
        """The type in small letters; text where nothing is said."""
        return self.header("content-type").partition(";")[0].strip().lower() or "text/plain"


@dataclass
class _Walk:
    """Places that are still to be looked at: start, end, depth, inside another mail."""

    open: list[tuple[int, int, int, bool]]
    parts: list[Part] = field(default_factory=list)
    looks: int = 0


def parts_of(data: bytes) -> list[Part]:
    """The mail itself first, then its parts in their order.

    :raises Refused: more parts than any mail has, or parts nested too deep.
    """
    walk = _Walk([(0, len(data), 0, False)])
    while walk.open:
        start, end, depth, inner = walk.open.pop()
        if depth > DEPTH_LIMIT:
            raise Refused("nested", limit=DEPTH_LIMIT)
        if len(walk.parts) > PARTS_LIMIT:
            raise Refused("too_many_parts", limit=PARTS_LIMIT)
        headers, place = _headers(data, start, end)
        part = Part(headers, inner=inner)
        walk.parts.append(part)
        boundary = _BOUNDARY.search(part.header("content-type"))
        if part.kind.startswith("multipart/") and boundary is not None:
            mark = b"--" + (boundary[1] or boundary[2]).encode("utf-8", "surrogateescape")
            inside = _inside(data, place, end, mark, walk)
            walk.open += [(one, last, depth + 1, inner) for one, last in reversed(inside)]
        elif part.kind == "message/rfc822":
            walk.open.append((place, end, depth + 1, True))
        else:
            part.body = data[place:end]
    return walk.parts


def _headers(data: bytes, start: int, end: int) -> tuple[list[tuple[str, str]], int]:
    """The headers that are known here, unfolded, and where the body begins."""
    if data[start : start + 1] in (b"\n", b"\r"):
        return [], start + 1
    found = _HEAD_END.search(data, start, end)
    stop, place = (found.start(), found.end()) if found else (end, end)
    head = data[start : min(stop, start + _HEAD_LIMIT)]
    headers = []
    for one in _HEADER.finditer(head):
        value = re.sub(rb"\r?\n", b"", one[2]).strip()
        text = value.decode() if value.isascii() else text_bytes.decoded(value)[0]
        headers.append((one[1].decode().lower(), text))
    return headers, place


def _inside(data: bytes, start: int, end: int, mark: bytes, walk: _Walk) -> list[tuple[int, int]]:
    """Where the parts between the lines that are ``mark`` begin and end."""
    found: list[tuple[int, int]] = []
    begun, place = -1, data.find(mark, start, end)
    while place >= 0:
        walk.looks += 1
        if walk.looks > _LOOKS_LIMIT or len(found) > PARTS_LIMIT:
            raise Refused("too_many_parts", limit=PARTS_LIMIT)
        after = place + len(mark)
        line_end = data.find(b"\n", after, min(end, after + 100))
        rest = data[after : line_end if line_end >= 0 else min(end, after + 100)].strip()
        if rest in (b"", b"--") and (place == 0 or data[place - 1] in b"\r\n"):
            if begun >= 0:
                found.append((begun, place))
            begun = line_end + 1 if line_end >= 0 else end
            if rest:
                return found
        place = data.find(mark, after, end)
    return [*found, (begun, end)] if 0 <= begun < end else found


def text_of(part: Part, limit: int) -> str:
    """The words of a text part, at most ``limit`` signs, its line ends LF."""
    data, way = part.body[: limit * 6], part.header("content-transfer-encoding").strip().lower()
    if way == "base64":
        signs = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        signs = signs[: len(signs) - (len(signs) % 4 == 1)]
        data = base64.b64decode(signs + b"=" * (-len(signs) % 4))
    elif way == "quoted-printable":
        data = quopri.decodestring(data)
    elif way.startswith(("x-uu", "uu")):
        return ""
    charset = _CHARSET.search(part.header("content-type"))
    text = _in_charset(data, charset[1] if charset else "")
    return text.replace("\r\n", "\n").replace("\r", "\n")[:limit]


def _in_charset(data: bytes, name: str) -> str:
    """As declared, else as found."""
    try:
        if name and not text_bytes.is_slow_or_no_text(name):
            return data.decode(name, "replace")
    except (LookupError, ValueError):
        pass
    return text_bytes.decoded(data)[0]


def decoded_words(text: str) -> str:
    """The text with its encoded words (RFC 2047) as what they say."""
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text[:_WORDS_LIMIT])))
    except (LookupError, ValueError, MessageError):
        return text
