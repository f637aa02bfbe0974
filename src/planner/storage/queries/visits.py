"""Pages of visits, and their releases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planner.domain.ids import VisitId
from planner.domain.lines import VisitLine
from planner.domain.visits import Direction, Visit, VisitStatus
from planner.storage.reading import Reader, any_of, day_of, having, one, where

if TYPE_CHECKING:
    from planner.domain.releases import Release
    from planner.domain.visit_lines import ReleaseLine
    from planner.storage.queries.narrowing import Narrowing


def visits_page(reader: Reader, narrowing: Narrowing, offset: int, limit: int) -> list[VisitLine]:
    """Visits, the latest first; those without a date last."""
    rows = reader.rows(
        "SELECT x.id, x.code, x.title, x.direction, x.status, x.first_day, x.last_day, x.country, coalesce(o.name, '')"
        f" FROM visit x LEFT JOIN organisation o ON o.id = x.host_organisation_id WHERE {narrowing.sql}"
        " ORDER BY x.first_day DESC NULLS LAST, x.id DESC LIMIT :limit OFFSET :offset",
        {**narrowing.values, "limit": limit, "offset": offset},
    )
    return visit_lines(reader, rows)


def coming_visits(reader: Reader, today: str, limit: int) -> list[VisitLine]:
    rows = reader.rows(
        "SELECT x.id, x.code, x.title, x.direction, x.status, x.first_day, x.last_day, x.country, coalesce(o.name, '')"
        " FROM visit x LEFT JOIN organisation o ON o.id = x.host_organisation_id"
        " WHERE x.last_day >= :today AND x.status <> :template ORDER BY x.first_day, x.id LIMIT :limit",
        {"today": today, "limit": limit, "template": VisitStatus.TEMPLATE.value},
    )
    return visit_lines(reader, rows)


def visit_lines(reader: Reader, rows: Sequence[tuple[Any, ...]]) -> list[VisitLine]:
    """``rows`` have the columns of :func:`visits_page`."""
    clause, values = any_of("visit_id", [row[0] for row in rows])
    heads, items, releases = (
        {key: int(number) for key, number in reader.rows(sql, values)}
        for sql in (
            f"SELECT visit_id, count(*) FROM delegate WHERE {clause} GROUP BY visit_id",
            f"SELECT visit_id, count(*) FROM item WHERE {clause} GROUP BY visit_id",
            f"SELECT visit_id, max(number) FROM release WHERE {clause} GROUP BY visit_id",
        )
    )
    told = _told_people(reader, [row[0] for row in rows if row[0] not in heads])
    return [
        VisitLine(
            VisitId(str(key)),
            str(code),
            str(title),
            Direction(direction),
            VisitStatus(status),
            day_of(first),
            day_of(last),
            str(country),
            str(host),
            heads.get(key) or told.get(key, 0),
            items.get(key, 0),
            releases.get(key),
        )
        for key, code, title, direction, status, first, last, country, host in rows
    ]


def _told_people(reader: Reader, visits: Sequence[str]) -> dict[str, int]:
    """How many came to each of these visits, where nobody is named and a source tells it."""
    clause, values = any_of("subject_id", visits)
    rows = reader.rows(
        "SELECT subject_id, value FROM citation WHERE subject_kind = 'visit' AND fact = 'visit'"
        f" AND value LIKE '% people%' AND {clause} ORDER BY id",
        values,
    )
    if not rows:
        return {}
    from planner.domain.told_visits import people_told  # late: few libraries have any

    found: dict[str, int] = {}
    for key, value in rows:
        found.setdefault(key, people_told(value))
    return found


def find_visit(reader: Reader, text: str) -> list[Visit]:
    """Visits that a typed name may mean: by id, else by code, else by every word of the title."""
    if visit := one(reader, Visit, text):
        return [visit]
    by_code = where(reader, Visit, "lower(code) = lower(:code)", {"code": text})
    if by_code:
        return by_code
    from planner.storage import search  # late: a list of visits does without

    hits = search.find(reader, text, words=["visit"], limit=10)
    return having(reader, Visit, "id", [hit.id for hit in hits])


def releases(reader: Reader, visit_id: str) -> list[ReleaseLine]:
    from planner.domain.releases import Release  # late: the list of visits does without
    from planner.domain.visit_lines import ReleaseLine

    found = where(reader, Release, "visit_id = :id", {"id": visit_id}, "number DESC")
    return [
        ReleaseLine(
            one_.number,
            one_.released_at,
            one_.author,
            one_.note,
            one_.content_hash,
            one_.is_intact,
        )
        for one_ in found
    ]


def release(reader: Reader, visit_id: str, number: int) -> Release | None:
    from planner.domain.releases import Release  # late: the list of visits does without

    found = where(
        reader, Release, "visit_id = :id AND number = :number", {"id": visit_id, "number": number}
    )
    return found[0] if found else None
