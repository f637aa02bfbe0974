"""Who is there: own arrivals and departures, groups, and delegates left without anything to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import DelegateId
from planner.domain.itinerary import AudienceKind, Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime, is_zone

IDLE: Final = 45
LONG_IDLE: Final = 90
"""Minutes without an item, while others have one, that are worth a note or a warning: ours."""


def not_there(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Named for something before the own arrival or after the own departure; joins in the middle."""
    for key, delegate in plan.own_travel.items():
        arrives = _minute(delegate.arrives_local, delegate.arrives_zone)
        departs = _minute(delegate.departs_local, delegate.departs_zone)
        for item in plan.presence[key]:
            start, end = plan.when(item)
            early = arrives is not None and start < arrives
            late = departs is not None and end > departs
            if not early and not late:
                continue
            if item.kind is ItemKind.LEG and (end == arrives or start == departs):
                continue  # the own journey there or back
            whole = (arrives is not None and end <= arrives) or (
                departs is not None and start >= departs
            )
            if not whole and item.kind is ItemKind.LEG:
                continue
            kind = "presence.late" if early else "presence.early"
            yield Finding(
                ("presence.before" if early else "presence.after") if whole else kind,
                Severity.CONFLICT if whole else Severity.NOTE,
                (item_subject(item), Subject("delegate", key, plan.name_of(delegate))),
                {"item": item.title, "name": plan.name_of(delegate), "when": when(item)},
            )


def nobody_on_it(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """An item whose rule leaves nobody, and a group without members that an item counts on."""
    if not plan.delegates:
        return
    for item in plan.active:
        if item.kind is ItemKind.BLOCKER or plan.on(item):
            continue
        empty = [group for group in plan.groups_on(item) if not plan.members_of.get(group.id)]
        name = empty[0].letter or empty[0].name if empty else ""
        yield Finding(
            "audience.group" if empty else "audience.nobody",
            Severity.WARNING,
            (item_subject(item),),
            {"item": item.title, "group": name, "when": when(item)},
        )


def left_over(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """While groups are split: who has nothing for a while. Free time that is said is fine."""
    if not any(item.audience is AudienceKind.GROUPS for item in plan.present):
        return
    free = _said_free(plan)
    ways = [([plan.when(item) for item in items], heads) for items, heads in plan.paths if items]
    bounds = [(times[0][0], max(end for _start, end in times)) for times, _heads in ways]
    for fork, start, end in forks(plan):
        if end - start < IDLE:
            continue
        idle: list[DelegateId] = []
        longest = 0
        for (times, heads), (first, last) in zip(ways, bounds, strict=True):
            if first > start or last < end:
                continue  # who has not come yet or has left is not idle
            gap = _longest_gap(times, start, end)
            for key in heads if gap >= IDLE else ():
                own = _longest_gap(sorted([*times, *free[key]]), start, end) if key in free else gap
                if own >= IDLE:
                    idle.append(key)
                    longest = max(longest, own)
        if idle:
            yield Finding(
                "audience.idle",
                Severity.WARNING if longest >= LONG_IDLE else Severity.NOTE,
                (item_subject(fork[0]),),
                {
                    "item": fork[0].title,
                    "names": some([plan.name_of(one) for one in plan.in_precedence(idle)]),
                    "count": len(idle),
                    "minutes": longest,
                    "when": when(fork[0]),
                },
                measure=longest,
            )


def forks(plan: Plan) -> list[tuple[list[Item], int, int]]:
    """Stretches in which two items or more run in parallel and a group is on one of them, with the
    minutes of their start and end."""
    found: list[list[Item]] = []
    until = -1
    for item in plan.present:
        start, end = plan.when(item)
        if item.kind is ItemKind.LEG:
            continue  # who waits for a later coach or flight is not left out of anything
        if start >= until or not found:
            found.append([])
        found[-1].append(item)
        until = max(until, end)
    return [
        (fork, plan.when(fork[0])[0], max(plan.when(item)[1] for item in fork))
        for fork in found
        if len(fork) > 1 and any(item.audience is AudienceKind.GROUPS for item in fork)
    ]


def _said_free(plan: Plan) -> dict[DelegateId, list[tuple[int, int]]]:
    """When delegates have free time, or something of the office, that the plan names."""
    free: dict[DelegateId, list[tuple[int, int]]] = {}
    for item in plan.active:
        if item.kind in (ItemKind.FREE, ItemKind.BLOCKER) and not item.all_day:
            for key in plan.heads_on(item):
                free.setdefault(key, []).append(plan.when(item))
    return free


def gaps(times: Iterable[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between two minutes that none of these times takes, which come in order; the
    last stretch comes even where it is empty."""
    at = start
    for begins, ends in times:
        if begins >= end:
            break
        if ends > start:
            if begins > at:
                yield at, begins
            at = max(at, ends)
    yield at, max(at, end)


def _longest_gap(times: Iterable[tuple[int, int]], start: int, end: int) -> int:
    longest, at = 0, start
    for begins, ends in times:
        if begins >= end:
            break
        if ends > start:
            longest = max(longest, begins - at)
            at = max(at, ends)
    return max(longest, end - at)


def is_with_us(plan: Plan, own: Sequence[Item], start: int, end: int) -> bool:
    """Present before and after: who has not come yet or has left is not idle."""
    if not own:
        return False
    return plan.when(own[0])[0] <= start and max(plan.when(item)[1] for item in own) >= end


def _minute(local: dt.datetime | None, zone: str) -> int | None:
    if local is None or not is_zone(zone):
        return None
    return WallTime(local, zone).minute
