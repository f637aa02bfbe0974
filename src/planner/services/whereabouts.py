"""Where the library lies: its file watched, saved elsewhere, moved; room on its disk."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.errors import NotSaved, UserError

if TYPE_CHECKING:
    from planner.services.core import Core

LOW: Final = 200_000_000
"""Bytes free below which backups pause and a bar says so."""

Progress = Callable[[int, int], None]


def _nobody(done: int, total: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True)
class Room:
    """Bytes free on a disk for this user."""

    free: int

    @property
    def is_low(self) -> bool:
        return self.free < LOW

    @property
    def megabytes(self) -> int:
        return self.free // 1_000_000


def room_on(folder: Path) -> Room | None:
    """None where the disk does not say."""
    try:
        return Room(shutil.disk_usage(folder)[2])
    except OSError:
        return None


class Whereabouts:
    """What the window asks about the file under it."""

    def __init__(self, core: Core) -> None:
        self._core = core

    @property
    def trouble(self) -> NotSaved | None:
        """Why nothing is written any more, until :meth:`continue_in`."""
        return self._core.library.trouble

    def hear(self, listener: Callable[[UserError], None]) -> Callable[[], None]:
        """Be told of each write that the disk refused and of a lost file, in the thread where it shows."""
        hears = self._core.library.hears
        hears.append(listener)
        return lambda: hears.remove(listener) if listener in hears else None

    def look(self) -> None:
        """Whether the file is still there; microseconds, but a disk that hangs hangs the caller.

        :raises NotSaved: nothing may be written any more.
        """
        self._core.library.hold_spare()

    def room(self) -> Room | None:
        """On the disk of the library; None on a server."""
        path = self._core.library.path
        return None if path is None else room_on(path.parent)

    def save_elsewhere(self, folder: Path, tell: Progress = _nobody) -> Path:
        """A verified copy of what is open, in ``folder``.

        :raises NotWritten: it could not be made; what is open stays open.
        """
        from planner.storage import rescuing

        at = self._core.now().astimezone().replace(tzinfo=None)
        return rescuing.save_elsewhere(self._core.library, folder, at, tell)

    def continue_in(self, copy: Path) -> None:
        """Work on in this copy: from now on it is the library, also at the next start.

        :raises Locked: another program writes to it.
        """
        from planner.services import moved

        before = self._core.library.address
        self._core.library.continue_in(copy)
        moved.remember(Path(before), copy, dt.date.today())
