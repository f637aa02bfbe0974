"""What was read in from files: batches, and which column meant what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import RecordId, VisitId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportBatch(Word):
    """One file taken in. ``at`` is UTC without offset; ``file_hash`` is SHA-256, hex."""

    WORD: ClassVar[str] = "import_batch"

    id: RecordId
    at: dt.datetime
    visit_id: VisitId | None = None
    file_name: str = ""
    file_hash: str = ""
    sheet: str = ""
    added: int = 0
    updated: int = 0
    skipped: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnMemory(Word):
    """How the columns of a set of headers were mapped last time; ``headers`` is the folded set."""

    WORD: ClassVar[str] = "column_memory"

    id: RecordId
    headers: str = ""
    meanings: tuple[str, ...] = ()
