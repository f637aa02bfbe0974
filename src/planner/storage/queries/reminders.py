"""What begins within minutes and what is due in days: asked every minute, by an index."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from planner.domain.reminders import Beginning, Due
from planner.storage.reading import Reader, day_of

_KINDS: Final = "('free', 'stay')"
"""Nobody is called to these."""
_VISITS: Final = "('template', 'cancelled', 'postponed')"
LONGEST: Final = 366
"""Days before a follow-up at which one can want to be told."""


def beginning(reader: Reader, now: dt.datetime, until: dt.datetime) -> list[Beginning]:
    """Entries that begin after ``now`` and not after ``until``, the next one first."""
    rows = reader.rows(
        "SELECT e.id, e.title, e.place, s.name, v.title, e.start_instant, e.start_local FROM item e"
        " JOIN visit v ON v.id = e.visit_id LEFT JOIN site s ON s.id = e.site_id"
        " WHERE e.start_instant > :now AND e.start_instant <= :until AND NOT e.all_day"
        f" AND e.status <> 'cancelled' AND e.kind NOT IN {_KINDS} AND v.status NOT IN {_VISITS}"
        " ORDER BY e.start_instant, e.id LIMIT 20",
        {"now": stored(now), "until": stored(until)},
    )
    return [
        Beginning(
            key, title, ", ".join(part for part in (site, place) if part), visit,
            _moment(start).replace(tzinfo=dt.UTC), _moment(local),
        )
        for key, title, place, site, visit, start, local in rows
    ]  # fmt: skip


def due(reader: Reader, today: dt.date) -> list[Due]:
    """Open follow-ups that are due today, or later with days of their own before it."""
    rows = reader.rows(
        "SELECT id, title, due_on, remind_days FROM follow_up WHERE status IN ('open', 'waiting')"
        " AND due_on >= :today AND due_on <= :last AND (due_on = :today OR remind_days IS NOT NULL)"
        " ORDER BY due_on, id LIMIT 200",
        {"today": today.isoformat(), "last": (today + dt.timedelta(LONGEST)).isoformat()},
    )
    found = []
    for key, title, day, days in rows:
        due_on = day_of(day)
        assert due_on is not None
        found.append(Due(key, title, due_on, days))
    return found


def stored(moment: dt.datetime) -> str:
    """As the library keeps moments: UTC without offset."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _moment(value: Any) -> dt.datetime:
    return dt.datetime.fromisoformat(value) if isinstance(value, str) else value
