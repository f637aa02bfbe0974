"""A library is read from a copy of our own where its folder cannot be written or is not safe.

SQLite needs to write beside a file to read what waits in its log; a file that others swap under us is
read whole once. The copy dies with the library; a killed program's copies are swept at the next start.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Final

from planner import paths
from planner.errors import DiskFull, NotALibrary
from planner.i18n import _
from planner.storage.writer_lock import FULL

PREFIX: Final = "planner-reading-"
BESIDE: Final = "-wal"
_LOG_HEAD: Final = 32
"""Bytes that begin a log; each time it begins anew there is another salt in them."""
_TURNS: Final = 6
_PAUSE: Final = 0.05
"""Seconds before the second turn; each is twice as long as the one before."""


def private_copy(path: Path) -> Path:
    """A copy of the file and of the log beside it, in a folder that only this user may look into.

    The file must not be open in this process: closing it here would let go of SQLite's locks.

    :raises DiskFull: there is no room for it.
    :raises NotALibrary: it cannot be read, or was written to all the time.
    """
    paths.sweep_left_folders(PREFIX)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        copied = any(_copied_at_rest(path, folder, turn) for turn in range(_TURNS))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        if error.errno in FULL:
            raise DiskFull(
                _("There is no room for a copy of {name} to read from.").format(name=path.name),
                _("Nothing was changed. Free some space, then open it again."),
            ) from error
        raise NotALibrary(
            _("{name} cannot be opened.").format(name=path.name),
            _("Nothing was changed. Check that you may read the file and its folder."),
        ) from error
    if not copied:
        shutil.rmtree(folder, ignore_errors=True)
        raise NotALibrary(
            _("{name} is being written to by another program.").format(name=path.name),
            _("Nothing was changed. Wait until it has finished, then open it again."),
        )
    return folder / path.name


def _copied_at_rest(path: Path, folder: Path, turn: int) -> bool:
    """Whether nobody wrote while the two were copied: file and log of two moments are no library."""
    if turn:
        time.sleep(_PAUSE * 2 ** (turn - 1))
    before = _state(path)
    for end in ("", BESIDE):
        source, target = path.with_name(path.name + end), folder / (path.name + end)
        target.unlink(missing_ok=True)
        if not end or source.exists():
            try:
                shutil.copyfile(source, target)
            except FileNotFoundError:  # the log went into the file
                return False
    return _state(path) == before


def _state(path: Path) -> tuple[object, ...]:
    """What is otherwise as soon as somebody wrote to the file or to its log."""
    beside = path.with_name(path.name + BESIDE)
    return (*_stat(path), *_stat(beside), _head(beside))


def _stat(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LOG_HEAD)
    except FileNotFoundError:
        return b""


def remove(copy: Path) -> None:
    """Take the copy away, if it is one."""
    if copy.parent.name.startswith(PREFIX):
        shutil.rmtree(copy.parent, ignore_errors=True)
