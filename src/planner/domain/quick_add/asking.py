"""The doubts about day and time of a line, each with its ways out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.domain.quick_add.clock_spans import Clock, clock_at
from planner.domain.quick_add.days import Day
from planner.domain.quick_add.draft import Draft
from planner.domain.quick_add.hours import DAY, Hours, is_backwards, meanings
from planner.domain.quick_add.reading import Choice, Doubt, DoubtKind, Way
from planner.domain.quick_add.rewriting import ALL_DAY, Place, day_text, time_text
from planner.domain.quick_add.shadow import escaped

_MOST_DAYS = 8


def day_doubts(draft: Draft) -> Iterator[Doubt]:
    """What is open about the day; nothing when there is no time, since then it has no day."""
    day, found = draft.found.day, draft.found
    if found.vague_day is not None:
        yield _vague(draft, found.vague_day)
        return
    if day is None:
        if draft.is_timed and found.loose_day is None and _front(draft) is None:
            yield _day_missing(draft)
        return
    text = draft.words(day.at, day.end)
    if day.ways == "bare" and found.clock is None and found.all_day is None:
        yield _day_or_time(draft, day, text)
    elif day.doubt is DoubtKind.DAY_MISSING:
        yield Doubt(kind=DoubtKind.DAY_MISSING, text=text, choices=tuple(_all_days(draft)))
    elif day.doubt is not None:
        yield Doubt(
            kind=day.doubt,
            text=text,
            choices=(*_dates(draft, _candidates(draft, day)), _title(draft, (day.at, day.end))),
        )
    elif day.last is not None and (found.clock is not None or day.last < day.dates[0]):
        step = range(min(max((day.last - day.dates[0]).days, 0) + 1, _MOST_DAYS))
        dates = [day.dates[0] + dt.timedelta(number) for number in step]
        yield Doubt(kind=DoubtKind.MANY_DAYS, text=text, choices=tuple(_dates(draft, dates)))
    elif not draft.is_timed and found.loose_clock is None:
        yield _time_missing(draft, day, text)


def _vague(draft: Draft, place: Place) -> Doubt:
    """ "daily", "next week": every day of the visit is offered."""
    choices = [
        Choice(
            way=Way.DAY,
            line=draft.rewriter.line(day=day_text(date, draft.context), taken=[place]),
            day=date,
        )
        for date in draft.context.all_days[:_MOST_DAYS]
    ]
    return Doubt(
        kind=DoubtKind.DAY_MISSING,
        text=draft.words(*place),
        choices=(*choices, _title(draft, place)),
    )


def _candidates(draft: Draft, day: Day) -> list[dt.date]:
    dates = list(day.dates)
    if day.doubt is DoubtKind.MISMATCH:
        dates += [
            date
            for date in draft.context.all_days
            if date.weekday() == day.weekday and date not in dates
        ]
    return dates[:_MOST_DAYS]


def _front(draft: Draft) -> dt.date | None:
    days = draft.context.all_days
    return draft.context.front or (days[0] if len(days) == 1 else None)


def day_of(draft: Draft) -> dt.date | None:
    """The day that is certain, or None."""
    day = draft.found.day
    return day.date if day is not None else _front(draft)


def _dates(draft: Draft, dates: list[dt.date]) -> Iterator[Choice]:
    for date in dates:
        line = draft.rewriter.line(day=day_text(date, draft.context))
        yield Choice(way=Way.DAY, line=line, day=date)


def _all_days(draft: Draft) -> Iterator[Choice]:
    return _dates(draft, list(draft.context.all_days[:_MOST_DAYS]))


def _title(draft: Draft, place: Place) -> Choice:
    return Choice(way=Way.TITLE, line=draft.rewriter.as_title(place), name=draft.words(*place))


def _day_missing(draft: Draft) -> Doubt:
    return Doubt(kind=DoubtKind.DAY_MISSING, choices=tuple(_all_days(draft)))


def _day_or_time(draft: Draft, day: Day, text: str) -> Doubt:
    choices = list(_dates(draft, list(day.dates)))
    number = day.at
    while not draft.shadow.whole[number].isdigit():
        number += 1
    clock = clock_at(draft.shadow.whole, number)
    if clock is not None:
        before = day_text(day.dates[0], draft.context) if day.weekday is not None else ""
        for hours in meanings(clock, in_the_evening=draft.is_late):
            line = draft.rewriter.line(day=before, time=time_text(hours))
            choices.append(_time(hours, line))
    return Doubt(
        kind=DoubtKind.DAY_OR_TIME, text=text, choices=(*choices, _title(draft, (day.at, day.end)))
    )


def _time_missing(draft: Draft, day: Day, text: str) -> Doubt:
    words = ALL_DAY.get(draft.context.bare_language, "all day")
    whole = Choice(way=Way.ALL_DAY, line=draft.rewriter.line(time=words), day=day.dates[0])
    kept = draft.rewriter.as_title((day.at, day.end))
    return Doubt(
        kind=DoubtKind.TIME_MISSING,
        text=text,
        choices=(whole, Choice(way=Way.UNSCHEDULED, line=kept)),
    )


def _time(hours: Hours, line: str, way: Way = Way.TIME) -> Choice:
    return Choice(
        way=way,
        line=line,
        start=_of_day(hours.start),
        end=None if hours.end is None else _of_day(hours.end),
        days_later=hours.start // DAY if hours.end is None else (hours.end - 1) // DAY,
    )


def _of_day(minutes: int) -> dt.time:
    return dt.time(minutes % DAY // 60, minutes % 60)


def time_doubts(draft: Draft) -> Iterator[Doubt]:
    """What is open about the hours, the sure before the unsure."""
    found = draft.found
    for kind, start, end in found.doubts:
        text = draft.words(start, end)
        if kind is DoubtKind.MANY_TIMES:
            yield Doubt(kind=kind, text=text, choices=tuple(_each(draft, found.others)))
        elif kind is DoubtKind.DAY_OR_TITLE and found.loose_day is not None:
            yield _day_or_title(draft, found.loose_day, text)
        elif kind is DoubtKind.NO_SUCH_TIME:
            yield Doubt(kind=kind, text=text, choices=(_title(draft, (start, end)),))
        elif kind in (DoubtKind.LENGTH_ALONE, DoubtKind.NO_SUCH_LENGTH):
            yield Doubt(kind=kind, text=text, choices=tuple(_lengths(draft, kind, (start, end))))
        elif found.loose_clock is not None:
            yield _loose(draft, found.loose_clock, kind, text)
    if found.end_day is not None:
        yield _end_day(draft, found.end_day)
    elif found.clock is not None:
        yield from _hours(draft, found.clock)


def _lengths(draft: Draft, kind: DoubtKind, place: Place) -> Iterator[Choice]:
    """Without it, or with the length that may be meant, or as words of the title."""
    without = draft.rewriter.line(taken=[place])
    if kind is DoubtKind.LENGTH_ALONE and without:
        yield Choice(way=Way.UNSCHEDULED, line=without)
    wrong, clock = draft.found.wrong_length, draft.found.clock
    if wrong is not None and wrong.minutes and clock is not None:
        time = f"{draft.words(clock.at, clock.end)} {wrong.minutes} min"
        line = draft.rewriter.line(time=time, taken=[place])
        yield Choice(way=Way.LENGTH, line=line, minutes=wrong.minutes)
    yield _title(draft, place)


def _end_day(draft: Draft, day: Day) -> Doubt:
    """The day on which it ends is open, or lies before the start."""
    place = (day.at, day.end)
    start = day_of(draft)
    choices = [
        Choice(
            way=Way.DAY,
            line=draft.rewriter.replaced(place, day_text(date, draft.context)),
            day=date,
        )
        for date in day.dates[:_MOST_DAYS]
        if day.doubt is not None and (start is None or date >= start)
    ]
    kind = day.doubt or DoubtKind.END_BEFORE_START
    return Doubt(kind=kind, text=draft.words(*place), choices=(*choices, _title(draft, place)))


def _loose(draft: Draft, clock: Clock, kind: DoubtKind, text: str) -> Doubt:
    place = (clock.at, clock.end)
    choices = [
        _time(hours, draft.rewriter.line(time=_written(hours, clock), taken=[place]))
        for hours in meanings(clock, in_the_evening=draft.is_late)
    ]
    return Doubt(kind=kind, text=text, choices=(*choices, _title(draft, place)))


def _written(hours: Hours, clock: Clock) -> str:
    return time_text(hours, clock.length.minutes if clock.length else None)


def _each(draft: Draft, clocks: list[Clock]) -> Iterator[Choice]:
    """One choice for each of several times; the others stay in the title."""
    day = draft.rewriter.day
    for chosen in clocks[:_MOST_DAYS]:
        readings = meanings(chosen)
        # From the right, so that the places to the left keep their numbers.
        text = draft.shadow.text
        for other in reversed(clocks):
            if other is not chosen:
                text = escaped(text, other.at, other.end)
            else:
                text = _blanked(text, (other.at, other.end))
        parts = [draft.words(*day) if day else "", _blanked(text, day) if day else text]
        typed = draft.words(chosen.at, chosen.end)
        time = _written(readings[0], chosen) if len(readings) == 1 else typed
        yield _time(readings[0], " ".join(" ".join((parts[0], time, parts[1])).split()))


def _blanked(text: str, place: Place) -> str:
    return text[: place[0]] + " " * (place[1] - place[0]) + text[place[1] :]


def _day_or_title(draft: Draft, day: Day, text: str) -> Doubt:
    place = (day.at, day.end)
    choices = [
        Choice(
            way=Way.DAY,
            line=draft.rewriter.line(day=day_text(date, draft.context), taken=[place]),
            day=date,
        )
        for date in day.dates[:_MOST_DAYS]
    ]
    return Doubt(kind=DoubtKind.DAY_OR_TITLE, text=text, choices=(*choices, _title(draft, place)))


def _hours(draft: Draft, clock: Clock) -> Iterator[Doubt]:
    text = draft.words(clock.at, clock.end)
    if clock.prefix == "until" and not clock.is_range:
        yield Doubt(kind=DoubtKind.ONLY_END, text=text, choices=tuple(_until(draft)))
    elif len(draft.hours) > 1:
        choices = [
            _time(hours, draft.rewriter.line(time=time_text(hours, draft.length)))
            for hours in draft.hours
        ]
        yield Doubt(kind=DoubtKind.HALF_OF_DAY, text=text, choices=tuple(choices))
    elif is_backwards(draft.hours[0]) and clock.later is None:
        hours = draft.hours[0]
        assert hours.end is not None
        # "9-9" has no other end; the usual length may be meant.
        turned = Hours(hours.end - DAY, hours.start)
        if turned.start == turned.end:
            turned = Hours(hours.start)
        choices = [_time(one, draft.rewriter.line(time=time_text(one))) for one in (turned, hours)]
        yield Doubt(kind=DoubtKind.END_BEFORE_START, text=text, choices=tuple(choices))


def _until(draft: Draft) -> Iterator[Choice]:
    usual = max(int(draft.context.default_length.total_seconds() // 60), 1)
    for hours in draft.hours:
        if hours.start:
            ends = Hours(max(hours.start - usual, 0), hours.start)
            yield _time(ends, draft.rewriter.line(time=time_text(ends)))
    for hours in draft.hours:
        yield _time(hours, draft.rewriter.line(time=time_text(hours, draft.length)))
