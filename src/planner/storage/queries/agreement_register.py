"""The register of agreements: its filters, its order, its rows, and what happened under each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

from planner.domain.agreement_findings import Family
from planner.domain.agreement_register import AgreementFilters
from planner.domain.agreements import Agreement
from planner.domain.ids import AgreementId
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.renewal import ALIVE, DERIVED_STATES
from planner.domain.times import PartialDate, partial_end
from planner.storage.queries.held import NOT_HELD
from planner.storage.queries.narrowing import Condition, Narrowing, day_of, narrowed_by
from planner.storage.queries.record_days import made_on
from planner.storage.reading import Reader, any_of, having, where
from planner.text import fold

_ALIVE: Final = ", ".join(f"'{status.value}'" for status in sorted(ALIVE))
_PARTY: Final = (
    "EXISTS (SELECT 1 FROM agreement_party p{joined} WHERE p.agreement_id = x.id AND {that})"
)
_HOUSE: Final = " LEFT JOIN organisation o ON o.id = p.organisation_id"


def narrowed_agreements(reader: Reader, filters: AgreementFilters, today: dt.date) -> Narrowing:
    """The agreements that the filters leave which SQL can answer; see ``AgreementFilters.needs_today``."""
    return narrowed_by(reader, "agreement", filters, _CONDITIONS, today)


def _states(filters: AgreementFilters) -> Condition:
    """Wider than asked where a state is derived: those are alive and end."""
    clause, values = any_of("x.status", filters.states, "st")
    if not set(filters.states).isdisjoint(DERIVED_STATES):
        clause = f"({clause} OR (x.status IN ({_ALIVE}) AND x.expires_on <> ''))"
    return clause, values


def _countries(filters: AgreementFilters) -> Condition:
    own, values = any_of("p.country", filters.countries, "c")
    house, _values = any_of("o.country", filters.countries, "c")
    return _PARTY.format(joined=_HOUSE, that=f"({own} OR {house})"), values


def _themes(filters: AgreementFilters) -> Condition:
    clause, values = any_of("t.name", filters.themes, "th")
    return (
        "EXISTS (SELECT 1 FROM agreement_theme a JOIN theme t ON t.id = a.theme_id"
        f" WHERE a.agreement_id = x.id AND {clause})",
        values,
    )


def _ends_before(filters: AgreementFilters) -> Condition:
    """By the earliest day that an end may mean: "2027" ends before 2027-03-01, perhaps. What renews
    itself does not end."""
    day = filters.ends_before or dt.date.max
    return (
        "(x.expires_on <> '' AND NOT x.renews_itself AND x.expires_on || substr('0000-01-01', length(x.expires_on) + 1)"
        " < :ends_before)",
        {"ends_before": day.isoformat()},
    )


def _alive(_filters: AgreementFilters) -> Condition:
    return f"x.status IN ({_ALIVE})", {}


_CONDITIONS: Final[dict[str, Callable[[AgreementFilters], Condition]]] = {
    "states": _states,
    "kinds": lambda filters: any_of("x.kind", [kind.value for kind in filters.kinds], "kind"),
    "countries": _countries,
    "themes": _themes,
    "organisation": lambda filters: (
        _PARTY.format(joined="", that="p.organisation_id = :party"),
        {"party": filters.organisation},
    ),
    "ends_before": _ends_before,
    "due": lambda _filters: ("1 = 1", {}),
    "quiet": _alive,
    "contradicting": lambda _filters: ("1 = 1", {}),
}

_SORTED_BY: Final = {
    "number": "x.number",
    "kind": "x.kind",
    "signed": "x.signed_on",
    "in_force": "x.in_force_on",
    "review": "x.review_on",
    "place": "lower(x.place)",
    "parties": (
        "(SELECT min(lower(coalesce(nullif(o.acronym, ''), o.name, nullif(p.name, ''), p.country)))"
        f" FROM agreement_party p{_HOUSE} WHERE p.agreement_id = x.id AND p.rank ="
        " (SELECT min(q.rank) FROM agreement_party q WHERE q.agreement_id = x.id))"
    ),
}
"""The columns whose order SQL knows; the title is folded, and the rest follows from today."""


def ordered_ids(reader: Reader, narrowing: Narrowing, sort: str, descending: bool) -> list[str]:
    """All ids by one column; those without a value come last, either way, and equals by title."""
    expression = _SORTED_BY.get(sort, "''")
    rows = reader.rows(
        f"SELECT x.id, x.title, {expression} FROM agreement x WHERE {narrowing.sql}",
        narrowing.values,
    )
    found = [(value or "", fold(title), key) for key, title, value in rows]
    if sort == "title":
        found = [(title, title, key) for _none, title, key in found]
    found.sort(key=lambda one: one[1:])
    some = [one for one in found if one[0]]
    some.sort(key=lambda one: one[0], reverse=descending)
    return [one[2] for one in (*some, *(one for one in found if not one[0]))]


def narrowed_whole(reader: Reader, narrowing: Narrowing) -> list[Agreement]:
    """All agreements of a narrowing, for what no column says."""
    return where(reader, Agreement, f"id IN (SELECT x.id FROM agreement x WHERE {narrowing.sql})",
                 narrowing.values)  # fmt: skip


def family(reader: Reader) -> Family:
    """Who points to whom in the whole register."""
    rows = reader.rows(
        "SELECT id, parent_id, supersedes_id, status FROM agreement"
        " WHERE parent_id IS NOT NULL OR supersedes_id IS NOT NULL"
    )
    alive = {status.value for status in ALIVE}
    return Family(
        parents={AgreementId(key): AgreementId(parent) for key, parent, _old, _s in rows if parent},
        supersedes={AgreementId(key): AgreementId(old) for key, _parent, old, _s in rows if old},
        replaced=frozenset(
            AgreementId(old) for _key, _parent, old, status in rows if old and status in alive
        ),
    )


TO_SIGN: Final = (
    "SELECT item_id, agreement_id FROM signing WHERE done_on IS NULL"
    " UNION SELECT c.id, c.agreement_id FROM item c"
    f" WHERE c.kind = '{ItemKind.CEREMONY.value}' AND c.agreement_id > '' AND NOT EXISTS"
    " (SELECT 1 FROM signing d WHERE d.item_id = c.id AND d.agreement_id = c.agreement_id)"
)
"""What is to be signed at which entry: what is said to be, and what a ceremony is about."""


def signing_days(reader: Reader, keys: Collection[str] | None = None) -> dict[str, dt.date]:
    """The earliest day on which each is to be signed at an entry of a programme; all without ``keys``."""
    clause, values = _of("t.agreement_id", keys)
    found: dict[str, dt.date] = {}
    for key, start in reader.rows(
        f"SELECT t.agreement_id, min(i.start_local) FROM ({TO_SIGN}) AS t JOIN item i ON i.id = t.item_id"
        " JOIN visit v ON v.id = i.visit_id"
        f" WHERE i.start_local IS NOT NULL AND v.status NOT IN {NOT_HELD}"
        f" AND i.status <> '{ItemStatus.CANCELLED.value}' AND {clause}"
        " GROUP BY t.agreement_id",
        values,
    ):
        found[key] = dt.date.fromisoformat(str(start)[:10])
    return found


_LAST: Final = (
    "SELECT a.agreement_id, max(coalesce(v.last_day, v.first_day)) FROM visit_agreement a JOIN visit v ON v.id = a.visit_id"
    f" WHERE v.status NOT IN {NOT_HELD} AND {{a}} GROUP BY a.agreement_id",
    "SELECT a.agreement_id, max(coalesce(v.last_day, v.first_day)) FROM item a JOIN visit v ON v.id = a.visit_id"
    f" WHERE v.status NOT IN {NOT_HELD} AND a.agreement_id IS NOT NULL AND {{a}}"
    " GROUP BY a.agreement_id",
    "SELECT a.agreement_id, max(a.done_on) FROM signing a WHERE {a} GROUP BY a.agreement_id",
    "SELECT a.agreement_id, max(a.done_on) FROM follow_up a WHERE a.agreement_id IS NOT NULL"
    " AND {a} GROUP BY a.agreement_id",
)
_LAST_PARTIAL: Final = (
    "SELECT a.agreement_id, max(a.signed_on) FROM amendment a WHERE {a} GROUP BY a.agreement_id",
    "SELECT a.agreement_id, max(a.since) FROM agreement_state a WHERE {a} GROUP BY a.agreement_id",
    "SELECT a.id, CASE WHEN a.in_force_on > a.signed_on THEN a.in_force_on ELSE a.signed_on END"
    " FROM agreement a WHERE {id}",
)


def last_activity(reader: Reader, keys: Collection[str] | None = None) -> dict[str, PartialDate]:
    """When something last happened under each, or is planned: a visit, a follow-up made or done, an
    amendment, a state, a signing; as exactly as that is known, by the last day it may mean. Nothing is
    told of those where nothing is known."""
    found: dict[str, PartialDate] = {}
    latest: dict[str, tuple[dt.date, int]] = {}

    def tell(key: str, when: dt.date | str | None) -> None:
        value = PartialDate(when.isoformat() if isinstance(when, dt.date) else when or "")
        if (day := partial_end(value)) is not None:
            rank = (day, len(value))  # of the same last day, the one that is known better
            if key not in latest or rank > latest[key]:
                latest[key], found[key] = rank, value

    clause, values = _of("a.agreement_id", keys)
    own = _of("a.id", keys)[0]
    for sql in _LAST:
        for key, day in reader.rows(sql.format(a=clause), values):
            tell(key, day_of(day))
    for sql in _LAST_PARTIAL:
        for key, text in reader.rows(sql.format(a=clause, id=own), values):
            tell(key, text)
    for key, follow_up in reader.rows(
        f"SELECT a.agreement_id, a.id FROM follow_up a WHERE a.agreement_id IS NOT NULL AND {clause}",
        values,
    ):
        tell(key, made_on(follow_up))
    return found


def _of(column: str, keys: Collection[str] | None) -> tuple[str, dict[str, Any]]:
    return ("1 = 1", {}) if keys is None else any_of(column, list(keys))


def agreements_by_id(reader: Reader, ids: Sequence[str]) -> list[Agreement]:
    """These, in this order; what is gone is left out."""
    found = {one.id: one for one in having(reader, Agreement, "id", ids)}
    return [found[AgreementId(key)] for key in ids if key in found]


def party_names(reader: Reader, keys: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Of each agreement its parties as (short name, country); the kept name where the house is gone."""
    clause, values = any_of("p.agreement_id", list(keys))
    found: dict[str, list[tuple[str, str]]] = {}
    for key, acronym, name, native, kept, country in reader.rows(
        "SELECT p.agreement_id, o.acronym, o.name, o.native_name, p.name, p.country"
        f" FROM agreement_party p{_HOUSE} WHERE {clause} ORDER BY p.rank, p.id",
        values,
    ):
        found.setdefault(key, []).append((acronym or name or native or kept or "", country))
    return found


def theme_names(reader: Reader, keys: Iterable[str]) -> dict[str, list[str]]:
    clause, values = any_of("a.agreement_id", list(keys))
    found: dict[str, list[str]] = {}
    for key, name in reader.rows(
        "SELECT a.agreement_id, t.name FROM agreement_theme a JOIN theme t ON t.id = a.theme_id"
        f" WHERE {clause} ORDER BY t.name",
        values,
    ):
        found.setdefault(key, []).append(name)
    return found


def party_countries(reader: Reader) -> list[str]:
    """The codes of the countries of all parties."""
    rows = reader.rows(
        "SELECT p.country FROM agreement_party p WHERE p.country <> '' UNION"
        " SELECT o.country FROM agreement_party p JOIN organisation o ON o.id = p.organisation_id"
        " WHERE o.country <> ''"
    )
    return sorted(row[0] for row in rows)


def used_themes(reader: Reader) -> list[str]:
    rows = reader.rows(
        "SELECT DISTINCT t.name FROM agreement_theme a JOIN theme t ON t.id = a.theme_id"
    )
    return sorted(row[0] for row in rows)
