"""Releases: a frozen, numbered programme; and the marks that let calendars update."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import ItemId, RecordId, ReleaseId, VisitId
from planner.domain.words import Word


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


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarMark(Word):
    """What calendars last got of an item: SEQUENCE and DTSTAMP rise only when the facts changed.

    Kept outside undo: a number once handed out never falls. ``stamped_at`` is UTC without offset.
    """

    WORD: ClassVar[str] = "calendar_mark"

    id: RecordId
    item_id: ItemId
    sequence: int = 0
    stamped_at: dt.datetime
    facts_hash: str = ""
