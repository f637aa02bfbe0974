"""The window writes while a task of its own writes, too: it waits, goes on painting, and says nothing false."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from factories import person
from planner.domain.people import Person
from planner.errors import Locked
from planner.services.planner import Planner
from planner.storage import turns
from planner.ui.main_window import MainWindow
from planner.ui.tasks import Progress

LONG = 1.5
"""Seconds that the task holds the library."""
GAP = 0.2
"""Seconds: the most that the window may stand still."""


class Beats:
    """How long the window stood still at most, in seconds."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(10)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def end(self) -> float:
        self._beat()
        self._timer.stop()
        return self.longest


def importing(planner: Planner, begun: threading.Event) -> Callable[[Progress], str]:
    def work(_progress: Progress) -> str:
        with planner._core.work("Import") as work:
            work.add(person("Imported", "Ida"))
            work.flush()
            begun.set()
            time.sleep(LONG)
        return "imported"

    return work


@pytest.fixture
def kept(planner: Planner) -> Planner:
    """Locked for long, as a window does it."""
    planner.keep_locked()
    planner.contacts.people.add(person("Warm", "Up"))  # what writing loads is loaded
    return planner


def test_an_edit_while_an_import_writes_waits_and_the_window_goes_on(
    window: MainWindow, kept: Planner, qtbot: QtBot
) -> None:
    context = window.context
    assert context is not None
    begun, order = threading.Event(), []
    context.tasks.run(importing(kept, begun), order.append)
    qtbot.waitUntil(begun.is_set)
    beats = Beats()
    before = time.perf_counter()
    kept.contacts.people.add(person("Edited", "Eva"))
    waited = time.perf_counter() - before
    order.append("edited")  # type: ignore[arg-type]
    assert waited > LONG / 2
    assert beats.end() < GAP
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["edited", "imported"]  # no page is built anew under the edit
    names = {one.family_name for one in people(kept)}
    assert {"Imported", "Edited"} <= names


def people(planner: Planner) -> list[Person]:
    from planner.storage import reading

    return list(reading.where(planner._core.reader, Person, "1 = 1"))


def test_what_timers_write_meanwhile_is_written_in_its_turn(
    window: MainWindow, kept: Planner, qtbot: QtBot
) -> None:
    context = window.context
    assert context is not None
    begun, written = threading.Event(), []
    context.tasks.run(importing(kept, begun), lambda _done: None)
    qtbot.waitUntil(begun.is_set)

    def by_itself() -> None:
        kept.contacts.people.add(person("Timer", "Tom"))
        written.append("timer")

    QTimer.singleShot(100, window, by_itself)
    kept.contacts.people.add(person("Edited", "Eva"))
    written.append("edit")
    qtbot.waitUntil(lambda: sorted(written) == ["edit", "timer"])
    assert {"Imported", "Timer", "Edited"} <= {one.family_name for one in people(kept)}


def test_who_waits_too_long_hears_that_planner_is_busy_and_not_another_program(
    window: MainWindow, kept: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = window.context
    assert context is not None
    monkeypatch.setattr(turns, "LONGEST", 0.1)
    begun, done = threading.Event(), []
    context.tasks.run(importing(kept, begun), done.append)
    qtbot.waitUntil(begun.is_set)
    with pytest.raises(Locked) as refused:
        kept.contacts.people.add(person("Edited", "Eva"))
    assert "busy with another change" in str(refused.value)
    assert "Another program" not in str(refused.value)
    qtbot.waitUntil(lambda: bool(done))
    assert "Edited" not in {one.family_name for one in people(kept)}


def test_threads_without_a_window_wait_for_each_other(planner: Planner) -> None:
    planner.keep_locked()
    begun = threading.Event()
    thread = threading.Thread(target=lambda: importing(planner, begun)(Progress()))
    thread.start()
    begun.wait()
    planner.contacts.people.add(person("Edited", "Eva"))
    thread.join()
    assert {"Imported", "Edited"} <= {one.family_name for one in people(planner)}
