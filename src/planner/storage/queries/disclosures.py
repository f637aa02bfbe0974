"""The register of what left the house: its records, whose data they hold, and what is so today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from typing import Any, Final, cast

from planner.domain.biographies import Biography
from planner.domain.disclosed import Asked, HandedOut, Row
from planner.domain.organisations import Organisation
from planner.domain.people import Person, Position
from planner.domain.posts import holds_on
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.private_details import PrivateDetail
from planner.domain.told import SPECIAL, Values, told_of_card
from planner.domain.visits import Visit
from planner.domain.words import field_names, from_row
from planner.storage.queries.cards import contact_cards
from planner.storage.reading import Reader, any_of, columns_of, having, where

_BLOCK: Final = 400


def handed_out(reader: Reader, asked: Asked) -> list[HandedOut]:
    """All records that are asked for, the latest first."""
    conditions, values = _conditions(asked)
    found = where(reader, Disclosure, " AND ".join(conditions), values, '"at" DESC, id DESC')
    titles = {
        one.id: one.title for one in having(reader, Visit, "id", [one.visit_id for one in found])
    }
    names = _names(reader, [one.id for one in found])
    lines = [
        HandedOut(
            disclosure=one,
            visit=titles.get(one.visit_id, "") if one.visit_id else "",
            names=tuple(names.get(one.id, ())),
        )
        for one in found
    ]
    return [line for line in lines if line.answers(asked)]


def _conditions(asked: Asked) -> tuple[list[str], dict[str, Any]]:
    conditions, values = ["1 = 1"], {}
    if asked.visit_id is not None:
        conditions.append("visit_id = :visit")
        values["visit"] = str(asked.visit_id)
    if asked.person_id is not None:
        conditions.append(
            "id IN (SELECT disclosure_id FROM disclosure_subject WHERE person_id = :person)"
        )
        values["person"] = asked.person_id
    return conditions, values


def _names(reader: Reader, keys: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for start in range(0, len(keys), _BLOCK):
        clause, values = any_of("disclosure_id", keys[start : start + _BLOCK])
        sql = f"SELECT disclosure_id, name FROM disclosure_subject WHERE {clause} ORDER BY id"
        for key, name in reader.rows(sql, values):
            found.setdefault(key, []).append(name)
    return found


def subjects(reader: Reader, disclosure: str) -> list[DisclosureSubject]:
    return where(reader, DisclosureSubject, "disclosure_id = :id", {"id": disclosure})


def recipients(reader: Reader, limit: int) -> list[str]:
    """Names of recipients, the one of the latest record first."""
    rows = reader.rows(
        "SELECT recipient, max(\"at\") AS last FROM disclosure WHERE recipient <> ''"
        " GROUP BY recipient ORDER BY last DESC LIMIT :limit",
        {"limit": limit},
    )
    return [str(row[0]) for row in rows]


def people_of(reader: Reader, visit: str) -> list[str]:
    """Everybody whose data left the house in papers of a visit."""
    rows = reader.rows(
        "SELECT DISTINCT s.person_id FROM disclosure_subject s JOIN disclosure d"
        " ON d.id = s.disclosure_id WHERE d.visit_id = :id AND s.person_id IS NOT NULL",
        {"id": visit},
    )
    return [str(row[0]) for row in rows]


def given(reader: Reader, people: Sequence[str]) -> list[Row]:
    """Every record about these people, with what it holds of them."""
    subject, disclosure = cast(Hashable, DisclosureSubject), cast(Hashable, Disclosure)
    width = len(field_names(Disclosure))
    known: dict[str, Disclosure] = {}
    found: list[Row] = []
    for start in range(0, len(people), _BLOCK):
        clause, values = any_of("s.person_id", people[start : start + _BLOCK])
        rows = reader.rows(
            f"SELECT {columns_of(disclosure, 'd')}, {columns_of(subject, 's')}"
            f" FROM disclosure_subject s JOIN disclosure d ON d.id = s.disclosure_id WHERE {clause}",
            values,
        )
        for row in rows:
            one = known.get(row[0])
            if one is None:
                one = known[row[0]] = from_row(Disclosure, row[:width])
            found.append((one, from_row(DisclosureSubject, row[width:])))
    return found


def values_today(
    reader: Reader, people: Sequence[str], today: dt.date, *, photos: bool = False
) -> dict[str, Values]:
    """What the library says of people, by id: of every post held today, so that none of them is old."""
    found: dict[str, dict[str, tuple[str, ...]]] = {
        card.person_id: dict(told_of_card(card).values)
        for card in contact_cards(reader, people, today, photos=photos, notes=True)
    }
    for told in having(reader, Biography, "person_id", people):
        one = found.get(told.person_id)
        if one is not None:
            one["biography"] = (*one.get("biography", ()), told.text)
    for person in having(reader, Person, "id", people):
        found[person.id]["languages"] = person.languages
        found[person.id]["salutation"] = (person.salutation,) if person.salutation else ()
        if not photos:
            found[person.id].pop("photo", None)
    for detail in having(reader, PrivateDetail, "person_id", people):
        held = found.get(detail.person_id)
        name = detail.kind.value.replace(" ", "_")
        if held is not None and name in SPECIAL and detail.text:
            held[name] = (detail.text,)
    posts = [one for one in having(reader, Position, "person_id", people) if holds_on(one, today)]
    houses = {
        one.id: one
        for one in having(reader, Organisation, "id", [p.organisation_id for p in posts])
    }
    for post in posts:
        house = houses.get(post.organisation_id)
        name = (house.name or house.native_name or house.acronym) if house else ""
        for field, value in (
            ("position", post.title),
            ("department", post.department),
            ("organisation", name),
        ):
            if value:
                found[post.person_id][field] = (*found[post.person_id][field], value)
    return dict(found)
