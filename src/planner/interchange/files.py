"""The one way to put a file where the user asked: whole and checked, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import time
from pathlib import Path

from planner import durable
from planner.errors import NotWritten, UserError
from planner.i18n import N_, _
from planner.interchange.unfinished import LEFTOVER, leftover_prefix, noted, sweep_beside

_REPLACE_TRIES = 8

_FULL = (
    N_("“{name}” was not written: the disk is full."),
    N_("Free some space or choose another folder, then write it again."),
)
_FORBIDDEN = (
    N_("“{name}” was not written: it may not be changed."),
    N_("Close it in other programs, or choose another folder, then write it again."),
)
_NO_FOLDER = (
    N_("“{name}” was not written: its folder is not there."),
    N_("Choose a folder that exists, then write it again."),
)
# By the system's number of the error; the sentences end where what was kept is said.
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.EBUSY: _FORBIDDEN,
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: (
        N_("“{name}” was not written: a folder has this name."),
        N_("Choose another name."),
    ),
    errno.ENODEV: (
        N_("“{name}” was not written: it is a device and not a file."),
        N_("Choose another name."),
    ),
    errno.ELOOP: (
        N_("“{name}” was not written: it is a link that leads to itself."),
        N_("Choose another name."),
    ),
    errno.ENAMETOOLONG: (
        N_("“{name}” was not written: the name is too long."),
        N_("Choose a shorter name."),
    ),
    errno.EIO: (
        N_("“{name}” was not written: the disk reported an error."),
        N_("Choose another disk, and have this one checked."),
    ),
}


def save_bytes(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put ``data`` at ``path`` whole, or leave what is there byte for byte as it was.

    A symbolic link stays, and what it points to is written. An existing file keeps its mode; a new
    one can be read by its owner only, because exports hold data about people, unless ``mode`` says
    otherwise.

    Raises :class:`NotWritten` when nothing changed. Raises a plain :class:`UserError` in one case:
    the new file is in its place and the disk then failed to confirm it.
    """
    target = Path(os.path.realpath(path))
    with noted(target):
        _save(path.name, target, data, mode)


def _save(name: str, target: Path, data: bytes, mode: int) -> None:
    existed = os.path.isfile(target)  # noqa: PTH113 - raises nothing
    temporary: Path | None = None
    try:
        temporary = _write_beside(target, data, _mode(target, mode))
        move_into_place(temporary, target)
    except OSError as error:
        raise not_written(name, error, existed=existed) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
    _confirm(name, target, len(data))
    sweep_beside(target)


def made_folder(folder: Path) -> None:
    """The folder is there.

    :raises NotWritten: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(
            _("The folder {path} cannot be made.").format(path=folder),
            _("Nothing was written. Choose another folder."),
        ) from error


def _mode(target: Path, new: int) -> int:
    """The mode that the file will have; refuses what is no ordinary file."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return new
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "a folder")
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ENODEV, "not a file")
    if not os.access(target, os.W_OK):
        # The folder would let us replace it all the same, but somebody protected this file.
        raise PermissionError(errno.EACCES, "write-protected")
    return stat.S_IMODE(found.st_mode)


def _write_beside(target: Path, data: bytes, mode: int) -> Path:
    """A complete copy in the folder of the target, on the disk and read back."""
    number, name = tempfile.mkstemp(LEFTOVER, leftover_prefix(target), target.parent)
    temporary = Path(name)
    try:
        try:
            _write_all(number, data)
            durable.flush(number)
        finally:
            os.close(number)
        temporary.chmod(mode)
        if temporary.read_bytes() != data:
            raise OSError(errno.EIO, "reads back differently")
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _write_all(number: int, data: bytes) -> None:
    """The system may take less than it is given and call that a success."""
    rest = memoryview(data)
    while rest:
        written = os.write(number, rest)
        if written == 0:
            raise OSError(errno.ENOSPC, "nothing more is taken")
        rest = rest[written:]


def move_into_place(temporary: Path, target: Path) -> None:
    """On Windows a virus scanner or an open preview holds a file for a moment, so try again."""
    for attempt in range(_REPLACE_TRIES):
        try:
            os.replace(temporary, target)  # noqa: PTH105 - one name for the fault tests to break
        except PermissionError:
            if attempt == _REPLACE_TRIES - 1:
                raise
            time.sleep(0.01 * 2**attempt)
        else:
            return


def _confirm(name: str, target: Path, size: int) -> None:
    """Make the new name last through a power cut, and look whether the file is there."""
    try:
        durable.flush_folder(target.parent)
        if target.stat().st_size != size:
            raise OSError(errno.EIO, "another size")
    except OSError as error:
        raise UserError(
            _("“{name}” was written, but the disk did not confirm it.").format(name=name),
            _("Open the file to see whether it is whole, or write it to another disk."),
        ) from error


def not_written(name: str, error: OSError, *, existed: bool) -> NotWritten:
    """What happened, what was kept, what to do."""
    known = _REASONS.get(error.errno or 0)
    if known:
        what, hint = _(known[0]), _(known[1])
    else:
        what = _("“{name}” was not written: the system said “{error}”.")
        hint = _("Choose another folder, then write it again.")
    what = what.format(name=name, error=error.strerror or type(error).__name__)
    kept = _("The previous file is unchanged.") if existed else _("Nothing was left behind.")
    return NotWritten(f"{what} {kept}", hint)
