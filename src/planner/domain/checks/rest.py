"""People eat, rest and arrive tired: meals, breaks, long days, the hours after a long flight.

The figures are planning figures of ours, on the cautious side; a finding of this family can be
muted for a visit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity
from planner.domain.ids import DelegateId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.travel import Mode

NOON: Final = (11 * 60, 15 * 60)
"""Somewhere between these local times there is a meal, or time for one."""
MEAL_GAP: Final = 45
BREAK: Final = 15
AT_A_STRETCH: Final = 180
LONG_DAY: Final = 12 * 60
LONG_FLIGHT: Final = 6 * 60
AFTER_LANDING: Final = 180
EVENING: Final = 17
_WITH_A_TABLE: Final = frozenset({Mode.FLIGHT, Mode.TRAIN})
_RESTFUL: Final = frozenset({ItemKind.MEAL, ItemKind.LEG, ItemKind.FREE})


def rest(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Looked at once for all who have the same days; one finding for each place where it pinches."""
    found: dict[str, tuple[Finding, list[DelegateId]]] = {}
    for items, heads in plan.paths:
        for finding in _of_path(plan, items):
            found.setdefault(finding.key, (finding, []))[1].extend(heads)
    for finding, heads in found.values():
        names = some([plan.name_of(one) for one in plan.in_precedence(heads)])
        yield Finding(
            finding.kind,
            finding.severity,
            finding.subjects,
            {**finding.facts, "names": names, "count": len(heads)},
            measure=finding.measure or len(heads),
        )


def _of_path(plan: Plan, items: Sequence[Item]) -> Iterator[Finding]:
    days: dict[dt.date, list[Item]] = {}
    for item in items:
        assert item.start_local is not None
        assert item.end_local is not None
        if item.start_local.date() == item.end_local.date() and item.start_zone == (
            item.end_zone or item.start_zone
        ):
            days.setdefault(item.start_local.date(), []).append(item)
    for own in days.values():
        yield from _meal(plan, own)
        yield from _breaks(plan, own)
        yield from _length(plan, own)
    yield from _flights(plan, items)


def _local(moment: dt.datetime | None) -> int:
    assert moment is not None
    return moment.hour * 60 + moment.minute


def _meal(plan: Plan, own: Sequence[Item]) -> Iterator[Finding]:
    """A day that begins before eleven and goes on after three has a meal or a gap in between.

    On a flight or a train one eats.
    """
    first, last = own[0], max(own, key=lambda item: _local(item.end_local))
    if _local(first.start_local) > NOON[0] or _local(last.end_local) < NOON[1]:
        return
    free, until, at = 0, NOON[0], first
    for item in own:
        start, end = _local(item.start_local), _local(item.end_local)
        leg = plan.leg_of.get(item.id)
        fed = item.kind is ItemKind.MEAL or (leg is not None and leg.mode in _WITH_A_TABLE)
        if fed and start < NOON[1] and end > NOON[0]:
            return
        if start < NOON[1]:
            free = max(free, min(start, NOON[1]) - until)
            until = max(until, end)
            at = item if start <= 13 * 60 else at
    if max(free, NOON[1] - until) < MEAL_GAP:
        yield Finding(
            "rest.meal", Severity.WARNING, (item_subject(at),), {"item": at.title, "when": when(at)}
        )


def _breaks(plan: Plan, own: Sequence[Item]) -> Iterator[Finding]:
    """A stretch of more than three hours without a quarter of an hour, a meal or a journey."""
    run: list[Item] = []
    for item in own:
        start, _end = plan.when(item)
        if item.kind in _RESTFUL or (run and start - plan.when(run[-1])[1] >= BREAK):
            yield from _stretch(plan, run)
            run = []
        if item.kind not in _RESTFUL:
            run.append(item)
    yield from _stretch(plan, run)


def _stretch(plan: Plan, run: Sequence[Item]) -> Iterator[Finding]:
    if not run:
        return
    minutes = max(plan.when(item)[1] for item in run) - plan.when(run[0])[0]
    if minutes > AT_A_STRETCH:
        ends = [run[0]] if len(run) == 1 else [run[0], run[-1]]
        yield Finding(
            "rest.break",
            Severity.WARNING,
            tuple(item_subject(item) for item in ends),
            {
                "first": run[0].title,
                "second": run[-1].title,
                "hours": _hours(minutes),
                "when": when(run[0]),
            },
            measure=minutes - AT_A_STRETCH,
        )


def _length(plan: Plan, own: Sequence[Item]) -> Iterator[Finding]:
    first = own[0]
    last = max(own, key=lambda item: plan.when(item)[1])
    minutes = plan.when(last)[1] - plan.when(first)[0]
    if minutes > LONG_DAY and first is not last:
        yield Finding(
            "rest.long_day",
            Severity.NOTE if minutes <= LONG_DAY + 120 else Severity.WARNING,
            (item_subject(first), item_subject(last)),
            {
                "first": first.title,
                "second": last.title,
                "hours": _hours(minutes),
                "when": when(first),
            },
            measure=minutes - LONG_DAY,
        )


def _flights(plan: Plan, items: Sequence[Item]) -> Iterator[Finding]:
    for flight in items:
        leg = plan.leg_of.get(flight.id)
        if leg is None or leg.mode is not Mode.FLIGHT:
            continue
        start, end = plan.when(flight)
        if end - start < LONG_FLIGHT:
            continue
        after = [item for item in items if plan.when(item)[0] >= end]
        work = next((item for item in after if item.kind not in _RESTFUL), None)
        if work is not None and plan.when(work)[0] - end < AFTER_LANDING:
            yield Finding(
                "rest.landing",
                Severity.WARNING,
                (item_subject(flight), item_subject(work)),
                {
                    "first": flight.title,
                    "second": work.title,
                    "minutes": plan.when(work)[0] - end,
                    "when": when(work),
                },
                measure=AFTER_LANDING - (plan.when(work)[0] - end),
            )
        yield from _evening(flight, after)


def _evening(flight: Item, after: Sequence[Item]) -> Iterator[Finding]:
    """A night in the air, and a reception the same evening."""
    assert flight.start_local is not None
    assert flight.end_local is not None
    landed = flight.end_local
    if landed.date() <= flight.start_local.date() and landed.hour >= 12:
        return
    for item in after:
        assert item.start_local is not None
        if (
            item.kind in (ItemKind.MEAL, ItemKind.CEREMONY)
            and item.start_local.date() == landed.date()
            and item.start_local.hour >= EVENING
        ):
            yield Finding(
                "rest.evening",
                Severity.NOTE,
                (item_subject(flight), item_subject(item)),
                {"first": flight.title, "second": item.title, "when": when(item)},
            )
            return


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}"
