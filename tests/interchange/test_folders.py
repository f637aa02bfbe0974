"""A folder of files appears whole, or nothing of it is there; nothing else is ever touched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.errors import NotWritten
from planner.interchange.folders import new_folder

FILES = {"Tanaka/visit.ics": b"BEGIN", "Tanaka/contacts.xlsx": b"PK" * 40_000, "readme.txt": b"x"}


def write(parent: Path, name: str = "v3") -> Path:
    with new_folder(parent, name) as folder:
        for each, data in FILES.items():
            folder.put(each, data)
        return folder.appear()


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_appears_with_all_its_files(tmp_path: Path) -> None:
    made = write(tmp_path / "out" / "deep")

    assert made == tmp_path / "out" / "deep" / "v3"
    assert held(made) == FILES
    assert [one.name for one in made.parent.iterdir()] == ["v3"]
    if os.name != "nt":
        assert made.stat().st_mode & 0o077 == 0


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "v3").mkdir()
    (tmp_path / "v3 (2)").write_bytes(b"a file of this name")

    assert write(tmp_path).name == "v3 (3)"
    assert list((tmp_path / "v3").iterdir()) == []
    assert (tmp_path / "v3 (2)").read_bytes() == b"a file of this name"


def test_calling_it_off_leaves_nothing(tmp_path: Path) -> None:
    parent = tmp_path / "new" / "place"
    with pytest.raises(KeyboardInterrupt), new_folder(parent, "v3") as folder:
        folder.put("Tanaka/visit.ics", b"BEGIN")
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_what_fails_after_it_appeared_takes_it_away_again(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_folder(tmp_path, "v3") as folder:
        folder.put("visit.ics", b"BEGIN")
        assert folder.appear().is_dir()
        raise ZeroDivisionError

    assert list(tmp_path.iterdir()) == []


def test_leaving_without_appearing_leaves_nothing(tmp_path: Path) -> None:
    with new_folder(tmp_path, "v3") as folder:
        folder.put("visit.ics", b"BEGIN")

    assert list(tmp_path.iterdir()) == []


def failing(number: int, after: int) -> Callable[..., Any]:
    """A call of the system that fails from its ``after``-th time on."""
    calls: list[int] = []

    def fail(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            calls.append(1)
            if len(calls) > after:
                raise OSError(number, os.strerror(number))
            return real(*args, **more)

        return call

    return fail


def attempt(parent: Path) -> tuple[Path | None, NotWritten | None]:
    try:
        return write(parent), None
    except NotWritten as error:
        return None, error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", ["write", "fsync", "replace", "mkdir"])
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_each_step_may_fail_and_leaves_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, after: int
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    old = write(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(os, call, failing(number, after)(getattr(os, call)))
        made, refusal = attempt(tmp_path)

    if refusal:
        assert "was not written" in refusal.message
        assert refusal.message.endswith("Nothing was left behind.")
        assert refusal.hint
    assert held(old) == FILES
    if made is None:
        assert [one.name for one in tmp_path.iterdir()] == ["v3"]
    else:
        assert held(made) == FILES
    assert made is None or after > 0


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"kept")

    with pytest.raises(NotWritten):
        write(tmp_path / "file")

    assert (tmp_path / "file").read_bytes() == b"kept"


@pytest.mark.parametrize("name", ["../out.ics", "/etc/out.ics", "a/../../b", ""])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"), new_folder(tmp_path, "v3") as folder:
        folder.put(name, b"x")

    assert list(tmp_path.iterdir()) == []


def test_a_killed_program_leaves_no_folder_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from planner.interchange import folders\n"
        "with folders.new_folder(Path(sys.argv[1]), 'v3') as folder:\n"
        "    folder.put('visit.ics', b'BEGIN'); os._exit(9)"
    )
    died = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)

    assert died.returncode == 9
    (leftover,) = tmp_path.iterdir()
    assert leftover.name.startswith(".v3.")

    write(tmp_path, "v3")
    assert leftover.exists()  # it could belong to a program that is writing now
    long_ago = time.time() - 7200
    os.utime(leftover, (long_ago, long_ago))
    write(tmp_path, "v3")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["v3", "v3 (2)"]
