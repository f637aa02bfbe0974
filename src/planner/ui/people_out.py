"""People dragged out of the window as a file that is made when it is let go."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QUrl

from planner.domain.ids import PersonId
from planner.i18n import _
from planner.paths import sweep_left_folders
from planner.services.handing_out import put_file
from planner.text import safe_file_name

FOLDERS = "planner-out-"
"""How the folders begin in which people lie on their way out of the window."""

URLS = "text/uri-list"
TEXT = "text/plain"


class Folder:
    """A folder of our own for files on their way out; it goes with the page."""

    def __init__(self) -> None:
        self._path: Path | None = None

    def put(self, name: str, content: bytes) -> Path:
        """Write a file that only its owner can read."""
        if self._path is None:
            sweep_left_folders(FOLDERS)
            self._path = Path(tempfile.mkdtemp(prefix=FOLDERS))
        put_file(self._path / name, content)
        return self._path / name

    def clear(self) -> None:
        if self._path is not None:
            with contextlib.suppress(OSError):
                shutil.rmtree(self._path)
            self._path = None


class PeopleFile(QMimeData):
    """Contact cards as a file, and as text for what takes no file; each is made when it is asked for.

    ``made`` gives the bytes of the file, ``text`` the text. ``taken`` is the file once it was asked
    for, so that whoever started the drag can put it on record.
    """

    def __init__(
        self,
        name: str,
        made: Callable[[], bytes],
        text: Callable[[], str],
        folder: Folder,
    ) -> None:
        super().__init__()
        self.name = name
        self._made, self._text, self._folder = made, text, folder
        self.taken: bytes | None = None
        self.told: str | None = None
        """The text once it was asked for."""
        self._path = Path()

    def formats(self) -> list[str]:
        return [URLS, TEXT]

    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferred: Any) -> Any:
        if mimetype == URLS:
            if self.taken is None:
                self.taken = self._made()
                self._path = self._folder.put(self.name, self.taken)
            return [QUrl.fromLocalFile(str(self._path))]
        if mimetype == TEXT:
            self.told = self._text()
            return self.told
        return super().retrieveData(mimetype, preferred)


def file_name(people: Sequence[PersonId], name: str) -> str:
    """One person's name, or how many there are."""
    stem = name if len(people) == 1 else _("{count} contacts").format(count=len(people))
    return f"{safe_file_name(stem)}.vcf"
