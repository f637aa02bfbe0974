"""Reminders while the window is open: a bar with Show and Later, never a box; where it was switched on a
notification of the system, too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from planner.i18n import _

if TYPE_CHECKING:
    from planner.domain.reminders import Reminder
    from planner.ui.context import Context

EVERY: Final = 30_000
"""Milliseconds between two looks."""
AT_ONCE: Final = 3
"""Reminders that are said together; the rest comes with the next look."""
SHOWN: Final = 10_000
"""Milliseconds of a notification, where the system asks for it."""


class Reminders(QObject):
    """One for each open library. The clock is the library's own."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._day: dt.date | None = None
        self._tray: QSystemTrayIcon | None = None
        self._last: Reminder | None = None
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def end(self) -> None:
        """Say no more."""
        self._timer.stop()
        if self._tray is not None:
            self._tray.hide()
        self.deleteLater()

    def look(self) -> None:
        """Say what is near now; once a day also which calls and notices are near."""
        planner = self._context.planner
        self._say(planner.reminding.now())
        today = planner.today()
        if self._day != today:
            self._day = today
            self._context.tasks.run(
                lambda _progress: planner.reminding.of_the_day(), self._say_dated, _unheard
            )

    def _say(self, reminders: Sequence[Reminder]) -> None:
        for reminder in reversed(reminders[:AT_ONCE]):  # what is said last stands on top
            self._tell(reminder, reminder.text)

    def _say_dated(self, reminders: Sequence[Reminder]) -> None:
        """Several deadlines are one message: they all stand on Home."""
        if len(reminders) <= 1:
            self._say(reminders)
            return
        first = reminders[0]
        text = _("{what}, and {count} more deadlines are near").format(
            what=first.text, count=len(reminders) - 1
        )
        for reminder in reminders:
            self._context.planner.reminding.heard(reminder)
        self._context.messages.bar(text, (_("Show"), self._go_home), tone="info", by_itself=True)
        self._notify(first, text)

    def _tell(self, reminder: Reminder, text: str) -> None:
        reminding = self._context.planner.reminding
        self._context.messages.bar(
            text,
            (_("Show"), lambda: self._open(reminder)),
            tone="info",
            other=(_("Later"), lambda: reminding.later(reminder)),
            by_itself=True,
        )
        reminding.heard(reminder)
        self._notify(reminder, text)

    def _open(self, reminder: Reminder) -> None:
        if reminder.key.startswith("follow_ups:"):
            self._context.commands.run("go.follow_ups")
        self._context.open_record(reminder.word, reminder.record)

    def _go_home(self) -> None:
        self._context.commands.run("go.home")

    # the system

    def _notify(self, reminder: Reminder, text: str) -> None:
        if not self._context.planner.settings.get("remind_system"):
            return
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._clicked)
            self._tray.activated.connect(lambda _why: self._raise())
        self._tray.show()
        self._last = reminder
        icon = QSystemTrayIcon.MessageIcon.Information
        # Some desktops read markup in what is shown.
        self._tray.showMessage(_("Planner"), text.replace("<", "‹"), icon, SHOWN)

    def _clicked(self) -> None:
        self._raise()
        if self._last is not None:
            self._open(self._last)

    def _raise(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def _unheard(_error: Exception) -> None:
    """A reminder that cannot be made disturbs nobody; the page of Home says what is wrong."""
