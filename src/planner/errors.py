"""What can go wrong in words a coordinator can act on; everything else is a bug and flies to the hook."""

from __future__ import annotations

from pathlib import Path


class PlannerError(Exception):
    """Root of all errors raised on purpose."""


class Closed(PlannerError):
    """The library was let go while something still read in it: nobody waits for the answer."""


class UserError(PlannerError):
    """Something the user can act on: what happened (and what was kept), then what to do.

    Both texts are whole sentences, already in the reader's language, and never a traceback.
    ``exit_code`` is what the command line answers with.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class NotFound(UserError):
    """The named visit, person, release … is not in the library."""

    exit_code = 4


class Locked(UserError):
    """Another program holds the library for writing."""

    exit_code = 5


class NotReadable(UserError):
    """A file given to us cannot be read: wrong kind, damaged, protected or too large."""

    exit_code = 6


class NotALibrary(UserError):
    """The library file is not ours, is newer than this program, or cannot be written."""


class StillUsed(UserError):
    """A record cannot go because others lean on it; the message names them."""


class OutOfDate(UserError):
    """Somebody changed the record since it was read; nothing was written."""


class NotWritten(UserError):
    """A file could not be written; the previous file, if any, is unchanged."""


class NotAsReleased(UserError):
    """The stored content of a release is not what was frozen under its number."""


class PasswordWanted(UserError):
    """A server did not accept the name and password, or wants some; nothing was changed there."""


class KeyWanted(UserError):
    """A library is encrypted, and its key is not known here; ``path`` is its file."""

    def __init__(self, message: str, hint: str, path: Path) -> None:
        super().__init__(message, hint)
        self.path = path


class CopyLocked(KeyWanted):
    """A backup is encrypted, and its key is not known here; ``path`` is the backup's file.

    ``mark`` tells which key it is, empty where nobody wrote that down.
    """

    def __init__(self, message: str, hint: str, path: Path, library: Path, mark: str) -> None:
        super().__init__(message, hint, path)
        self.library, self.mark = library, mark


class WrongKey(UserError):
    """The passphrase, recovery code or key does not belong to the library; nothing was changed."""


class NotSaved(UserError):
    """A change did not reach the library's file: what is typed must stay on screen."""


class DiskFull(NotSaved):
    """There is no room left; saving again can succeed as soon as there is."""


class DiskFailed(NotSaved):
    """The disk reported an error: nothing more is written there."""


class CannotBeRead(DiskFailed):
    """The library's file is damaged, or its disk gives it no more: a backup is the way on."""


class FileLost(NotSaved):
    """The library's file is no longer at its place, or is another one: nothing more is written to it."""


class WrongFolder(UserError):
    """The library lies where a database is not safe: a synced folder, or a folder on the network."""


class NoLongerThere(Locked):
    """Somebody on another machine seems to hold the library, but the lock is free: a person must say."""


class DamagedRecord(UserError):
    """A record is not as it was written: the disk or another program changed it."""
