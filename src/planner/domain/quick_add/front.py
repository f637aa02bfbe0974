"""Day and time at the beginning of a line, in either order."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.quick_add.across import end_on_another_day
from planner.domain.quick_add.clock_spans import Clock, clock_at
from planner.domain.quick_add.clock_words import Style
from planner.domain.quick_add.days import Day, day_at, with_part
from planner.domain.quick_add.found import (
    ALL_DAY,
    AT_END,
    JUNK,
    Found,
    is_ordinary,
    is_own,
    take_clock,
    take_day,
)
from planner.domain.quick_add.reading import DoubtKind, QuickContext
from planner.domain.quick_add.shadow import Shadow

_NO_TIME: Final = re.compile(r"(?<![\d:./])(\d{1,2}):(\d{2})(?![\d:])")


def search_front(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """Day and time at the beginning, in either order."""
    at = shadow.skip(0, JUNK)
    day = day_at(shadow.plain, at, context)
    if day is not None:
        day = with_part(shadow.plain, day)
    if day is not None and _is_day(shadow, day, context):
        take_day(shadow, found, day)
        at = shadow.skip(day.end, JUNK + "に")
    clock = clock_at(shadow.plain, at)
    if clock is not None and _accept(
        shadow, context, found, clock, after_day=found.day is not None
    ):
        end_on_another_day(shadow, context, found)
        at = shadow.skip(clock.end, JUNK + "に")
        if found.day is None and found.clock is not None:
            _day_after_clock(shadow, context, found, at)
    elif clock is None and (wrong := _NO_TIME.match(shadow.plain, at)):
        found.doubts.append((DoubtKind.NO_SUCH_TIME, *wrong.span()))


def _is_day(shadow: Shadow, day: Day, context: QuickContext) -> bool:
    """Whether what may be a day in front is one, by what follows it."""
    behind = shadow.skip(day.end, ",:;")
    clock = clock_at(shadow.plain, behind)
    followed = clock is not None and (
        clock.is_clear or clock.is_range or clock.start.style > Style.BARE
    )
    if day.ways == "bare":
        return _bare_is_day(shadow, day, followed, clock)
    if day.ways == "weak":
        own = context.bare_language in day.languages.split()
        return followed or (
            own and (clock is not None or ALL_DAY.match(shadow.plain, behind) is not None)
        )
    return True


def _bare_is_day(shadow: Shadow, day: Day, followed: bool, clock: Clock | None) -> bool:
    """17.11 may be 17:11. A time behind it settles that; so does a day that the visit does not have."""
    own = clock_at(shadow.plain, day.at)
    if own is not None and own.is_range and own.end > day.end and not followed:
        return False
    if followed or clock is not None or own is None:
        return followed or clock is not None or day.doubt is None or day.weekday is not None
    if day.doubt is None:
        return True
    minute = own.start.options[0] % 60
    return bool(minute % 5)


def _accept(
    shadow: Shadow, context: QuickContext, found: Found, clock: Clock, *, after_day: bool
) -> bool:
    """Take a time in front; or note it as open when it may be title, a date or a length."""
    style = clock.start.style
    if clock.is_third:
        sure = False
    elif clock.is_range or clock.length or clock.is_clear:
        sure = True
    elif style is Style.HOURS:
        sure = (
            after_day
            or clock.prefix != ""
            or (context.bare_language == "fr" and clock.start.options[0] >= 420)
        )
        if not sure:
            return _hours_or_length(found, clock)
    elif style is Style.COMPACT:
        sure = after_day or clock.prefix != ""
    elif style is Style.DOT:
        sure = True
    else:
        sure = bool(clock.prefix) or (bool(AT_END.fullmatch(shadow.plain, clock.end)) and after_day)
    if sure:
        take_clock(shadow, found, clock)
        return True
    found.loose_clock = clock
    found.doubts.append((DoubtKind.TIME_OR_TITLE, clock.at, clock.end))
    return False


def _hours_or_length(found: Found, clock: Clock) -> bool:
    """ "8h workshop": at eight, or for eight hours. Up to six hours it is a length, which needs a time."""
    if clock.start.options[0] < 7 * 60:
        return False
    found.loose_clock = clock
    found.doubts.append((DoubtKind.TIME_OR_LENGTH, clock.at, clock.end))
    return False


def _day_after_clock(shadow: Shadow, context: QuickContext, found: Found, at: int) -> None:
    """ "14:30 Mon tour": a short weekday or a date is the day; a full weekday may begin the title."""
    day = day_at(shadow.plain, at, context)
    if day is None or (day.ways == "number" and not day.preposition):
        return
    alone = bool(AT_END.fullmatch(shadow.plain, day.end))
    if day.ways == "bare" and day.doubt is not None:
        return
    if day.ways == "weak":
        if is_own(day, context) or (alone and not is_ordinary(shadow, day, context)):
            found.loose_day = day
    elif day.ways in ("short", "date", "number", "bare") or day.preposition or alone:
        take_day(shadow, found, day)
    else:
        found.loose_day = day


def weak_day_in_front(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """ "Sat tour 14:30": the day, or a word of the title."""
    day = day_at(shadow.plain, shadow.skip(0, JUNK), context)
    if found.loose_day is None and day is not None and day.ways == "weak" and is_own(day, context):
        found.loose_day = day
