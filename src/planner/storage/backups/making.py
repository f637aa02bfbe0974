"""Making a backup: the state is pinned in an instant, copied and verified beside, then put in its place."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from planner import __version__, durable
from planner.errors import DiskFull, Locked, UserError
from planner.i18n import _, clock, plain_day
from planner.storage import keys
from planner.storage.backups import key_records, keyed, thinning
from planner.storage.backups import manifest as manifests
from planner.storage.backups.manifest import Kept, Manifest, Why
from planner.storage.backups.verifying import Holds, hash_of, looked_through
from planner.storage.connecting import connect_sqlite, sqlite_driver
from planner.storage.writer_lock import WriterLock

LOW: Final = 200_000_000
"""Bytes free below which no backup is made by itself."""
_PATIENCE: Final = 60.0
"""Seconds that a backup waits for another one."""


class NotMade(UserError):
    """A backup was not made; those there were are as they were."""


class Snapshot:
    """The library as it is at this instant; what is written later does not show. Costs milliseconds.

    Close it soon: until then the write-ahead log grows.
    """

    def __init__(self, library: Path) -> None:
        # Not a read-only connection: the last one to close puts the log into the file.
        self.key = keys.held(library)
        """Also when the library is locked meanwhile."""
        self._connection: Any = connect_sqlite(library, is_there=True)
        self._connection.execute("PRAGMA query_only = ON")
        self._connection.execute("BEGIN")
        self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def copy(self, target: Path) -> None:
        """Write the pinned state into a new file of its own, with no log beside it, down to the disk.

        The key is lent to ``target`` by whoever calls.
        """
        copied = connect_sqlite(target)
        try:
            copied.execute("PRAGMA journal_mode = DELETE")
            self._connection.backup(copied)
        finally:
            copied.close()
        # The copy says that it has a log, as the library does; a finished file has none.
        finished = connect_sqlite(target)
        try:
            finished.execute("PRAGMA journal_mode = DELETE")
        finally:
            finished.close()
        durable.flush_file(target)

    def close(self) -> None:
        """Twice is once."""
        with contextlib.suppress(Exception):
            self._connection.rollback()
        with contextlib.suppress(Exception):
            self._connection.close()


def free_bytes(folder: Path) -> int:
    """What the disk of a folder has left; of one that is not there yet, its parent's."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def make(library: Path, why: Why, at: dt.datetime, *, snapshot: Snapshot | None = None) -> Kept:
    """A verified backup in the folder of the library; only then older ones may go.

    One that turns out to be damaged is kept apart, marked, and is no reason for another to go.

    :raises NotMade: disk full, no right to write, or the library is damaged; nothing went.
    """
    folder = manifests.folder_of(library)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with alone(folder):
            manifests.sweep(folder)
            kept, faults = _make(library, folder, why, at, snapshot or Snapshot(library))
            key_records.keep(library, folder)
            thin(folder)
            key_records.thin(folder, library)
    except (OSError, sqlite_driver().Error) as error:
        raise not_made(folder, error) from error
    finally:
        if snapshot is not None:
            snapshot.close()
    if faults:
        raise NotMade(
            _("The backup was not good: the library has {count} damaged places.").format(
                count=faults
            ),
            _("The good backups were kept, and the damaged copy beside them. {last}").format(
                last=last_good_words(folder)
            ),
        )
    return kept


