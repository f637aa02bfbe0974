"""Whether the clock of this computer is behind the library, and what new rules of zones moved."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Final

from planner.domain.clock_notes import MovedEntries
from planner.domain.ids import VisitId
from planner.domain.times import planned_instant
from planner.services.core import Core

SLACK: Final = dt.timedelta(minutes=10)
"""Two computers of an office differ by less."""


class ClockWatch:
    """Reads only; the order of the history and of backups is that of their numbers, whatever a clock says."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def behind(self) -> dt.timedelta | None:
        """How long before the last change of the library the clock of this computer is; None if it is not."""
        rows = self._core.reader.rows("SELECT at FROM step ORDER BY number DESC LIMIT 1")
        if not rows:
            return None
        by = _moment(rows[0][0]) - self._core.stamp()
        return by if by > SLACK else None

    def moved(self) -> list[MovedEntries]:
        """Entries to come that are at another moment than when they were planned, the most first.

        The moment of each stands beside its local time since it was planned; the bundled rules say
        which it is today.
        """
        rows = self._core.reader.rows(
            "SELECT visit_id, start_local, start_fold, start_zone, all_day, start_instant,"
            " end_local, end_fold, end_zone, end_instant FROM item"
            " WHERE start_instant >= :now AND end_instant IS NOT NULL AND status <> 'cancelled'"
            " ORDER BY start_instant",
            {"now": self._core.stamp()},
        )
        found: dict[tuple[str, dt.timedelta], list[str]] = defaultdict(list)
        for visit, local, fold, zone, all_day, start, *end in rows:
            whole = bool(all_day)
            now = planned_instant(_moment(local), fold, zone, all_day=whole)
            by, where = now and now - _moment(start), zone
            if not by:
                end_local, end_fold, end_zone, then = end
                where = end_zone or zone
                now = planned_instant(
                    _moment(end_local), end_fold, where, all_day=whole, is_end=True
                )
                by = now and now - _moment(then)
            if by:
                found[where, by].append(str(visit))
        told = [
            MovedEntries(zone, by, len(keys), tuple(map(VisitId, dict.fromkeys(keys))))
            for (zone, by), keys in found.items()
        ]
        return sorted(told, key=lambda one: (-one.count, one.zone))


def _moment(value: object) -> dt.datetime:
    """SQLite answers with text, PostgreSQL with a time."""
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
