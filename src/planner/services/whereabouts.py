"""Where the library lies: its file watched, saved elsewhere, moved; room on its disk."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner import paths
from planner.errors import NotSaved, NotWritten, UserError
from planner.services import moved

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


def is_open(address: str) -> bool:
    """Whether a program holds this library for writing now."""
    from planner.storage import writer_lock

    return "://" not in address and writer_lock.is_held(Path(address))


def is_open_here(address: str) -> bool:
    """Whether the program that holds it runs on this computer and as this user."""
    from planner.storage import writer_lock

    owner = writer_lock.owner_of(Path(address))
    return owner.user == paths.user_name() and not owner.is_elsewhere


def is_safe(path: Path) -> bool:
    """Whether a library may be written at ``path``: not in a synced folder, not on the network."""
    from planner.storage import safe_places

    return safe_places.is_safe(path)


def is_synced(path: Path) -> bool:
    from planner.storage import folders

    return folders.place_of(path).kind is folders.Kind.SYNCED


def can_write_beside(path: Path) -> bool:
    return os.access(path.parent, os.W_OK)


def move(address: str, folder: Path) -> Path:
    """Move a library that is not open into another folder; whoever asks for the old place is led there.

    :raises Locked: a program writes to it.
    :raises WrongFolder: the folder is not safe.
    :raises NotWritten: it could not be copied; it is where it was.
    """
    from planner.storage import moving

    new = moving.move_to(Path(address), folder)
    moved.remember(Path(address), new, dt.date.today())
    return new


def target(address: str, folder: Path) -> Path:
    """Where :func:`move` or :func:`copy` would put a library; nothing is written.

    :raises WrongFolder: the folder is not safe.
    """
    from planner.storage import moving

    return moving.target_of(Path(address), folder)


def stays(library: Path) -> list[Path]:
    """What still lies at the places from which this library was moved, with all that was in it then."""
    from planner.services.copies_left import old_copies

    return old_copies(library)


def remove_stays(library: Path) -> list[Path]:
    """Overwrite and remove :func:`stays`; what went.

    :raises NotWritten: one of them could not be removed.
    """
    from planner.services.copies_left import remove_old_copies

    return remove_old_copies(library)


def copy(address: str, folder: Path) -> Path:
    """A copy of a library to work on; the library stays where it is. Errors as of :func:`move`."""
    from planner.storage import moving

    return moving.copy_to(Path(address), folder)


def folders_for_copies(library: str) -> list[Path]:
    """Where a copy may go when a disk fails: on another disk first."""
    found = [paths.user_data() / "saved", Path.home() / "Planner saved"]

    def device(path: Path) -> int:
        there = next(one for one in (path, *path.parents) if one.exists())
        return there.stat().st_dev

    try:
        same = device(Path(library).parent)
    except (OSError, StopIteration):
        return found
    return sorted(found, key=lambda one: device(one) == same)


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
        """A verified copy of what is open, in ``folder``; the next start opens it.

        :raises NotWritten: it could not be made; what is open stays open.
        :raises CannotBeRead: nor could it anywhere else.
        """
        from planner.storage import rescuing

        library, at = self._core.library, self._core.now().astimezone().replace(tzinfo=None)
        copy = rescuing.save_elsewhere(library, folder, at, tell)
        moved.remember(Path(library.address), copy, at.date())
        return copy

    def save_in_one_of(self, folders: Sequence[Path], tell: Progress = _nobody) -> Path:
        """As :meth:`save_elsewhere`, in the first folder that takes it.

        :raises NotWritten: none does.
        """
        for folder in folders[:-1]:
            with contextlib.suppress(NotWritten):
                return self.save_elsewhere(folder, tell)
        return self.save_elsewhere(folders[-1], tell)

    def continue_in(self, copy: Path) -> None:
        """Work on in this copy: from now on it is the library.

        :raises Locked: another program writes to it.
        """
        self._core.library.continue_in(copy)
