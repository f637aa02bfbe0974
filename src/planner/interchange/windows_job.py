"""The job of Windows that holds the reading process: memory, time of the processor, no second process."""

from __future__ import annotations

import ctypes
import sys
from typing import Any, Final

_EXTENDED: Final = 9
_TIME, _PROCESSES, _MEMORY, _NO_BOX, _END_WITH_IT = 0x2, 0x8, 0x100, 0x400, 0x2000
_TICKS: Final = 10_000_000
"""Of 100 nanoseconds in a second."""


class Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = [
        ("basic", Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


def limits(memory: int, seconds: int) -> Extended:
    """What the job is given."""
    found = Extended()
    found.basic.flags = _TIME | _PROCESSES | _MEMORY | _NO_BOX | _END_WITH_IT
    found.basic.process_time = seconds * _TICKS
    found.basic.processes = 1
    found.process_memory = memory
    return found


_held: list[int] = []
"""The job lives as long as its handle, and the process ends with the job."""


def hold(memory: int, seconds: int) -> bool:
    """Whether this process is in such a job now; where the system refuses, the parent's clock remains."""
    if sys.platform == "win32":
        return _hold(ctypes.WinDLL("kernel32", use_last_error=True), limits(memory, seconds))
    return False


def _hold(kernel: Any, wanted: Extended) -> bool:
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    is_set = kernel.SetInformationJobObject(
        ctypes.c_void_p(job), _EXTENDED, ctypes.byref(wanted), ctypes.sizeof(wanted)
    )
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    is_in = is_set and kernel.AssignProcessToJobObject(ctypes.c_void_p(job), process)
    _held.append(job)
    return bool(is_in)
