"""A folder in which calendar files are overwritten in place, for others to subscribe to."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection
from pathlib import Path

from planner.errors import NotWritten
from planner.i18n import _
from planner.interchange.calendar_places import READ_LIMIT, ChangedThere, checked_name
from planner.interchange.files import not_written, save_bytes

_STRANGE = "not a plain file"


class CalendarFolder:
    """Reads and writes only the names it is given. The state of a file is its SHA-256, hex."""

    def __init__(self, folder: Path) -> None:
        """:raises NotWritten: there is no such folder, for instance because a disk is not connected."""
        if not folder.is_dir():
            raise NotWritten(
                _("The folder {path} is not there.").format(path=folder),
                _("Nothing was written. Connect its disk, or choose another folder."),
            )
        self._folder = folder

    def states(self, names: Collection[str]) -> dict[str, str]:
        found = {name: self._state(name) for name in names}
        return {name: state for name, state in found.items() if state is not None}

    def read(self, name: str) -> bytes | None:
        path = self._path(name)
        try:
            if not stat.S_ISREG(path.lstat().st_mode) or path.stat().st_size > READ_LIMIT:
                return None
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(name, error) from error

    def put(self, name: str, content: bytes, state: str | None) -> str:
        """As :func:`save_bytes` does; a new file may be read by whoever may read the folder."""
        found = self._state(name)
        if found == _STRANGE:  # a link would lead us to a file somewhere else
            raise NotWritten(
                _("“{name}” was not written: it is a link or a folder.").format(name=name),
                _("Rename what is there, then publish again."),
            )
        if found != state:
            raise ChangedThere(name)
        mode = self._folder.stat().st_mode & 0o044 | 0o600
        save_bytes(self._path(name), content, mode=mode)
        return hashlib.sha256(content).hexdigest()

    def remove(self, name: str, state: str) -> None:
        found = self._state(name)
        if found is None:
            return
        if found != state:
            raise ChangedThere(name)
        path = self._path(name)
        try:
            if not os.access(path, os.W_OK):
                raise PermissionError("write-protected")
            path.unlink(missing_ok=True)
        except OSError as error:
            raise NotWritten(
                _("“{name}” could not be removed: the system said “{error}”.").format(
                    name=name, error=error.strerror or error
                ),
                _("It is still there. Close it in other programs, then publish again."),
            ) from error

    def close(self) -> None:
        """Nothing is held open."""

    def _path(self, name: str) -> Path:
        return self._folder / checked_name(name)

    def _state(self, name: str) -> str | None:
        path = self._path(name)
        try:
            found = path.lstat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(name, error) from error
        if not stat.S_ISREG(found.st_mode):
            return _STRANGE
        content = self.read(name)
        return "too large" if content is None else hashlib.sha256(content).hexdigest()

    @staticmethod
    def _unreadable(name: str, error: OSError) -> NotWritten:
        return not_written(name, error, existed=True)
