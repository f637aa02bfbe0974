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
from planner.errors import CannotBeRead, NotSaved, UserError
from planner.i18n import _
from planner.storage import inspecting, key_record, keys
from planner.storage.backups import key_records, keyed, thinning
from planner.storage.backups import manifest as manifests
from planner.storage.backups.making import last_good_words, remove_with_log
from planner.storage.backups.manifest import Kept, Manifest
from planner.storage.backups.verifying import hash_of, looked_through
from planner.storage.connecting import (
    SCHEMA_VERSION,
    connect_sqlite,
    make_private,
    sqlite_driver,
)
from planner.storage.refusals import is_damage
from planner.storage.writer_lock import lock_path

SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
"""A library is these files together: one without the others is another state, or none."""
SET_NAME, SET_FACTS = manifests.SET_NAME, manifests.SET_FACTS
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
    mark: str = ""
    """Of the key with which it is encrypted, if it is."""

    def file(self, library: Path) -> Path:
        return self.folder / library.name


def marker_of(library: Path) -> Path:
    return library.with_name(library.name + ".restore")


def _ready_of(library: Path) -> Path:
    return library.with_name(f".{library.name}.ready")


def _clear(ready: Path) -> None:
    """Nothing of it stays beside the library, nor the lock under which it was made ready."""
    remove_with_log(ready)
    with contextlib.suppress(OSError):
        lock_path(ready).unlink()


def restore(library: Path, kept: Kept, at: dt.datetime, finish: Finish = lambda _path: None) -> int:
    """Put a backup in place of the library, which is closed and locked by the caller.

    A plain backup of a library that is encrypted now is sealed with its key on the way.

    Returns the number of the set that the former library is in, 0 when there was none.

    :raises NotRestored: the backup is damaged, or the disk refuses; the library is as it was.
    :raises InDoubt: it is in place.
    :raises CopyLocked: it is encrypted, and its key is not known here.
    """
    _refuse_other(kept)
    ready = _ready_of(library)
    try:
        remove_with_log(ready)
        seal = keyed.key_to_seal(library, kept.path)
        key = seal or keyed.key_of(kept, library)
        record = _record(key, library, kept.path)
        with keys.lent(ready, key):
            if seal is None:
                make_private(ready)
                shutil.copyfile(kept.path, ready)
                ready.chmod(0o600)
            else:
                keyed.sealed_copy(kept.path, ready, seal)
            if hash_of(ready if seal is None else kept.path) != kept.manifest.sha256:
                raise _damaged()
            _as_told(ready, kept.manifest)
            return _exchange(library, ready, at, kept.number, finish, record)
    except (OSError, sqlite_driver().Error, NotSaved) as error:
        raise (_damaged() if _is_damaged(error) else _refused(library, error)) from error
    finally:
        if not marker_of(library).exists():
            _clear(ready)


def restore_set(
    library: Path, aside: MovedAside, at: dt.datetime, finish: Finish = lambda _path: None
) -> int:
    """Undo a restore: what was moved aside comes back, with its log; the present one goes aside.

    :raises NotRestored: the set is damaged or cannot be read, or the disk refuses.
    :raises InDoubt: it is in place.
    :raises CopyLocked: it is encrypted, and its key is not known here.
    """
    ready, file = _ready_of(library), aside.file(library)
    try:
        remove_with_log(ready)
        seal = keyed.key_to_seal(library, file)
        key = seal or keyed.key_of_file(file, library, aside.mark)
        record = _record(key, library, file)
        with keys.lent(ready, key):
            if seal is None:
                with keys.lent(file, key):
                    _gather(file, ready)
            else:
                keyed.fold(file)
                keyed.sealed_copy(file, ready, seal)
            return _exchange(
                library,
                ready,
                at,
                aside.restored,
                finish,
                record,
                lambda: _mark_undone(aside.folder),
            )
    except (OSError, sqlite_driver().Error, NotSaved) as error:
        raise (_set_damaged() if _is_damaged(error) else _refused(library, error)) from error
    finally:
        if not marker_of(library).exists():
            _clear(ready)


def _mark_undone(folder: Path) -> None:
    manifests.write_json(folder / SET_FACTS, {**_facts(folder), "undone": True})


