"""What lists have in common: a filter as a condition in SQL, counts, days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from planner.storage import search
from planner.storage.reading import Reader, any_of


@dataclass(frozen=True)
class Narrowing:
    """A condition in SQL with its parameters, made from what was typed into a filter."""

    sql: str = "1 = 1"
    values: dict[str, Any] = field(default_factory=dict)


def narrowed(reader: Reader, word: str, text: str, *, country: str = "") -> Narrowing:
    """Only records that contain the text anywhere; at most 1,000 are looked through in order."""
    clauses: list[str] = []
    values: dict[str, Any] = {}
    if text.strip():
        keys = [hit.id for hit in search.find(reader, text, words=[word], limit=1000)]
        clause, values = any_of("x.id", keys, "k")
        clauses.append(clause)
    if country:
        clauses.append("x.country = :country")
        values["country"] = country
    return Narrowing(" AND ".join(clauses) or "1 = 1", values)


def count(reader: Reader, word: str, narrowing: Narrowing) -> int:
    return int(
        reader.rows(f'SELECT count(*) FROM "{word}" x WHERE {narrowing.sql}', narrowing.values)[0][
            0
        ]
    )


def day_of(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def country_codes(reader: Reader, word: str) -> list[str]:
    rows = reader.rows(
        f"SELECT DISTINCT country FROM \"{word}\" WHERE country <> '' ORDER BY country"
    )
    return [row[0] for row in rows]
