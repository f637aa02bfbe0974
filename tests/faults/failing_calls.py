"""Each call to the system by which a file is written fails once: counted first, then one after the other.

Only calls about one folder count, and those about files that were opened in it.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from planner import paths

_BY_PATH: Final = (
    *("open", "stat", "lstat", "chmod", "unlink", "remove", "replace", "rename", "access", "mkdir"),
    *("rmdir", "listdir", "scandir", "link", "symlink", "truncate", "utime"),
)
_BY_NUMBER: Final = ("write", "fsync", "fdatasync", "close", "ftruncate", "fchmod", "fstat")


class Killed(BaseException):
    """The program ends here: nothing that it would do later reaches the disk."""


@dataclass
class Calls:
    """Counts the calls about ``folder``; the one at ``at`` fails with ``fault``.

    ``fault`` is the number of an error, "kill", "short" (half of it is taken, and all goes on),
    "none" (nothing is taken) or "lie" (nothing is taken and success is said).
    """

    folder: Path
    at: int = -1
    fault: int | str = 0
    seen: list[str] = field(default_factory=list)
    hit: str = ""
    is_dead: bool = False
    _numbers: set[int] = field(default_factory=set)

    def meets(self, name: str) -> bool:
        """Whether this call is the one that fails; to a program that is dead all do."""
        if self.is_dead:
            raise Killed
        self.seen.append(name)
        if len(self.seen) - 1 != self.at:
            return False
        self.hit = name
        if self.fault == "kill":
            self.is_dead = True
            raise Killed
        return True

    def inside(self, path: Any) -> bool:
        """Of a program that is dead, no call about anything near is done."""
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        dead = (str(self.folder.parent), str(paths.user_state()))
        return os.fsdecode(path).startswith(dead if self.is_dead else str(self.folder))


def _fail(calls: Calls) -> None:
    if isinstance(calls.fault, int):
        raise OSError(calls.fault, os.strerror(calls.fault))


def _written(calls: Calls, real: Callable[..., int], number: int, data: bytes) -> int:
    """What a write answers that is taken in part, or not at all."""
    _fail(calls)
    if calls.fault == "short":
        return real(number, bytes(data)[: max(1, len(data) // 2)])
    return 0 if calls.fault == "none" else len(data)


@contextlib.contextmanager
def failing(calls: Calls) -> Iterator[Calls]:
    """While inside, the calls of this process are counted, and one of them fails."""
    real = {name: getattr(os, name) for name in (*_BY_PATH, *_BY_NUMBER)}
    opened = io.open

    def by_path(name: str) -> Callable[..., Any]:
        def call(path: Any, *more: Any, **named: Any) -> Any:
            if not calls.inside(path):
                return real[name](path, *more, **named)
            if calls.meets(name):
                _fail(calls)
                if name == "access":
                    return False
            answer = real[name](path, *more, **named)
            if name == "open":
                calls._numbers.add(answer)
            return answer

        return call

    def by_number(name: str) -> Callable[..., Any]:
        def call(number: Any, *more: Any, **named: Any) -> Any:
            if number not in calls._numbers:
                return real[name](number, *more, **named)
            if name == "close":
                calls._numbers.discard(number)
                with contextlib.suppress(OSError):
                    real["close"](number)  # a failing close has closed, too
                if calls.meets(name):
                    _fail(calls)
                return None
            if calls.meets(name):
                if name == "write":
                    return _written(calls, real["write"], number, *more)
                _fail(calls)
            return real[name](number, *more, **named)

        return call

    def open_(file: Any, *more: Any, **named: Any) -> Any:
        if calls.inside(file) and calls.meets("open"):
            _fail(calls)
        return opened(file, *more, **named)

    for name in _BY_PATH:
        setattr(os, name, by_path(name))
    for name in _BY_NUMBER:
        setattr(os, name, by_number(name))
    io.open = builtins.open = open_  # type: ignore[assignment]
    try:
        yield calls
    finally:
        for name, function in real.items():
            setattr(os, name, function)
        io.open = builtins.open = opened


ERRORS: Final = {
    "full": errno.ENOSPC,
    "failing": errno.EIO,
    "forbidden": errno.EACCES,
}
FAULTS: Final[tuple[int | str, ...]] = (*ERRORS.values(), "kill", "short", "none", "lie")
