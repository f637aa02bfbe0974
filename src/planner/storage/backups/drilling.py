"""The weekly drill: the newest backup is restored into a scratch file, all are compared with their hashes."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.errors import CopyLocked
from planner.storage import keys
from planner.storage.backups import manifest as manifests
from planner.storage.backups import restoring
from planner.storage.backups.making import check
from planner.storage.backups.manifest import Kept

EVERY: Final = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill found: how many were looked at, which are bad now, which one was restored."""

    looked_at: int
    bad: tuple[Kept, ...]
    restored: Kept | None


def is_due(folder: Path, now: dt.datetime) -> bool:
    """A week since the last, in either direction of the clock."""
    told = manifests.state(folder).get("drill", "")
    try:
        return abs(now - dt.datetime.fromisoformat(str(told))) >= EVERY
    except (ValueError, TypeError):
        return True


def drill(folder: Path, now: dt.datetime) -> Drill:
    """Bad ones are marked; whoever calls makes a fresh one in their place.

    The newest one is restored whose key is known here; that it is not is no fault of a backup.
    """
    kept = manifests.kept_in(folder)
    looked = [check(one, whole=False) for one in kept]
    bad = [one for one in looked if not one.manifest.is_good and one not in kept]
    restored = None
    for one in looked:
        if not one.manifest.is_good:
            continue
        try:
            _restore_into_scratch(folder, one, now)
        except CopyLocked:
            continue
        except restoring.NotRestored:
            again = check(one, whole=False)  # else the disk is full, or does not take the copy
            if not again.manifest.is_good:
                bad.append(again)
            continue
        restored = one
        break
    manifests.remember(folder, drill=now.astimezone(dt.UTC).isoformat())
    return Drill(len(kept), tuple(bad), restored)


def _restore_into_scratch(folder: Path, kept: Kept, now: dt.datetime) -> None:
    """The whole way of a restore, to a library that is not there."""
    with tempfile.TemporaryDirectory(manifests.PART, ".drill.", folder) as scratch:
        drilled = Path(scratch) / "drill.planner"
        try:
            restoring.restore(drilled, kept, now)
        finally:
            keys.forget(drilled)
