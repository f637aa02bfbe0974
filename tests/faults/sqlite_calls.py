"""Every call by which SQLite changes a disk, heard by a test before it happens, without a tracer."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3

_VOID = ctypes.c_void_p
_INT = ctypes.c_int


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("iVersion", _INT),
        ("szOsFile", _INT),
        ("mxPathname", _INT),
        ("pNext", _VOID),
        ("zName", ctypes.c_char_p),
        ("pAppData", _VOID),
        ("xOpen", _VOID),
        ("xDelete", _VOID),
    ]


_METHODS = (
    "xClose xRead xWrite xTruncate xSync xFileSize xLock xUnlock xCheckReservedLock xFileControl"
    " xSectorSize xDeviceCharacteristics xShmMap xShmLock xShmBarrier xShmUnmap xFetch xUnfetch"
).split()


class _Methods(ctypes.Structure):
    _fields_ = [("iVersion", _INT), *((name, _VOID) for name in _METHODS)]


class _File(ctypes.Structure):
    _fields_ = [("pMethods", ctypes.POINTER(_Methods))]


_OPEN = ctypes.CFUNCTYPE(_INT, _VOID, _VOID, ctypes.POINTER(_File), _INT, ctypes.POINTER(_INT))
_DELETE = ctypes.CFUNCTYPE(_INT, _VOID, ctypes.c_char_p, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _VOID, _VOID, _INT, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _VOID, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(_INT, _VOID, _INT)


@dataclass(frozen=True)
class Call:
    """``kind`` is "write", "truncate", "sync", "delete" or "open" (of a file that may be new).

    ``half`` writes the first half of what a "write" has; it serves to die in the middle of it.
    """

    kind: str
    name: str
    at: int = 0
    data: bytes = b""
    half: Callable[[], object] = int


Hear = Callable[[Call], None]


class _Heard:
    """The functions that SQLite calls in place of its own. A file is known by its address."""

    def __init__(self, hear: Hear, vfs: Any) -> None:
        self._hear = hear
        self._names: dict[int, str] = {}
        self._copies: dict[int, _Methods] = {}
        self._kept: list[object] = []
        self._really_open, self._really_delete = _OPEN(vfs.xOpen), _DELETE(vfs.xDelete)
        self.open, self.delete = _OPEN(self._open), _DELETE(self._delete)

    def _open(self, vfs: int, name: int, file: Any, flags: int, out: Any) -> int:
        # The name stays a pointer: SQLite keeps it, and looks behind its end for parameters.
        called = ctypes.string_at(name).decode() if name else ""
        if called:
            self._hear(Call("open", called))
        answer = int(self._really_open(vfs, name, file, flags, out))
        if answer == 0 and called:
            at = ctypes.addressof(file.contents)
            self._names[at] = called
            file.contents.pMethods = ctypes.pointer(self._methods(file.contents.pMethods))
        return answer

    def _delete(self, vfs: int, name: bytes, sync_folder: int) -> int:
        self._hear(Call("delete", name.decode()))
        return int(self._really_delete(vfs, name, sync_folder))

    def _methods(self, real: Any) -> _Methods:
        origin = ctypes.addressof(real.contents)
        if origin in self._copies:
            return self._copies[origin]
        ours = _Methods.from_buffer_copy(real.contents)
        write, truncate, sync = _WRITE(ours.xWrite), _TRUNCATE(ours.xTruncate), _SYNC(ours.xSync)

        def written(file: int, data: int, size: int, at: int) -> int:
            half = lambda: write(file, data, size // 2, at)  # noqa: E731
            name = self._names.get(file, "")
            self._hear(Call("write", name, at, ctypes.string_at(data, size), half))
            return int(write(file, data, size, at))

        def truncated(file: int, size: int) -> int:
            self._hear(Call("truncate", self._names.get(file, ""), size))
            return int(truncate(file, size))

        def synced(file: int, flags: int) -> int:
            self._hear(Call("sync", self._names.get(file, "")))
            return int(sync(file, flags))

        for name, made in (
            ("xWrite", _WRITE(written)),
            ("xTruncate", _TRUNCATE(truncated)),
            ("xSync", _SYNC(synced)),
        ):
            self._kept += [made, write, truncate, sync]
            setattr(ours, name, ctypes.cast(made, _VOID))
        self._copies[origin] = ours
        return ours


_EVER: list[object] = []
"""Files that were opened meanwhile keep our functions: they must outlive the block."""


@contextlib.contextmanager
def heard(hear: Hear) -> Iterator[None]:
    """``hear`` is called before each call that changes a file which is opened from now on."""
    (binary,) = Path(sqlcipher3.__file__).parent.glob("_sqlite3*.so")
    find = ctypes.CDLL(str(binary)).sqlite3_vfs_find
    find.restype, find.argtypes = ctypes.POINTER(_Vfs), [ctypes.c_char_p]
    vfs = find(None).contents
    ours = _Heard(hear, vfs)
    _EVER.append(ours)
    before = vfs.xOpen, vfs.xDelete
    vfs.xOpen, vfs.xDelete = ctypes.cast(ours.open, _VOID), ctypes.cast(ours.delete, _VOID)
    try:
        yield
    finally:
        vfs.xOpen, vfs.xDelete = before
