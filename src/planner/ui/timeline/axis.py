"""The axis: where a day is, and which years, months or days are written over the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.ui.locale import reader

MOST: Final = 8.0
"""Pixels of a day at the largest."""
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200)
_YEAR: Final = 365.25
_YEAR_ROOM: Final = 54.0
_MONTH_ROOM: Final = 46.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A line over the rows; ``strong`` where a year begins. ``days`` is how far its text may reach."""

    day: int
    text: str
    strong: bool
    days: int


@dataclass(frozen=True, slots=True)
class Axis:
    """``scale`` in pixels a day; ``origin`` is the day (a fraction is a part of it) at the left edge."""

    origin: float
    scale: float
    width: float

    def x(self, day: float) -> float:
        """From the left edge of the chart; outside it for days that are not seen."""
        return (day - self.origin) * self.scale

    def day(self, x: float) -> float:
        return self.origin + x / self.scale

    @property
    def seen(self) -> tuple[float, float]:
        return self.origin, self.day(self.width)

    def years(self) -> Iterator[Tick]:
        """Every year, or every second, fifth, tenth … as there is room."""
        room = _YEAR * self.scale
        step = next((step for step in _STEPS if step * room >= _YEAR_ROOM), _STEPS[-1])
        first, last = (_date(day) for day in self.seen)
        for year in range(first.year - first.year % step, last.year + 1, step):
            if dt.MINYEAR <= year <= dt.MAXYEAR:
                day = dt.date(year, 1, 1).toordinal()
                yield Tick(day, str(year), True, round(step * _YEAR))

    def parts(self) -> Iterator[Tick]:
        """Months, or quarters by their first month; days of a month where it is wide. Else nothing."""
        month = _YEAR / 12 * self.scale
        step = next((step for step in (1, 3, 6) if step * month >= _MONTH_ROOM), 0)
        if not step:
            return
        first, last = (_date(day) for day in self.seen)
        year, number = first.year, 1
        while dt.date(year, number, 1) <= last:
            day = dt.date(year, number, 1)
            yield Tick(day.toordinal(), _month(number), False, round(step * _YEAR / 12))
            if step == 1 and month >= 4 * _MONTH_ROOM:
                for date in (8, 15, 22):
                    yield Tick(day.toordinal() + date - 1, f"{date}.", False, 7)
            number += step
            if number > 12:
                if year == dt.MAXYEAR:
                    return
                year, number = year + 1, number - 12


def _month(number: int) -> str:
    return reader().standaloneMonthName(number, reader().FormatType.ShortFormat)


def _date(day: float) -> dt.date:
    return dt.date.fromordinal(max(1, min(int(day), dt.date.max.toordinal())))
