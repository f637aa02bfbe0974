"""A library goes to a folder where it is safe: copied, opened, checked, and only then left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import Final

from planner import durable
from planner.errors import NotWritten, UserError
from planner.i18n import _
from planner.storage import inspecting, key_record, keys, private_copies, safe_places
from planner.storage.connecting import connect_sqlite, sqlite_driver
from planner.storage.writer_lock import WriterLock

_ENDS: Final = ("", "-wal", "-shm")


def copy_to(library: Path, folder: Path) -> Path:
    """A checked copy of a library that is not open here, with what waits in its log; where it is now.

    :raises WrongFolder: the folder is not safe either.
    :raises NotWritten: it could not be copied; nothing was left behind.
    """
    target = _free_name(folder, library.name)
    safe_places.demand(target, new=True)
    copy = private_copies.private_copy(library)
    part = target.with_name(f".{target.name}.part")
    try:
        _make_whole(copy, library)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, part)
        part.chmod(0o600)
        with part.open("r+b") as file:
            durable.flush(file.fileno())
        _check(part, library)
        os.replace(part, target)  # noqa: PTH105 - one name for the fault tests to break
        _give_key(library, target)
    except (OSError, sqlite_driver().Error) as error:
        raise NotWritten(
            _("{name} could not be copied to {folder}: {reason}.").format(
                name=library.name, folder=folder, reason=error
            ),
            _("The library is as it was. Choose another folder, or free some space."),
        ) from error
    finally:
        for one in (copy, part):
            keys.forget(one)
        with contextlib.suppress(OSError):
            part.unlink()
        private_copies.remove(copy)
    return target


def move_to(library: Path, folder: Path) -> Path:
    """As :func:`copy_to`, while nobody else writes; the old files get names that nobody opens by mistake.

    :raises Locked: another program writes to the library.
    """
    lock = WriterLock(library)
    try:
        target = copy_to(library, folder)
        for end in _ENDS:
            old = library.with_name(library.name + end)
            with contextlib.suppress(OSError):
                if old.exists():
                    old.rename(
                        _free_name(library.parent, f"{library.stem} (moved){library.suffix}{end}")
                    )
    finally:
        lock.release()
    return target


def _make_whole(copy: Path, library: Path) -> None:
    """Put the log into the copy, which is one file then."""
    keys.hold_like(copy, library)
    connection = connect_sqlite(copy)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        connection.close()


def _check(part: Path, library: Path) -> None:
    keys.hold_like(part, library)
    connection = connect_sqlite(part, read_only=True, as_it_lies=True)
    try:
        found = connection.execute("PRAGMA integrity_check(1)").fetchall()
    finally:
        connection.close()
    if found != [("ok",)]:
        raise OSError(_("the copy is not whole"))


def _give_key(library: Path, target: Path) -> None:
    key = keys.held(library)
    if key is not None:
        keys.hold(target, key)
        record = None
        with contextlib.suppress(UserError):
            record = key_record.read(library)
        key_record.write(target, record or key_record.record_of(key))
    elif inspecting.key_file(library).exists():
        shutil.copyfile(inspecting.key_file(library), inspecting.key_file(target))


def _free_name(folder: Path, name: str) -> Path:
    """This name, with a number where it is taken."""
    stem, dot, ending = name.partition(".planner")
    for number in range(1, 1000):
        more = f" ({number})" if number > 1 else ""
        path = folder / f"{stem}{more}{dot}{ending}"
        if not path.exists():
            return path
    raise NotWritten(_("There are too many copies in {folder}.").format(folder=folder))
