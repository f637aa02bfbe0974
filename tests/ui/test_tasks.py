"""Work in another thread: results, faults and Cancel come back to the window's thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from planner.errors import UserError
from planner.ui.messages import Recorded
from planner.ui.tasks import Progress, Tasks


@pytest.fixture
def tasks(qtbot: QtBot, said: Recorded) -> Iterator[Tasks]:
    tasks = Tasks(said)
    yield tasks
    tasks.close()


def test_the_result_comes_back_to_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    here, seen = threading.get_ident(), []

    def work(progress: Progress) -> int:
        progress(1, 2)
        return threading.get_ident()

    tasks.run(work, lambda there: seen.append((there != here, threading.get_ident() == here)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(True, True)]
    assert not tasks.is_busy


def test_cancel_ends_the_work_without_an_answer(qtbot: QtBot, tasks: Tasks) -> None:
    begun, answers = threading.Event(), []

    def work(progress: Progress) -> None:
        begun.set()
        for number in range(10_000_000):
            progress(number, 10_000_000)

    tasks.run(work, answers.append, answers.append)
    begun.wait(5)
    with qtbot.waitSignal(tasks.ended, timeout=5000):
        tasks.cancel()
    assert answers == []


def test_a_fault_that_the_user_can_mend_becomes_a_message(
    qtbot: QtBot, tasks: Tasks, said: Recorded
) -> None:
    def work(progress: Progress) -> None:
        raise UserError("Not readable.", "Choose another file.")

    tasks.run(work, lambda _nothing: None)
    qtbot.waitUntil(lambda: bool(said.errors))
    assert said.errors[0].message == "Not readable."


def test_no_garbage_is_collected_while_something_runs_beside_the_window(
    qtbot: QtBot, tasks: Tasks
) -> None:
    seen: list[bool] = []
    tasks.run(lambda _progress: gc.isenabled(), seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
    assert gc.isenabled()
    tasks.run(lambda _progress: None, lambda _done: None)
    tasks.close()
    assert gc.isenabled()
