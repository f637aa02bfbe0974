"""Which visits an organisation has to do with: it hosts or starts them, sends somebody, receives, or
something takes place at one of its sites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from planner.domain.ids import VisitId
from planner.domain.organisation_visits import Involvement, OrganisationVisit
from planner.storage.queries.held import NOT_HELD
from planner.storage.queries.narrowing import day_of
from planner.storage.reading import Reader

_WAYS: Final = {
    Involvement.HOST: ("v.host_organisation_id", "v.id", "visit v"),
    Involvement.INITIATOR: ("v.initiator_organisation_id", "v.id", "visit v"),
    Involvement.SENDER: ("d.organisation_id", "d.visit_id", "delegate d"),
    Involvement.RECEIVER: (
        "h.organisation_id",
        "i.visit_id",
        "item_host h JOIN item i ON i.id = h.item_id",
    ),
    Involvement.PLACE: (
        "s.organisation_id",
        "i.visit_id",
        "item i JOIN site s ON s.id = i.site_id",
    ),
}
MOST: Final = 200
"""Visits of one organisation that are told; the latest are."""


def involved(condition: Callable[[str], str]) -> str:
    """Pairs of ``house`` and ``visit``, each once; ``condition`` is put on the column of the house."""
    return " UNION ".join(
        f"SELECT {house} AS house, {visit} AS visit FROM {table} WHERE {condition(house)}"
        for house, visit, table in _WAYS.values()
    )


def visits_of(house: str) -> str:
    """The ids of the visits of one organisation, which is this expression in SQL."""
    return " UNION ".join(
        f"SELECT {visit} FROM {table} WHERE {column} = {house}"
        for column, visit, table in _WAYS.values()
    )


EVERYBODY: Final = involved("{} IS NOT NULL".format)


def visits_with(reader: Reader, house: str) -> list[OrganisationVisit]:
    """The visits of one organisation, the latest first; those that took nobody anywhere are left out."""
    ways = " UNION ALL ".join(
        f"SELECT '{way.value}' AS way, {visit} AS visit FROM {table} WHERE {column} = :id"
        for way, (column, visit, table) in _WAYS.items()
    )
    rows = reader.rows(
        f"SELECT w.id, w.title, w.first_day, t.way, count(*) FROM ({ways}) AS t"
        f" JOIN visit w ON w.id = t.visit WHERE w.status NOT IN {NOT_HELD}"
        " GROUP BY w.id, w.title, w.first_day, t.way ORDER BY w.first_day DESC, w.id LIMIT :most",
        {"id": house, "most": MOST * len(_WAYS)},
    )
    found: dict[str, OrganisationVisit] = {}
    counts: dict[str, dict[Involvement, int]] = {}
    for key, title, first, way, count in rows:
        found.setdefault(key, OrganisationVisit(VisitId(key), title, day_of(first), ()))
        counts.setdefault(key, {})[Involvement(way)] = int(count)
    return [
        replace(
            one,
            ways=tuple(way for way in _WAYS if way in counts[key]),
            people=counts[key].get(Involvement.SENDER, 0),
        )
        for key, one in list(found.items())[:MOST]
    ]
