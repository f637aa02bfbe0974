"""What the law wants on record about data of people: look-ups, requests, corrections, erasures, periods.

GDPR articles 5 (1) e, 15, 17 and 19; that look-ups belong to an answer is CJEU C-579/21.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import DisclosureId, PersonId, RecordId
from planner.domain.words import Word
from planner.i18n import N_


@dataclass(frozen=True, kw_only=True, slots=True)
class LookUp(Word):
    """Somebody looked at what is hidden. ``at`` is UTC without offset; ``field`` is the kind of a need
    or of a private detail; ``purpose`` is what the person who looked gave as reason."""

    WORD: ClassVar[str] = "look_up"

    id: RecordId
    person_id: PersonId
    at: dt.datetime
    field: str = ""
    purpose: str = ""
    author: str = ""


class RequestKind(enum.StrEnum):
    """What a person may ask for: GDPR articles 15, 16, 17, 20 and 21."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    PORTABILITY = "portability"
    OBJECTION = "objection"


REQUEST_KINDS = {
    RequestKind.ACCESS: N_("Access to the data"),
    RequestKind.CORRECTION: N_("Correction"),
    RequestKind.ERASURE: N_("Erasure"),
    RequestKind.PORTABILITY: N_("The data for somebody else"),
    RequestKind.OBJECTION: N_("Objection"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class DataRequest(Word):
    """A person asked for a right. The answer is due one month after ``received_on``, or at
    ``extended_to`` (article 12 (3): two months more, told within the first)."""

    WORD: ClassVar[str] = "data_request"

    id: RecordId
    person_id: PersonId | None = None
    kind: RequestKind = RequestKind.ACCESS
    received_on: dt.date | None = None
    extended_to: dt.date | None = None
    answered_on: dt.date | None = None
    file_hash: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction(Word):
    """A recipient of old values was told the new ones, or need not be (article 19).

    ``fields`` are column names as in the register of disclosures; ``at`` is UTC without offset.
    """

    WORD: ClassVar[str] = "correction"

    id: RecordId
    person_id: PersonId
    disclosure_id: DisclosureId
    fields: tuple[str, ...] = ()
    at: dt.datetime | None = None
    author: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure(Word):
    """A person was erased: which id, when, and from how many places. It holds nothing of the person.

    ``at`` is UTC without offset; once there are backups of five days
    after ``backups_until``, none that was made before it is left.
    """

    WORD: ClassVar[str] = "erasure"

    id: RecordId
    person_id: PersonId
    at: dt.datetime
    author: str = ""
    reason: str = ""
    places: int = 0
    backups_until: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionRule(Word):
    """For how long a group of fields is kept and why; ``id`` is the name of the group."""

    WORD: ClassVar[str] = "retention_rule"

    id: str
    days: int = 0
    purpose: str = ""
    basis: str = ""
