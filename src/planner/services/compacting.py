"""Once a week the file is written anew, so that no page of it holds what was there before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from planner.i18n import N_
from planner.services.core import Core
from planner.storage import stored_files
from planner.storage.backups import making

EVERY: Final = dt.timedelta(days=7)
_COMPACTED: Final = "compacted_on"
_ROOM: Final = 3
"""Times its size is free on the disk: the new file, and the log through which it is put in place."""


class Compacting:
    def __init__(self, core: Core) -> None:
        self._core = core

    def is_due(self) -> bool:
        """Whether it is a week ago, nobody is in the way, and the disk has room for it."""
        library = self._core.library
        if library.path is None or library.read_only or library.trouble is not None:
            return False
        rows = library.rows("SELECT value FROM library_fact WHERE id = :id", {"id": _COMPACTED})
        last = dt.date.fromisoformat(str(rows[0][0])) if rows else None
        if last is not None and abs(self._core.today() - last) < EVERY:
            return False
        size = library.path.stat().st_size
        return making.free_bytes(library.path.parent) > _ROOM * size + making.LOW

    def compact(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Write the file anew; given up as soon as ``stop`` says so, then it is still due.

        :raises Locked: another program writes to the library.
        :raises UserError: it was given up, or the disk refused; the library is as it was.
        """
        stored_files.shrink(self._core.library, stop)
        with self._core.work(N_("Check the library"), {}) as work:
            work.set_fact(_COMPACTED, self._core.today().isoformat())
