"""Plain copies that were kept of a library that is encrypted now: sealed with its key, or removed."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import replace
from pathlib import Path

from planner import durable
from planner.storage import encrypting, keys
from planner.storage.backups import keyed, making, restoring
from planner.storage.backups import manifest as manifests
from planner.storage.backups.verifying import hash_of, looked_through
from planner.storage.connecting import sqlite_driver


def plain_in(library: Path, folder: Path) -> list[Path]:
    """Plain copies in a folder of backups of a library; beside it also what restores replaced."""
    kept = [one.path for one in manifests.kept_in(folder)]
    if folder == manifests.folder_of(library):
        kept += [one.file(library) for one in restoring.moved_aside(library)]
    found = []
    for path in kept:
        with contextlib.suppress(OSError):
            if keyed.is_plain(path):
                found.append(path)
    return found


def seal(path: Path, folder: Path, key: bytes) -> None:
    """Put an encrypted copy in the place of a plain one, compared first; the plain one is overwritten.

    ``folder`` is that of the backups. A death meanwhile leaves one or the other, whole; a backup may
    lose its manifest then, which is made anew when it is next checked.

    :raises NotMade: the copy did not hold the same, or the disk refused; the plain one is as it was.
    """
    try:
        with making.alone(folder):
            part = making.new_part(folder)
            try:
                with keys.lent(part, key):
                    _seal(path, part, key)
            finally:
                making.remove_with_log(part)
    except (OSError, sqlite_driver().Error) as error:
        raise making.not_made(folder, error) from error


def _seal(path: Path, part: Path, key: bytes) -> None:
    mark = keys.mark_of(key)
    with_log = path.with_name(path.name + "-wal").exists()
    if with_log:
        keyed.fold(path)
    keyed.sealed_copy(path, part, key)
    durable.flush_file(part)
    before, after = looked_through(path), looked_through(part)
    if (dict(after.counts), after.step, after.chain) != (
        dict(before.counts),
        before.step,
        before.chain,
    ):
        raise OSError(5, "the encrypted copy does not hold the same")
    beside = manifests.manifest_path(path)
    manifest = manifests.read(path) if beside.exists() else None
    old = part.with_name(part.name + ".old")
    with contextlib.suppress(OSError):  # disks without second names: it is removed, not overwritten
        os.link(path, old)
    beside.unlink(missing_ok=True)
    os.replace(part, path)  # noqa: PTH105 - one name for the fault tests to break
    durable.flush_folder(path.parent)
    if manifest is not None:
        size, sha256 = path.stat().st_size, hash_of(path)
        told = replace(manifest, size=size, sha256=sha256, encrypted=True, mark=mark)
        manifests.write(told, path)
    facts = path.with_name(manifests.SET_FACTS)
    if facts.exists():
        manifests.write_json(facts, {**manifests.read_json(facts), "mark": mark})
    if old.exists():
        encrypting.wipe(old)


def remove(library: Path, path: Path) -> None:
    """Overwrite and remove a plain copy; of what a restore replaced the whole set."""
    encrypting.wipe(path)
    if path.name == library.name:
        shutil.rmtree(path.parent, ignore_errors=True)
    else:
        manifests.manifest_path(path).unlink(missing_ok=True)
