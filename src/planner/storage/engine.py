"""Opening a library: a SQLite file or a PostgreSQL URL, and the writer's lock.

SQLAlchemy is imported with the first unit of work, not with the first read.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from planner import paths
from planner.errors import Closed, KeyWanted, Locked, NotALibrary, UserError, WrongKey
from planner.i18n import _
from planner.storage import inspecting, key_store, keys
from planner.storage.connecting import SCHEMA_VERSION, check_driver, connect_sqlite, is_url
from planner.storage.inspecting import inspect_file
from planner.storage.reading import NONE, Parameters

if TYPE_CHECKING:
    from sqlalchemy import Engine


class _Reading:
    """The reading connection of one thread. Closing it under a running query would end the process,
    so each waits for the other."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._open = True

    def rows(self, sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
        with self._lock:
            if not self._open:
                raise Closed
            rows: list[tuple[Any, ...]] = self._connection.execute(sql, dict(parameters)).fetchall()
            return rows

    def close(self) -> None:
        with self._lock, contextlib.suppress(Exception):
            self._open = False
            self._connection.close()


class Library:
    """An opened library. Reading works from any thread; writing goes through a unit of work."""

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        self.address = address
        self.read_only = read_only
        self._local = threading.local()
        self._engine: Engine | None = None
        self._readers: list[_Reading] = []
        self._closed = False
        self._lock: WriterLock | None = None
        if self.path is not None:
            inspecting.used(self.path)

    @property
    def path(self) -> Path | None:
        return None if is_url(self.address) else Path(self.address)

    @property
    def title(self) -> str:
        """How the library is called on screen: the file's name, never a password in a URL."""
        return self.path.name if self.path else self.address.rsplit("@", 1)[-1]

    # reading

    @property
    def has_trigrams(self) -> bool:
        return self.path is not None

    def rows(self, sql: str, parameters: Parameters = NONE) -> list[tuple[Any, ...]]:
        """Run a SELECT outside any unit of work; sees what is committed.

        :raises Closed: the library was closed meanwhile, or before.
        """
        if self.path is None:
            from sqlalchemy import text

            with self.engine().connect() as connection:
                return [tuple(row) for row in connection.execute(text(sql), dict(parameters))]
        return self._reading().rows(sql, parameters)

    def _reading(self) -> _Reading:
        reading: _Reading | None = getattr(self._local, "reading", None)
        if reading is None:
            if self._closed:
                raise Closed
            connection = connect_sqlite(self.path or Path(), read_only=self.read_only)
            connection.execute("PRAGMA query_only = ON")
            reading = self._local.reading = _Reading(connection)
            self._readers.append(reading)
        return reading

    # writing

    def engine(self) -> Engine:
        """The engine of the writing side, made on first use."""
        if self._engine is None:
            from planner.storage import writing

            self._engine = writing.make_engine(self.address, read_only=self.read_only)
        return self._engine

    @contextlib.contextmanager
    def writer(self) -> Iterator[None]:
        """Hold the writer's lock for a moment, unless it is held for long already.

        :raises Locked: another program on this or another machine writes to the library.
        """
        if self.path is None or self._lock is not None:
            yield
            return
        lock = WriterLock(self.path)
        try:
            yield
        finally:
            lock.release()

    def keep_locked(self) -> None:
        """Hold the writer's lock until :meth:`close`: the window does."""
        if self.path is not None and self._lock is None and not self.read_only:
            self._lock = WriterLock(self.path)

    def close(self) -> None:
        if not self._closed and self.path is not None:
            inspecting.let_go(self.path)
        self._closed = True
        for reading in self._readers:
            reading.close()
        self._readers.clear()
        if self._engine is not None:
            self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def open_library(address: str, *, read_only: bool = False) -> Library:
    """Open an existing library, bringing an older one up to date first.

    :raises NotALibrary: see :func:`inspect_file`.
    :raises KeyWanted: it is encrypted, and the key is neither held nor in the key store.
    :raises Locked: it has to be brought up to date while another program writes to it.
    """
    if is_url(address):
        return Library(address, read_only=read_only)
    path = Path(address)
    version = _inspect_with_key(path)
    read_only = read_only or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
    waiting = path.with_name(path.name + "-wal")
    if not os.access(path.parent, os.W_OK) and waiting.exists() and waiting.stat().st_size:
        # Declared immutable, the file would be read without what waits beside it: old data, silently.
        raise Locked(
            _("{name} is open elsewhere, or was not closed properly.").format(name=path.name),
            _(
                "Nothing was changed. Close it there, or copy the file and those beside it to a folder of your own."
            ),
        )
    library = Library(str(path), read_only=read_only)
    if version < SCHEMA_VERSION:
        if read_only:
            raise NotALibrary(
                _("{name} has an older format and cannot be written here.").format(name=path.name),
                _(
                    "Copy it to a folder of your own and open the copy: it is brought up to date there."
                ),
            )
        from planner.storage import migrating

        with library.writer():
            migrating.upgrade(library.address)
    return library


def _inspect_with_key(path: Path) -> int:
    """The version; the key of an encrypted file comes from the key store of the system if it is there."""
    try:
        return inspect_file(path)
    except KeyWanted:
        key = key_store.fetch(path)
        if key is None:
            raise
    keys.hold(path, key)
    try:
        return inspect_file(path)
    except WrongKey:
        keys.forget(path)
        raise inspecting.key_wanted(path) from None


def create_library(address: str, key: bytes | None = None) -> Library:
    """Make a new, empty library, encrypted with ``key`` from its first byte if there is one.

    :raises UserError: there is something at that place already; it is left alone.
    """
    from planner.storage import migrating

    if not is_url(address):
        check_driver()
        path = Path(address)
        if path.exists():
            raise UserError(
                _("There is already a file at {path}.").format(path=path),
                _("It was left as it is. Choose another name, or open it."),
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                _("The folder {path} cannot be made.").format(path=path.parent),
                _("Choose a folder that you may write to."),
            ) from error
        if not os.access(path.parent, os.W_OK):
            raise UserError(
                _("Nothing can be written to {path}.").format(path=path.parent),
                _("Choose a folder that you may write to."),
            )
        if key is not None:
            keys.hold(path, key)
    library = Library(address)
    try:
        with library.writer():
            migrating.upgrade(library.address)
    except BaseException:
        library.close()
        raise
    return library


class WriterLock:
    """One writing program per library file: a kernel lock on a side file, which dies with the process.

    The text in the file only serves the message; a lock file left behind by a crash locks nothing.
    """

    def __init__(self, library: Path) -> None:
        self._path = library.with_name(library.name + ".lock")
        try:
            self._file: IO[str] = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise Locked(
                _("The lock beside {name} cannot be made: {reason}.").format(
                    name=library.name, reason=error.strerror
                ),
                _(
                    "Nothing was changed. Check that the folder can be written and the disk is not full."
                ),
            ) from error
        try:
            _lock_file(self._file)
        except OSError as error:
            owner = _owner(self._path)
            self._file.close()
            raise Locked(
                _("{owner} has {name} open for writing.").format(owner=owner, name=library.name),
                _("Nothing was changed. Close it there, or wait, and try again."),
            ) from error
        self._file.seek(0)
        self._file.truncate()
        me = {
            "user": paths.user_name(),
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since": dt.datetime.now().astimezone().strftime("%H:%M"),
        }
        json.dump(me, self._file)
        self._file.flush()

    def release(self) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.close()


def _lock_file(file: IO[str]) -> None:
    """Take the lock or raise ``OSError`` at once."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        # One byte far behind the text, so that others can still read who holds the lock.
        file.seek(1_000_000)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _owner(path: Path) -> str:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return _("{user} ({host}, since {since})").format(**found)
    except (OSError, ValueError, KeyError, TypeError):
        return _("Another program")
