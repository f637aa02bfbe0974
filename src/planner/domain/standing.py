"""How a visit stands, read from its plan: what comes next, and how ready it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.outlook import ComingEntry
from planner.domain.plan import Plan
from planner.domain.times import WallTime, is_zone

_UNPROMISED: Final = frozenset({ItemKind.FREE, ItemKind.BLOCKER})
_NOT_NEXT: Final = frozenset({ItemKind.FREE, ItemKind.STAY})


def coming_entries(plan: Plan, now: dt.datetime, limit: int = 6) -> tuple[ComingEntry, ...]:
    """What runs or comes next, the earliest first. Whole days and nights at a hotel are no next entry."""
    found = []
    for item in plan.active:
        if item.all_day or item.kind in _NOT_NEXT or not has_moments(item):
            continue
        span = item.span
        if span.end.instant > now:
            found.append(_entry(plan, item, span.start, span.end))
    return tuple(sorted(found, key=lambda one: one.start.instant)[:limit])


def has_moments(item: Item) -> bool:
    """A zone that nobody knows, as a file from elsewhere may bring it, tells no moment."""
    return is_zone(item.start_zone) and is_zone(item.end_zone or item.start_zone)


def _entry(plan: Plan, item: Item, start: WallTime, end: WallTime) -> ComingEntry:
    groups = ", ".join(group.letter or group.name for group in plan.groups_on(item))
    return ComingEntry(
        item.id,
        plan.visit.id,
        plan.visit.title,
        item.title,
        plan.place_of(item),
        groups,
        start,
        end,
    )


def ready_share(plan: Plan, findings: Sequence[Finding]) -> int:
    """How much of a visit stands, in percent: entries confirmed and delegates named, that no open
    warning or conflict is about. 0 where nothing is planned."""
    troubled = {
        subject.id
        for finding in findings
        if not finding.accepted and finding.severity > Severity.NOTE
        for subject in finding.subjects
    }
    entries = [item for item in plan.active if item.kind not in _UNPROMISED]
    if not entries:
        return 0
    stands = sum(
        item.status is ItemStatus.CONFIRMED and item.id not in troubled for item in entries
    )
    named = sum(
        one.person_id is not None and one.id not in troubled and one.person_id not in troubled
        for one in plan.delegates
    )
    return 100 * (stands + named) // (len(entries) + len(plan.delegates))
