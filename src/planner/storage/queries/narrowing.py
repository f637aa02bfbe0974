"""What lists have in common: a filter as a condition in SQL, counts, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from planner.domain.list_filters import ListFilters
from planner.storage.reading import Reader, day_of


@dataclass(frozen=True)
class Narrowing:
    """A condition in SQL with its parameters, made from what was typed into a filter.

    ``count_sql`` counts what meets it, where that is quicker than asking the records.
    """

    sql: str = "1 = 1"
    values: dict[str, Any] = field(default_factory=dict)
    count_sql: str = ""


def narrowed(reader: Reader, word: str, text: str, *, country: str = "") -> Narrowing:
    """All records whose search text contains what was typed, however many they are.

    Punctuation alone asks for nothing yet: the list stays whole.
    """
    narrowing = Narrowing()
    if text:
        from planner.storage import search  # late: the first list is asked for nothing

        if meant := search.meeting(reader, text, word, "x.id"):
            narrowing = Narrowing(meant.sql, meant.values, meant.count_sql)
    if country:
        return Narrowing(
            f"{narrowing.sql} AND x.country = :country", {**narrowing.values, "country": country}
        )
    return narrowing


__all__ = ["Narrowing", "count", "country_codes", "day_of", "narrowed", "narrowed_by"]

Condition = tuple[str, dict[str, Any]]
F = TypeVar("F", bound=ListFilters)


def narrowed_by(
    reader: Reader,
    word: str,
    filters: F,
    conditions: Mapping[str, Callable[[F], Condition]],
    today: dt.date,
) -> Narrowing:
    """The records that the text and all filters leave; ``today`` decides what is held."""
    base = narrowed(reader, word, filters.text)
    clauses, values = [base.sql], dict(base.values)
    for name in filters.chosen:
        sql, parameters = conditions[name](filters)
        clauses.append(sql)
        values.update(parameters)
    if any(":held_on" in clause for clause in clauses):
        values["held_on"] = today.isoformat()
    return Narrowing(" AND ".join(clauses), values)


def count(reader: Reader, word: str, narrowing: Narrowing) -> int:
    sql = narrowing.count_sql or f'SELECT count(*) FROM "{word}" x WHERE {narrowing.sql}'
    return int(reader.rows(sql, narrowing.values)[0][0])


def country_codes(reader: Reader, word: str) -> list[str]:
    rows = reader.rows(
        f"SELECT DISTINCT country FROM \"{word}\" WHERE country <> '' ORDER BY country"
    )
    return [row[0] for row in rows]
