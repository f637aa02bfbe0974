"""What is on its way over the board, whether a mouse, arrow keys or a click moves it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.board import DAY_MINUTES, BoardDay
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.slots import DEFAULT_LENGTH, Slot, zone_for
from planner.domain.times import WallTime

SNAPS: Final = (5, 15, 30, 60)
_DEFAULT: Final = int(DEFAULT_LENGTH.total_seconds() // 60)


class Grip(enum.Enum):
    """What is held: the whole item, its start, its end, or a stretch of empty time."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Carry:
    """Times are minutes after the midnight of their day, by the local clock.

    ``anchor`` is where a new stretch was begun; it grows from there in both directions.
    """

    item: Item | None
    grip: Grip
    day: dt.date
    start: int
    end_day: dt.date
    end: int
    anchor: int = 0

    @property
    def held(self) -> tuple[dt.date, int]:
        """Day and minute of what is held."""
        return (
            (self.end_day, self.end)
            if self.grip in (Grip.END, Grip.NEW)
            else (self.day, self.start)
        )

    @property
    def length(self) -> int:
        """Minutes by the clock."""
        return (self.end_day - self.day).days * DAY_MINUTES + self.end - self.start

    def to(self, day: dt.date, minute: float, snap: int) -> Carry:
        """Held at another place, on the grid; an item never gets shorter than one step."""
        at = _snapped(minute, snap)
        if self.grip is Grip.WHOLE:
            return self._moved(day, min(at, DAY_MINUTES - snap))
        if self.grip is Grip.NEW:
            first, last = sorted((self.anchor, at))
            last = max(last, first + snap)
            return replace(self, start=first, end=last)
        if self.grip is Grip.END:
            least = self.start + snap - (day - self.day).days * DAY_MINUTES
            return (
                replace(self, end_day=max(day, self.day), end=max(at, least))
                if day >= self.day
                else self
            )
        most = self.end - snap + (self.end_day - day).days * DAY_MINUTES
        return replace(self, day=day, start=max(0, min(at, most, DAY_MINUTES - snap)))

    def by(self, minutes: int) -> Carry:
        """So much later, not held to the grid: a step of 15 from 9:10 is 9:25."""
        if self.grip is Grip.WHOLE:
            return self._moved(self.day, max(0, min(self.start + minutes, DAY_MINUTES - 5)))
        if self.grip is Grip.START:
            return replace(
                self, start=max(0, min(self.start + minutes, self.start + self.length - 5))
            )
        least = self.start + 5 - (self.end_day - self.day).days * DAY_MINUTES
        return replace(self, end=max(least, self.end + minutes))

    def on(self, day: dt.date) -> Carry:
        """The same time on another day."""
        return self._moved(day, self.start)

    def _moved(self, day: dt.date, start: int) -> Carry:
        length = self.length
        total = start + length
        later, end = divmod(total, DAY_MINUTES)
        if end == 0 and later:
            later, end = later - 1, DAY_MINUTES
        return replace(self, day=day, start=start, end_day=day + dt.timedelta(later), end=end)


def lift(item: Item, grip: Grip = Grip.WHOLE, *, at: tuple[dt.date, int] | None = None) -> Carry:
    """Take hold of an item; one that waits without a time is an hour long and needs ``at``."""
    if item.start_local is None or item.end_local is None:
        assert at is not None
        day, minute = at
        return Carry(item, Grip.WHOLE, day, minute, day, minute + _DEFAULT)._moved(day, minute)
    start, end = item.start_local, item.end_local
    if item.all_day:
        return Carry(item, grip, start.date(), 0, end.date(), DAY_MINUTES)
    carry = Carry(item, grip, start.date(), _minute(start), end.date(), _minute(end))
    if carry.length <= 0:  # lands "earlier" by the clock: drawn an hour long
        return replace(carry, end_day=carry.day, end=carry.start + _DEFAULT)
    return carry


def stretch(day: dt.date, minute: float, snap: int) -> Carry:
    """Empty time that is about to become an item."""
    start = min(_snapped(minute, snap), DAY_MINUTES - snap)
    return Carry(None, Grip.NEW, day, start, day, start + snap, start)


def slot_of(carry: Carry, plan: Plan, days: Sequence[BoardDay]) -> Slot:
    """Where the item would go. A whole item keeps its real length, so its end is left open."""
    rulers = {day.date: day.zone for day in days}
    ruler = rulers.get(carry.day, plan.visit.zone)
    item = carry.item
    if carry.grip is Grip.WHOLE:
        start = WallTime(_local(carry.day, carry.start), zone_for(plan, item, carry.day, ruler))
        return Slot(start)
    if item is None:
        zone = zone_for(plan, None, carry.day, ruler)
        return Slot(
            WallTime(_local(carry.day, carry.start), zone),
            WallTime(_local(carry.end_day, carry.end), zone),
        )
    span = item.span
    if carry.grip is Grip.START:
        return Slot(WallTime(_local(carry.day, carry.start), span.start.zone), span.end)
    return Slot(span.start, WallTime(_local(carry.end_day, carry.end), span.end.zone))


def _local(day: dt.date, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)


def _minute(local: dt.datetime) -> int:
    return local.hour * 60 + local.minute


def _snapped(minute: float, snap: int) -> int:
    return max(0, min(DAY_MINUTES, int(minute / snap + 0.5) * snap))
