"""Dates, renewals and relations of an agreement that contradict each other, as findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import AgreementId
from planner.domain.renewal import ALIVE, OVER, shifted
from planner.domain.times import PartialDate, partial_end, partial_start

KINDS: Final = frozenset(
    """
    agreement.ends_unsigned agreement.ends_before_force agreement.force_before_signed
    agreement.review_after_end agreement.long_notice agreement.own_parent agreement.own_successor
    agreement.renewed_but_over agreement.ran_out agreement.signed_later agreement.force_later
    agreement.replaced agreement.replaced_by_none agreement.review_over
    agreement.force_begun agreement.renewal_unsaid
    """.split()
)


@dataclass(frozen=True, slots=True)
class Family:
    """Who belongs to whom in the whole register; only agreements that point to another one are named."""

    parents: Mapping[AgreementId, AgreementId] = field(default_factory=dict)
    supersedes: Mapping[AgreementId, AgreementId] = field(default_factory=dict)
    replaced: frozenset[AgreementId] = frozenset()
    """Those that an agreement which is signed or in force takes the place of."""


NO_FAMILY: Final = Family()


def contradictions(
    agreement: Agreement, today: dt.date, family: Family = NO_FAMILY
) -> list[Finding]:
    """What cannot all be true; a partial date contradicts only when no day of it would do."""
    found = [*_dates(agreement), *_relations(agreement, family), *_state(agreement, today)]
    subject = (Subject("agreement", agreement.id, agreement.title),)
    return [
        Finding(kind, severity, subject, {"agreement": agreement.title, **facts})
        for kind, severity, facts in found
    ]


_Said = tuple[str, Severity, dict[str, str | int]]


def _before(one: PartialDate, other: PartialDate) -> bool:
    """Whether ``one`` is certainly earlier than ``other``."""
    end, start = partial_end(one), partial_start(other)
    return end is not None and start is not None and end < start


def _dates(one: Agreement) -> Iterator[_Said]:
    worst = Severity.CONFLICT
    if _before(one.expires_on, one.signed_on):
        yield "agreement.ends_unsigned", worst, {"end": one.expires_on, "signed": one.signed_on}
    if _before(one.expires_on, one.in_force_on):
        yield (
            "agreement.ends_before_force",
            worst,
            {"end": one.expires_on, "since": one.in_force_on},
        )
    if _before(one.in_force_on, one.signed_on):
        yield (
            "agreement.force_before_signed",
            Severity.WARNING,
            {"since": one.in_force_on, "signed": one.signed_on},
        )
    if _before(one.expires_on, one.review_on) and not one.renews_itself:
        yield (
            "agreement.review_after_end",
            Severity.WARNING,
            {"review": one.review_on, "end": one.expires_on},
        )
    start = one.in_force_on or one.signed_on
    latest = PartialDate((partial_end(one.expires_on) or dt.date.max).isoformat())
    months = one.notice_months or 0
    ordered = bool(one.expires_on and start) and not _before(latest, start)
    if ordered and months > 0 and _before(shifted(latest, -months) or PartialDate("0001"), start):
        yield "agreement.long_notice", Severity.WARNING, {"months": months}


def _relations(one: Agreement, family: Family) -> Iterator[_Said]:
    if _leads_back(one.id, one.parent_id, family.parents):
        yield "agreement.own_parent", Severity.CONFLICT, {}
    if _leads_back(one.id, one.supersedes_id, family.supersedes):
        yield "agreement.own_successor", Severity.CONFLICT, {}
    if one.id in family.replaced and one.status in ALIVE:
        yield "agreement.replaced", Severity.WARNING, {}
    if one.status is AgreementStatus.SUPERSEDED and one.id not in family.supersedes.values():
        yield "agreement.replaced_by_none", Severity.NOTE, {}


def _leads_back(
    key: AgreementId, start: AgreementId | None, up: Mapping[AgreementId, AgreementId]
) -> bool:
    """Whether the way up from ``start`` comes to ``key``; another circle above is not this one's."""
    seen: set[AgreementId] = set()
    while start is not None and start not in seen:
        if start == key:
            return True
        seen.add(start)
        start = up.get(start)
    return False


def _state(one: Agreement, today: dt.date) -> Iterator[_Said]:
    end, signed = partial_end(one.expires_on), partial_start(one.signed_on)
    since, review = partial_start(one.in_force_on), partial_end(one.review_on)
    if one.renews_itself and one.status is AgreementStatus.EXPIRED:
        yield "agreement.renewed_but_over", Severity.WARNING, {}
    if end is not None and end < today and one.status in ALIVE and not one.renews_itself:
        yield "agreement.ran_out", Severity.WARNING, {"end": one.expires_on}
    if signed is not None and signed > today and one.status in ALIVE:
        yield "agreement.signed_later", Severity.WARNING, {"signed": one.signed_on}
    if since is not None and since > today and one.status is AgreementStatus.IN_FORCE:
        yield "agreement.force_later", Severity.WARNING, {"since": one.in_force_on}
    begun = partial_end(one.in_force_on)
    if begun is not None and begun < today and one.status is AgreementStatus.SIGNED:
        yield "agreement.force_begun", Severity.NOTE, {"since": one.in_force_on}
    if end is not None and end < today and _renews_unsaid(one):
        yield "agreement.renewal_unsaid", Severity.NOTE, {"end": one.expires_on}
    if review is not None and review < today and one.status not in OVER:
        yield "agreement.review_over", Severity.NOTE, {"review": one.review_on}


def _renews_unsaid(one: Agreement) -> bool:
    """Whether it renewed itself and nobody said for how long."""
    return one.renews_itself and not one.renewal_months and one.status in ALIVE
