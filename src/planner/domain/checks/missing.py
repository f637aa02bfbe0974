"""What is not known yet, and when it must be: names, places, numbers, promises."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import NEEDS_HOST, Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.travel import Mode
from planner.text import fold

SOON: Final = 14
"""Days before an item at which what is still open becomes a warning: a figure of ours."""
NEAR: Final = 7
_OPEN: Final = frozenset({ItemStatus.IDEA, ItemStatus.REQUESTED, ItemStatus.TENTATIVE})


def placeholders(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Heads without a name, by the day on which the name must be there."""
    for delegate in plan.delegates:
        if delegate.person_id is not None:
            continue
        due, today = delegate.name_by, around.today
        severity = Severity.NOTE
        if due is not None and today is not None and (due - today).days <= NEAR:
            severity = Severity.WARNING
        late = due is not None and today is not None and due < today
        yield Finding(
            "name.late" if late else "name.due" if due else "name.open",
            severity,
            (Subject("delegate", delegate.id, plan.name_of(delegate)),),
            {"name": plan.name_of(delegate), "due": due.isoformat() if due else ""},
        )


def open_promises(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Items that nobody has promised although their day, or the day they must stand by, is near."""
    today = around.today
    if today is None:
        return
    for item in plan.active:
        assert item.start_local is not None
        day = item.start_local.date()
        if item.status not in _OPEN or day < today or item.kind is ItemKind.BLOCKER:
            continue
        hosts = some([plan.host_name(host) for host in plan.hosts_of(item)])
        facts = {
            "item": item.title,
            "names": hosts,
            "variant": "host" if hosts else "",
            "when": when(item),
        }
        if item.confirm_by is not None and item.confirm_by < today:
            facts["due"] = item.confirm_by.isoformat()
            yield Finding("promise.late", Severity.WARNING, (item_subject(item),), facts)
        elif (day - today).days <= SOON:
            yield Finding("promise.open", Severity.WARNING, (item_subject(item),), facts)
        elif item.confirm_by is not None and (item.confirm_by - today).days <= NEAR:
            facts["due"] = item.confirm_by.isoformat()
            yield Finding("promise.due", Severity.NOTE, (item_subject(item),), facts)


def unknown_places(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Where it is, and which flight or train it is."""
    for item in plan.active:
        leg = plan.leg_of.get(item.id)
        facts = {"item": item.title, "when": when(item)}
        if leg is not None and leg.mode in (Mode.FLIGHT, Mode.TRAIN) and not leg.number:
            yield Finding("leg.number", Severity.NOTE, (item_subject(item),), facts)
        placed = item.site_id or item.place or item.room_id
        if (item.kind in NEEDS_HOST or item.kind is ItemKind.MEAL) and not placed:
            severity = Severity.WARNING if _is_near(item, around.today) else Severity.NOTE
            yield Finding("item.place", severity, (item_subject(item),), facts)


def emergency_contact(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Whom delegates call at night; on every paper, so it is asked for in time."""
    first, today = plan.visit.first_day, around.today
    if plan.visit.emergency_contact or first is None or today is None:
        return
    if 0 <= (first - today).days <= SOON:
        yield Finding(
            "visit.emergency",
            Severity.WARNING,
            (Subject("visit", plan.visit.id, plan.visit.title),),
            {"visit": plan.visit.title},
        )


def namesakes(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Two people of one name in one list: papers must tell them apart."""
    by_name: dict[str, dict[str, str]] = defaultdict(dict)
    for person in plan.people:
        folded = f"{fold(person.family_name)}|{fold(person.given_name)}"
        if len(folded) > 1:
            by_name[folded][person.id] = person.name
    for same in by_name.values():
        if len(same) > 1:
            yield Finding(
                "person.namesake",
                Severity.NOTE,
                tuple(Subject("person", key, name) for key, name in sorted(same.items())),
                {"name": next(iter(same.values())), "count": len(same)},
            )


def _is_near(item: Item, today: dt.date | None) -> bool:
    assert item.start_local is not None
    return today is not None and 0 <= (item.start_local.date() - today).days <= SOON
