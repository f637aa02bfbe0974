"""Gifts given and received."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from planner.domain.amounts import digits
from planner.domain.ids import ItemId, OrganisationId, PersonId, RecordId, VisitId
from planner.domain.words import Word
from planner.i18n import N_


class GiftDirection(enum.StrEnum):
    GIVEN = "given"
    RECEIVED = "received"


GIFT_DIRECTIONS = {GiftDirection.GIVEN: N_("Given"), GiftDirection.RECEIVED: N_("Received")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Gift(Word):
    """One gift. Value in the smallest unit of ``currency`` (ISO 4217); a decision, never a fixed limit."""

    WORD: ClassVar[str] = "gift"

    id: RecordId
    visit_id: VisitId | None = None
    item_id: ItemId | None = None
    direction: GiftDirection = GiftDirection.GIVEN
    description: str = ""
    giver_id: PersonId | None = None
    giver_organisation_id: OrganisationId | None = None
    receiver_id: PersonId | None = None
    receiver_organisation_id: OrganisationId | None = None
    minor_units: int | None = None
    currency: str = ""
    handed_on: dt.date | None = None
    decision: str = ""
    kept_by: str = ""

    @property
    def value(self) -> Decimal | None:
        """The value in whole currency; the yen has no smaller unit."""
        if self.minor_units is None:
            return None
        return Decimal(self.minor_units).scaleb(-digits(self.currency))
