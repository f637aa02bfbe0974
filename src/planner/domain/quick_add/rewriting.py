"""The line written anew: with one field settled, or with words marked as title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from planner.domain.quick_add.hours import DAY, Hours
from planner.domain.quick_add.reading import QuickContext
from planner.domain.quick_add.shadow import escaped, without

Place = tuple[int, int]

ALL_DAY: Final = {
    "da": "hele dagen",
    "de": "ganztägig",
    "sv": "hela dagen",
    "fr": "toute la journée",
}


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Writes a line from the day and time in it, each as typed unless it is given, and all else."""

    text: str
    day: Place | None
    time: Place | None
    length: Place | None = None

    def line(
        self,
        *,
        day: str | None = None,
        time: str | None = None,
        taken: Iterable[Place] = (),
        front: str = "",
    ) -> str:
        """``taken`` are further places that go; ``front`` begins the title."""
        spans = [place for place in (self.day, self.time, *taken) if place]
        if time is not None and self.length:
            spans.append(self.length)
        parts = (
            self._typed(self.day) if day is None else day,
            self._typed(self.time) if time is None else time,
            front,
            without(self.text, spans),
        )
        return " ".join(part for part in parts if part)

    def as_title(self, place: Place) -> str:
        """The line with the words of this place kept for the title."""
        return escaped(self.text, *place)

    def replaced(self, place: Place, words: str) -> str:
        return self.text[: place[0]] + words + self.text[place[1] :]

    def _typed(self, place: Place | None) -> str:
        return self.text[place[0] : place[1]].strip() if place else ""


def day_text(day: dt.date, context: QuickContext) -> str:
    """The date so that it is read without a doubt: with "!" when the visit does not have it."""
    inside = not context.all_days or day in context.all_days
    return day.isoformat() + ("" if inside else "!")


def clock_text(minutes: int, fold: int | None = None) -> str:
    """Hours and minutes with both digits; "a" or "b" for the first or second of two equal times."""
    shown = minutes if minutes == DAY else minutes % DAY
    return f"{shown // 60:02d}:{shown % 60:02d}" + ("" if fold is None else "ab"[fold])


def time_text(hours: Hours, length: int | None = None) -> str:
    """Start and end, or start and length in minutes, so that they are read without a doubt."""
    start = clock_text(hours.start, hours.start_fold)
    if length is not None:
        return f"{start} {length} min"
    if hours.end is None:
        return start
    later = (hours.end - 1) // DAY
    end = clock_text(hours.end - later * DAY, hours.end_fold)
    return f"{start}-{end}" + (f"+{later}" if later else "")
