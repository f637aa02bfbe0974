"""How closely a report is set: from tables in large letters down to what must fit on one page."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final


class People(enum.IntEnum):
    """How the participants are told of, the fullest first."""

    TABLE = 0
    """A line each."""
    POSTS = 1
    """By category and payer in running text: each house with its people and their posts."""
    NAMES = 2
    """The same without posts; roles stay."""
    COUNTS = 3
    """How many of which role, nobody by name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Density:
    """``size`` of the letters is in points. Of each part at most ``most`` lines stand there, of each
    text ``longest`` signs; ``people`` is how many are named. ``brief`` leaves out tables of gifts and
    costs and where an outcome was reached."""

    size: float
    form: People = People.TABLE
    brief: bool = False
    most: int = 10_000
    people: int = 10_000
    longest: int = 100_000


SMALLEST: Final = 6.6
"""Points; smaller ones are not legible in print."""

STEPS: Final = (
    Density(size=9.0),
    Density(size=8.5),
    Density(size=8.0),
    Density(size=7.5),
    Density(size=8.5, form=People.POSTS),
    Density(size=8.0, form=People.POSTS),
    Density(size=7.5, form=People.POSTS),
    Density(size=7.5, form=People.POSTS, brief=True),
    Density(size=8.0, form=People.NAMES, brief=True),
    Density(size=7.5, form=People.NAMES, brief=True),
    Density(size=7.0, form=People.POSTS, brief=True),
    Density(size=7.0, form=People.NAMES, brief=True),
    Density(size=SMALLEST, form=People.NAMES, brief=True),
    *(
        Density(
            size=SMALLEST,
            form=People.NAMES,
            brief=True,
            most=most,
            people=people,
            longest=longest,
        )
        for most, people, longest in (
            (25, 200, 400), (18, 150, 240), (14, 120, 160), (11, 100, 120),
            (8, 80, 100), (5, 60, 80), (3, 60, 60), (2, 30, 50),
        )
    ),
    Density(size=SMALLEST, form=People.COUNTS, brief=True, most=2, people=0, longest=50),
)  # fmt: skip
"""From the airiest to the closest; the last one fits whatever is said."""
