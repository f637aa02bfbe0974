"""What was read in from files: batches, and which column meant what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import RecordId, VisitId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportBatch(Word):
    """One file taken in. ``at`` is UTC without offset; ``file_hash`` is SHA-256, hex.

    ``kind`` is that of :class:`planner.domain.sheets.Workbook`; ``step`` the number of the step that
    wrote it, None for those of before that was kept; ``undone_at`` when it was taken back.
    """

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
    kind: str = ""
    step: int | None = None
    undone_at: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnMemory(Word):
    """How the columns of a set of headers were mapped last time; ``headers`` is the folded set."""

    WORD: ClassVar[str] = "column_memory"

    id: RecordId
    headers: str = ""
    meanings: tuple[str, ...] = ()
