"""Two records that are one: what a merge did, so that it can be taken apart at any later time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import RecordId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge(Word):
    """``gone_id`` was merged into ``kept_id``; both are of the kind ``subject_kind`` ("person").

    ``record`` is JSON: every row as it was before and after, so that the merge can be taken apart.
    ``at`` and ``apart_at`` are UTC without offset; ``apart_at`` is set when it was taken apart.
    """

    WORD: ClassVar[str] = "merge"

    id: RecordId
    subject_kind: str = ""
    kept_id: str = ""
    gone_id: str = ""
    gone_name: str = ""
    author: str = ""
    at: dt.datetime | None = None
    apart_at: dt.datetime | None = None
    record: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NotDuplicate(Word):
    """Somebody said that two records are not the same; ``one_id`` sorts before ``other_id``."""

    WORD: ClassVar[str] = "not_duplicate"

    id: RecordId
    subject_kind: str = ""
    one_id: str = ""
    other_id: str = ""
    author: str = ""
    at: dt.datetime | None = None
