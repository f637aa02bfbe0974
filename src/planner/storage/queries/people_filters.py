"""The filters of the list of people as conditions in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from planner.domain.people_list import PeopleFilters
from planner.storage.queries.held import beginning_of, held
from planner.storage.queries.narrowing import Condition, Narrowing, narrowed_by
from planner.storage.reading import Reader, any_of

# A post is held while today is within its dates.
_HELD: Final = held()

# UNION, not UNION ALL: an organisation that is its own ancestor ends the walk.
_BELOW: Final = (
    "x.id IN (WITH RECURSIVE below(id) AS (SELECT CAST(:house AS VARCHAR(32)) UNION"
    " SELECT o.id FROM organisation o JOIN below b ON o.parent_id = b.id)"
    " SELECT p.person_id FROM position p JOIN below b ON b.id = p.organisation_id"
    f" WHERE {_HELD})"
)

_CHANGED: Final = (
    "x.id IN ("
    "SELECT c.row_id FROM change c JOIN step s ON s.number = c.step_number"
    " WHERE c.row_word = 'person' AND s.\"at\" >= :since"
    " UNION SELECT w.person_id FROM change c JOIN step s ON s.number = c.step_number"
    " JOIN contact_point w ON w.id = c.row_id"
    " WHERE c.row_word = 'contact_point' AND s.\"at\" >= :since"
    " UNION SELECT p.person_id FROM change c JOIN step s ON s.number = c.step_number"
    " JOIN position p ON p.id = c.row_id"
    " WHERE c.row_word = 'position' AND s.\"at\" >= :since)"
)


def narrowed_people(reader: Reader, filters: PeopleFilters, today: dt.date) -> Narrowing:
    """The people that all filters leave; ``today`` decides which posts are held."""
    return narrowed_by(reader, "person", filters, _CONDITIONS, today)


def _languages(filters: PeopleFilters) -> Condition:
    # The column holds a JSON array of tags, which have no signs that LIKE reads otherwise.
    tags = [tag for tag in filters.languages if tag.replace("-", "").isalnum()]
    values = {f"l{number}": f'%"{tag}"%' for number, tag in enumerate(tags)}
    return f"({' OR '.join(f'x.languages LIKE :{key}' for key in values) or '1 = 0'})", values


def _kinds(filters: PeopleFilters) -> Condition:
    clause, values = any_of("o.kind", [kind.value for kind in filters.kinds], "kind")
    return (
        "EXISTS (SELECT 1 FROM position p JOIN organisation o ON o.id = p.organisation_id"
        f" WHERE p.person_id = x.id AND {_HELD} AND {clause})",
        values,
    )


def _since(filters: PeopleFilters) -> Condition:
    day = filters.changed_since or dt.date.min
    return _CHANGED, {"since": beginning_of(day)}


def _lacks(kind: str) -> Callable[[PeopleFilters], Condition]:
    sql = (
        f"NOT EXISTS (SELECT 1 FROM contact_point w WHERE w.person_id = x.id AND w.kind = '{kind}')"
    )
    return lambda _filters: (sql, {})


_CONDITIONS: Final[dict[str, Callable[[PeopleFilters], Condition]]] = {
    "countries": lambda filters: any_of("x.country", filters.countries, "c"),
    "languages": _languages,
    "organisation": lambda filters: (_BELOW, {"house": filters.organisation}),
    "kinds": _kinds,
    "visit": lambda filters: (
        "x.id IN (SELECT d.person_id FROM delegate d WHERE d.visit_id = :visit)",
        {"visit": filters.visit},
    ),
    "without_email": _lacks("email"),
    "without_phone": _lacks("phone"),
    "without_post": lambda _filters: (
        f"NOT EXISTS (SELECT 1 FROM position p WHERE p.person_id = x.id AND {_HELD})",
        {},
    ),
    "without_visit": lambda _filters: (
        "NOT EXISTS (SELECT 1 FROM delegate d WHERE d.person_id = x.id)",
        {},
    ),
    "changed_since": _since,
}
