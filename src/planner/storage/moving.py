"""A library goes to a folder where it is safe: copied, opened, checked, and only then left behind."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
from pathlib import Path
from typing import Final

from planner import durable
from planner.errors import NotWritten, UserError
from planner.i18n import _
from planner.storage import inspecting, key_record, keys, private_copies, safe_places
from planner.storage.backups import manifest
from planner.storage.backups.verifying import hash_of
from planner.storage.connecting import connect_sqlite, make_private, sqlite_driver
from planner.storage.encrypting import wipe
from planner.storage.writer_lock import WriterLock

_ENDS: Final = ("", "-wal", "-shm")


def copy_to(library: Path, folder: Path) -> Path:
    """A checked copy of a library that is not open here, with what waits in its log; where it is now.

    :raises WrongFolder: the folder is not safe either.
    :raises NotWritten: it could not be copied; nothing was left behind.
    """
    target = target_of(library, folder)
    copy = private_copies.private_copy(library)
    part = target.with_name(f".{target.name}.part")
    try:
        _make_whole(copy, library)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_private(part)
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


def target_of(library: Path, folder: Path) -> Path:
    """Where :func:`copy_to` and :func:`move_to` would put it; nothing is written.

    :raises WrongFolder: the folder is not safe.
    """
    target = _free_name(folder, library.name, with_backups=True)
    safe_places.demand(target, new=True)
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
        take_backups(library, target)
    finally:
        lock.release()
    return target


def take_backups(library: Path, target: Path) -> bool:
    """The backups go along with a library that was moved; whether none is left at the old place.

    Where the disk refuses they stay as they are: nothing is lost, and :func:`left_behind` names them.
    """
    old, new = manifest.folder_of(library), manifest.folder_of(target)
    if not old.is_dir():
        return True
    try:
        try:
            os.rename(old, new)  # noqa: PTH104 - one name for the fault tests to break
        except OSError:
            _copy_folder(old, new)
            shutil.rmtree(old)
        _call_like(new, library.name, target.name)
    except OSError:
        return False
    return True


def _copy_folder(old: Path, new: Path) -> None:
    """To another disk, each file read back; the new folder is there whole or not at all."""
    part = new.with_name(f".{new.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(old, part)
        for source in old.rglob("*"):
            there = part / source.relative_to(old)
            if source.is_file():
                if hash_of(source) != hash_of(there):
                    raise OSError(5, _("the copy is not whole"))
                durable.flush_file(there)
        os.rename(part, new)  # noqa: PTH104 - one name for the fault tests to break
        durable.flush_folder(new.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _call_like(folder: Path, before: str, now: str) -> None:
    """What restores put away, and how the key is got, bear the name of the library."""
    if before == now:
        return
    for path in [
        *folder.glob(f"{glob.escape(before)}*"),
        *folder.glob(f"*/{glob.escape(before)}*"),
    ]:
        path.rename(path.with_name(now + path.name[len(before) :]))


def left_behind(old: Path) -> list[Path]:
    """What a library that was moved away from ``old`` left there: its files, and backups if any stayed."""
    stem, suffix = glob.escape(old.stem), glob.escape(old.suffix)
    found = sorted(old.parent.glob(f"{stem} (moved)*{suffix}*"))
    backups = manifest.folder_of(old)
    if backups.is_dir() and not old.exists():
        found.append(backups)
    return found


def remove_left(paths: list[Path]) -> None:
    """Overwrite and remove what was left behind.

    :raises NotWritten: one of them could not be removed.
    """
    for path in paths:
        try:
            for file in [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]:
                wipe(file)
            if path.is_dir():
                shutil.rmtree(path)
        except OSError as error:
            raise NotWritten(
                _("{name} was not removed: {reason}.").format(
                    name=path.name, reason=error.strerror
                ),
                _("Your library is not touched. Close the file elsewhere and try again."),
            ) from error


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
        shutil.copy(inspecting.key_file(library), inspecting.key_file(target))  # with its rights


def _free_name(folder: Path, name: str, *, with_backups: bool = False) -> Path:
    """This name, with a number where it is taken, or by backups of another library of that name."""
    stem, dot, ending = name.partition(".planner")
    for number in range(1, 1000):
        more = f" ({number})" if number > 1 else ""
        path = folder / f"{stem}{more}{dot}{ending}"
        is_taken = with_backups and manifest.folder_of(path).exists()
        if not path.exists() and not is_taken:
            return path
    raise NotWritten(_("There are too many copies in {folder}.").format(folder=folder))
