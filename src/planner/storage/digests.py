"""A digest on every row: what changed a value without a unit of work is found, down to a single bit.

Integrity checks of the engine see the structure of the file and miss two of three flipped bits in
the values; the digest is taken over the values as SQLite stores them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Boolean, Date, DateTime, Float, Time, event, inspect, text
from sqlalchemy.orm import Mapper

from planner.errors import DamagedRecord
from planner.i18n import _
from planner.storage.connecting import sqlite_driver
from planner.storage.schema import ROWS, Row
from planner.storage.schema.base import BOOKS, UNSEALED

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from planner.storage.reading import Reader

LENGTH: Final = 16
"""Bytes of a digest (BLAKE2b)."""
_TOGETHER: Final = 5_000
MENDED: Final = "mended"
"""In the session's ``info``: the rows, by word and id, that are written although they are damaged."""

_Store = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row whose values are not those that were written."""

    word: str
    id: str


def sealed_words() -> tuple[str, ...]:
    """The tables whose rows carry a digest, by name."""
    return tuple(sorted(set(ROWS) - UNSEALED))


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _moment(value: Any) -> Any:
    if not isinstance(value, dt.datetime):
        return value
    return value.isoformat(sep=" ", timespec="microseconds")


def _clock(value: Any) -> Any:
    return value.isoformat(timespec="microseconds") if isinstance(value, dt.time) else value


def _flag(value: Any) -> Any:
    return value if value is None else int(value)


def _number(value: Any) -> Any:
    return value if value is None else float(value) + 0.0  # SQLite gives back no minus zero


_STORES: Final[tuple[tuple[type[Any], _Store], ...]] = (
    (DateTime, _moment),
    (Date, _day),
    (Time, _clock),
    (Boolean, _flag),
    (Float, _number),
)


@cache
def _columns(word: str) -> tuple[tuple[str, _Store | None, Any], ...]:
    """Name, way to the stored form and default of each column that counts, by name."""
    found = []
    for column in sorted(ROWS[word].__table__.columns, key=lambda column: column.name):
        if column.name in BOOKS:
            continue
        store = next((way for kind, way in _STORES if isinstance(column.type, kind)), None)
        default = None if column.default is None else column.default.arg
        found.append((column.name, store, default))
    return tuple(found)


def _digest(word: str, values: Sequence[Any]) -> bytes:
    """No text holds the two control characters: they are cleaned away, or escaped in what is JSON."""
    parts = [value if value.__class__ is str else f"\0{value!r}" for value in values]
    return blake2b("\x1f".join((word, *parts)).encode(), digest_size=LENGTH).digest()


def digest_of(row: Row) -> bytes:
    """The digest of a row as it is about to be written."""
    values = []
    for name, store, default in _columns(row.__tablename__):
        value = getattr(row, name)
        if value is None and default is not None:
            value = default  # the insert will give it
        values.append(value if store is None else store(value))
    return _digest(row.__tablename__, values)


def digests_of(word: str, columns: Mapping[str, Sequence[Any]], count: int) -> list[bytes | None]:
    """The same of many new rows, given column by column; none for a table without digests."""
    if word in UNSEALED:
        return [None] * count
    stored = []
    for name, store, default in _columns(word):
        column = columns.get(name)
        if column is None:
            column = [default] * count
        stored.append(column if store is None else list(map(store, column)))
    return [_digest(word, row) for row in zip(*stored, strict=True)]


def _seal(_mapper: Mapper[Any], _connection: Any, row: Row) -> None:
    if row.__tablename__ not in UNSEALED:
        row.digest = digest_of(row)


def _seal_again(mapper: Mapper[Any], connection: Any, row: Row) -> None:
    """A damaged row is never made whole by the next change of another field.

    :raises DamagedRecord: it is not as it was last written, and nobody said that it is mended.
    """
    if row.__tablename__ in UNSEALED:
        return
    known = inspect(row)
    before = known.committed_state
    sealed = before.get("digest", row.digest)
    if sealed is not None and bytes(sealed) != _digest_before(row, before):
        mended = known.session.info.get(MENDED, ()) if known.session is not None else ()
        if (row.__tablename__, row.id) not in mended:
            raise DamagedRecord(
                _("This record was changed by a fault of the disk or by another program."),
                _("Nothing was written. Check the library: a backup may have the right values."),
            )
    _seal(mapper, connection, row)


def _digest_before(row: Row, before: Mapping[str, Any]) -> bytes:
    values = []
    for name, store, _default in _columns(row.__tablename__):
        value = before[name] if name in before else getattr(row, name)
        values.append(value if store is None else store(value))
    return _digest(row.__tablename__, values)


event.listen(Row, "before_insert", _seal, propagate=True)
event.listen(Row, "before_update", _seal_again, propagate=True)


def _selection(word: str) -> str:
    names = ", ".join(f'"{name}"' for name, _store, _default in _columns(word))
    return f'SELECT id, digest, {names} FROM "{word}"'


def _stored(word: str, row: Sequence[Any]) -> list[Any]:
    """Values as read, in the form of SQLite; what SQLite gives is in it already."""
    return [
        value if store is None else store(value)
        for value, (_name, store, _default) in zip(row, _columns(word), strict=True)
    ]


def damaged(reader: Reader, words: Sequence[str] = ()) -> Iterator[Damaged]:
    """The rows that are not as they were written, table by table; those without a digest, too.

    Reads in portions, by id: it can be stopped between two of them.
    """
    for word in words or sealed_words():
        last = ""
        ids = f'SELECT id FROM "{word}" WHERE id > :last ORDER BY id LIMIT {_TOGETHER}'
        while keys := [str(row[0]) for row in reader.rows(ids, {"last": last})]:
            yield from _damaged_between(reader, word, last, keys)
            last = keys[-1]


def _damaged_between(
    reader: Reader, word: str, last: str, keys: Sequence[str]
) -> Iterator[Damaged]:
    """Of these rows. A text that is no text any more stops the driver: then row by row."""
    some = f"{_selection(word)} WHERE id > :last AND id <= :until ORDER BY id"
    try:
        rows = reader.rows(some, {"last": last, "until": keys[-1]})
    except (sqlite_driver().Error, ValueError):
        if len(keys) == 1:
            yield Damaged(word, keys[0])
            return
        half = len(keys) // 2
        yield from _damaged_between(reader, word, last, keys[:half])
        yield from _damaged_between(reader, word, keys[half - 1], keys[half:])
        return
    for row in rows:
        if not _is_whole(word, row):
            yield Damaged(word, str(row[0]))


def is_whole(reader: Reader, word: str, key: str) -> bool:
    """Whether this row is there and as it was written."""
    try:
        rows = reader.rows(f"{_selection(word)} WHERE id = :id", {"id": key})
    except (sqlite_driver().Error, ValueError):
        return False
    return bool(rows) and _is_whole(word, rows[0])


def _is_whole(word: str, row: Sequence[Any]) -> bool:
    _key, digest, *values = row
    return digest is not None and bytes(digest) == _digest(word, _stored(word, values))


def seal_all(connection: Connection) -> None:
    """Give rows their digest after a migration, which changes them past the mapper.

    Tables whose columns are what they were keep theirs: a row that was damaged before stays so. What
    was damaged in a table that changed is not seen any more; the backup before the migration has it.
    """
    known = _layouts_then(connection)
    for word in sealed_words():
        same = known.get(word) == _layout(word)
        rows = connection.execute(
            text(_selection(word) + (" WHERE digest IS NULL" if same else ""))
        ).all()
        sealed = [
            {"digest": found, "id": key}
            for key, digest, *values in rows
            if (found := _digest(word, _stored(word, values))) != digest
        ]
        if sealed:
            connection.execute(text(f'UPDATE "{word}" SET digest = :digest WHERE id = :id'), sealed)
    _keep_layouts(connection)


_LAYOUTS: Final = "digest_columns"
"""The fact of the library that says over which columns digests are taken, as JSON by table."""


def _layout(word: str) -> str:
    return ",".join(name for name, _store, _default in _columns(word))


def _layouts_then(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        text("SELECT value FROM library_fact WHERE id = :id"), {"id": _LAYOUTS}
    ).all()
    found: dict[str, str] = json.loads(rows[0][0]) if rows else {}
    return found


def _keep_layouts(connection: Connection) -> None:
    value = json.dumps({word: _layout(word) for word in sealed_words()}, separators=(",", ":"))
    digest = _digest("library_fact", _in_order("library_fact", {"id": _LAYOUTS, "value": value}))
    connection.execute(
        text(
            "INSERT INTO library_fact(id, revision, value, digest) VALUES (:id, 1, :value, :digest)"
            " ON CONFLICT (id) DO UPDATE SET value = excluded.value, digest = excluded.digest"
        ),
        {"id": _LAYOUTS, "value": value, "digest": digest},
    )


def _in_order(word: str, values: Mapping[str, Any]) -> list[Any]:
    return [values[name] for name, _store, _default in _columns(word)]
