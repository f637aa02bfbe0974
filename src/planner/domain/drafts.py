"""What one row of a list says, before anything is looked up in the library."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.domain.column_meanings import Meaning
from planner.domain.findings import Finding
from planner.domain.names import NameParts
from planner.domain.own_keys import OwnKey
from planner.domain.private_details import DetailKind
from planner.domain.visits import Category, NeedKind


class ContactCell(NamedTuple):
    """A cell with addresses or numbers as it stands, and where it stands.

    ``is_number`` says that Excel held a number, so a plus or a zero may be lost.
    """

    text: str
    column: str
    cell: str
    label: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """An arrival or departure: a date, with its time if the file gives one."""

    date: dt.date
    time: dt.time | None = None


@dataclass(frozen=True)
class Draft:
    """What one row says. Empty text means that the row does not say it; nothing is looked up yet."""

    number: int
    name: NameParts = field(default_factory=NameParts)
    placeholder: str = ""
    suffix: str = ""
    salutation: str = ""
    country: str = ""
    organisation: str = ""
    department: str = ""
    position: str = ""
    emails: tuple[ContactCell, ...] = ()
    phones: tuple[ContactCell, ...] = ()
    pages: tuple[ContactCell, ...] = ()
    role: str = ""
    category: Category | None = None
    groups: tuple[str, ...] = ()
    rank: int = 0
    payer: str = ""
    arrives: When | None = None
    departs: When | None = None
    notes: str = ""
    needs: tuple[tuple[NeedKind, str], ...] = ()
    details: tuple[tuple[DetailKind, str], ...] = ()
    """Hidden details; days as ISO dates."""
    key: str = ""
    """By what the sender's own list or address book knows the person."""
    photo: str = ""
    """Media type, width, height and base64 of a small picture, with ";" between them."""
    card_lines: str = ""
    """The version of a contact card, and below it the lines that have no field here."""
    own: OwnKey | None = None
    """Whom the row was written for, when the sheet went out from here."""
    empty: frozenset[Meaning] = frozenset()
    """Of such a row the columns that came back empty."""
    struck: bool = False
    doubtful: bool = False
    order_guessed: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def is_named(self) -> bool:
        return bool(self.name.family_name or self.name.given_name or self.name.native_name)
