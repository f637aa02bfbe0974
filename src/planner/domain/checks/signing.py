"""An agreement that is to be signed: still good, and with a text to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.domain.agreements import AgreementStatus
from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import ItemKind
from planner.domain.plan import Plan
from planner.domain.times import partial_end


def signings(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    for item in plan.active:
        agreement = around.agreements.get(item.agreement_id) if item.agreement_id else None
        if agreement is None or item.kind is not ItemKind.CEREMONY:
            continue
        assert item.start_local is not None
        expires: dt.date | None = partial_end(agreement.expires_on)
        over = agreement.status in (AgreementStatus.EXPIRED, AgreementStatus.ENDED)
        subjects = (item_subject(item), Subject("agreement", agreement.id, agreement.title))
        facts = {"item": item.title, "agreement": agreement.title, "when": when(item)}
        if over or (expires is not None and expires < item.start_local.date()):
            yield Finding("agreement.expired", Severity.CONFLICT, subjects, facts)
        elif not agreement.texts:
            yield Finding("agreement.no_text", Severity.WARNING, subjects, facts)
