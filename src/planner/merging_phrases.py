"""What a colleague changed in a visit, in words: the records, their fields, what each side says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from planner.domain.briefs import Brief
from planner.domain.followups import ANCHORS, FOLLOW_UP_KINDS, FOLLOW_UP_STATUSES, SIDES
from planner.domain.gifts import GIFT_DIRECTIONS, Gift
from planner.domain.invitations import INVITATION_DIRECTIONS
from planner.domain.itinerary import (
    AUDIENCE_KINDS,
    INTERPRETING,
    ITEM_KINDS,
    ITEM_STATUSES,
    Item,
    ItemAudience,
    ItemHost,
    ItemResource,
)
from planner.domain.organisations import ORGANISATION_KINDS
from planner.domain.outcomes import COST_KINDS, Cost
from planner.domain.part_changes import FIELDS
from planner.domain.people import Person
from planner.domain.sites import SITE_RULE_KINDS, OpeningHours, SiteRule
from planner.domain.travel import MODES, ROOM_KINDS, Leg, LegReference, Ride, Rooming
from planner.domain.visit_merging import ACTS, Act, Affected, Difference
from planner.domain.visit_records import Records
from planner.domain.visits import CATEGORIES, DIRECTIONS, VISIT_STATUSES, Delegate, GroupMember
from planner.domain.word_titles import TITLES
from planner.domain.words import Word
from planner.i18n import N_, _, clock, day_in_words
from planner.release_phrases import when

LONGEST: Final = 120
"""Characters of a value that are shown; the whole is in the record."""

FIELD_TITLES: Final = {
    "site_id": N_("Site"),
    "room_id": N_("Room"),
    "all_day": N_("All day"),
    "start_zone": N_("Time zone of the start"),
    "end_local": N_("End"),
    "start_local": N_("Start"),
    "end_zone": N_("Time zone of the end"),
    "public_text": N_("Text for the programme"),
    "language": N_("Language"),
    "interpreting": N_("Interpreting"),
    "mode": N_("Way of travel"),
    "carrier": N_("Carrier"),
    "number": N_("Number"),
    "from_place": N_("From"),
    "from_site_id": N_("From"),
    "to_place": N_("To"),
    "to_site_id": N_("To"),
    "value": N_("Value"),
    "due_on": N_("Due"),
    "done_on": N_("Done on"),
    "owner": N_("Owner"),
    "owner_id": N_("Owner"),
    "waiting_for": N_("Waiting for"),
    "seat": N_("Seat"),
    "reference": N_("Booking reference"),
    "room": N_("Room"),
    "label": N_("Label"),
    "objective": N_("Objective"),
    "points": N_("Points to make"),
    "usable": N_("Background that may be used"),
    "not_disclosed": N_("Background not to be disclosed"),
    "department": N_("Department"),
    "dated": N_("As of"),
    "description": N_("Description"),
    "giver_id": N_("From"),
    "giver_organisation_id": N_("From"),
    "receiver_id": N_("To"),
    "receiver_organisation_id": N_("To"),
    "minor_units": N_("Amount"),
    "currency": N_("Currency"),
    "handed_on": N_("Handed over on"),
    "decision": N_("Decision"),
    "kept_by": N_("Kept by"),
    "delegate_id": N_("Delegate"),
    "payer_organisation_id": N_("Who pays"),
    "estimated": N_("Estimated"),
    "medium": N_("Medium"),
    "published_on": N_("Published on"),
    "url": N_("Web page"),
    "text": N_("Text"),
    "given_on": N_("Given on"),
    "withdrawn_on": N_("Withdrawn on"),
    "side": N_("Who has to do it"),
    "repeats": N_("Repeats"),
    "due_days": N_("Days before or after"),
    "remind_days": N_("Reminder, days before"),
}
CHOICES: Final[Mapping[tuple[str, str], Mapping[Any, str]]] = {
    ("item", "kind"): ITEM_KINDS,
    ("item", "status"): ITEM_STATUSES,
    ("item", "audience"): AUDIENCE_KINDS,
    ("item", "interpreting"): INTERPRETING,
    ("leg", "mode"): MODES,
    ("rooming", "kind"): ROOM_KINDS,
    ("visit", "status"): VISIT_STATUSES,
    ("visit", "direction"): DIRECTIONS,
    ("delegate", "category"): CATEGORIES,
    ("organisation", "kind"): ORGANISATION_KINDS,
    ("follow_up", "kind"): FOLLOW_UP_KINDS,
    ("follow_up", "status"): FOLLOW_UP_STATUSES,
    ("follow_up", "side"): SIDES,
    ("follow_up", "anchor"): ANCHORS,
    ("gift", "direction"): GIFT_DIRECTIONS,
    ("cost", "kind"): COST_KINDS,
    ("invitation", "direction"): INVITATION_DIRECTIONS,
}


def called(key: tuple[str, str], among: Records) -> str:
    """What a person calls the record; what it hangs on says the rest. Empty for one without a name."""
    word = among.get(key)
    return _called(word, among) if word is not None else ""


def heading(one: Affected, among: Records) -> str:
    """ "Item “Tour of ESS”, Mon 16 Nov 14:30–16:00": the record, as it is called."""
    word = among.get((one.word, one.id))
    name = called((one.word, one.id), among)
    if isinstance(word, Item) and word.is_scheduled:
        name = f"{name}, {when(word)}"
    return f"{_(TITLES[one.word])}: {name}" if name else _(TITLES[one.word])


def act(one: Affected) -> str:
    return _(ACTS[one.act])


def title(one: Difference, among: Records) -> str:
    """What is different: the field, or what came or went."""
    if one.field:
        field = _(FIELD_TITLES.get(one.field) or FIELDS.get(one.field) or N_("Details"))
        owner = among.get((one.word, one.id))
        inside = isinstance(owner, Leg | ItemHost | Rooming | Ride | LegReference | Brief)
        return f"{_(TITLES[one.word])}: {field}" if inside else field
    return f"{_(TITLES[one.word])} {_(ACTS[one.act])}"


def values(one: Difference, among: Records) -> tuple[str, str]:
    """Ours and theirs, as a person reads them."""
    if one.field:
        return _value(one, one.ours, among), _value(one, one.theirs, among)
    name = called((one.word, one.id), among)
    return ("", name) if one.act is Act.ADDED else (name, "–")


def _called(word: Word, among: Records) -> str:
    match word:
        case Person():
            return word.name
        case Delegate():
            known = among.get(("person", word.person_id or ""))
            return _called(known, among) if known is not None else word.placeholder or "N.N."
        case ItemHost() | ItemAudience() | GroupMember() | ItemResource() | Ride() | Rooming():
            return _linked(word, among)
        case LegReference():
            return ", ".join(filter(None, (_linked(word, among), word.reference, word.seat)))
        case Leg():
            return " → ".join(filter(None, (word.from_place, word.to_place)))
        case SiteRule():
            return _(SITE_RULE_KINDS[word.kind])
        case OpeningHours():
            return ""
        case _:
            names = ("title", "name", "description", "value", "letter", "text")
            found = (getattr(word, name, "") for name in names)
            return next((_plain(text) for text in found if text), "")


def _linked(word: Word, among: Records) -> str:
    """A row that joins two records goes by the one that it brings to the other."""
    fields = ("delegate_id", "person_id", "group_id", "resource_id", "organisation_id")
    for name in fields:
        key = getattr(word, name, None)
        kind = {"group_id": "visit_group"}.get(name, name.removesuffix("_id"))
        if key and (found := among.get((kind, key))) is not None:
            return _called(found, among)
    return ""


def _value(one: Difference, value: Any, among: Records) -> str:
    texts = CHOICES.get((one.word, one.field))
    if texts is not None and value in texts:
        return _(texts[value])
    if one.field.endswith("_id") and value:
        return next((_called(word, among) for key, word in among.items() if key[1] == value), "")
    if one.field == "minor_units" and value is not None:
        return _amount(value, among.get((one.word, one.id)))
    return _plain(value)


def _amount(minor_units: int, word: Word | None) -> str:
    """In whole currency; the yen has no smaller unit."""
    currency = word.currency if isinstance(word, Gift | Cost) else ""
    whole = minor_units if currency in ("JPY", "KRW") else minor_units / 100
    return (
        f"{whole:g} {currency}".strip() if currency in ("JPY", "KRW") else f"{whole:.2f} {currency}"
    )


def _plain(value: Any) -> str:
    match value:
        case None | "" | ():
            return ""
        case bool():
            return _("yes") if value else _("no")
        case dt.datetime():
            return f"{day_in_words(value.date(), year=True)} {clock(value)}"
        case dt.date():
            return day_in_words(value, year=True)
        case tuple():
            return ", ".join(map(str, value))
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
