"""A closed library encrypted, or made plain again: written anew, compared row by row, then exchanged.

At every moment there is a whole library under its name, the old or the new one. The old one stays
beside it until the user lets it go.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from planner import durable
from planner.errors import Locked, NotWritten, UserError
from planner.i18n import _
from planner.storage import inspecting, key_record, keys
from planner.storage.connecting import APPLICATION_ID, connect_sqlite, has_cipher, sqlite_driver
from planner.storage.engine import open_library
from planner.storage.key_record import KeyRecord
from planner.storage.put_away import OLD, put_away
from planner.storage.writer_lock import WriterLock

Tell = Callable[[int, int], None]
"""How far it is: parts done, of how many. What it raises calls the work off."""

PART: Final = ".exchange.part"
_ROOM: Final = 2.1
"""Times the size of the library that has to be free."""
_TOGETHER: Final = 500


def encrypt(library: Path, key: bytes, record: KeyRecord, tell: Tell | None = None) -> Path:
    """Encrypt a plain library that is closed; where the old file lies now. The key is held afterwards.

    :raises Locked: it is open somewhere.
    :raises UserError: the disk is too full, or the copy was not the same; everything is as before.
    """
    if inspecting.is_encrypted(library):
        raise UserError(
            _("{name} is encrypted already.").format(name=library.name), _("Nothing was changed.")
        )
    kept = key_record.read(library) if inspecting.key_file(library).exists() else None
    with _alone(library):
        key_record.write(library, record)
        try:
            old = _exchange(library, key, tell or _silent)
        except BaseException:
            if kept is None:
                key_record.remove(library)
            raise
    keys.hold(library, key)
    return old


def decrypt(library: Path, tell: Tell | None = None) -> Path:
    """Make a closed library plain whose key is held; where the old file lies now.

    :raises KeyWanted: no key is held for it. :raises Locked: it is open somewhere.
    :raises UserError: the disk is too full, or the copy was not the same; everything is as before.
    """
    if not inspecting.is_encrypted(library):
        raise UserError(
            _("{name} is not encrypted.").format(name=library.name), _("Nothing was changed.")
        )
    if keys.held(library) is None:
        raise inspecting.key_wanted(library)
    with _alone(library):
        old = _exchange(library, None, tell or _silent)
        key_record.copy(library, old)
    keys.forget(library)
    return old


def remove_put_away(library: Path) -> None:
    """Overwrite and remove the old files; the record of the key goes with the last encrypted one.

    :raises NotWritten: one of them could not be removed.
    """
    for path in put_away(library):
        try:
            wipe(path)
            key_record.remove(path)
        except OSError as error:
            raise NotWritten(
                _("{name} was not removed: {reason}.").format(
                    name=path.name, reason=error.strerror
                ),
                _("Your library is not touched. Close the file elsewhere and try again."),
            ) from error
    if not inspecting.is_encrypted(library) and keys.held(library) is None:
        key_record.remove(library)


def sweep(library: Path) -> None:
    """Remove what a program that was killed over the work left behind."""
    for path in library.parent.glob(f".{library.name[:40]}.*{PART}*"):
        with contextlib.suppress(OSError):
            path.unlink()


def _silent(_done: int, _total: int) -> None:
    """Nobody looks on."""


@contextlib.contextmanager
def _alone(library: Path) -> Iterator[None]:
    """Nobody else writes, the newest format is there, and nothing waits beside the file."""
    open_library(str(library)).close()
    lock = WriterLock(library)
    try:
        sweep(library)
        size, free = library.stat().st_size, shutil.disk_usage(library.parent).free
        if free < size * _ROOM:
            raise UserError(
                _(
                    "The disk has too little room: {needed} MB are needed, {free} MB are free."
                ).format(needed=int(size * _ROOM / 1e6) + 1, free=int(free / 1e6)),
                _("The library is as it was. Free some space and try again."),
            )
        yield
    finally:
        lock.release()


def _exchange(library: Path, key: bytes | None, tell: Tell) -> Path:
    old = library.with_name(library.name + OLD[key is not None])
    if old.exists() and old.samefile(library):
        old.unlink()  # a program that was killed had only given the file its second name
    if old.exists():
        raise UserError(
            _("The old file {name} of an earlier change is still there.").format(name=old.name),
            _("Nothing was changed. Remove it first, or move it elsewhere."),
        )
    part = library.with_name(f".{library.name[:40]}.{secrets.token_hex(4)}{PART}")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        source = connect_sqlite(library)
        try:
            _fold(source, library)
            source.execute("BEGIN IMMEDIATE")  # nobody writes while it is copied and compared
            _write(library, part, key)
            _compare(source, part, key, tell)
            source.execute("ROLLBACK")
        finally:
            source.close()
        _no_log(library)
        part.chmod(library.stat().st_mode & 0o777)
        durable.flush_file(part)
        _swap(library, part, old)
    except sqlite_driver().Error as error:
        raise NotWritten(
            _("{name} was not written anew: {reason}.").format(name=library.name, reason=error),
            _("The library is as it was. Try again, or check the disk."),
        ) from error
    except OSError as error:
        raise NotWritten(
            _("{name} was not written anew: {reason}.").format(
                name=library.name, reason=error.strerror
            ),
            _("The library is as it was. Try again, or check the disk."),
        ) from error
    finally:
        keys.forget(part)
        for end in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                part.with_name(part.name + end).unlink()
    return old


def _fold(source: Any, library: Path) -> None:
    """Put what waits beside the file into it."""
    source.execute("PRAGMA busy_timeout = 300")
    (busy, _log, _done) = source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise _in_use(library)


def _no_log(library: Path) -> None:
    """The last connection took its log with it; one that is left belongs to somebody else."""
    if library.with_name(library.name + "-wal").exists():
        raise _in_use(library)


def _in_use(library: Path) -> Locked:
    return Locked(
        _("{name} is open somewhere else.").format(name=library.name),
        _("Nothing was changed. Close it there and try again."),
    )


def _write(library: Path, part: Path, key: bytes | None) -> None:
    """All of it, into an empty file. The key is a bound value: it stands in no statement."""
    reader = connect_sqlite(library)
    try:
        reader.execute("PRAGMA query_only = OFF")
        (version,) = reader.execute("PRAGMA user_version").fetchone()
        if key is not None and not has_cipher(reader):
            raise UserError(
                _("This installation of Planner cannot read encrypted libraries."),
                _("The library was left as it is. Install Planner again, from its own packages."),
            )
        secret = keys.as_written(key) if key else ""
        reader.execute("ATTACH DATABASE ? AS anew KEY ?", (str(part.absolute()), secret))
        reader.execute("PRAGMA anew.journal_mode = MEMORY")
        reader.execute("PRAGMA anew.synchronous = OFF")  # it is flushed when it is whole
        reader.execute("SELECT sqlcipher_export('anew')").fetchall()
        reader.execute(f"PRAGMA anew.application_id = {APPLICATION_ID}")
        reader.execute(f"PRAGMA anew.user_version = {int(version)}")
        reader.execute("DETACH DATABASE anew")
    finally:
        reader.close()


def _compare(source: Any, part: Path, key: bytes | None, tell: Tell) -> None:
    """Every object and every row is the same in both, byte for byte; so digests and chain are too."""
    if key is not None:
        keys.hold(part, key)
        with part.open("rb") as file:
            if file.read(16) == keys.PLAIN:
                raise _not_the_same(part)
    copy = connect_sqlite(part, read_only=True)
    try:
        names = _objects(source)
        if names != _objects(copy):
            raise _not_the_same(part)
        checks = ["integrity_check", "foreign_key_check"] + ["cipher_integrity_check"] * bool(key)
        for check in checks:
            if [row for row in copy.execute(f"PRAGMA {check}") if row != ("ok",)]:
                raise _not_the_same(part)
        tables = [name for kind, name, sql in names if kind == "table" and "VIRTUAL" not in sql]
        for number, table in enumerate(tables):
            tell(number, len(tables))
            if _digest(source, table) != _digest(copy, table):
                raise _not_the_same(part)
        tell(len(tables), len(tables))
    finally:
        copy.close()


def _objects(connection: Any) -> list[tuple[str, str, str]]:
    return sorted(
        (str(kind), str(name), str(sql))
        for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master")
        if not str(name).startswith("sqlite_stat")
    )


def _digest(connection: Any, table: str) -> tuple[int, str]:
    """How many rows there are, and a hash of them in the order of their keys."""
    told, count = hashlib.blake2b(digest_size=32), 0
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    keyed = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5]]
    order = ", ".join(f'"{name}"' for name in keyed or columns)
    rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY {order}')
    while some := rows.fetchmany(_TOGETHER):
        count += len(some)
        told.update(repr(some).encode("utf-8", "surrogatepass"))
    return count, told.hexdigest()


def _not_the_same(part: Path) -> NotWritten:
    return NotWritten(
        _("The library was not written anew: the copy was not the same as the original."),
        _("The library is as it was. Check the disk, then try again."),
    )


def _swap(library: Path, part: Path, old: Path) -> None:
    """The old file gets a second name, then the new one takes the first: there is always a library."""
    try:
        os.link(library, old)
    except OSError:
        shutil.copy2(library, old)  # disks without second names
        durable.flush_file(old)
    try:
        os.replace(part, library)  # noqa: PTH105 - one name for the fault tests to break
    except OSError:
        with contextlib.suppress(OSError):
            old.unlink()
        raise
    with contextlib.suppress(OSError):  # it is in place, whatever the disk says
        durable.flush_folder(library.parent)


def wipe(path: Path) -> None:
    """Overwritten once, then removed; a disk may keep traces that only its own encryption covers."""
    size = path.stat().st_size
    if path.stat().st_nlink == 1:
        with path.open("r+b") as file:
            left = size
            while left > 0:
                left -= file.write(bytes(min(left, 1 << 20)))
            file.flush()
            durable.flush(file.fileno())
    path.unlink()
