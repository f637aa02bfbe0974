"""Mail drafts as ``.eml`` files: opened, looked at and sent in the user's own mail program."""

from __future__ import annotations

import email.policy
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Final

from planner.interchange.invitations import Method
from planner.interchange.mailboxes import Mailbox
from planner.interchange.outgoing_text import readable
from planner.text import safe_file_name

_SUBJECT_LIMIT: Final = 300
# Mail programs make links of these by themselves, also in plain text.
_SCHEME = re.compile(
    r"\b([A-Za-z][A-Za-z0-9+.-]*):(?=//)|\b(javascript|data|file|mailto|tel):", re.I
)
_WWW = re.compile(r"\bwww\.", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file that goes with a mail; ``media_type`` such as "text/calendar"."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A mail before anybody has sent it. ``text`` is plain; without ``to`` the user fills it in.

    ``invitation`` is one calendar event that the reader's calendar is to take over by itself.
    """

    subject: str
    text: str
    to: Mailbox | None = None
    sender: Mailbox | None = None
    attachments: Sequence[Attachment] = ()
    invitation: tuple[Method, bytes] | None = None


def write_draft(draft: Draft) -> bytes:
    """The draft as the bytes of an ``.eml`` file: the same draft gives the same bytes.

    There is no date and no message id: the mail program gives both when it sends.
    """
    # Eight-bit text would be at the mercy of every system that the file passes.
    message = EmailMessage(email.policy.SMTP.clone(cte_type="7bit"))
    message["X-Unsent"] = "1"  # Outlook opens the file as a draft and not as a received mail
    message["Subject"] = one_line(draft.subject)[:_SUBJECT_LIMIT]
    if draft.sender:
        message["From"] = _address(draft.sender)
    if draft.to:
        message["To"] = _address(draft.to)
    message.set_content(_text(draft.text))
    if draft.invitation:
        method, content = draft.invitation
        message.add_alternative(content, "text", "calendar", cte="base64")
        part = list(message.iter_parts())[-1]
        part.set_param("charset", "utf-8")
        part.set_param("method", method.value)
    for one in draft.attachments:
        main, _slash, sub = one.media_type.partition("/")
        message.add_attachment(one.content, main, sub, filename=attachment_name(one.name))
        if main == "text":
            list(message.iter_parts())[-1].set_param("charset", "utf-8")
    _bound(message, _seed(draft))
    return message.as_bytes()


def one_line(text: str) -> str:
    """Text for a header: whatever ends a line becomes a space.

    So does what looks like an encoded word: the library decodes "=?utf-8?q?=0d=0aBcc:…?=" when it
    is given it as a text, and writes the lines that come out as headers of their own.
    """
    return " ".join(readable(text).replace("=?", "= ?").split())


def without_links(text: str) -> str:
    """The text of somebody else, in which no mail program finds an address to open."""
    spaced = _SCHEME.sub(lambda found: f"{found[1] or found[2]}: ", text)
    return _WWW.sub("www ", spaced)


def attachment_name(name: str) -> str:
    """A name that every system can save; the ending stays."""
    stem, dot, ending = readable(name).rpartition(".")
    if dot and ending.isascii() and ending.isalnum():
        return f"{safe_file_name(stem)}.{ending}"
    return safe_file_name(name)


def _address(box: Mailbox) -> Address:
    # A name that begins with a full stop is none in a header, and reading it back fails.
    return Address(display_name=one_line(box.name).lstrip(". "), addr_spec=box.address)


def _text(text: str) -> str:
    return readable(text).rstrip() + "\n"


def _seed(draft: Draft) -> bytes:
    digest = hashlib.sha256()
    for part in (draft.subject, draft.text, *(one.name for one in draft.attachments)):
        digest.update(part.encode("utf-8", "replace") + b"\0")
    for content in (*(one.content for one in draft.attachments), *(draft.invitation or ())[1:]):
        digest.update(hashlib.sha256(content).digest())
    return digest.digest()


def _bound(message: EmailMessage, seed: bytes) -> None:
    """Lines between the parts by the contents, for they would be drawn at random otherwise."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            mark = hashlib.sha256(seed + bytes([number % 256])).hexdigest()[:32]
            part.set_boundary(f"=_{mark}")
