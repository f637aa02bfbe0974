"""The list of people: which columns it can show, how it is narrowed and sorted."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from planner.domain.organisations import OrganisationKind
from planner.i18n import N_


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column that a list can show. ``width`` is in pixels at a 10 point font.

    ``field`` is the field of the line that it shows; ``usual`` columns are shown until somebody
    chooses; not every column can be sorted by.
    """

    key: str
    title: str
    width: int
    field: str = ""
    usual: bool = False
    muted: bool = False
    right: bool = False
    sorts: bool = True


# To add a column: one line here, its field in PersonLine, its expression in storage.
PEOPLE_COLUMNS: Final = (
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
    ListColumn("last_visit", N_("Last visit"), 110, usual=True, muted=True),
    ListColumn("next_visit", N_("Next visit"), 110, muted=True),
    ListColumn("visits", N_("Visits"), 70, right=True),
    ListColumn("salutation", N_("Salutation"), 150),
    ListColumn("notes", N_("Notes"), 220, muted=True),
    ListColumn("changed", N_("Changed"), 120, muted=True),
)

BY_KEY: Final = {column.key: column for column in PEOPLE_COLUMNS}
USUAL_COLUMNS: Final = tuple(column.key for column in PEOPLE_COLUMNS if column.usual)


def known_columns(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys that are columns, each once; the name is always there and stands in front."""
    wanted = dict.fromkeys(key for key in keys if key in BY_KEY and key != "name")
    return ("name", *wanted)


def sort_of(text: str) -> tuple[str, bool]:
    """A sort as it is kept ("-last_visit"): the column's key, and whether the largest is first."""
    key = text.removeprefix("-")
    if key not in BY_KEY or not BY_KEY[key].sorts:
        return "name", False
    return key, text.startswith("-")


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleFilters:
    """What the list is narrowed to: all that is given holds at once, within one field any value.

    ``countries`` are ISO codes, ``languages`` IETF tags; ``organisation`` and ``visit`` are ids,
    the former with all that is below it; a post counts while it is held. ``changed_since`` is a
    day in UTC: the person, an address, a number or a post was written then or later.
    """

    text: str = ""
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

    def without(self, name: str) -> PeopleFilters:
        """These filters with one taken off."""
        return self.having(name, getattr(NO_FILTERS, name))

    def having(self, name: str, value: Any) -> PeopleFilters:
        """These filters with one given this value."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the filters that narrow, but not the typed text: what stands as chips."""
        return tuple(
            one.name
            for one in fields(self)
            if one.name != "text" and getattr(self, one.name) != one.default
        )

    def to_json(self) -> str:
        """What a saved view keeps; nothing that is not chosen is written."""
        kept: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                kept[one.name] = value.isoformat() if isinstance(value, dt.date) else value
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


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
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return PeopleFilters()
    if not isinstance(found, dict):
        return PeopleFilters()
    return PeopleFilters(
        text=_text(found.get("text")),
        countries=_texts(found.get("countries")),
        languages=_texts(found.get("languages")),
        organisation=_text(found.get("organisation")),
        kinds=tuple(
            OrganisationKind(kind)
            for kind in _texts(found.get("kinds"), empty=True)
            if kind in set(OrganisationKind)
        ),
        visit=_text(found.get("visit")),
        without_email=found.get("without_email") is True,
        without_phone=found.get("without_phone") is True,
        without_post=found.get("without_post") is True,
        without_visit=found.get("without_visit") is True,
        changed_since=_day(found.get("changed_since")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object, *, empty: bool = False) -> tuple[str, ...]:
    parts: Sequence[object] = value if isinstance(value, list) else ()
    texts = (part for part in parts if isinstance(part, str))
    return tuple(dict.fromkeys(text for text in texts if text or empty))


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(_text(value))
    except ValueError:
        return None
