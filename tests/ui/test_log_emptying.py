"""The window empties the log of what was erased as soon as nothing reads an older state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from factories import person
from planner.services.planner import Planner
from planner.storage import emptying
from planner.storage.backups.making import Snapshot
from planner.ui.log_emptying import LogEmptying
from planner.ui.main_window import MainWindow


def test_the_window_tries_again_until_the_log_is_empty(
    open_window: Callable[[Planner], MainWindow],
    planner: Planner,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(emptying, "PATIENCE", 0.05)
    ann = person("Quistgaard", "Ann")
    with planner._core.work("Add") as work:
        work.add(ann)
    window = open_window(planner)
    snapshot = Snapshot(Path(planner.address))
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    assert planner.erasing.log_is_owed
    (trying,) = window.findChildren(LogEmptying)
    assert window.context is not None
    tasks = window.context.tasks

    trying.look()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert planner.erasing.log_is_owed
    snapshot.close()
    trying.look()
    qtbot.waitUntil(lambda: not planner.erasing.log_is_owed)

    for one in Path(planner.address).parent.glob("*.planner*"):
        assert not one.is_file() or b"uistgaard" not in one.read_bytes()
