"""Every call by which the program changes a disk, SQLite's and our own, heard before it happens."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlite_calls import Call, Hear, heard


@contextlib.contextmanager
def all_heard(hear: Hear) -> Iterator[None]:
    """SQLite's calls, and those of our own code."""
    names = "replace rename fsync mkdir unlink rmdir write pwrite open ftruncate".split()
    real = {name: getattr(os, name) for name in names}
    copyfile = shutil.copyfile

    def told(name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            half = int
            if name == "write":
                half = lambda: real["write"](given[0], given[1][: len(given[1]) // 2])  # noqa: E731
            hear(Call(name, "", half=half))
            return real[name](*given, **named)

        return call

    def copied(source: Any, target: Any, **named: Any) -> Any:
        def half() -> None:
            data = Path(source).read_bytes()
            Path(target).write_bytes(data[: len(data) // 2])

        hear(Call("copy", str(target), half=half))
        return copyfile(source, target, **named)

    for name in names:
        setattr(os, name, told(name))
    shutil.copyfile = copied
    try:
        with heard(hear):
            yield
    finally:
        shutil.copyfile = copyfile
        for name in names:
            setattr(os, name, real[name])
