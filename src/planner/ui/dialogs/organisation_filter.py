"""What the filters of the list of organisations offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from planner.domain.organisation_list import FILTERS, OrganisationFilters
from planner.i18n import _
from planner.ui.dialogs.list_filter import Choosing, FilterWords

_WITH_TITLE = frozenset({"approvals", "below", "cluster", "languages", "visit"})
"""Values that could be taken for another filter's."""


class OrganisationFilterWords(FilterWords[OrganisationFilters]):
    titles = FILTERS
    choosing: ClassVar[Mapping[str, Choosing]] = {
        "kinds": Choosing.KINDS,
        "countries": Choosing.COUNTRIES,
        "below": Choosing.ORGANISATION,
        "cluster": Choosing.ORGANISATION,
        "approvals": Choosing.TEXTS,
        "languages": Choosing.LANGUAGES,
        "visit": Choosing.VISIT,
        "changed_since": Choosing.DAY,
    }

    def codes(self) -> Sequence[str]:
        return self.context.planner.organisations_list().countries()

    def tags(self) -> Sequence[str]:
        return self.context.planner.organisations_list().languages()

    def texts(self, name: str) -> Sequence[str]:
        return self.context.planner.organisations_list().approvals()

    def chip(self, name: str, filters: OrganisationFilters) -> str:
        value = super().chip(name, filters)
        if name not in _WITH_TITLE:
            return value
        return _("{filter}: {value}").format(filter=_(FILTERS[name]), value=value)
