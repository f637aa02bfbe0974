"""What the filters of the register of agreements offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from planner.domain.agreement_register import FILTERS, STATES, AgreementFilters
from planner.domain.agreements import AGREEMENT_KINDS
from planner.i18n import _
from planner.text import fold
from planner.ui.dialogs.list_filter import Choosing, FilterWords
from planner.ui.widgets.fields import short_day

_WITH_TITLE = frozenset({"countries", "organisation", "themes"})
"""Values that could be taken for another filter's."""
_ENUMERATED: Mapping[str, Mapping[Any, str]] = {"states": STATES, "kinds": AGREEMENT_KINDS}


class AgreementFilterWords(FilterWords[AgreementFilters]):
    titles = FILTERS
    choosing: ClassVar[Mapping[str, Choosing]] = {
        "states": Choosing.KINDS,
        "kinds": Choosing.KINDS,
        "countries": Choosing.COUNTRIES,
        "organisation": Choosing.ORGANISATION,
        "themes": Choosing.TEXTS,
        "ends_before": Choosing.DAY,
    }

    def codes(self) -> Sequence[str]:
        return self.context.planner.agreements_list().countries()

    def texts(self, name: str) -> Sequence[str]:
        return self.context.planner.agreements_list().themes()

    def offered(self, name: str) -> Sequence[tuple[Any, str]]:
        if name not in _ENUMERATED:
            return super().offered(name)
        found = [(value, _(text)) for value, text in _ENUMERATED[name].items()]
        return found if name == "states" else sorted(found, key=lambda pair: fold(pair[1]))

    def chip(self, name: str, filters: AgreementFilters) -> str:
        value = getattr(filters, name)
        if name in _ENUMERATED:
            return ", ".join(_(_ENUMERATED[name][one]) for one in value)
        if name == "ends_before":
            return _("Ends before {day}").format(day=short_day(value))
        said = super().chip(name, filters)
        if name not in _WITH_TITLE:
            return said
        return _("{filter}: {value}").format(filter=_(FILTERS[name]), value=said)
