"""Papers on a disk that is full, failing or locked, and a program that is killed while it writes.

An old paper stays as it is, a new one is whole or not there, and on record is just what is new there.
"""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from planner.documents.kinds import DOCUMENTS
from planner.domain.privacy import Disclosure
from planner.errors import NotWritten
from planner.interchange import files
from planner.services.occasions import FORMATS, Setting
from planner.services.planner import Planner, open_planner
from planner.services.printing import PrintRequest
from planner.settings import Settings

OLD = b"what was there before\r\n" * 50
PAPERS = ("lobby-sign", "badges", "caterer-sheet")
FAULTS = {
    "full": ("write", errno.ENOSPC, "the disk is full"),
    "failing": ("fsync", errno.EIO, "the disk reported an error"),
    "open elsewhere": ("replace", errno.EACCES, "may not be changed"),
    "read-only": ("replace", errno.EROFS, "may not be changed"),
}


def asked(planner: Planner, *papers: str) -> PrintRequest:
    visit = planner.visits.find("JP-DK-2027").id
    return PrintRequest(
        visit_id=visit, papers=papers or PAPERS, setting=Setting(formats=tuple(FORMATS))
    )


def on_record(planner: Planner) -> set[tuple[str, str]]:
    """The papers that the register knows by name and hash."""
    return {
        (one.file_name, one.file_hash)
        for one in planner.keeper(Disclosure).of()
        if one.paper in DOCUMENTS
    }


def in_folder(folder: Path) -> set[tuple[str, str]]:
    """All that is no old paper."""
    return {
        (one.name, hashlib.sha256(one.read_bytes()).hexdigest())
        for one in folder.iterdir()
        if not one.name.startswith(".") and one.read_bytes() != OLD
    }


def second(name: str) -> str:
    """What a paper is called where the folder has its name."""
    return f" (2){Path(name).suffix}".join((Path(name).stem, ""))


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("before", [0, 3])
def test_old_papers_are_whole_and_just_what_was_written_is_on_record(
    sample: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, before: int
) -> None:
    request = asked(sample)
    made = sample.printing.look(request)
    folder = tmp_path / "out"
    folder.mkdir()
    names = sample.printing.names(made)
    for name in names:
        (folder / name).write_bytes(OLD)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with monkeypatch.context() as broken:
        breaks(broken, fault, folder / second(names[before]))
        with pytest.raises(NotWritten, match=FAULTS[fault][2]) as caught:
            sample.printing.save(request, made, folder)

    assert caught.value.message.endswith("Nothing was left behind.")
    new = [second(name) for name in names[:before]]
    assert sorted(one.name for one in folder.iterdir()) == sorted([*names, *new])
    assert all((folder / name).read_bytes() == OLD for name in names)
    assert on_record(sample) == in_folder(folder)

    sample.printing.save(request, made, folder)
    assert on_record(sample) == in_folder(folder)
    assert all((folder / name).read_bytes() == OLD for name in names)


def breaks(broken: pytest.MonkeyPatch, fault: str, target: Path) -> None:
    """Whatever is written from the moment on at which ``target`` comes up fails."""
    call, number, _words = FAULTS[fault]
    real, saved, reached = getattr(os, call), files.save_bytes, []

    def save(path: Path, data: bytes) -> None:
        if path == target:
            reached.append(path)
        saved(path, data)

    def fail(*args: object, **more: object) -> object:
        if not reached or (call == "replace" and Path(str(args[1])) != target):
            return real(*args, **more)
        raise OSError(number, os.strerror(number))

    broken.setattr(files, "save_bytes", save)
    broken.setattr(os, call, fail)


PROGRAM = """
import os, sys
from pathlib import Path
from planner.interchange import files
from planner.services.occasions import FORMATS, Setting
from planner.services.planner import open_planner
from planner.services.printing import PrintRequest
from planner.settings import Settings

planner = open_planner(sys.argv[1], Settings())
request = PrintRequest(
    visit_id=sys.argv[2], papers=tuple(sys.argv[5:]), setting=Setting(formats=tuple(FORMATS))
)
real, count = os.replace, [0]

def replace(*paths):
    count[0] += 1
    if count[0] == int(sys.argv[4]): os._exit(9)
    real(*paths)

os.replace = replace
planner.printing.save(request, planner.printing.look(request), Path(sys.argv[3]))
"""


@pytest.mark.parametrize("at", ["1", "4"])
def test_a_killed_program_leaves_old_papers_and_no_record_of_what_is_not_there(
    sample: Planner, tmp_path: Path, at: str
) -> None:
    request, folder = asked(sample), tmp_path / "out"
    folder.mkdir()
    names = sample.printing.names(sample.printing.look(request))
    for name in names:
        (folder / name).write_bytes(OLD)
    address = sample.address
    sample.close()
    arguments = (address, request.visit_id, str(folder), at, *PAPERS)
    died = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], check=False)

    assert died.returncode == 9
    assert all((folder / name).read_bytes() == OLD for name in names)
    new = [second(name) for name in names]
    assert [(folder / name).exists() for name in new] == [
        place < int(at) - 1 for place in range(len(names))
    ]
    for name in new[: int(at) - 1]:
        content = (folder / name).read_bytes()
        assert content.startswith((b"%PDF", b"PK"))
        assert content.rstrip().endswith(b"%%EOF") or zipfile.is_zipfile(folder / name)
    again = open_planner(address, Settings())
    assert on_record(again) <= in_folder(folder)
    saved = again.printing.save(request, again.printing.look(request), folder)
    assert on_record(again) == {one for one in in_folder(folder) if folder / one[0] in saved}
    again.close()
