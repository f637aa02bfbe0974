"""The list of people as it is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.domain.people_lines import PersonLine
from planner.domain.people_list import NO_FILTERS, PEOPLE, PeopleFilters
from planner.services.core import Core
from planner.services.list_reading import ListQuery, ListReading
from planner.storage.queries import people_filters
from planner.storage.queries import people_list as queries
from planner.storage.queries.narrowing import Narrowing


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleQuery(ListQuery[PeopleFilters]):
    filters: PeopleFilters = NO_FILTERS
    sort: str = "name"
    columns: tuple[str, ...] = PEOPLE.usual


class PeopleList(ListReading[PeopleFilters, PersonLine]):
    declared = PEOPLE
    order = queries.ORDER

    def __init__(self, core: Core) -> None:
        super().__init__(core, PeopleQuery())

    def narrowed(self, filters: PeopleFilters, today: dt.date) -> Narrowing:
        return people_filters.narrowed_people(self._core.reader, filters, today)

    def read_lines(
        self, ids: Sequence[str], columns: Collection[str], today: dt.date
    ) -> list[PersonLine]:
        return queries.lines(self._core.reader, ids, columns, today)

    def languages(self) -> list[str]:
        """The tags of the languages that people speak: what a filter offers."""
        return queries.language_tags(self._core.reader)
