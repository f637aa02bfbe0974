"""Opening a library: a SQLite file or a PostgreSQL URL, and the writer's lock.

SQLAlchemy is imported with the first unit of work, not with the first read.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import (
    Closed,
    DiskFailed,
    FileLost,
    KeyWanted,
    NotALibrary,
    NotSaved,
    UserError,
    WrongKey,
)
from planner.i18n import _
from planner.storage import emptying, inspecting, key_store, keys, private_copies, safe_places
from planner.storage.connecting import (
    SCHEMA_VERSION,
    check_driver,
    connect_sqlite,
    is_url,
    sqlite_driver,
)
from planner.storage.inspecting import inspect_file
from planner.storage.reading import NONE, Parameters
from planner.storage.refusals import read_refused, write_refused
from planner.storage.turns import Turns
from planner.storage.watching import FileWatch
from planner.storage.writer_lock import WriterLock

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from planner.storage.key_record import KeyRecord


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

    def copy_into(self, target: Any, pages: int, tell: Callable[[int, int], None]) -> None:
        with self._lock:
            if not self._open:
                raise Closed
            self._connection.backup(
                target,
                pages=pages,
                progress=lambda _status, left, total: tell(total - left, total),
            )

    def close(self) -> None:
        with self._lock, contextlib.suppress(Exception):
            self._open = False
            self._connection.close()


class Library:
    """An opened library. Reading works from any thread; writing goes through a unit of work."""

    def __init__(
        self, address: str, *, read_only: bool = False, read_from: Path | None = None
    ) -> None:
        """``read_from`` is a private copy that stands for the file, which is left alone."""
        self.address = address
        self.read_only = read_only or read_from is not None
        self._read_from = read_from
        self._local = threading.local()
        self._engine: Engine | None = None
        self._making = threading.Lock()
        self.turns = Turns()
        self._readers: list[_Reading] = []
        self._spare: _Reading | None = None
        self._closed = False
        self._lock: WriterLock | None = None
        self._watch = FileWatch(self._file) if self.path is not None else None
        self.trouble: NotSaved | None = None
        """Why nothing is written any more; see :meth:`continue_in`."""
        self.log_is_owed = False
        """What was erased may still stand in the log beside the file; see :mod:`emptying`."""
        self.key_record: KeyRecord | None = None
        """Of an encrypted library, as it was before anything happened to its folder."""
        self.hears: list[Callable[[UserError], None]] = []
        """Told of every write that the disk refused and of a lost file, in the thread where it shows."""
        if self.path is not None:
            inspecting.used(self._file)

    @property
    def path(self) -> Path | None:
        return None if is_url(self.address) else Path(self.address)

    @property
    def _file(self) -> Path:
        """What connections open."""
        return self._read_from or Path(self.address)

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
        return self._asked(self._reading, sql, parameters)

    def _asked(
        self, reading: Callable[[], _Reading], sql: str, parameters: Parameters
    ) -> list[tuple[Any, ...]]:
        try:
            return reading().rows(sql, parameters)
        except sqlite_driver().DatabaseError as error:
            refused = read_refused(self, error)
            if refused is None:
                raise
            raise self.fail(refused) from error

    @contextlib.contextmanager
    def read_afresh(self) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
        """Reading on a connection that has read nothing yet.

        A check of the structure needs one: the full-text index compares what a connection remembers
        of it with what others wrote since, and calls the difference damage.

        :raises Closed: the library was closed meanwhile.
        """
        if self._closed:
            raise Closed
        self._look_at_file()
        reading = self._connected()
        self._readers.append(reading)  # closing the library closes it, too
        try:
            yield lambda sql: self._asked(lambda: reading, sql, NONE)
        finally:
            with contextlib.suppress(ValueError):
                self._readers.remove(reading)
            reading.close()

    def _reading(self) -> _Reading:
        reading: _Reading | None = getattr(self._local, "reading", None)
        if reading is None:
            if self._closed:
                raise Closed
            try:
                self._look_at_file()
            except FileLost:
                if self._readers:  # a connection that still has the file serves this thread, too
                    return self._readers[0]
                raise
            reading = self._local.reading = self._connected()
            self._readers.append(reading)
        return reading

    def _connected(self) -> _Reading:
        # A private copy is ours: what waits in its log may be put into it.
        read_only = self.read_only and not self._read_from
        connection = connect_sqlite(self._file, read_only=read_only, is_there=True)
        connection.execute("PRAGMA query_only = ON")
        return _Reading(connection)

    # the file

    def look(self) -> None:
        """Is the file still ours to write? Costs some microseconds.

        :raises FileLost: it was deleted, moved, replaced, cut off or unplugged.
        """
        if self.trouble is not None:
            raise self.trouble.with_traceback(None)
        self._look_at_file()

    def _look_at_file(self) -> None:
        if self._watch is not None:
            try:
                self._watch.look(alone=self._lock is not None)
            except FileLost as error:
                raise self.fail(error) from error

    def fail(self, error: UserError) -> UserError:
        """Keep why nothing may be written any more, and tell who hears."""
        if isinstance(error, FileLost | DiskFailed):
            self.trouble = error
        if isinstance(error, NotSaved):
            for hear in list(self.hears):
                hear(error)
        return error

    def refused(self, error: object) -> UserError:
        """What the driver's ``error`` means: nothing was committed."""
        try:
            self.look()
        except NotSaved as lost:
            return lost
        return self.fail(write_refused(self, error))

    def hold_spare(self) -> None:
        """Keep a connection for :meth:`copy_into`, before anything happens to the file.

        :raises FileLost: it has happened already.
        """
        self.look()
        if self.path is not None and self._spare is None and not self._closed:
            spare = self._connected()
            spare.rows("SELECT count(*) FROM sqlite_master", NONE)
            self._spare = spare
            if keys.held(self._file) is not None:
                from planner.storage import key_record

                with contextlib.suppress(UserError):
                    self.key_record = key_record.read(self.path)
            self._readers.append(spare)
            if self._watch is not None:
                self._watch.keep_log()

    def copy_into(self, target: Path, pages: int, tell: Callable[[int, int], None]) -> None:
        """Write what is open to a new file, from a connection that still has it.

        :raises sqlcipher3.Error: it cannot be read or written any more.
        """
        source = self._spare or (self._readers[0] if self._readers else None) or self._reading()
        copy = self.connect_to(target)
        try:
            source.copy_into(copy, pages, tell)
        finally:
            copy.close()

    def connect_to(self, copy: Path) -> Any:
        """A connection to a copy of this library, which is encrypted as this one is."""
        keys.hold_like(copy, self._file)
        return connect_sqlite(copy)

    def continue_in(self, copy: Path) -> None:
        """Go on with this copy in place of the file that is lost; whoever reads and writes stays.

        :raises Locked: another program writes to the copy.
        """
        lock = WriterLock(copy) if self._lock is not None else None
        self._let_go()
        inspecting.let_go(self._file)
        inspecting.used(copy)
        self.address, self._read_from = str(copy), None
        self._local, self._lock = threading.local(), lock
        self._watch, self.trouble = FileWatch(copy), None

    @contextlib.contextmanager
    def getting_smaller(self) -> Iterator[None]:
        """Room is given back to the disk meanwhile: that the file is shorter is no fault."""
        if self._watch is not None:
            self._watch.may_shrink = True
        try:
            yield
        finally:
            if self._watch is not None:
                self._watch.renew()
                self._watch.may_shrink = False

    # writing

    def engine(self) -> Engine:
        """The engine of the writing side, made on first use."""
        with self._making:  # two threads may write for the first time
            if self._engine is None:
                from planner.storage import writing

                self._engine = writing.make_engine(
                    self.address, read_only=self.read_only, look=self.look
                )
            return self._engine

    @contextlib.contextmanager
    def writer(self) -> Iterator[None]:
        """Hold the writer's lock for a moment, unless it is held for long already; one thread at a time.

        :raises Locked: another program on this or another machine writes to the library.
        :raises Closed: the library was closed while this thread waited for its turn.
        """
        if self.path is None:
            yield
            return
        with self.turns.mine():
            if self._closed:
                raise Closed
            lock = None if self._lock is not None else WriterLock(self.path)
            try:
                yield
            finally:
                if lock is not None:
                    lock.release()

    def keep_locked(self, *, despite_text: bool = False) -> None:
        """Hold the writer's lock until :meth:`close`: the window does. See :class:`WriterLock`."""
        if self.path is not None and self._lock is None and not self.read_only:
            self._lock = WriterLock(self.path, despite_text=despite_text)

    @property
    def is_kept_locked(self) -> bool:
        """Threads of ours can write side by side: none has to take the lock for a moment."""
        return self.path is None or self._lock is not None

    def close(self) -> None:
        if not self._closed and self.path is not None:
            inspecting.let_go(self._file)
        self._closed = True
        self._let_go()
        if self._read_from is not None:
            keys.forget(self._read_from)
            private_copies.remove(self._read_from)

    def _let_go(self) -> None:
        for reading in self._readers:
            reading.close()
        self._readers.clear()
        self._spare = None
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
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
    end_restore(path)
    copy = _to_read_from(path, read_only=read_only)
    try:
        version = _inspect_with_key(path, copy)
        read_only = read_only or copy is not None or not os.access(path, os.W_OK)
        library = Library(str(path), read_only=read_only, read_from=copy)
    except BaseException:
        if copy is not None:
            private_copies.remove(copy)
        raise
    if version < SCHEMA_VERSION:
        if read_only:
            raise NotALibrary(
                _("{name} has an older format and cannot be written here.").format(name=path.name),
                _(
                    "Copy it to a folder of your own and open the copy: it is brought up to date there."
                ),
            )
        from planner.storage import migrating
        from planner.storage.backups.migration import keep_before

        with library.writer():
            keep_before(path)
            migrating.upgrade(library.address)
    library.log_is_owed = not read_only and emptying.waits(path)  # who wrote last has died
    return library


