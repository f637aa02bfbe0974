"""A text that was read, before it is taken in, and what was written when it was."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.ids import SourceId
from planner.domain.source_reading.offers import Offer
from planner.domain.source_reading.reading import Reading
from planner.domain.sources import Source
from planner.domain.staging import Staging


@dataclass(frozen=True)
class SourceStaging:
    """A text that was read, with what it offers; a value, so choosing gives another one.

    ``is_known`` says that the library has this source already: what it is on record for is not
    offered again. ``differences`` are sentences about the text against other sources.
    """

    source: Source
    is_known: bool
    reading: Reading
    offers: tuple[Offer, ...]
    differences: tuple[str, ...] = ()
    people: Staging | None = None

    @property
    def taken(self) -> tuple[Offer, ...]:
        return tuple(one for one in self.offers if one.taken)


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What was written: facts cited, records made, people added or changed. ``step`` is None for nothing."""

    source_id: SourceId
    cited: int
    made: int
    people: int
    step: int | None
