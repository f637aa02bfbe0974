"""Unsaved text in the library: no record, not in the journal, not to be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from planner.domain.unsaved import Unsaved, of_row
from planner.storage.connecting import sqlite_driver
from planner.storage.engine import Library
from planner.storage.reading import Reader
from planner.storage.refusals import write_refused

_PUT = (
    "INSERT INTO draft(id, revision, place, subject_kind, subject_id, text, at)"
    " VALUES (:id, 1, :place, :word, :key, :text, :at)"
)


def put(library: Library, found: Unsaved) -> None:
    """Keep this in place of what was kept of the same field.

    Whoever listens for a failing disk is not told: nothing that was to be saved is lost by it.

    :raises UserError: the disk or the lock refuses; nothing was kept, and what was before stays.
    """
    from sqlalchemy import DateTime, bindparam, text

    values = {
        "id": found.id,
        "place": found.place,
        "word": found.word,
        "key": found.key,
        "text": found.cleaned,
        "at": found.at,
    }

    def write(run: Callable[..., object]) -> None:
        run(text("DELETE FROM draft WHERE id = :id"), {"id": found.id})
        run(text(_PUT).bindparams(bindparam("at", type_=DateTime())), values)

    _write(library, write)


def drop(library: Library, keys: Iterable[str]) -> None:
    """It was saved, or is not wanted.

    :raises UserError: the disk or the lock refuses; it is still there.
    """
    from sqlalchemy import text

    going = list(keys)

    def write(run: Callable[..., object]) -> None:
        for key in going:
            run(text("DELETE FROM draft WHERE id = :id"), {"id": key})

    _write(library, write)


def _write(library: Library, write: Callable[[Callable[..., object]], None]) -> None:
    from sqlalchemy import exc

    library.look()
    with library.writer():
        try:
            with library.engine().begin() as connection:
                write(connection.execute)
        except exc.DatabaseError as error:
            raise write_refused(library, error.orig) from error
        except sqlite_driver().DatabaseError as error:
            raise write_refused(library, error) from error


def kept(reader: Reader) -> list[Unsaved]:
    """All there is, the latest first."""
    rows = reader.rows(
        "SELECT place, subject_kind, subject_id, text, at FROM draft ORDER BY at DESC, id"
    )
    return [
        of_row(str(place), str(word), str(key), str(said), _moment(at))
        for place, word, key, said, at in rows
    ]


def _moment(value: object) -> dt.datetime:
    """SQLite answers past SQLAlchemy with the text of it."""
    return value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
