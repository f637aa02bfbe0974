"""What the first edit, the history and the next pages need is loaded beside the window.

In the window's thread SQLAlchemy with our tables would hold it up for over a second, just when
somebody has begun to work.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from planner.ui import collector
from planner.ui.tasks import TURN

TYPING: Final = ("planner.domain.library", "planner.services.drafts")
"""Needed as soon as somebody types."""
PAGES: Final = (
    "planner.domain.quick_add",
    "planner.domain.checks",
    "planner.domain.follow_up_line",
    "planner.domain.people_change",
    "planner.domain.person_history",
    "planner.domain.organisation_change",
    "planner.domain.public_holidays",
    "planner.services.list_reading",
    "planner.services.follow_up_lines",
    "planner.services.follow_up_owners",
    "planner.services.country_telling",
    "planner.services.handing_out",
    "planner.services.hidden_details",
    "planner.history_phrases",
    "planner.merging_phrases",
    "planner.release_phrases",
)
"""Under the pages that are opened next."""
WRITING: Final = (
    "sqlalchemy",
    "sqlalchemy.orm",
    "planner.storage.schema",
    "planner.storage.unit_of_work",
    "planner.storage.writing",
    "planner.storage.drafts",
    "planner.services.history_details",
    "planner.services.follow_ups_out",
    "planner.services.backups",
)
"""Nothing of Qt: that is loaded in the window's thread only."""


class Loading(QObject):
    """``then`` is called in the window's thread as soon as what typing needs is there."""

    _typing_is_there = Signal()
    _all_is_there = Signal()

    def __init__(self, parent: QObject, then: Callable[[], object]) -> None:
        super().__init__(parent)
        self._then: Callable[[], object] | None = then
        self._stop = threading.Event()
        self._typing_is_there.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self._all_is_there.connect(self._let_go, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._load, name="planner-loading", daemon=True)
        if is_loaded():
            self._go_on()
            return
        collector.hold(self)
        sys.setswitchinterval(TURN)
        self._thread.start()

    def end(self) -> None:
        """The library is about to be closed: nobody hears any more, and what is being loaded ends."""
        self._then = None
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        self._let_go()

    def _load(self) -> None:
        for name in TYPING:
            import_module(name)
        self._typing_is_there.emit()
        for name in (*PAGES, *WRITING):
            if self._stop.wait(TURN):
                return
            import_module(name)
        if not self._stop.is_set():
            import_module("sqlalchemy.orm").configure_mappers()
        self._all_is_there.emit()

    @Slot()
    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    @Slot()
    def _let_go(self) -> None:
        collector.let_go(self)


def is_loaded() -> bool:
    return all(name in sys.modules for name in (*TYPING, *PAGES, *WRITING))
