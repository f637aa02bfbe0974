"""What SQLite says when it cannot read or write, as what happened, what was kept and what to do."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Final

from planner.errors import CannotBeRead, DiskFailed, DiskFull, Locked, UserError
from planner.i18n import _
from planner.storage.writer_lock import FULL

if TYPE_CHECKING:
    from planner.storage.engine import Library

_DAMAGED: Final = ("malformed", "vtable constructor failed", "not a database")
"""SQLite calls a sector that cannot be read "malformed", too: the two look alike from here. An index
for searching whose pages are damaged is one that "vtable constructor failed" for."""


def write_refused(library: Library, error: object) -> UserError:
    """The commit did not happen; ``error`` is what the driver said."""
    reason = str(error).lower()
    if "locked" in reason or "busy" in reason:
        return Locked(
            _("Another program is writing to {name}.").format(name=library.title),
            _("Nothing was written. Try again in a moment."),
        )
    if "full" in reason or ("i/o error" in reason and _takes_nothing(library)):
        return DiskFull(
            _("The disk with {name} is full.").format(name=library.title),
            _("This change was NOT saved. Free about 5 MB, then press Save or do it again."),
        )
    if "i/o error" in reason or "malformed" in reason:
        return DiskFailed(
            _("The disk with {name} reported an error.").format(name=library.title),
            _(
                "This change was NOT saved. Nothing more will be written there until you choose another folder."
            ),
        )
    return UserError(
        _("{name} could not be written: {reason}.").format(name=library.title, reason=error),
        _("This change was NOT saved. What was saved before is safe."),
    )


def _takes_nothing(library: Library) -> bool:
    """SQLite calls a used-up quota an error of the disk: trying it tells the two apart."""
    folder = library.path.parent if library.path is not None else None
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(65_536))
            file.flush()
    except OSError as error:
        return error.errno in FULL
    return False


def is_damage(error: object) -> bool:
    """Whether the driver speaks of the file that it reads, whatever it writes to."""
    reason = str(error).lower()
    return any(words in reason for words in _DAMAGED)


def read_refused(library: Library, error: object) -> UserError | None:
    """None for what is no fault of the disk."""
    reason = str(error).lower()
    if is_damage(error) or "i/o error" in reason or "unable to open" in reason:
        return CannotBeRead(
            _("{name} cannot be read: the disk reported an error, or the file is damaged.").format(
                name=library.title
            ),
            _("Nothing is written there any more. Open the newest backup, or a copy elsewhere."),
        )
    return None
