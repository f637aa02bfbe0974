"""Contact cards as vCard 3.0 or 4.0: the same cards give the same bytes.

Version 3.0 is the usual one: KAddressBook 22.12 spoils kana in SORT-AS of 4.0. Lines end with CRLF
and hold at most 75 octets, no sign is cut in two (RFC 2426 2.6, RFC 6350 3.2); no byte order mark,
which iCloud refuses; every TEL has a TYPE, which Outlook drops otherwise.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from typing import Final, Literal

from planner.domain.cards import CardWay, ContactCard
from planner.domain.people import ContactKind
from planner.interchange.outgoing_text import PRODUCT, readable
from planner.interchange.vcard_kept import is_private

Version = Literal["3.0", "4.0"]

_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_PHONES: Final = {
    "mobile": "CELL",
    "work": "WORK,VOICE",
    "home": "HOME,VOICE",
    "fax": "FAX",
    "pager": "PAGER",
    "main": "WORK,VOICE",
    "": "VOICE",
}
_PLACES: Final = {"work": "WORK", "home": "HOME"}
_OCTETS: Final = 75


def write_cards(cards: Iterable[ContactCard], version: Version = "3.0") -> bytes:
    """One file with all cards, in the order given."""
    return "".join(_folded(line) for card in cards for line in _lines(card, version)).encode()


def _lines(card: ContactCard, version: Version) -> list[str]:
    four = version == "4.0"
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{PRODUCT}", f"UID:{_uid(card.key)}"]
    lines += _names(card, four)
    if card.organisation or card.department:
        lines.append("ORG:" + ";".join(map(_text, filter(None, _house(card)))))
    if card.title:
        lines.append(f"TITLE:{_text(card.title)}")
    groups = 0
    for way in card.ways:
        line, label = _way(way, four)
        if label:
            groups += 1
            lines += [f"planner{groups}.{line}", f"planner{groups}.X-ABLabel:{_text(label)}"]
        else:
            lines.append(line)
    if card.notes:
        lines.append(f"NOTE:{_text(card.notes)}")
    if card.photo:
        how = "PHOTO:data:image/jpeg;base64," if four else "PHOTO;ENCODING=b;TYPE=JPEG:"
        lines.append(how + card.photo)
    lines += kept_lines(card)
    if card.revised is not None:
        lines.append(f"REV:{card.revised:%Y%m%dT%H%M%SZ}")
    return [*lines, "END:VCARD"]


def _house(card: ContactCard) -> tuple[str, str]:
    return (card.organisation or " ", card.department)


def _uid(key: str) -> str:
    try:
        return f"urn:uuid:{uuid.UUID(key)}"
    except ValueError:
        return _text(key)


def _names(card: ContactCard, four: bool) -> list[str]:
    family, given = card.family_name, card.given_name
    native = card.native_name
    if not (family or given) and native:
        family, _, given = native.partition(" ")
        native = ""
    parts = [family, given, "", card.prefix, card.suffix]
    name = ";".join(_text(part) for part in parts)
    lines = [f"N{_sorted_as(card) if four else ''}:{name}"]
    lines.append(f"FN:{_text(card.shown_name)}")
    if not four:
        lines += _reading(card)
    if native:  # two N with ALTID would be the standard's way; most readers take one of them
        lines.append(f"X-PLANNER-NATIVE-NAME:{_text(native)}")
    return lines


def _reading(card: ContactCard) -> list[str]:
    if not card.reading:
        return []
    family, given = card.reading_parts
    lines = [f"X-PHONETIC-LAST-NAME:{_text(family)}"]
    lines += [f"X-PHONETIC-FIRST-NAME:{_text(given)}"] if given else []
    return [*lines, f"SORT-STRING:{_text(card.reading)}"]


def _sorted_as(card: ContactCard) -> str:
    if not card.reading:
        return ""
    value = " ".join(readable(",".join(filter(None, card.reading_parts))).replace('"', "").split())
    return f';SORT-AS="{value}"'


def _way(way: CardWay, four: bool) -> tuple[str, str]:
    """The line, and the label that a type cannot say."""
    value = readable(way.value).replace("\n", " ")
    label = way.label.lower()
    if way.kind is ContactKind.PHONE:
        return f"TEL;TYPE={_PHONES.get(label, 'VOICE')}:{_text(value)}", _own(way, _PHONES)
    if way.kind is ContactKind.EMAIL:
        kinds = [*([] if four else ["INTERNET"]), *filter(None, [_PLACES.get(label, "")])]
        kind = f";TYPE={','.join(kinds)}" if kinds else ""
        return f"EMAIL{kind}:{_text(value)}", _own(way, _PLACES)
    # An address of a page may hold signs that separate elsewhere; only a backslash is read as more.
    return "URL:" + value.replace("\\", "\\\\"), _own(way, _PLACES)


def _own(way: CardWay, known: dict[str, str]) -> str:
    return "" if way.label.lower() in known else way.label


_OURS: Final = frozenset(
    "BEGIN END VERSION PRODID UID N FN ORG TITLE NOTE PHOTO REV SORT-STRING"
    " X-PHONETIC-LAST-NAME X-PHONETIC-FIRST-NAME X-PLANNER-NATIVE-NAME".split()
)
"""Numbers and addresses are not among them: those kept are the ones beyond what a card may have."""
_KEPT: Final = re.compile(r"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9_-]+)(?:;[^:]*)?:(.*)", re.DOTALL)


def kept_lines(card: ContactCard) -> list[str]:
    """Lines that came with the card; never a private one, nor one that would say twice what we say."""
    _version, lines = card.kept
    found = []
    for line in lines:
        one = _KEPT.match(line)
        if one is not None and one[1].upper() not in _OURS and not is_private(one[1], one[2]):
            found.append(readable(line).replace("\n", "\\n"))
    return found


def _text(value: str) -> str:
    return readable(value).translate(_ESCAPES)


def _folded(line: str) -> str:
    """At most 75 octets a line, the gap of a continued one included."""
    data = line.encode()
    if len(data) <= _OCTETS:
        return f"{line}\r\n"
    pieces: list[str] = []
    start = 0
    while start < len(data):
        end = start + _OCTETS - (1 if pieces else 0)
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end].decode())
        start = end
    return "\r\n ".join(pieces) + "\r\n"
