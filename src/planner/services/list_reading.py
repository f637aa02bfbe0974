"""A list of the library as it is looked at: narrowed, sorted, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Generic, TypeVar

from planner.domain.list_columns import ListColumns
from planner.domain.list_filters import ListFilters
from planner.services.core import Core
from planner.storage.queries import narrowing
from planner.storage.queries.list_order import ListOrder

QUICK: Final = 4000
"""Records of which the slowest order is read in under 100 ms."""

F = TypeVar("F", bound=ListFilters)
L = TypeVar("L")


@dataclass(frozen=True, kw_only=True, slots=True)
class ListQuery(Generic[F]):
    """What is looked at. ``sort`` is a column's key, with "-" before it for the largest first."""

    filters: F
    sort: str
    columns: tuple[str, ...]


class ListReading(Generic[F, L]):
    """Pages of one query. The order is read when it is counted and holds until it is counted again.

    All by name come from an index, so that a library of any size opens at once; very many that are
    narrowed by text alone are walked by name; any other order is read once as ids, and each page by
    its ids.
    """

    declared: ClassVar[ListColumns]
    order: ClassVar[ListOrder]

    def __init__(self, core: Core, everything: ListQuery[F]) -> None:
        self._core = core
        self._query = everything
        self._everything = everything.filters
        self._ids: list[str] | None = None
        self._taken = False
        self._walked: tuple[narrowing.Narrowing, int] | None = None
        """Whom the text leaves and how many, where they are too many to read at once."""

    # what a list fills in

    def narrowed(self, filters: F, today: dt.date) -> narrowing.Narrowing:
        raise NotImplementedError

    def read_lines(self, ids: Sequence[str], columns: Collection[str], today: dt.date) -> list[L]:
        raise NotImplementedError

    # looking

    def show(self, query: ListQuery[F]) -> None:
        """Look at this from now on; :meth:`count` reads it."""
        if query != self._query:
            self._query, self._ids, self._taken = query, None, False
            self._walked = None

    def is_quick(self, query: ListQuery[F]) -> bool:
        """Whether a person would not notice that the order of this query is read."""
        if self._is_plain(query) or self._is_text_by_name(query):
            return True
        if query.filters.text and self._many(query)[1] <= QUICK:
            return True
        return self._all() <= QUICK

    def take(self, query: ListQuery[F], ids: list[str]) -> None:
        """Look at this, whose order was read elsewhere; the next count does not read it again."""
        self._query, self._ids, self._taken = query, ids, True
        self._walked = None

    def count(self) -> int:
        """How many there are now; the pages that follow fit this number."""
        if not self._taken:
            self._ids = self._walked = None
        self._taken = False
        if self._is_plain(self._query):
            return self._all()
        if self._ids is None and self._is_text_by_name(self._query):
            many = self._many(self._query)
            if many[1] > QUICK:
                self._walked = many
                return many[1]
        return len(self._ordered())

    def page(self, offset: int, limit: int) -> list[L]:
        """The records from ``offset`` on, with what the columns of the query need."""
        return self.lines(self.ids(offset, limit))

    def lines(self, ids: Sequence[str], columns: Collection[str] | None = None) -> list[L]:
        """These in this order, with what ``columns`` need, or those of the query; what is gone is left out."""
        wanted = self._query.columns if columns is None else columns
        found: list[L] = []
        for start in range(0, len(ids), 500):
            found += self.read_lines(ids[start : start + 500], wanted, self._core.today())
        return found

    def ids(self, offset: int = 0, limit: int | None = None) -> list[str]:
        """The ids from ``offset`` on; all of them without ``limit``."""
        if self._is_plain(self._query) and limit is not None:
            return self.order.page(self._core.reader, offset, limit)
        if self._walked is not None and limit is not None:
            narrowed, total = self._walked
            _, descending = self.declared.sort_of(self._query.sort)
            return self.order.page_by_name(
                self._core.reader, narrowed, offset, limit, total, descending=descending
            )
        ordered = self._ordered()
        return ordered[offset:] if limit is None else ordered[offset : offset + limit]

    def rows_of(self, keys: Sequence[str]) -> list[int]:
        """Where these stand, from the top. A single one among very many is not looked for far.

        Of all by name one is found by the index; of very many that are narrowed by text not at all,
        for whoever types does not wait.
        """
        if len(keys) == 1 and self._ids is None:
            if self._is_plain(self._query):
                row = self.order.row_by_name(self._core.reader, keys[0])
                return [] if row is None else [row]
            if self._walked is not None:
                return []
        places = {key: row for row, key in enumerate(self.ids())}
        return sorted(places[key] for key in keys if key in places)

    def ordered(self, query: ListQuery[F]) -> list[str]:
        """The ids of all of a query, in its order; may be called in any thread."""
        today = self._core.today()
        narrowed = self.narrowed(query.filters, today)
        sort, descending = self.declared.sort_of(query.sort)
        return self.order.ids(self._core.reader, narrowed, sort, descending, today)

    # within

    def _all(self) -> int:
        return narrowing.count(self._core.reader, self.order.word, narrowing.Narrowing())

    def _many(self, query: ListQuery[F]) -> tuple[narrowing.Narrowing, int]:
        """Whom the text of a query leaves, and how many they are."""
        narrowed = narrowing.narrowed(self._core.reader, self.order.word, query.filters.text)
        return narrowed, narrowing.count(self._core.reader, self.order.word, narrowed)

    def _ordered(self) -> list[str]:
        if self._ids is None:
            self._ids = self.ordered(self._query)
        return self._ids

    def _is_plain(self, query: ListQuery[F]) -> bool:
        """All by name: what an index answers."""
        by_name = self.declared.all[0].key, False
        return self.declared.sort_of(query.sort) == by_name and query.filters == self._everything

    def _is_text_by_name(self, query: ListQuery[F]) -> bool:
        """Narrowed by what was typed and nothing else, and sorted by name, either way."""
        filters = query.filters
        by_name = self.declared.sort_of(query.sort)[0] == self.declared.all[0].key
        return bool(filters.text) and not filters.chosen and by_name
