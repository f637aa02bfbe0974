"""The itinerary as days side by side: which piece of an item stands on which day, and in which lane.

Lanes exist only while something runs in parallel; what the whole delegation does spans the day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.ids import GroupId
from planner.domain.itinerary import AudienceKind, Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime, days_shown, is_zone
from planner.domain.whereabouts import Whereabouts, countries_of

DAY_MINUTES: Final = 24 * 60
WEST: Final = 60
"""A flight that lands "earlier" than it left is drawn this many minutes long."""


@dataclass(frozen=True, slots=True)
class Part:
    """The piece of an item on one day, in minutes after that day's midnight by the local clock.

    ``begins`` and ``ends`` say whether the item's own start and end lie on this day.
    """

    item: Item
    day: dt.date
    start: int
    end: int
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True, slots=True)
class Strip:
    """Another country or zone from here on: what a traveller sets the watch and the purse by.

    ``shift`` is how many minutes the clocks there are ahead of the ones before.
    """

    country: str
    zone: str
    shift: int
    minute: int


@dataclass(frozen=True, slots=True)
class BoardDay:
    """One local date. ``zone`` rules its hours; ``other_zone`` is that of a second ruler, if any,
    whose clocks are ``ahead`` minutes ahead. ``country`` is where most are in the evening."""

    date: dt.date
    zone: str
    other_zone: str
    ahead: int
    country: str
    parts: tuple[Part, ...]
    whole: tuple[Item, ...]
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a part stands: ``lane`` of ``lanes``, ``span`` lanes wide. ``fork`` numbers the band of
    time in which the day is split; parts of one fork may overlap, of two never."""

    part: Part
    lane: int
    span: int
    lanes: int
    fork: int


def parts_of(item: Item) -> list[Part]:
    """The pieces of a timed item, day by day in local time; a night flight has one on both days.

    One of years, which is a mistyped date, has its first and its last.
    """
    assert item.start_local is not None
    assert item.end_local is not None
    first, last = item.start_local.date(), item.end_local.date()
    start, end = _minute(item.start_local), _minute(item.end_local)
    if last < first:
        return [
            Part(item, first, start, min(start + WEST, DAY_MINUTES), ends=False),
            Part(item, last, max(0, end - WEST), max(end, 1), begins=False),
        ]
    if last == first:
        return [Part(item, first, start, end if end > start else min(start + WEST, DAY_MINUTES))]
    pieces = [Part(item, first, start, DAY_MINUTES, ends=False)]
    pieces += [
        Part(item, day, 0, DAY_MINUTES, begins=False, ends=False)
        for day in days_shown(first, last)
        if first < day < last
    ]
    if end > 0:
        return [*pieces, Part(item, last, 0, end, begins=False)]
    pieces[-1] = Part(item, pieces[-1].day, pieces[-1].start, DAY_MINUTES, pieces[-1].begins)
    return pieces


def _minute(local: dt.datetime) -> int:
    return local.hour * 60 + local.minute


def board_days(plan: Plan) -> tuple[BoardDay, ...]:
    """Every day of the visit and every other day on which something stands, in order."""
    parts: dict[dt.date, list[Part]] = {}
    whole: dict[dt.date, list[Item]] = {}
    if plan.visit.first_day and plan.visit.last_day:
        for day in days_shown(plan.visit.first_day, plan.visit.last_day):
            parts[day] = []
    for item in plan.scheduled:
        assert item.start_local is not None
        assert item.end_local is not None
        if item.all_day or item.kind is ItemKind.STAY:
            last = max(item.start_local.date(), item.end_local.date())
            for day in days_shown(item.start_local.date(), last):
                whole.setdefault(day, []).append(item)
                parts.setdefault(day, [])
        else:
            for part in parts_of(item):
                parts.setdefault(part.day, []).append(part)
    return _days(plan, parts, whole)


def _days(
    plan: Plan, parts: dict[dt.date, list[Part]], whole: dict[dt.date, list[Item]]
) -> tuple[BoardDay, ...]:
    whereabouts = Whereabouts(plan)
    result = []
    for date in sorted(parts):
        own = sorted(parts[date], key=lambda one: (one.start, one.end, one.item.rank, one.item.id))
        whereabouts.morning()
        strips = [strip for part in own for strip in _strips(plan, whereabouts, part)]
        for item in whole.get(date, ()):
            if item.kind is ItemKind.STAY and item.end_local and date < item.end_local.date():
                whereabouts.sleep(item)
        country, zone = whereabouts.evening()
        zones = _zones(plan, own)
        ruler = zones[0] if zones else zone or plan.visit.zone
        other = next((zone for zone in zones if _ahead(date, ruler, zone)), "")
        result.append(
            BoardDay(
                date,
                ruler,
                other,
                _ahead(date, ruler, other) if other else 0,
                country,
                tuple(own),
                tuple(whole.get(date, ())),
                tuple(strips),
            )
        )
    return tuple(result)


