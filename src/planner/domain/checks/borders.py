"""Papers at a border. Who needs which is recorded per delegate, never derived from a nationality."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from planner.domain.access import PaperStatus
from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.travel import Leg
from planner.domain.visits import Delegate

SOON: Final = 14
"""Days before a border at which a paper that is not in hand is a conflict: a figure of ours."""
_OPEN: Final = frozenset({PaperStatus.NEEDED, PaperStatus.APPLIED})


def papers_at_borders(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """For each journey into another country: what is refused, expired, not in hand, not recorded."""
    for item in plan.active:
        leg = plan.leg_of.get(item.id)
        if leg is None:
            continue
        start, end = countries_of(plan, leg)
        if not start or not end or start == end:
            continue
        yield from _at(plan, around, item, end)


def countries_of(plan: Plan, leg: Leg) -> tuple[str, str]:
    """ISO codes of where a journey begins and ends: as typed, else those of its sites."""
    origin = plan.site.get(leg.from_site_id) if leg.from_site_id else None
    goal = plan.site.get(leg.to_site_id) if leg.to_site_id else None
    return (
        leg.from_country or (origin.country if origin else ""),
        leg.to_country or (goal.country if goal else ""),
    )


def _at(plan: Plan, around: Circumstances, item: Item, country: str) -> Iterator[Finding]:
    day = item.span.end.local.date()
    groups: dict[str, list[str]] = {}
    for delegate in plan.on(item):
        kind = _trouble(plan, around, delegate, country, day)
        if kind:
            groups.setdefault(kind, []).append(plan.name_of(delegate))
    near = around.today is not None and (day - around.today).days <= SOON
    severities = {
        "border.refused": Severity.CONFLICT,
        "border.expired": Severity.CONFLICT,
        "border.open": Severity.CONFLICT if near else Severity.WARNING,
        "border.unknown": Severity.NOTE,
    }
    for kind, names in groups.items():
        yield Finding(
            kind,
            severities[kind],
            (item_subject(item),),
            {
                "item": item.title,
                "country": country,
                "names": some(names),
                "count": len(names),
                "when": when(item),
            },
        )


def _trouble(
    plan: Plan, around: Circumstances, delegate: Delegate, country: str, day: dt.date
) -> str:
    papers = [
        paper for paper in around.papers_of.get(delegate.id, ()) if paper.country in ("", country)
    ]
    if not papers:
        person = plan.person.get(delegate.person_id) if delegate.person_id else None
        foreign = person is not None and bool(person.country) and person.country != country
        return "border.unknown" if foreign else ""
    if any(paper.status is PaperStatus.REFUSED for paper in papers):
        return "border.refused"
    if any(
        paper.status is PaperStatus.IN_HAND and paper.expires_on and paper.expires_on < day
        for paper in papers
    ):
        return "border.expired"
    return "border.open" if any(paper.status in _OPEN for paper in papers) else ""
