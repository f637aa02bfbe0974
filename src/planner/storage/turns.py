"""Threads of this process that write to one library do so one after the other."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final

from planner.errors import Locked
from planner.i18n import _

LONGEST: Final = 60.0
"""Seconds that a thread waits for its turn."""
_LOOK: Final = 0.01
"""Seconds between two looks of a thread that has something to do meanwhile."""


class Turns:
    """SQLite would let a thread wait for another one without a sign of life, and refuse after five
    seconds. Here each waits as it can: a window goes on painting."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._meanwhile: dict[int, Callable[[], None]] = {}

    def meanwhile(self, act: Callable[[], None] | None) -> None:
        """What this thread does again and again while it waits; each call is short. None: nothing."""
        if act is None:
            self._meanwhile.pop(threading.get_ident(), None)
        else:
            self._meanwhile[threading.get_ident()] = act

    @contextlib.contextmanager
    def mine(self) -> Iterator[None]:
        """:raises Locked: it did not become this thread's turn; nothing was written."""
        if not self._take():
            raise Locked(
                _("Planner is still busy with another change."),
                _("Nothing was written. Wait until it is done, and do it again."),
            )
        try:
            yield
        finally:
            self._lock.release()

    def _take(self) -> bool:
        if self._lock.acquire(blocking=False):
            return True
        act = self._meanwhile.get(threading.get_ident())
        if act is None:
            return self._lock.acquire(timeout=LONGEST)
        until = time.monotonic() + LONGEST
        while time.monotonic() < until:
            if self._lock.acquire(timeout=_LOOK):
                return True
            act()
        return False
