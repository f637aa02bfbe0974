"""The real window on a real library; only the file chooser and the door of messages are ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.theme import Theme


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "handed out"
    folder.mkdir()
    return folder


@pytest.fixture
def said() -> Recorded:
    return Recorded()


@pytest.fixture
def window(qtbot: QtBot, ground: Ground, said: Recorded, out: Path) -> Iterator[MainWindow]:
    window = MainWindow(Theme("light"), ground.planner.settings)
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    window.open_library(ground.planner, Files(folder=out), said)
    yield window
    window.release_library()
