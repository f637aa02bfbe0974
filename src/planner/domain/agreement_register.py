"""The register of agreements: which columns it can show, how it is narrowed and sorted, what a row says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from planner.domain.agreements import AGREEMENT_STATUSES, Agreement, AgreementKind, AgreementStatus
from planner.domain.findings import Finding
from planner.domain.ids import AgreementId
from planner.domain.list_columns import ListColumn, ListColumns
from planner.domain.list_filters import KeptFilters, ListFilters
from planner.domain.renewal import DERIVED_STATES, Step
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.i18n import N_

REGISTER: Final = ListColumns(
    ListColumn("title", N_("Title"), 300, usual=True),
    ListColumn("number", N_("No."), 60, usual=True, muted=True),
    ListColumn("kind", N_("Kind"), 150, muted=True),
    ListColumn("parties", N_("Parties"), 140, usual=True),
    ListColumn("state", N_("State"), 90, usual=True),
    ListColumn("signed", N_("Signed"), 102, usual=True),
    ListColumn("in_force", N_("In force since"), 105),
    ListColumn("ends", N_("Ends"), 102, usual=True),
    ListColumn("next_step", N_("Next step"), 190, usual=True),
    ListColumn("review", N_("Review"), 102),
    ListColumn("themes", N_("Themes"), 200, muted=True, sorts=False),
    ListColumn("place", N_("Signed at"), 120, muted=True),
    ListColumn("active", N_("Last activity"), 110, muted=True, kind="date"),
    ListColumn("notes", N_("Notes"), 220, muted=True, sorts=False),
)

STATES: Final = {
    **{status.value: text for status, text in AGREEMENT_STATUSES.items()},
    **DERIVED_STATES,
}
"""All that the column of states can say, by what ``renewal.shown_state`` gives."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One row. ``ends_on`` is the end of the term that runs today, or the day on which it was over. ``parties`` are (name, country), in their order; where only a country signs there is
    no name. ``state`` and ``step`` are as of today; ``active_on`` is as exact as it is known, and empty when nothing is known or
    the column is not shown."""

    agreement: Agreement
    parties: tuple[tuple[str, str], ...]
    state: str
    step: Step | None
    ends_on: PartialDate = UNKNOWN_DATE
    findings: tuple[Finding, ...] = ()
    themes: tuple[str, ...] = ()
    active_on: PartialDate = UNKNOWN_DATE
    then: Step | None = None
    """What comes after ``step``."""

    @property
    def id(self) -> AgreementId:
        return self.agreement.id


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementFilters(ListFilters):
    """``states`` are statuses or derived ones; "in force" means those that are expiring, too.

    ``countries`` are those of the parties, by ISO code; ``themes`` are names; ``organisation`` is
    the id of a party. ``ends_before`` finds what may end before that day and does not renew itself. ``due`` is what is due
    within a year, ``quiet`` what had no activity for long, ``contradicting`` what cannot be so.
    """

    states: tuple[str, ...] = ()
    kinds: tuple[AgreementKind, ...] = ()
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    organisation: str = ""
    ends_before: dt.date | None = None
    due: bool = False
    quiet: bool = False
    contradicting: bool = False

    @property
    def needs_today(self) -> bool:
        """Whether it asks for what follows from the dates of each agreement and today."""
        derived = bool(self.states) and not set(self.states).isdisjoint(DERIVED_STATES)
        return derived or self.due or self.quiet or self.contradicting


NO_FILTERS: Final = AgreementFilters()

FILTERS: Final = {
    "states": N_("State"),
    "kinds": N_("Kind of agreement"),
    "countries": N_("Country of a party"),
    "organisation": N_("Party"),
    "themes": N_("Theme"),
    "ends_before": N_("Ends before"),
    "due": N_("Due within twelve months"),
    "quiet": N_("No activity for long"),
    "contradicting": N_("Dates to look at"),
}
"""What can be narrowed by, in the order of the menu."""

SWITCHES: Final = ("due", "quiet", "contradicting")


def filters_from_json(text: str) -> AgreementFilters:
    """The filters of a saved view; what is not understood there is left out."""
    kept, kinds = KeptFilters(text), set(AgreementKind)
    return AgreementFilters(
        text=kept.text("text"),
        states=tuple(one for one in kept.texts("states", empty=True) if one in STATES),
        kinds=tuple(AgreementKind(one) for one in kept.texts("kinds", empty=True) if one in kinds),
        countries=kept.texts("countries"),
        themes=kept.texts("themes"),
        organisation=kept.text("organisation"),
        ends_before=kept.day("ends_before"),
        **{name: kept.yes(name) for name in SWITCHES},
    )


def meets_states(status: AgreementStatus, shown: str, states: tuple[str, ...]) -> bool:
    """Whether a status, or what is shown for it, is one of these; none at all asks for nothing."""
    return not states or status.value in states or shown in states
