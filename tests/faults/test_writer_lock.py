"""B2–B5: who holds the library is named, the kernel decides, and a full disk is called full."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.errors import DiskFull, Locked, NoLongerThere
from planner.storage import writer_lock
from planner.storage.writer_lock import WriterLock, is_held, lock_path, owner_of

_HOLD = (
    "import sys; from pathlib import Path; from planner.storage.writer_lock import WriterLock;"
    "lock = WriterLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
)


def holding(path: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def end(holder: subprocess.Popen[str]) -> None:
    holder.communicate("")


def written_by(path: Path, host: str, since: str = "09:12") -> None:
    at = f"{dt.date.today().isoformat()}T{since}"
    text = json.dumps({"user": "Maria", "host": host, "pid": 7, "since": at})
    lock_path(path).write_text(text, encoding="utf-8")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.planner"


def test_a_killed_owner_locks_nothing(library: Path) -> None:
    """B3: the lock dies with the process; the next start is as usual."""
    for _round in range(1000 if os.environ.get("PLANNER_LONG") else 3):
        holder = holding(library)
        assert is_held(library)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        end(holder)
        begun = time.perf_counter()
        WriterLock(library).release()
        assert time.perf_counter() - begun < 0.1


@pytest.mark.parametrize("left", [b"", b'{"user": "Mar', b"\xff\xfe\x00" * 50, b"[1, 2]", b"null"])
def test_a_lock_file_that_was_cut_off_is_only_information(library: Path, left: bytes) -> None:
    """B4: whatever a power cut left in it, the library opens; and who holds it is still held."""
    lock_path(library).write_bytes(left)
    WriterLock(library).release()

    holder = holding(library)
    lock_path(library).write_bytes(left)
    with pytest.raises(Locked, match=r"Another program has library\.planner open\."):
        WriterLock(library)
    end(holder)


def test_another_machine_is_named_with_who_and_since_when(library: Path) -> None:
    """B2: "Maria (PC-17) has library.planner open since 09:12." """
    holder = holding(library)
    written_by(library, "PC-17")
    with pytest.raises(Locked, match=r"^Maria \(PC-17\) has library\.planner open since 09:12\."):
        WriterLock(library)
    end(holder)


def test_a_name_from_another_machine_is_asked_about_even_when_the_lock_is_free(
    library: Path,
) -> None:
    """B2: a shared disk may not pass locks on; only a person can say that it is closed there."""
    written_by(library, "PC-17")
    with pytest.raises(NoLongerThere, match=r"Maria \(PC-17\).*since 09:12, or did not close"):
        WriterLock(library)
    assert owner_of(library).host == "PC-17"

    WriterLock(library, despite_text=True).release()
    assert owner_of(library).host == ""
    WriterLock(library).release()


def test_yesterday_is_told_with_its_day(library: Path) -> None:
    at = dt.datetime.combine(dt.date.today() - dt.timedelta(1), dt.time(9, 12))
    assert writer_lock.Owner("Maria", "PC-17", 7, at.isoformat()).when == (
        writer_lock.moment_in_words(at)
    )


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_lock_that_finds_no_room_says_that_the_disk_is_full(
    library: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """B5: not "locked by somebody"."""

    def full(*_args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(DiskFull, match="is full"):
        WriterLock(library)


def test_the_lock_holds_without_room_for_its_text(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "pwrite", full)
    lock = WriterLock(library)
    assert is_held(library)
    lock.release()
    assert not is_held(library)


@pytest.mark.skipif(os.name == "nt", reason="links are a matter of rights there")
def test_a_link_in_place_of_the_lock_is_not_followed(library: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious.txt"
    precious.write_text("kept", encoding="utf-8")
    lock_path(library).symlink_to(precious)
    with pytest.raises(Locked):
        WriterLock(library)
    assert precious.read_text(encoding="utf-8") == "kept"


def test_looking_at_the_lock_turns_nobody_away(library: Path) -> None:
    """A second start looks for an instant, just when the first one takes it."""
    number = os.open(lock_path(library), os.O_RDWR | os.O_CREAT)
    writer_lock._take(number, shared=True)
    pauses = []

    def let_go(seconds: float) -> None:
        pauses.append(seconds)
        os.close(number)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer_lock.time, "sleep", let_go)
        WriterLock(library).release()
    assert len(pauses) == 1
