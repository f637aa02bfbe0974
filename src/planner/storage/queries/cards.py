"""Whole contact cards of many people, asked for in portions: what goes out as a vCard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.domain.cards import CardWay, ContactCard
from planner.domain.people import ContactPoint, ExternalKey, KeptProperty, Person, Photo
from planner.domain.times import PartialDate, partial_start
from planner.storage.queries.people import shown_first
from planner.storage.reading import Reader, any_of, having

_BLOCK = 200


def contact_cards(
    reader: Reader,
    people: Sequence[str],
    today: dt.date,
    *,
    photos: bool = True,
    notes: bool = False,
) -> list[ContactCard]:
    """The cards in the order of ``people``, with the posts of ``today``; who is gone is left out."""
    found: dict[str, ContactCard] = {}
    for start in range(0, len(people), _BLOCK):
        found |= _block(reader, people[start : start + _BLOCK], today, photos, notes)
    return [found[key] for key in people if key in found]


def _block(
    reader: Reader, keys: Sequence[str], today: dt.date, photos: bool, notes: bool
) -> dict[str, ContactCard]:
    ways: dict[str, list[CardWay]] = {}
    for point in having(reader, ContactPoint, "person_id", keys, "rank, id"):
        ways.setdefault(str(point.person_id), []).append(
            CardWay(point.kind, point.label, point.value)
        )
    uids = {
        str(one.person_id): one.value
        for one in having(reader, ExternalKey, "person_id", keys, "id DESC")
        if one.scheme == "vcard"
    }
    kept: dict[str, list[KeptProperty]] = {}
    for one in having(reader, KeptProperty, "person_id", keys, "rank, id"):
        kept.setdefault(one.person_id, []).append(one)
    faces = (
        {one.person_id: one.data for one in having(reader, Photo, "person_id", keys)}
        if photos
        else {}
    )
    posts = _posts(reader, keys, today)
    cards = {}
    for person in having(reader, Person, "id", keys):
        title, department, house = posts.get(person.id, ("", "", ""))
        own = kept.get(person.id, [])
        lines = dict.fromkeys(line for one in own for line in one.line.split("\n"))
        cards[str(person.id)] = ContactCard(
            key=uids.get(person.id, person.id),
            person_id=person.id,
            family_name=person.family_name,
            given_name=person.given_name,
            prefix=person.prefix,
            suffix=person.suffix,
            native_name=person.native_name,
            reading=person.reading,
            name_order=person.name_order,
            country=person.country,
            organisation=house,
            department=department,
            title=title,
            ways=tuple(ways.get(person.id, ())),
            notes=person.notes if notes else "",
            photo=faces.get(person.id, ""),
            kept=(own[0].version, tuple(lines)) if own else ("", ()),
        )
    return cards


def _posts(reader: Reader, keys: Sequence[str], today: dt.date) -> dict[str, tuple[str, str, str]]:
    """Title, department and house of the post that is held today, else of a former one.

    A card has no word for a post that begins later: it would say that somebody is there already.
    """
    clause, values = any_of("p.person_id", list(keys))
    rows = reader.rows(
        "SELECT p.person_id, p.title, p.department, o.name, o.acronym, o.native_name,"
        " p.valid_from FROM position p JOIN organisation o ON o.id = p.organisation_id"
        f" WHERE {clause} ORDER BY p.person_id, {shown_first()}",
        {**values, "day": today.isoformat()},
    )
    found: dict[str, tuple[str, str, str]] = {}
    for person, title, department, name, acronym, native, since in rows:
        begins = partial_start(PartialDate(since))
        if begins is not None and begins > today:
            continue
        found.setdefault(person, (title, department, name or native or acronym))
    return found
