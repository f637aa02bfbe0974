"""Beside the window: every day what is gone for long enough loses its keys, however long it stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.main_window import MainWindow

EVERY: Final = 3_600_000
"""Milliseconds between two looks: a computer that slept over the night is not late for long."""


def settle_daily(window: MainWindow, context: Context) -> QTimer:
    """As long as this library is open. What another program keeps from being done is tried again."""
    timer = QTimer(window, interval=EVERY)

    def look() -> None:
        if window.context is not context:
            timer.stop()
            timer.deleteLater()
        elif not context.planner.is_read_only:
            context.tasks.run(
                lambda _progress: context.planner.retention.settle_today(),
                lambda _count: None,
                failed=lambda _error: None,
            )

    timer.timeout.connect(look)
    timer.start()
    look()
    return timer
