"""One writing program per library file: a kernel lock on a side file, which dies with the process.

The text in the file only serves the message; a lock file left behind by a crash locks nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner import paths
from planner.errors import DiskFull, Locked, NoLongerThere
from planner.i18n import _, clock, moment_in_words

TRIES: Final = 4
"""A second start looks at the lock for an instant; that must not turn the first one away."""
_PAUSE: Final = 0.02
_MOST: Final = 4096
"""Bytes that are read of a lock file: anybody could have put one there."""
FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT))
_BUSY: Final = frozenset((errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK))


@dataclass(frozen=True)
class Owner:
    """Who wrote the lock file; every part may be missing."""

    user: str = ""
    host: str = ""
    pid: int = 0
    since: str = ""

    @property
    def is_elsewhere(self) -> bool:
        return bool(self.host) and self.host != socket.gethostname()

    @property
    def name(self) -> str:
        if not self.user:
            return _("Another program")
        return _("{user} ({host})").format(user=self.user, host=self.host)

    @property
    def when(self) -> str:
        """ "09:12", with the day where it is not today; empty when it is not known."""
        try:
            at = dt.datetime.fromisoformat(self.since)
        except ValueError:
            return ""
        return clock(at) if at.date() == dt.date.today() else moment_in_words(at)


def lock_path(library: Path) -> Path:
    """Beside the file itself, also when it is reached by a link."""
    real = Path(os.path.realpath(library))
    return real.with_name(real.name + ".lock")


def owner_of(library: Path) -> Owner:
    """What the lock file says; nothing where it is missing, cut off or not ours."""
    try:
        number = os.open(lock_path(library), os.O_RDONLY | _NO_FOLLOW)
        try:
            found = json.loads(os.read(number, _MOST))
        finally:
            os.close(number)
        return Owner(
            user=str(found["user"])[:60],
            host=str(found["host"])[:60],
            pid=int(found["pid"]),
            since=str(found["since"])[:30],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Owner()


def is_held(library: Path) -> bool:
    """Whether a program holds the lock now. Only the kernel's answer counts."""
    try:
        number = os.open(lock_path(library), os.O_RDWR | _NO_FOLLOW)
    except OSError:
        return False
    try:
        _take(number, shared=True)
    except OSError:
        return True
    finally:
        os.close(number)
    return False


class WriterLock:
    """Held from its making until :meth:`release`.

    :raises Locked: another program holds it; the message names who.
    :raises NoLongerThere: it is free, but somebody on another machine did not take the name out;
        with ``despite_text`` it is taken all the same.
    :raises DiskFull: the file cannot be made, because there is no room.
    """

    def __init__(self, library: Path, *, despite_text: bool = False) -> None:
        try:
            self._number = os.open(lock_path(library), os.O_RDWR | os.O_CREAT | _NO_FOLLOW, 0o666)
        except OSError as error:
            raise _cannot_make(library.name, error) from error
        try:
            self._get(library)
            before = owner_of(library)
            if before.is_elsewhere and not despite_text:
                raise _left_elsewhere(library.name, before)
            self._write()
        except BaseException:
            os.close(self._number)
            raise

    def _get(self, library: Path) -> None:
        for attempt in range(TRIES):
            try:
                _take(self._number)
            except OSError as error:
                if error.errno not in _BUSY:
                    raise _cannot_make(library.name, error) from error
                if attempt == TRIES - 1:
                    raise _held(library.name, owner_of(library)) from error
                time.sleep(_PAUSE)
            else:
                return

    def _write(self) -> None:
        me = {
            "user": paths.user_name(),
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "since": dt.datetime.now().isoformat(timespec="minutes"),
        }
        with contextlib.suppress(OSError):  # without room for the text the lock holds all the same
            os.ftruncate(self._number, 0)
            os.pwrite(self._number, json.dumps(me).encode(), 0) if _HAS_PWRITE else self._rewrite(
                me
            )

    def _rewrite(self, me: dict[str, object]) -> None:
        os.lseek(self._number, 0, os.SEEK_SET)
        os.write(self._number, json.dumps(me).encode())

    def release(self) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self._number, 0)
        with contextlib.suppress(OSError):
            os.close(self._number)


_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
"""A link in place of the lock would let us empty what it leads to."""
_HAS_PWRITE: Final = hasattr(os, "pwrite")


def _take(number: int, *, shared: bool = False) -> None:
    """Take the lock or raise ``OSError`` at once."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        # One byte far behind the text, so that others can still read who holds the lock.
        os.lseek(number, 1_000_000, os.SEEK_SET)
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(number, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def _cannot_make(name: str, error: OSError) -> Locked | DiskFull:
    if error.errno in FULL:
        return DiskFull(
            _("The disk with {name} is full.").format(name=name),
            _("Nothing was changed. Free about 5 MB, then try again."),
        )
    return Locked(
        _("The lock beside {name} cannot be made: {reason}.").format(
            name=name, reason=error.strerror
        ),
        _("Nothing was changed. Check that the folder can be written."),
    )


def _held(name: str, owner: Owner) -> Locked:
    if owner.when:
        said = _("{owner} has {name} open since {time}.").format(
            owner=owner.name, name=name, time=owner.when
        )
    else:
        said = _("{owner} has {name} open.").format(owner=owner.name, name=name)
    return Locked(said, _("Nothing was changed. Close it there, or wait, and try again."))


def _left_elsewhere(name: str, owner: Owner) -> NoLongerThere:
    since = owner.when or "?"
    return NoLongerThere(
        _("{owner} has {name} open since {time}, or did not close it properly.").format(
            owner=owner.name, name=name, time=since
        ),
        _(
            "Nothing was changed. If it is closed there, open it in the window and say so; else open it"
            " for reading only."
        ),
    )
