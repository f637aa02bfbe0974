"""What was erased leaves the log of the engine, too, as soon as nothing reads an older state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.main_window import MainWindow

EVERY: Final = 15_000
"""Milliseconds between two looks whether the log is owed; a look reads one flag."""


class LogEmptying(QObject):
    """As long as this library is open, also in safe mode."""

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Try once, if it is owed and nothing else runs."""
        if self._window.context is not self._context:
            self._timer.stop()
            self.deleteLater()
            return
        erasing = self._context.planner.erasing
        if erasing.log_is_owed and not self._context.tasks.is_busy:
            self._context.tasks.run(
                lambda _progress: erasing.empty_log(),
                lambda _done: None,
                failed=lambda _error: None,
            )
