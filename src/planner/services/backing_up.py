"""Backups that are made by themselves: by change and time, at closing, and before what is large.

All of it runs on one thread of its own; the state before a large verb is pinned in a millisecond and
copied while the verb goes on.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from planner.errors import UserError
from planner.services.backups import Backups, Kept, Why
from planner.services.changes import Changed
from planner.services.core import Core
from planner.storage.backups import making

EVERY: Final = dt.timedelta(minutes=10)
_WAITING: Final = 3
"""Backups that may wait for their turn; with more, undo is the nearer help."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a backup. ``paused`` is the number of bytes free when that is too little."""

    made: Kept | None = None
    error: UserError | None = None
    paused: int | None = None
    bad: int = 0
    """Older backups that were found bad, and replaced."""
    nudge: str = ""
    """What to say about a second place, once a week."""


def _nobody(_outcome: Outcome) -> None:
    """Nobody asked to be told."""


def is_wanted() -> bool:
    """Scripts that make libraries of their own by the hundred say ``PLANNER_BACKUPS=off``."""
    return os.environ.get("PLANNER_BACKUPS", "") != "off"


class BackingUp:
    """For one open library, from :meth:`start` to :meth:`close`. ``tell`` is called on its thread.

    ``quick`` is for a session of one command: at its end the last backup may be ten minutes old.
    """

    def __init__(
        self,
        core: Core,
        backups: Backups,
        tell: Callable[[Outcome], None] = _nobody,
        *,
        quick: bool = False,
    ) -> None:
        self._quick = quick
        self._core, self._backups, self._tell = core, backups, tell
        self._pool = ThreadPoolExecutor(1, "planner-backup")
        self._jobs: list[Future[None]] = []
        self._changed = self._tried = False
        self._since = core.now()
        self._end: Callable[[], None] = lambda: None
        self._is_closed = False

    def start(self) -> None:
        self._end = self._core.changes.subscribe(self.note)
        self._core.before = self.before

    def note(self, _changed: Changed) -> None:
        self._changed = True

    # when

    def look(self) -> None:
        """Make what is due; asked for about every minute. What is due is found out on the thread."""
        if not (self._is_closed or self._is_busy() or self._is_lost):
            self._jobs.append(self._pool.submit(self._look))

    def _look(self) -> None:
        last = self._backups.last_good()
        waited = abs(self._core.now() - self._since) >= EVERY
        if (last is None and not self._tried) or (self._changed and waited):
            self._begin()
            self._make(None, None)
        elif self._backups.drill_is_due():
            self._drill()
        elif nudge := self._backups.nudge():
            self._told(Outcome(nudge=nudge))

    def before(self, why: str) -> None:
        """Pin the state as it is now, for a verb that is about to change much; the copy is made beside.

        Nothing is pinned when nothing changed since the last backup of this session.
        """
        if (
            self._is_closed
            or self._is_lost
            or (not self._changed and self._since_made() and not self._is_busy())
        ):
            return
        if sum(not job.done() for job in self._jobs) >= _WAITING:
            return
        if making.free_bytes(self._backups.library.parent) < making.LOW:
            self._submit(Why(why))  # says that they are paused
            return
        with contextlib.suppress(Exception):  # no reason to refuse the verb
            self._submit(Why(why), making.Snapshot(self._backups.library))

    @property
    def _is_lost(self) -> bool:
        """Opening a file that is gone would make an empty one; a failing disk is left alone."""
        library = self._core.library
        return library.trouble is not None or self._backups.library != library.path

    def _since_made(self) -> bool:
        last = self._backups.last_good()
        return last is not None and last.manifest.at >= self._started_at()

    def _started_at(self) -> dt.datetime:
        return self._since.replace(microsecond=0)

    def close(self) -> None:
        """Make the last one if something changed; the thread ends by itself, the program waits for it."""
        if self._is_closed:
            return
        self._end()
        if (
            self._changed
            and not self._is_lost
            and not (self._quick and (self._is_busy() or self._is_recent()))
        ):
            with contextlib.suppress(Exception):  # a library that is lost is told of elsewhere
                self._submit(None, making.Snapshot(self._backups.library))
        self._is_closed = True
        self._pool.shutdown(wait=False)

    def _is_recent(self) -> bool:
        last = self._backups.last_good()
        return last is not None and abs(self._core.now() - last.manifest.at) < EVERY

    def wait(self) -> None:
        """Until all that was asked for is made."""
        for job in list(self._jobs):
            job.result()

    def _is_busy(self) -> bool:
        self._jobs = [job for job in self._jobs if not job.done()]
        return bool(self._jobs)

    # what is done

    def _begin(self) -> None:
        self._changed, self._tried = False, True
        self._since = self._core.now()

    def _submit(self, why: Why | None, snapshot: making.Snapshot | None = None) -> None:
        self._begin()
        self._jobs.append(self._pool.submit(self._make, why, snapshot))

    def _make(self, why: Why | None, snapshot: making.Snapshot | None) -> None:
        try:
            free = making.free_bytes(self._backups.library.parent)
            if free < making.LOW:
                self._told(Outcome(paused=free))
                return
            kept = self._backups.make(why or self._backups.automatic_kind(), snapshot)
            self._told(Outcome(made=kept))
        except UserError as error:
            self._told(Outcome(error=error))
        except Exception as error:  # noqa: BLE001 - no backup may end the program it protects
            logging.getLogger(__name__).error("backup: %s", type(error).__name__)
        finally:
            if snapshot is not None:
                snapshot.close()

    def _drill(self) -> None:
        try:
            found = self._backups.drill()
            made = None
            if found.bad:
                made = self._backups.make(self._backups.automatic_kind())
            self._told(Outcome(made=made, bad=len(found.bad)))
        except UserError as error:
            self._told(Outcome(error=error))
        except Exception as error:  # noqa: BLE001 - as above
            logging.getLogger(__name__).error("drill: %s", type(error).__name__)

    def _told(self, outcome: Outcome) -> None:
        if outcome.error is not None or outcome.paused is not None:
            self._changed = True  # tried again at the next look that is due
        with contextlib.suppress(Exception):
            self._tell(outcome)
