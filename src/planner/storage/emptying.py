"""The write-ahead log emptied: what was erased, and keys that were destroyed, stand in it until then.

A reader of an older state, such as a backup that is being made, keeps the log. Then it is owed: the
window tries again, and so does whoever opens the library next.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.errors import Locked
from planner.storage.connecting import connect_sqlite, sqlite_driver

if TYPE_CHECKING:
    from planner.storage.engine import Library

PATIENCE: Final = 5.0
"""Seconds that whoever erases waits for readers."""
_PAUSE: Final = 0.05


def waits(path: Path) -> bool:
    """Whether the log beside a library holds anything."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def empty_log(library: Library, patience: float = 0.0) -> bool:
    """Put all of the log into the file and cut it to nothing; whether it is empty now.

    ``patience`` are seconds to wait for readers. What could not be done stands in ``log_is_owed``.
    """
    path = library.path
    if path is None or library.read_only:
        return True
    until = time.monotonic() + patience
    library.log_is_owed = True
    while not (done := _cut(library, path)) and time.monotonic() < until:
        time.sleep(_PAUSE)
    library.log_is_owed = not done
    return done


def _cut(library: Library, path: Path) -> bool:
    try:
        with library.writer():
            connection = connect_sqlite(path, is_there=True)
            try:
                connection.execute("PRAGMA busy_timeout = 0")
                busy, *_pages = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
    except (Locked, sqlite_driver().Error):
        return False
    return not busy and not waits(path)
