"""How far the clocks of two zones are apart, and when that changes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.times import zone

AHEAD_DAYS: Final = 400
"""How far ahead the next change is looked for: every rule that changes does so within a year."""


@dataclass(frozen=True, slots=True)
class ClockThere:
    """``zones`` share a clock now and until the next change. ``minutes`` is how far it is ahead of ours,
    negative behind. ``changes_on`` is the date there on which the difference becomes ``then_minutes``."""

    zones: tuple[str, ...]
    minutes: int
    changes_on: dt.date | None = None
    then_minutes: int = 0


def minutes_ahead(there: str, here: str, moment: dt.datetime) -> int:
    """By how many minutes the clock there is ahead of ours at an aware moment."""
    apart = _offset(there, moment) - _offset(here, moment)
    return round(apart.total_seconds() / 60)


def clocks_there(zones: Iterable[str], here: str, moment: dt.datetime) -> tuple[ClockThere, ...]:
    """One entry for zones that go together, from the most behind to the most ahead."""
    together: dict[tuple[int, dt.date | None, int], list[str]] = {}
    for there in dict.fromkeys(zones):
        together.setdefault(_told(there, here, moment), []).append(there)
    return tuple(
        ClockThere(tuple(names), *told)
        for told, names in sorted(together.items(), key=lambda pair: (pair[0][0], pair[1]))
    )


def next_change(there: str, here: str, moment: dt.datetime) -> tuple[dt.date, int] | None:
    """The date there on which the difference changes next, and what it is then; None within a year."""
    now = minutes_ahead(there, here, moment)
    for day in range(1, AHEAD_DAYS + 1):
        later = moment + dt.timedelta(day)
        then = minutes_ahead(there, here, later)
        if then != now:
            changed = _first_moment(there, here, later - dt.timedelta(1), later, now)
            return changed.astimezone(zone(there)).date(), then
    return None


def _told(there: str, here: str, moment: dt.datetime) -> tuple[int, dt.date | None, int]:
    now = minutes_ahead(there, here, moment)
    change = next_change(there, here, moment)
    return (now, *change) if change else (now, None, 0)


def _first_moment(
    there: str, here: str, before: dt.datetime, after: dt.datetime, now: int
) -> dt.datetime:
    """To the minute, between two moments with a change of the difference in between."""
    while after - before > dt.timedelta(minutes=1):
        middle = before + (after - before) / 2
        if minutes_ahead(there, here, middle) == now:
            before = middle
        else:
            after = middle
    return after


def _offset(name: str, moment: dt.datetime) -> dt.timedelta:
    return moment.astimezone(zone(name)).utcoffset() or dt.timedelta()


def zones_in(table: str, country: str) -> Sequence[str]:
    """The zones of a country by the table of the IANA database (``zone.tab``), the most used first there."""
    found = []
    for line in table.splitlines():
        parts = line.split("\t")
        if not line.startswith("#") and len(parts) > 2 and parts[0] == country:
            found.append(parts[2])
    return found
