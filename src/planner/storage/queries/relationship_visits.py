"""Visits both ways with a country or an organisation, who headed them, and how many people were met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from planner.domain.ids import VisitId
from planner.domain.relationship import Counterpart, VisitTie, by_day
from planner.domain.times import UNKNOWN_DATE
from planner.domain.visits import Delegate, Visit
from planner.storage.queries.relationship_scope import Scope, column, portions
from planner.storage.reading import Reader, having

_THEY_CAME: Final = (
    "SELECT v.id FROM visit v WHERE v.direction = 'inbound' AND v.initiator_organisation_id IN ({h})"
    " UNION SELECT d.visit_id FROM delegate d JOIN visit v ON v.id = d.visit_id"
    " WHERE v.direction = 'inbound' AND d.organisation_id IN ({h})"
)
_WE_WENT: Final = (
    "SELECT v.id FROM visit v WHERE v.direction = 'outbound' AND v.host_organisation_id IN ({h})"
    " UNION SELECT i.visit_id FROM item_host k JOIN item i ON i.id = k.item_id JOIN visit v"
    " ON v.id = i.visit_id WHERE v.direction = 'outbound' AND k.organisation_id IN ({h})"
    " UNION SELECT i.visit_id FROM item i JOIN site s ON s.id = i.site_id JOIN visit v"
    " ON v.id = i.visit_id WHERE v.direction = 'outbound' AND s.organisation_id IN ({h})"
)
_COUNTRY_ALONE: Final = (
    # People whose organisation names no country; a visit to the country; one of which nothing else is known yet.
    "SELECT d.visit_id FROM delegate d JOIN person p ON p.id = d.person_id JOIN visit v"
    " ON v.id = d.visit_id LEFT JOIN organisation o ON o.id = d.organisation_id"
    " WHERE v.direction = 'inbound' AND coalesce(o.country, '') = '' AND p.country = :with"
    " UNION SELECT v.id FROM visit v WHERE v.direction = 'outbound' AND v.country = :with"
    " UNION SELECT v.id FROM visit v WHERE v.direction = 'inbound' AND v.country = :with"
    " AND v.initiator_organisation_id IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM delegate d WHERE d.visit_id = v.id)"
)
_TOOK_PART: Final = (
    "SELECT v.id FROM visit v WHERE v.host_organisation_id IN ({h}) OR v.initiator_organisation_id IN ({h})"
    " UNION SELECT d.visit_id FROM delegate d WHERE d.organisation_id IN ({h})"
    " UNION SELECT i.visit_id FROM item_host k JOIN item i ON i.id = k.item_id WHERE k.organisation_id IN ({h})"
    " UNION SELECT i.visit_id FROM item i JOIN site s ON s.id = i.site_id WHERE s.organisation_id IN ({h})"
)


def visits_with(
    reader: Reader, counterpart: Counterpart, kept: Mapping[VisitId, VisitTie] | None = None
) -> tuple[VisitTie, ...]:
    """Visits both ways, by day; a visit that was called off brings the one that took it up, and back.

    ``kept`` are visits that were made of what sources tell, with what is told of them.
    """
    kept = kept or {}
    scope = Scope(counterpart)
    alone = f" UNION {_COUNTRY_ALONE}" if scope.is_country else ""
    partners = column(reader, scope.sql(f"{_THEY_CAME} UNION {_WE_WENT}{alone}"), scope.values)
    others: list[str] = []
    if not scope.is_country:
        others = column(reader, scope.sql(_TOOK_PART), scope.values)
    chained = _chained(reader, partners)
    with_them = {*partners, *chained, *(key for key, tie in kept.items() if tie.partner)}
    others += kept
    visits = having(reader, Visit, "id", [*with_them, *(k for k in others if k not in with_them)])
    visits = [one for one in visits if one.status.value != "template"]
    titles = {one.id: one.title for one in visits}
    earlier = {one.successor_id: one for one in visits if one.successor_id}
    delegates = _delegates(reader, [one.id for one in visits])
    theirs = _their_heads(reader, scope, [one.id for one in visits])
    ties = []
    for one in visits:
        heads = delegates.get(one.id, [])
        if one.direction.value == "inbound":
            heads = [head for head in heads if head.id in theirs] or heads
        after, before, told = one.successor_id, earlier.get(one.id), kept.get(one.id)
        ties.append(
            VisitTie(
                id=one.id,
                title=one.title or one.code,
                code=one.code,
                direction=one.direction,
                status=one.status,
                first_day=one.first_day,
                last_day=one.last_day,
                partner=one.id in with_them,
                level=_level(heads) or (told.level if told else ""),
                people=len(heads) or (told.people if told else 0),
                revived_as=(after, titles[after]) if after in titles else None,
                revives=(before.id, before.title) if before else None,
                since=told.since if told else UNKNOWN_DATE,
                until=told.until if told else UNKNOWN_DATE,
            )
        )
    return tuple(sorted(ties, key=by_day))


def _chained(reader: Reader, visits: Sequence[str]) -> list[str]:
    """The visits that took these up, and those that these took up."""
    found: list[str] = []
    for clause, values in portions("id", visits):
        found += column(
            reader, f"SELECT successor_id FROM visit WHERE successor_id IS NOT NULL AND {clause}", values
        )  # fmt: skip
    for clause, values in portions("successor_id", visits):
        found += column(reader, f"SELECT id FROM visit WHERE {clause}", values)
    return found


def _delegates(reader: Reader, visits: Sequence[str]) -> dict[str, list[Delegate]]:
    found: dict[str, list[Delegate]] = {}
    for one in having(reader, Delegate, "visit_id", visits):
        found.setdefault(one.visit_id, []).append(one)
    return found


def _their_heads(reader: Reader, scope: Scope, visits: Sequence[str]) -> frozenset[str]:
    country = (
        " OR d.person_id IN (SELECT id FROM person WHERE country = :with) AND NOT EXISTS"
        " (SELECT 1 FROM organisation o WHERE o.id = d.organisation_id AND o.country <> '')"
    )
    found: list[str] = []
    for clause, values in portions("d.visit_id", visits):
        sql = (
            f"SELECT d.id FROM delegate d WHERE {clause} AND (d.organisation_id IN ({scope.houses})"
            f"{country if scope.is_country else ''})"
        )
        found += column(reader, sql, {**values, **scope.values})
    return frozenset(found)


def _level(heads: Iterable[Delegate]) -> str:
    """The title then of the first in the order of precedence; without one of whoever stands first."""
    titled = [one for one in heads if one.title or one.role]
    first = min(titled, key=lambda one: (one.rank or 1_000_000, one.id), default=None)
    return (first.title or first.role) if first else ""


def people_met(reader: Reader, scope: Scope, visits: Sequence[str]) -> int:
    met: set[str] = set()
    for clause, values in portions("d.visit_id", visits):
        met.update(
            column(
                reader,
                "SELECT d.person_id FROM delegate d JOIN visit v ON v.id = d.visit_id"
                f" WHERE {clause} AND v.direction = 'inbound' AND d.person_id IN ({scope.people})",
                {**values, **scope.values},
            )
        )
    for clause, values in portions("i.visit_id", visits):
        met.update(
            column(
                reader,
                "SELECT k.person_id FROM item_host k JOIN item i ON i.id = k.item_id"
                f" WHERE {clause} AND k.person_id IN ({scope.people})",
                {**values, **scope.values},
            )
        )
    return len(met)
