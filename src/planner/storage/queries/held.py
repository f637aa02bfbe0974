"""Conditions in SQL on partial dates: "2027" and "2027-04" stand for their whole span."""

from __future__ import annotations

import datetime as dt
from typing import Final

from planner.domain.visits import VisitStatus


def held(alias: str = "p") -> str:
    """A dated row is so on the day ``:held_on``."""
    return (
        f"({alias}.valid_to = '' OR {alias}.valid_to >= substr(:held_on, 1,"
        f" length({alias}.valid_to)))"
        f" AND ({alias}.valid_from = '' OR {alias}.valid_from <= :held_on)"
    )


def beginning_of(day: dt.date) -> str:
    """When a day of this computer's calendar begins, as the library keeps moments: in UTC."""
    try:
        moment = dt.datetime.combine(day, dt.time()).astimezone(dt.UTC)
    except (OverflowError, ValueError, OSError):  # the first or last days that there are
        moment = dt.datetime.combine(day, dt.time())
    return moment.replace(tzinfo=None).isoformat(sep=" ")


NOT_HELD: Final = f"('{VisitStatus.CANCELLED.value}', '{VisitStatus.TEMPLATE.value}')"
"""Visits that took nobody anywhere: those that were called off, and templates."""
