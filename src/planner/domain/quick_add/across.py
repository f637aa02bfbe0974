"""A time that ends on a day of its own: "Mon 22:00 - Tue 06:00 flight", a stay over nights."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from planner.domain.quick_add.clock_spans import Clock, clock_at
from planner.domain.quick_add.days import Day, day_at
from planner.domain.quick_add.found import Found
from planner.domain.quick_add.reading import QuickContext
from planner.domain.quick_add.shadow import Shadow

_UNTIL: Final = re.compile(r"\s*-\s*|\s+(?:to|til|till|bis|until|au|à)\s+")
_LONGEST: Final = 60
"""Nights; a longer entry was not meant."""


def end_on_another_day(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """Let the time reach to the day and time behind it.

    A day that is not certain, or that lies before the start, is noted in ``found.end_day``.
    """
    clock = found.clock
    if clock is None or clock.until is not None or clock.length is not None:
        return
    joint = _UNTIL.match(shadow.plain, clock.end)
    day = day_at(shadow.plain, joint.end(), context) if joint else None
    if day is None or day.ways == "number":
        return
    until = clock_at(shadow.plain, shadow.skip(day.end, ",:"))
    if until is None or until.is_range or until.length is not None:
        return
    later = _nights(context, found.day, day)
    if later is None or (later == 0 and min(until.start.options) <= min(clock.start.options)):
        found.end_day = day
        return
    found.clock = replace(clock, end=until.end, until=until.start, later=later if later else None)
    shadow.use(clock.end, until.end)


def is_one(shadow: Shadow, context: QuickContext, first: Clock, second: Clock) -> bool:
    """Whether of two times the second is the end of the first, on a day of its own."""
    joint = _UNTIL.match(shadow.plain, first.end)
    day = day_at(shadow.plain, joint.end(), context) if joint and not first.is_range else None
    return day is not None and shadow.skip(day.end, ",:") == second.at


def _nights(context: QuickContext, first: Day | None, last: Day) -> int | None:
    """How many days the end is later, or None when that cannot be told or is not possible."""
    start = first.date if first is not None else context.front
    if start is None and len(context.all_days) == 1 and first is None:
        start = context.all_days[0]
    if start is None or last.date is None:
        return None
    nights = (last.date - start).days
    return nights if 0 <= nights <= _LONGEST else None
