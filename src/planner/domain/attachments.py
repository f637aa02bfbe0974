"""Files kept with a record: scans of agreements, plans, letters. Stored as they are, never run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import RecordId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment(Word):
    """One file of one record (``subject_kind`` is its word, ``subject_id`` its id).

    ``file_hash`` is the SHA-256 of the content, hex: the same content is stored once, whatever it is
    called. ``size`` in bytes.
    """

    WORD: ClassVar[str] = "attachment"

    id: RecordId
    subject_kind: str = ""
    subject_id: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int = 0
    file_hash: str = ""
    added_on: dt.date | None = None
    notes: str = ""
