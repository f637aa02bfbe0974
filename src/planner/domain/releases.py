"""Releases: a frozen, numbered programme; and the marks that let calendars update."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import ItemId, RecordId, ReleaseId, VisitId
from planner.domain.words import Word


def hash_of(content: str) -> str:
    """The SHA-256 of a frozen plan, hex."""
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Release(Word):
    """``content`` is the whole plan as JSON, ``content_hash`` its SHA-256, hex; ``released_at`` UTC without offset."""

    WORD: ClassVar[str] = "release"

    id: ReleaseId
    visit_id: VisitId
    number: int
    note: str = ""
    author: str = ""
    released_at: dt.datetime
    content: str = ""
    content_hash: str = ""

    @property
    def is_intact(self) -> bool:
        """Whether the content is what was frozen."""
        return hash_of(self.content) == self.content_hash


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarMark(Word):
    """What calendars last got of an item: SEQUENCE and DTSTAMP rise only when the facts changed.

    Kept outside undo: a number once handed out never falls. ``stamped_at`` is UTC without offset.
    ``facts_hash`` is what the entry says and who has it, "facts.circle"; older ones have no circle.
    """

    WORD: ClassVar[str] = "calendar_mark"

    id: RecordId
    item_id: ItemId
    sequence: int = 0
    stamped_at: dt.datetime
    facts_hash: str = ""
