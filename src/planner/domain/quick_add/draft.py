"""A line half read: what the doubts and the reading are made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.domain.quick_add.found import Found
from planner.domain.quick_add.hours import Hours
from planner.domain.quick_add.kinds import is_late
from planner.domain.quick_add.marks import GroupMark, PlaceMark
from planner.domain.quick_add.reading import QuickContext
from planner.domain.quick_add.rewriting import Rewriter
from planner.domain.quick_add.shadow import Shadow


@dataclass(slots=True)
class Draft:
    """``hours`` are all that the time may mean; ``length`` is in minutes and of real time."""

    shadow: Shadow
    context: QuickContext
    found: Found
    groups: list[GroupMark]
    places: list[PlaceMark]
    tentative: bool
    title: str
    zone: str
    hours: list[Hours] = field(default_factory=list)
    length: int | None = None

    @property
    def rewriter(self) -> Rewriter:
        found = self.found
        time = (found.clock.at, found.clock.end) if found.clock else found.all_day
        return Rewriter(
            self.shadow.text,
            (found.day.at, found.day.end) if found.day else None,
            time,
            (found.length.start, found.length.end) if found.length else None,
        )

    def words(self, start: int, end: int) -> str:
        return self.shadow.text[start:end].strip()

    @property
    def is_late(self) -> bool:
        """Whether title or day speak of the evening: "dinner", "Mittwochabend"."""
        day = self.found.day
        return is_late(self.title) or (day is not None and is_late(self.words(day.at, day.end)))

    @property
    def is_timed(self) -> bool:
        return self.found.clock is not None or self.found.all_day is not None
