"""How the keys of backups are got: a record for each key, named by its mark, as long as a backup needs it.

A library that is encrypted anew, or made plain, has another key, or none; its older backups keep theirs.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from planner.errors import UserError
from planner.storage import key_record, keys
from planner.storage.backups import manifest as manifests
from planner.storage.key_record import KeyRecord
from planner.storage.put_away import put_away

ENDING: Final = ".key"
_MOST: Final = 200
"""Records of one folder that are read; each is another key."""


def path_of(folder: Path, mark: str) -> Path:
    return folder / f"{mark}{ENDING}"


def in_folder(folder: Path) -> dict[str, KeyRecord]:
    """By mark. One that cannot be read is passed over: another folder may have it too."""
    found: dict[str, KeyRecord] = {}
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob(f"*{ENDING}"))[:_MOST]:
            with contextlib.suppress(UserError):
                record = key_record.read_file(path)
                if record is not None and (
                    record.mark not in found or path.stem == record.mark
                ):  # before they had marks they had the name of the library
                    found[record.mark] = record
    return found


def of_library(library: Path, near: Path | None = None) -> dict[str, KeyRecord]:
    """All records that are known for a library and its copies; its own comes before others.

    ``near`` is a copy of it in another place, such as a second disk.
    """
    found = dict(_beside(library))
    for folder in (manifests.folder_of(library), near.parent if near else None):
        for mark, record in in_folder(folder).items() if folder is not None else ():
            if mark not in found or (record.has_passphrase and not found[mark].has_passphrase):
                found[mark] = record
    return found


def _beside(library: Path) -> Iterator[tuple[str, KeyRecord]]:
    """Of the library and of what was put away when it was encrypted or made plain."""
    for path in (library, *put_away(library)):
        with contextlib.suppress(UserError):
            record = key_record.read(path)
            if record is not None:
                yield record.mark, record


def keep(library: Path, folder: Path) -> None:
    """Beside the backups, too, stands how each key is got that is known now; none goes.

    :raises NotWritten: one could not be written.
    """
    if not folder.is_dir():
        return
    there = in_folder(folder)
    known = dict(_beside(library))
    key = keys.held(library)
    if key is not None and keys.mark_of(key) not in known | there:
        known[keys.mark_of(key)] = key_record.record_of(key)
    for mark, record in known.items():
        if record != there.get(mark) or not path_of(folder, mark).exists():
            key_record.write_file(path_of(folder, mark), record)


def copy(mark: str, folder: Path, place: Path) -> None:
    """Give copies in another place the record of their key.

    :raises NotWritten: it could not be written.
    """
    record = in_folder(folder).get(mark)
    if record is not None and in_folder(place).get(mark) != record:
        key_record.write_file(path_of(place, mark), record)


def needed(folder: Path) -> set[str] | None:
    """The marks that backups in a folder name, and what restores replaced; None when one names none."""
    marks = set()
    for kept in manifests.kept_in(folder):
        if kept.manifest.bad == "unknown" or (kept.manifest.encrypted and not kept.manifest.mark):
            return None
        marks.add(kept.manifest.mark)
    for place in folder.glob(f"{manifests.SET_NAME}*"):
        marks |= in_folder(place).keys()
        told = manifests.read_json(place / manifests.SET_FACTS).get("mark")
        if not isinstance(told, str):
            return None
        marks.add(told)
    return marks - {""}


def thin(folder: Path, library: Path | None = None) -> None:
    """Remove the records that no backup needs any more, and the library neither."""
    marks = needed(folder)
    if marks is None:
        return
    if library is not None:
        marks |= {mark for mark, _record in _beside(library)}
        key = keys.held(library)
        marks |= {keys.mark_of(key)} if key is not None else set()
    with contextlib.suppress(OSError):
        for path in folder.glob(f"*{ENDING}"):
            with contextlib.suppress(UserError):
                record = key_record.read_file(path)
                doubled = record is not None and path.stem != record.mark
                if record is not None and (
                    record.mark not in marks or (doubled and path_of(folder, record.mark).exists())
                ):
                    path.unlink()
