"""How a coming visit stands: what is found, what comes next, how ready it is, what it owes by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.deadlines import Deadline
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId, VisitId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import WallTime

_UNPROMISED: Final = frozenset({ItemKind.FREE, ItemKind.BLOCKER})
_NOT_NEXT: Final = frozenset({ItemKind.FREE, ItemKind.STAY})


@dataclass(frozen=True, slots=True)
class ComingEntry:
    """An entry that is running or still to come. ``groups`` are letters, empty for everybody."""

    id: ItemId
    visit_id: VisitId
    visit: str
    title: str
    place: str
    groups: str
    start: WallTime
    end: WallTime

    def is_running(self, now: dt.datetime) -> bool:
        return self.start.instant <= now < self.end.instant

    def is_over(self, now: dt.datetime) -> bool:
        return self.end.instant <= now

    def minutes_to_start(self, now: dt.datetime) -> int:
        """Whole minutes, rounded up, so that it never starts before it is said to."""
        return -int((now - self.start.instant).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Attention:
    """Something to look at, as a sentence. ``word`` and ``key`` are where that is done, as of a
    deadline; ``about`` names the visit."""

    id: str
    text: str
    severity: Severity
    about: str
    word: str
    key: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """``changes`` are the entries that stand otherwise than in the latest release; ``findings`` the
    open ones, the gravest first. ``ready`` is a percentage."""

    visit_id: VisitId
    title: str
    first_day: dt.date | None
    last_day: dt.date | None
    release: int | None
    changes: int
    ready: int
    findings: tuple[Finding, ...]
    entries: tuple[ComingEntry, ...]
    deadlines: tuple[Deadline, ...]


def coming_entries(plan: Plan, now: dt.datetime, limit: int = 6) -> tuple[ComingEntry, ...]:
    """What runs or comes next, the earliest first. Whole days and nights at a hotel are no next entry."""
    found = []
    for item in plan.active:
        if item.all_day or item.kind in _NOT_NEXT:
            continue
        span = item.span
        if span.end.instant > now:
            found.append(_entry(plan, item, span.start, span.end))
    return tuple(sorted(found, key=lambda one: one.start.instant)[:limit])


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
