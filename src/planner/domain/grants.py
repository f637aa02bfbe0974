"""Which audience may see which field of the parts of a plan; what is not granted is denied."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from typing import Final, TypeVar, cast

from planner.domain.biographies import Biography
from planner.domain.briefs import Brief
from planner.domain.itinerary import Item, ItemAudience, ItemHost, ItemResource
from planner.domain.organisations import Logo, Organisation
from planner.domain.people import ContactPoint, Person
from planner.domain.privacy import Profile
from planner.domain.sites import OpeningHours, Room, Site, SiteRule
from planner.domain.travel import Leg, LegReference, Resource, Ride, Rooming
from planner.domain.visits import Delegate, Direction, Group, GroupMember, Visit
from planner.domain.words import Word, field_names

W = TypeVar("W", bound=Word)

_OFFICE: Final = frozenset({Profile.INTERNAL})
_GUESTS: Final = _OFFICE | {Profile.DELEGATES}
_PARTIES: Final = _GUESTS | {Profile.HOSTS}
_PLACES: Final = _PARTIES | {Profile.SITES}
_WORKING: Final = _PLACES | {Profile.DRIVERS}
_ALL: Final = frozenset(Profile)

# To add a field to a word: one line here, and the default is to deny. A test asks for the line.
GRANTS: Final[Mapping[type[Word], Mapping[str, frozenset[Profile]]]] = {
    Visit: {
        **dict.fromkeys(
            ("id", "code", "title", "direction", "first_day", "last_day", "zone", "country"), _ALL
        ),
        **dict.fromkeys(("languages", "host_organisation_id", "initiator_organisation_id"), _ALL),
        "emergency_contact": _WORKING,
        "status": _WORKING,
        **dict.fromkeys(("category", "status_reason", "purpose", "successor_id", "notes"), _OFFICE),
    },
    Delegate: {
        **dict.fromkeys(("id", "visit_id", "person_id", "placeholder", "rank"), _ALL),
        **dict.fromkeys(("organisation_id", "title"), _PLACES | {Profile.PRESS}),
        "role": _PLACES,
        **dict.fromkeys(("category", "payer", "notes", "name_by", "rank_reason"), _OFFICE),
        **dict.fromkeys(
            ("arrives_local", "arrives_zone", "departs_local", "departs_zone"), _OFFICE
        ),
    },
    Group: dict.fromkeys(("id", "visit_id", "letter", "name", "rank"), _WORKING),
    GroupMember: dict.fromkeys(("id", "group_id", "delegate_id"), _WORKING),
    Item: {
        **dict.fromkeys(("id", "visit_id", "kind", "title", "second_title", "status"), _ALL),
        **dict.fromkeys(("all_day", "start_local", "start_zone", "start_fold"), _ALL),
        **dict.fromkeys(("end_local", "end_zone", "end_fold", "rank", "audience"), _ALL),
        **dict.fromkeys(("site_id", "room_id", "place", "open_to_press"), _ALL),
        "public_text": _PLACES | {Profile.PRESS},
        **dict.fromkeys(("language", "interpreting"), _PLACES),
        **dict.fromkeys(("fixed", "internal_notes", "agreement_id"), _OFFICE),
        **dict.fromkeys(("confirmed_by", "confirmed_on", "confirm_by"), _OFFICE),
    },
    Leg: {
        **dict.fromkeys(("id", "item_id", "mode", "carrier", "number"), _WORKING),
        **dict.fromkeys(("from_place", "from_site_id", "from_country"), _WORKING),
        **dict.fromkeys(("to_place", "to_site_id", "to_country"), _WORKING),
        "buffer_minutes": _OFFICE | {Profile.DRIVERS},
    },
    LegReference: dict.fromkeys(("id", "leg_id", "delegate_id", "reference", "seat"), _GUESTS),
    Ride: dict.fromkeys(
        ("id", "item_id", "resource_id", "delegate_id", "seat"), _GUESTS | {Profile.DRIVERS}
    ),
    Rooming: {
        **dict.fromkeys(
            ("id", "item_id", "delegate_id", "kind", "room", "reference"),
            _GUESTS | {Profile.SITES},
        ),
        "notes": _OFFICE | {Profile.SITES},
    },
    ItemHost: {
        **dict.fromkeys(("id", "item_id", "person_id", "role"), _PLACES),
        **dict.fromkeys(("organisation_id", "rank"), _PLACES | {Profile.PRESS}),
    },
    ItemAudience: dict.fromkeys(("id", "item_id", "group_id", "delegate_id"), _WORKING),
    ItemResource: {
        **dict.fromkeys(("id", "item_id", "resource_id"), _WORKING),
        "notes": _OFFICE | {Profile.DRIVERS},
    },
    Resource: {
        **dict.fromkeys(("id", "visit_id", "kind", "name", "languages"), _WORKING),
        **dict.fromkeys(("capacity", "organisation_id"), _WORKING),
        "person_id": _WORKING,
        "phone": _OFFICE | {Profile.DRIVERS},
        "notes": _OFFICE,
    },
    Person: {
        **dict.fromkeys(("id", "family_name", "given_name", "prefix", "suffix"), _ALL),
        **dict.fromkeys(("native_name", "reading", "name_order"), _ALL),
        "salutation": _PARTIES,
        "country": _OFFICE | {Profile.SITES},
        **dict.fromkeys(
            ("languages", "address_confirmed_by", "address_confirmed_on", "notes"), _OFFICE
        ),
    },
    ContactPoint: {
        **dict.fromkeys(("id", "person_id", "organisation_id", "kind"), _PLACES),
        **dict.fromkeys(("value", "normal", "label", "rank"), _PLACES),
    },
    Organisation: {
        **dict.fromkeys(("id", "name", "acronym", "native_name", "kind", "country", "city"), _ALL),
        **dict.fromkeys(("parent_id", "valid_from", "valid_to", "successor_id"), _OFFICE),
        **dict.fromkeys(("approval", "notes"), _OFFICE),
    },
    Site: {
        **dict.fromkeys(("id", "organisation_id", "name", "native_name", "address"), _ALL),
        **dict.fromkeys(("postal_code", "city", "country", "zone", "latitude", "longitude"), _ALL),
        "phone": _WORKING,
        "notes": _OFFICE,
    },
    Room: {
        **dict.fromkeys(("id", "site_id", "name"), _ALL),
        **dict.fromkeys(("capacity", "notes"), _OFFICE),
    },
    OpeningHours: dict.fromkeys(("id", "site_id", "weekday", "opens", "closes"), _OFFICE),
    SiteRule: {
        **dict.fromkeys(("id", "site_id", "kind", "number", "unit", "text", "fields"), _PLACES),
        **dict.fromkeys(("cutoff", "source_id", "checked_on"), _OFFICE | {Profile.SITES}),
    },
}
"""Which profile may see which field of the parts of a plan."""

BESIDE: Final[Mapping[type[Word], Mapping[str, frozenset[Profile]]]] = {
    Brief: {
        **dict.fromkeys(("id", "visit_id", "item_id", "title", "objective", "points"), _OFFICE),
        **dict.fromkeys(("usable", "not_disclosed", "department", "dated", "rank"), _OFFICE),
    },
    Biography: {
        **dict.fromkeys(("id", "person_id", "language", "text", "as_of"), _PARTIES),
        "source": _OFFICE,
    },
    Logo: dict.fromkeys(("id", "organisation_id", "media_type", "data", "width", "height"), _ALL),
}
"""The same for what stands on papers beside the plan, which never travels with it."""

_OUR_OWN_TRAVELLERS: Final = frozenset(
    {
        *("id", "visit_id", "item_id", "title", "objective", "points"),
        *("usable", "department", "dated", "rank"),
    }
)
"""Fields of a brief for the delegates of a visit abroad, who speak for us; guests here read none."""

_OWN: Final[Mapping[type[Word], frozenset[str]]] = {
    Delegate: frozenset(
        {
            *("arrives_local", "arrives_zone", "departs_local", "departs_zone"),
            *("organisation_id", "title", "role"),
        }
    ),
    Person: frozenset({"country", "salutation"}),
}
"""What everybody may see of himself or herself besides."""


def may(kind: type[Word], profile: Profile) -> bool:
    """Whether an audience learns anything of records of this kind."""
    return profile in _of(kind)["id"]


def grants(kind: type[Word], profile: Profile, name: str) -> bool:
    """Whether an audience may see one field."""
    return profile in _of(kind)[name]


def briefs_for(
    briefs: Iterable[Brief], profile: Profile, direction: Direction
) -> tuple[Brief, ...]:
    """What an audience may read of the briefs of a visit: all, none, or without what stays with us.

    Hosts, sites, drivers and the press get none, nor do delegates who are our guests.
    """
    if profile is Profile.INTERNAL:
        return tuple(briefs)
    if profile is not Profile.DELEGATES or direction is not Direction.OUTBOUND:
        return ()
    shown = (Brief(**{name: getattr(one, name) for name in _OUR_OWN_TRAVELLERS}) for one in briefs)
    return tuple(one for one in shown if not one.is_empty)


def _of(kind: type[Word]) -> Mapping[str, frozenset[Profile]]:
    return GRANTS[kind] if kind in GRANTS else BESIDE[kind]


@cache
def _fields(kind: Hashable, profile: Profile, own: bool) -> tuple[str, ...]:
    assert isinstance(kind, type)
    granted = _of(kind)
    besides = _OWN.get(kind, frozenset()) if own else frozenset()
    return tuple(name for name in field_names(kind) if profile in granted[name] or name in besides)


def bared(word: W, profile: Profile, *, own: bool = False) -> W:
    """The record with every field that is not granted at its default; ``own`` is one's own record."""
    kind = type(word)
    return kind(
        **{name: getattr(word, name) for name in _fields(cast(Hashable, kind), profile, own)}
    )
