"""Who writes and who receives a mail, with what the signature says about the sender.

Nothing is fetched, attachments are counted and not opened; a page in a mail is read as its words.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterable
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser
from typing import Final

from planner.interchange import contact_blocks
from planner.interchange.limits import MEGABYTE, Refused
from planner.interchange.people_rows import Entry, Rows, sheet_of
from planner.text import clean_line, fold

SIZE_LIMIT: Final = 30 * MEGABYTE
PARTS_LIMIT: Final = 2_000
PEOPLE_LIMIT: Final = 5_000
BODY_LIMIT: Final = 500_000
"""Signs of the text that are looked through; a signature stands above what is quoted."""
_LISTS: Final = (".vcf", ".csv", ".xlsx", ".xls", ".ods", ".ics")
_HEADERS: Final = ("from", "sender", "reply-to", "to", "cc")
_QUOTED: Final = re.compile(
    r"(?im)^(?:>|-{2,}\s*(?:original message|oprindelig meddelelse|ursprüngliche nachricht|ursprungligt)"
    r"|(?:on|den|am|le) .{6,80}(?:wrote|skrev|schrieb).{0,80}:\s*$"
    r"|(?:from|fra|von|från|差出人)\s*[:：] .+$)"
)


def read(data: bytes) -> Rows:
    """:raises Refused: nobody in it, over a limit, or parts nested too deep."""
    if len(data) > SIZE_LIMIT:
        raise Refused(
            "too_large", megabytes=-(-len(data) // MEGABYTE), limit=SIZE_LIMIT // MEGABYTE
        )
    if data.lower().count(b"content-type:") > PARTS_LIMIT:
        raise Refused("too_many_parts", limit=PARTS_LIMIT)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        notices = Counter(attachments=_lists_in(message))
        body = _body(message)
    except RecursionError as error:
        raise Refused("nested", limit=100) from error
    entries = _correspondents(message, notices)
    _add_blocks(entries, body, notices)
    named = [entry for entry in entries if entry.fields]
    if not named:
        raise Refused("no_attendees")
    return Rows(sheet_of(named), {kind: count for kind, count in notices.items() if count})


def _correspondents(message: EmailMessage, notices: Counter[str]) -> list[Entry]:
    """The sender first; each address once."""
    entries: dict[str, Entry] = {}
    for header in _HEADERS:
        for name, address in _addresses(message, header):
            key = address.casefold()
            entry = entries.get(key)
            if entry is None:
                if len(entries) >= PEOPLE_LIMIT:
                    raise Refused("too_many_people", limit=PEOPLE_LIMIT)
                entry = entries[key] = Entry()
                entry.add_way("email", address)
            _name(entry, name)
    notices["addresses_without_name"] = sum(not entry.fields for entry in entries.values())
    return list(entries.values())


def _addresses(message: EmailMessage, header: str) -> Iterable[tuple[str, str]]:
    try:
        # As they stand: the usual way of reading drops what is in brackets behind a name.
        texts = [str(value) for name, value in message.raw_items() if name.lower() == header]
        found = [(_decoded(name), address) for name, address in getaddresses(texts)]
    except (ValueError, TypeError, AttributeError, IndexError):  # headers that no parser takes
        return []
    return [(clean_line(name), clean_line(address)) for name, address in found if "@" in address]


def _decoded(name: str) -> str:
    """A name as RFC 2047 has it, as text."""
    try:
        return str(make_header(decode_header(name)))
    except (LookupError, ValueError):
        return name


def _name(entry: Entry, name: str) -> None:
    """ "Lund, Ann (ESS)" is a person of a house."""
    name = name.strip("'\" ")
    if not name or "@" in name or "full_name" in entry.fields:
        return
    house = re.search(r"\s*[(\[]([^()\[\]]{2,60})[)\]]\s*$", name)
    native, latin, reading = contact_blocks.name_parts(name)
    if native and latin:
        entry.fields.update({"native_name": native, "full_name": latin})
    elif native:
        entry.fields["native_name"] = native
    elif house is not None:
        entry.fields["full_name"] = name[: house.start()].strip()
        entry.fields["organisation"] = house[1].strip()
    else:
        entry.fields["full_name"] = name
    if reading:
        entry.fields["reading"] = reading


def _lists_in(message: EmailMessage) -> int:
    """Attachments that hold lists themselves."""
    names = [part.get_filename() or "" for part in message.walk()]
    return sum(str(name).lower().endswith(_LISTS) for name in names)


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    text = text[:BODY_LIMIT]
    if part.get_content_subtype() == "html":
        text = words_of_page(text)
    quoted = _QUOTED.search(text)
    return text[: quoted.start()] if quoted and quoted.start() > 0 else text


def _add_blocks(entries: list[Entry], body: str, notices: Counter[str]) -> None:
    """What the signature says goes to its sender, other blocks are further people."""
    by_mail = {value.casefold(): entry for entry in entries for _kind, _l, value in entry.ways}
    by_name = {_key(entry): entry for entry in entries if _key(entry)}
    for block in contact_blocks.read(body).entries:
        mails = [value.casefold() for kind, _label, value in block.ways if kind == "email"]
        known = next((by_mail[mail] for mail in mails if mail in by_mail), None)
        known = known or by_name.get(_key(block))
        if known is None:
            if mails or len(block.ways) > 1:
                entries.append(block)
            continue
        if not known.fields.get("full_name"):
            notices["addresses_without_name"] -= 1
        for meaning, text in block.fields.items():
            known.fields.setdefault(meaning, text)
        for meaning, label, value in block.ways:
            known.add_way(meaning, value, label)


def _key(entry: Entry) -> str:
    words = fold(entry.fields.get("full_name", "")).replace(",", " ").split()
    return " ".join(sorted(words))


class _Words(HTMLParser):
    """The words of a page, a line for each block."""

    _BLOCKS: Final = frozenset(
        "p div br tr li h1 h2 h3 h4 h5 h6 table ul ol hr blockquote section".split()
    )
    _SILENT: Final = frozenset({"script", "style", "head", "title", "template"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag in self._SILENT:
            self._silent += 1
        if tag in self._BLOCKS:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in self._BLOCKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def words_of_page(text: str) -> str:
    """The text of a page without tags, scripts and styles."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    return "".join(reader.parts)
