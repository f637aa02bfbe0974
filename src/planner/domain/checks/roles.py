"""One person in several roles at once, and in several visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.overlap import overlapping
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import ItemId, PersonId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan


def two_roles(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Delegate here and host, interpreter or driver there at the same time."""
    working: dict[PersonId, dict[ItemId, Item]] = defaultdict(dict)
    for item in plan.present:
        for host in plan.hosts_of(item):
            if host.person_id is not None:
                working[host.person_id][item.id] = item
        for resource in plan.booked_for(item):
            if resource.person_id is not None:
                working[resource.person_id][item.id] = item
    travelling = {one.person_id: one for one in plan.delegates if one.person_id in working}
    for person, delegate in travelling.items():
        assert person is not None
        own = {item.id: item for item in plan.presence[delegate.id]}
        both = {**own, **working[person]}
        for first, second in overlapping(plan, both.values()):
            here, there = first.id in working[person], second.id in working[person]
            if here == there:
                continue  # found as a host or a delegate in two places
            yield Finding(
                "overlap.roles",
                Severity.CONFLICT,
                (
                    Subject("person", person, plan.name_of(delegate)),
                    item_subject(first),
                    item_subject(second),
                ),
                {
                    "name": plan.name_of(delegate),
                    "first": first.title,
                    "second": second.title,
                    "when": when(second),
                },
            )


def two_visits(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """A delegate who is in another delegation on the same days."""
    by_person = {one.person_id: one for one in plan.delegates if one.person_id}
    for person, visit in around.double_visits:
        delegate = by_person.get(person)
        if delegate is not None:
            name = plan.name_of(delegate)
            yield Finding(
                "visit.twice",
                Severity.CONFLICT,
                (Subject("delegate", delegate.id, name), Subject("visit", visit.id, visit.title)),
                {"name": name, "visit": visit.title},
            )
