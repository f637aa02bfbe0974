"""One line read: ``[day] time[-time | length] title [@place] [#group …] [?]``, in any usual order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from planner.domain.itinerary import ItemKind
from planner.domain.quick_add.asking import day_doubts, day_of, time_doubts
from planner.domain.quick_add.clock_spans import clock_at
from planner.domain.quick_add.draft import Draft
from planner.domain.quick_add.hours import DAY, Hours, meanings
from planner.domain.quick_add.kinds import kind_of
from planner.domain.quick_add.marks import (
    PlaceMark,
    place_starts,
    take_groups,
    take_place,
    take_tentative,
)
from planner.domain.quick_add.naming import name_doubts
from planner.domain.quick_add.reading import Choice, Doubt, DoubtKind, QuickContext, Reading, Way
from planner.domain.quick_add.rewriting import clock_text
from planner.domain.quick_add.scan import scan
from planner.domain.quick_add.shadow import Shadow
from planner.domain.times import WallTime, is_zone

LONGEST: Final = 2000
"""Signs of a line; what is longer is no line but a text, and stays title."""

_AROUND: Final = " ,;:|·-–—〜～~"


def read_line(text: str, context: QuickContext) -> Reading:
    """What a line says. Never raises; what cannot be told for sure comes as a doubt, not as a guess.

    A number alone is an hour only where nothing else fits; hours from 1 to 6 written without a zero,
    "am" or "pm" are asked about. A backslash before a word, or quotation marks, keep words for the
    title. A date with "!" is meant although the visit does not have it.
    """
    if not text.strip():
        return Reading(line=text)
    if len(text) > LONGEST:
        return Reading(line=text, title=" ".join(text.split()))
    draft = _draft(Shadow(text), context)
    day = day_of(draft)
    doubts = [*time_doubts(draft), *day_doubts(draft), *name_doubts(draft)]
    reading = _fields(draft, tuple(doubts))
    if day is None:
        return reading
    if draft.found.all_day is not None:
        return _whole_days(draft, reading, day)
    if draft.found.clock is None or _is_open(doubts):
        return reading
    return _timed(draft, reading, day)


def _is_open(doubts: list[Doubt]) -> bool:
    """Whether the time itself is in doubt, so that none can be given."""
    about_names = (DoubtKind.NO_GROUP, DoubtKind.MANY_GROUPS, DoubtKind.MANY_SITES)
    settled = (*about_names, DoubtKind.MANY_PLACES, DoubtKind.NO_TITLE)
    return any(doubt.kind not in settled for doubt in doubts)


def _draft(shadow: Shadow, context: QuickContext) -> Draft:
    groups = take_groups(shadow, context)
    tentative = take_tentative(shadow)
    places = list(_front_place(shadow, context))
    found = scan(shadow, context)
    for at in place_starts(shadow):
        if shadow.plain[at] == "@":  # not yet part of the place before
            nothing_before = not shadow.plain[:at].strip(_AROUND)
            places.append(take_place(shadow, at, context, first_word=nothing_before))
    title = shadow.rest().strip(_AROUND)
    zone = context.zone
    if len(places) == 1 and len(places[0].sites) == 1:
        zone = places[0].sites[0].zone or zone
    zone = zone if is_zone(zone) else "UTC"
    draft = Draft(shadow, context, found, groups, places, tentative, title, zone)
    if found.clock is not None:
        draft.hours = meanings(found.clock, in_the_evening=draft.is_late)
        length = found.clock.length or found.length
        draft.length = length.minutes if length else None
    return draft


def _front_place(shadow: Shadow, context: QuickContext) -> Iterator[PlaceMark]:
    """ "@ESS 14:30 tour"; but "@14:30" is a time."""
    starts = place_starts(shadow)
    if starts and starts[0] == shadow.skip(0) and clock_at(shadow.plain, starts[0]) is None:
        yield take_place(shadow, starts[0], context, first_word=True)


def _fields(draft: Draft, doubts: tuple[Doubt, ...]) -> Reading:
    """All but day and time."""
    groups = {group.id: group for mark in draft.groups for group in mark.groups}
    place = draft.places[0] if len(draft.places) == 1 else None
    site = place.sites[0] if place and len(place.sites) == 1 else None
    return Reading(
        line=draft.shadow.text,
        kind=kind_of(draft.title) or ItemKind.MEETING,
        title=draft.title,
        site_id=site.id if site else None,
        site_name=site.name if site else "",
        place=place.text if place and not place.sites else "",
        group_ids=tuple(groups),
        group_names=tuple(group.label for group in groups.values()),
        tentative=draft.tentative,
        doubts=doubts,
        used=tuple(sorted(draft.shadow.used)),
    )


def _whole_days(draft: Draft, reading: Reading, day: dt.date) -> Reading:
    if _is_open(list(reading.doubts)):
        return reading
    row = draft.found.day
    last = (row.last if row else None) or day
    midnight = dt.time()
    return replace(
        reading,
        all_day=True,
        start=WallTime(dt.datetime.combine(day, midnight), draft.zone),
        end=WallTime(dt.datetime.combine(last, midnight), draft.zone),
    )


def _timed(draft: Draft, reading: Reading, day: dt.date) -> Reading:
    hours = draft.hours[0]
    start = _wall(draft, day, hours.start, hours.start_fold)
    end: WallTime | None = None
    if draft.length is None and hours.end is not None:
        end = _wall(draft, day, hours.end, hours.end_fold)
    if doubt := _awkward(draft, hours, start, end):
        return replace(reading, doubts=(doubt, *reading.doubts))
    if end is None:
        minutes = draft.length
        length = draft.context.default_length if minutes is None else dt.timedelta(minutes=minutes)
        end = start.plus(length)
    later = (end.local - dt.timedelta(minutes=1)).date() - start.local.date()
    if later.days > 0:
        remark = Doubt(kind=DoubtKind.NEXT_DAY, facts={"days": later.days})
        reading = replace(reading, doubts=(*reading.doubts, remark))
    return replace(reading, start=start, end=end)


def _wall(draft: Draft, day: dt.date, minutes: int, fold: int | None) -> WallTime:
    local = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
    return WallTime(local.replace(fold=fold or 0), draft.zone)


def _awkward(draft: Draft, hours: Hours, start: WallTime, end: WallTime | None) -> Doubt | None:
    """A time that the change of the clocks skips or doubles, with the times that there are."""
    clock = draft.found.clock
    assert clock is not None
    ends = [(start, hours.start, hours.start_fold)]
    if end is not None and hours.end is not None:
        ends.append((end, hours.end, hours.end_fold))
    awkward = [one for one in ends if one[0].is_awkward and (one[2] is None or not one[0].exists)]
    if not awkward:
        return None
    text = draft.words(clock.at, clock.end)
    skipped = [wall for wall, _minutes, _fold in awkward if not wall.exists]
    kind = DoubtKind.SKIPPED if skipped else DoubtKind.DOUBLED
    choices = []
    for way, side in ((Way.FIRST, 0), (Way.SECOND, 1)):
        written = "-".join(_written(ends, awkward, side))
        time = f"{written} {draft.length} min" if draft.length is not None else written
        local = _local_of(awkward[0], side)
        shown = Way.TIME if skipped else way
        choices.append(Choice(way=shown, line=draft.rewriter.line(time=time), start=local))
    return Doubt(kind=kind, text=text, facts={"zone": draft.zone}, choices=tuple(choices))


End = tuple[WallTime, int, int | None]


def _written(ends: list[End], awkward: list[End], side: int) -> list[str]:
    """The ends, moved out of the hour that the clock skips or told apart.

    An end that the moved start would reach goes with it: the entry keeps its length.
    """
    if len(ends) == 2 and ends[0] in awkward and ends[1] not in awkward:
        (begin, *_rest), (end, minutes, fold) = ends
        moved = dt.datetime.combine(begin.local.date(), _local_of(ends[0], side))
        if moved >= end.local.replace(fold=0) > begin.local.replace(fold=0):
            later = round((moved - begin.local.replace(fold=0)).total_seconds() / 60)
            ends = [ends[0], (end, minutes + later, fold)]
    return [_moved(one, side) if one in awkward else _shown(one) for one in ends]


def _local_of(one: End, side: int) -> dt.time:
    wall = one[0]
    if wall.exists:
        return wall.local.time()
    beside = WallTime(wall.local.replace(fold=side), wall.zone).plus(dt.timedelta())
    return beside.local.time().replace(fold=0)


def _moved(one: End, side: int) -> str:
    """A doubled time with its letter; a skipped one moved over the gap, forward or back."""
    local = _local_of(one, side)
    return clock_text(local.hour * 60 + local.minute, side if one[0].exists else None)


def _shown(one: End) -> str:
    later = (one[1] - 1) // DAY
    return clock_text(one[1] - later * DAY, one[2]) + (f"+{later}" if later > 0 else "")
