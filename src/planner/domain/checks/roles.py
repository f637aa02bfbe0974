"""One person in several roles at once, and in several visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances, Elsewhere
from planner.domain.checks.overlap import overlapping, takes_presence
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import ItemId, PersonId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan, moments

Duties = dict[ItemId, tuple[Item, set[str]]]
"""What somebody has to be at, each with the roles: delegate, host, or the id of a resource."""


def two_roles(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Delegate here and host, interpreter or driver there at the same time, or two of these.

    Twice the same role is found as a host, a resource or a delegate in two places.
    """
    working: dict[PersonId, Duties] = defaultdict(dict)
    for item in plan.present:
        for host in plan.hosts_of(item):
            if host.person_id is not None:
                working[host.person_id].setdefault(item.id, (item, set()))[1].add("host")
        for resource in plan.booked_for(item):
            if resource.person_id is not None:
                duties = working[resource.person_id]
                duties.setdefault(item.id, (item, set()))[1].add(resource.id)
    for one in plan.delegates:
        if one.person_id in working:
            for item in plan.presence[one.id]:
                duties = working[one.person_id]
                duties.setdefault(item.id, (item, set()))[1].add("delegate")
    for person, duties in working.items():
        if len({role for _item, roles in duties.values() for role in roles}) < 2:
            continue
        for first, second in overlapping(plan, [item for item, _roles in duties.values()]):
            if duties[first.id][1] & duties[second.id][1]:
                continue
            name = plan.person[person].name if person in plan.person else ""
            yield Finding(
                "overlap.roles",
                Severity.CONFLICT,
                (Subject("person", person, name), item_subject(first), item_subject(second)),
                {
                    "name": name,
                    "first": first.title,
                    "second": second.title,
                    "when": when(second),
                },
            )


def two_visits(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Delegates whom another visit needs on the same days: one finding for each other visit.

    A conflict where two entries overlap, the first such pair is named; else a warning.
    """
    own = {one.person_id: one for one in plan.delegates if one.person_id}
    visits: dict[str, str] = {}
    people: dict[str, set[PersonId]] = defaultdict(set)
    for person, visit in around.double_visits:
        if person in own:
            visits[visit.id] = visit.title
            people[visit.id].add(person)
    clashing = _clashing(plan, around)
    for key, (pairs, title) in clashing.items():
        visits[key] = title
        names = [plan.name_of(own[person]) for person in own if person in pairs]
        item, other = min(pairs.values(), key=lambda pair: (plan.when(pair[0]), pair[1].id))
        yield Finding(
            "visit.clash",
            Severity.CONFLICT,
            (Subject("visit", key, title), item_subject(item)),
            {
                "names": some(names),
                "count": len(names),
                "visit": title,
                "first": item.title,
                "second": other.title,
                "when": when(item),
            },
            measure=len(names),
        )
    for key, title in visits.items():
        beside = [person for person in own if person in people[key]]
        if beside and key not in clashing:
            yield Finding(
                "visit.twice",
                Severity.WARNING,
                (Subject("visit", key, title),),
                {
                    "names": some([plan.name_of(own[person]) for person in beside]),
                    "count": len(beside),
                    "visit": title,
                },
                measure=len(beside),
            )


def _clashing(
    plan: Plan, around: Circumstances
) -> dict[str, tuple[dict[PersonId, tuple[Item, Item]], str]]:
    """By other visit: for each delegate the first entry here that overlaps one there; and its title."""
    others: dict[str, list[Elsewhere]] = defaultdict(list)
    for entry in around.elsewhere:
        if entry.word == "person" and takes_presence(entry.item):
            others[entry.key].append(entry)
    found: dict[str, tuple[dict[PersonId, tuple[Item, Item]], str]] = {}
    for one in plan.delegates:
        for other in others.get(one.person_id or "", ()):
            visit = other.item.visit_id
            if one.person_id in found.get(visit, ({}, ""))[0]:
                continue
            start, end = moments(other.item)
            for item in plan.presence[one.id]:
                if plan.when(item)[0] < end and start < plan.when(item)[1]:
                    assert one.person_id is not None
                    found.setdefault(visit, ({}, other.visit))[0][one.person_id] = (
                        item,
                        other.item,
                    )
                    break
    return found