def end_restore(path: Path) -> None:
    """A restore that died: the library is put back as it was, or stands as it was restored.

    :raises Locked: it has not died, but is under way.
    """
    if not path.with_name(path.name + ".restore").exists():
        return
    from planner.storage.backups import restoring

    lock = WriterLock(path)
    try:
        restoring.put_back(path)
    finally:
        lock.release()


def _to_read_from(path: Path, *, read_only: bool) -> Path | None:
    """A private copy, where the library cannot be opened in its place.

    :raises WrongFolder: it is to be written, and lies where that is not safe.
    """
    if not path.is_file():
        return None  # inspecting says what it is
    if not read_only:
        safe_places.demand(path)
    can_write = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
    if can_write and safe_places.is_safe(path):
        return None
    return private_copies.private_copy(path)


def _inspect_with_key(path: Path, copy: Path | None) -> int:
    """The version; the key of an encrypted file comes from the key store of the system if it is there.

    ``copy`` is inspected in place of ``path``, whose key it has.
    """
    file = copy or path
    if copy is not None:
        keys.hold_like(copy, path)
    try:
        return inspect_file(file, thoroughly=copy is not None)
    except KeyWanted:
        key = key_store.fetch(path)
        if key is None:
            raise inspecting.key_wanted(path) from None
    keys.hold(path, key)
    keys.hold(file, key)
    try:
        return inspect_file(file, thoroughly=copy is not None)
    except UserError as error:  # the key is the one of its record: the file is not what it was
        keys.forget(path)
        keys.forget(file)
        keys.hold_for_copies(path, key)
        if isinstance(error, WrongKey):
            raise inspecting.not_its_file(path) from None
        raise


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
        safe_places.demand(path, new=True)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
