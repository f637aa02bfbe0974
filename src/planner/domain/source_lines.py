"""What lists and the inspector show of sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from planner.domain.ids import RecordId, SourceId
    from planner.domain.sources import Source


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in a list; ``facts`` counts what is cited from it."""

    id: SourceId
    title: str
    publisher: str
    language: str
    as_of: dt.date | None
    facts: int
    has_text: bool


@dataclass(frozen=True, slots=True)
class CitedFact:
    """What the source states about one record; ``name`` is the record's, ``word`` and ``key`` open it."""

    id: RecordId
    word: str
    key: str
    name: str
    fact: str
    value: str
    as_of: dt.date | None


@dataclass(frozen=True, slots=True)
class SourceCard:
    """``differences`` are sentences."""

    source: Source
    facts: tuple[CitedFact, ...]
    differences: tuple[str, ...]
