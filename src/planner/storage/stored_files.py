"""The content of files, once for each hash: kept, read, and cleared when nothing names it.

It is not journalled: undo takes back the record that names a file, and the content waits for redo.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from planner.domain.ids import new_id
from planner.errors import UserError
from planner.i18n import _
from planner.storage.connecting import connect_sqlite, sqlite_driver
from planner.storage.reading import ConnectionReader, Reader
from planner.storage.sealing import Sealer, Unreadable, keys_needed, known_keys

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from planner.storage.engine import Library

_STEPS: Final = 10_000
"""Instructions of the engine after which it is asked whether to go on; some milliseconds."""
NAMED_BY: Final = ("attachment", "agreement_text")
"""The tables whose ``file_hash`` names a content."""

_IS_NAMED: Final = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} WHERE {table}.file_hash = s.file_hash)" for table in NAMED_BY
)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many contents there are and what they take, in bytes; ``idle`` of them nothing names now."""

    files: int = 0
    size: int = 0
    idle_files: int = 0
    idle_size: int = 0


def keep(connection: Connection, file_hash: str, data: bytes) -> None:
    """Write a content that is not there, or that is not whole any more.

    The insert comes first: on a server it holds off :func:`clear` until this transaction ends.
    """
    from sqlalchemy import LargeBinary, bindparam, text

    def run(sql: str) -> Any:
        bound = text(sql).bindparams(bindparam("data", type_=LargeBinary))
        values = {"id": new_id(), "hash": file_hash, "size": len(data), "data": data}
        return connection.execute(
            bound, {name: value for name, value in values.items() if f":{name}" in sql}
        )

    run(
        "INSERT INTO stored_file(id, revision, file_hash, size, data)"
        " VALUES (:id, 1, :hash, :size, :data) ON CONFLICT (file_hash) DO NOTHING"
    )
    run(
        "UPDATE stored_file SET size = :size, data = :data, revision = revision + 1"
        " WHERE file_hash = :hash AND data <> :data"
    )


def content(reader: Reader, file_hash: str) -> bytes | None:
    """The content as it is stored; whether it is still what the hash says is for the caller to see."""
    rows = reader.rows("SELECT data FROM stored_file WHERE file_hash = :hash", {"hash": file_hash})
    return bytes(rows[0][0]) if rows else None


def taken(reader: Reader) -> Taken:
    ((files, size),) = reader.rows("SELECT count(*), coalesce(sum(size), 0) FROM stored_file")
    ((idle_files, idle_size),) = reader.rows(
        f"SELECT count(*), coalesce(sum(s.size), 0) FROM stored_file s WHERE NOT ({_IS_NAMED})"
    )
    return Taken(int(files), int(size), int(idle_files), int(idle_size))


def clear(connection: Connection, before: dt.datetime | None = None) -> list[tuple[str, int]]:
    """Forget contents that no record names and no undo or redo can bring back; their hash and size.

    With ``before`` (UTC, without offset) steps that are older keep no content: undoing one of them
    brings back the name of a file only.
    """
    from sqlalchemy import text

    if connection.dialect.name == "postgresql":
        # Whoever is about to name a content that is idle now has written first, and is waited for.
        connection.execute(text("LOCK TABLE stored_file IN EXCLUSIVE MODE"))
    idle = {
        str(key): int(size)
        for key, size in connection.execute(
            text(f"SELECT s.file_hash, s.size FROM stored_file s WHERE NOT ({_IS_NAMED})")
        )
    }
    if idle:
        for key in _remembered(connection, before) & idle.keys():
            del idle[key]
    for key in idle:
        connection.execute(text("DELETE FROM stored_file WHERE file_hash = :hash"), {"hash": key})
    return sorted(idle.items())


def drop(connection: Connection, hashes: Iterable[str]) -> int:
    """Forget these contents where nothing names them any more and nothing readable remembers them."""
    from sqlalchemy import text

    wanted = sorted(hashes)
    if not wanted:
        return 0
    remembered = _remembered(connection, None)
    count = 0
    for key in wanted:
        named = any(
            connection.execute(
                text(f"SELECT 1 FROM {table} WHERE file_hash = :hash LIMIT 1"), {"hash": key}
            ).first()
            for table in NAMED_BY
        )
        if not named and key not in remembered:
            connection.execute(
                text("DELETE FROM stored_file WHERE file_hash = :hash"), {"hash": key}
            )
            count += 1
    return count


def _remembered(connection: Connection, before: dt.datetime | None) -> set[str]:
    """The hashes in steps that can still be undone or done again, and in merges, which come apart."""
    from sqlalchemy import text

    words = ", ".join(f"'{word}'" for word in NAMED_BY)
    rows = connection.execute(
        text(
            'SELECT c.row_word, c.row_id, c.person_id, c."before", c."after", s."at"'
            " FROM change c JOIN step s ON s.number = c.step_number"
            f" WHERE c.row_word IN ({words}) AND s.undoes IS NULL AND (s.undone_by IS NULL"
            " OR s.undone_by > (SELECT coalesce(max(number), 0) FROM step"
            " WHERE undoes IS NULL AND lasting = 0))"
        )
    ).all()
    needed = keys_needed((row[0], row[1], row[2], row[3], row[4]) for row in rows)
    sealer = Sealer(known_keys(ConnectionReader(connection), needed))
    found: set[str] = set()
    for word, key, person, first, last, at in rows:
        moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
        if before is not None and moment < before:
            continue
        for sealed in (first, last):
            with contextlib.suppress(Unreadable):  # what nobody can read, no undo brings back
                state = sealer.opened(person, word, key, sealed)
                found.add(json.loads(state).get("file_hash", "") if state else "")
    for (record,) in connection.execute(text("SELECT record FROM merge")):
        for row in json.loads(record or "{}").get("rows", ()):
            found.update(part.get("file_hash", "") for part in row if isinstance(part, dict))
    return found - {""}


def shrink(library: Library, stop: Callable[[], bool] = lambda: False) -> None:
    """Give the room of what was cleared back to the disk; a server does so by itself.

    Once ``stop`` says so it is given up within milliseconds, and the library is as it was.
    :raises Locked: another program writes to the library.
    :raises UserError: the disk has too little room for the work; the library is as it was.
    """
    if library.path is None:
        return
    with library.writer(), library.getting_smaller():
        connection = connect_sqlite(library.path)
        try:
            connection.set_progress_handler(stop, _STEPS)
            connection.execute("VACUUM")
            connection.set_progress_handler(None, 0)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite_driver().Error as error:
            raise UserError(
                _("{name} could not be made smaller: {reason}.").format(
                    name=library.title, reason=error
                ),
                _("Nothing is lost. Free some space and try again."),
            ) from error
        finally:
            connection.close()
