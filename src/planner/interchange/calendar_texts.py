"""What an event of a calendar says in words: who, where and its description as plain text."""

from __future__ import annotations

import html
import re
from typing import Final

from planner.interchange.calendar_lines import EventLines
from planner.interchange.vcard_lines import Property, plain
from planner.text import clean_line, clean_text

TEXT_LIMIT: Final = 16_000
_MARKUP: Final = re.compile(r"(?i)<(?:br|p|div|span|html|body|a|b|i|ul|li|table|font)\b[^<>]*/?>")
_BREAKS: Final = re.compile(r"(?i)<(?:br|/p|/div|/li|/tr)\s*/?>")
_TAGS: Final = re.compile(r"<[^<>]*>")
_HIDDEN: Final = re.compile(r"(?is)<(style|script|head|title)\b.*?</\1\s*>")


def contact(one: Property) -> tuple[str, str]:
    """The name and the e-mail address of an organiser or attendee, "" where there is none."""
    address = clean_line(re.sub(r"(?i)^mailto:", "", one.value.strip()), limit=254)
    if "@" not in address:
        address = clean_line(" ".join(one.parameters.get("EMAIL", ())), limit=254)
    name = clean_line(" ".join(one.parameters.get("CN", ())), limit=200).strip("\"'")
    return ("" if "@" in name else name, address if "@" in address else "")


def place(event: EventLines) -> str:
    one = event.first("LOCATION")
    lines = clean_text(plain(one.value), limit=500).split("\n") if one else []
    return ", ".join(part for line in lines if (part := line.strip(" ,")))


def description(event: EventLines) -> str:
    """Plain text; of what only has a page of HTML its words."""
    one = event.first("DESCRIPTION")
    text = plain(one.value) if one else ""
    if not text.strip() and (page := event.first("X-ALT-DESC")) is not None:
        text = plain(page.value)
    text = text[: 4 * TEXT_LIMIT]
    if _MARKUP.search(text):
        text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", _HIDDEN.sub("", text))))
    text = re.sub(r"[ \t]+\n", "\n", clean_text(text, limit=TEXT_LIMIT))
    text = re.sub(r"\n{3,}", "\n\n", text)
    link = event.text("URL", 1000)
    return f"{text}\n{link}".strip() if link and link not in text else text
