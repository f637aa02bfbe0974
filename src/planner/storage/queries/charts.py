"""What charts count: grouped in the database, so that only the groups come out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.charts import ChartAsked, SiteGroup, VisitGroup
from planner.domain.ids import AgreementId
from planner.domain.renewal import told_state
from planner.domain.times import PartialDate
from planner.domain.visits import VisitStatus
from planner.storage.reading import Reader, any_of

_NOT_COUNTED = (VisitStatus.TEMPLATE, VisitStatus.CANCELLED, VisitStatus.POSTPONED)
_COUNTRY = (
    # Of guests the house that asked to come, else that of most of them, but not the country to which
    # they came; of a journey where it went.
    "CASE WHEN x.direction = 'inbound' THEN coalesce(nullif(i.country, ''), (SELECT o.country FROM delegate d"
    " JOIN organisation o ON o.id = d.organisation_id WHERE d.visit_id = x.id AND o.country <> ''"
    " GROUP BY o.country ORDER BY count(*) DESC, o.country LIMIT 1), nullif(x.country, :home))"
    " ELSE coalesce(nullif(x.country, ''), h.country, '') END"
)
_NO_VISIT_THERE = ("leg", "stay", "free", "blocker")


def visit_groups(reader: Reader, asked: ChartAsked, home: str = "") -> list[VisitGroup]:
    """Visits that took place or will, with a date, by year, direction and country; ``home`` is ours."""
    where, values = _of_visits(asked)
    values["home"] = home
    rows = reader.rows(
        "SELECT y, direction, country, count(*), sum(heads) FROM ("
        f"SELECT substr(CAST(x.first_day AS TEXT), 1, 4) AS y, x.direction AS direction, {_COUNTRY} AS country,"
        " (SELECT count(*) FROM delegate d WHERE d.visit_id = x.id) AS heads FROM visit x"
        " LEFT JOIN organisation i ON i.id = x.initiator_organisation_id"
        f" LEFT JOIN organisation h ON h.id = x.host_organisation_id WHERE {where}"
        ") AS counted GROUP BY y, direction, country ORDER BY y, direction, country",
        values,
    )
    return [
        VisitGroup(int(year), direction, country or "", int(visits), int(heads))
        for year, direction, country, visits, heads in rows
    ]


def site_groups(reader: Reader, asked: ChartAsked) -> list[SiteGroup]:
    """Visits to a site by month of the entry; a visit counts once a month, with all its delegates."""
    where, values = _of_visits(asked)
    kinds, kind_values = any_of("e.kind", _NO_VISIT_THERE, "k")
    site = " AND e.site_id = :site" if asked.site else ""
    rows = reader.rows(
        "SELECT s.name, c.m, count(*), sum(c.heads) FROM ("
        "SELECT DISTINCT e.site_id AS site, e.visit_id AS visit, substr(CAST(e.start_local AS TEXT), 1, 7) AS m,"
        " (SELECT count(*) FROM delegate d WHERE d.visit_id = e.visit_id) AS heads"
        " FROM item e JOIN visit x ON x.id = e.visit_id WHERE e.site_id IS NOT NULL AND e.start_local IS NOT NULL"
        f" AND e.status <> 'cancelled' AND NOT {kinds} AND {where}{site}"
        ") AS c JOIN site s ON s.id = c.site GROUP BY s.id, s.name, c.m ORDER BY s.name, c.m",
        {**values, **kind_values, **({"site": asked.site} if asked.site else {})},
    )
    return [SiteGroup(name, month, int(visits), int(heads)) for name, month, visits, heads in rows]


def agreements_by_state(reader: Reader, asked: ChartAsked, today: dt.date) -> list[tuple[str, int]]:
    """By what ``renewal.told_state`` gives: of what counts as alive after its end, that it ran out."""
    where, values = _of_agreements(asked)
    rows = reader.rows(
        "SELECT a.status, a.expires_on, a.renews_itself, count(*) FROM agreement a"
        f" WHERE {where} GROUP BY a.status, a.expires_on, a.renews_itself"
        " ORDER BY a.status, a.expires_on",
        values,
    )
    counted: Counter[str] = Counter()
    for status, ends, renews, count in rows:
        one = Agreement(
            id=AgreementId(""),
            status=AgreementStatus(status),
            expires_on=PartialDate(ends),
            renews_itself=bool(renews),
        )
        counted[told_state(one, today)] += int(count)
    return list(counted.items())


def agreements_by_theme(reader: Reader, asked: ChartAsked) -> list[tuple[str, int]]:
    """Of each theme; an agreement with several counts in each, one without under the empty name."""
    where, values = _of_agreements(asked)
    rows = reader.rows(
        "SELECT coalesce(t.name, ''), count(*) FROM agreement a LEFT JOIN agreement_theme l ON l.agreement_id = a.id"
        f" LEFT JOIN theme t ON t.id = l.theme_id WHERE {where} GROUP BY coalesce(t.name, '')",
        values,
    )
    return [(name, int(count)) for name, count in rows]


def span(reader: Reader) -> tuple[int, int] | None:
    """The years of the first and the last visit or signature."""
    years: list[int] = []
    for sql in (
        "SELECT min(first_day), max(first_day) FROM visit WHERE status <> 'template'",
        "SELECT min(signed_on), max(signed_on) FROM agreement WHERE signed_on <> ''",
    ):
        years += [int(str(value)[:4]) for value in reader.rows(sql)[0] if value]
    return (min(years), max(years)) if years else None


def visited_sites(reader: Reader) -> list[tuple[str, str]]:
    """Id and name of the sites that some entry of a visit is at."""
    rows = reader.rows(
        "SELECT s.id, s.name FROM site s WHERE EXISTS (SELECT 1 FROM item e WHERE e.site_id = s.id)"
        " ORDER BY s.name, s.id"
    )
    return [(key, name) for key, name in rows]


def _of_visits(asked: ChartAsked) -> tuple[str, dict[str, Any]]:
    clause, values = any_of("x.status", [status.value for status in _NOT_COUNTED], "s")
    parts = ["x.first_day IS NOT NULL", f"NOT {clause}"]
    if asked.first_year is not None:
        parts.append("x.first_day >= :first")
        values["first"] = f"{asked.first_year:04d}-01-01"
    if asked.last_year is not None:
        parts.append("x.first_day <= :last")
        values["last"] = f"{asked.last_year:04d}-12-31"
    if asked.direction:
        parts.append("x.direction = :direction")
        values["direction"] = asked.direction
    return " AND ".join(parts), values


def _of_agreements(asked: ChartAsked) -> tuple[str, dict[str, Any]]:
    """By the year of the signature; one that is not signed has none and counts without limits only."""
    parts, values = ["1 = 1"], {}
    if asked.first_year is not None:
        parts.append("a.signed_on >= :first")
        values["first"] = f"{asked.first_year:04d}"
    if asked.last_year is not None:
        parts.append("a.signed_on <> '' AND a.signed_on < :last")
        values["last"] = f"{asked.last_year + 1:04d}"
    return " AND ".join(parts), values
