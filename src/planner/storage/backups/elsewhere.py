"""A second place for finished backups: another disk, in case this one dies."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Final

from planner import durable
from planner.errors import NotWritten
from planner.i18n import _
from planner.storage.backups import key_records, thinning
from planner.storage.backups import manifest as manifests
from planner.storage.backups.manifest import Kept
from planner.storage.backups.verifying import hash_of

PLACE: Final = "place.json"
"""In a folder of ours in the second place: whose it is."""
ID: Final = "place"
"""In the state beside the library: by this its folder in the second place is known again."""


_ID: Final = re.compile("[0-9a-f]{12}")


def place_in(folder: Path, library: Path) -> Path:
    """The folder of this library in the second place, which may not be there yet.

    Several libraries may share the place, also ones with the same name: each has a folder with a
    random id in its name, which stands beside its backups and not in the library, for copies of a
    library go on as libraries of their own. A folder of before there were ids is taken on when what
    is in it was made here.
    """
    told = _id_of(library)
    if told:
        return folder / _named(library, told)
    old = folder / manifests.folder_of(library).name
    return old if _is_old_one(old, library) else folder / _named(library, "")


def _named(library: Path, told: str) -> str:
    return f"{library.stem}-{told}{manifests.FOLDER_SUFFIX}"


def _id_of(library: Path) -> str:
    told = manifests.state(manifests.folder_of(library)).get(ID)
    return told if isinstance(told, str) and _ID.fullmatch(told) else ""


def _our_place(folder: Path, library: Path, kept: Kept) -> Path:
    """The folder for copies of this library, made and marked; never one that others write to.

    :raises OSError: it cannot be made or marked.
    """
    told = _id_of(library)
    place = folder / _named(library, told)
    if told and (not place.exists() or (_owner(place) == told and not _is_shared(place, kept))):
        _mark(place, told, library)
        return place
    old = folder / manifests.folder_of(library).name
    told = secrets.token_hex(6)
    place = folder / _named(library, told)
    home = manifests.folder_of(library)
    manifests.write_json(home / manifests.STATE, {**manifests.state(home), ID: told})
    if _is_old_one(old, library):
        os.replace(old, place)  # noqa: PTH105 - one name for the fault tests to break
    _mark(place, told, library)
    return place


def _mark(place: Path, told: str, library: Path) -> None:
    place.mkdir(mode=0o700, exist_ok=True)
    if _owner(place) != told:
        manifests.write_json(place / PLACE, {"id": told, "library": library.name})


def _owner(place: Path) -> str:
    return str(manifests.read_json(place / PLACE).get("id", ""))


def _identity(kept: Kept) -> tuple[int, dt.datetime, int, str]:
    """By this a backup is known again, also when it was encrypted in the meantime."""
    one = kept.manifest
    return one.number, one.at, one.step, one.chain


def _is_shared(place: Path, kept: Kept) -> bool:
    """Whether a copy of the library, with the same id beside it, goes on in the same place.

    Then there is a backup of ours with another content, or one that has a number to come.
    """
    there = [one for one in manifests.kept_in(place) if one.manifest.bad != "unknown"]
    home = kept.path.parent
    mine = {one.number: _identity(one) for one in manifests.kept_in(home)}
    last = max(kept.number, manifests.last_number(home))
    return any(
        one.number > last or mine.get(one.number, _identity(one)) != _identity(one) for one in there
    )


def _is_old_one(place: Path, library: Path) -> bool:
    """Whether a folder without an owner holds copies of backups beside this library, and no others."""
    home = manifests.folder_of(library)
    if not place.is_dir() or _owner(place) or (home.exists() and place.samefile(home)):
        return False
    there = {_identity(one) for one in manifests.kept_in(place)}
    mine = {_identity(one) for one in manifests.kept_in(home)}
    return bool(there) and there <= mine


def copy(kept: Kept, folder: Path, library: Path, at: dt.datetime) -> Path:
    """Copy a finished, good backup, read it back and only then let older ones of ours go there.

    :raises NotWritten: the place is not there, full, or took something else than it was given.
    """
    try:
        if not folder.is_dir():
            raise FileNotFoundError(2, _("the folder is not there"))
        place = _our_place(folder, library, kept)
        target = place / kept.path.name
        if not (target.exists() and hash_of(target) == kept.manifest.sha256):
            _copy(kept, target)
        manifests.write(kept.manifest, target)
        if kept.manifest.mark:
            key_records.copy(kept.manifest.mark, manifests.folder_of(library), place)
        else:
            key_records.keep(library, place)
        _thin(place)
        if not target.exists():
            raise FileNotFoundError(2, _("the copy did not stay there"))
    except OSError as error:
        raise NotWritten(
            _("The backup was not copied to {folder}: {error}.").format(
                folder=folder, error=error.strerror or error
            ),
            _("The backup beside your data is good. Connect the place, or choose another."),
        ) from error
    manifests.remember(
        manifests.folder_of(library),
        elsewhere={
            "folder": str(folder),
            "at": at.astimezone(dt.UTC).isoformat(),
            "number": kept.number,
        },
    )
    return target


def _copy(kept: Kept, target: Path) -> None:
    number, name = tempfile.mkstemp(manifests.PART, ".backup.", target.parent)
    part = Path(name)
    try:
        os.close(number)
        shutil.copyfile(kept.path, part)
        durable.flush_file(part)
        if hash_of(part) != kept.manifest.sha256:
            raise OSError(5, _("it reads back differently"))
        os.replace(part, target)  # noqa: PTH105 - one name for the fault tests to break
        durable.flush_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _thin(place: Path) -> None:
    """All that is in our folder is ours, see :func:`_our_place`."""
    kept = manifests.kept_in(place)
    gone = set(thinning.going([one.manifest for one in kept]))
    for one in kept:
        if one.number in gone:
            with contextlib.suppress(OSError):
                one.path.unlink()
                manifests.manifest_path(one.path).unlink()
    key_records.thin(place)
