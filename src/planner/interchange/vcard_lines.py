"""Contact cards (vCard 2.1, 3.0, 4.0) as lists of properties: unfolded, decoded, a bad line costs itself.

Nothing is interpreted here. Sources: vCard 2.1 (Versit 1996), RFC 2426, RFC 6350, RFC 6868.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from planner.interchange import text_bytes
from planner.interchange.limits import MEGABYTE, Refused

SIZE_LIMIT: Final = 20 * MEGABYTE
CARD_LIMIT: Final = 20_000
DEPTH_LIMIT: Final = 6
PROPERTY_LIMIT: Final = 2_000
"""Of one card."""


@dataclass(slots=True)
class Property:
    """One content line. ``name`` is in capitals; ``value`` is text with its escapes still in it.

    ``parameters`` have names in capitals; bare words of vCard 2.1 are values of TYPE.
    """

    name: str
    value: str
    group: str = ""
    parameters: Mapping[str, list[str]] = field(default_factory=dict)
    line: str = ""

    def types(self) -> list[str]:
        """What TYPE says, in small letters."""
        return [word.lower() for word in self.parameters.get("TYPE", ())]


@dataclass
class Card:
    """``number`` counts from 1 in the file; ``cut`` says that its end was missing.

    ``unread`` lines are none; ``left_out`` are those beyond :data:`PROPERTY_LIMIT`.
    """

    number: int
    version: str = "3.0"
    properties: list[Property] = field(default_factory=list)
    unread: int = 0
    left_out: int = 0
    cut: bool = False

    def first(self, name: str) -> Property | None:
        return next((one for one in self.properties if one.name == name), None)


_FRAME: Final = re.compile(r"(?i)\s*(b)egin\s*:\s*vcard|\s*(e)nd\s*:\s*vcard")
_FRAME_SIGNS: Final = frozenset("BbEe \t")
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_SOFT: Final = re.compile(r"(?im)^[^\n:]{0,200}QUOTED-PRINTABLE[^\n:]{0,200}:(?:[^\n]*=\r?\n)++")
"""A quoted-printable value and its soft breaks: a blank behind one belongs to the text. Nothing is
given back once it is taken (``++``): remembering millions of breaks takes a gigabyte."""
_BYTE_FOLD: Final = re.compile(rb"\r?\n[ \t]")
_PLAIN: Final = re.compile(r"^(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)((?:;[^:\";]*)*):", re.ASCII)
_QUOTED: Final = re.compile(
    r"^(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)((?:;(?:[^:\";]|\"[^\"]*\")*)*):", re.ASCII
)
_PARAMETER: Final = re.compile(r";((?:[^\";]|\"[^\"]*\")*)")
_PARTS: Final = re.compile(r"(?:[^\",]|\"[^\"]*\")+")
_CARET: Final = re.compile(r"\^([n^'])")
_CARETS: Final = {"n": "\n", "^": "^", "'": '"'}
_BASE64_LINE: Final = re.compile(r"^[A-Za-z0-9+/]{16,}={0,2}$")


def read_cards(data: bytes) -> Iterator[Card]:
    """The cards in turn; what stands inside a card that is not one of its lines is skipped.

    :raises Refused: over a limit, or cards nested too deep.
    """
    if len(data) > SIZE_LIMIT:
        raise Refused(
            "too_large", megabytes=-(-len(data) // MEGABYTE), limit=SIZE_LIMIT // MEGABYTE
        )
    text, raw = _text_of(data)
    card: Card | None = None
    depth = count = 0
    last = ""
    for line in _logical_lines(text):
        mark = _FRAME.match(line) if line[:1] in _FRAME_SIGNS else None
        if mark is not None and mark[1]:
            if card is not None and last.startswith("AGENT"):
                depth += 1
                if depth > DEPTH_LIMIT:
                    raise Refused("nested", limit=DEPTH_LIMIT)
            else:
                if card is not None:  # the end of the one before is missing
                    card.cut = True
                    yield card
                count += 1
                if count > CARD_LIMIT:
                    raise Refused("too_many_cards", limit=CARD_LIMIT)
                card, depth = Card(count), 0
        elif mark is not None:
            if depth:
                depth -= 1
            elif card is not None:
                yield card
                card = None
        elif card is not None and not depth and line and not line.isspace():
            _take(card, line, raw)
        if line:
            last = line[:8].upper() if line[0] in "Aa" else ""
    if card is not None:
        card.cut = True
        yield card


def _text_of(data: bytes) -> tuple[str, bool]:
    """The text, and whether it is raw: bytes as Latin-1, each property in an encoding of its own."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:1] == b"\0" or data[1:2] == b"\0":
        return text_bytes.decoded(data)[0], False
    try:
        return data.decode("utf-8").lstrip("\ufeff"), False
    except UnicodeDecodeError:
        return data.decode("latin-1").removeprefix("\xef\xbb\xbf"), True


