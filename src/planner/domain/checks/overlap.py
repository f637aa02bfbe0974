"""The same person, host, room or vehicle in two places at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan

# A hotel night runs beneath everything else, free time gives way, and a blocker is the office's own.
_BENEATH = frozenset({ItemKind.STAY, ItemKind.FREE, ItemKind.BLOCKER})


def takes_presence(item: Item) -> bool:
    """Whether somebody on this item cannot be elsewhere. Whole-day entries only frame others."""
    return item.kind not in _BENEATH and not item.all_day and item.span.duration.total_seconds() > 0


def overlapping(items: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs that overlap in time, found by one sweep over the starts."""
    running: list[Item] = []
    for item in sorted(items, key=lambda one: one.span.start.instant):
        start = item.span.start.instant
        running = [other for other in running if other.span.end.instant > start]
        for other in running:
            yield other, item
        running.append(item)


def people_twice(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Delegates on two items that overlap: one finding for each pair of items."""
    items = [item for item in plan.active if takes_presence(item)]
    on = {item.id: {delegate.id for delegate in plan.on(item)} for item in items}
    for first, second in overlapping(items):
        both = on[first.id] & on[second.id]
        if both:
            names = [plan.name_of(delegate) for delegate in plan.delegates if delegate.id in both]
            yield Finding(
                "overlap.people",
                Severity.CONFLICT,
                (item_subject(first), item_subject(second)),
                {
                    "first": first.title,
                    "second": second.title,
                    "names": some(names),
                    "count": len(names),
                    "when": when(second),
                },
            )


def hosts_twice(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    by_host: dict[Hashable, list[Item]] = defaultdict(list)
    for item in plan.active:
        if takes_presence(item):
            for host in plan.hosts_of(item):
                if host.person_id is not None:
                    by_host[host.person_id].append(item)
    for key, items in by_host.items():
        for first, second in overlapping(items):
            name = plan.person[key].name if key in plan.person else ""  # type: ignore[index]
            yield _twice("overlap.host", Subject("person", str(key), name), first, second)


def rooms_twice(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    by_room: dict[str, list[Item]] = defaultdict(list)
    for item in plan.active:
        if item.room_id is not None and not item.all_day:
            by_room[item.room_id].append(item)
    for key, items in by_room.items():
        for first, second in overlapping(items):
            name = plan.room[key].name if key in plan.room else ""
            yield _twice("overlap.room", Subject("room", key, name), first, second)


def resources_twice(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    by_resource: dict[str, list[Item]] = defaultdict(list)
    for item in plan.active:
        for resource in plan.booked_for(item):
            by_resource[resource.id].append(item)
    for key, items in by_resource.items():
        for first, second in overlapping(items):
            yield _twice(
                "overlap.resource", Subject("resource", key, plan.resource[key].name), first, second
            )


def _twice(kind: str, who: Subject, first: Item, second: Item) -> Finding:
    return Finding(
        kind,
        Severity.CONFLICT,
        (who, item_subject(first), item_subject(second)),
        {"name": who.name, "first": first.title, "second": second.title, "when": when(second)},
    )


def pairs(items: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Every pair that overlaps, the slow and obvious way: what tests hold :func:`overlapping` against."""
    for first, second in combinations(items, 2):
        if first.span.overlaps(second.span):
            yield first, second