def _record(key: bytes | None, library: Path, near: Path) -> key_record.KeyRecord | None:
    """How the key of a copy is got: as is known, else by its recovery code only."""
    if key is None:
        return None
    known = key_records.of_library(library, near).get(keys.mark_of(key))
    return known or key_record.record_of(key)


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


def _set_damaged() -> NotRestored:
    return NotRestored(
        _("What was there before the restore is damaged."),
        _("Nothing was changed: the library is as it was. Take a backup of that time instead."),
    )


def _is_damaged(error: Exception) -> bool:
    """Whether the file that was to take the place of the library is: it is read, and written to, before.

    What is said of it names a file that only exists meanwhile, and speaks as if the library were lost.
    """
    return isinstance(error, CannotBeRead) or is_damage(error) or is_damage(error.__cause__)


def _refused(library: Path, error: BaseException) -> NotRestored:
    if isinstance(error, NotSaved):  # it names the file that only exists meanwhile
        said_by = error.__cause__ or error
        error = getattr(said_by, "orig", None) or said_by
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
    record: key_record.KeyRecord | None,
    afterwards: Callable[[], None] = lambda: None,
) -> int:
    """``record`` says how the key of the new file is got; it lies beside it before that is there.
    ``afterwards`` notes down what is true once the new file is in place.
    """
    finish(ready)
    for suffix in SUFFIXES[1:]:
        if ready.with_name(ready.name + suffix).exists():
            raise OSError(5, "the new file has a log of its own")
    durable.flush_file(ready)
    folder = manifests.folder_of(library)
    folder.mkdir(mode=0o700, exist_ok=True)
    key_records.keep(library, folder)
    there = library.exists()
    aside = next_set(library)
    place = folder / f"{SET_NAME}{aside}"
    manifests.write_json(marker_of(library), {"set": place.name, "there": there})
    before = keys.held(library)
    try:
        if there:
            _move_aside(library, place, at, number)
        for suffix in SUFFIXES[1:]:
            library.with_name(library.name + suffix).unlink(missing_ok=True)
        if record is not None and _beside(library) != record:
            key_record.write(library, record)
        keys.hold_like(library, ready)
        _rename(ready, library)
    except (OSError, UserError):
        put_back(library)
        if before is not None:
            keys.hold(library, before)
        else:
            keys.forget(library)
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


def _beside(library: Path) -> key_record.KeyRecord | None:
    with contextlib.suppress(UserError):
        return key_record.read(library)
    return None


def _move_aside(library: Path, place: Path, at: dt.datetime, number: int) -> None:
    place.mkdir(mode=0o700)
    facts: dict[str, Any] = {"at": at.astimezone(dt.UTC).isoformat(), "restored": number}
    facts |= {"counts": {}, "mark": _mark_of(library)}
    if inspecting.key_file(library).exists():  # a copy: the library has its own until it moved
        shutil.copyfile(inspecting.key_file(library), inspecting.key_file(place / library.name))
    with contextlib.suppress(Exception):  # one that cannot be read goes aside all the same
        facts["counts"] = dict(_counts(library))
    manifests.write_json(place / SET_FACTS, facts)
    for suffix in reversed(SUFFIXES):
        part = library.with_name(library.name + suffix)
        if part.exists():
            _rename(part, place / part.name)
    durable.flush_folder(place)
    durable.flush_folder(library.parent)


def _mark_of(library: Path) -> str:
    """Of the key of the library, which is closed, if it is encrypted; as far as that is known."""
    if keyed.is_plain(library):
        return ""
    key, record = keys.held(library), _beside(library)
    return keys.mark_of(key) if key is not None else record.mark if record is not None else ""


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
        for name in (
            *(library.name + suffix for suffix in SUFFIXES),
            inspecting.key_file(library).name,
        ):
            if (place / name).exists():
                _rename(place / name, library.with_name(name))
        shutil.rmtree(place, ignore_errors=True)
    _clear(ready)
    with contextlib.suppress(OSError):
        durable.flush_folder(library.parent)
    marker.unlink(missing_ok=True)


def _facts(folder: Path) -> dict[str, Any]:
    return manifests.read_json(folder / SET_FACTS)


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
                    mark=str(facts.get("mark", "")),
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