def _logical_lines(text: str) -> Iterator[str]:
    """Unfolded lines; quoted-printable and loose base64 go on where nothing is folded, too."""
    text = text.replace("\r\r\n", "\n")
    if "QUOTED" in text or "quoted" in text:
        text = _SOFT.sub(lambda found: re.sub(r"=\r?\n", "", found[0]), text)
    lines = _FOLD.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    rest = iter(lines.split("\n"))
    held = ""
    for line in rest:
        if held:
            yield held
            held = ""
        if ";" not in line[:60]:
            yield line
            continue
        head = line[:120].upper()
        if "QUOTED-PRINTABLE" in head.partition(":")[0]:
            parts = [line]
            while parts[-1].endswith("=") and (more := next(rest, None)) is not None:
                parts[-1] = parts[-1][:-1]
                parts.append(more)
            yield "".join(parts)
        elif "BASE64" in head or "ENCODING=B" in head:
            parts = [line]
            for more in rest:
                if not _BASE64_LINE.match(more.strip()):
                    held = more
                    break
                parts.append(more.strip())
            yield "".join(parts)
        else:
            yield line
    if held:
        yield held


def _take(card: Card, line: str, raw: bool) -> None:
    if len(card.properties) >= PROPERTY_LIMIT:
        card.left_out += 1
        return
    try:
        one = property_of(line, raw)
    except (ValueError, LookupError):
        one = None
    if one is None:
        card.unread += 1
    elif one.name == "VERSION":
        card.version = one.value.strip() or card.version
    else:
        card.properties.append(one)


def property_of(line: str, raw: bool = False) -> Property | None:
    """One unfolded content line; None where it is none. Calendars are made of the same lines."""
    found = _PLAIN.match(line) or _QUOTED.match(line)
    if found is None:
        return None
    group, name, words = found.groups()
    known = _parameters(words) if words else _NONE
    one = Property(name.upper(), line[found.end() :], group or "", known, line)
    if raw or "ENCODING" in one.parameters:
        _decode(one, raw)
    return one


def logical_lines(data: bytes) -> Iterator[str]:
    """The unfolded lines of a calendar or a card without quoted-printable.

    Careless programs fold in the middle of a letter: unfolding comes before decoding.
    """
    if text_bytes.is_one_byte_each(data):
        data = _BYTE_FOLD.sub(b"", data.replace(b"\r\r\n", b"\n"))
    text = text_bytes.decoded(data)[0]
    return iter(_FOLD.sub("", text.replace("\r\r\n", "\n")).replace("\r", "\n").split("\n"))


_NONE: Final[Mapping[str, list[str]]] = MappingProxyType({})


@lru_cache(maxsize=4096)
def _parameters(words: str) -> Mapping[str, list[str]]:
    """The same few combinations come again and again."""
    found: dict[str, list[str]] = {}
    for word in _PARAMETER.findall(words):
        _take_parameter(found, word)
    return MappingProxyType(found)


def _take_parameter(found: dict[str, list[str]], word: str) -> None:
    key, equals, value = word.partition("=")
    if not equals:
        key, value = "TYPE", key
    key = key.strip().upper()
    values = [part.strip().strip('"') for part in _PARTS.findall(value)]
    if key == "TYPE" and not equals and value.strip().upper() in _ENCODINGS:
        key = "ENCODING"
    if key == "TYPE":  # "work,voice" in one pair of quotation marks is two
        values = [part.strip() for text in values for part in text.split(",") if part.strip()]
    if "^" in value:
        values = [_CARET.sub(lambda caret: _CARETS[caret[1]], text) for text in values]
    found.setdefault(key, []).extend(values)


_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B"})


def _decode(one: Property, raw: bool) -> None:
    encoding = next(iter(one.parameters.get("ENCODING", ())), "").upper()
    charset = next(iter(one.parameters.get("CHARSET", ())), "")
    if encoding == "QUOTED-PRINTABLE":
        quoted = one.value.encode("latin-1" if raw else "utf-8", "replace")
        one.value = _in_charset(quopri.decodestring(quoted), charset)
    elif raw and encoding not in ("B", "BASE64"):
        one.value = _in_charset(one.value.encode("latin-1", "replace"), charset)
    if raw and one.line and encoding not in ("B", "BASE64"):
        one.line = _in_charset(one.line.encode("latin-1", "replace"), charset)


def _in_charset(data: bytes, charset: str) -> str:
    """The bytes as text: as declared, else as found."""
    if charset:
        name = {"SHIFT_JIS": "cp932", "SHIFT-JIS": "cp932", "X-SJIS": "cp932"}.get(
            charset.upper(), charset
        )
        try:
            if not text_bytes.is_slow_or_no_text(name):
                return data.decode(name)
        except (ValueError, LookupError):  # a NUL in the name is a ValueError, too
            pass
    return text_bytes.decoded(data)[0]


# values

_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)


def plain(value: str) -> str:
    """The value without its escapes."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def parts(value: str, sign: str = ";") -> list[str]:
    """The components between unescaped signs, without escapes."""
    if "\\" not in value:
        return value.split(sign)
    found, start = [], 0
    for mark in re.finditer(rf"\\.|{re.escape(sign)}", value, re.DOTALL):
        if mark[0] == sign:
            found.append(plain(value[start : mark.start()]))
            start = mark.end()
    return [*found, plain(value[start:])]
