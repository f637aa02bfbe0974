"""A disk that is full or failing, under SQLite's own feet: its system calls are answered by the test."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3

_VOID = ctypes.c_void_p
_FIELDS = (
    ["iVersion", "szOsFile", "mxPathname"],
    ["pNext", "zName", "pAppData", "xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError",
     "xDlSym", "xDlClose", "xRandomness", "xSleep", "xCurrentTime", "xGetLastError",
     "xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall"],
)  # fmt: skip


class _Vfs(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in _FIELDS[0]] + [
        (name, _VOID) for name in _FIELDS[1]
    ]


_PWRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, _VOID, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
_SET = ctypes.CFUNCTYPE(ctypes.c_int, _VOID, ctypes.c_char_p, _VOID)
_GET = ctypes.CFUNCTYPE(_VOID, _VOID, ctypes.c_char_p)


@dataclass
class BrokenDisk:
    """``writing`` and ``reading`` are the numbers of errors that these calls answer with; 0 for none."""

    writing: int = 0
    reading: int = 0
    refused: int = 0
    _kept: list[object] = field(default_factory=list)

    def fill(self) -> None:
        self.writing = errno.ENOSPC

    def fail(self) -> None:
        self.writing = self.reading = errno.EIO

    def mend(self) -> None:
        self.writing = self.reading = 0


@contextlib.contextmanager
def broken_disk() -> Iterator[BrokenDisk]:
    """All files that SQLite opens in this process lie on it; it works until it is told otherwise."""
    (binary,) = Path(sqlcipher3.__file__).parent.glob("_sqlite3*.so")
    library = ctypes.CDLL(str(binary))
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
    found = library.sqlite3_vfs_find(None)
    at = ctypes.cast(found, _VOID)
    put, get = _SET(found.contents.xSetSystemCall), _GET(found.contents.xGetSystemCall)
    disk = BrokenDisk()

    def answering(real: Callable[..., int], number: Callable[[], int]) -> Callable[..., int]:
        def call(file: int, buffer: int, size: int, offset: int) -> int:
            if number():
                disk.refused += 1
                ctypes.set_errno(number())
                return -1
            return real(file, buffer, size, offset)

        return call

    changed = []
    for name, number in (
        (b"pwrite", lambda: disk.writing),
        (b"pwrite64", lambda: disk.writing),
        (b"pread", lambda: disk.reading),
        (b"pread64", lambda: disk.reading),
    ):
        address = get(at, name)
        if address:
            ours = _PWRITE(answering(_PWRITE(address), number))
            disk._kept.append(ours)
            put(at, name, ctypes.cast(ours, _VOID))
            changed.append((name, address))
    temporary = tempfile.TemporaryFile

    def trying(*args: Any, **more: Any) -> Any:
        if disk.writing:
            raise OSError(disk.writing, os.strerror(disk.writing))
        return temporary(*args, **more)

    tempfile.TemporaryFile = trying  # type: ignore[assignment]
    try:
        yield disk
    finally:
        tempfile.TemporaryFile = temporary
        for name, address in changed:
            put(at, name, address)
