"""A file is put in place whole, or the old one is byte for byte what it was."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.errors import NotWritten, UserError
from planner.interchange.files import save_bytes

OLD, NEW = b"the old list", b"the new and longer list" * 100


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    path.write_bytes(OLD)
    return path


def refusal(path: Path, data: bytes = NEW) -> str:
    """What the user reads when the file cannot be written."""
    with pytest.raises(NotWritten) as caught:
        save_bytes(path, data)
    assert caught.value.hint
    return caught.value.message


def test_a_new_file_is_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "visit.ics"

    save_bytes(path, NEW)

    assert path.read_bytes() == NEW
    assert [each.name for each in tmp_path.iterdir()] == ["visit.ics"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("size", [0, 1, 5_000_000])
def test_any_size_is_written(tmp_path: Path, size: int) -> None:
    save_bytes(tmp_path / "file", b"x" * size)

    assert (tmp_path / "file").stat().st_size == size


def test_an_old_file_is_replaced_and_keeps_its_mode(target: Path) -> None:
    target.chmod(0o640)

    save_bytes(target, NEW)

    assert target.read_bytes() == NEW
    if os.name != "nt":
        assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(target)

    save_bytes(link, NEW)

    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "not-yet.xlsx")

    save_bytes(link, NEW)

    assert (tmp_path / "not-yet.xlsx").read_bytes() == NEW


def test_a_long_name_leaves_room_for_the_unfinished_file(tmp_path: Path) -> None:
    path = tmp_path / ("東" * 84)  # 252 octets, three less than the limit

    save_bytes(path, NEW)

    assert path.read_bytes() == NEW


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    assert "a folder has this name" in refusal(tmp_path / "folder")
    assert "leads to itself" in refusal(tmp_path / "loop")
    assert "its folder is not there" in refusal(tmp_path / "nowhere" / "list.xlsx")
    assert "the name is too long" in refusal(tmp_path / ("x" * 300))
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="devices are not files there")
def test_a_device_is_refused_and_still_there() -> None:
    assert "it is a device" in refusal(Path("/dev/null"))
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@contextlib.contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond ``size``, as a full disk does."""
    resource = pytest.importorskip("resource", reason="the system has no such limit")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_old_file(target: Path) -> None:
    with file_size_limit(1000):
        message = refusal(target)

    assert message == (
        "“list.xlsx” was not written: the disk is full. The previous file is unchanged."
    )
    assert_untouched(target)


def test_a_full_disk_leaves_nothing_of_a_new_file(tmp_path: Path) -> None:
    with file_size_limit(1000):
        message = refusal(tmp_path / "list.xlsx")

    assert message.endswith("Nothing was left behind.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes for folders")
def test_a_folder_that_may_not_be_changed_is_named() -> None:
    folder = Path(tempfile.mkdtemp())
    target = folder / "list.xlsx"
    target.write_bytes(OLD)
    folder.chmod(0o555)
    with as_somebody_without_rights():
        message = refusal(target)

    assert "it may not be changed" in message
    folder.chmod(0o700)
    assert_untouched(target)
    target.unlink()
    folder.rmdir()


@pytest.mark.skipif(os.name == "nt", reason="needs another user")
def test_a_write_protected_file_is_not_replaced() -> None:
    folder = Path(tempfile.mkdtemp())
    target = folder / "list.xlsx"
    target.write_bytes(OLD)
    target.chmod(0o444)
    folder.chmod(0o777)
    with as_somebody_without_rights():
        message = refusal(target)

    assert "it may not be changed" in message
    assert_untouched(target)
    target.unlink()
    folder.rmdir()


@contextlib.contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """The administrator may write everywhere, so become somebody else for a moment."""
    if os.geteuid() != 0:
        yield
        return
    if not hasattr(os, "setresuid"):
        pytest.skip("this administrator cannot become somebody else and come back")
    refusal(Path("/dev/null"))  # whatever is loaded on first use is readable now
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def assert_untouched(target: Path) -> None:
    assert target.read_bytes() == OLD
    assert [each.name for each in target.parent.iterdir()] == [target.name]


def failing(number: int) -> Callable[..., Any]:
    def fail(*args: object, **more: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EPIPE]
)
@pytest.mark.parametrize("call", ["write", "fsync", "close", "replace"])
def test_each_step_may_fail(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    real_close = os.close
    with monkeypatch.context() as broken:
        if call == "close":

            def close(descriptor: int) -> None:
                real_close(descriptor)
                raise OSError(number, os.strerror(number))

            broken.setattr(os, "close", close)
        else:
            broken.setattr(os, call, failing(number))
        message = refusal(target)

    assert message.startswith("“list.xlsx” was not written: ")
    assert message.endswith("The previous file is unchanged.")
    assert_untouched(target)


def test_the_system_may_take_a_little_at_a_time(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda number, data: write(number, bytes(data[:100])))

    save_bytes(target, NEW)

    assert target.read_bytes() == NEW


def test_a_system_that_takes_nothing_is_not_asked_for_ever(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda number, data: 0)

    assert "the disk is full" in refusal(target)
    assert_untouched(target)


def test_a_disk_that_only_says_it_wrote_is_found_out(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda number, data: len(data))

    assert "the disk reported an error" in refusal(target)
    assert_untouched(target)


def test_a_file_held_for_a_moment_is_written_all_the_same(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals, waits = os.replace, [13, 13, 13], list[float]()

    def held(source: Path, goal: Path) -> None:
        if refusals:
            raise PermissionError(refusals.pop(), "in use")
        replace(source, goal)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", waits.append)

    save_bytes(target, NEW)

    assert target.read_bytes() == NEW
    assert waits == [0.01, 0.02, 0.04]


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed there")
def test_a_disk_that_fails_after_the_replacing_is_reported_as_that(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, calls = os.fsync, list[int]()

    def second_fails(number: int) -> None:
        calls.append(number)
        if len(calls) == 2:
            raise OSError(errno.EIO, "failing")
        fsync(number)

    monkeypatch.setattr(os, "fsync", second_fails)

    with pytest.raises(UserError, match="did not confirm") as caught:
        save_bytes(target, NEW)

    assert not isinstance(caught.value, NotWritten)
    assert target.read_bytes() == NEW


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed there")
def test_a_folder_that_cannot_be_flushed_is_no_failure(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, calls = os.fsync, list[int]()

    def second_refuses(number: int) -> None:
        calls.append(number)
        if len(calls) == 2:
            raise OSError(errno.EINVAL, "not for folders")
        fsync(number)

    monkeypatch.setattr(os, "fsync", second_refuses)

    save_bytes(target, NEW)

    assert len(calls) == 2


def test_a_killed_program_leaves_the_old_file_and_the_next_one_cleans_up(target: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from planner.interchange import files;"
        "os.replace = lambda *paths: os._exit(9); files.save_bytes(Path(sys.argv[1]), b'new')"
    )
    died = subprocess.run([sys.executable, "-c", program, str(target)], check=False)

    assert died.returncode == 9
    assert target.read_bytes() == OLD
    (leftover,) = (each for each in target.parent.iterdir() if each != target)

    save_bytes(target, NEW)
    assert leftover.exists()  # it could belong to a program that is writing now

    long_ago = time.time() - 7200
    os.utime(leftover, (long_ago, long_ago))
    save_bytes(target, NEW)
    assert [each.name for each in target.parent.iterdir()] == [target.name]
