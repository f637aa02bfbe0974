"""A relationship as lines: what happened when, and what of it is open; each line leads to a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from planner.domain import renewal
from planner.domain.agreement_register import STATES
from planner.domain.agreements import (
    AGREEMENT_KINDS,
    Agreement,
    AgreementStatus,
)
from planner.domain.followups import FOLLOW_UP_STATUSES, SIDES, FollowUpStatus
from planner.domain.gifts import GIFT_DIRECTIONS, GiftDirection
from planner.domain.ids import VisitId
from planner.domain.invitations import INVITATION_DIRECTIONS, Invitation, InvitationDirection
from planner.domain.preparation import preparing
from planner.domain.relationship import (
    DEBTS,
    NOT_HELD,
    AgreementTie,
    CallTie,
    Debt,
    FollowUpTie,
    GiftTie,
    InvitationTie,
    Relationship,
    VisitTie,
    reciprocity,
)
from planner.domain.relationship_line import Line, Part, Strand, word
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.domain.visit_parts import of_visit
from planner.domain.visits import Direction
from planner.i18n import N_

NEAR: Final = 6
"""Months ahead in which the next step of an agreement is something open."""


def lines(relationship: Relationship) -> tuple[Line, ...]:
    """Everything, the latest first; what has no date at the end."""
    today = relationship.today
    found = [
        *(_visit(one, today) for one in relationship.visits),
        *(
            line
            for one in relationship.agreements
            for line in _agreement(one, today, relationship.lead_weeks)
        ),
        *(_invitation(one) for one in relationship.invitations),
        *(_follow_up(one, today) for one in relationship.follow_ups),
        *(_call(one, today) for one in relationship.calls),
        *(_gift(one) for one in relationship.gifts),
    ]
    return tuple(sorted(found, key=lambda line: (line.since or line.until, line.id), reverse=True))


def open_lines(
    relationship: Relationship, every: Iterable[Line] | None = None, *, unfolded: bool = False
) -> tuple[Line, ...]:
    """What is open, the most urgent first: what is late, then by its day, then what has none; at the
    end one row for the steps that prepare a visit.

    :param every: the :func:`lines` of the relationship, where they were made already.
    :param unfolded: each of the steps by itself, among the others.
    """
    told = lines(relationship) if every is None else every
    folded = () if unfolded else tuple(_preparing(relationship))
    steps = {tie.follow_up.id for tie in relationship.follow_ups if tie.prepares and not unfolded}
    rest = [line for line in told if line.is_open and line.key not in steps]
    return (*sorted([*rest, *_owed(relationship)], key=_urgency), *sorted(folded, key=_urgency))


def _urgency(one: Line) -> tuple[bool, bool, str, str]:
    return not one.late, not one.due, one.due, one.title


def _preparing(relationship: Relationship) -> Iterator[Line]:
    """For each visit that is not over the steps that prepare it, as one row that opens it."""
    today = relationship.today
    visits: dict[VisitId, list[FollowUpTie]] = {}
    for tie in relationship.follow_ups:
        if tie.follow_up.visit_id and tie.prepares and tie.is_open_on(today):
            visits.setdefault(tie.follow_up.visit_id, []).append(tie)
    for key, ties in visits.items():
        visit = ties[0].visit
        assert visit is not None
        steps = preparing([tie.follow_up for tie in ties], visit, today)
        if steps is not None:
            yield Line(
                strand=Strand.FOLLOW_UP, record="visit", key=f"preparing:{key}", target=key,
                title=steps.called, due=_iso(steps.due_on), is_open=True, late=steps.late > 0,
                parts=(Part(steps.step, N_("next: {text}")),), steps=steps,
            )  # fmt: skip


def _visit(tie: VisitTie, today: dt.date) -> Line:
    coming = tie.partner and tie.is_coming(today)
    return Line(
        strand=Strand.VISIT,
        record="source" if tie.told_by else "visit",
        key=tie.id,
        target=tie.told_by[0].source_id if tie.told_by else tie.id,
        title=tie.title or tie.code,
        since=tie.starts,
        until=tie.ends,
        due=tie.starts if coming else UNKNOWN_DATE,
        is_open=coming,
        off=tie.status in NOT_HELD,
        told=bool(tie.told_by),
        keepable=bool(tie.told_by) and tie.ours,
        inbound=tie.direction is Direction.INBOUND,
        parts=tuple(of_visit(tie)),
    )


def _agreement(tie: AgreementTie, today: dt.date, lead_weeks: int) -> Iterator[Line]:
    """The agreement, and after it each of its days that stands on the axis."""
    one = tie.agreement
    step = next_step(one, today, lead_weeks, signing_on=tie.signing_on, tended=tie.tended)
    end = renewal.ran_until(one, today, tie.over_on)
    line = Line(
        strand=Strand.AGREEMENT,
        record="agreement",
        key=one.id,
        target=one.id,
        title=one.title,
        since=one.signed_on or one.in_force_on,
        until=end,
        due=step.on if step else UNKNOWN_DATE,
        is_open=step is not None,
        late=step is not None and step.late,
        off=one.status in renewal.OVER,
        parts=(
            *((word(step.message),) if step else ()),
            word(AGREEMENT_KINDS[one.kind]),
            word(STATES[renewal.shown_state(one, today, lead_weeks)] if one.status else ""),
            Part(tie.parties),
        ),
    )
    yield line
    for name, message, on in (
        ("review", renewal.STEPS[renewal.StepKind.REVIEW], one.review_on),
        ("notice", renewal.STEPS[renewal.StepKind.NOTICE], renewal.last_notice(one, today)),
        (
            "renewal",
            renewal.STEPS[renewal.StepKind.RENEWAL],
            end if renewal.renews(one) else UNKNOWN_DATE,
        ),
    ):
        if on:
            parts = (word(message), Part(tie.parties))
            yield replace(
                line, key=f"{one.id}:{name}", since=on, until=on, due=UNKNOWN_DATE,
                is_open=False, late=False, parts=parts,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next about an agreement, and by when."""

    message: str
    on: PartialDate = UNKNOWN_DATE
    late: bool = False


