"""Down to the disk itself: what a power cut must not take away. The one place that says how."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path


def flush(number: int) -> None:
    """An open file; on macOS an ordinary fsync stops at the drive's own memory."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # network disks do not know it
            fcntl.fcntl(number, fcntl.F_FULLFSYNC)
            return
    os.fsync(number)


def flush_file(path: Path) -> None:
    """A finished file, by its path. It must be no library in use: closing it lets go of SQLite's locks."""
    number = os.open(path, os.O_RDWR)
    try:
        flush(number)
    finally:
        os.close(number)


def flush_folder(folder: Path) -> None:
    """The names in a folder.

    Some systems cannot flush a folder and say so; only a failing disk counts.

    :raises OSError: the disk reported an error.
    """
    if os.name == "nt":
        return
    try:
        number = os.open(folder, os.O_RDONLY)
        try:
            flush(number)
        finally:
            os.close(number)
    except OSError as error:
        if error.errno == errno.EIO:
            raise
