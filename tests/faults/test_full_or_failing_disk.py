"""A5, A9, A10, A12: the disk is full or failing while somebody works; what is said is true.

The errors come from the system calls below SQLite, so it goes through its own ways of failing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from factories import person
from faults.broken_disk import BrokenDisk, broken_disk
from planner.errors import DiskFailed, DiskFull, UserError
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import engine

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the system calls of SQLite on Unix")


@pytest.fixture
def disk() -> Iterator[BrokenDisk]:
    with broken_disk() as disk:
        yield disk


def test_a_full_disk_refuses_the_change_says_so_and_takes_it_when_there_is_room(
    disk: BrokenDisk, planner: Planner
) -> None:
    """A5: "The disk with … is full. This change was NOT saved. Free about 5 MB …"."""
    planner.contacts.add(person("Ann", "One"))
    disk.fill()
    for _attempt in range(3):
        with pytest.raises(DiskFull, match=r"is full.*NOT saved") as caught:
            planner.contacts.add(person("Ben", "Two"))
    assert "Free about 5 MB" in caught.value.hint
    assert disk.refused
    assert planner.contacts.count() == 1
    assert planner.history.next_undo() is not None

    disk.mend()
    planner.contacts.add(person("Ben", "Two"))
    assert planner.contacts.count() == 2
    assert _check(planner) == "ok"


def test_a_file_that_may_not_grow_is_a_full_disk(planner: Planner) -> None:
    """A5, by SQLite's own limit of pages: the same error class without touching a system call."""
    engine_ = planner._core.library.engine()
    with engine_.connect() as connection:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull):
        for number in range(400):
            planner.contacts.add(person("Ann", f"Number {number} " + "x" * 400))
    count = planner.contacts.count()
    with engine_.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    planner.contacts.add(person("Ben", "Two"))
    assert planner.contacts.count() == count + 1


def test_after_an_error_of_the_disk_nothing_more_is_written_there(
    disk: BrokenDisk, planner: Planner
) -> None:
    """A9: "Nothing more will be written there until you choose another folder." – and it is not."""
    planner.contacts.add(person("Ann", "One"))
    disk.writing = 5
    with pytest.raises(DiskFailed, match=r"reported an error.*NOT saved"):
        planner.contacts.add(person("Ben", "Two"))
    disk.mend()
    file = Path(planner.address)
    before = [one.stat().st_size for one in (file, file.with_name(file.name + "-wal"))]
    with pytest.raises(DiskFailed):
        planner.contacts.add(person("Ben", "Two"))
    assert before == [one.stat().st_size for one in (file, file.with_name(file.name + "-wal"))]
    assert planner.contacts.count() == 1


def test_a_sector_that_cannot_be_read_is_said_and_nothing_more_is_written(
    disk: BrokenDisk, sample: Planner
) -> None:
    """A10: "… cannot be read: the disk reported an error, or the file is damaged"."""
    disk.reading = 5
    with pytest.raises(DiskFailed, match=r"cannot be read"):
        sample.contacts.page(0, 50)
    disk.mend()
    with pytest.raises(DiskFailed):
        sample.contacts.add(person())


def test_who_listens_hears_of_each_refused_write(disk: BrokenDisk, planner: Planner) -> None:
    heard: list[UserError] = []
    end = planner.whereabouts.hear(heard.append)
    disk.fill()
    with pytest.raises(DiskFull):
        planner.contacts.add(person())
    end()
    with pytest.raises(DiskFull):
        planner.contacts.add(person())
    assert [type(one) for one in heard] == [DiskFull]


_SAVE_ONCE = """
import sys
from pathlib import Path
from planner.domain.people import Person
from planner.services.planner import open_planner
from planner.settings import Settings
sys.path.insert(0, sys.argv[2])
from factories import person
planner = open_planner(sys.argv[1], Settings())
for name in ("One", "Two", "Three"):
    try:
        planner.contacts.add(person("Ann", name))
        print("saved", name, flush=True)
    except Exception as error:
        print(type(error).__name__, flush=True)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace breaks the system call")
def test_a_flush_that_fails_is_never_called_saved(tmp_path: Path, empty_file: Path) -> None:
    """A9, in a process whose every fsync fails: no change is acknowledged, none is written after."""
    path = tmp_path / "library.planner"
    shutil.copyfile(empty_file, path)
    tests = str(Path(__file__).parents[1])
    calls = "fsync,fdatasync"
    done = subprocess.run(
        ["strace", "-f", "-o", os.devnull, "-e", f"trace={calls}", "-e", f"inject={calls}:error=EIO",
         sys.executable, "-c", _SAVE_ONCE, str(path), tests],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr.lower() and "not permitted" in done.stderr.lower():
        pytest.skip("this system lets nobody trace")
    assert done.stdout.split() == ["DiskFailed"] * 3, done.stderr

    planner = open_planner(str(path), Settings())
    assert planner.contacts.count() <= 1  # whole or not there; the first may have reached the disk
    planner.contacts.add(person("Ben", "Later"))
    assert _check(planner) == "ok"
    planner.close()


def test_room_on_the_disk_is_measured(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A12: below 200 MB is little."""
    room = planner.whereabouts.room()
    assert room is not None
    assert room.free > 0

    monkeypatch.setattr(shutil, "disk_usage", lambda path: (10**12, 10**12, 120_000_000))
    low = planner.whereabouts.room()
    assert low is not None
    assert low.is_low
    assert low.megabytes == 120


def _check(planner: Planner) -> str:
    library = planner._core.library
    assert isinstance(library, engine.Library)
    return str(library.rows("PRAGMA integrity_check")[0][0])
