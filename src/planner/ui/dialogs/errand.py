"""What a dialog does elsewhere than in the window: the last look counts, one thing is written at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from planner.services.collecting import without_collecting
from planner.ui.context import Context
from planner.ui.tasks import Cancelled, Progress

T = TypeVar("T")
_CALLED_OFF: Final = object()


class Errand(QObject):
    """Answers come in the thread of the window, and only while the dialog is there."""

    looked = Signal(object)
    failed = Signal(object)
    """An error: nothing was written and nothing is on record."""
    called_off = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._looking: Progress | None = None
        self._writing: Progress | None = None

    @property
    def is_looking(self) -> bool:
        return self._looking is not None

    @property
    def is_writing(self) -> bool:
        return self._writing is not None

    def begin_look(self, act: Callable[[Progress], object]) -> None:
        """``looked`` tells what ``act`` found, unless another look began meanwhile."""
        self.forget_look()

        def answer(found: object) -> None:
            if shiboken6.isValid(self) and progress is self._looking:
                self._looking = None
                signal = self.failed if isinstance(found, Exception) else self.looked
                signal.emit(found)

        def work(progress: Progress) -> object:
            if progress.cancelled:
                raise Cancelled  # another look began before this one had its turn
            with without_collecting():  # a search for garbage holds up the window as well
                return act(progress)

        progress = self._context.tasks.run(work, answer, answer)
        self._looking = progress

    def forget_look(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def write(self, act: Callable[[Progress], T], done: Callable[[T], None], text: str) -> None:
        """``done`` gets what ``act`` made. What is called off tells so and leaves nothing."""

        def work(progress: Progress) -> Any:
            try:
                return act(progress)
            except Cancelled:
                return _CALLED_OFF  # the runner tells nobody of what was called off

        def answer(found: Any) -> None:
            if not shiboken6.isValid(self):
                return
            self._writing = None
            if found is _CALLED_OFF:
                self.called_off.emit()
            else:
                done(found)

        def refused(error: Exception) -> None:
            if shiboken6.isValid(self):
                self._writing = None
                self.failed.emit(error)

        self._writing = self._context.tasks.run(work, answer, refused, text)

    def stop(self) -> None:
        """Call the writing off; it ends when it has cleared up."""
        if self._writing is not None:
            self._writing.cancel()
