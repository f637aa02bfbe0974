"""Columns that a list can show, declared as data: what is known of them, chosen and sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column that a list can show. ``width`` is in pixels at a 10 point font.

    ``field`` is the field of the line that it shows; ``usual`` columns are shown until somebody
    chooses; not every column can be sorted by. ``kind`` is what a sheet makes
    of the value.
    """

    key: str
    title: str
    width: int
    field: str = ""
    usual: bool = False
    muted: bool = False
    right: bool = False
    sorts: bool = True
    kind: Literal["text", "date", "datetime", "number"] = "text"

    @property
    def source(self) -> str:
        """The field of the line."""
        return self.field or self.key


class ListColumns:
    """All columns of one list; the first of them always stands in front."""

    def __init__(self, *columns: ListColumn) -> None:
        self.all: Final = columns

    @cached_property
    def by_key(self) -> Mapping[str, ListColumn]:
        return {column.key: column for column in self.all}

    @property
    def usual(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.all if column.usual)

    @property
    def sortable(self) -> frozenset[str]:
        return frozenset(column.key for column in self.all if column.sorts)

    def known(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The keys that are columns, each once, the first column in front."""
        first = self.all[0].key
        wanted = dict.fromkeys(key for key in keys if key in self.by_key and key != first)
        return (first, *wanted)

    def sort_of(self, text: str) -> tuple[str, bool]:
        """A sort as it is kept ("-last_visit"): the column's key, and whether the largest is first."""
        key = text.removeprefix("-")
        if key not in self.sortable:
            return self.all[0].key, False
        return key, text.startswith("-")
