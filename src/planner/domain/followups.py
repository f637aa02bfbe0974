"""Follow-ups: decisions and actions with an owner and a due date."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import (
    AgreementId,
    ChecklistId,
    FollowUpId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    VisitId,
)
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


class Side(enum.StrEnum):
    """Who has to do it."""

    OURS = "ours"
    THEIRS = "theirs"


SIDES = {Side.OURS: N_("Us"), Side.THEIRS: N_("Them")}


class Anchor(enum.StrEnum):
    """From which day a due date counts; ``NONE`` is a fixed date."""

    NONE = ""
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    ITEM = "item"


ANCHORS = {
    Anchor.NONE: N_("On a fixed date"),
    Anchor.ARRIVAL: N_("From the first day of the visit"),
    Anchor.DEPARTURE: N_("From the last day of the visit"),
    Anchor.ITEM: N_("From the day of the entry"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp(Word):
    """Something promised or to be done. ``owner`` is free text where the owner is nobody in the library.

    With an ``anchor``, ``due_on`` is kept at ``due_days`` after it (before it when negative) and moves
    when the visit or the entry moves. ``repeats`` is an RRULE (RFC 5545) without its start: ticked off,
    the follow-up comes again on the next date. ``remind_days`` is how long before it is due one is told.
    """

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
    side: Side = Side.OURS
    anchor: Anchor = Anchor.NONE
    due_days: int | None = None
    repeats: str = ""
    remind_days: int | None = None
    checklist_id: ChecklistId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Checklist(Word):
    """What is to be done before and after visits of a kind; empty ``direction`` or ``category`` fits all."""

    WORD: ClassVar[str] = "checklist"

    id: ChecklistId
    name: str = ""
    direction: str = ""
    category: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChecklistStep(Word):
    """One line of a checklist; a follow-up is made of it. ``days`` count from the anchor, before it negative."""

    WORD: ClassVar[str] = "checklist_step"

    id: RecordId
    checklist_id: ChecklistId
    title: str = ""
    anchor: Anchor = Anchor.ARRIVAL
    days: int = 0
    side: Side = Side.OURS
    owner: str = ""
    rank: int = 0
    notes: str = ""
