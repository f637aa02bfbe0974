"""What was found of day and time in a line, while it is searched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from planner.domain.quick_add.clock_spans import Clock, Length
from planner.domain.quick_add.days import Day
from planner.domain.quick_add.reading import DoubtKind, QuickContext
from planner.domain.quick_add.shadow import Shadow
from planner.domain.quick_add.words import END, ORDINARY, VAGUE, one_of

ALL_DAY: Final = re.compile(
    r"(?<!\w)(?:"
    + one_of(
        "all day|all-day|whole day|full day|ganztägig|ganztags|den ganzen tag|ganzer tag|hele dagen|hel dag|heldags|"
        "heldag|hela dagen|toute la journée|journée entière|終日".split("|")
    )
    + ")"
    + END
)
VAGUE_DAY: Final = re.compile(rf"(?<!\w)(?:{one_of(VAGUE)})(?!\w)")
AT_END: Final = re.compile(r"[\s,;.)\]]*(?:@.*)?")
"""Nothing but a place follows, when it matches all the rest."""
JUNK: Final = ",;:|·-–—"
"""Signs between fields that mean nothing."""


@dataclass(slots=True)
class Found:
    """What stands where.

    ``doubts`` are about places that may be title or field; ``loose_clock`` and ``loose_day`` are what
    may stand there; ``end_day`` is a day of the end that is open. ``vague_day`` is "daily" or "next week". ``others`` are the times of a line that has several.
    """

    day: Day | None = None
    clock: Clock | None = None
    all_day: tuple[int, int] | None = None
    length: Length | None = None
    doubts: list[tuple[DoubtKind, int, int]] = field(default_factory=list)
    others: list[Clock] = field(default_factory=list)
    loose_clock: Clock | None = None
    loose_day: Day | None = None
    end_day: Day | None = None
    wrong_length: Length | None = None
    vague_day: tuple[int, int] | None = None


def is_own(day: Day, context: QuickContext) -> bool:
    """Whether a doubtful word is a weekday in the language of the reader."""
    return context.bare_language in day.languages.split()


def is_ordinary(shadow: Shadow, day: Day, context: QuickContext) -> bool:
    """Whether the word is a common one in that language, such as the Danish "fri"."""
    word = shadow.whole[day.at : day.end].strip(" .")
    return word in ORDINARY.get(context.bare_language, "").split()


def take_day(shadow: Shadow, found: Found, day: Day) -> None:
    found.day = day
    shadow.use(day.at, day.end)


def take_clock(shadow: Shadow, found: Found, clock: Clock) -> None:
    found.clock = clock
    shadow.use(clock.at, clock.end)
