"""Reading records out of a backup that remembers people who were erased since.

What it says of them is taken out first, by the same code that a full restore uses: from frozen
versions, copies of visits, notes, labels and kept texts, wherever the name stands.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.data_rights import Erasure
from planner.errors import NotWritten
from planner.i18n import _
from planner.services.backups import opened_backup
from planner.services.core import Core
from planner.storage import keys, reading
from planner.storage.backups import manifest as manifests
from planner.storage.engine import Library

if TYPE_CHECKING:
    from planner.storage.backups.manifest import Kept

_NAME: Final = "clean.planner"

_Which = tuple[Path, str, frozenset[str]]
"""A backup, its hash, and the erasures that were applied to its copy."""


@dataclass(frozen=True, slots=True)
class _Clean:
    which: _Which
    library: Library
    folder: Path


class BackupReading:
    """Opens backups for reading. The last one that had to be cleaned stays at hand until :meth:`close`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._last: list[_Clean] = []
        self._guard = threading.Lock()
        weakref.finalize(self, _remove, self._last)

    @contextlib.contextmanager
    def opened(self, kept: Kept) -> Iterator[Library]:
        """A backup to read in, as a library of today's format, without anybody who was erased since.

        :raises NotWritten: somebody has to be taken out of a copy of it, which has no room.
        """
        with self._guard, contextlib.ExitStack() as closing:
            then = closing.enter_context(opened_backup(kept))
            if since := self._erased_since(then):
                yield self._clean(kept, then, since)
            else:
                yield then

    def close(self) -> None:
        """The copy goes."""
        if self._guard.acquire(timeout=2):  # who still reads ends with the program
            try:
                _remove(self._last)
            finally:
                self._guard.release()

    def _erased_since(self, then: Library) -> list[Erasure]:
        """Erasures that the backup does not know, if it has anything of any of these people."""
        from planner.storage.erasing.tracing import trace

        mine = reading.where(self._core.reader, Erasure, "1 = 1")
        known = {str(row[0]) for row in then.rows("SELECT id FROM erasure")} if mine else set()
        since = [one for one in mine if one.id not in known]
        return since if any(trace(then, one.person_id) is not None for one in since) else []

    def _clean(self, kept: Kept, then: Library, since: Sequence[Erasure]) -> Library:
        which = (kept.path, kept.manifest.sha256, frozenset(str(one.id) for one in since))
        for one in self._last:
            if one.which == which and one.library.path is not None and one.library.path.exists():
                return one.library
        _remove(self._last)
        try:
            made = self._made(kept, then, since)
        except OSError as error:
            raise NotWritten(
                _("The backup cannot be read: {reason}.").format(reason=error.strerror or error),
                _("People were erased since, and are taken out of a copy first. Free some space."),
            ) from error
        self._last.append(_Clean(which, made, made.path.parent if made.path else kept.path))
        return made

    def _made(self, kept: Kept, then: Library, since: Sequence[Erasure]) -> Library:
        from planner.services.erasing import erase_again

        folder = Path(tempfile.mkdtemp(manifests.PART, ".read.", kept.path.parent))
        library = Library(str(folder / _NAME))
        try:
            then.copy_into(folder / _NAME, -1, lambda _done, _total: None)
            erase_again(library, since, at=self._core.now())
        except BaseException:
            _take_away(library, folder)
            raise
        return library


def _remove(last: list[_Clean]) -> None:
    while last:
        one = last.pop()
        _take_away(one.library, one.folder)


def _take_away(library: Library, folder: Path) -> None:
    library.close()
    keys.forget(folder / _NAME)
    shutil.rmtree(folder, ignore_errors=True)
