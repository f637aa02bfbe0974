"""The list of organisations: its order, and pages with only what the shown columns need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from planner.domain.ids import OrganisationId
from planner.domain.organisation_lines import OrganisationLine
from planner.domain.organisations import OrganisationKind
from planner.domain.times import PartialDate
from planner.storage.queries.held import NOT_HELD, held
from planner.storage.queries.involvement import involved, visits_of
from planner.storage.queries.list_order import NOTES, ListOrder, changed_at, last_change
from planner.storage.queries.narrowing import day_of
from planner.storage.reading import Reader, any_of


def _count(table: str, column: str, what: str = "*", condition: str = "") -> str:
    """How many, or nothing for none: those come last in the order."""
    return f"nullif((SELECT count({what}) FROM {table} p WHERE p.{column} = x.id{condition}), 0)"


def _held(alias: str = "p") -> str:
    return " AND " + held(alias).replace(":held_on", ":today")


def _visit(expression: str, condition: str = "") -> str:
    return (
        f"(SELECT {expression} FROM visit w WHERE w.status NOT IN {NOT_HELD}{condition}"
        f" AND w.id IN ({visits_of('x.id')}))"
    )


_TEXTS: Final = {
    "native_name": "x.native_name",
    "acronym": "lower(x.acronym)",
    "kind": "x.kind",
    "parent": "(SELECT o.sort_key FROM organisation o WHERE o.id = x.parent_id)",
    "city": "lower(x.city)",
    "country": "x.country",
    "since": "x.valid_from",
    "until": "x.valid_to",
    "successor": "(SELECT o.sort_key FROM organisation o WHERE o.id = x.successor_id)",
    "approval": "lower(x.approval)",
    "notes": f"lower(substr(x.notes, 1, {NOTES}))",
}
_OTHERS: Final = {
    "parts": _count("organisation", "parent_id"),
    "people": _count("position", "organisation_id", "DISTINCT p.person_id", _held()),
    "postings": _count("posting", "organisation_id", condition=_held()),
    "sites": _count("site", "organisation_id"),
    "agreements": _count("agreement_party", "organisation_id", "DISTINCT p.agreement_id"),
    "members": f"(SELECT sum(p.count) FROM membership p WHERE p.organisation_id = x.id{_held()})",
    "last_visit": _visit("max(w.first_day)", " AND w.first_day <= :today"),
    "next_visit": _visit("min(w.first_day)", " AND w.first_day > :today"),
    "visits": f"nullif({_visit('count(*)')}, 0)",
    "changed": last_change("organisation"),
}
ORDER: Final = ListOrder("organisation", _TEXTS, _OTHERS)


def lines(
    reader: Reader, ids: Sequence[str], columns: Collection[str], today: dt.date
) -> list[OrganisationLine]:
    """These in this order; each thing that the columns need is one query for all of them."""
    clause, values = any_of("x.id", ids)
    rows = reader.rows(
        "SELECT x.id, x.name, x.acronym, x.native_name, x.kind, x.country, x.city,"
        " coalesce(nullif(p.name, ''), p.native_name, ''), x.valid_from, x.valid_to,"
        " coalesce(nullif(s.name, ''), s.native_name, ''), x.approval,"
        f" substr(x.notes, 1, {NOTES}) FROM organisation x"
        " LEFT JOIN organisation p ON p.id = x.parent_id"
        f" LEFT JOIN organisation s ON s.id = x.successor_id WHERE {clause}",
        values,
    )
    found = {row[0]: _line(row) for row in rows}
    for needed, fill in _FILLS:
        if not needed.isdisjoint(columns):
            fill(reader, found, today)
    return [found[key] for key in ids if key in found]


def _line(row: tuple[Any, ...]) -> OrganisationLine:
    (
        key,
        name,
        acronym,
        native,
        kind,
        country,
        city,
        parent,
        since,
        until,
        heir,
        approval,
        notes,
    ) = row
    return OrganisationLine(
        OrganisationId(str(key)), name, acronym, native, OrganisationKind(kind), country, city, parent,
        valid_from=PartialDate(since), valid_to=PartialDate(until), successor=heir,
        approval=approval, notes=notes,
    )  # fmt: skip


Found = dict[Any, OrganisationLine]
Fill = Callable[[Reader, Found, dt.date], None]


def _filling(field: str, table: str, column: str, what: str = "count(*)", dated: str = "") -> Fill:
    """A number of each organisation: how many rows of a table point to it."""

    def fill(reader: Reader, found: Found, today: dt.date) -> None:
        clause, values = any_of(f"p.{column}", list(found))
        if dated:
            values["today"] = today.isoformat()
        rows = reader.rows(
            f"SELECT p.{column}, {what} FROM {table} p WHERE {clause}{dated} GROUP BY p.{column}",
            values,
        )
        for key, number in rows:
            counted: dict[str, Any] = {field: int(number)}
            found[key] = replace(found[key], **counted)

    return fill


def _fill_names(reader: Reader, found: Found, today: dt.date) -> None:
    """Names that are so, with their language; and those that ended, the latest first."""
    clause, values = any_of("n.organisation_id", list(found))
    rows = reader.rows(
        "SELECT n.organisation_id, n.language, n.name, n.valid_to FROM organisation_name n"
        f" WHERE {clause} ORDER BY n.valid_to DESC, n.language, n.id",
        values,
    )
    for key, language, name, until in rows:
        line = found[key]
        if until and until < today.isoformat()[: len(until)]:
            found[key] = replace(line, former_names=(*line.former_names, (name, until)))
        else:
            found[key] = replace(line, names=(*line.names, (language, name)))


def _fill_clusters(reader: Reader, found: Found, today: dt.date) -> None:
    clause, values = any_of("p.member_id", list(found))
    rows = reader.rows(
        "SELECT p.member_id, coalesce(nullif(o.name, ''), o.native_name) FROM membership p"
        f" JOIN organisation o ON o.id = p.organisation_id WHERE {clause}{_held()}"
        " ORDER BY o.sort_key, o.id",
        {**values, "today": today.isoformat()},
    )
    for key, name in rows:
        found[key] = replace(found[key], member_of=(*found[key].member_of, name))


def _fill_visits(reader: Reader, found: Found, today: dt.date) -> None:
    _clause, values = any_of("house", list(found))
    pairs = involved(lambda house: any_of(house, list(found))[0])
    rows = reader.rows(
        "SELECT t.house, max(CASE WHEN w.first_day <= :today THEN w.first_day END),"
        " min(CASE WHEN w.first_day > :today THEN w.first_day END), count(*)"
        f" FROM ({pairs}) AS t JOIN visit w ON w.id = t.visit"
        f" WHERE w.status NOT IN {NOT_HELD} GROUP BY t.house",
        {**values, "today": today.isoformat()},
    )
    for key, last, coming, count in rows:
        found[key] = replace(
            found[key], last_visit=day_of(last), next_visit=day_of(coming), visits=int(count)
        )


def _fill_changed(reader: Reader, found: Found, _today: dt.date) -> None:
    for key, moment in changed_at(reader, "organisation", found).items():
        found[key] = replace(found[key], changed=moment)


_FILLS: Final[tuple[tuple[frozenset[str], Fill], ...]] = (
    (frozenset({"names", "former_names"}), _fill_names),
    (frozenset({"parts"}), _filling("parts", "organisation", "parent_id")),
    (
        frozenset({"people"}),
        _filling(
            "people", "position", "organisation_id", "count(DISTINCT p.person_id)", dated=_held()
        ),
    ),
    (frozenset({"postings"}), _filling("postings", "posting", "organisation_id", dated=_held())),
    (frozenset({"sites"}), _filling("sites", "site", "organisation_id")),
    (
        frozenset({"agreements"}),
        _filling(
            "agreements", "agreement_party", "organisation_id", "count(DISTINCT p.agreement_id)"
        ),
    ),
    (
        frozenset({"members"}),
        _filling("members", "membership", "organisation_id", "sum(p.count)", dated=_held()),
    ),
    (frozenset({"member_of"}), _fill_clusters),
    (frozenset({"last_visit", "next_visit", "visits"}), _fill_visits),
    (frozenset({"changed"}), _fill_changed),
)


def approvals(reader: Reader) -> list[str]:
    """What stands as approval of organisations, each once."""
    rows = reader.rows("SELECT DISTINCT approval FROM organisation WHERE approval <> ''")
    return sorted(row[0] for row in rows)


def language_tags(reader: Reader) -> list[str]:
    """The languages in which organisations have names, by tag."""
    rows = reader.rows("SELECT DISTINCT language FROM organisation_name WHERE language <> ''")
    return sorted(row[0] for row in rows)
