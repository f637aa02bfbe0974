"""The list of people as it is looked at: narrowed, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.lines import PersonLine
from planner.domain.people_list import NO_FILTERS, USUAL_COLUMNS, PeopleFilters, sort_of
from planner.services.core import Core
from planner.storage.queries import narrowing, people_filters
from planner.storage.queries import people_list as queries

QUICK: Final = 4000
"""People of whom the slowest order is read in under 100 ms."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleQuery:
    """What is looked at. ``sort`` is a column's key, with "-" before it for the largest first."""

    filters: PeopleFilters = NO_FILTERS
    sort: str = "name"
    columns: tuple[str, ...] = USUAL_COLUMNS


class PeopleList:
    """Pages of one query. The order is read when it is counted and holds until it is counted again.

    Everybody by name comes from an index, so that a library of any size opens at once; very many
    who are narrowed by text alone are walked by name; any other order is read once as ids, and each
    page by its ids.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._query = PeopleQuery()
        self._ids: list[str] | None = None
        self._taken = False
        self._walked: tuple[narrowing.Narrowing, int] | None = None
        """Whom the text leaves and how many, where they are too many to read at once."""

    def show(self, query: PeopleQuery) -> None:
        """Look at this from now on; :meth:`count` reads it."""
        if query != self._query:
            self._query, self._ids, self._taken = query, None, False
            self._walked = None

    def is_quick(self, query: PeopleQuery) -> bool:
        """Whether a person would not notice that the order of this query is read."""
        if _is_plain(query) or _is_text_by_name(query):
            return True
        if query.filters.text and self._many(query)[1] <= QUICK:
            return True
        everybody = narrowing.count(self._core.reader, "person", narrowing.Narrowing())
        return everybody <= QUICK

    def take(self, query: PeopleQuery, ids: list[str]) -> None:
        """Look at this, whose order was read elsewhere; the next count does not read it again."""
        self._query, self._ids, self._taken = query, ids, True
        self._walked = None

    def count(self) -> int:
        """How many there are now; the pages that follow fit this number."""
        if not self._taken:
            self._ids = self._walked = None
        self._taken = False
        if _is_plain(self._query):
            return narrowing.count(self._core.reader, "person", narrowing.Narrowing())
        if self._ids is None and _is_text_by_name(self._query):
            many = self._many(self._query)
            if many[1] > QUICK:
                self._walked = many
                return many[1]
        return len(self._ordered())

    def page(self, offset: int, limit: int) -> list[PersonLine]:
        """The people from ``offset`` on, with what the columns of the query need."""
        return self.lines(self.ids(offset, limit))

    def lines(self, ids: Sequence[str]) -> list[PersonLine]:
        """These people in this order; somebody who is gone is left out."""
        found: list[PersonLine] = []
        for start in range(0, len(ids), 500):
            found += queries.lines(
                self._core.reader,
                ids[start : start + 500],
                self._query.columns,
                self._core.today(),
            )
        return found

    def ids(self, offset: int = 0, limit: int | None = None) -> list[str]:
        """The ids from ``offset`` on; all of them without ``limit``."""
        if _is_plain(self._query) and limit is not None:
            return queries.page_of_ids(self._core.reader, offset, limit)
        if self._walked is not None and limit is not None:
            narrowed, total = self._walked
            _, descending = sort_of(self._query.sort)
            return queries.ids_by_name(
                self._core.reader, narrowed, offset, limit, total, descending=descending
            )
        ordered = self._ordered()
        return ordered[offset:] if limit is None else ordered[offset : offset + limit]

    def rows_of(self, keys: Sequence[str]) -> list[int]:
        """Where these people stand, from the top. A single one among very many is not looked for far.

        Of everybody by name one is found by the index; of very many who are narrowed by text not at
        all, for whoever types does not wait.
        """
        if len(keys) == 1 and self._ids is None:
            if _is_plain(self._query):
                row = queries.row_by_name(self._core.reader, keys[0])
                return [] if row is None else [row]
            if self._walked is not None:
                return []
        places = {key: row for row, key in enumerate(self.ids())}
        return sorted(places[key] for key in keys if key in places)

    def languages(self) -> list[str]:
        """The tags of the languages that people speak: what a filter offers."""
        return queries.language_tags(self._core.reader)

    def _many(self, query: PeopleQuery) -> tuple[narrowing.Narrowing, int]:
        """Whom the text of a query leaves, and how many they are."""
        narrowed = narrowing.narrowed(self._core.reader, "person", query.filters.text)
        return narrowed, narrowing.count(self._core.reader, "person", narrowed)

    def _ordered(self) -> list[str]:
        if self._ids is None:
            self._ids = self.ordered(self._query)
        return self._ids

    def ordered(self, query: PeopleQuery) -> list[str]:
        """The ids of all people of a query, in its order; may be called in any thread."""
        today = self._core.today()
        narrowed = people_filters.narrowed_people(self._core.reader, query.filters, today)
        sort, descending = sort_of(query.sort)
        return queries.ordered_ids(self._core.reader, narrowed, sort, descending, today)


def _is_plain(query: PeopleQuery) -> bool:
    """Everybody by name: what an index answers."""
    return sort_of(query.sort) == ("name", False) and query.filters == NO_FILTERS


def _is_text_by_name(query: PeopleQuery) -> bool:
    """Narrowed by what was typed and nothing else, and sorted by name, either way."""
    filters = query.filters
    return bool(filters.text) and not filters.chosen and sort_of(query.sort)[0] == "name"
