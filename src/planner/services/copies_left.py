"""Copies of a library besides its own backups: the second folder, places it was moved from, old files."""

from __future__ import annotations

import contextlib
from pathlib import Path

from planner.domain.erasing import CopyLeft, Left
from planner.services import moved


def copies_left(library: Path, second: str) -> tuple[CopyLeft, ...]:
    """Where copies lie that a change of the library does not reach; ``second`` is the chosen second
    folder, or empty. Folders are looked into, files are not opened."""
    from planner.storage.put_away import put_away

    found = [CopyLeft(Left.PUT_AWAY, str(path)) for path in put_away(library)]
    for path in old_copies(library):
        if not path.is_dir():
            found.append(CopyLeft(Left.MOVED, str(path)))
        elif count := _copies_in(path):
            found.append(CopyLeft(Left.MOVED_BACKUPS, str(path), count))
    # Under its old name it may be another library by now: it is named, never removed from here.
    found += [CopyLeft(Left.MOVED, str(old)) for old in moved.former(library) if _is_file(old)]
    found += _second(library, second)
    return tuple(found)


def old_copies(library: Path) -> list[Path]:
    """What lies at the places from which this library was moved: files, and folders of backups."""
    from planner.storage import moving

    found: list[Path] = []
    for old in moved.former(library):
        with contextlib.suppress(OSError):
            found += [path for path in moving.left_behind(old) if path not in found]
    return [path for path in found if not path.name.endswith("-shm")]


def remove_old_copies(library: Path) -> list[Path]:
    """Overwrite and remove them; what went.

    :raises NotWritten: one of them could not be removed.
    """
    from planner.storage import moving

    going = old_copies(library)
    moving.remove_left(going)
    return going


def _second(library: Path, second: str) -> list[CopyLeft]:
    from planner.storage.backups import elsewhere, manifest

    told = manifest.state(manifest.folder_of(library)).get("elsewhere")
    was = str(told.get("folder", "")) if isinstance(told, dict) else ""
    found = []
    for folder in dict.fromkeys(filter(None, (second, was))):
        place = elsewhere.place_in(Path(folder), library)
        count = _copies_in(place)
        if count or (folder == was and not Path(folder).is_dir()):
            found.append(CopyLeft(Left.SECOND, str(place if count else folder), count))
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a disk that failed, a share that is away
        return False


def _copies_in(folder: Path) -> int:
    """Backups, and what restores replaced."""
    from planner.storage.backups import manifest, restoring

    try:
        sets = [place for place in folder.glob(f"{restoring.SET_NAME}*") if place.is_dir()]
    except OSError:
        return 0
    return len(manifest.kept_in(folder)) + len(sets)
