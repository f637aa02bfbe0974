"""Day, time and length behind the title of a line, and what there may be title."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.quick_add.across import is_one
from planner.domain.quick_add.clock_spans import Clock, clock_at, length_at, wrong_length_at
from planner.domain.quick_add.clock_words import Style
from planner.domain.quick_add.days import Day, day_at, with_part
from planner.domain.quick_add.found import (
    AT_END,
    JUNK,
    Found,
    is_ordinary,
    is_own,
    take_clock,
    take_day,
)
from planner.domain.quick_add.kinds import word_kind
from planner.domain.quick_add.reading import DoubtKind, QuickContext
from planner.domain.quick_add.shadow import Shadow
from planner.text import fold

_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)[\s,:]*$")


def clocks_of(shadow: Shadow) -> list[Clock]:
    """Everything that may be a time, from left to right, none inside another."""
    clocks, behind = [], 0
    plain = shadow.plain
    for at in shadow.words():
        if at < behind:
            continue
        clock = clock_at(plain, at)
        if clock is not None and (clock.at == 0 or not plain[clock.at - 1].isdigit()):
            clocks.append(clock)
            behind = clock.end
    return clocks


def search_behind(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """A time behind the title: one that is clear is taken, several or an unclear one are asked about."""
    clocks = clocks_of(shadow)
    clear = [clock for clock in clocks if clock.is_clear or _is_placed(shadow, context, clock)]
    if len(clear) == 2 and is_one(shadow, context, *clear):
        clear = clear[:1]
    if len(clear) > 1:
        found.others = clear
        found.doubts.append((DoubtKind.MANY_TIMES, clear[0].at, clear[-1].end))
        return
    if clear:
        take_clock(shadow, found, clear[0])
        if found.day is None:
            _day_beside(shadow, context, found)
        return
    for clock in clocks:
        if (
            clock.is_third
            or (clock.is_range and clock.start.style is not Style.HOURS)
            or (clock.prefix in ("at", "until") and not clock.length)
            or _is_likely(shadow, context, clock)
        ):
            found.loose_clock = clock
            found.doubts.append((DoubtKind.TIME_OR_TITLE, clock.at, clock.end))
            return


def _is_likely(shadow: Shadow, context: QuickContext, clock: Clock) -> bool:
    """ "Lunch 12.30" and "Lunch Tue 12" at the end of a line; but "Room 4.12" is title."""
    if clock.start.style is Style.HOURS or not AT_END.fullmatch(shadow.plain, clock.end):
        return False
    if clock.start.style is Style.BARE:
        return _day_before(shadow, context, clock.at) is not None
    return _is_kind_before(shadow, clock.at)


def _is_kind_before(shadow: Shadow, at: int) -> bool:
    word = _WORD_BEFORE.search(shadow.plain[:at])
    return word is not None and word_kind(fold(word[1])) is not None


def _is_placed(shadow: Shadow, context: QuickContext, clock: Clock) -> bool:
    """Whether an unclear time stands where only a time is meant: after a day, or "lunch 12-13"."""
    if clock.is_third or (clock.start.style is Style.HOURS and not clock.is_range):
        return False
    at_end = bool(AT_END.fullmatch(shadow.plain, clock.end))
    if (
        not at_end
        and clock.prefix
        and (day := day_at(shadow.plain, shadow.skip(clock.end), context))
    ):
        at_end = day.ways != "weak" and bool(AT_END.fullmatch(shadow.plain, day.end))
    if at_end and clock.prefix in ("at", "oclock"):
        return True
    if not clock.is_range:
        return (
            at_end
            and clock.start.style in (Style.DOT, Style.COMPACT)
            and _day_before(shadow, context, clock.at) is not None
        )
    if _day_before(shadow, context, clock.at) is not None:
        return True
    return _is_kind_before(shadow, clock.at)


def _day_before(shadow: Shadow, context: QuickContext, end: int) -> Day | None:
    """The day that ends right before this place."""
    for at in shadow.words():
        if at >= end:
            break
        day = day_at(shadow.plain, at, context)
        if day is None or day.ways == "number":
            continue
        day = with_part(shadow.whole, day, end)
        if not shadow.whole[day.end : end].strip(" ,:"):
            return day
    return None


def _day_beside(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """ "Lunch Mon 12-13", "Lunch 12-13 Mon": a day that touches the time is meant as the day."""
    clock = found.clock
    assert clock is not None
    day = _day_before(shadow, context, clock.at)
    if day is None:
        day = day_at(shadow.plain, shadow.skip(clock.end, ",;("), context)
        alone = day is not None and AT_END.fullmatch(shadow.plain, day.end) is not None
        if day is not None and day.ways in ("weak", "number", "bare"):
            day = day if day.preposition or alone else None
    if day is None or (day.ways == "weak" and is_ordinary(shadow, day, context)):
        return
    if day.ways == "weak" and not is_own(day, context):
        found.loose_day = day
    else:
        take_day(shadow, found, day)


def _is_meant(shadow: Shadow, context: QuickContext, found: Found, day: Day) -> bool:
    """ "ganztägig Messe Di": a short weekday at the end of an entry of whole days is asked about."""
    return (
        found.all_day is not None and is_own(day, context) and not is_ordinary(shadow, day, context)
    )


def length_behind(shadow: Shadow, found: Found) -> None:
    """ "14:30 tour 45 min", "14:30 tour (45 min)", "45 min tour 14:30"."""
    front = shadow.skip(0, JUNK)
    for at in shadow.words():
        length = length_at(shadow.plain, at)
        if length and (at == front or AT_END.fullmatch(shadow.plain, length.end)):
            found.length = length
            shadow.use(length.start, length.end)
            return


def lone_length(shadow: Shadow, found: Found) -> None:
    """ "evaluation 90 min" says how long, but not when: an entry without a time has no length.

    In front, as in "2h workshop", it says what sort of thing it is.
    """
    front = shadow.skip(0, JUNK)
    for at in shadow.words():
        length = length_at(shadow.plain, at)
        if length and at != front and AT_END.fullmatch(shadow.plain, length.end):
            found.length = length
            shadow.use(length.start, length.end)
            found.doubts.append((DoubtKind.LENGTH_ALONE, length.start, length.end))
            return


def wrong_length(shadow: Shadow, found: Found) -> None:
    """ "14:00 -30 min tour", "14:00 tour 0 min": asked about, since the title would keep it."""
    assert found.clock is not None
    beside = shadow.skip(found.clock.end)
    for at in shadow.words():
        length = wrong_length_at(shadow.plain, at)
        if length and (at == beside or AT_END.fullmatch(shadow.plain, length.end)):
            found.wrong_length = length
            found.doubts.append((DoubtKind.NO_SUCH_LENGTH, length.start, length.end))
            return


def day_behind(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """ "14:00 tour on Monday" is taken; "14:00 tour Monday" may be title and is asked about."""
    if found.clock is None and found.all_day is None:
        return  # an entry without a time has no day: the words stay in its title
    if found.loose_day is not None:
        found.doubts.append((DoubtKind.DAY_OR_TITLE, found.loose_day.at, found.loose_day.end))
        return
    for at in shadow.words():
        day = day_at(shadow.plain, at, context)
        if (
            day is None
            or day.ways == "bare"
            or (day.ways == "weak" and not _is_meant(shadow, context, found, day))
            or not AT_END.fullmatch(shadow.plain, day.end)
        ):
            continue
        if day.ways == "number" and not day.preposition:
            continue
        if day.preposition:
            take_day(shadow, found, day)
        else:
            found.loose_day = day
            found.doubts.append((DoubtKind.DAY_OR_TITLE, day.at, day.end))
        return
