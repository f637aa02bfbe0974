"""Work in another thread: results, faults and Cancel come back to the window's thread."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

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


class _Holding:
    """A pool whose thread keeps what it was given until the test lets it go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[..., object], *given: object) -> None:
        def run() -> None:
            work(*given)
            self.let_go.wait(10)

        self._thread = threading.Thread(target=run)
        self._thread.start()

    def shutdown(self, **_how: object) -> None:
        self.let_go.set()
        if self._thread is not None:
            self._thread.join()


@pytest.mark.parametrize("fails", [False, True])
def test_what_the_work_held_dies_in_the_windows_thread(
    qtbot: QtBot, tasks: Tasks, fails: bool
) -> None:
    class Held:
        pass

    tasks._pool = _Holding()  # type: ignore[assignment]
    held, ended = Held(), []

    def work(_progress: Progress, held: Held = held) -> Held:
        if fails:
            raise UserError("not today")
        return held

    died = weakref.ref(held)
    tasks.run(work, lambda _result, _held=held: ended.append(1), lambda _error: ended.append(1))  # type: ignore[misc]
    del work, held
    qtbot.waitUntil(lambda: bool(ended))
    gc.collect()
    assert died() is None, "though the thread has not let go of its work yet"
