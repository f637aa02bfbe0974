"""After the first page the rest is loaded beside the window, in a fresh program."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from planner.services.planner import Planner
from planner.ui import loading
from planner.ui.main_window import MainWindow

PROGRAM = """
import sys, threading, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
import planner.app
from planner.ui import loading

app = QApplication([])
parent, beats, then = QWidget(), [], []
timer = QTimer()
timer.timeout.connect(lambda: beats.append(time.perf_counter()))
timer.start(5)
assert "sqlalchemy" not in sys.modules and not loading.is_loaded()
one = loading.Loading(parent, lambda: then.append(threading.get_ident() == threading.main_thread().ident))

def look():
    if not one._thread.is_alive():
        app.quit()

ends = QTimer()
ends.timeout.connect(look)
ends.start(20)
app.exec()
assert loading.is_loaded() and then == [True], then
assert not {name for name in sys.modules if name.startswith("planner.ui.pages")}
print(max(after - before for before, after in zip(beats, beats[1:])))
"""


def test_the_window_does_not_stand_still_while_the_rest_is_loaded() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 0.2


def test_a_library_that_is_closed_meanwhile_leaves_nothing_behind(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, planner: Planner
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(loading, "is_loaded", lambda: False)
    one = loading.Loading(window, lambda: heard.append("typing"))
    one.end()
    assert not one._thread.is_alive()
    qtbot.wait(20)
    assert heard == []
