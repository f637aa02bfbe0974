"""What the process that reads a stranger's file may do: little memory and time, no file of others, no network.

Limits and a hook of Python hold everywhere; the kernel of Linux refuses the same a second time,
also to libraries that are no Python, and a job of Windows holds memory and time there.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

MEMORY_LIMIT: Final = 1_000_000_000
SECONDS_LIMIT: Final = 60
_NEVER: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.startfile",
    "os.fork",
    "pty.",
    "urllib.",
    "http.client.",
    "ftplib.",
    "smtplib.",
    "imaplib.",
    "poplib.",
    "nntplib.",
    "telnetlib.",
    "webbrowser.",
    "sqlite3.",
    "winreg.",
    "shutil.",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.mkdir",
    "os.truncate",
)
"""How the audited events of Python begin that no reader of a file has a use for."""
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(memory: int = MEMORY_LIMIT, seconds: int = SECONDS_LIMIT) -> None:
    """Take from this process, for good, what reading needs not; called before it looks at a byte."""
    folders = own_folders()
    if sys.platform == "win32":
        from planner.interchange import windows_job

        windows_job.hold(memory, seconds)
    else:
        _limit_resources(memory, seconds)
    if sys.platform == "linux":
        from planner.interchange import linux_walls

        linux_walls.raise_them(folders)
    _refuse_by_hook(folders)


def own_folders() -> list[str]:
    """Where the modules and time zones lie that a reader may still load: Python's and ours."""
    import planner

    found = [Path(os.__file__).parent, Path(planner.__file__).parent]
    if inside := getattr(sys, "_MEIPASS", ""):
        found += [Path(inside), Path(sys.executable).parent]
    packages = ("site-packages", "dist-packages", "lib-dynload", "DLLs")
    found += [
        place for place in map(Path, sys.path) if place.name in packages or place.suffix == ".zip"
    ]
    return list(dict.fromkeys(os.path.realpath(place) for place in found))


def _limit_resources(memory: int, seconds: int) -> None:
    import resource

    limits = [
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_NPROC, 0))
    for kind, limit in limits:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))


def _refuse_by_hook(folders: Iterable[str]) -> None:
    known = tuple(
        os.path.normcase(place) + ("" if place.endswith(".zip") else os.sep) for place in folders
    )

    def refuse(event: str, facts: tuple[Any, ...]) -> None:
        if event == "open":
            place, mode, flags = facts
            if not isinstance(place, str | bytes | os.PathLike):
                return  # a stream that is open already
            writes = bool(flags & _WRITING) if isinstance(flags, int) else False
            real = os.path.normcase(os.path.realpath(os.fsdecode(place)))
            if writes or set(str(mode or "")) & set("wax+") or not real.startswith(known):
                raise PermissionError(13, "not for a reader of files")
        elif event.startswith(_NEVER):
            raise PermissionError(13, "not for a reader of files")

    sys.addaudithook(refuse)
