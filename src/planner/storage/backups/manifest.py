"""What is known of a backup without opening it, and the folder in which backups lie."""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from planner import durable

FOLDER_SUFFIX: Final = ".backups"
PART: Final = ".part"
_NAME: Final = re.compile(r"(\d{6,})-[\d-]+\.planner")
_MOST: Final = 1_000_000
"""Bytes of a manifest; more is not ours."""


class Why(enum.StrEnum):
    """What a backup was made for. The last five: before something large."""

    CHANGE = "change"
    DAILY = "daily"
    WEEKLY = "weekly"
    HAND = "hand"
    IMPORT = "import"
    MERGE = "merge"
    SEVERAL = "several"
    MIGRATION = "migration"
    RESTORE = "restore"


BEFORE: Final = frozenset((Why.IMPORT, Why.MERGE, Why.SEVERAL, Why.MIGRATION, Why.RESTORE))


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """``number`` only rises, whatever the clock says; ``at`` is aware, UTC.

    ``step`` and ``chain`` are the head of the journal, ``changed_at`` the moment of its last step
    (UTC without offset, ISO). ``mark`` is that of the key of an encrypted one; backups of before it was
    written down have none. ``bad`` is empty for a good backup, else why it is none:
    "damaged" (was so when it was made), "changed" (since), "unknown" (no readable manifest).
    """

    number: int
    why: Why
    at: dt.datetime
    program: str = ""
    schema: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    step: int = 0
    chain: str = ""
    changed_at: str = ""
    size: int = 0
    sha256: str = ""
    encrypted: bool = False
    mark: str = ""
    bad: str = ""

    @property
    def is_good(self) -> bool:
        return not self.bad

    @property
    def people(self) -> int:
        return self.counts.get("person", 0)

    @property
    def visits(self) -> int:
        return self.counts.get("visit", 0)

    @property
    def entries(self) -> int:
        return self.counts.get("item", 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished backup: its file and what is known of it."""

    path: Path
    manifest: Manifest

    @property
    def number(self) -> int:
        return self.manifest.number


SET_NAME: Final = "before-restore-"
"""How the folders begin in which lies what a restore replaced."""
SET_FACTS: Final = "set.json"


def folder_of(library: Path) -> Path:
    """Where the backups of a library lie: a folder beside it, on the same disk."""
    return library.with_name(library.name + FOLDER_SUFFIX)


def name_of(manifest: Manifest) -> str:
    """The name of the file: number, then the local time at which it was made, for whoever looks."""
    return f"{manifest.number:06d}-{manifest.at.astimezone():%Y-%m-%d-%H%M}.planner"


def manifest_path(backup: Path) -> Path:
    return backup.with_suffix(".json")


def read(backup: Path) -> Manifest:
    """The manifest beside a backup; one that is not there or not readable gives an unknown one."""
    number = _NAME.fullmatch(backup.name)
    unknown = Manifest(
        number=int(number[1]) if number else 0, why=Why.HAND, at=_changed(backup), bad="unknown"
    )
    beside = manifest_path(backup)
    try:
        if beside.stat().st_size > _MOST:
            return unknown
        found = json.loads(beside.read_text(encoding="utf-8"))
        told = {one.name: found[one.name] for one in fields(Manifest) if one.name in found}
        manifest = Manifest(
            **{**told, "why": Why(found["why"]), "at": dt.datetime.fromisoformat(found["at"])}
        )
    except (OSError, ValueError, KeyError, TypeError):
        return unknown
    fits = manifest.at.tzinfo is not None and isinstance(manifest.counts, dict)
    fits = fits and isinstance(manifest.mark, str)
    return manifest if fits and isinstance(manifest.number, int) else unknown


def _changed(path: Path) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, OverflowError, ValueError):
        return dt.datetime.fromtimestamp(0, dt.UTC)


def write(manifest: Manifest, backup: Path) -> None:
    """Put the manifest beside its backup, whole or not at all."""
    values: dict[str, Any] = {**asdict(manifest), "at": manifest.at.isoformat()}
    write_json(manifest_path(backup), values)


def write_json(path: Path, values: Any) -> None:
    data = json.dumps(values, ensure_ascii=False, indent=1).encode()
    number, name = tempfile.mkstemp(PART, f".{path.name[:40]}.", path.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            durable.flush(file.fileno())
        os.replace(name, path)  # noqa: PTH105 - one name for the fault tests to break
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    durable.flush_folder(path.parent)


def mark(kept: Kept, **values: Any) -> Kept:
    """Write something into the manifest of a backup, such as that it is not good any more."""
    marked = replace(kept.manifest, **values)
    with contextlib.suppress(OSError):  # a disk that takes nothing more: it is found again
        write(marked, kept.path)
    return Kept(kept.path, marked)


def kept_in(folder: Path) -> list[Kept]:
    """The finished backups of a folder, the newest (highest number) first."""
    try:
        found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    kept = [Kept(path, read(path)) for path in found]
    return sorted(kept, key=lambda one: (-one.number, one.path.name))


def next_number(folder: Path) -> int:
    """One more than any there is or was told of beside: numbers are not used twice."""
    return max(max((kept.number for kept in kept_in(folder)), default=0), last_number(folder)) + 1


def last_number(folder: Path) -> int:
    """The highest number there was, as far as that is remembered."""
    told = state(folder).get("last_number")
    return told if isinstance(told, int) else 0


STATE: Final = "state.json"


def state(folder: Path) -> dict[str, Any]:
    """What is remembered about backups as a whole; nothing of it is missed for long when it is lost."""
    return read_json(folder / STATE)


def read_json(path: Path) -> dict[str, Any]:
    """What a small file of ours says; nothing when it is not there or not readable."""
    try:
        if path.stat().st_size > _MOST:
            return {}
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(folder: Path, **values: Any) -> None:
    with contextlib.suppress(OSError):
        write_json(folder / STATE, {**state(folder), **values})


def sweep(folder: Path) -> None:
    """Remove what a program that died left behind: unfinished copies, manifests without a backup.

    Only one program at a time makes backups of a library; the caller holds that right.
    """
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            alone = path.suffix == ".json" and not path.with_suffix(".planner").exists()
            if (path.name.startswith(".") and PART in path.name) or (
                alone and path.name[:6].isdigit()
            ):
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                    continue
                with contextlib.suppress(OSError):
                    path.unlink()
