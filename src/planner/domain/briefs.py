"""Briefs: what our own side should know and say, for a visit as a whole or for one entry of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import ItemId, RecordId, VisitId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief(Word):
    """A sheet of a briefing book; without ``item_id`` it is of the visit as a whole.

    ``points`` has one point to make a line. ``usable`` is background that may be used in the
    conversation, ``not_disclosed`` background that must stay with us. ``department`` wrote it,
    ``dated`` is the day for which it speaks. A release does not freeze briefs: a book is printed
    with what is known then.
    """

    WORD: ClassVar[str] = "brief"

    id: RecordId
    visit_id: VisitId
    item_id: ItemId | None = None
    title: str = ""
    objective: str = ""
    points: str = ""
    usable: str = ""
    not_disclosed: str = ""
    department: str = ""
    dated: dt.date | None = None
    rank: int = 0

    @property
    def points_to_make(self) -> tuple[str, ...]:
        """One by one, without blank lines and without the dash or dot that somebody typed before."""
        lines = (line.strip().lstrip("-–—•*·").strip() for line in self.points.splitlines())
        return tuple(line for line in lines if line)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it: only who would have, and when."""
        texts = (self.title, self.objective, self.points, self.usable, self.not_disclosed)
        return not any(text.strip() for text in texts)


def in_order(briefs: Iterable[Brief], items: Sequence[ItemId]) -> tuple[Brief, ...]:
    """Those of the visit first, then by entry in the order of ``items``, the rest at the end."""
    place = {item: number for number, item in enumerate(items)}

    def where(one: Brief) -> tuple[int, int, str]:
        at = -1 if one.item_id is None else place.get(one.item_id, len(place))
        return at, one.rank, one.id

    return tuple(sorted(briefs, key=where))
