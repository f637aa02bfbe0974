"""Times that cannot be meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import WallTime

LONGEST_ENTRY: Final = 16 * 60
LONGEST_LEG: Final = 36 * 60
"""Minutes."""
FAR: Final = dt.timedelta(31)
_ON_THE_WAY: Final = frozenset({ItemKind.LEG, ItemKind.STAY})


def ends_before_start(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Compared as instants, so a flight that lands "earlier" by the clock is right.

    Times that are in order on a clock that skips one of them are no fault of the order.
    """
    for item in plan.active:
        start, end = plan.when(item)
        if end <= start and not _only_skipped(item):
            yield Finding(
                "time.order",
                Severity.CONFLICT,
                (item_subject(item),),
                {"item": item.title, "when": when(item)},
            )


def awkward_choices(wall: WallTime) -> list[WallTime]:
    """What may be meant by a time, earliest first; only itself where the clock shows it once.

    Of a time that comes twice, both. Of one that the clock skips, the same distance from midnight
    by the old and by the new clock: 02:30 in spring is 01:30 or 03:30.
    """
    if not wall.is_awkward:
        return [wall]
    readings = [
        WallTime(wall.local.replace(fold=fold), wall.zone).in_zone(wall.zone) for fold in (0, 1)
    ]
    return sorted(readings, key=lambda one: one.instant)


def awkward_time(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """A time that the clock skips or shows twice in the night of the change, with both choices.

    Start and end each have a finding of their own; that of the end has the aspect "end".
    """
    for item in plan.active:
        if item.all_day:
            continue
        span = item.span
        for end, aspect in ((span.start, ""), (span.end, "end")):
            if not _may_be_awkward(end.local, end.zone) or not end.is_awkward:
                continue
            first, second = awkward_choices(end)
            facts = {
                "item": item.title,
                "when": end.local.isoformat(sep=" ", timespec="minutes"),
                "zone": end.zone,
            }
            if end.exists:
                yield Finding(
                    "time.twice",
                    Severity.NOTE,
                    (item_subject(item),),
                    {
                        **facts,
                        "choice": _offset(first),
                        "other_choice": _offset(second),
                        "variant": "second" if end.local.fold else "",
                    },
                    aspect=aspect,
                )
            else:
                yield Finding(
                    "time.skipped",
                    Severity.CONFLICT,
                    (item_subject(item),),
                    {
                        **facts,
                        "choice": f"{first.local:%H:%M}",
                        "other_choice": f"{second.local:%H:%M}",
                    },
                    aspect=aspect,
                )


def _only_skipped(item: Item) -> bool:
    span = item.span
    if not span.start.local < span.end.local or span.start.zone != span.end.zone:
        return False
    return not (span.start.exists and span.end.exists)


@lru_cache(maxsize=20_000)
def _may_be_awkward(local: dt.datetime, zone: str) -> bool:
    """Whether the clock changes within a day of it: quick, since it is kept for equal times."""
    day = dt.timedelta(1)
    return WallTime(local - day, zone).offset != WallTime(local + day, zone).offset


def _offset(time: WallTime) -> str:
    """ "UTC+2" or "UTC+5:30"."""
    minutes = round(time.offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def moved_by_new_rules(plan: Plan, around: Circumstances) -> Iterator[Finding]:
    """Entries whose moment is another one than when they were planned: the zone's rules were changed."""
    for key, then in around.moved.items():
        item = plan.item.get(key)
        if item is None or not item.is_scheduled or item.status is ItemStatus.CANCELLED:
            continue
        span = item.span
        if span.start.instant != _aware(then.start):
            now, was = span.start, then.start
        elif span.end.instant != _aware(then.end):
            now, was = span.end, then.end
        else:
            continue
        yield Finding(
            "time.moved",
            Severity.WARNING,
            (item_subject(item),),
            {
                "item": item.title,
                "when": now.local.isoformat(sep=" ", timespec="minutes"),
                "zone": now.zone,
                "then": f"{was:%H:%M} UTC",
                "now": f"{now.instant:%H:%M} UTC",
            },
        )


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC)


def unlikely_length(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """An entry that goes on for days where nobody means it to: mostly a mistyped date of the end.

    Our planning figures: a journey of more than 36 hours, anything else that needs people for more
    than 16. Stays, free time and whole days may be as long as they like.
    """
    for item in plan.present:
        start, end = plan.when(item)
        if end - start > (LONGEST_LEG if item.kind is ItemKind.LEG else LONGEST_ENTRY):
            yield Finding(
                "time.long",
                Severity.WARNING,
                (item_subject(item),),
                {"item": item.title, "hours": (end - start) // 60, "when": when(item)},
            )


def outside_visit(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """An entry on a day that is not a day of the visit.

    Journeys there and back, and the nights with them, may be on the day before or after. One that
    reaches out of the visit by more than a month, on either side, has a mistyped date.
    """
    first, last = plan.visit.first_day, plan.visit.last_day
    if first is None or last is None:
        return
    for item in plan.active:
        assert item.start_local is not None
        assert item.end_local is not None
        margin = dt.timedelta(1 if item.kind in _ON_THE_WAY else 0)
        starts, ends = item.start_local.date(), item.end_local.date()
        apart = ends < first - margin or starts > last + margin
        if apart or starts < first - FAR or ends > last + FAR:
            yield Finding(
                "time.outside",
                Severity.WARNING,
                (item_subject(item),),
                {"item": item.title, "when": when(item)},
            )
