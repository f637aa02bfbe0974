"""Once a week the file is written anew: nothing of what was there before is left in its pages."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from conftest import Clock
from factories import person
from planner.domain.people import Person
from planner.errors import UserError
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import chain, digests


def test_it_is_due_once_a_week_and_the_file_gets_smaller(planner: Planner, clock: Clock) -> None:
    keeper = planner.keeper(Person)
    for one in [keeper.add(person(f"Sato {number}", notes="x" * 4000)) for number in range(60)]:
        keeper.remove(one.id)
    path = Path(planner.address)
    assert planner.compacting.is_due()
    planner._core.library.rows("SELECT 1")
    planner._core.library.look()
    before = _pages(planner)
    planner.compacting.compact()
    assert _pages(planner) < before
    planner._core.library.look()
    assert not planner.compacting.is_due()
    clock.forward(days=6)
    assert not planner.compacting.is_due()
    clock.forward(days=1)
    assert planner.compacting.is_due()
    assert path.with_name(path.name + "-wal").stat().st_size < 100_000
    assert not list(digests.damaged(planner._core.reader))
    assert not list(chain.broken(planner._core.reader))
    assert planner.history.page()[0].label != "Check the library"


def _pages(planner: Planner) -> int:
    return int(planner._core.reader.rows("PRAGMA page_count")[0][0])


def test_it_is_not_due_without_room_or_where_nothing_may_be_written(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(planner.address)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=200_000_001))
    assert not planner.compacting.is_due()
    monkeypatch.undo()
    reading = open_planner(planner.address, Settings(), read_only=True)
    assert not reading.compacting.is_due()
    reading.close()


def test_given_up_it_ends_at_once_changes_nothing_and_is_still_due(planner: Planner) -> None:
    with planner._core.work("Add many") as work:
        work.add_all([person(f"Sato {number}") for number in range(20_000)])
    stop = threading.Event()
    ended: list[float] = []

    def compact() -> None:
        with pytest.raises(UserError, match="could not be made smaller"):
            planner.compacting.compact(stop.is_set)
        ended.append(time.monotonic())

    thread = threading.Thread(target=compact)
    stop.set()
    begun = time.monotonic()
    thread.start()
    thread.join()
    assert ended[0] - begun < 0.2
    assert planner.compacting.is_due()
    assert planner.contacts.count() == 20_000
