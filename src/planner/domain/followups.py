"""Follow-ups: decisions and actions with an owner and a due date."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import AgreementId, FollowUpId, ItemId, OrganisationId, PersonId, VisitId
from planner.domain.words import Word
from planner.i18n import N_


class FollowUpStatus(enum.StrEnum):
    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"


FOLLOW_UP_STATUSES = {
    FollowUpStatus.OPEN: N_("Open"),
    FollowUpStatus.WAITING: N_("Waiting"),
    FollowUpStatus.DONE: N_("Done"),
    FollowUpStatus.DROPPED: N_("Dropped"),
}


class FollowUpKind(enum.StrEnum):
    ACTION = "action"
    DECISION = "decision"


FOLLOW_UP_KINDS = {FollowUpKind.ACTION: N_("Action"), FollowUpKind.DECISION: N_("Decision")}


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp(Word):
    """Something promised or to be done. ``owner`` is free text where the owner is nobody in the library."""

    WORD: ClassVar[str] = "follow_up"

    id: FollowUpId
    title: str = ""
    kind: FollowUpKind = FollowUpKind.ACTION
    status: FollowUpStatus = FollowUpStatus.OPEN
    owner_id: PersonId | None = None
    owner: str = ""
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    waiting_for: str = ""
    visit_id: VisitId | None = None
    item_id: ItemId | None = None
    agreement_id: AgreementId | None = None
    organisation_id: OrganisationId | None = None
    person_id: PersonId | None = None
    notes: str = ""
