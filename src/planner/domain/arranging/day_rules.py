"""What a day of a visit may look like: its hours, the time to eat, how long things last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from planner.domain.ids import ItemId
from planner.domain.itinerary import ItemKind

LENGTHS: Final = MappingProxyType(
    {ItemKind.TOUR: 90, ItemKind.MEAL: 75, ItemKind.CEREMONY: 45, ItemKind.LEG: 30}
)
"""Minutes that an unscheduled item is taken to last when nobody says; an hour for the others."""
MEALS: Final = ((dt.time(11, 30), dt.time(13, 30)), (dt.time(18), dt.time(20)))
"""Between which times lunch and dinner begin."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What a day may look like. Times are local where the item is; numbers are minutes.

    ``lengths`` for single items; ``days`` limits the days, none means all of the visit. Between
    ``lunch_from`` and ``lunch_to`` everybody keeps ``lunch_minutes`` in one piece, unless a meal is
    planned there. ``pause`` is kept where nobody knows how far two places are apart. ``nodes``
    bounds the search: how many times an item is tried in some place.
    """

    opens: dt.time = dt.time(8)
    closes: dt.time = dt.time(18)
    step: int = 15
    pause: int = 15
    lunch_from: dt.time = dt.time(11, 30)
    lunch_to: dt.time = dt.time(14)
    lunch_minutes: int = 45
    lengths: Mapping[ItemId, int] = field(default_factory=dict)
    days: tuple[dt.date, ...] = ()
    nodes: int = 300


def longest_free(taken: Sequence[tuple[int, int]], opens: int, closes: int) -> int:
    """The longest free stretch between two minutes."""
    longest, cursor = 0, opens
    for start, end in sorted(taken):
        longest = max(longest, min(start, closes) - cursor)
        cursor = max(cursor, end)
    return max(longest, closes - cursor)
