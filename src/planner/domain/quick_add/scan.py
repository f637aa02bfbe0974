"""Where in a line the day and the time stand: in front, behind the title, or in doubt."""

from __future__ import annotations

from planner.domain.quick_add.across import end_on_another_day
from planner.domain.quick_add.behind import (
    clocks_of,
    day_behind,
    length_behind,
    lone_length,
    search_behind,
    wrong_length,
)
from planner.domain.quick_add.days import day_at
from planner.domain.quick_add.found import ALL_DAY, JUNK, VAGUE_DAY, Found, take_day
from planner.domain.quick_add.front import search_front, weak_day_in_front
from planner.domain.quick_add.reading import DoubtKind, QuickContext
from planner.domain.quick_add.shadow import Shadow


def scan(shadow: Shadow, context: QuickContext) -> Found:
    """Find day, time and length, and blank them out in the shadow."""
    found = Found()
    search_front(shadow, context, found)
    if found.clock is None:
        _all_day(shadow, context, found)
    if found.clock is None and found.all_day is None and found.loose_clock is None:
        search_behind(shadow, context, found)
    end_on_another_day(shadow, context, found)
    if found.clock is not None and found.clock.until is None and found.clock.length is None:
        length_behind(shadow, found)
        if found.length is None:
            wrong_length(shadow, found)
    if found.day is None or (found.day.weekday is not None and found.day.ways in ("full", "short")):
        vague = VAGUE_DAY.search(shadow.plain)
        found.vague_day = vague.span() if vague and found.clock is not None else None
    if found.day is None:
        weak_day_in_front(shadow, context, found)
        day_behind(shadow, context, found)
    if not found.doubts and (found.clock, found.all_day, found.day, found.end_day) == (None,) * 4:
        lone_length(shadow, found)
    return found


def _all_day(shadow: Shadow, context: QuickContext, found: Found) -> None:
    mark = ALL_DAY.search(shadow.plain)
    if mark is None:
        return
    if any(clock.is_clear for clock in clocks_of(shadow)):
        return
    found.all_day = mark.span()
    found.loose_clock = None
    found.doubts = [doubt for doubt in found.doubts if doubt[0] is DoubtKind.NO_SUCH_TIME]
    shadow.use(*mark.span())
    for at in (shadow.skip(0, JUNK), shadow.skip(mark.end(), JUNK)):
        day = day_at(shadow.plain, at, context) if found.day is None else None
        if day is not None and day.ways not in ("weak", "bare", "number"):
            take_day(shadow, found, day)
