"""The register of what left the house: its records, whose data they hold, and what is so today."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Hashable, Sequence
from typing import Any, Final, cast

from planner.domain.biographies import Biography
from planner.domain.disclosed import Asked, HandedOut, Row
from planner.domain.ids import DisclosureId
from planner.domain.organisations import Organisation
from planner.domain.people import Person, Position
from planner.domain.posts import holds_on
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.private_details import PrivateDetail
from planner.domain.told import SPECIAL, Values, settled, told_of_card
from planner.domain.visits import Visit
from planner.domain.words import field_names, from_row
from planner.storage.queries.cards import contact_cards
from planner.storage.reading import Reader, any_of, columns_of, having, where
from planner.text import fold

_BLOCK: Final = 400
_MARK: Final = 8
"""So many signs are taken for the beginning of a hash."""


def found(reader: Reader, asked: Asked) -> list[str]:
    """The ids of all records that are asked for, the latest first: of a hundred thousand in a moment.

    What is typed is compared folded, which no engine does, so that only the columns are read in which
    it is looked for.
    """
    conditions, values = _conditions(asked)
    order = f'WHERE {" AND ".join(conditions)} ORDER BY "at" DESC, id DESC'
    if not (asked.recipient or asked.file or asked.text or asked.special):
        return [str(row[0]) for row in reader.rows(f"SELECT id FROM disclosure {order}", values)]
    rows = reader.rows(
        'SELECT id, recipient, file_name, file_hash, purpose, paper, "columns"'
        f" FROM disclosure {order}",
        values,
    )
    if asked.special:
        rows = [row for row in rows if _is_special(row[6])]
    if asked.recipient:
        rows = [row for row in rows if fold(asked.recipient) in fold(row[1])]
    if asked.file:
        name, mark = fold(asked.file), asked.file.lower()
        rows = [row for row in rows if name in fold(row[2]) or row[3].startswith(mark)]
    if not asked.text:
        return [str(row[0]) for row in rows]
    named = _having_names(reader, asked.text)
    terms = fold(asked.text).split()
    return [str(row[0]) for row in rows if _has_all(row, terms, named.get(row[0], set()))]


def _has_all(row: Sequence[Any], terms: Sequence[str], named: set[str]) -> bool:
    """Whether a record says each of the words itself, or names it; a long one may begin its hash."""
    whole = fold(f"{row[1]} {row[2]} {row[4]} {row[5]}")
    return all(
        term in named or term in whole or (len(term) >= _MARK and row[3].startswith(term))
        for term in terms
    )


def _is_special(columns: Any) -> bool:
    """Whether the columns of a record, as either engine gives them, have a special field."""
    held = columns if isinstance(columns, str) else json.dumps(list(columns or ()))
    return any(f'"{name}"' in held or f'"host.{name}"' in held for name in SPECIAL)


def _terms_in(text: str, terms: Sequence[str]) -> set[str]:
    whole = fold(text)
    return {term for term in terms if term in whole}


def _having_names(reader: Reader, text: str) -> dict[str, set[str]]:
    """By record which of the words stand in the names of its people. A name is folded once."""
    terms = fold(text).split()
    told: dict[str, set[str]] = {}
    for (name,) in reader.rows("SELECT DISTINCT name FROM disclosure_subject"):
        if held := _terms_in(name, terms):
            told[name] = held
    records: dict[str, set[str]] = {}
    names = list(told)
    for start in range(0, len(names), _BLOCK):
        clause, values = any_of("name", names[start : start + _BLOCK])
        sql = f"SELECT disclosure_id, name FROM disclosure_subject WHERE {clause}"
        for key, name in reader.rows(sql, values):
            records.setdefault(str(key), set()).update(told[name])
    return records


def lines(reader: Reader, keys: Sequence[str]) -> list[HandedOut]:
    """The records of these ids, in this order, with visit and names; what is gone is left out."""
    known = {one.id: one for one in having(reader, Disclosure, "id", keys)}
    titles = {
        one.id: one.title
        for one in having(reader, Visit, "id", [one.visit_id for one in known.values()])
    }
    names = _names(reader, list(known))
    return [
        HandedOut(
            disclosure=one,
            visit=titles.get(one.visit_id, "") if one.visit_id else "",
            names=tuple(names.get(one.id, ())),
        )
        for one in (known.get(DisclosureId(key)) for key in keys)
        if one is not None
    ]


def _conditions(asked: Asked) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = ["1 = 1"]
    values: dict[str, Any] = {}
    if asked.visit_id is not None:
        conditions.append("visit_id = :visit")
        values["visit"] = str(asked.visit_id)
    if asked.person_id is not None:
        conditions.append(
            "id IN (SELECT disclosure_id FROM disclosure_subject WHERE person_id = :person)"
        )
        values["person"] = asked.person_id
    if asked.since is not None:
        conditions.append('"at" >= :since')
        values["since"] = _start_of(asked.since)
    if asked.until is not None:
        conditions.append('"at" < :until')
        values["until"] = _start_of(asked.until + dt.timedelta(1))
    return conditions, values


def _start_of(day: dt.date) -> str:
    return f"{day.isoformat()} 00:00:00"


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


def everybody(reader: Reader) -> list[str]:
    """Everybody who is in the library and of whom something left the house."""
    rows = reader.rows(
        "SELECT DISTINCT s.person_id FROM disclosure_subject s JOIN person p ON p.id = s.person_id"
    )
    return sorted(str(row[0]) for row in rows)


def changed_last(reader: Reader, people: Sequence[str]) -> dict[str, dict[str, dt.datetime]]:
    """By person and word the moment (UTC) of the last step that changed such a record of the person."""
    found: dict[str, dict[str, dt.datetime]] = {}
    wanted = list(dict.fromkeys(people))
    for start in range(0, len(wanted), _BLOCK):
        clause, values = any_of("c.person_id", wanted[start : start + _BLOCK])
        rows = reader.rows(
            'SELECT c.person_id, c.row_word, max(s."at") FROM change c JOIN step s'
            f" ON s.number = c.step_number WHERE {clause} GROUP BY c.person_id, c.row_word",
            values,
        )
        for person, word, at in rows:
            moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
            found.setdefault(str(person), {})[str(word)] = moment
    return found


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


def states_today(reader: Reader, people: Sequence[str]) -> dict[str, dict[str, dict[str, str]]]:
    """By person, special field and value the state of the record that holds it, as "id.revision".

    A field without a value is not there: it may have been erased in time, which is nothing to tell.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    wanted = list(dict.fromkeys(people))
    for start in range(0, len(wanted), _BLOCK):
        clause, values = any_of("person_id", wanted[start : start + _BLOCK])
        rows = reader.rows(
            f"SELECT person_id, id, kind, text, revision FROM private_detail WHERE {clause}", values
        )
        for person, key, kind, text, revision in rows:
            name = str(kind).replace(" ", "_")
            if text and name in SPECIAL:
                fields = found.setdefault(str(person), {})
                fields.setdefault(name, {})[settled(name, text)] = f"{key}.{revision}"
    return found


def revisions_of_needs(reader: Reader, visit: str) -> dict[str, int]:
    rows = reader.rows(
        "SELECT n.id, n.revision FROM need n JOIN delegate d ON d.id = n.delegate_id"
        " WHERE d.visit_id = :id",
        {"id": visit},
    )
    return {str(key): int(revision) for key, revision in rows}
