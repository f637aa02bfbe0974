"""Conditions in SQL on partial dates: "2027" and "2027-04" stand for their whole span."""

from __future__ import annotations

from typing import Final

from planner.domain.visits import VisitStatus


def held(alias: str = "p") -> str:
    """A dated row is so on the day ``:held_on``."""
    return (
        f"({alias}.valid_to = '' OR {alias}.valid_to >= substr(:held_on, 1,"
        f" length({alias}.valid_to)))"
        f" AND ({alias}.valid_from = '' OR {alias}.valid_from <= :held_on)"
    )


NOT_HELD: Final = f"('{VisitStatus.CANCELLED.value}', '{VisitStatus.TEMPLATE.value}')"
"""Visits that took nobody anywhere: those that were called off, and templates."""