def next_step(
    agreement: Agreement,
    today: dt.date,
    lead_weeks: int = renewal.LEAD_WEEKS,
    *,
    signing_on: dt.date | None = None,
    tended: renewal.Tended = renewal.UNTENDED,
) -> Step | None:
    """The next step if it is late or may come within half a year; a draft is to be signed.

    :param signing_on: and ``tended``: as in :func:`renewal.steps`.
    """
    if agreement.status is AgreementStatus.DRAFT:
        sign = renewal.STEPS[renewal.StepKind.SIGN]
        return Step(sign, _iso(signing_on), signing_on is not None and signing_on < today)
    step = renewal.next_step(agreement, today, lead_weeks, signing_on=signing_on, tended=tended)
    if step is None or not renewal.is_due(step, today, NEAR):
        return None
    late = step.is_late(today)
    if late and agreement.status not in renewal.ALIVE:
        return None  # nobody said that it was ever alive
    return Step(renewal.STEPS[step.kind], step.on, late)


def _invitation(tie: InvitationTie) -> Line:
    one = tie.invitation
    said = one.text or tie.whom
    return Line(
        strand=Strand.INVITATION,
        record="invitation",
        key=one.id,
        target=one.id,
        title=said,
        since=_iso(one.given_on),
        until=_iso(one.withdrawn_on),
        is_open=one.is_open,
        off=one.withdrawn_on is not None,
        inbound=one.direction is InvitationDirection.GIVEN,
        parts=(
            word(INVITATION_DIRECTIONS[one.direction]),
            Part(tie.whom if said != tie.whom else ""),
            word(_state_of(one)),
            Part(tie.answer),
            Part(tie.said_at, N_("said at “{text}”") if tie.said_at else ""),
        ),
    )


def _state_of(one: Invitation) -> str:
    if one.is_open:
        return N_("not answered yet")
    return N_("withdrawn") if one.withdrawn_on else N_("answered")


def _follow_up(tie: FollowUpTie, today: dt.date) -> Line:
    one = tie.follow_up
    return Line(
        strand=Strand.FOLLOW_UP,
        record="follow_up",
        key=one.id,
        target=one.id,
        title=one.title,
        since=_iso(one.done_on or one.due_on),
        due=_iso(one.due_on),
        is_open=tie.is_open_on(today),
        late=tie.is_open_on(today) and one.due_on is not None and one.due_on < today,
        off=one.status is FollowUpStatus.DROPPED,
        parts=(
            word(SIDES[one.side]),
            word(FOLLOW_UP_STATUSES[one.status]),
            Part(one.waiting_for),
            Part(tie.about),
        ),
    )


def _call(tie: CallTie, today: dt.date) -> Line:
    one = tie.call
    return Line(
        strand=Strand.CALL,
        record="call",
        key=one.id,
        target=one.id,
        title=one.title or tie.programme,
        since=_iso(one.opens_on),
        until=_iso(one.closes_on),
        due=_iso(one.closes_on),
        is_open=tie.is_open(today),
        parts=(Part(tie.programme if one.title else ""),),
    )


def _gift(tie: GiftTie) -> Line:
    one = tie.gift
    return Line(
        strand=Strand.GIFT,
        record="visit" if one.visit_id else "",
        key=one.id,
        target=one.visit_id or "",
        title=one.description,
        since=_iso(tie.on),
        inbound=one.direction is GiftDirection.RECEIVED,
        parts=(word(GIFT_DIRECTIONS[one.direction]), Part(tie.visit)),
    )


def _owed(relationship: Relationship) -> Iterator[Line]:
    balance = reciprocity(relationship.visits, relationship.today)
    if balance.debt is Debt.NOBODY:
        return
    last = balance.last_to_us if balance.debt is Debt.OURS else balance.last_to_them
    planned = balance.planned
    assert last is not None
    yield Line(
        strand=Strand.BALANCE,
        record="source" if last.told_by else "visit",
        key=last.id,
        target=last.told_by[0].source_id if last.told_by else last.id,
        title=DEBTS[balance.debt],
        since=last.starts,
        is_open=True,
        inbound=balance.debt is Debt.THEIRS,
        parts=(
            Part(last.title, N_("last visit: {text}")),
            Part(planned.title, N_("planned: {text}")) if planned else Part(""),
        ),
    )


def _iso(day: dt.date | None) -> PartialDate:
    return PartialDate(day.isoformat()) if day else UNKNOWN_DATE
