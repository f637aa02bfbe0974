"""How high somebody's title stands, as far as its words tell: from heads of state to directors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from planner.domain.relationship import LevelMet

_STEPS: Final = (
    r"\b(?:king|queen|emperor|empress|kong|dronning|könig(?:in)?|kaiser(?:in)?|konungen|drottning)\b"
    r"|\bcrown (?:prince|princess)\b|kronprins|federal president|bundespräsident"
    r"|president of the republic|天皇",
    r"prime minister|premier ?minister|statsminister|bundeskanzler|federal chancellor|首相|総理",
    r"minister[- ]president|ministerpräsident",
    r"(?<!vice )(?<!vice-)(?<!deputy )(?<!parliamentary )(?:\bminister\b|minister(?:in)?\b|大臣)",
    r"state secretary|secretary of state|staatssekretär|departementschef|permanent secretary"
    r"|(?:vice|deputy)[ -]minister|vizeminister|governor|ambassad|botschafter|副大臣|知事",
    r"director[- ]general|generaldire[kc]t|局長",
    r"\bdire[kc]t|rector|rektor|president|præsident|präsident|head of",
)
_PATTERNS: Final = tuple(re.compile(step, re.IGNORECASE) for step in _STEPS)


def height(title: str) -> int:
    """0 for the highest; past the last step for a title of which the words tell nothing."""
    if "副大臣" in title:
        return 4
    found = (number for number, step in enumerate(_PATTERNS) if step.search(title))
    return next(found, len(_STEPS))


def highest(levels: Iterable[LevelMet]) -> LevelMet | None:
    """The highest that was met, the latest of several; None where no title tells."""
    known = [one for one in levels if height(one.title) < len(_STEPS)]
    return min(known, key=lambda one: height(one.title), default=None)
