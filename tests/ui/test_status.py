"""One text at a time at the left of the status line, and the alarm never gives way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from planner.ui.messages import Recorded
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme
from planner.ui.widgets.status import StatusLine


@pytest.fixture
def line(qtbot: QtBot, qapp: QApplication) -> Iterator[StatusLine]:
    Theme("light", qapp).apply()
    window = QMainWindow()
    qtbot.addWidget(window)
    line = StatusLine(window)
    window.setStatusBar(line)
    with qtbot.waitExposed(window):
        window.show()
    yield line
    window.close()


def test_what_is_said_and_what_is_saved_never_stand_over_each_other(
    line: StatusLine, qapp: QApplication
) -> None:
    """N10: "Restoring…" across "All changes are saved", once the library was open again."""
    line.set_nothing_open()
    line.say("Restoring…")
    tasks = Tasks(Recorded(), line)
    line.follow(tasks)  # the library is open again: its tasks are shown
    line.set_all_saved()
    qapp.processEvents()
    assert line.currentMessage() == "Restoring…"
    assert not line._saved.isVisible()
    line.window().hide()
    line.window().show()
    assert not line._saved.isVisible()
    line.clearMessage()
    assert line._saved.isVisible()
    assert line._saved.text() == "All changes are saved as you make them"


def test_not_saved_stays_while_something_small_is_said(line: StatusLine, qtbot: QtBot) -> None:
    """N10: the red words gave way to "There is no text in the clipboard."."""
    line._forget.setInterval(50)
    line.set_not_saved("NOT saved")
    line.say("There is no text in the clipboard.")
    assert line._saved.isVisible()
    assert line._saved.text() == "NOT saved"
    assert line._beside.text() == "There is no text in the clipboard."
    assert line._beside.geometry().left() >= line._saved.geometry().right()
    qtbot.waitUntil(lambda: line._beside.text() == "", timeout=2_000)
    assert line._saved.isVisible()
