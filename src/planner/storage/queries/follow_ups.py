"""Pages of follow-ups."""

from __future__ import annotations

from typing import Any

from planner.domain.followups import FollowUpStatus
from planner.domain.lines import FollowUpLine
from planner.storage.queries.narrowing import Narrowing, day_of
from planner.storage.reading import Reader, any_of


def follow_ups_page(
    reader: Reader, statuses: list[FollowUpStatus], narrowing: Narrowing, offset: int, limit: int
) -> list[FollowUpLine]:
    """Follow-ups by due date, those without one last."""
    clause, values = any_of("x.status", [status.value for status in statuses], "s")
    rows = reader.rows(
        "SELECT x.id, x.title, x.status, x.kind, x.owner, p.family_name, p.given_name, x.due_on, v.title, a.title, o.name, x.visit_id"
        " FROM follow_up x LEFT JOIN person p ON p.id = x.owner_id LEFT JOIN visit v ON v.id = x.visit_id"
        " LEFT JOIN agreement a ON a.id = x.agreement_id LEFT JOIN organisation o ON o.id = x.organisation_id"
        f" WHERE {clause} AND {narrowing.sql}"
        " ORDER BY CASE WHEN x.due_on IS NULL THEN 1 ELSE 0 END, x.due_on, x.id LIMIT :limit OFFSET :offset",
        {**values, **narrowing.values, "limit": limit, "offset": offset},
    )
    return [_follow_up(row) for row in rows]


def _follow_up(row: tuple[Any, ...]) -> FollowUpLine:
    (
        key,
        title,
        status,
        kind,
        owner,
        family,
        given,
        due,
        visit,
        agreement,
        organisation,
        visit_id,
    ) = row
    person = " ".join(part for part in (given, family) if part)
    return FollowUpLine(
        key,
        title,
        FollowUpStatus(status),
        kind,
        owner or person,
        day_of(due),
        visit or agreement or organisation or "",
        visit_id,
    )


def follow_ups_count(reader: Reader, statuses: list[FollowUpStatus], narrowing: Narrowing) -> int:
    clause, values = any_of("x.status", [status.value for status in statuses], "s")
    sql = f"SELECT count(*) FROM follow_up x WHERE {clause} AND {narrowing.sql}"
    return int(reader.rows(sql, {**values, **narrowing.values})[0][0])
