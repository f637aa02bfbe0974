"""Erasing a person (GDPR article 17): what becomes of each table that leads to one, and where one stands.

A record that is only about the person goes. One of which something else hangs – a place in a
delegation, a part of an entry – stays as a number, and what it says of the person is emptied.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


class Fate(enum.Enum):
    """What becomes of a column of a record that stays."""

    KEPT = "kept"
    """Says nothing of the person once nobody knows whose it was."""
    EMPTIED = "emptied"
    ERASED = "erased"
    """The word "(erased)" stands there, so that a reader sees why."""
    WORDS = "words"
    """Text of the office about its own work: what names the person in it is taken out."""
    SIGNED = "signed"
    """The office may have to keep it: whoever erases says so."""


REMOVED: Final = frozenset(
    {
        *("person", "contact_point", "position", "posting", "external_key", "biography", "photo"),
        *("kept_property", "private_detail", "addressing", "look_up", "correction"),
        *("access_entry", "border_paper", "need", "need_passed", "leg_reference"),
        *("citation", "attachment", "merge", "not_duplicate"),
    }
)
"""Tables whose records about the person, or about a place of theirs in a delegation, go."""

_KEPT, _EMPTIED, _ERASED, _WORDS = Fate.KEPT, Fate.EMPTIED, Fate.ERASED, Fate.WORDS


def _fates(**columns: Fate) -> Mapping[str, Fate]:
    return columns


STAYING: Final[Mapping[str, Mapping[str, Fate]]] = {
    "delegate": _fates(
        visit_id=_KEPT, person_id=_EMPTIED, placeholder=_ERASED, organisation_id=_KEPT,
        title=_EMPTIED, role=_EMPTIED, category=_KEPT, rank=_KEPT, payer=_EMPTIED,
        arrives_local=_EMPTIED, arrives_zone=_EMPTIED, departs_local=_EMPTIED,
        departs_zone=_EMPTIED, notes=_EMPTIED, name_by=_EMPTIED, rank_reason=_EMPTIED,
    ),
    "ride": _fates(item_id=_KEPT, resource_id=_KEPT, delegate_id=_KEPT, seat=_EMPTIED),
    "rooming": _fates(
        item_id=_KEPT, delegate_id=_KEPT, kind=_KEPT, room=_EMPTIED, reference=_EMPTIED,
        notes=_EMPTIED,
    ),
    "group_member": _fates(group_id=_KEPT, delegate_id=_KEPT),
    "item_audience": _fates(item_id=_KEPT, group_id=_KEPT, delegate_id=_KEPT),
    "cost": _fates(
        visit_id=_KEPT, item_id=_KEPT, delegate_id=_KEPT, kind=_KEPT, description=_WORDS,
        payer=_WORDS, payer_organisation_id=_KEPT, minor_units=_KEPT, currency=_KEPT,
        estimated=_KEPT, dated=_KEPT,
    ),
    "agreement_party": _fates(
        agreement_id=_KEPT, organisation_id=_KEPT, country=_KEPT, signatory_id=_EMPTIED,
        signatory_name=Fate.SIGNED, signatory_title=Fate.SIGNED, rank=_KEPT, name=_WORDS,
        seat=_KEPT,
    ),
    "data_request": _fates(
        person_id=_EMPTIED, kind=_KEPT, received_on=_KEPT, extended_to=_KEPT, answered_on=_KEPT,
        file_hash=_KEPT, notes=_EMPTIED,
    ),
    "follow_up": _fates(
        title=_WORDS, kind=_KEPT, status=_KEPT, owner_id=_EMPTIED, owner=_WORDS, due_on=_KEPT,
        done_on=_KEPT, waiting_for=_WORDS, visit_id=_KEPT, item_id=_KEPT, agreement_id=_KEPT,
        organisation_id=_KEPT, person_id=_EMPTIED, notes=_WORDS, side=_KEPT, anchor=_KEPT,
        due_days=_KEPT, repeats=_KEPT, remind_days=_KEPT, checklist_id=_KEPT,
    ),
    "gift": _fates(
        visit_id=_KEPT, item_id=_KEPT, direction=_KEPT, description=_WORDS, giver_id=_EMPTIED,
        giver_organisation_id=_KEPT, receiver_id=_EMPTIED, receiver_organisation_id=_KEPT,
        minor_units=_KEPT, currency=_KEPT, handed_on=_KEPT, decision=_WORDS, kept_by=_WORDS,
    ),
    "item_host": _fates(
        item_id=_KEPT, person_id=_EMPTIED, organisation_id=_KEPT, role=_EMPTIED, rank=_KEPT
    ),
    "resource": _fates(
        visit_id=_KEPT, kind=_KEPT, name=_ERASED, capacity=_KEPT, languages=_KEPT,
        person_id=_EMPTIED, organisation_id=_KEPT, phone=_EMPTIED, notes=_EMPTIED,
    ),
    "disclosure_subject": _fates(
        disclosure_id=_KEPT, person_id=_KEPT, name=_ERASED, columns=_EMPTIED, prints=_EMPTIED
    ),
}  # fmt: skip
"""Tables whose records stay, column by column."""

LEADING: Final[Mapping[str, tuple[str, ...]]] = {
    "delegate": ("person_id",),
    "agreement_party": ("signatory_id",),
    "data_request": ("person_id",),
    "follow_up": ("owner_id", "person_id"),
    "gift": ("giver_id", "receiver_id"),
    "item_host": ("person_id",),
    "resource": ("person_id",),
    "disclosure_subject": ("person_id",),
}
"""By which columns a record that stays leads to a person; the others hang on the place of a delegate."""

OF_A_PLACE: Final = frozenset(
    {"ride", "rooming", "group_member", "item_audience", "cost"}
    | {"access_entry", "border_paper", "need", "leg_reference"}
)
"""Tables that lead to a person over the place in a delegation."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of the office that names the person; ``excerpt`` is what stands around it."""

    word: str
    id: str
    field: str
    excerpt: str = ""

    @property
    def key(self) -> str:
        """ "follow_up:ID:title", by which it is chosen."""
        return f"{self.word}:{self.id}:{self.field}"


