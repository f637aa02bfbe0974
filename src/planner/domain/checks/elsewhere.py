"""Hosts, interpreters, drivers, rooms and vehicles that another visit needs at the same time."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances, Elsewhere
from planner.domain.checks.overlap import takes_presence
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import Item
from planner.domain.plan import Plan


def taken_elsewhere(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    others: dict[tuple[str, str], list[Elsewhere]] = {}
    for entry in around.elsewhere:
        others.setdefault((entry.word, entry.key), []).append(entry)
    if not others:
        return
    for item in plan.active:
        if not takes_presence(item):
            continue
        for subject in dict.fromkeys(_holds(plan, item)):
            for other in others.get((subject.word, subject.id), ()):
                if takes_presence(other.item) and item.span.overlaps(other.item.span):
                    yield Finding(
                        "overlap.elsewhere",
                        Severity.CONFLICT,
                        (subject, item_subject(item), item_subject(other.item)),
                        {
                            "name": subject.name,
                            "first": item.title,
                            "second": other.item.title,
                            "visit": other.visit,
                            "when": when(item),
                        },
                    )


def _holds(plan: Plan, item: Item) -> Iterator[Subject]:
    for host in plan.hosts_of(item):
        if host.person_id is not None:
            yield Subject("person", host.person_id, plan.host_name(host))
    if item.room_id is not None:
        room = plan.room.get(item.room_id)
        yield Subject("room", item.room_id, room.name if room else "")
    for resource in plan.booked_for(item):
        yield Subject("resource", resource.id, resource.name)
        if resource.person_id is not None:
            yield Subject("person", resource.person_id, resource.name)
