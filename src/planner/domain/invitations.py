"""Invitations to a visit in return: open until a visit answers them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import ItemId, OrganisationId, RecordId, VisitId
from planner.domain.words import Word
from planner.i18n import N_


class InvitationDirection(enum.StrEnum):
    GIVEN = "given"
    RECEIVED = "received"


INVITATION_DIRECTIONS = {
    InvitationDirection.GIVEN: N_("We invited"),
    InvitationDirection.RECEIVED: N_("We were invited"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation(Word):
    """Somebody was asked to come, or asked us. ``visit_id`` and ``item_id`` are where that was said;
    ``answered_by_id`` is the visit that followed. Withdrawn ones are open no more."""

    WORD: ClassVar[str] = "invitation"

    id: RecordId
    direction: InvitationDirection = InvitationDirection.GIVEN
    organisation_id: OrganisationId | None = None
    country: str = ""
    visit_id: VisitId | None = None
    item_id: ItemId | None = None
    given_on: dt.date | None = None
    text: str = ""
    answered_by_id: VisitId | None = None
    withdrawn_on: dt.date | None = None
    notes: str = ""

    @property
    def is_open(self) -> bool:
        return self.answered_by_id is None and self.withdrawn_on is None
