"""An answer to a request for access in words that the person who asked knows: titles of fields, values.

What is not named here stands in the file with data beside the paper, and says nothing to a reader.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from planner.domain.access import ACCESS_STATUSES, PAPER_KINDS, PAPER_STATUSES
from planner.domain.access_answer import Held
from planner.domain.data_rights import REQUEST_KINDS
from planner.domain.followups import FOLLOW_UP_KINDS, FOLLOW_UP_STATUSES
from planner.domain.outcomes import COST_KINDS
from planner.domain.people import CONTACT_KINDS
from planner.domain.private_details import DETAIL_KINDS, DetailKind
from planner.domain.times import on_this_clock
from planner.domain.told import FIELDS
from planner.domain.travel import RESOURCE_KINDS, ROOM_KINDS
from planner.domain.visits import CATEGORIES, NEED_KINDS
from planner.domain.word_titles import TITLES
from planner.i18n import N_, _, clock, current, day_in_words
from planner.places_named import language_names

# In the order in which a person looks for them; what is not here comes after, by its title.
SECTIONS: Final[Mapping[str, str]] = {
    "person": N_("Name and what is noted on the person"),
    "contact_point": N_("Addresses and numbers"),
    "position": N_("Posts"),
    "posting": N_("Postings"),
    "private_detail": N_("Passport, birth and nationality"),
    "need": N_("Needs"),
    "border_paper": N_("Travel documents"),
    "photo": N_("Photo"),
    "biography": N_("Biography"),
    "delegate": N_("Part in visits"),
    "item_host": N_("Meetings as a host"),
    "access_entry": N_("Admission to sites"),
    "leg_reference": N_("Bookings of journeys"),
    "ride": N_("Rides"),
    "rooming": N_("Rooms in hotels"),
    "group_member": N_("Groups"),
    "item_audience": N_("Entries of the programme"),
    "resource": N_("Driver or interpreter"),
    "agreement_party": N_("Signatures under agreements"),
    "follow_up": N_("Follow-ups"),
    "gift": N_("Gifts"),
    "cost": N_("Costs"),
    "addressing": N_("Papers addressed to the person"),
    "attachment": N_("Kept files"),
    "citation": N_("Facts taken from sources"),
    "data_request": N_("Requests about data"),
    "correction": N_("Corrections that recipients were told"),
    "need_passed": N_("Needs that were passed on"),
    "external_key": N_("Same person in other address books"),
    "kept_property": N_("More lines of contact cards"),
    "draft": N_("Text that was not saved yet"),
}
ELSEWHERE: Final = frozenset({"disclosure_subject", "look_up", "merge", "not_duplicate"})
"""Told in sections of their own."""

_TITLES: Final[Mapping[str, str]] = {
    **FIELDS,
    "title": N_("Title"),
    "native_title": N_("Title in the own language"),
    "name_order": N_("Order of the name"),
    "address_confirmed_by": N_("Form of address confirmed by"),
    "address_confirmed_on": N_("Form of address confirmed on"),
    "valid_from": N_("From"),
    "valid_to": N_("Until"),
    "countries": N_("Countries"),
    "label": N_("Label"),
    "value": N_("Value"),
    "kind": N_("Kind"),
    "text": N_("Text"),
    "source": N_("Source"),
    "as_of": N_("As of"),
    "purge_after": N_("To be erased after"),
    "placeholder": N_("Name"),
    "payer": N_("Who pays"),
    "arrives_local": N_("Arrival"),
    "departs_local": N_("Departure"),
    "rank_reason": N_("Reason for the rank"),
    "status": N_("Status"),
    "since": N_("Since"),
    "field": N_("Field"),
    "expires_on": N_("Valid until"),
    "file_name": N_("File"),
    "added_on": N_("Added on"),
    "fact": N_("Fact"),
    "description": N_("Description"),
    "owner": N_("Who does it"),
    "due_on": N_("Due on"),
    "done_on": N_("Done on"),
    "waiting_for": N_("Waiting for"),
    "received_on": N_("Received"),
    "extended_to": N_("Put off to"),
    "answered_on": N_("Answered"),
    "at": N_("When"),
    "fields": N_("Fields"),
    "reason": N_("Reason"),
    "signatory_name": N_("Signed by"),
    "signatory_title": N_("Title"),
    "handed_on": N_("Handed over on"),
    "kept_by": N_("Kept by"),
    "scheme": N_("Address book"),
    "line": N_("Line"),
    "language": N_("Language"),
    "internal_notes": N_("Internal notes"),
    "purpose": N_("What for"),
    "address": N_("Address"),
    "recipient": N_("To whom"),
    "gone_name": N_("Name"),
}
_SAID: Final[Mapping[tuple[str, str], Mapping[Any, str]]] = {
    ("contact_point", "kind"): CONTACT_KINDS,
    ("private_detail", "kind"): DETAIL_KINDS,
    ("need", "kind"): NEED_KINDS,
    ("border_paper", "kind"): PAPER_KINDS,
    ("border_paper", "status"): PAPER_STATUSES,
    ("access_entry", "status"): ACCESS_STATUSES,
    ("data_request", "kind"): REQUEST_KINDS,
    ("rooming", "kind"): ROOM_KINDS,
    ("cost", "kind"): COST_KINDS,
    ("resource", "kind"): RESOURCE_KINDS,
    ("delegate", "category"): CATEGORIES,
    ("follow_up", "kind"): FOLLOW_UP_KINDS,
    ("follow_up", "status"): FOLLOW_UP_STATUSES,
}
_UNSAID: Final = frozenset(
    {
        *(("person", "name_order"), ("addressing", "kind"), ("addressing", "profile")),
        *(("delegate", "arrives_zone"), ("delegate", "departs_zone")),
        *(("gift", "kind"), ("access_entry", "field"), ("photo", "photo")),
    }
)
"""Marks of the program that say nothing to a reader, though their columns have a title elsewhere."""
_COUNTRIES: Final = frozenset({DetailKind.NATIONALITY.value, DetailKind.PASSPORT_COUNTRY.value})
_AHEAD: Final[Mapping[str, str]] = {
    "contact_point": "value",
    "private_detail": "text",
    "need": "text",
}
"""Records that are a kind with a value: the kind is the title."""

Namer = Callable[[str], str]


def section_title(word: str) -> str:
    if word in SECTIONS:
        return _(SECTIONS[word])
    return _(TITLES[word]) if word in TITLES else word


def field_words(name: str) -> str:
    """What a field is called; empty where a reader is told nothing by it."""
    return _(_TITLES[name]) if name in _TITLES else ""


def record_lines(one: Held, country: Namer) -> tuple[str, tuple[str, ...]]:
    """A title, empty where the record has none of its own, and a line for each field that says something."""
    values = dict(one.values)
    title, lines = one.about, []
    ahead = _AHEAD.get(one.word)
    if ahead and values.get(ahead):
        title = value_words(one.word, "kind", values.pop("kind", ""), country)
        value = values.pop(ahead)
        coded = one.values.get("kind") in _COUNTRIES
        lines.append(country(str(value)) if coded else value_words(one.word, ahead, value, country))
        if one.about:
            lines.append(one.about)
    for name, value in values.items():
        said = value_words(one.word, name, value, country)
        if said and (heading := field_words(name)) and (one.word, name) not in _UNSAID:
            lines.append(f"{heading}: {said}")
    return title, tuple(lines)


def value_words(word: str, name: str, value: Any, country: Namer) -> str:
    """A value as it is read aloud; empty for what says nothing."""
    if isinstance(value, str) and value[:1] == "[":  # as a column of the journal holds a list
        with contextlib.suppress(ValueError):
            value = json.loads(value)
    if value in (None, "", [], (), {}, False):
        return ""
    if value is True:
        return _("yes")
    if (known := _SAID.get((word, name))) is not None:
        return _(known.get(value, str(value)))
    if isinstance(value, list | tuple):
        if name == "languages":
            return language_names([str(part) for part in value], current().code)
        if name in ("columns", "fields"):
            return ", ".join(_(FIELDS[part]) for part in value if part in FIELDS)
        parts = [country(str(part)) if name == "countries" else str(part) for part in value]
        return ", ".join(parts)
    if name in ("country", "nationality"):
        return country(str(value))
    if name == "language":
        return language_names([str(value)], current().code)
    return (
        _moment(str(value), here=not name.endswith("_local"))
        if isinstance(value, str)
        else str(value)
    )


def _moment(text: str, *, here: bool) -> str:
    """A day or moment in words, else the text itself; moments are UTC unless they are local ones."""
    if not text[:4].isdigit() or text[4:5] != "-":
        return text
    try:
        if len(text) == 10:
            return day_in_words(dt.date.fromisoformat(text), year=True)
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    at = on_this_clock(at) if here and at.tzinfo is None else at
    return f"{day_in_words(at.date(), year=True)} {clock(at)}"
