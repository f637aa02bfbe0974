"""What is open is saved elsewhere: from the connection that still has it, opened again and checked."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner import durable
from planner.errors import NotWritten
from planner.i18n import _
from planner.storage.connecting import APPLICATION_ID, sqlite_driver
from planner.storage.refusals import is_damage, read_refused

if TYPE_CHECKING:
    from planner.storage.engine import Library

_PAGES: Final = 2000
"""Copied at a time; in between others may read."""
_ENDS: Final = ("", "-wal", "-shm", "-journal")


def save_elsewhere(
    library: Library,
    folder: Path,
    at: dt.datetime,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Path:
    """A verified copy of what is open, in ``folder``; ``at`` is local and stands in its name.

    :raises CannotBeRead: what is open is damaged; another folder would not help.
    :raises NotWritten: it could not be written, or did not read back as it was.
    """
    target = _free_name(folder, Path(library.address).stem, at)
    part = target.with_name(f".{target.name}.part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        library.copy_into(part, _PAGES, tell)
        _verify(library, part)
        os.replace(part, target)  # noqa: PTH105 - one name for the fault tests to break
        _give_key(library, part, target)
        with contextlib.suppress(OSError):  # it is written
            durable.flush_folder(folder)
    except (OSError, sqlite_driver().Error) as error:
        for end in _ENDS:
            with contextlib.suppress(OSError):
                part.with_name(part.name + end).unlink()
        refused = read_refused(library, error) if is_damage(error) else None
        if refused is not None:
            raise refused from error
        raise NotWritten(
            _("No copy of {name} could be saved to {folder}: {reason}.").format(
                name=library.title, folder=folder, reason=error
            ),
            _(
                "Choose another folder, or open the newest backup. Leave this window open until then."
            ),
        ) from error
    return target


def _verify(library: Library, path: Path) -> None:
    connection = library.connect_to(path)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        found: list[Any] = connection.execute("PRAGMA integrity_check(1)").fetchall()
        if application != APPLICATION_ID or found != [("ok",)]:
            raise OSError(_("the copy is not whole"))
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    finally:
        connection.close()
    durable.flush_file(path)


def _give_key(library: Library, part: Path, target: Path) -> None:
    """The copy of an encrypted library has its key, and the record that says how it is got."""
    from planner.storage import key_record, keys

    key = keys.held(Path(library.address))
    keys.forget(part)
    if key is not None:
        keys.hold(target, key)
        key_record.write(target, library.key_record or key_record.record_of(key))


def _free_name(folder: Path, stem: str, at: dt.datetime) -> Path:
    """ "library saved 2026-11-21 2012.planner", with a number where that is taken."""
    words = _("{library} saved {stamp}").format(library=stem, stamp=at.strftime("%Y-%m-%d %H%M"))
    for number in range(1, 1000):
        more = f" ({number})" if number > 1 else ""
        path = folder / f"{words}{more}.planner"
        if not path.exists():
            return path
    raise NotWritten(_("There are too many copies in {folder}.").format(folder=folder))