def _make(
    library: Path, folder: Path, why: Why, at: dt.datetime, snapshot: Snapshot
) -> tuple[Kept, int]:
    """The backup in its place, and the number of its faults."""
    part: Path | None = None
    try:
        part = new_part(folder)
        with keys.lent(part, snapshot.key):
            snapshot.copy(part)
            snapshot.close()
            holds = looked_through(part)
            manifest = _manifest(folder, part, holds, why, at, snapshot.key)
        return _put(folder, part, manifest), len(holds.faults)
    finally:
        snapshot.close()
        if part is not None:
            remove_with_log(part)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One program, and one thread of it, makes backups in a folder; others wait for their turn."""
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            lock = WriterLock(folder / "making", despite_text=True)
            break
        except DiskFull as error:
            raise OSError(errno.ENOSPC, error.message) from error
        except Locked:
            if time.monotonic() > until:
                raise NotMade(
                    _("Backup not made: another program is making one."),
                    last_good_words(folder),
                ) from None
    try:
        yield
    finally:
        lock.release()


def new_part(folder: Path) -> Path:
    number, name = tempfile.mkstemp(manifests.PART, ".backup.", folder)
    os.close(number)
    return Path(name)


def _manifest(
    folder: Path, part: Path, holds: Holds, why: Why, at: dt.datetime, key: bytes | None
) -> Manifest:
    return Manifest(
        number=manifests.next_number(folder),
        why=why,
        at=at.astimezone(dt.UTC).replace(microsecond=0),
        program=__version__,
        schema=holds.schema,
        counts=dict(holds.counts),
        step=holds.step,
        chain=holds.chain,
        changed_at=holds.changed_at,
        size=part.stat().st_size,
        sha256=hash_of(part),
        encrypted=not keyed.is_plain(part),
        mark=keys.mark_of(key) if key is not None else "",
        bad="damaged" if holds.faults else "",
    )


def _put(folder: Path, part: Path, manifest: Manifest) -> Kept:
    """The manifest first: one without a backup is nothing, a backup without one is unknown."""
    path = folder / manifests.name_of(manifest)
    manifests.write(manifest, path)
    os.replace(part, path)  # noqa: PTH105 - one name for the fault tests to break
    durable.flush_folder(folder)
    manifests.remember(folder, last_number=manifest.number)
    return Kept(path, manifest)


def remove_with_log(path: Path) -> None:
    keys.forget(path)
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def thin(folder: Path) -> list[Kept]:
    """Remove what is not needed any more; returns what went."""
    kept = manifests.kept_in(folder)
    gone = set(thinning.going([one.manifest for one in kept]))
    going = [one for one in kept if one.number in gone]
    for one in going:
        with contextlib.suppress(OSError):
            one.path.unlink()
            manifests.manifest_path(one.path).unlink()
    return going


def last_good(folder: Path) -> Kept | None:
    return next((one for one in manifests.kept_in(folder) if one.manifest.is_good), None)


def last_good_words(folder: Path) -> str:
    """ "The last good one is of 10:40." """
    kept = last_good(folder)
    if kept is None:
        return _("There is no good backup yet.")
    return _("The last good one is of {when}.").format(when=when_words(kept.manifest.at))


def when_words(at: dt.datetime) -> str:
    """The day and the clock of this computer: "1 Apr 2027 10:40"."""
    local = at.astimezone()
    return f"{plain_day(local.date())} {clock(local)}"


def not_made(folder: Path, error: Exception) -> NotMade:
    number = getattr(error, "errno", None)
    text = str(error).lower()
    if number in (errno.ENOSPC, errno.EDQUOT) or "full" in text:
        message = _("Backup not made: the disk is full.")
        hint = _("Your data is saved. Free some space. {last}")
    elif (
        number in (errno.EPERM, errno.EACCES, errno.EROFS)
        or "readonly" in text
        or "unable to open" in text
    ):
        message = _("Backup not made: nothing may be written to {folder}.").format(folder=folder)
        hint = _("Your data is saved. Allow writing there. {last}")
    else:
        message = _("Backup not made: the system said “{error}”.").format(
            error=getattr(error, "strerror", None) or error
        )
        hint = _("Your data is saved. Have the disk checked. {last}")
    return NotMade(message, hint.format(last=last_good_words(folder)))


def check(kept: Kept, *, whole: bool = True, library: Path | None = None) -> Kept:
    """Look whether a backup is still as it was made; one that is not is marked and stays until replaced.

    ``whole`` opens it and reads every row; without, only its size and hash are compared, which needs
    no key. While these are the same it is never marked, and a mark of before goes: it was read to the
    last row when it was made. ``library`` is what it is a backup of, where it lies in another place.

    :raises CopyLocked: it is as it was made, but cannot be read: its key is not known here.
    """
    manifest = kept.manifest
    if manifest.bad == "unknown":
        return _taken_on(kept, library) if whole else kept
    try:
        same = kept.path.stat().st_size == manifest.size and hash_of(kept.path) == manifest.sha256
    except OSError:
        same = False
    if not same:
        return kept if manifest.bad == "changed" else manifests.mark(kept, bad="changed")
    if manifest.bad == "changed":
        kept = manifests.mark(kept, bad="")
    if not whole or not kept.manifest.is_good:
        return kept
    key = keyed.key_of(kept, library)
    with keys.lent(kept.path, key):
        holds = looked_through(kept.path)
    if holds.faults or dict(holds.counts) != dict(manifest.counts) or holds.step != manifest.step:
        return Kept(kept.path, replace(kept.manifest, bad="changed"))
    if key is not None and not manifest.mark:
        kept = manifests.mark(kept, mark=keys.mark_of(key))
    return kept


def _taken_on(kept: Kept, library: Path | None) -> Kept:
    """A backup that lost its manifest gets a new one, if it is whole."""
    try:
        key = keyed.key_of(kept, library)
    except OSError:
        return kept
    with keys.lent(kept.path, key):
        holds = looked_through(kept.path)
    if holds.faults:
        return kept
    made = _manifest(kept.path.parent, kept.path, holds, Why.HAND, kept.manifest.at, key)
    made = replace(made, number=kept.number)
    with contextlib.suppress(OSError):
        manifests.write(made, kept.path)
    return Kept(kept.path, made)
