"""The list of organisations as it is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.domain.organisation_lines import OrganisationLine
from planner.domain.organisation_list import NO_FILTERS, ORGANISATIONS, OrganisationFilters
from planner.services.core import Core
from planner.services.list_reading import ListQuery, ListReading
from planner.storage.queries import organisation_filters
from planner.storage.queries import organisation_list as queries
from planner.storage.queries.narrowing import Narrowing, country_codes


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationQuery(ListQuery[OrganisationFilters]):
    filters: OrganisationFilters = NO_FILTERS
    sort: str = "name"
    columns: tuple[str, ...] = ORGANISATIONS.usual


class OrganisationsList(ListReading[OrganisationFilters, OrganisationLine]):
    declared = ORGANISATIONS
    order = queries.ORDER

    def __init__(self, core: Core) -> None:
        super().__init__(core, OrganisationQuery())

    def narrowed(self, filters: OrganisationFilters, today: dt.date) -> Narrowing:
        return organisation_filters.narrowed_organisations(self._core.reader, filters, today)

    def read_lines(
        self, ids: Sequence[str], columns: Collection[str], today: dt.date
    ) -> list[OrganisationLine]:
        return queries.lines(self._core.reader, ids, columns, today)

    def countries(self) -> list[str]:
        """The codes of the countries that organisations are in: what a filter offers."""
        return country_codes(self._core.reader, "organisation")

    def approvals(self) -> list[str]:
        """What stands as approval of organisations: what a filter offers."""
        return queries.approvals(self._core.reader)

    def languages(self) -> list[str]:
        """The tags of the languages in which organisations have names: what a filter offers."""
        return queries.language_tags(self._core.reader)
