"""The one place for work that takes over 100 ms: a worker thread, progress, Cancel."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from planner.errors import Closed, UserError
from planner.ui import collector, waiting
from planner.ui.messages import Messages

T = TypeVar("T")
TURN: Final = 0.001
"""Seconds after which a task lets the window have its turn; with the usual five it paints in jerks."""


class Cancelled(Exception):
    """The work was called off; whoever raises it leaves no half state."""


class Progress:
    """Handed to the work: where it tells how far it is and asks whether to go on."""

    def __init__(self, tell: Callable[[int, int], None] | None = None) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def __call__(self, done: int, total: int) -> None:
        """``done`` of ``total`` parts are finished.

        :raises Cancelled: somebody pressed Cancel.
        """
        if self._stop.is_set():
            raise Cancelled
        if self._tell is not None:
            self._tell(done, total)

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()


class _Job:
    """One piece of work with who asked for it.

    The thread holds nothing but the job, and the job is emptied in the window's thread: what hangs
    on the work, the answers or the traceback of an error may be widgets, which die only there.
    """

    def __init__(self, work: Callable[[Progress], Any], progress: Progress, answers: Any) -> None:
        self.progress = progress
        self.work: Callable[[Progress], Any] | None = work
        self.answers = answers
        self.result: Any = None

    def do(self) -> None:
        assert self.work is not None
        try:
            self.result = self.work(self.progress)
        except Exception as error:  # noqa: BLE001 - the runner hands every error to the window's thread
            self.result = error

    def emptied(self) -> tuple[Any, Any]:
        """Answers and result, which the job no longer holds."""
        held = self.answers, self.result
        self.work = self.answers = self.result = None
        return held


class Tasks(QObject):
    """One task at a time, in its order. ``done`` and ``failed`` are called in the window's thread."""

    started = Signal(str)
    progressed = Signal(int, int)
    ended = Signal()
    _finished = Signal(object)

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._pool: ThreadPoolExecutor | None = None
        self._closed = False
        self._running: list[Progress] = []
        running = self._running
        # Not a method of ours: there is no more of us then.
        self.destroyed.connect(lambda: collector.let_go_of(running))
        self._finished.connect(self._conclude, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        return bool(self._running)

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        text: str = "",
    ) -> Progress:
        """Do ``work`` elsewhere. Without ``failed`` a ``UserError`` is shown as a message."""
        progress = Progress(self.progressed.emit)
        self._running.append(progress)
        collector.hold(progress)
        self.started.emit(text)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, "planner-task")
            sys.setswitchinterval(TURN)
        self._pool.submit(self._work, _Job(work, progress, (done, failed)))
        return progress

    def cancel(self) -> None:
        """Call off all that runs or waits."""
        for progress in self._running:
            progress.cancel()

    def close(self) -> None:
        """Call everything off and wait for the thread; what it still answers nobody hears."""
        self._closed = True
        self.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        for progress in self._running:
            collector.let_go(progress)

    def _work(self, job: _Job) -> None:
        job.do()
        self._finished.emit(job)

    @Slot(object)
    def _conclude(self, job: _Job) -> None:
        if waiting.held_back(lambda: self._conclude(job)):
            return
        progress, ((done, failed), result) = job.progress, job.emptied()
        self._running.remove(progress)
        collector.let_go(progress)
        if not self._running:
            self.ended.emit()
        if self._closed or isinstance(result, Cancelled | Closed):
            return
        if not isinstance(result, Exception):
            done(result)
        elif failed is not None:
            failed(result)
        elif isinstance(result, UserError):
            self._messages.error(result)
        else:
            self._messages.unexpected(result)
