"""A library is read from a copy of our own where its folder cannot be written or is not safe.

SQLite needs to write beside a file to read what waits in its log; a file that others swap under us is
read whole once. The copy dies with the library; a killed program's copies are swept at the next start.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from planner import paths
from planner.errors import DiskFull, NotALibrary
from planner.i18n import _
from planner.storage.writer_lock import FULL

PREFIX: Final = "planner-reading-"
BESIDE: Final = "-wal"


def private_copy(path: Path) -> Path:
    """A copy of the file and of the log beside it, in a folder that only this user may look into.

    The file must not be open in this process: closing it here would let go of SQLite's locks.

    :raises DiskFull: there is no room for it.
    :raises NotALibrary: it cannot be read.
    """
    paths.sweep_left_folders(PREFIX)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        for end in (BESIDE, ""):  # the log first: what is written meanwhile is missed, never torn
            source = path.with_name(path.name + end)
            if not end or source.exists():
                shutil.copyfile(source, folder / source.name)
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
    return folder / path.name


def remove(copy: Path) -> None:
    """Take the copy away, if it is one."""
    if copy.parent.name.startswith(PREFIX):
        shutil.rmtree(copy.parent, ignore_errors=True)
