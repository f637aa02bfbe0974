"""Plain SQL reads for both engines, without loading SQLAlchemy on the way to the first list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar, cast

from planner.domain.words import Word, field_names, from_row

if TYPE_CHECKING:
    from sqlalchemy import Connection

W = TypeVar("W", bound=Word)

Parameters = Mapping[str, Any]

NONE: Parameters = MappingProxyType({})

# The engines differ in where they put what has no date, so that it is always said.
LATEST: Final = "CASE WHEN as_of IS NULL THEN 1 ELSE 0 END, as_of DESC"
BY_DUE: Final = "CASE WHEN due_on IS NULL THEN 1 ELSE 0 END, due_on"
"""Orders in which those without a date come last."""


class Reader(Protocol):
    """Whatever can run a SELECT with ``:name`` parameters: a reading connection or a unit of work."""

    @property
    def has_trigrams(self) -> bool:
        """Whether the full-text index is there (SQLite); elsewhere the folded text is scanned."""
        ...

    def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]: ...


class ConnectionReader:
    """Reads in the transaction of a connection, which has begun: what it has written is seen.

    On SQLite it goes past SQLAlchemy, which takes longer than the reads.
    """

    has_trigrams = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        sqlite = connection.dialect.name == "sqlite"
        self._driver: Any = connection.connection.driver_connection if sqlite else None

    def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]:
        if self._driver is not None:
            found: list[tuple[Any, ...]] = self._driver.execute(sql, dict(parameters)).fetchall()
            return found
        from sqlalchemy import text  # late, as everywhere on the way to the first list

        return [tuple(row) for row in self._connection.execute(text(sql), dict(parameters))]


@cache
def columns_of(kind: Hashable, alias: str = "") -> str:
    """The columns of a word, quoted, in the order of its fields."""
    assert isinstance(kind, type)
    prefix = f"{alias}." if alias else ""
    return ", ".join(f'{prefix}"{name}"' for name in field_names(kind))


def one(reader: Reader, kind: type[W], key: str) -> W | None:
    rows = reader.rows(
        f'SELECT {columns_of(cast(Hashable, kind))} FROM "{kind.WORD}" WHERE id = :id', {"id": key}
    )
    return from_row(kind, rows[0]) if rows else None


def where(
    reader: Reader, kind: type[W], condition: str, parameters: Parameters = NONE, order: str = "id"
) -> list[W]:
    """All records that meet a condition in SQL (ours, never the user's text)."""
    sql = f'SELECT {columns_of(cast(Hashable, kind))} FROM "{kind.WORD}" WHERE {condition} ORDER BY {order}'
    return [from_row(kind, row) for row in reader.rows(sql, parameters)]


def having(
    reader: Reader, kind: type[W], field: str, values: Iterable[str | None], order: str = "id"
) -> list[W]:
    """All records whose ``field`` is one of ``values``, asked for in portions."""
    wanted = list(dict.fromkeys(value for value in values if value is not None))
    found: list[W] = []
    for start in range(0, len(wanted), 500):
        clause, parameters = any_of(f'"{field}"', wanted[start : start + 500])
        found += where(reader, kind, clause, parameters, order)
    return found


def any_of(column: str, values: Sequence[Any], name: str = "v") -> tuple[str, dict[str, Any]]:
    """``column IN (…)`` with its parameters; nothing at all for no values."""
    if not values:
        return "1 = 0", {}
    parameters = {f"{name}{number}": value for number, value in enumerate(values)}
    return f"{column} IN ({', '.join(':' + key for key in parameters)})", parameters


def day_of(value: Any) -> dt.date | None:
    """A date as either engine gives it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
