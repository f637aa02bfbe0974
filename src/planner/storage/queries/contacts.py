"""Pages and cards of people, organisations and sites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.lines import (
    OrganisationCard,
    OrganisationLine,
    PersonCard,
    PersonLine,
    PersonVisit,
    Post,
    SiteCard,
    SiteLine,
    Statement,
)
from planner.domain.names import NameOrder, display_name
from planner.domain.organisations import (
    Organisation,
    OrganisationKind,
    OrganisationName,
    Posting,
)
from planner.domain.people import ContactKind, ContactPoint, Person, Position
from planner.domain.sites import OpeningHours, Room, Site, SiteRule, SiteRuleKind
from planner.storage import search
from planner.storage.reading import Reader, any_of, one, where


@dataclass(frozen=True)
class Narrowing:
    """A condition in SQL with its parameters, made from what was typed into a filter."""

    sql: str = "1 = 1"
    parameters: dict[str, Any] = None  # type: ignore[assignment]

    @property
    def values(self) -> dict[str, Any]:
        return self.parameters or {}


def narrowed(reader: Reader, word: str, text: str, *, country: str = "") -> Narrowing:
    """Only records that contain the text anywhere; at most 1,000 are looked through in order."""
    clauses: list[str] = []
    values: dict[str, Any] = {}
    if text.strip():
        keys = [hit.id for hit in search.find(reader, text, words=[word], limit=1000)]
        clause, values = any_of("x.id", keys, "k")
        clauses.append(clause)
    if country:
        clauses.append("x.country = :country")
        values["country"] = country
    return Narrowing(" AND ".join(clauses) or "1 = 1", values)


def count(reader: Reader, word: str, narrowing: Narrowing) -> int:
    return int(
        reader.rows(f'SELECT count(*) FROM "{word}" x WHERE {narrowing.sql}', narrowing.values)[0][
            0
        ]
    )


def people_page(reader: Reader, narrowing: Narrowing, offset: int, limit: int) -> list[PersonLine]:
    """People by family name (the reading where there is no Latin form), from ``offset``."""
    rows = reader.rows(
        "SELECT x.id, x.family_name, x.given_name, x.prefix, x.native_name, x.name_order, x.country"
        f" FROM person x WHERE {narrowing.sql} ORDER BY x.sort_key, x.id LIMIT :limit OFFSET :offset",
        {**narrowing.values, "limit": limit, "offset": offset},
    )
    keys = [row[0] for row in rows]
    posts = first_posts(reader, keys)
    ways = first_ways(reader, keys)
    visits = _last_visits(reader, keys)
    lines = []
    for key, family, given, prefix, native, order, country in rows:
        name = display_name(
            family,
            given,
            prefix=prefix,
            native_name=native,
            order=NameOrder(order),
            country=country,
        )
        sort_name = f"{family}, {given}".strip(", ") or native
        title, organisation = posts.get(key, ("", ""))
        lines.append(
            PersonLine(
                key,
                name,
                f"{sort_name} ({prefix})" if prefix else sort_name,
                native,
                organisation,
                title,
                country,
                ways.get((key, "email"), ""),
                ways.get((key, "phone"), ""),
                visits.get(key),
            )
        )
    return lines


def first_posts(reader: Reader, people: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The title and organisation of the post shown for each person: open ones first, lowest rank."""
    result: dict[str, tuple[str, str]] = {}
    for start in range(0, len(people), 500):
        clause, values = any_of("p.person_id", people[start : start + 500])
        rows = reader.rows(
            "SELECT p.person_id, p.title, o.name, o.acronym FROM position p"
            f" JOIN organisation o ON o.id = p.organisation_id WHERE {clause}"
            " ORDER BY p.person_id, CASE WHEN p.valid_to = '' THEN 0 ELSE 1 END, p.rank, p.id",
            values,
        )
        for person, title, name, acronym in rows:
            result.setdefault(person, (title, name or acronym))
    return result


