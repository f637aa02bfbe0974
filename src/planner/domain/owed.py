"""What visits and agreements owe by when: where deadlines come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from planner.domain.agreements import Agreement
from planner.domain.checks.access_pack import AccessPack, access_packs
from planner.domain.checks.circumstances import Circumstances
from planner.domain.deadlines import Deadline, DeadlineKind
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.renewal import (
    ALIVE,
    LATE,
    LEAD_WEEKS,
    UNTENDED,
    Step,
    StepKind,
    Tended,
    steps,
    terms_over,
)
from planner.domain.renewal_words import missed_words

_PROMISED: Final = frozenset({ItemStatus.CONFIRMED, ItemStatus.CANCELLED})
_STEPS: Final = {
    StepKind.START: DeadlineKind.START,
    StepKind.NOTICE: DeadlineKind.NOTICE,
    StepKind.MISSED: DeadlineKind.MISSED,
    StepKind.REVIEW: DeadlineKind.REVIEW,
    StepKind.RENEWAL: DeadlineKind.RENEWAL,
    StepKind.EXPIRY: DeadlineKind.EXPIRY,
}
_EACH_TERM: Final = frozenset({StepKind.START, StepKind.NOTICE, StepKind.MISSED, StepKind.RENEWAL})
"""What an automatic renewal moves."""


def visit_deadlines(plan: Plan, around: Circumstances) -> Iterator[Deadline]:
    """What a visit owes others: lists and notices to sites, names of placeholders, promises of hosts."""
    for pack in access_packs(plan, around, all_sites=True):
        if pack.due is not None and (found := _to_site(plan, pack)) is not None:
            yield found
    for delegate in plan.delegates:
        if delegate.person_id is None and delegate.name_by is not None:
            yield Deadline(
                delegate.name_by, DeadlineKind.NAME, plan.name_of(delegate), plan.visit.title,
                "delegate", delegate.id,
            )  # fmt: skip
    for item in plan.active:
        open_ = item.status not in _PROMISED and item.kind is not ItemKind.BLOCKER
        if open_ and item.confirm_by is not None:
            yield Deadline(
                item.confirm_by, DeadlineKind.PROMISE, item.title, plan.visit.title, "item", item.id
            )


def _to_site(plan: Plan, pack: AccessPack) -> Deadline | None:
    """The list that is due at a site, unless all of it went there; without data only the notice."""
    assert pack.due is not None
    if pack.fields and not pack.not_sent:
        return None
    kind = DeadlineKind.SITE_LIST if pack.fields else DeadlineKind.SITE_NOTICE
    due = pack.due.local
    time = due.time() if (due.hour, due.minute) != (23, 59) else None
    return Deadline(
        due.date(), kind, pack.site.name, plan.visit.title,
        "visit_part", f"{plan.visit.id}/admission/{pack.site.id}", time,
        zone=pack.due.zone,
    )  # fmt: skip


def agreement_deadlines(
    agreement: Agreement,
    today: dt.date,
    lead_weeks: int = LEAD_WEEKS,
    tended: Tended = UNTENDED,
) -> Iterator[Deadline]:
    """What the dates of an agreement ask for from today on, and what is late. A year alone names no
    day; only when it is over something is late."""
    for step in steps(agreement, today, lead_weeks, tended=tended):
        late = step.is_late(today)
        if step.kind not in _STEPS or (late and agreement.status not in ALIVE):
            continue
        if len(step.on) >= len("2030-06") or late:
            yield Deadline(
                step.first, _STEPS[step.kind], _name(agreement, step),
                agreement.number, "agreement", agreement.id,
                stated=step.on if len(step.on) < len("2030-06-01") else "",
                stays=step.kind in LATE or step.kind is StepKind.EXPIRY,
                terms=terms_over(agreement, today) if step.kind in _EACH_TERM else 0,
                more=(agreement.number,) if agreement.number else (),
            )  # fmt: skip


def _name(agreement: Agreement, step: Step) -> str:
    """Where notice was missed with what follows from it: "MoU: it will renew for 24 months"."""
    name = agreement.title or agreement.number
    return f"{name}: {missed_words(step)}" if step.kind is StepKind.MISSED else name
