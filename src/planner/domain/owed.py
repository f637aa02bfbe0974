"""What visits and agreements owe by when: where deadlines come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from planner.domain.agreements import Agreement, AgreementStatus, notice_by
from planner.domain.checks.access_pack import AccessPack, access_packs
from planner.domain.checks.circumstances import Circumstances
from planner.domain.deadlines import Deadline, DeadlineKind
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import PartialDate, partial_end

_PROMISED: Final = frozenset({ItemStatus.CONFIRMED, ItemStatus.CANCELLED})
ALIVE: Final = (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE, AgreementStatus.UNKNOWN)
"""Agreements that bind somebody, as far as is known."""


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
    )  # fmt: skip


def agreement_deadlines(agreement: Agreement) -> Iterator[Deadline]:
    """Last day of notice, review and end of an agreement that binds. Dates known to the year say nothing."""
    if agreement.status not in ALIVE:
        return
    dated = [
        (notice_by(agreement), DeadlineKind.NOTICE),
        (agreement.review_on, DeadlineKind.REVIEW),
    ]
    if not agreement.renews_itself:
        dated.append((agreement.expires_on, DeadlineKind.EXPIRY))
    name = agreement.title or agreement.number
    for value, kind in dated:
        day = _day_of(value)
        if day is not None:
            yield Deadline(
                day, kind, name, agreement.number, "agreement", agreement.id,
                exact=len(value) == len("2030-06-01"),
            )  # fmt: skip


def _day_of(value: PartialDate) -> dt.date | None:
    return partial_end(value) if len(value) >= len("2030-06") else None
