"""Mapped classes, one module per subject. ``ROWS`` finds the class for a word."""

from __future__ import annotations

from planner.storage.schema import (
    agreements,
    briefing,
    contacts,
    handouts,
    memory,
    records,
    trust,
    visits,
)
from planner.storage.schema.base import Row

__all__ = [
    "ROWS",
    "Row",
    "agreements",
    "briefing",
    "contacts",
    "handouts",
    "memory",
    "records",
    "trust",
    "visits",
]

ROWS: dict[str, type[Row]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Row.registry.mappers
}
