"""A second place for finished backups: another disk, in case this one dies."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

from planner import durable
from planner.errors import NotWritten
from planner.i18n import _
from planner.storage.backups import manifest as manifests
from planner.storage.backups import thinning
from planner.storage.backups.making import keep_record
from planner.storage.backups.manifest import Kept
from planner.storage.backups.verifying import hash_of


def place_in(folder: Path, library: Path) -> Path:
    """The folder of this library in the second place: several may share it."""
    return folder / manifests.folder_of(library).name


def copy(kept: Kept, folder: Path, library: Path, at: dt.datetime) -> Path:
    """Copy a finished, good backup, read it back and only then let older ones go there.

    :raises NotWritten: the place is not there, full, or took something else than it was given.
    """
    place = place_in(folder, library)
    try:
        if not folder.is_dir():
            raise FileNotFoundError(2, _("the folder is not there"))
        place.mkdir(mode=0o700, exist_ok=True)
        target = place / kept.path.name
        if not (target.exists() and hash_of(target) == kept.manifest.sha256):
            _copy(kept, target)
        manifests.write(kept.manifest, target)
        keep_record(library, place)
    except OSError as error:
        raise NotWritten(
            _("The backup was not copied to {folder}: {error}.").format(
                folder=folder, error=error.strerror or error
            ),
            _("The backup beside your data is good. Connect the place, or choose another."),
        ) from error
    _thin(place)
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
    kept = manifests.kept_in(place)
    gone = set(thinning.going([one.manifest for one in kept]))
    for one in kept:
        if one.number in gone:
            with contextlib.suppress(OSError):
                one.path.unlink()
                manifests.manifest_path(one.path).unlink()
