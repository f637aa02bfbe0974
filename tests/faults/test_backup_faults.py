"""Backups under load, and restores killed at every step: short in the suite, whole with PLANNER_LONG=1."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Clock
from factories import person
from planner.domain.people import Person
from planner.services.backups import Backups
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage.backups import making, restoring
from planner.storage.backups.manifest import Why
from planner.storage.engine import open_library

LONG = os.environ.get("PLANNER_LONG") == "1"


def test_c4_every_backup_made_while_others_write_is_good(planner: Planner, clock: Clock) -> None:
    """M15: 20 in the suite, 150 in the long run; 0 bad."""
    stop, written, failed = threading.Event(), [0], []

    def write() -> None:
        try:
            while not stop.is_set():
                planner.keeper(Person).add(person())
                written[0] += 1
        except Exception as error:  # noqa: BLE001 - told in the test's thread
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    library, numbers = Path(planner.address), []
    try:
        for _turn in range(150 if LONG else 20):
            kept = making.make(library, Why.HAND, clock.now)
            assert making.check(kept).manifest.is_good
            numbers.append((kept.manifest.step, kept.manifest.people))
    finally:
        stop.set()
        writer.join()
    assert not failed
    assert written[0] > len(numbers)
    # One person a step: a backup between two steps would show.
    assert all(step == people for step, people in numbers)
    assert numbers == sorted(numbers)


def calls_that_touch_the_disk(monkeypatch: pytest.MonkeyPatch, each: Callable[[], None]) -> None:
    """Have ``each`` called before everything that changes the disk outside SQLite."""
    for place, name in (
        (os, "replace"),
        (os, "fsync"),
        (os, "mkdir"),
        (os, "unlink"),
        (os, "rmdir"),
        (shutil, "copyfile"),
    ):
        real = getattr(place, name)

        def counted(*given: Any, _real: Any = real, **named: Any) -> Any:
            each()
            return _real(*given, **named)

        monkeypatch.setattr(place, name, counted)


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do it in a process of its own that is killed before its n-th call; whether it was killed."""
    child = os.fork()
    if child == 0:
        seen = 0

        def each() -> None:
            nonlocal seen
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

        with contextlib.suppress(BaseException), pytest.MonkeyPatch.context() as patch:
            calls_that_touch_the_disk(patch, each)
            act()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal")
@pytest.mark.parametrize("undo", [False, True])
def test_a_restore_killed_at_any_step_leaves_the_old_or_the_new_library(
    planner: Planner, clock: Clock, tmp_path: Path, undo: bool
) -> None:
    library = Path(planner.address)
    planner.keeper(Person).add(person("Sato"))
    kept = planner.backups.make()
    planner.keeper(Person).add(person("Tanaka"))
    planner.close()
    backups = Backups(library, Settings(), clock)
    if undo:
        backups.restore(kept.number)
    start = tmp_path / "start"
    start.mkdir()
    for path in (library, backups.folder):
        (shutil.copytree if path.is_dir() else shutil.copyfile)(path, start / path.name)
    seen, step, killed = set(), 1, True
    while killed:
        library.unlink()
        shutil.rmtree(backups.folder)
        shutil.copyfile(start / library.name, library)
        shutil.copytree(start / backups.folder.name, backups.folder)
        killed = killed_at(
            step, backups.undo_restore if undo else lambda: backups.restore(kept.number)
        )
        opened = open_planner(str(library), Settings(), clock=clock)
        names = sorted(one.family_name for one in opened.keeper(Person).of())
        assert names in (["Sato"], ["Sato", "Tanaka"])
        assert opened.counts()["person"] == len(names)
        opened.keeper(Person).add(person("Mori"))
        opened.close()
        assert not restoring.marker_of(library).exists()
        assert making.check(kept).manifest.is_good
        seen.add(len(names))
        step += 1 if LONG else 3
    assert seen == {1, 2}
    assert step > 20


@pytest.mark.parametrize("undo", [False, True])
def test_a_disk_that_fails_once_the_backup_is_in_place_is_said_and_nothing_untrue(
    planner: Planner, clock: Clock, monkeypatch: pytest.MonkeyPatch, undo: bool
) -> None:
    library = Path(planner.address)
    kept = planner.backups.make()
    planner.keeper(Person).add(person("Sato"))
    planner.close()
    backups = Backups(library, Settings(), clock)
    if undo:
        backups.restore(kept.number)
    real, marker = os.unlink, restoring.marker_of(library)

    def unlink(path: Any, *given: Any, **named: Any) -> None:
        if str(path) == str(marker):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(path, *given, **named)

    with monkeypatch.context() as failing:
        failing.setattr(os, "unlink", unlink)
        with pytest.raises(restoring.InDoubt, match="is in place"):
            backups.undo_restore() if undo else backups.restore(kept.number)
    opened = open_planner(str(library), Settings(), clock=clock)
    assert opened.contacts.count() == (1 if undo else 0)
    assert not marker.exists()
    assert opened.backups.moved_aside()[-1].undone == undo
    opened.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal")
def test_a_backup_killed_at_any_step_costs_neither_library_nor_backups(
    planner: Planner, clock: Clock
) -> None:
    library = Path(planner.address)
    planner.keeper(Person).add(person("Sato"))
    first = planner.backups.make(Why.WEEKLY)  # no other of its kind follows: it stays
    planner.close()
    step, killed = 1, True
    while killed:
        killed = killed_at(step, lambda: making.make(library, Why.HAND, clock.now))
        assert making.check(first).manifest.is_good
        assert making.make(library, Why.CHANGE, clock.now).manifest.is_good
        opened = open_library(str(library))
        assert opened.rows("SELECT count(*) FROM person") == [(1,)]
        opened.close()
        assert not list(first.path.parent.glob("*.part*"))
        step += 1 if LONG else 3
    assert step > 6
