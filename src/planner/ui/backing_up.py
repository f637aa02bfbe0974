"""Backups that are made by themselves while the window is open, and what is said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.services.backing_up import Outcome
    from planner.ui.context import Context
    from planner.ui.window_face import WindowFace

EVERY: Final = 60_000
"""Milliseconds between two looks at what is due."""
FIRST: Final = 10_000
"""Milliseconds until the first one: the first page comes before."""


class BackingUp(QObject):
    """One for each open library. A fault is said once, until a backup succeeds again."""

    _arrived = Signal(object)

    def __init__(self, context: Context, window: WindowFace, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, window
        self._said = ""
        # From the thread of the backups into the window's.
        self._arrived.connect(self._tell)
        arrived = self._arrived
        context.planner.back_up_by_itself(lambda outcome: arrived.emit(outcome))
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(FIRST, self, self.look)

    def look(self) -> None:
        if self._timer.isActive():
            self._context.planner.look_for_backups()

    def end(self) -> None:
        """Say no more; the last backup is made by the library as it closes."""
        self._timer.stop()
        self._arrived.disconnect(self._tell)
        self.deleteLater()

    @Slot(object)
    def _tell(self, outcome: Outcome) -> None:
        show = (_("Backups…"), lambda: self._window.show_dialog("backups"))
        if outcome.paused is not None:
            self._say(paused_words(outcome.paused), "warn")
        elif outcome.error is not None:
            self._say(str(outcome.error), "danger")
        elif outcome.bad:
            text = ngettext(
                "{count} backup was damaged on the disk; a fresh one was made.",
                "{count} backups were damaged on the disk; a fresh one was made.",
                outcome.bad,
            )
            self._context.messages.bar(text, show, by_itself=True)
        elif outcome.nudge:
            choose = (_("Choose a second folder…"), lambda: self._window.show_dialog("backups"))
            self._context.messages.bar(outcome.nudge, choose, tone="info", by_itself=True)
        elif outcome.made is not None:
            self._said = ""

    def _say(self, text: str, tone: str) -> None:
        if text == self._said:
            return
        self._said = text
        show = (_("Backups…"), lambda: self._window.show_dialog("backups"))
        self._context.messages.bar(text, show, tone=tone, by_itself=True)


def paused_words(free: int) -> str:
    """ "Only 120 MB left on the disk of your data: backups are paused." """
    return _(
        "Only {size} MB left on the disk of your data: backups are paused. Free some space."
    ).format(size=free // 1_000_000)