def first_ways(reader: Reader, people: Sequence[str]) -> dict[tuple[str, str], str]:
    result: dict[tuple[str, str], str] = {}
    for start in range(0, len(people), 500):
        clause, values = any_of("person_id", people[start : start + 500])
        rows = reader.rows(
            f"SELECT person_id, kind, value FROM contact_point WHERE {clause} ORDER BY rank, id",
            values,
        )
        for person, kind, value in rows:
            result.setdefault((person, kind), value)
    return result


def _last_visits(reader: Reader, people: Sequence[str]) -> dict[str, dt.date]:
    clause, values = any_of("d.person_id", people)
    rows = reader.rows(
        f"SELECT d.person_id, max(v.first_day) FROM delegate d JOIN visit v ON v.id = d.visit_id"
        f" WHERE {clause} AND v.first_day IS NOT NULL GROUP BY d.person_id",
        values,
    )
    return {key: dt.date.fromisoformat(day) if isinstance(day, str) else day for key, day in rows}


def person_card(reader: Reader, key: str) -> PersonCard | None:
    person = one(reader, Person, key)
    if person is None:
        return None
    points = where(reader, ContactPoint, "person_id = :id", {"id": key}, "rank, id")
    positions = where(
        reader,
        Position,
        "person_id = :id",
        {"id": key},
        "CASE WHEN valid_to = '' THEN 0 ELSE 1 END, rank, id",
    )
    organisations = names_of_organisations(
        reader, [position.organisation_id for position in positions]
    )
    visits = reader.rows(
        "SELECT v.id, v.title, v.first_day, d.role FROM delegate d JOIN visit v ON v.id = d.visit_id"
        " WHERE d.person_id = :id ORDER BY v.first_day DESC",
        {"id": key},
    )
    return PersonCard(
        person,
        tuple(point for point in points if point.kind is ContactKind.EMAIL),
        tuple(point for point in points if point.kind is ContactKind.PHONE),
        tuple(
            Post(position, organisations.get(position.organisation_id, ""))
            for position in positions
        ),
        tuple(PersonVisit(row[0], row[1], day_of(row[2]), row[3]) for row in visits),
    )


