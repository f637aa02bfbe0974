"""Who writes and who receives a mail, with what the signature says about the sender.

Nothing is fetched, attachments are counted and not opened; a page in a mail is read as its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from planner.interchange import contact_blocks
from planner.interchange.limits import MEGABYTE, Refused
from planner.interchange.mail_parts import PARTS_LIMIT, Part, decoded_words, parts_of, text_of
from planner.interchange.page_words import words_of_page
from planner.interchange.people_rows import Entry, Rows, sheet_of
from planner.interchange.recipients import recipients
from planner.text import clean_line, fold

SIZE_LIMIT: Final = 30 * MEGABYTE
PEOPLE_LIMIT: Final = 5_000
ADDRESSES_LIMIT: Final = 50_000
"""Of one header, the same ones counted again."""
BODY_LIMIT: Final = 500_000
"""Signs of the text that are looked through; a signature stands above what is quoted."""
LINES_LIMIT: Final = 10_000
_NAMES: Final = 2_000
_LISTS: Final = re.compile(r"(?i)\.(?:vcf|csv|xlsx?|ods|ics)(?![A-Za-z0-9])")
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
    parts = parts_of(data)
    notices = Counter(attachments=_lists_in(parts))
    entries = _correspondents(parts[0], notices)
    body = _body(parts)
    _add_blocks(entries, body, notices)
    named = [entry for entry in entries if entry.fields]
    if not named:
        raise Refused("no_attendees")
    return Rows(sheet_of(named), {kind: count for kind, count in notices.items() if count})


def _correspondents(message: Part, notices: Counter[str]) -> list[Entry]:
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
            if not entry.fields:
                entry.fields = contact_blocks.named(name)
    notices["addresses_without_name"] = sum(not entry.fields for entry in entries.values())
    return list(entries.values())


def _addresses(message: Part, header: str) -> Iterator[tuple[str, str]]:
    """As they stand: what is in brackets behind a name is its house."""
    for key, value in message.headers:
        if key == header:
            for count, (name, address, _wrapped) in enumerate(recipients(value)):
                if count > ADDRESSES_LIMIT:
                    raise Refused("too_many_people", limit=PEOPLE_LIMIT)
                if address:
                    yield clean_line(decoded_words(name)), address


def _lists_in(parts: list[Part]) -> int:
    """Attachments that hold lists themselves."""
    names = [
        decoded_words(part.header(header)[:_NAMES])
        for part in parts[1:]
        for header in ("content-disposition", "content-type")
        if "name" in part.header(header).lower()
    ]
    return sum(bool(_LISTS.search(name)) for name in names)


def _body(parts: list[Part]) -> str:
    """The words somebody wrote, without what is quoted below them."""
    texts = [
        part
        for part in parts
        if not part.inner and not part.header("content-disposition").lower().startswith("attach")
    ]
    for kind in ("text/plain", "text/html"):
        part = next((one for one in texts if one.kind == kind and one.body.strip()), None)
        if part is not None:
            text = text_of(part, BODY_LIMIT)
            text = words_of_page(text) if kind == "text/html" else text
            text = "\n".join(text.split("\n", LINES_LIMIT)[:LINES_LIMIT])
            quoted = _QUOTED.search(text)
            return text[: quoted.start()] if quoted and quoted.start() > 0 else text
    return ""


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
