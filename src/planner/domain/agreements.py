"""Agreements between authorities, institutions and countries."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import (
    AgreementId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    ThemeId,
    VisitId,
)
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.domain.words import Word
from planner.i18n import N_


class AgreementKind(enum.StrEnum):
    MOU = "MoU"
    LETTER_OF_INTENT = "letter of intent"
    FRAMEWORK = "framework"
    FUNDING = "funding"
    RESEARCH_STAY = "research stay"
    STUDENT_EXCHANGE = "student exchange"
    JOINT_DECLARATION = "joint declaration"
    PARTNERSHIP = "partnership"
    OTHER = ""


AGREEMENT_KINDS = {
    AgreementKind.MOU: N_("Memorandum of understanding"),
    AgreementKind.LETTER_OF_INTENT: N_("Letter of intent"),
    AgreementKind.FRAMEWORK: N_("Framework agreement"),
    AgreementKind.FUNDING: N_("Funding agreement"),
    AgreementKind.RESEARCH_STAY: N_("Research stays"),
    AgreementKind.STUDENT_EXCHANGE: N_("Student exchange"),
    AgreementKind.JOINT_DECLARATION: N_("Joint declaration"),
    AgreementKind.PARTNERSHIP: N_("Partnership"),
    AgreementKind.OTHER: N_("Other"),
}


class AgreementStatus(enum.StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    IN_FORCE = "in force"
    EXPIRED = "expired"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    UNKNOWN = ""


AGREEMENT_STATUSES = {
    AgreementStatus.DRAFT: N_("Draft"),
    AgreementStatus.SIGNED: N_("Signed"),
    AgreementStatus.IN_FORCE: N_("In force"),
    AgreementStatus.EXPIRED: N_("Expired"),
    AgreementStatus.ENDED: N_("Ended"),
    AgreementStatus.SUPERSEDED: N_("Superseded"),
    AgreementStatus.UNKNOWN: N_("Not known"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement(Word):
    """A written agreement. Dates may be known to the month or year only; ``notice_months`` before expiry.

    ``renewal_months`` is how long one automatic renewal lasts. ``lead_weeks`` is how long before the
    last day of notice the office wants to be told. ``visit_id`` is the visit at which it was signed:
    agreements signed at one visit are side agreements of each other.
    """

    WORD: ClassVar[str] = "agreement"

    id: AgreementId
    number: str = ""
    title: str = ""
    kind: AgreementKind = AgreementKind.OTHER
    status: AgreementStatus = AgreementStatus.UNKNOWN
    signed_on: PartialDate = UNKNOWN_DATE
    in_force_on: PartialDate = UNKNOWN_DATE
    review_on: PartialDate = UNKNOWN_DATE
    expires_on: PartialDate = UNKNOWN_DATE
    renews_itself: bool = False
    notice_months: int | None = None
    parent_id: AgreementId | None = None
    supersedes_id: AgreementId | None = None
    place: str = ""
    text: str = ""
    notes: str = ""
    renewal_months: int | None = None
    lead_weeks: int | None = None
    visit_id: VisitId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementParty(Word):
    """One side: an organisation, or a country where the text names no authority; who signed, as what then.

    ``name`` is what the party was called when it was entered: it stays when the organisation goes.
    ``seat`` is the place at the table of signing, 1 at the left as guests see it; 0 is not seated.
    """

    WORD: ClassVar[str] = "agreement_party"

    id: RecordId
    agreement_id: AgreementId
    organisation_id: OrganisationId | None = None
    country: str = ""
    signatory_id: PersonId | None = None
    signatory_name: str = ""
    signatory_title: str = ""
    rank: int = 0
    name: str = ""
    seat: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementTheme(Word):
    WORD: ClassVar[str] = "agreement_theme"

    id: RecordId
    agreement_id: AgreementId
    theme_id: ThemeId


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment(Word):
    WORD: ClassVar[str] = "amendment"

    id: RecordId
    agreement_id: AgreementId
    number: str = ""
    title: str = ""
    signed_on: PartialDate = UNKNOWN_DATE
    text: str = ""


class TextState(enum.StrEnum):
    """How far a language version is on its way to the table."""

    MISSING = ""
    TRANSLATED = "translated"
    AGREED = "agreed"
    PRINTED = "printed"
    SIGNED = "signed"


TEXT_STATES = {
    TextState.MISSING: N_("Not there yet"),
    TextState.TRANSLATED: N_("Translated"),
    TextState.AGREED: N_("Agreed"),
    TextState.PRINTED: N_("Printed"),
    TextState.SIGNED: N_("Signed"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementText(Word):
    """One language version; ``file_hash`` is the SHA-256 of the scan, hex: a stored file.

    ``authentic`` says that this version binds; a translation for information does not.
    """

    WORD: ClassVar[str] = "agreement_text"

    id: RecordId
    agreement_id: AgreementId
    language: str = ""
    title: str = ""
    file_name: str = ""
    file_hash: str = ""
    received_on: dt.date | None = None
    state: TextState = TextState.MISSING
    authentic: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementState(Word):
    """From when an agreement had a status, and why: its history, which a correction does not rewrite."""

    WORD: ClassVar[str] = "agreement_state"

    id: RecordId
    agreement_id: AgreementId
    status: AgreementStatus = AgreementStatus.UNKNOWN
    since: PartialDate = UNKNOWN_DATE
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Signing(Word):
    """An entry of a programme at which an agreement is signed; ``done_on`` when it was carried out.

    Several agreements may be signed at one entry. What is to be ready are follow-ups of the entry.
    """

    WORD: ClassVar[str] = "signing"

    id: RecordId
    item_id: ItemId
    agreement_id: AgreementId
    done_on: dt.date | None = None
    notes: str = ""
