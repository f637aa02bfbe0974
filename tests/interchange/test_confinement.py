"""The process that reads a stranger's file opens no file, no connection and no program, whatever it is told."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from typing import Any

import pytest

from planner.interchange import windows_job
from planner.interchange.file_reader import child_command

TRIED = {
    "read a file of the user": "open('/etc/hostname').read()",
    "read it past the hook of Python": "os.read(os.open('/etc/hostname', os.O_RDONLY), 1)",
    "look into a folder": "os.listdir('/etc')",
    "write a file": "open('/tmp/planner-left', 'w')",
    "open a connection": "socket.socket()",
    "look up a name": "socket.getaddrinfo('planner.example', 80)",
    "start a program": "os.execv('/bin/true', ['true'])",
    "start one beside itself": "subprocess.run(['/bin/true'])",
    "load a library from elsewhere": "ctypes.CDLL('/etc/hostname')",
}
_BEGIN = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "import ctypes, os, socket, subprocess;"
    "from planner.interchange import confinement, linux_walls;"
)


def tried(before: str, what: str) -> str:
    """What is raised by an attempt in a confined process."""
    code = f"{_BEGIN}{before}confinement.confine()\n"
    code += (
        f"try:\n    {what}\nexcept BaseException as error: print(type(error).__name__, error.errno)"
    )
    *python, _code, path = child_command()
    done = subprocess.run([*python, code, path], capture_output=True, check=True, text=True)
    return done.stdout


_OF_THE_KERNEL = ("look into a folder", "load a library from elsewhere")


@pytest.mark.parametrize("what", [one for one in TRIED if one not in _OF_THE_KERNEL])
def test_the_hook_of_python_refuses_on_every_system(what: str) -> None:
    assert tried("linux_walls.raise_them = lambda folders: None;", TRIED[what]) == (
        "PermissionError 13\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux")
@pytest.mark.parametrize("what", TRIED)
def test_the_kernel_refuses_the_same_without_the_hook(what: str) -> None:
    said = tried("confinement._refuse_by_hook = lambda folders: None;", TRIED[what])
    if what == "look up a name":
        assert said.startswith("gaierror")
    elif what.startswith("load"):
        assert said.startswith(("OSError", "AttributeError")) or not said.strip()
    else:
        assert said in ("PermissionError 13\n", "PermissionError 1\n")


def test_modules_and_time_zones_can_still_be_loaded() -> None:
    tried_there = (
        "import PIL.Image, icalendar, python_calamine; from planner.domain.times import is_zone;"
        " assert is_zone('Europe/Berlin'); raise OSError(7, 'done')"
    )
    assert tried("", tried_there) == "OSError 7\n"


def test_the_job_of_windows_is_laid_out_as_windows_reads_it() -> None:
    """The sizes and places that the headers of Windows have on 64 bits."""
    wanted = windows_job.limits(1_000_000_000, 60)
    assert ctypes.sizeof(windows_job.Basic) == 64
    assert ctypes.sizeof(windows_job.Extended) == 144
    assert windows_job.Extended.process_memory.offset == 112
    assert windows_job.Basic.processes.offset == 40
    assert wanted.basic.process_time == 600_000_000
    assert (wanted.basic.processes, wanted.process_memory) == (1, 1_000_000_000)


@pytest.mark.parametrize("refusing", ["CreateJobObjectW", "SetInformationJobObject", ""])
def test_a_job_that_windows_refuses_stops_no_reader(refusing: str) -> None:
    class Kernel:
        def __getattr__(self, name: str) -> Any:
            class Call:
                restype: Any = None

                def __call__(self, *_arguments: Any) -> int:
                    return 0 if name == refusing else 7

            self.__dict__[name] = Call()
            return self.__dict__[name]

    assert windows_job._hold(Kernel(), windows_job.limits(1, 1)) is (not refusing)
