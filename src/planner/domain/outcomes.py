"""What became of a visit: outcomes, costs, and what the media said of it."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import (
    AgreementId,
    DelegateId,
    ItemId,
    OrganisationId,
    RecordId,
    VisitId,
)
from planner.domain.words import Word
from planner.i18n import N_


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome(Word):
    """One result of a visit, in a sentence."""

    WORD: ClassVar[str] = "outcome"

    id: RecordId
    visit_id: VisitId
    item_id: ItemId | None = None
    agreement_id: AgreementId | None = None
    text: str = ""
    rank: int = 0


class CostKind(enum.StrEnum):
    TRAVEL = "travel"
    LODGING = "lodging"
    MEALS = "meals"
    TRANSPORT = "transport"
    INTERPRETING = "interpreting"
    VENUE = "venue"
    GIFTS = "gifts"
    OTHER = ""


COST_KINDS = {
    CostKind.TRAVEL: N_("Travel to and from"),
    CostKind.LODGING: N_("Lodging"),
    CostKind.MEALS: N_("Meals"),
    CostKind.TRANSPORT: N_("Transport on the spot"),
    CostKind.INTERPRETING: N_("Interpreting"),
    CostKind.VENUE: N_("Rooms and technology"),
    CostKind.GIFTS: N_("Gifts"),
    CostKind.OTHER: N_("Other"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost(Word):
    """One cost of a visit, in the smallest unit of ``currency`` (ISO 4217). ``payer`` is free text
    ("host", "guests", "embassy") beside or instead of an organisation of the library."""

    WORD: ClassVar[str] = "cost"

    id: RecordId
    visit_id: VisitId
    item_id: ItemId | None = None
    delegate_id: DelegateId | None = None
    kind: CostKind = CostKind.OTHER
    description: str = ""
    payer: str = ""
    payer_organisation_id: OrganisationId | None = None
    minor_units: int | None = None
    currency: str = ""
    estimated: bool = False
    dated: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaMention(Word):
    """An article, a broadcast or a post about a visit."""

    WORD: ClassVar[str] = "media_mention"

    id: RecordId
    visit_id: VisitId
    medium: str = ""
    title: str = ""
    published_on: dt.date | None = None
    url: str = ""
    language: str = ""
