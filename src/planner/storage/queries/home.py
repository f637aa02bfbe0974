"""What Home asks: a few rows each, by an index or with a limit, however large the library is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from planner.domain.lines import VisitLine
from planner.domain.visits import VisitStatus
from planner.storage.queries.visits import visit_lines
from planner.storage.reading import Reader, any_of, day_of

_NOT_COMING: Final = (
    VisitStatus.TEMPLATE,
    VisitStatus.CANCELLED,
    VisitStatus.POSTPONED,
    VisitStatus.DONE,
)
LONGEST: Final = 400
"""Days of the longest visit that is looked for; ``times.LONGEST_SHOWN``."""

_OWN = ("visit", "follow_up", "invitation", "call")
_ALSO_SHIPPED = ("agreement", "agreement_party", "funding_programme")


def is_empty(reader: Reader) -> bool:
    """Whether there is nothing of the office's own that Home could show: no visit, no follow-up, no
    invitation, and of the agreements and programmes none but those that come with the program."""
    if any(reader.rows(f"SELECT 1 FROM {name} LIMIT 1") for name in _OWN):
        return False
    clause, values = any_of("c.row_word", _ALSO_SHIPPED, "w")
    return not reader.rows(
        "SELECT 1 FROM change c JOIN step s ON s.number = c.step_number"
        f" WHERE s.lasting = 0 AND {clause} LIMIT 1",
        values,
    )


def coming_visits(reader: Reader, today: dt.date, since: dt.date, limit: int) -> list[VisitLine]:
    """Visits that take place and are not over, the nearest first; none that began before ``since``."""
    clause, values = any_of("x.status", [status.value for status in _NOT_COMING], "s")
    rows = reader.rows(
        "SELECT x.id, x.code, x.title, x.direction, x.status, x.first_day, x.last_day, x.country, coalesce(o.name, '')"
        " FROM visit x LEFT JOIN organisation o ON o.id = x.host_organisation_id"
        f" WHERE x.first_day >= :since AND coalesce(x.last_day, x.first_day) >= :today AND NOT {clause}"
        " ORDER BY x.first_day, x.id LIMIT :limit",
        {**values, "since": since.isoformat(), "today": today.isoformat(), "limit": limit},
    )
    return visit_lines(reader, rows)


def steps(reader: Reader, today: dt.date, until: dt.date) -> list[tuple[str, str, dt.date, str]]:
    """Id, title, day and visit of the open steps of checklists that fall due in these days."""
    rows = reader.rows(
        "SELECT x.id, x.title, x.due_on, coalesce(v.title, '') FROM follow_up x LEFT JOIN visit v ON v.id = x.visit_id"
        " WHERE x.status IN ('open', 'waiting') AND x.due_on >= :today AND x.due_on <= :until"
        " AND x.checklist_id IS NOT NULL ORDER BY x.due_on LIMIT 100",
        {"today": today.isoformat(), "until": until.isoformat()},
    )
    return [(key, title, _day(due), visit) for key, title, due, visit in rows]


def closing_calls(
    reader: Reader, today: dt.date, until: dt.date
) -> list[tuple[str, str, str, dt.date]]:
    """Id, title, name of the programme and last day of the calls that close in these days."""
    rows = reader.rows(
        "SELECT c.id, c.title, coalesce(nullif(p.acronym, ''), p.name), c.closes_on FROM call c"
        " JOIN funding_programme p ON p.id = c.funding_programme_id"
        " WHERE c.closes_on >= :today AND c.closes_on <= :until ORDER BY c.closes_on LIMIT 100",
        {"today": today.isoformat(), "until": until.isoformat()},
    )
    return [(key, title, name, _day(day)) for key, title, name, day in rows]


def titles(reader: Reader, keys: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Word, title and detail of these records by id; what was removed is not among them."""
    clause, values = any_of("id", list(keys))
    rows = reader.rows(f"SELECT id, word, title, detail FROM search_entry WHERE {clause}", values)
    return {key: (word, title, detail) for key, word, title, detail in rows}


def _day(value: Any) -> dt.date:
    day = day_of(value)
    assert day is not None
    return day
