"""Turns in time: which part of a delegation is where, one after the other, without a clash."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.arranging.occupancy import Occupancy
from planner.domain.arranging.proposals import MINUTE, placed, starting
from planner.domain.arranging.subgroups import Subgroup
from planner.domain.checks import Circumstances
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.slots import DEFAULT_LENGTH
from planner.domain.times import WallTime, days

STEP: Final = dt.timedelta(minutes=5)
EARLIER: Final = dt.timedelta(minutes=15)
CHANGEOVER: Final = 10
"""Minutes between one group's going and the next one's coming, where the places tell nothing else."""
OPENS: Final = dt.time(8)
CLOSES: Final = dt.time(18)
ORDERS: Final = 24
"""So many orders of the parts are tried; with up to four parts these are all."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One part of the delegation at one station; without a time no room was found for it."""

    item: Item
    copied_from: ItemId | None
    subgroup: Subgroup


Seat = tuple[int, int]
"""Which station, which part."""


class Rotation:
    """Stations by parts, put into time slots: in a slot each station has another part."""

    def __init__(
        self,
        draft: Plan,
        stations: Sequence[Item],
        parts: Sequence[Subgroup],
        turns: Sequence[Turn],
        around: Circumstances | None,
    ) -> None:
        """``draft`` has the turns without a time; ``stations`` are the items as they are now.

        ``turns`` are in order of station, then of part.
        """
        self._stations, self._parts, self._turns = stations, parts, list(turns)
        self._room = Occupancy(
            draft,
            around,
            without={turn.item.id for turn in turns},
        )
        first = stations[0]
        self._lengths = [
            one.span.duration if one.is_scheduled else DEFAULT_LENGTH for one in stations
        ]
        site = draft.site_of(first)
        self._zone = first.start_zone or (site.zone if site else "") or draft.visit.zone
        self._day = first.start_local.date() if first.start_local else draft.visit.first_day
        self._last = draft.visit.last_day
        self._allowed = frozenset().union(
            *(self._room.doors(one) for one in stations if one.is_scheduled)
        )
        self._pause = max(
            [CHANGEOVER]
            + [self._room.needed(one, other) for one, other in itertools.permutations(stations, 2)]
        )
        self._known: dict[tuple[Seat, dt.datetime], bool] = {}
        self._first: dict[tuple[tuple[Seat, ...], dt.datetime], dt.datetime | None] = {}

    def placed(self) -> list[Turn]:
        """The turns with the times that were found."""
        if self._day is None:
            return self._turns
        found: dict[Seat, dt.datetime] = {}
        for slot, start in self._best(self._day):
            found |= dict.fromkeys(slot, start)
        seats = [divmod(place, len(self._parts)) for place in range(len(self._turns))]
        found |= self._on_later_days([seat for seat in seats if seat not in found])
        return [
            replace(turn, item=self._at(seat, found[seat])) if seat in found else turn
            for seat, turn in zip(seats, self._turns, strict=True)
        ]

    def _best(self, day: dt.date) -> list[tuple[tuple[Seat, ...], dt.datetime]]:
        """The slots of the day: all of them if any order has room, beginning as near to the item's
        time as can be; else as many as there can be."""
        best: list[tuple[tuple[Seat, ...], dt.datetime]] = []
        wanted = max(len(self._parts), len(self._stations))
        orders = list(itertools.islice(itertools.permutations(range(len(self._parts))), ORDERS))
        for start in self._starts(day):
            rows = [self._in_a_row(self._slots(order), start) for order in orders]
            row = min(rows, key=lambda one: (-len(one), one[-1][1] if one else start))
            if len(row) > len(best):
                best = row
            if len(best) == wanted:
                break
        return best

    def _starts(self, day: dt.date) -> Iterator[dt.datetime]:
        """The item's own start, then earlier ones down to the opening of the day."""
        first = self._stations[0]
        opens = dt.datetime.combine(day, OPENS)
        if first.start_local is None:
            yield opens
            return
        start = first.start_local
        while start >= opens or start == first.start_local:
            yield start
            start -= EARLIER

    def _slots(self, order: Sequence[int]) -> list[tuple[Seat, ...]]:
        """Who is where in each slot: the parts move on by one station at a time."""
        stations, wide = len(self._stations), max(len(order), len(self._stations))
        return [
            tuple(
                (station, order[(slot - station) % wide])
                for station in range(stations)
                if (slot - station) % wide < len(order)
            )
            for slot in range(wide)
        ]

    def _in_a_row(
        self, slots: Sequence[tuple[Seat, ...]], start: dt.datetime
    ) -> list[tuple[tuple[Seat, ...], dt.datetime]]:
        """The slots one after the other as early as each can be; one without room is left out."""
        found, cursor = [], start
        for slot in slots:
            here = self._first_time(slot, cursor) if cursor.date() == start.date() else None
            if here is not None:
                found.append((slot, here))
                cursor = here + self._length(slot) + self._pause * MINUTE
        return found

    def _first_time(self, slot: tuple[Seat, ...], start: dt.datetime) -> dt.datetime | None:
        """The first start from this one on at which all of a slot are free; looked for once each."""
        closes = dt.datetime.combine(start.date(), CLOSES)
        own = self._stations[0]
        if own.end_local and own.end_local.date() == start.date():
            closes = max(closes, own.end_local)
        latest, passed = closes - self._length(slot), list[dt.datetime]()
        found: dt.datetime | None = None
        while start <= latest:
            if (slot, start) in self._first:
                found = self._first[slot, start]
                break
            passed.append(start)
            if all(self._is_free(seat, start) for seat in slot):
                found = start
                break
            start += STEP
        self._first |= {(slot, one): found for one in passed}
        return found

    def _length(self, slot: tuple[Seat, ...]) -> dt.timedelta:
        return max(self._lengths[station] for station, _part in slot)

    def _is_free(self, seat: Seat, start: dt.datetime) -> bool:
        if (seat, start) not in self._known:
            people = self._parts[seat[1]].delegates
            found = self._room.obstacle(self._at(seat, start), people, self._allowed)
            self._known[seat, start] = not found
        return self._known[seat, start]

    def _at(self, seat: Seat, start: dt.datetime) -> Item:
        station, part = seat
        item = self._turns[station * len(self._parts) + part].item
        where = starting(item, WallTime(start, self._zone), self._lengths[station])
        return placed(item, where)

    def _on_later_days(self, missing: Sequence[Seat]) -> dict[Seat, dt.datetime]:
        """The first possible time for each on the days that follow."""
        found: dict[Seat, dt.datetime] = {}
        assert self._day is not None
        for day in days(self._day + dt.timedelta(1), self._last or self._day):
            cursor: dict[str, dt.datetime] = {}
            for seat in missing:
                if seat in found:
                    continue
                station, part = seat
                earliest = max(
                    cursor.get(f"station {station}", dt.datetime.combine(day, OPENS)),
                    cursor.get(f"part {part}", dt.datetime.combine(day, OPENS)),
                )
                here = self._first_time((seat,), earliest)
                if here is not None:
                    found[seat] = here
                    after = here + self._lengths[station] + self._pause * MINUTE
                    cursor[f"station {station}"] = cursor[f"part {part}"] = after
        return found
