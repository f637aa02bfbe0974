"""Pages of follow-ups: by status, or by the list on which they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.due_dates import SOON, Shelf
from planner.domain.followups import FollowUpStatus, Side
from planner.domain.ids import VisitId
from planner.domain.lines import FollowUpLine
from planner.domain.owners import Owner
from planner.storage.queries.follow_up_owners import OF
from planner.storage.queries.narrowing import Narrowing, day_of
from planner.storage.reading import Reader, any_of

_ENDED: Final = "x.status IN ('done', 'dropped')"
_THEIRS: Final = "(x.status = 'waiting' OR (x.status = 'open' AND x.side = 'theirs'))"
_OURS: Final = "x.status = 'open' AND x.side <> 'theirs'"
_SHELVES: Final = {
    Shelf.DUE: f"{_OURS} AND (x.due_on <= :soon OR (x.due_on IS NULL AND x.anchor = ''))",
    Shelf.WAITING: _THEIRS,
    Shelf.LATER: f"{_OURS} AND (x.due_on > :soon OR (x.due_on IS NULL AND x.anchor <> ''))",
    Shelf.DONE: _ENDED,
}
"""As ``domain.due_dates.shelf_of`` says it."""
_BY_DATE: Final = "CASE WHEN x.due_on IS NULL THEN 1 ELSE 0 END, x.due_on, x.id"
_LINKS: Final = frozenset({"visit_id", "item_id", "agreement_id", "organisation_id", "person_id"})
_LATEST: Final = "CASE WHEN x.done_on IS NULL THEN 1 ELSE 0 END, x.done_on DESC, x.id DESC"
_BY_OWNER: Final = (
    "CASE WHEN x.owner_id IS NULL AND x.owner = '' THEN 1 ELSE 0 END,"
    " lower(CASE WHEN x.owner <> '' THEN x.owner ELSE (SELECT trim(given_name || ' ' || family_name)"
    " FROM person WHERE id = x.owner_id) END)"
)
_SELECT: Final = """
SELECT x.id, x.title, x.status, x.kind, x.owner, p.family_name, p.given_name, x.due_on,
 x.visit_id, v.title, x.item_id, i.title, x.agreement_id, a.title, x.organisation_id, o.name,
 x.person_id, w.family_name, w.given_name, x.side, x.waiting_for, x.done_on, x.repeats, x.anchor
FROM ({wanted}) n JOIN follow_up x ON x.id = n.id
 LEFT JOIN person p ON p.id = x.owner_id LEFT JOIN visit v ON v.id = x.visit_id
 LEFT JOIN item i ON i.id = x.item_id LEFT JOIN agreement a ON a.id = x.agreement_id
 LEFT JOIN organisation o ON o.id = x.organisation_id LEFT JOIN person w ON w.id = x.person_id
ORDER BY {order}
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which follow-ups, in which order. Without ``shelves`` those of every list.

    ``of`` are records that they have to name: field and id. ``owner`` has to see to them.
    """

    shelves: tuple[Shelf, ...]
    narrowing: Narrowing
    today: dt.date
    by_owner: bool = False
    of: tuple[tuple[str, str], ...] = ()
    owner: Owner | None = None

    @property
    def condition(self) -> tuple[str, dict[str, Any]]:
        clauses, values = [self.narrowing.sql], dict(self.narrowing.values)
        if self.shelves:
            clauses.append("(" + " OR ".join(f"({_SHELVES[one]})" for one in self.shelves) + ")")
        if {Shelf.DUE, Shelf.LATER} & set(self.shelves):
            values["soon"] = (self.today + dt.timedelta(SOON)).isoformat()
        for number, (field, key) in enumerate(self.of):
            if field not in _LINKS:  # it becomes part of the statement
                raise ValueError(field)
            clauses.append(f"x.{field} = :of{number}")
            values[f"of{number}"] = key
        if self.owner is not None:
            clauses.append(OF)
            values |= {"owner_side": self.owner.side.value, "owner_key": self.owner.key}
        return " AND ".join(clauses), values

    @property
    def order(self) -> str:
        by_date = _LATEST if self.shelves == (Shelf.DONE,) else _BY_DATE
        return f"{_BY_OWNER}, {by_date}" if self.by_owner else by_date


def asked_page(reader: Reader, asked: Asked, offset: int, limit: int) -> list[FollowUpLine]:
    condition, values = asked.condition
    return _lines(reader, condition, values, asked.order, offset, limit)


def asked_count(reader: Reader, asked: Asked) -> int:
    condition, values = asked.condition
    return int(reader.rows(f"SELECT count(*) FROM follow_up x WHERE {condition}", values)[0][0])


def due_page(reader: Reader, until: dt.date, limit: int) -> list[FollowUpLine]:
    """Those of the list "Due" that have a day, until this one, the oldest first."""
    condition = f"{_OURS} AND x.due_on <= :until"
    return _lines(reader, condition, {"until": until.isoformat()}, "x.due_on, x.id", 0, limit)


def follow_ups_page(
    reader: Reader, statuses: list[FollowUpStatus], narrowing: Narrowing, offset: int, limit: int
) -> list[FollowUpLine]:
    """Follow-ups by due date, those without one last."""
    clause, values = any_of("x.status", [status.value for status in statuses], "s")
    return _lines(
        reader,
        f"{clause} AND {narrowing.sql}",
        {**values, **narrowing.values},
        _BY_DATE,
        offset,
        limit,
    )


def follow_ups_count(reader: Reader, statuses: list[FollowUpStatus], narrowing: Narrowing) -> int:
    clause, values = any_of("x.status", [status.value for status in statuses], "s")
    sql = f"SELECT count(*) FROM follow_up x WHERE {clause} AND {narrowing.sql}"
    return int(reader.rows(sql, {**values, **narrowing.values})[0][0])


def _lines(
    reader: Reader, condition: str, values: dict[str, Any], order: str, offset: int, limit: int
) -> list[FollowUpLine]:
    wanted = (
        f"SELECT x.id FROM follow_up x WHERE {condition} ORDER BY {order}"
        " LIMIT :limit OFFSET :offset"
    )
    rows = reader.rows(
        _SELECT.format(wanted=wanted, order=order), {**values, "limit": limit, "offset": offset}
    )
    return [_follow_up(row) for row in rows]


def _follow_up(row: tuple[Any, ...]) -> FollowUpLine:
    key, title, status, kind, owner, family, given, due = row[:8]
    side, waiting_for, done_on, repeats, anchor = row[19:]
    links = _links(row[8:19])
    return FollowUpLine(
        key,
        title,
        FollowUpStatus(status),
        kind,
        owner or _name(given, family),
        day_of(due),
        " · ".join(dict.fromkeys(name for _word, _key, name in links if name)),
        VisitId(row[8]) if row[8] else None,
        side or Side.OURS.value,
        waiting_for,
        day_of(done_on),
        repeats,
        bool(anchor),
        next(((word, key) for word, key, _said in links), None),
    )


def _links(row: Sequence[Any]) -> list[tuple[str, str, str]]:
    """(word, id, name) of what it is about, the nearest first."""
    visit, visit_title, item, item_title, agreement, agreement_title = row[:6]
    house, house_name, person, family, given = row[6:]
    found = (
        ("item", item, item_title),
        ("visit", visit, visit_title),
        ("agreement", agreement, agreement_title),
        ("organisation", house, house_name),
        ("person", person, _name(given, family)),
    )
    return [(word, str(key), name or "") for word, key, name in found if key]


def _name(given: str | None, family: str | None) -> str:
    return " ".join(part for part in (given, family) if part)
