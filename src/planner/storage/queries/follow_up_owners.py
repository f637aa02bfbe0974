"""Who has to see to the follow-ups that stand on some lists, and how many each has."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from planner.domain.followups import Side
from planner.domain.ids import PersonId
from planner.domain.owners import Owner
from planner.storage.reading import Reader

SIDE: Final = (
    "CASE WHEN x.side = 'theirs' OR (x.status = 'waiting' AND x.owner = '' AND x.owner_id IS NULL)"
    " THEN 'theirs' ELSE 'ours' END"
)
"""Waiting, with nobody named who watches over it, is in the hands of those it waits for."""
NAME: Final = (
    "trim(coalesce(CASE WHEN x.owner <> '' THEN x.owner"
    " WHEN x.owner_id IS NOT NULL THEN"
    " (SELECT trim(given_name || ' ' || family_name) FROM person WHERE id = x.owner_id)"
    " WHEN x.status = 'waiting' AND x.waiting_for <> '' THEN x.waiting_for"
    " WHEN x.side = 'theirs' AND x.organisation_id IS NOT NULL THEN"
    " (SELECT name FROM organisation WHERE id = x.organisation_id)"
    " ELSE '' END, ''))"
)
"""The owner; of what is theirs and nobody's, who is waited for, else the organisation it is about."""
OF: Final = f"{SIDE} = :owner_side AND lower({NAME}) = :owner_key"
# Two people of one name share a column, and what is given to it goes to the name, to neither by chance.
_OWNERS: Final = """
SELECT n.side, n.folded, min(n.name),
 CASE WHEN count(DISTINCT n.owner_id) = 1 THEN max(n.owner_id) END, count(*), sum(n.late) FROM (
 SELECT {side} AS side, lower({name}) AS folded, {name} AS name, x.owner_id AS owner_id,
  CASE WHEN x.due_on < :today THEN 1 ELSE 0 END AS late
 FROM follow_up x WHERE {condition}) n
GROUP BY n.side, n.folded
ORDER BY n.side, CASE WHEN n.folded = '' AND n.side = 'ours' THEN 0
 WHEN n.folded = '' THEN 2 ELSE 1 END, n.folded
LIMIT :limit OFFSET :offset
"""


def owners(
    reader: Reader,
    condition: str,
    values: dict[str, Any],
    today: dt.date,
    offset: int,
    limit: int,
) -> list[Owner]:
    """Ours first, those whom nobody is named for at the outer ends; each side by name."""
    sql = _OWNERS.format(side=SIDE, name=NAME, condition=condition)
    rows = reader.rows(
        sql, {**values, "today": today.isoformat(), "limit": limit, "offset": offset}
    )
    return [
        Owner(
            side=Side(side),
            name=name,
            key=key,
            person_id=PersonId(person) if person else None,
            count=count,
            overdue=int(late or 0),
        )
        for side, key, name, person, count, late in rows
    ]


def owners_count(reader: Reader, condition: str, values: dict[str, Any]) -> int:
    sql = (
        f"SELECT count(*) FROM (SELECT DISTINCT {SIDE} AS side, lower({NAME}) AS folded"
        f" FROM follow_up x WHERE {condition}) n"
    )
    return int(reader.rows(sql, values)[0][0])
