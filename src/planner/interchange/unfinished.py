"""Which files are being written right now, noted so that a later start finds what a killed one left.

A note names the file and lies with the state of the program; it goes when the file is finished.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from planner import paths

LEFTOVER: Final = ".part"
LEFTOVER_AGE: Final = 3600.0
"""Seconds after which an unfinished file can only come from a program that died."""
_FOLDER: Final = "unfinished"


@contextlib.contextmanager
def noted(target: Path) -> Iterator[None]:
    """While inside, it is on note that ``target`` is being written; a disk that takes no note hinders nobody."""
    note = paths.user_state() / _FOLDER / secrets.token_hex(8)
    with contextlib.suppress(OSError):
        _put(note, os.fsencode(target))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink()


def _put(note: Path, text: bytes) -> None:
    note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(number, text)
    finally:
        os.close(number)


def leftover_prefix(target: Path) -> str:
    """Cut, because the name with its random part must not get too long for the file system."""
    return f".{target.name[:40]}."


def sweep_beside(target: Path) -> None:
    """Remove what a program that was killed while writing this file, or this folder, left behind."""
    prefix = leftover_prefix(target)
    with contextlib.suppress(OSError):
        for found in list(target.parent.iterdir()):
            ours = found.name.startswith(prefix) and found.name.endswith(LEFTOVER)
            if ours and _is_old(found):
                if found.is_dir():
                    shutil.rmtree(found, ignore_errors=True)
                else:
                    found.unlink()


def sweep_noted() -> None:
    """At a start: remove the unfinished files of programs that died more than an hour ago."""
    with contextlib.suppress(OSError):
        for note in list((paths.user_state() / _FOLDER).iterdir()):
            with contextlib.suppress(OSError, ValueError):
                if not _is_old(note):
                    continue
                target = os.fsdecode(note.read_bytes())
                if os.path.isabs(target):  # noqa: PTH117 - a note that was cut off is no path
                    sweep_beside(Path(target))
                note.unlink()


def _is_old(path: Path) -> bool:
    return time.time() - path.lstat().st_mtime > LEFTOVER_AGE
