"""The same person, host, room or vehicle in two places at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import Item
from planner.domain.plan import BENEATH, Plan


def takes_presence(item: Item) -> bool:
    """Whether somebody on this item cannot be elsewhere. Whole-day entries only frame others."""
    return item.kind not in BENEATH and not item.all_day and item.span.duration.total_seconds() > 0


def overlapping(plan: Plan, items: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs that overlap in time, found by one sweep over the starts."""
    running: list[tuple[int, Item]] = []
    for item in sorted(items, key=plan.when):
        start, end = plan.when(item)
        running = [entry for entry in running if entry[0] > start]
        for _until, other in running:
            yield other, item
        running.append((end, item))


def people_twice(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Delegates on two items that overlap: one finding for each pair of items."""
    for first, second in overlapping(plan, plan.present):
        both = plan.heads_on(first) & plan.heads_on(second)
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
                measure=len(names),
            )


def hosts_twice(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    by_host: dict[Hashable, list[Item]] = defaultdict(list)
    for item in plan.present:
        for host in plan.hosts_of(item):
            if host.person_id is not None:
                by_host[host.person_id].append(item)
    for key, items in by_host.items():
        for first, second in overlapping(plan, items):
            name = plan.person[key].name if key in plan.person else ""  # type: ignore[index]
            yield _twice("overlap.host", Subject("person", str(key), name), first, second)


def rooms_twice(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    by_room: dict[str, list[Item]] = defaultdict(list)
    for item in plan.active:
        if item.room_id is not None and not item.all_day:
            by_room[item.room_id].append(item)
    for key, items in by_room.items():
        for first, second in overlapping(plan, items):
            name = plan.room[key].name if key in plan.room else ""
            yield _twice("overlap.room", Subject("room", key, name), first, second)


def resources_twice(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """A vehicle booked for a whole day stands by for what is on that day: as with people and rooms."""
    by_resource: dict[str, list[Item]] = defaultdict(list)
    for item in plan.active:
        for resource in plan.booked_for(item) if not item.all_day else ():
            by_resource[resource.id].append(item)
    for key, items in by_resource.items():
        for first, second in overlapping(plan, items):
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
