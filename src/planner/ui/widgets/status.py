"""The status line: saved when, how many selected, which zone, which library, what is running."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStatusBar, QWidget

from planner.i18n import _, clock, ngettext
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.ui.tasks import Tasks

_SHOWN: Final = 6_000
"""Milliseconds for which something small is said."""


class StatusLine(QStatusBar):
    """``cancelled`` when the button beside the progress is pressed."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self._saved = Label("", "text2", parent=self)
        self._is_alarmed = self._read_only = False
        self._selected = Label("", "text2", parent=self)
        self._zone = Label("", "text2", parent=self)
        self._library = Label("", "text2", parent=self)
        self._beside = Label("", "text2", parent=self)
        """What is said while the alarm stands."""
        self._forget = QTimer(self, singleShot=True, interval=_SHOWN)
        self._forget.timeout.connect(self._beside.clear)
        self.addWidget(self._saved)
        self.addWidget(self._beside)
        self.messageChanged.connect(self._give_room)
        for widget in (self._selected, self._zone, self._library):
            self.addPermanentWidget(widget)

    def say(self, text: str) -> None:
        """Something small, for a few seconds; what is NOT saved stands before it all the while."""
        if self._is_alarmed:
            self._beside.setText(text)
            self._forget.start()
        else:
            self.showMessage(text, _SHOWN)

    def _give_room(self, text: str) -> None:
        """Hidden by name, for Qt shows them again under the message when the line gets other parts."""
        for label in (self._saved, self._beside):
            label.setVisible(not text)

    def set_saved(self) -> None:
        """All is saved as of now."""
        at = dt.datetime.now()
        self._is_alarmed = False
        self._saved.set_token("text2")
        self._saved.setText(_("Saved {time}").format(time=clock(at)))

    def set_all_saved(self) -> None:
        """Nothing waits; an hour that was said stays."""
        if self._read_only:
            self._saved.setText(_("Read only: nothing is changed here"))
        elif self._is_alarmed or not self._saved.text():
            self._saved.setText(_("All changes are saved as you make them"))
        self._saved.set_token("text2")
        self._is_alarmed = False

    def set_nothing_open(self) -> None:
        """There is no library that anything could be saved in."""
        self._read_only = self._is_alarmed = False
        self._saved.set_token("text2")
        for label in (self._saved, self._selected, self._zone, self._library):
            label.setText("")

    def set_not_saved(self, why: str) -> None:
        """Something is on screen that is not in the library."""
        self.clearMessage()  # it may say that all is saved
        self._is_alarmed = True
        self._saved.set_token("danger")
        self._saved.setText(why)

    def set_selected(self, count: int) -> None:
        self._selected.setText(
            ngettext("{count} selected", "{count} selected", count) if count > 1 else ""
        )

    def set_zone(self, zone: str) -> None:
        self._zone.setText(_("Zone {zone}").format(zone=zone) if zone else "")

    def set_library(self, title: str, *, read_only: bool, encrypted: bool = False) -> None:
        self._read_only = read_only
        text = title
        if read_only and encrypted:
            text = _("{library} (encrypted, read only)").format(library=title)
        elif read_only:
            text = _("{library} (read only)").format(library=title)
        elif encrypted:
            text = _("{library} (encrypted)").format(library=title)
        self._library.setText(text)

    def follow(self, tasks: Tasks) -> None:
        """Show what these tasks do."""
        from PySide6.QtWidgets import QProgressBar, QPushButton

        self._task = Label("", parent=self)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(140)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        self._cancel = QPushButton(_("Cancel"), self)
        self._cancel.setFixedHeight(max(24, self.fontMetrics().height() + 6))
        self._cancel.clicked.connect(self.cancelled)
        for widget in (self._task, self._bar, self._cancel):
            self.addPermanentWidget(widget)
        self._rest()
        tasks.started.connect(self._start)
        tasks.progressed.connect(self._progress)
        tasks.ended.connect(self._rest)

    def _start(self, text: str) -> None:
        self._task.setText(text)
        self._bar.setRange(0, 0)
        for widget in (self._task, self._bar, self._cancel):
            widget.show()

    def _progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _rest(self) -> None:
        for widget in (self._task, self._bar, self._cancel):
            widget.hide()
