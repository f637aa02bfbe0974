"""Very many new rows at once, column by column: past the mapper, but not past the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import LargeBinary

from planner.domain.words import Word, plain
from planner.storage.deriving import derived_columns
from planner.storage.digests import digests_of
from planner.storage.filling import columns_of
from planner.storage.schema import ROWS
from planner.storage.schema.base import BOOKS, UNSEALED

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


@dataclass
class Added:
    """New rows of one word. ``after`` holds each as JSON, as the journal keeps it."""

    word: str
    columns: Mapping[str, Sequence[Any]]
    after: list[str] = field(init=False)

    def __post_init__(self) -> None:
        names = [
            column.name
            for column in table_of(self.word).columns
            if column.name not in BOOKS and not column.info.get("derived")
        ]
        self.after = _as_json({name: self.columns[name] for name in names})

    @property
    def ids(self) -> Sequence[str]:
        return self.columns["id"]

    def take(self, key: str) -> dict[str, Any] | None:
        """The row as plain values, which from now on somebody else journals; None if it is not here."""
        place = self._places.pop(key, None)
        if place is None:
            return None
        taken: dict[str, Any] = json.loads(self.after[place])
        self.after[place] = ""
        return taken

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(self.ids)}


def table_of(word: str) -> Table:
    table: Table = ROWS[word].__table__  # type: ignore[assignment]
    return table


def insert(connection: Connection, values: Sequence[Word]) -> Added:
    """Insert records of one word that are new."""
    added = Added(values[0].WORD, columns_of(values))
    derived = derived_columns(added.word, added.columns, len(values))
    columns = {**added.columns, **derived}
    books: dict[str, Sequence[Any]] = {"revision": [1] * len(values)}
    if added.word not in UNSEALED:
        books["digest"] = digests_of(added.word, columns, len(values))
    insert_columns(connection, table_of(added.word), {**columns, **books})
    return added


def insert_columns(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]
) -> None:
    """One INSERT for all rows. SQLite is given tuples as its driver takes them."""
    if connection.dialect.name != "sqlite":
        rows = zip(*columns.values(), strict=True)
        connection.execute(table.insert(), [dict(zip(columns, row, strict=True)) for row in rows])
        return
    bound = []
    for name, column in columns.items():
        kind = table.columns[name].type.dialect_impl(connection.dialect)
        # The driver takes bytes as they are; SQLAlchemy would wrap each.
        plain_bytes = isinstance(kind, LargeBinary)
        process = None if plain_bytes else kind.bind_processor(connection.dialect)
        bound.append(column if process is None else list(map(process, column)))
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(repeat("?", len(columns)))
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(zip(*bound, strict=True))
    )


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _as_json(columns: Mapping[str, Sequence[Any]]) -> list[str]:
    """Each row as a JSON object; what is the same in all rows is written once."""
    pattern: list[str] = []
    varying: list[list[str]] = []
    for name, column in columns.items():
        distinct = set(column)
        if len(distinct) == 1:
            shown = _encode(plain(column[0])).replace("%", "%%")
        else:
            varying.append(_encoded(column, distinct))
            shown = "%s"
        pattern.append(f"{_encode(name)}:{shown}")
    whole = "{" + ",".join(pattern) + "}"
    count = len(next(iter(columns.values())))
    return [whole % row for row in zip(*varying, strict=True)] if varying else [whole % ()] * count


def _encoded(column: Sequence[Any], distinct: set[Any]) -> list[str]:
    if set(map(type, distinct)) == {str}:
        return list(map(encode_basestring, column))
    known = {part: _encode(plain(part)) for part in distinct}
    return [known[part] for part in column]
