"""What the kernel of Linux keeps from the reading process: files, connections and other programs.

Landlock (since 5.13) leaves it nothing to read but the folders of the program; seccomp takes its
connections and programs. Where a kernel knows neither, the limits and the hook of Python remain.
Sources: landlock(7), seccomp(2), the tables of system calls in the kernel.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38
_SECCOMP: Final = 22
_FILTER: Final = 2
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_SYSTEM: Final = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
)
"""Libraries that a module of Python may be linked against; nothing of any user lies there."""

_CALLS: Final = {
    # socket, socketpair, connect, bind, sendto, sendmsg, execve, execveat, ptrace, kill, fork, vfork,
    # process_vm_readv, process_vm_writev, io_uring_setup, mount, unshare, setns, bpf, keyctl
    "x86_64": (
        0xC000003E,
        (41, 53, 42, 49, 44, 46, 59, 322, 101, 62, 57, 58, 310, 311, 425, 165, 272, 308, 321, 250),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 199, 203, 200, 206, 211, 221, 281, 117, 129, 270, 271, 425, 40, 97, 268, 280, 219),
    ),
}
"""Of each kind of processor: what the kernel calls it, and the calls that are refused."""


def raise_them(folders: Iterable[str]) -> tuple[bool, bool]:
    """Whether files and connections are kept from this process by the kernel now."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False, False
    files = False
    with contextlib.suppress(OSError, AttributeError):
        files = _only_to_read(library, folders)
    return files, _no_connections(library)


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    ]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def _only_to_read(library: ctypes.CDLL, folders: Iterable[str]) -> bool:
    known = library.syscall(_CREATE, None, 0, 1)  # the version of Landlock
    if known < 1:
        return False
    bits = 13 if known < 2 else 14 if known < 3 else 15 if known < 5 else 16
    rules = _Ruleset((1 << bits) - 1, 3 if known >= 4 else 0, 3 if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    ruleset = library.syscall(_CREATE, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return False
    try:
        for place in (*folders, *_SYSTEM):
            with contextlib.suppress(OSError):
                _allow(library, ruleset, place)
        return bool(library.syscall(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(library: ctypes.CDLL, ruleset: int, place: str) -> None:
    folder = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = _READ_FILE | (_READ_FOLDER if Path(place).is_dir() else 0)
        beneath = _Beneath(allowed, folder)
        library.syscall(_ADD, ruleset, 1, ctypes.byref(beneath), 0)
    finally:
        os.close(folder)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]


_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOWED, _REFUSED = 0x7FFF0000, 0x00050000 | 1  # the second as "operation not permitted"


def _no_connections(library: ctypes.CDLL) -> bool:
    known = _CALLS.get(platform.machine())
    if known is None:
        return False
    machine, calls = known
    steps = [
        (_LOAD, 0, 0, 4),  # which processor: one that counts its calls otherwise is left alone
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _ALLOWED),
        (_LOAD, 0, 0, 0),  # which call
        (_AT_LEAST, len(calls) + 1, 0, 0x40000000),  # the second numbering of x86-64
        *((_EQUAL, len(calls) + 1 - place, 0, call) for place, call in enumerate(calls, start=1)),
        (_RETURN, 0, 0, _ALLOWED),
        (_RETURN, 0, 0, _REFUSED),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.addressof(held))
    return bool(library.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
