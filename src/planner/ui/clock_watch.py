"""A bar where the clock of the computer jumped back, and one for entries that new rules of zones moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from planner.domain.clock_notes import MovedEntries, jumped_back, moved_by_rules
from planner.i18n import _

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.main_window import MainWindow

EVERY: Final = 60_000
"""Milliseconds between two looks at the clock."""


class ClockWatching:
    """As long as this library is open. Each jump is said once, until the clock is right again."""

    def __init__(self, window: MainWindow, context: Context) -> None:
        self._window, self._context = window, context
        self._is_said = False
        self._timer = QTimer(window, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()
        context.tasks.run(
            lambda _progress: context.planner.clock_watch.moved(),
            self.tell_moved,
            failed=lambda _error: None,
        )

    def end(self) -> None:
        self._timer.stop()
        self._timer.deleteLater()

    def look(self) -> None:
        by = self._context.planner.clock_watch.behind()
        if by is not None and not self._is_said:
            self._context.messages.bar(jumped_back(by), tone="warn", by_itself=True)
        self._is_said = by is not None

    def tell_moved(self, found: list[MovedEntries]) -> None:
        if not found or self._window.context is not self._context:
            return
        visit = found[0].visits[0]
        review = (_("Review"), lambda: self._window.show_record("visit", visit))
        self._context.messages.bar(" ".join(moved_by_rules(found)), review, by_itself=True)
