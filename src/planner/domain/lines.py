"""What lists show of visits, agreements and follow-ups: ready to read, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first list needs the shapes, not the forty words that they mention
    import datetime as dt

    from planner.domain.agreements import (
        Agreement,
        AgreementParty,
        AgreementState,
        AgreementStatus,
        AgreementText,
        Amendment,
    )
    from planner.domain.followups import FollowUp, FollowUpStatus
    from planner.domain.ids import (
        AgreementId,
        FollowUpId,
        VisitId,
    )
    from planner.domain.organisation_lines import Statement
    from planner.domain.times import PartialDate
    from planner.domain.visits import Direction, VisitStatus


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list. ``heads`` counts placeholders, and is what a source tells where nobody is named;
    ``release`` is the latest number or None."""

    id: VisitId
    code: str
    title: str
    direction: Direction
    status: VisitStatus
    first_day: dt.date | None
    last_day: dt.date | None
    country: str
    host: str
    heads: int
    items: int
    release: int | None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    id: AgreementId
    number: str
    title: str
    kind: str
    parties: str
    status: AgreementStatus
    signed_on: PartialDate
    expires_on: PartialDate


@dataclass(frozen=True, slots=True)
class Related:
    """Another record as a line that opens it; ``detail`` says a date or a state."""

    word: str
    id: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AgreementTies:
    """What an agreement belongs to and what belongs to it. ``beside`` were signed at the same visit."""

    parent: Related | None = None
    children: tuple[Related, ...] = ()
    supersedes: Related | None = None
    superseded_by: tuple[Related, ...] = ()
    beside: tuple[Related, ...] = ()
    signed_at: Related | None = None
    """The visit at which it was signed."""
    signings: tuple[Related, ...] = ()
    """Entries of programmes at which it is or was signed."""
    programmes: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementCard:
    agreement: Agreement
    parties: tuple[tuple[AgreementParty, str], ...]
    """Each party with its name."""
    themes: tuple[str, ...]
    amendments: tuple[Amendment, ...]
    visits: tuple[tuple[VisitId, str], ...]
    statements: tuple[Statement, ...]
    texts: tuple[AgreementText, ...]
    states: tuple[AgreementState, ...]
    """The history of its status, the latest first."""
    follow_ups: tuple[FollowUp, ...]
    ties: AgreementTies


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """``about`` names what it belongs to, ``target`` is that record (word and id), the nearest first:
    the entry, the visit, the agreement, the organisation, the person."""

    id: FollowUpId
    title: str
    status: FollowUpStatus
    kind: str
    owner: str
    due_on: dt.date | None
    about: str
    visit_id: VisitId | None
    side: str = "ours"
    waiting_for: str = ""
    done_on: dt.date | None = None
    repeats: str = ""
    is_anchored: bool = False
    target: tuple[str, str] | None = None
