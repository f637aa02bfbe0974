"""The list of people: which columns it can show, how it is narrowed and sorted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from planner.domain.list_columns import ListColumn, ListColumns
from planner.domain.list_filters import KeptFilters, ListFilters
from planner.domain.organisations import OrganisationKind
from planner.i18n import N_

# To add a column: one line here, its field in PersonLine, its expression in storage.
PEOPLE: Final = ListColumns(
    ListColumn("name", N_("Name"), 200, "sort_name", usual=True),
    ListColumn("photo", N_("Photo"), 48, "photo", sorts=False),
    ListColumn("native_name", N_("Native name"), 100, usual=True),
    ListColumn("reading", N_("Reading"), 120),
    ListColumn("organisation", N_("Organisation"), 190, usual=True),
    ListColumn("post", N_("Post"), 170, "position", usual=True, muted=True),
    ListColumn("department", N_("Department"), 150, muted=True),
    ListColumn("country", N_("Country"), 100, usual=True, muted=True),
    ListColumn("email", N_("E-mail"), 200),
    ListColumn("phone", N_("Phone"), 140),
    ListColumn("languages", N_("Languages"), 110, muted=True),
    ListColumn("last_visit", N_("Last visit"), 110, usual=True, muted=True, kind="date"),
    ListColumn("next_visit", N_("Next visit"), 110, muted=True, kind="date"),
    ListColumn("visits", N_("Visits"), 70, right=True, kind="number"),
    ListColumn("salutation", N_("Salutation"), 150),
    ListColumn("notes", N_("Notes"), 220, muted=True),
    ListColumn("changed", N_("Changed"), 120, muted=True, kind="datetime"),
)

PEOPLE_COLUMNS: Final = PEOPLE.all
BY_KEY: Final = PEOPLE.by_key
USUAL_COLUMNS: Final = PEOPLE.usual
known_columns = PEOPLE.known
sort_of = PEOPLE.sort_of


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleFilters(ListFilters):
    """``countries`` are ISO codes, ``languages`` IETF tags; ``organisation`` and ``visit`` are ids,
    the former with all that is below it; a post counts while it is held. ``changed_since`` is a
    day in UTC: the person, an address, a number or a post was written then or later.
    """

    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    organisation: str = ""
    kinds: tuple[OrganisationKind, ...] = ()
    visit: str = ""
    without_email: bool = False
    without_phone: bool = False
    without_post: bool = False
    without_visit: bool = False
    changed_since: dt.date | None = None


NO_FILTERS: Final = PeopleFilters()

FILTERS: Final = {
    "countries": N_("Country"),
    "languages": N_("Language"),
    "organisation": N_("Organisation, with all below it"),
    "kinds": N_("Kind of organisation"),
    "visit": N_("In a visit"),
    "changed_since": N_("Changed since"),
    "without_email": N_("Without e-mail"),
    "without_phone": N_("Without phone"),
    "without_post": N_("Without a post now"),
    "without_visit": N_("In no visit yet"),
}
"""What can be narrowed by, in the order of the menu."""


def filters_from_json(text: str) -> PeopleFilters:
    """The filters of a saved view; what is not understood there is left out."""
    kept = KeptFilters(text)
    return PeopleFilters(
        text=kept.text("text"),
        countries=kept.texts("countries"),
        languages=kept.texts("languages"),
        organisation=kept.text("organisation"),
        kinds=kept.kinds(),
        visit=kept.text("visit"),
        without_email=kept.yes("without_email"),
        without_phone=kept.yes("without_phone"),
        without_post=kept.yes("without_post"),
        without_visit=kept.yes("without_visit"),
        changed_since=kept.day("changed_since"),
    )
