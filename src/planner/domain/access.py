"""What stands between a delegate and a gate or a border: what was collected, sent and granted.

Here stands only whether a passport number or a date of birth was collected and handed on. The values are
hidden details of the person (:mod:`planner.domain.private_details`).
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import DelegateId, RecordId, SiteId
from planner.domain.words import Word
from planner.i18n import N_


class AccessStatus(enum.StrEnum):
    MISSING = "missing"
    COLLECTED = "collected"
    SENT = "sent"
    APPROVED = "approved"
    REFUSED = "refused"
    WAIVED = "waived"


ACCESS_STATUSES = {
    AccessStatus.MISSING: N_("Missing"),
    AccessStatus.COLLECTED: N_("Collected"),
    AccessStatus.SENT: N_("Sent"),
    AccessStatus.APPROVED: N_("Approved"),
    AccessStatus.REFUSED: N_("Refused"),
    AccessStatus.WAIVED: N_("Waived"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessEntry(Word):
    """How far one delegate is with one site. ``field`` is a key of ``sites.ACCESS_FIELDS``, or empty
    for the admission as a whole; ``since`` is the day of the last change."""

    WORD: ClassVar[str] = "access_entry"

    id: RecordId
    delegate_id: DelegateId
    site_id: SiteId
    field: str = ""
    status: AccessStatus = AccessStatus.MISSING
    since: dt.date | None = None
    notes: str = ""


class PaperKind(enum.StrEnum):
    PASSPORT = "passport"
    VISA = "visa"
    IDENTITY_CARD = "identity card"


PAPER_KINDS = {
    PaperKind.PASSPORT: N_("Passport"),
    PaperKind.VISA: N_("Visa"),
    PaperKind.IDENTITY_CARD: N_("Identity card"),
}


class PaperStatus(enum.StrEnum):
    NEEDED = "needed"
    APPLIED = "applied"
    IN_HAND = "in hand"
    REFUSED = "refused"
    NOT_NEEDED = "not needed"


PAPER_STATUSES = {
    PaperStatus.NEEDED: N_("Needed"),
    PaperStatus.APPLIED: N_("Applied for"),
    PaperStatus.IN_HAND: N_("In hand"),
    PaperStatus.REFUSED: N_("Refused"),
    PaperStatus.NOT_NEEDED: N_("Not needed"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class BorderPaper(Word):
    """A paper that one delegate needs to enter a country (ISO 3166; empty for any country).

    ``purge_after`` is the day after which the entry is to be erased.
    """

    WORD: ClassVar[str] = "border_paper"

    id: RecordId
    delegate_id: DelegateId
    country: str = ""
    kind: PaperKind = PaperKind.PASSPORT
    status: PaperStatus = PaperStatus.NEEDED
    expires_on: dt.date | None = None
    purge_after: dt.date | None = None
