"""A journey arrives late: what breaks for whom, and how the day could take it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.domain.arranging.catching_up import Course, Outcome, caught_up, missed
from planner.domain.arranging.proposals import MINUTE, Placement, Proposal, starting
from planner.domain.checks import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.times import WallTime, is_zone
from planner.domain.visits import Delegate
from planner.i18n import N_

_SEVERITIES: Final = {
    "late.joins": Severity.WARNING,
    "late.others": Severity.WARNING,
    "late.noted": Severity.NOTE,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Late:
    """What a delay does. ``broken`` in order of time; ``arrival`` is the new one, local at the far end."""

    leg_id: ItemId
    minutes: int
    arrival: WallTime
    broken: tuple[Finding, ...]
    proposal: Proposal


def late(plan: Plan, leg_id: ItemId, minutes: int, around: Circumstances | None = None) -> Late:
    """A scheduled journey that arrives so many minutes late.

    ``broken`` is what happens if nobody does anything: who misses what, and who joins how late.
    The proposal gives the journey its new end and moves on what must wait: a gap that is longer
    than the way takes swallows delay, fixed items and timetables stay. Where the chain runs into one
    of those, items before it are shortened, to no less than half, and as the last resort one is left
    unscheduled, and with it the journeys that lead only there and back (see ``needless``). An item waits if half of its people are late, or the first among them in the order
    of precedence; else it begins without them. Whoever else has to wait with them is named.
    """
    item = plan.item[leg_id]
    course = Course(plan, item, minutes, around or Circumstances())
    outcome = caught_up(course)
    return Late(
        leg_id=leg_id,
        minutes=minutes,
        arrival=item.span.end.plus(minutes * MINUTE),
        broken=tuple(_broken(course)),
        proposal=Proposal(
            label=N_("Shift what follows {name}, {minutes} min late"),
            facts={"name": item.title, "minutes": minutes, "word": "item"},
            placements=tuple(_placements(course, outcome)),
            remarks=tuple(_remarks(course, outcome)),
        ),
    )


def _broken(course: Course) -> list[Finding]:
    """The chain of each traveller up to the first item reached in time, by item."""
    plan, hit = course.plan, dict[tuple[ItemId, str], tuple[int, list[DelegateId]]]()
    for one in course.travellers:
        at, before = course.arrival, course.leg
        for item in course.following(one):
            start, end = plan.when(item)
            ready = at + course.needed(before, item)
            if ready <= start:
                break
            kind = missed(item, ready, end)
            minutes, who = hit.setdefault((item.id, kind), (0, []))
            hit[item.id, kind] = (max(minutes, ready - start), [*who, one])
            if kind == "late.joins":
                break
    found = [
        _finding(plan, plan.item[key], kind, minutes, who)
        for (key, kind), (minutes, who) in hit.items()
    ]
    return sorted(
        found, key=lambda one: (plan.when(plan.item[ItemId(one.subjects[0].id)]), one.key)
    )


def _finding(plan: Plan, item: Item, kind: str, minutes: int, who: list[DelegateId]) -> Finding:
    people = [one for one in plan.delegates if one.id in who]
    names = [plan.name_of(one) for one in people]
    return Finding(
        kind,
        _SEVERITIES.get(kind, Severity.CONFLICT),
        (
            item_subject(item),
            *(Subject("delegate", one.id, plan.name_of(one)) for one in people),
        ),
        {
            "item": item.title,
            "minutes": minutes,
            "names": some(names),
            "count": len(names),
            "when": when(item),
        },
    )


def _placements(course: Course, outcome: Outcome) -> Iterator[Placement]:
    leg = course.leg
    if not leg.all_day:  # of a whole-day entry nobody knows when it ends
        yield Placement(leg.id, leg.span.start, leg.span.end.plus(course.minutes * MINUTE))
    for key, (start, end) in outcome.moved.items():
        item = course.plan.item[key]
        there = item.span.start.plus((start - course.plan.when(item)[0]) * MINUTE)
        yield starting(item, there, (end - start) * MINUTE)
    for key in (*outcome.dropped, *outcome.needless):
        yield Placement(key)


def _remarks(course: Course, outcome: Outcome) -> Iterator[Finding]:
    plan = course.plan
    for key, kind, minutes, who in outcome.left:
        yield _finding(plan, plan.item[key], kind, minutes, who)
    for key, (start, end) in outcome.moved.items():
        item = plan.item[key]
        others = [one.id for one in plan.on(item) if one.id not in course.travellers]
        first, last = plan.when(item)
        if others:
            yield _finding(plan, item, "late.others", start - first, others)
        if end - start < last - first:
            yield _about(item, "late.shorter", Severity.WARNING, last - first - (end - start))
    for key in outcome.dropped:
        yield _about(plan.item[key], "late.dropped", Severity.CONFLICT, 0)
    for key in outcome.needless:
        yield _about(plan.item[key], "late.needless", Severity.WARNING, 0)
    for key in outcome.booked:
        yield _about(plan.item[key], "late.booked", Severity.WARNING, 0)
    if stale := [key for key in course.travellers if _is_noted(course, plan.delegate[key])]:
        yield _finding(plan, course.leg, "late.noted", course.minutes, stale)


def _is_noted(course: Course, one: Delegate) -> bool:
    """Whether the delegation list has the old arrival of this journey."""
    if one.arrives_local is None or not is_zone(one.arrives_zone):
        return False
    noted = WallTime(one.arrives_local, one.arrives_zone).instant
    span = course.leg.span
    return span.start.instant < noted <= span.end.instant


def _about(item: Item, kind: str, severity: Severity, minutes: int) -> Finding:
    facts: dict[str, str | int] = {"item": item.title, "minutes": minutes, "when": when(item)}
    return Finding(kind, severity, (item_subject(item),), facts)
