"""The real window on a real library, without a screen; what it says is written down."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.theme import Theme


class Files:
    """Answers with the paths it was given."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def open(
        self, parent: QWidget | None, title: str, kinds: Sequence[str], purpose: str = ""
    ) -> list[Path]:
        return self.paths

    def save(
        self, parent: QWidget | None, title: str, name: str, kinds: Sequence[str], purpose: str = ""
    ) -> Path | None:
        return self.paths[0] if self.paths else None

    def folder(self, parent: QWidget | None, title: str, purpose: str = "") -> Path | None:
        return self.paths[0] if self.paths else None


Opener = Callable[[Planner], MainWindow]


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def said() -> Recorded:
    """What the window said."""
    return Recorded()


@pytest.fixture
def open_window(
    qtbot: QtBot,
    qapp: QApplication,
    files: Files,
    said: Recorded,
    open_copy: Callable[[Path], Planner],
) -> Iterator[Opener]:
    """Open the window on a library: ``open_window(planner)``.

    It stands on ``open_copy``, so that libraries are closed after the window let go of them.
    """
    theme = Theme("light", qapp)
    theme.apply()
    opened: list[MainWindow] = []

    def open_it(planner: Planner) -> MainWindow:
        window = MainWindow(theme, planner.settings)
        opened.append(window)
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.open_library(planner, files, said)
        return window

    yield open_it
    for window in opened:
        window.release_library()
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def window(open_window: Opener, planner: Planner) -> MainWindow:
    """The window on an empty library."""
    return open_window(planner)


@pytest.fixture
def sample_window(open_window: Opener, sample: Planner) -> MainWindow:
    """The window on the sample."""
    return open_window(sample)
