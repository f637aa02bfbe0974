"""From the thread that wrote to the window: every ``Changed`` arrives as a Qt signal."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from planner.ui import waiting

if TYPE_CHECKING:
    from planner.services.changes import Changed
    from planner.services.planner import Planner


class Bridge(QObject):
    """``changed`` is always emitted in the thread of the window."""

    changed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, planner: Planner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.get_ident()
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._planner, self._end = planner, planner.subscribe(self._told)
        planner.meanwhile(waiting.go_on_painting)

    def close(self) -> None:
        """Hear no more."""
        self._end()
        self._planner.meanwhile(None)

    def _told(self, changed: Changed) -> None:
        if threading.get_ident() == self._thread:
            self.changed.emit(changed)
        else:
            self._arrived.emit(changed)

    @Slot(object)
    def _pass_on(self, changed: object) -> None:
        if not waiting.held_back(lambda: self._pass_on(changed)):
            self.changed.emit(changed)
