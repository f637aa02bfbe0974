"""Where facts come from: sources, and citations with an as-of date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import RecordId, SourceId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Word):
    """A text that states facts. ``as_of`` is the date for which it speaks, ``text`` what was pasted of it."""

    WORD: ClassVar[str] = "source"

    id: SourceId
    title: str = ""
    publisher: str = ""
    language: str = ""
    published_on: dt.date | None = None
    as_of: dt.date | None = None
    url: str = ""
    notes: str = ""
    text: str = ""
    retrieved_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation(Word):
    """A source says something about one record (``subject_kind`` is its word, ``subject_id`` its id).

    Two sources that differ give two citations: both are kept. ``fact`` names what is stated
    ("in force", "located in"), ``value`` what the source says of it.
    """

    WORD: ClassVar[str] = "citation"

    id: RecordId
    source_id: SourceId
    subject_kind: str = ""
    subject_id: str = ""
    fact: str = ""
    value: str = ""
    as_of: dt.date | None = None
