"""Pages and cards of people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.domain.ids import OrganisationId
from planner.domain.names import NameOrder, display_name
from planner.domain.people import ContactKind, ContactPoint, Person, Position
from planner.domain.people_lines import PersonCard, PersonLine, PersonVisit, Post
from planner.domain.posts import title_on
from planner.storage.queries.narrowing import Narrowing, day_of
from planner.storage.queries.organisations import names_of_organisations, organisations_on
from planner.storage.reading import Reader, any_of, one, where


def people_page(
    reader: Reader, narrowing: Narrowing, offset: int, limit: int, today: dt.date
) -> list[PersonLine]:
    """People by family name (the reading where there is no Latin form), from ``offset``.

    With their posts of ``today``.
    """
    rows = reader.rows(
        "SELECT x.id, x.family_name, x.given_name, x.prefix, x.native_name, x.name_order, x.country"
        f" FROM person x WHERE {narrowing.sql} ORDER BY x.sort_key, x.id LIMIT :limit OFFSET :offset",
        {**narrowing.values, "limit": limit, "offset": offset},
    )
    keys = [row[0] for row in rows]
    posts = posts_shown(reader, keys, today)
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
        title, organisation, since, _house = posts.get(key, ("", "", "", ""))
        lines.append(
            PersonLine(
                key,
                name,
                f"{sort_name} ({prefix})" if prefix else sort_name,
                native,
                organisation,
                title_on(title, since, today),
                country,
                ways.get((key, "email"), ""),
                ways.get((key, "phone"), ""),
                visits.get(key),
            )
        )
    return lines


def shown_first(day: str = ":day") -> str:
    """The order in which the posts ``p`` of a person are shown on a day: held then, to come, former.

    As :func:`planner.domain.posts.shown_on` has it; a year or a month means all of it.
    """
    coming = f"p.valid_from <> '' AND p.valid_from > substr({day}, 1, length(p.valid_from))"
    former = f"p.valid_to <> '' AND p.valid_to < substr({day}, 1, length(p.valid_to))"
    return (
        f"CASE WHEN {coming} THEN 1 WHEN {former} THEN 2 ELSE 0 END,"
        f" CASE WHEN {coming} THEN p.valid_from ELSE '' END,"
        " CASE WHEN p.valid_to = '' THEN 0 ELSE 1 END, p.rank, p.id"
    )


def first_posts(
    reader: Reader, people: Sequence[str], day: dt.date | None
) -> dict[str, tuple[str, str]]:
    """The title and organisation of the post shown for each person on a day.

    One held then comes before all others, so that an old visit keeps old titles, and the
    organisation goes by its name of then. Without a day open ones come first.
    """
    shown = posts_shown(reader, people, day)
    houses = [post[3] for post in shown.values()] if day else []
    then = {one.id: one.name for one in organisations_on(reader, houses, day)}
    return {
        person: (title, then.get(OrganisationId(house), "") or name)
        for person, (title, name, _since, house) in shown.items()
    }


def posts_shown(
    reader: Reader, people: Sequence[str], day: dt.date | None
) -> dict[str, tuple[str, str, str, str]]:
    """Title, organisation, first day and the organisation's id of the post shown for each person."""
    result: dict[str, tuple[str, str, str, str]] = {}
    order = shown_first() if day else "CASE WHEN p.valid_to = '' THEN 0 ELSE 1 END, p.rank, p.id"
    on = {"day": day.isoformat()} if day else {}
    for start in range(0, len(people), 500):
        clause, values = any_of("p.person_id", people[start : start + 500])
        rows = reader.rows(
            "SELECT p.person_id, p.title, o.name, o.acronym, o.native_name, p.valid_from,"
            " o.id"
            f" FROM position p JOIN organisation o ON o.id = p.organisation_id WHERE {clause}"
            f" ORDER BY p.person_id, {order}",
            {**values, **on},
        )
        for person, title, name, acronym, native, since, house in rows:
            result.setdefault(person, (title, name or acronym or native, since, house))
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