def _strips(plan: Plan, whereabouts: Whereabouts, part: Part) -> Iterator[Strip]:
    """What changes for most with the start and the end of a part."""
    for end, country, zone, minute in _ends(plan, part):
        moved = whereabouts.at(part.item, end, country, zone)
        if moved is None:
            continue
        (left, old), (there, clocks) = moved.before, moved.after
        shift = _ahead(part.day, old, clocks) if old and clocks else 0
        entered = bool(left) and there != left
        if entered or shift:
            yield Strip(there if entered else "", clocks, shift, minute)


def _zones(plan: Plan, parts: Sequence[Part]) -> list[str]:
    """The zones of a day, the one that rules most heads at most ends first."""
    heads: Counter[str] = Counter()
    for part in parts:
        for _end, _country, zone, _at in _ends(plan, part):
            heads[zone] += max(1, len(plan.on(part.item)))
    return [zone for zone, _count in heads.most_common() if zone]


def _ends(plan: Plan, part: Part) -> list[tuple[str, str, str, int]]:
    """Which end, country, zone and minute, of the ends of a part that lie on its day."""
    item, (start, end) = part.item, countries_of(plan, part.item)
    ends = []
    if part.begins:
        ends.append(("start", start, item.start_zone, part.start))
    if part.ends:
        ends.append(("end", end, item.end_zone or item.start_zone, part.end))
    return ends


def _ahead(day: dt.date, zone: str, other: str) -> int:
    """How many minutes the clocks of ``other`` are ahead of those of ``zone`` at noon of a day."""
    if zone == other or not is_zone(zone) or not is_zone(other):
        return 0
    noon = WallTime(dt.datetime.combine(day, dt.time(12)), zone)
    return int((noon.in_zone(other).offset - noon.offset).total_seconds() // 60)


def lanes_of(plan: Plan, parts: Sequence[Part]) -> list[Placed]:
    """A lane for each part of one day, in order of start.

    A group keeps its lane within a fork, the first group to the left; parts grow to the right
    over lanes that are free as long as they last.
    """
    order = {group.id: place for place, group in enumerate(plan.groups)}
    result: list[Placed] = []
    for number, cluster in enumerate(_forks(parts)):
        result += _in_fork(plan, cluster, order, number)
    return result


def _forks(parts: Sequence[Part]) -> list[list[Part]]:
    """Bands of time in which parts overlap, directly or through others."""
    clusters: list[list[Part]] = []
    until = -1
    for part in sorted(parts, key=lambda one: (one.start, one.end, one.item.rank, one.item.id)):
        if part.start >= until or not clusters:
            clusters.append([])
        clusters[-1].append(part)
        until = max(until, part.end, part.start + 1)
    return clusters


def _in_fork(
    plan: Plan, cluster: list[Part], order: dict[GroupId, int], number: int
) -> list[Placed]:
    if len(cluster) == 1:
        return [Placed(cluster[0], 0, 1, 1, number)]
    groups = [_first_group(plan, part.item, order) for part in cluster]
    seen = sorted({group for group in groups if group is not None})
    wanted = {group: place for place, group in enumerate(seen)}
    ends: list[int] = []
    lanes: list[int] = []
    for part, group in zip(cluster, groups, strict=True):
        lane = wanted[group] if group is not None else 0
        while lane < len(ends) and ends[lane] > part.start:
            lane += 1
        free = next((one for one, end in enumerate(ends) if end <= part.start), len(ends))
        if group is None or lane >= max(len(ends), len(seen)):
            lane = free
        ends += [-1] * (lane + 1 - len(ends))
        ends[lane] = max(part.end, part.start + 1)
        lanes.append(lane)
    count = len(ends)
    return [
        Placed(part, lane, _span(cluster, lanes, place, count), count, number)
        for place, (part, lane) in enumerate(zip(cluster, lanes, strict=True))
    ]


def _first_group(plan: Plan, item: Item, order: dict[GroupId, int]) -> int | None:
    if item.audience is not AudienceKind.GROUPS:
        return None
    return min((order[group.id] for group in plan.groups_on(item)), default=None)


def _span(cluster: list[Part], lanes: list[int], place: int, count: int) -> int:
    part = cluster[place]
    taken = {
        lane
        for other, lane in zip(cluster, lanes, strict=True)
        if other is not part and other.start < part.end and part.start < other.end
    }
    span = 1
    while lanes[place] + span < count and lanes[place] + span not in taken:
        span += 1
    return span