@dataclass(frozen=True, slots=True)
class Signature:
    """The person is named as a signatory of an agreement."""

    party_id: str
    agreement: str
    name: str
    title: str = ""


class Left(enum.Enum):
    """Copies of the library that no erasure reaches."""

    SECOND = "second"
    """Backups in the second folder."""
    MOVED = "moved"
    """The file at the place from which the library was moved."""
    MOVED_BACKUPS = "moved_backups"
    PUT_AWAY = "put_away"
    """The file from before the library was encrypted, or made plain."""


@dataclass(frozen=True, slots=True)
class CopyLeft:
    """``place`` is the path of a file or a folder; of a folder ``count`` says how many are in it.
    A second folder that is not connected has none: ``count`` is 0."""

    kind: Left
    place: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file that went out with the person in it. ``paper`` is what it was, never the name of the file,
    in which others may be named. ``to`` is empty where nobody noted to whom, or where that one was
    erased since; ``is_own`` where the person got it."""

    on: dt.date
    paper: str = ""
    to: str = ""
    is_own: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a person stands, before anything is erased.

    ``records`` counts by table what is removed or emptied; ``history`` are entries of the journal
    that become unreadable, ``retold`` such of others that name the person in a text.
    ``recipients`` have files outside, which no program takes back.
    """

    person_id: str
    name: str
    records: Mapping[str, int]
    history: int = 0
    steps: int = 0
    versions: int = 0
    copies: int = 0
    merged: tuple[str, ...] = ()
    files: int = 0
    drafts: int = 0
    exports: int = 0
    recipients: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    mentions: tuple[Mention, ...] = ()
    backups: int = 0
    backups_until: dt.date | None = None
    left: tuple[CopyLeft, ...] = ()
    handed: tuple[FileOut, ...] = ()
    asked_on: dt.date | None = None
    """When the person asked to be erased, the latest time; None where nobody asked."""
    request: str = ""
    """The number of that request."""

    @property
    def places(self) -> int:
        """How many records, entries, versions and texts there are; without the backups."""
        whole = sum(self.records.values()) + self.history + self.steps + self.versions
        return whole + self.copies + self.files + self.drafts + len(self.mentions)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a person is erased. ``reason`` says why names under agreements are kept; empty: they go,
    too. ``leave`` are the keys of mentions that stay as they are."""

    reason: str = ""
    leave: frozenset[str] = frozenset()

    @property
    def keeps_signatures(self) -> bool:
        return bool(self.reason.strip())
