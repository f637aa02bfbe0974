"""To whom mail goes: a name and an address that no header and no calendar line can be broken with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from planner.interchange.outgoing_text import readable

_ADDRESS_LIMIT: Final = 254
_NAME_LIMIT: Final = 120
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@({_LABEL}(?:\.{_LABEL})+)")
# What gives a list of addresses its form; also marks of direction, which hide where a name ends.
_SPECIALS = re.compile('["\\\\<>()\\[\\]:;@,\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox; make it with :func:`mailbox`, which checks both parts."""

    name: str
    address: str

    @property
    def uri(self) -> str:
        """As a calendar names it: "mailto:…"."""
        local, _at, domain = self.address.rpartition("@")
        return f"mailto:{quote(local, safe='!$*+-/=^_`{|}~.')}@{domain}"


def mailbox(name: str, address: str) -> Mailbox | None:
    """The mailbox, or None if that is not the address of exactly one.

    A domain in another script is written in its ASCII form; a local part in another script is
    refused, because not every mail program can write to it.
    """
    local, at, domain = address.strip().rpartition("@")
    if not at or len(address) > _ADDRESS_LIMIT * 2:
        return None
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    found = f"{local}@{domain}"
    if len(found) > _ADDRESS_LIMIT or not _ADDRESS.fullmatch(found):
        return None
    shown = " ".join(_SPECIALS.sub(" ", readable(name)).split())[:_NAME_LIMIT].strip()
    return Mailbox(shown, found)
