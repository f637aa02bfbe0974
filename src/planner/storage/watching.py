"""The file under an open library: still the same one, at its place, and no shorter.

With a write-ahead log, writes to a deleted file succeed and reach nothing: who writes has to look.
Only ``stat`` is used, because opening and closing the file here would let go of SQLite's own locks.
"""

from __future__ import annotations

import os
from pathlib import Path

from planner.errors import FileLost
from planner.i18n import _


class FileWatch:
    """What the file was when the library was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._same = _identity(path)
        self._same_log: tuple[int, int] | None = None
        self._least = 0
        self.may_shrink = False
        """While we give room back to the disk ourselves."""

    def look(self, *, alone: bool = False) -> None:
        """``alone``: nobody else may have made the file smaller.

        :raises FileLost: it was deleted, moved, replaced, cut off or unplugged.
        """
        if self._same is None:  # it was only just being made
            self._same = _identity(self._path)
            return
        try:
            found = self._path.stat()
        except OSError as error:
            raise _lost(_("{name} was moved, deleted or unplugged."), self._path) from error
        if (found.st_dev, found.st_ino) != self._same:
            raise _lost(_("{name} was replaced by another program."), self._path)
        if found.st_size < (self._least if alone and not self.may_shrink else 1):
            raise _lost(_("{name} was cut off by another program."), self._path)
        if alone:
            self._least = found.st_size
        if self._same_log is not None and _identity(self._log) != self._same_log:
            raise _lost(_("A part of {name} was deleted by another program."), self._path)

    def keep_log(self) -> None:
        """Call while a connection is open that has read: from now on the log beside must stay, too."""
        if self._same_log is None:
            self._same_log = _identity(self._log)

    def forget_log(self) -> None:
        """No connection is open any more: the last one takes the log with it."""
        self._same_log = None

    def renew(self) -> None:
        """We made the file smaller ourselves."""
        self._least = 0


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - one name for the fault tests to break
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _lost(what: str, path: Path) -> FileLost:
    return FileLost(
        what.format(name=path.name),
        _("Nothing more is written to it. What is open is still here and can be saved elsewhere."),
    )
