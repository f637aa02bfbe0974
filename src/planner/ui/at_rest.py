"""Nobody works at the window: what waits for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow

_INPUT: Final = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)

SOON: Final = 2_000
"""Milliseconds after which it is looked again, while a dialog or a task is in the way."""


class AtRest(QObject):
    """Acts after a while without keys and mouse; never under a dialog or a task."""

    def __init__(self, window: MainWindow, wait: int, act: Callable[[], None]) -> None:
        """``wait`` in milliseconds."""
        super().__init__(window)
        self._window, self._act, self._wait = window, act, wait
        self.is_touched = False
        """Whether there was a key or the mouse since it acted."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(wait)
        self._timer.timeout.connect(self._over)
        self._timer.start()
        self._handle = window.windowHandle()
        if self._handle is not None:
            self._handle.installEventFilter(self)  # only what reaches the window itself

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self.is_touched = True
            self._timer.start(self._wait)
        return False

    def end(self) -> None:
        self._timer.stop()
        if self._handle is not None:
            self._handle.removeEventFilter(self)
        self.deleteLater()

    def _over(self) -> None:
        context = self._window.context
        busy = context is not None and context.tasks.is_busy
        if busy or QApplication.activeModalWidget() is not None:
            self._timer.start(min(SOON, self._wait))  # as soon as that has ended
        else:
            self._timer.setInterval(self._wait)
            self.is_touched = False
            self._act()
