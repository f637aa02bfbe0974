"""What is asked before a typed time is kept that the clock skips or shows twice that night."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from planner.domain.checks.clocks import awkward_choices
from planner.domain.times import WallTime, is_zone, offset_text
from planner.i18n import _, clock, day_in_words

_WHICH: Final = re.compile(r"(.*\d)\s?([ab])")


@dataclass(frozen=True, slots=True)
class ClockQuestion:
    """``choices`` are what may be meant, the likelier first; ``words`` what stands on their buttons."""

    text: str
    choices: tuple[WallTime, ...]
    words: tuple[str, ...]
    is_twice: bool


def question_of(wall: WallTime, *, is_said: bool = False) -> ClockQuestion | None:
    """None where the clock shows the time once, or somebody said which of the two is meant.

    Of a time that is skipped the later one comes first: an hour is lost, and whoever typed 02:30 meant
    half an hour after two o'clock.
    """
    if not wall.is_awkward or (is_said and wall.exists):
        return None
    facts = {
        "time": clock(wall.local),
        "day": day_in_words(wall.local.date(), year=True),
        "zone": wall.zone,
    }
    first, second = awkward_choices(wall)
    if wall.exists:
        text = _("{time} comes twice on {day} in {zone}. Which one is meant?").format(**facts)
        words = (
            _("The first ({offset})").format(offset=offset_text(first)),
            _("The second ({offset})").format(offset=offset_text(second)),
        )
        return ClockQuestion(text, (first, second), words, True)
    text = _("{time} does not exist on {day} in {zone}: the clock skips it. What is meant?")
    return ClockQuestion(
        text.format(**facts), (second, first), (clock(second.local), clock(first.local)), False
    )


def marked_clock(wall: WallTime) -> str:
    """The time as it is typed: "02:30b" is the second of two, "02:30a" the first."""
    twice = is_zone(wall.zone) and wall.is_awkward and wall.exists
    return clock(wall.local) + ("ab"[wall.local.fold] if twice else "")


def split_mark(text: str) -> tuple[str, int | None]:
    """A typed time without its "a" or "b", and which of the two that is."""
    found = _WHICH.fullmatch(text.strip().casefold())
    return (found[1], "ab".index(found[2])) if found else (text, None)
