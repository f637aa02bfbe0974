"""The list of organisations: which columns it can show, how it is narrowed and sorted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from planner.domain.list_columns import ListColumn, ListColumns
from planner.domain.list_filters import KeptFilters, ListFilters
from planner.domain.organisations import OrganisationKind
from planner.i18n import N_

# To add a column: one line here, its field in OrganisationLine, its expression in storage.
ORGANISATIONS: Final = ListColumns(
    ListColumn("name", N_("Organisation"), 240, usual=True),
    ListColumn("native_name", N_("Native name"), 140),
    ListColumn("acronym", N_("Acronym"), 80, usual=True),
    ListColumn("names", N_("Names in other languages"), 220, sorts=False),
    ListColumn("former_names", N_("Former names"), 200, muted=True, sorts=False),
    ListColumn("kind", N_("Kind"), 130, usual=True, muted=True),
    ListColumn("parent", N_("Part of"), 160, muted=True),
    ListColumn("parts", N_("Parts"), 70, right=True, kind="number"),
    ListColumn("city", N_("City"), 100, usual=True),
    ListColumn("country", N_("Country"), 100, usual=True, muted=True),
    ListColumn("people", N_("People"), 78, usual=True, right=True, kind="number"),
    ListColumn("postings", N_("Postings"), 86, right=True, kind="number"),
    ListColumn("sites", N_("Sites"), 70, right=True, kind="number"),
    ListColumn("agreements", N_("Agreements"), 92, usual=True, right=True, kind="number"),
    ListColumn("members", N_("Members"), 86, right=True, kind="number"),
    ListColumn("member_of", N_("Member of"), 180, muted=True, sorts=False),
    ListColumn("last_visit", N_("Last visit"), 110, usual=True, muted=True, kind="date"),
    ListColumn("next_visit", N_("Next visit"), 110, muted=True, kind="date"),
    ListColumn("visits", N_("Visits"), 70, right=True, kind="number"),
    ListColumn("since", N_("From"), 90, "valid_from", muted=True),
    ListColumn("until", N_("Until"), 90, "valid_to", muted=True),
    ListColumn("successor", N_("Successor"), 180, muted=True),
    ListColumn("approval", N_("Approval"), 150, muted=True),
    ListColumn("notes", N_("Notes"), 220, muted=True),
    ListColumn("changed", N_("Changed"), 120, muted=True, kind="datetime"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationFilters(ListFilters):
    """``countries`` are ISO codes, ``languages`` IETF tags of names, ``approvals`` as they are
    written; ``below`` (with itself),
    ``cluster`` and ``visit`` are ids. ``changed_since`` is a day in UTC: the organisation, a name
    or a membership was written then or later. ``ended`` leaves those that are no longer there,
    ``lasting`` those that are.
    """

    countries: tuple[str, ...] = ()
    kinds: tuple[OrganisationKind, ...] = ()
    approvals: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    below: str = ""
    cluster: str = ""
    visit: str = ""
    with_agreement: bool = False
    with_visit: bool = False
    without_people: bool = False
    without_site: bool = False
    without_country: bool = False
    without_parent: bool = False
    without_visit: bool = False
    lasting: bool = False
    ended: bool = False
    changed_since: dt.date | None = None


NO_FILTERS: Final = OrganisationFilters()

FILTERS: Final = {
    "kinds": N_("Kind of organisation"),
    "countries": N_("Country"),
    "below": N_("Part of, at any depth"),
    "cluster": N_("Member of a cluster"),
    "approvals": N_("Approval"),
    "languages": N_("Has a name in"),
    "visit": N_("In a visit"),
    "changed_since": N_("Changed since"),
    "with_agreement": N_("With an agreement"),
    "with_visit": N_("With a visit"),
    "without_people": N_("With nobody in a post now"),
    "without_site": N_("Without a site"),
    "without_country": N_("Without a country"),
    "without_parent": N_("Part of nothing"),
    "without_visit": N_("In no visit yet"),
    "lasting": N_("Still there"),
    "ended": N_("No longer there"),
}
"""What can be narrowed by, in the order of the menu."""

SWITCHES: Final = tuple(name for name in FILTERS if getattr(NO_FILTERS, name) is False)
"""Those with nothing to choose: they hold or not."""


def filters_from_json(text: str) -> OrganisationFilters:
    """The filters of a saved view; what is not understood there is left out."""
    kept = KeptFilters(text)
    return OrganisationFilters(
        text=kept.text("text"),
        countries=kept.texts("countries"),
        kinds=kept.kinds(),
        approvals=kept.texts("approvals"),
        languages=kept.texts("languages"),
        below=kept.text("below"),
        cluster=kept.text("cluster"),
        visit=kept.text("visit"),
        changed_since=kept.day("changed_since"),
        **{name: kept.yes(name) for name in SWITCHES},
    )
