"""Whether a copy of a library is whole: structure, links, every row, the chain; and what it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from planner.storage.connecting import APPLICATION_ID, SCHEMA_VERSION, connect_sqlite, sqlite_driver
from planner.storage.reading import NONE, Parameters

_PORTION: Final = 1 << 20
_NAMED: Final = 20
"""Faults that are told by name; more say nothing more."""


@dataclass(frozen=True, kw_only=True)
class Holds:
    """What a copy holds. ``faults`` name what is wrong, by table and id: never a value."""

    schema: int = 0
    counts: Mapping[str, int]
    step: int = 0
    chain: str = ""
    changed_at: str = ""
    faults: tuple[str, ...] = ()


class CopyReader:
    """Reads a copy that no library has opened."""

    has_trigrams = True

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, dict(parameters)).fetchall()
        return rows


def looked_through(path: Path) -> Holds:
    """Open a copy that nobody writes to and read all of it; what cannot be read is a fault."""
    try:
        connection = connect_sqlite(path, read_only=True)
    except sqlite_driver().Error as error:
        return Holds(counts={}, faults=(f"open: {error}",))
    try:
        return _looked_through(CopyReader(connection))
    except (sqlite_driver().Error, ValueError, TypeError) as error:
        return Holds(counts={}, faults=(f"read: {type(error).__name__}",))
    finally:
        connection.close()


def _looked_through(reader: CopyReader) -> Holds:
    (application,) = reader.rows("PRAGMA application_id")[0]
    (schema,) = reader.rows("PRAGMA user_version")[0]
    if application != APPLICATION_ID:
        return Holds(schema=schema, counts={}, faults=("not a library",))
    faults = [
        f"structure: {row[0]}"
        for row in reader.rows(f"PRAGMA integrity_check({_NAMED})")
        if row[0] != "ok"
    ]
    links = reader.rows("PRAGMA foreign_key_check")
    faults += [f"link: {row[0]} to {row[2]}" for row in links[:_NAMED]]
    tables = {
        str(row[0]) for row in reader.rows("SELECT name FROM sqlite_master WHERE type='table'")
    }
    step, chain, changed_at = 0, "", ""
    if schema == SCHEMA_VERSION:
        from planner.storage import chain as chains
        from planner.storage import digests, soundness

        faults += [f"kept: {one}" for one in islice(soundness.unsound(reader), _NAMED)]
        faults += [
            f"record: {one.word} {one.id}" for one in islice(digests.damaged(reader), _NAMED)
        ]
        faults += [f"step: {one.number}" for one in islice(chains.broken(reader), _NAMED)]
        step, chain = chains.head(reader)
    if "step" in tables:
        last = reader.rows('SELECT number, "at" FROM step ORDER BY number DESC LIMIT 1')
        step, changed_at = last[0] if last else (step, "")
    return Holds(
        schema=schema,
        counts=counted(reader, tables),
        step=step,
        chain=chain,
        changed_at=changed_at,
        faults=tuple(faults),
    )


def counted(reader: CopyReader, tables: set[str]) -> dict[str, int]:
    """The number of rows of each table of ours that is there."""
    from planner.storage.schema import ROWS

    return {
        word: int(reader.rows(f'SELECT count(*) FROM "{word}"')[0][0])
        for word in sorted(ROWS)
        if word in tables
    }


def hash_of(path: Path) -> str:
    """SHA-256 of a finished file, hex; never of a library that is open (its locks would go)."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while portion := file.read(_PORTION):
            found.update(portion)
    return found.hexdigest()
