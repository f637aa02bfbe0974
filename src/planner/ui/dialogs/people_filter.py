"""What the filters of the list of people offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from planner.domain.people_list import FILTERS, PeopleFilters
from planner.ui.dialogs.list_filter import Choosing, FilterWords


class PeopleFilterWords(FilterWords[PeopleFilters]):
    titles = FILTERS
    choosing: ClassVar[Mapping[str, Choosing]] = {
        "countries": Choosing.COUNTRIES,
        "languages": Choosing.LANGUAGES,
        "organisation": Choosing.ORGANISATION,
        "kinds": Choosing.KINDS,
        "visit": Choosing.VISIT,
        "changed_since": Choosing.DAY,
    }

    def codes(self) -> Sequence[str]:
        return self.context.planner.contacts.countries()

    def tags(self) -> Sequence[str]:
        return self.context.planner.people_list().languages()
