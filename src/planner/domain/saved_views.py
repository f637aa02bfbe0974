"""Views of a list, and sets of columns for a sheet, that somebody gave a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import RecordId
from planner.domain.words import Word


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedView(Word):
    """``area`` is the list it belongs to ("contacts", "sheet:people"); ``columns`` their keys in order.

    ``filters`` is JSON as the list writes it; ``sort`` a key of a column, with "-" before it when
    the largest comes first.
    """

    WORD: ClassVar[str] = "saved_view"

    id: RecordId
    area: str = ""
    name: str = ""
    columns: tuple[str, ...] = ()
    filters: str = ""
    sort: str = ""
    rank: int = 0
