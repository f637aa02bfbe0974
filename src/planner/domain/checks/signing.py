"""An agreement that is to be signed: still good, with a text to sign, and with those who sign it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from planner.domain.agreements import AgreementStatus
from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import AgreementId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.renewal import ALIVE, OVER
from planner.domain.standing import has_moments
from planner.domain.times import partial_end

NEAR: Final = 14
"""Days before a signing from which a text that is not printed is more than a note."""


def signings(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    for item in plan.active:
        assert item.start_local is not None
        for key in _signed_at(item, around):
            agreement = around.agreements.get(key)
            if agreement is None:
                continue
            expires: dt.date | None = partial_end(agreement.expires_on)
            over = agreement.status in (AgreementStatus.EXPIRED, AgreementStatus.ENDED)
            subjects = (item_subject(item), Subject("agreement", agreement.id, agreement.title))
            facts = {"item": item.title, "agreement": agreement.title, "when": when(item)}
            if over or (expires is not None and expires < item.start_local.date()):
                yield Finding("agreement.expired", Severity.CONFLICT, subjects, facts)
            elif not agreement.texts:
                yield Finding("agreement.no_text", Severity.WARNING, subjects, facts)


def _signed_at(item: Item, around: Circumstances) -> list[AgreementId]:
    """What is to be signed there: what is said to be, and what a ceremony is about."""
    keys = [one.agreement_id for one in around.signings.get(item.id, ())]
    about = item.agreement_id if item.kind is ItemKind.CEREMONY else None
    if about and about not in keys and (item.id, about) not in around.signed:
        keys.append(about)
    return keys


def signings_noted(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """A signing that is over, of which nobody said whether it took place."""
    for item in plan.active:
        if around.now is None or not has_moments(item) or item.span.end.instant > around.now:
            continue
        for key in _signed_at(item, around):
            agreement = around.agreements.get(key)
            if agreement is None or agreement.status in ALIVE | OVER:
                continue
            subjects = (item_subject(item), Subject("agreement", agreement.id, agreement.title))
            facts = {"item": item.title, "agreement": agreement.title, "when": when(item)}
            yield Finding("signing.unnoted", Severity.WARNING, subjects, facts)


def signings_ready(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Whether a coming signing has its signatories, they are there, and the texts are on paper."""
    for item in plan.active:
        seen = around.signings.get(item.id, ())
        assert item.start_local is not None
        day = item.start_local.date()
        if not seen or (around.today is not None and day < around.today):
            continue
        there = {one.person_id for one in plan.on(item)}
        there |= {host.person_id for host in plan.hosts_of(item)}
        near = around.today is None or (day - around.today).days <= NEAR
        for one in seen:
            subjects = (item_subject(item), Subject("agreement", one.agreement_id, one.title))
            facts = {"item": item.title, "agreement": one.title, "when": when(item)}
            nameless = [who.party for who in one.signatories if not who.name]
            absent = [
                who.name for who in one.signatories if who.person_id and who.person_id not in there
            ]
            if nameless or not one.signatories:
                some = len(nameless) < len(one.signatories)
                more = {"parties": ", ".join(nameless), "variant": "some" if some else ""}
                yield Finding("signing.nobody", Severity.WARNING, subjects, {**facts, **more})
            if absent:
                names = {"names": ", ".join(absent)}
                yield Finding("signing.absent", Severity.WARNING, subjects, {**facts, **names})
            if one.unprinted:
                grave = Severity.WARNING if near else Severity.NOTE
                facts["languages"] = ", ".join(one.unprinted)
                yield Finding("signing.unprinted", grave, subjects, facts)
