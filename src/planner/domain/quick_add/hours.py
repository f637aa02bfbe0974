"""Which hours are meant: pairs of start and end that a writing allows, without guessing between them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.quick_add.clock_spans import Clock
from planner.domain.quick_add.clock_words import Point

DAY = 1440
_LONGEST = 12 * 60
"""Of two readings, one of over twelve hours is not meant; alone it may be."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Start and end in minutes from midnight of the day; an end past 1440 is on a later day.

    ``end`` is None where none was written. ``start`` may be 1440: the midnight that ends the day.
    """

    start: int
    end: int | None = None
    start_fold: int | None = None
    end_fold: int | None = None


def meanings(clock: Clock, *, in_the_evening: bool = False) -> list[Hours]:
    """All that the writing may mean, the likeliest first; one is certain, several are to be asked.

    ``in_the_evening``: the title speaks of a dinner or the like, so that 7 may be 19.
    """
    if clock.until is None:
        return [
            Hours(start, start + clock.length.minutes if clock.length else None, clock.start.fold)
            for start in _starts(clock.start, in_the_evening)
        ]
    pairs = _pairs(clock, clock.until, in_the_evening)
    return [
        Hours(start, end, clock.start.fold, clock.until.fold) for start, end in dict.fromkeys(pairs)
    ]


def _starts(start: Point, in_the_evening: bool) -> tuple[int, ...]:
    """Between 7 and 12 the morning is meant, or the evening for a dinner; 1 to 6 is left open."""
    options = start.options
    if len(options) == 2 and not start.is_24:
        early, late = options
        if early >= 12 * 60 or (early >= 7 * 60 and not in_the_evening):
            return (early,)
        return (late, early)
    return options


def _pairs(clock: Clock, until: Point, in_the_evening: bool) -> list[tuple[int, int]]:
    starts, ends = _starts(clock.start, in_the_evening), until.options
    if clock.later is not None:
        ends = ends[:1] if clock.start.is_24 or until.is_24 else _starts(until, False)
        return [(start, end + clock.later * DAY) for start in starts for end in ends]
    if until.has_half and not (clock.start.has_half or clock.start.is_24):
        return [_shared_half(clock.start, until)]
    if len(clock.start.options) > 1 and clock.start.is_24:  # midnight of which night
        return [(start, _after(start, ends[0])) for start in starts]
    if clock.start.is_24 or until.is_24:
        first = (clock.start.options[0], _after(clock.start.options[0], ends[0]))
        if 0 < first[1] - first[0] <= _LONGEST:
            return [first]
    found = [(start, _after(start, end)) for start in starts for end in ends]
    short = [pair for pair in found if pair[1] - pair[0] <= _LONGEST]
    if clock.start.is_24 or until.is_24:
        literal = (clock.start.options[0], _after(clock.start.options[0], ends[0]))
        same_day = [pair for pair in short if pair[1] <= DAY]
        return [*same_day, literal]
    return short or found[:1]


def _after(start: int, end: int) -> int:
    """The end on the clock, on the next day when it is not after the start."""
    while end <= start:
        end += DAY
    return end


def _shared_half(start: Point, until: Point) -> tuple[int, int]:
    """ "2-3:30pm": the half of the day counts for the start too, unless it would then be the later one."""
    end = until.options[0]
    before = [one for one in start.options if one < end]
    same = [one for one in before if (one >= 720) == (end >= 720)]
    begin = max(same or before or list(start.options[:1]))
    return begin, _after(begin, end)


def is_backwards(hours: Hours) -> bool:
    """Whether the end was more likely written before the start than meant for the next day."""
    return hours.end is not None and hours.end > DAY and hours.end - hours.start > _LONGEST
