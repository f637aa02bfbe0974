"""Putting a backup in place of the library; a death at any moment leaves the old or the new one, whole.

The new file is made ready beside the library, verified, and only then the library with its log is
moved aside as a set. A marker tells the next start what was under way.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from planner import durable
from planner.errors import UserError
from planner.i18n import _
from planner.storage import keys
from planner.storage.backups import keyed, thinning
from planner.storage.backups import manifest as manifests
from planner.storage.backups.making import last_good_words, remove_with_log
from planner.storage.backups.manifest import Kept, Manifest
from planner.storage.backups.verifying import hash_of, looked_through
from planner.storage.connecting import SCHEMA_VERSION, connect_sqlite, sqlite_driver

SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
"""A library is these files together: one without the others is another state, or none."""
SET_NAME: Final = "before-restore-"
SET_FACTS: Final = "set.json"
UNDO_DAYS: Final = 30

Finish = Callable[[Path], None]
"""Called with the new file before it is in place: erasures are applied again, it is noted down."""


class NotRestored(UserError):
    """Nothing was restored: the library is as it was."""


class InDoubt(UserError):
    """The other file is in place, and the disk did not confirm all of it."""


@dataclass(frozen=True, kw_only=True)
class MovedAside:
    """The library as it was before a restore. ``at`` is aware, UTC."""

    number: int
    folder: Path
    at: dt.datetime
    restored: int
    counts: dict[str, int]
    undone: bool = False

    def file(self, library: Path) -> Path:
        return self.folder / library.name


def marker_of(library: Path) -> Path:
    return library.with_name(library.name + ".restore")


def _ready_of(library: Path) -> Path:
    return library.with_name(f".{library.name}.ready")


def restore(library: Path, kept: Kept, at: dt.datetime, finish: Finish = lambda _path: None) -> int:
    """Put a backup in place of the library, which is closed and locked by the caller.

    A plain backup of a library that is encrypted now is sealed with its key on the way.

    Returns the number of the set that the former library is in, 0 when there was none.

    :raises NotRestored: the backup is damaged, or the disk refuses; the library is as it was.
    :raises InDoubt: it is in place.
    """
    _refuse_other(kept)
    ready = _ready_of(library)
    try:
        remove_with_log(ready)
        key = keyed.key_to_seal(library, kept.path)
        if key is None:
            shutil.copyfile(kept.path, ready)
            ready.chmod(0o600)
            keyed.like(ready, kept.path)
        else:
            keyed.sealed_copy(kept.path, ready, key)
        if hash_of(ready if key is None else kept.path) != kept.manifest.sha256:
            raise _damaged()
        _as_told(ready, kept.manifest)
        return _exchange(library, ready, at, kept.number, finish)
    except (OSError, sqlite_driver().Error) as error:
        raise _refused(library, error) from error
    finally:
        if not marker_of(library).exists():
            remove_with_log(ready)


def restore_set(
    library: Path, aside: MovedAside, at: dt.datetime, finish: Finish = lambda _path: None
) -> int:
    """Undo a restore: what was moved aside comes back, with its log; the present one goes aside.

    :raises NotRestored: the set cannot be read.
    :raises InDoubt: it is in place.
    """
    ready = _ready_of(library)
    try:
        remove_with_log(ready)
        key = keyed.key_to_seal(library, aside.file(library))
        if key is None:
            keyed.like(aside.file(library), library)
            keys.hold_like(ready, aside.file(library))
            _gather(aside.file(library), ready)
        else:
            keyed.fold(aside.file(library))
            keyed.sealed_copy(aside.file(library), ready, key)
        return _exchange(
            library, ready, at, aside.restored, finish, lambda: _mark_undone(aside.folder)
        )
    except (OSError, sqlite_driver().Error) as error:
        raise _refused(library, error) from error
    finally:
        if not marker_of(library).exists():
            remove_with_log(ready)


def _mark_undone(folder: Path) -> None:
    manifests.write_json(folder / SET_FACTS, {**_facts(folder), "undone": True})


def _refuse_other(kept: Kept) -> None:
    if kept.manifest.bad in ("changed", "unknown"):
        raise _damaged()
    if kept.manifest.schema > SCHEMA_VERSION:
        raise NotRestored(
            _("This backup was made by a newer version of Planner."),
            _("Nothing was changed. Update Planner to restore it."),
        )


def _damaged() -> NotRestored:
    return NotRestored(
        _("This backup is damaged."),
        _("Nothing was changed. Choose another one from the list."),
    )


def _refused(library: Path, error: Exception) -> NotRestored:
    full = getattr(error, "errno", None) in (28, 122) or "full" in str(error).lower()
    said = getattr(error, "strerror", None) or str(error)
    return NotRestored(
        _("Not restored: the disk is full.")
        if full
        else _("Not restored: the system said “{error}”.").format(error=said),
        _("{name} is as it was. {last}").format(
            name=library.name, last=last_good_words(manifests.folder_of(library))
        ),
    )


def _as_told(ready: Path, manifest: Manifest) -> None:
    """The copy holds what its manifest says, when it is opened like a library."""
    holds = looked_through(ready)
    same = dict(holds.counts) == dict(manifest.counts) and holds.step == manifest.step
    # A damaged backup that was kept because there was no other may be taken, as it is.
    if not same or (holds.faults and manifest.is_good):
        raise _damaged()


def _gather(source: Path, ready: Path) -> None:
    """A file of its own from a set: what waits in its log is in it."""
    reading = connect_sqlite(source)
    try:
        writing = connect_sqlite(ready)
        try:
            writing.execute("PRAGMA journal_mode = DELETE")
            reading.backup(writing)
        finally:
            writing.close()
    finally:
        reading.close()


def _exchange(
    library: Path,
    ready: Path,
    at: dt.datetime,
    number: int,
    finish: Finish,
    afterwards: Callable[[], None] = lambda: None,
) -> int:
    """``afterwards`` notes down what is true once the new file is in place."""
    finish(ready)
    for suffix in SUFFIXES[1:]:
        if ready.with_name(ready.name + suffix).exists():
            raise OSError(5, "the new file has a log of its own")
    durable.flush_file(ready)
    folder = manifests.folder_of(library)
    folder.mkdir(mode=0o700, exist_ok=True)
    there = library.exists()
    aside = next_set(library)
    place = folder / f"{SET_NAME}{aside}"
    manifests.write_json(marker_of(library), {"set": place.name, "there": there})
    try:
        if there:
            _move_aside(library, place, at, number)
        for suffix in SUFFIXES[1:]:
            library.with_name(library.name + suffix).unlink(missing_ok=True)
        keys.hold_like(library, ready)
        _rename(ready, library)
    except OSError:
        put_back(library)
        raise
    _settle(library, afterwards)
    return aside


def next_set(library: Path) -> int:
    """The number under which the library goes aside at the next restore; 0 where there is none."""
    if not library.exists():
        return 0
    return 1 + max((one.number for one in moved_aside(library)), default=0)


def _settle(library: Path, afterwards: Callable[[], None]) -> None:
    """The new file is in place, whatever the disk says from now on.

    :raises InDoubt: it did not confirm it, or did not take the marker away; the next start does.
    """
    doubt: OSError | None = None

    def end() -> None:
        marker_of(library).unlink()

    def confirm() -> None:
        durable.flush_folder(library.parent)

    for act in (confirm, end, confirm, afterwards):
        try:
            act()
        except OSError as error:
            doubt = error
    if doubt is not None:
        raise InDoubt(
            _("The backup is in place, but the disk did not confirm it."),
            _("Look whether all is there. Copy the library to another disk."),
        ) from doubt


def _move_aside(library: Path, place: Path, at: dt.datetime, number: int) -> None:
    place.mkdir(mode=0o700)
    facts = {"at": at.astimezone(dt.UTC).isoformat(), "restored": number, "counts": {}}
    with contextlib.suppress(Exception):  # one that cannot be read goes aside all the same
        facts["counts"] = dict(_counts(library))
    manifests.write_json(place / SET_FACTS, facts)
    for suffix in reversed(SUFFIXES):
        part = library.with_name(library.name + suffix)
        if part.exists():
            _rename(part, place / part.name)
    durable.flush_folder(place)
    durable.flush_folder(library.parent)


def _counts(library: Path) -> dict[str, int]:
    connection = connect_sqlite(library, read_only=True)
    try:
        words = ("person", "visit", "item", "organisation")
        return {
            word: int(connection.execute(f'SELECT count(*) FROM "{word}"').fetchone()[0])
            for word in words
        }
    finally:
        connection.close()


def _rename(source: Path, target: Path) -> None:
    os.replace(source, target)  # noqa: PTH105 - one name for the fault tests to break


def put_back(library: Path) -> None:
    """After a restore that did not end: all of the old one in its place, or all of the new one.

    The new file takes its place in one instant, so either it is there or nothing happened yet.
    """
    marker = marker_of(library)
    try:
        told: Any = json.loads(marker.read_text(encoding="utf-8"))
        place = manifests.folder_of(library) / Path(str(told["set"])).name
    except (OSError, ValueError, KeyError, TypeError):
        place = None
    ready = _ready_of(library)
    new_is_there = library.exists() and not ready.exists()
    if place is not None and not new_is_there:
        for suffix in SUFFIXES:
            name = library.name + suffix
            if (place / name).exists():
                _rename(place / name, library.with_name(name))
        shutil.rmtree(place, ignore_errors=True)
    remove_with_log(ready)
    with contextlib.suppress(OSError):
        durable.flush_folder(library.parent)
    marker.unlink(missing_ok=True)


def _facts(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / SET_FACTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def moved_aside(library: Path) -> list[MovedAside]:
    """The sets that restores left, the latest first."""
    found = []
    folder = manifests.folder_of(library)
    for place in folder.glob(f"{SET_NAME}*") if folder.exists() else ():
        number = place.name.removeprefix(SET_NAME)
        if not number.isdigit() or not (place / library.name).exists():
            continue
        facts = _facts(place)
        with contextlib.suppress(ValueError, TypeError, KeyError):
            found.append(
                MovedAside(
                    number=int(number),
                    folder=place,
                    at=dt.datetime.fromisoformat(facts["at"]),
                    restored=int(facts["restored"]),
                    counts=dict(facts["counts"]),
                    undone=bool(facts.get("undone")),
                )
            )
    return sorted(found, key=lambda one: -one.number)


def forget_old_sets(library: Path, now: dt.datetime, kept: Sequence[Kept]) -> None:
    """Sets go after 30 days, if backups of several days since agree that so much time has passed."""
    for aside in moved_aside(library):
        over = aside.at + dt.timedelta(days=UNDO_DAYS)
        late = {one.manifest.at.date() for one in kept if one.manifest.at > over}
        if now > over and len(late) >= thinning.DAYS_SINCE:
            shutil.rmtree(aside.folder, ignore_errors=True)
