"""The list of people: its order, and pages with only what the shown columns need."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from planner.domain.ids import PersonId
from planner.domain.names import NameOrder, display_name
from planner.domain.people_lines import PersonLine
from planner.domain.posts import title_on
from planner.storage.queries.held import NOT_HELD
from planner.storage.queries.list_order import NOTES, ListOrder, changed_at, last_change
from planner.storage.queries.narrowing import day_of
from planner.storage.queries.people import first_ways, shown_first
from planner.storage.reading import Reader, any_of


def _post(expression: str) -> str:
    """Of the post that a list shows today."""
    return (
        f"(SELECT {expression} FROM position p JOIN organisation o ON o.id = p.organisation_id"
        f" WHERE p.person_id = x.id ORDER BY {shown_first(':today')} LIMIT 1)"
    )


def _way(kind: str) -> str:
    return (
        "(SELECT w.normal FROM contact_point w WHERE w.person_id = x.id"
        f" AND w.kind = '{kind}' ORDER BY w.rank, w.id LIMIT 1)"
    )


def _visit(expression: str, condition: str = "") -> str:
    return (
        f"(SELECT {expression} FROM delegate d JOIN visit v ON v.id = d.visit_id"
        f" WHERE d.person_id = x.id AND v.status NOT IN {NOT_HELD}{condition})"
    )


_TEXTS: Final = {
    "native_name": "x.native_name",
    "reading": "x.reading",
    "country": "x.country",
    "languages": "CASE WHEN x.languages = '[]' THEN '' ELSE x.languages END",
    "salutation": "lower(x.salutation)",
    "notes": f"lower(substr(x.notes, 1, {NOTES}))",
    "organisation": _post("o.sort_key"),
    "post": _post("lower(p.title)"),
    "department": _post("lower(p.department)"),
    "email": _way("email"),
    "phone": _way("phone"),
}
_OTHERS: Final = {
    "last_visit": _visit("max(v.first_day)", " AND v.first_day <= :today"),
    "next_visit": _visit("min(v.first_day)", " AND v.first_day > :today"),
    "visits": _visit("count(*)"),
    "changed": last_change("person"),
}

ORDER: Final = ListOrder("person", _TEXTS, _OTHERS)


def lines(
    reader: Reader, ids: Sequence[str], columns: Collection[str], today: dt.date
) -> list[PersonLine]:
    """These people in this order; each thing that the columns need is one query for all of them."""
    clause, values = any_of("x.id", ids)
    rows = reader.rows(
        "SELECT x.id, x.family_name, x.given_name, x.prefix, x.native_name, x.name_order, x.country,"
        f" x.reading, x.languages, x.salutation, substr(x.notes, 1, {NOTES}) FROM person x"
        f" WHERE {clause}",
        values,
    )
    found = {row[0]: _line(row) for row in rows}
    for needed, fill in _FILLS:
        if not needed.isdisjoint(columns):
            fill(reader, found, today)
    return [found[key] for key in ids if key in found]


def _line(row: tuple[Any, ...]) -> PersonLine:
    key, family, given, prefix, native, order, country, reading, languages, salutation, notes = row
    sort_name = f"{family}, {given}".strip(", ") or native
    return PersonLine(
        PersonId(str(key)),
        display_name(
            family,
            given,
            prefix=prefix,
            native_name=native,
            order=NameOrder(order),
            country=country,
        ),
        f"{sort_name} ({prefix})" if prefix else sort_name,
        native,
        "",
        "",
        country,
        "",
        "",
        None,
        reading=reading,
        languages=tuple(json.loads(languages or "[]")),
        salutation=salutation,
        notes=notes,
    )


def language_tags(reader: Reader) -> list[str]:
    """The languages that people speak, by tag."""
    rows = reader.rows("SELECT DISTINCT languages FROM person WHERE languages <> '[]'")
    return sorted({tag for row in rows for tag in json.loads(row[0] or "[]")})


Found = dict[Any, PersonLine]


def _fill_posts(reader: Reader, found: Found, today: dt.date) -> None:
    clause, values = any_of("p.person_id", list(found))
    rows = reader.rows(
        "SELECT p.person_id, p.title, p.department, o.name, o.native_name, o.acronym, p.valid_from"
        f" FROM position p JOIN organisation o ON o.id = p.organisation_id WHERE {clause}"
        f" ORDER BY p.person_id, {shown_first(':today')}",
        {**values, "today": today.isoformat()},
    )
    told: set[str] = set()
    for key, title, department, name, native, acronym, since in rows:
        if key in told:
            continue
        told.add(key)  # the one that is shown comes first
        found[key] = replace(
            found[key],
            position=title_on(title, since, today),
            department=department,
            organisation=name or native or acronym,
        )


def _fill_ways(reader: Reader, found: Found, _today: dt.date) -> None:
    for (key, kind), value in first_ways(reader, list(found)).items():
        if key in found and kind == "email":
            found[key] = replace(found[key], email=value)
        elif key in found and kind == "phone":
            found[key] = replace(found[key], phone=value)


def _fill_visits(reader: Reader, found: Found, today: dt.date) -> None:
    clause, values = any_of("d.person_id", list(found))
    rows = reader.rows(
        "SELECT d.person_id, max(CASE WHEN v.first_day <= :today THEN v.first_day END),"
        " min(CASE WHEN v.first_day > :today THEN v.first_day END), count(*)"
        " FROM delegate d JOIN visit v ON v.id = d.visit_id"
        f" WHERE {clause} AND v.status NOT IN {NOT_HELD} GROUP BY d.person_id",
        {**values, "today": today.isoformat()},
    )
    for key, last, coming, count in rows:
        found[key] = replace(
            found[key], last_visit=day_of(last), next_visit=day_of(coming), visits=int(count)
        )


def _fill_changed(reader: Reader, found: Found, _today: dt.date) -> None:
    for key, moment in changed_at(reader, "person", found).items():
        found[key] = replace(found[key], changed=moment)


def _fill_photos(reader: Reader, found: Found, _today: dt.date) -> None:
    clause, values = any_of("person_id", list(found))
    for key, data in reader.rows(
        f"SELECT person_id, data FROM photo WHERE {clause} ORDER BY id DESC", values
    ):
        found[key] = replace(found[key], photo=data)


_FILLS: Final[tuple[tuple[frozenset[str], Callable[[Reader, Found, dt.date], None]], ...]] = (
    (frozenset({"organisation", "post", "department"}), _fill_posts),
    (frozenset({"email", "phone"}), _fill_ways),
    (frozenset({"last_visit", "next_visit", "visits"}), _fill_visits),
    (frozenset({"changed"}), _fill_changed),
    (frozenset({"photo"}), _fill_photos),
)