def day_of(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def names_of_organisations(reader: Reader, keys: Sequence[str]) -> dict[str, str]:
    clause, values = any_of("id", list(dict.fromkeys(keys)))
    rows = reader.rows(f"SELECT id, name, native_name FROM organisation WHERE {clause}", values)
    return {key: name or native for key, name, native in rows}


def organisations_page(
    reader: Reader, narrowing: Narrowing, offset: int, limit: int
) -> list[OrganisationLine]:
    rows = reader.rows(
        "SELECT x.id, x.name, x.acronym, x.native_name, x.kind, x.country, x.city, coalesce(p.name, '')"
        f" FROM organisation x LEFT JOIN organisation p ON p.id = x.parent_id WHERE {narrowing.sql}"
        " ORDER BY x.sort_key, x.id LIMIT :limit OFFSET :offset",
        {**narrowing.values, "limit": limit, "offset": offset},
    )
    keys = [row[0] for row in rows]
    people = _counts(reader, "position", "organisation_id", "person_id", keys)
    agreements = _counts(reader, "agreement_party", "organisation_id", "agreement_id", keys)
    return [
        OrganisationLine(
            key, name, acronym, native, OrganisationKind(kind), country, city, parent,
            people.get(key, 0), agreements.get(key, 0),
        )
        for key, name, acronym, native, kind, country, city, parent in rows
    ]  # fmt: skip


def _counts(
    reader: Reader, table: str, column: str, counted: str, keys: Sequence[str]
) -> dict[str, int]:
    clause, values = any_of(column, keys)
    rows = reader.rows(
        f"SELECT {column}, count(DISTINCT {counted}) FROM {table} WHERE {clause} GROUP BY {column}",
        values,
    )
    return {key: int(number) for key, number in rows}


def organisation_card(reader: Reader, key: str) -> OrganisationCard | None:
    organisation = one(reader, Organisation, key)
    if organisation is None:
        return None
    parent = one(reader, Organisation, organisation.parent_id) if organisation.parent_id else None
    people = reader.rows(
        "SELECT x.id, x.family_name, x.given_name, x.prefix, x.native_name, x.name_order, x.country, p.title"
        " FROM position p JOIN person x ON x.id = p.person_id WHERE p.organisation_id = :id AND p.valid_to = ''"
        " ORDER BY p.rank, x.sort_key LIMIT 200",
        {"id": key},
    )
    return OrganisationCard(
        organisation,
        parent.name if parent else "",
        tuple(where(reader, OrganisationName, "organisation_id = :id", {"id": key}, "language")),
        tuple(where(reader, Site, "organisation_id = :id", {"id": key}, "sort_key, id")),
        tuple(
            (
                row[0],
                display_name(
                    row[1],
                    row[2],
                    prefix=row[3],
                    native_name=row[4],
                    order=NameOrder(row[5]),
                    country=row[6],
                ),
                row[7],
            )
            for row in people
        ),
        tuple(where(reader, Posting, "organisation_id = :id", {"id": key}, "valid_from, id")),
        tuple(where(reader, ContactPoint, "organisation_id = :id", {"id": key}, "rank, id")),
        statements(reader, "organisation", key),
    )


def statements(reader: Reader, word: str, key: str) -> tuple[Statement, ...]:
    """What sources say of a record, the latest first; sources that differ all stand."""
    rows = reader.rows(
        "SELECT c.fact, c.value, c.as_of, s.title, s.publisher, s.url FROM citation c JOIN source s ON s.id = c.source_id"
        " WHERE c.subject_kind = :word AND c.subject_id = :id ORDER BY c.as_of DESC, c.id",
        {"word": word, "id": key},
    )
    return tuple(
        Statement(fact, value, day_of(as_of), f"{publisher}: {title}" if publisher else title, url)
        for fact, value, as_of, title, publisher, url in rows
    )


def sites_page(reader: Reader, narrowing: Narrowing, offset: int, limit: int) -> list[SiteLine]:
    rows = reader.rows(
        "SELECT x.id, x.name, coalesce(o.name, ''), x.city, x.country, x.zone,"
        " (SELECT min(r.number) FROM site_rule r WHERE r.site_id = x.id AND r.kind = :rule)"
        f" FROM site x LEFT JOIN organisation o ON o.id = x.organisation_id WHERE {narrowing.sql}"
        " ORDER BY x.sort_key, x.id LIMIT :limit OFFSET :offset",
        {
            **narrowing.values,
            "limit": limit,
            "offset": offset,
            "rule": SiteRuleKind.MAX_GROUP.value,
        },
    )
    return [SiteLine(*row) for row in rows]


def site_card(reader: Reader, key: str) -> SiteCard | None:
    site = one(reader, Site, key)
    if site is None:
        return None
    organisation = one(reader, Organisation, site.organisation_id) if site.organisation_id else None
    visits = reader.rows(
        "SELECT count(DISTINCT visit_id) FROM item WHERE site_id = :id", {"id": key}
    )[0][0]
    return SiteCard(
        site,
        organisation.name if organisation else "",
        tuple(where(reader, Room, "site_id = :id", {"id": key}, "name, id")),
        tuple(where(reader, OpeningHours, "site_id = :id", {"id": key}, "weekday, opens")),
        tuple(where(reader, SiteRule, "site_id = :id", {"id": key}, "kind, id")),
        int(visits),
    )


def country_codes(reader: Reader, word: str) -> list[str]:
    rows = reader.rows(
        f"SELECT DISTINCT country FROM \"{word}\" WHERE country <> '' ORDER BY country"
    )
    return [row[0] for row in rows]
