"""Whether this computer has a key store: a store that hangs holds up no window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QDialog

from planner.services.lockbox import StoreAsked

_LOOK: Final = 20
"""Milliseconds between two looks whether it answered."""
_AT_ONCE: Final = 300
"""Milliseconds in which most answers are there: for those no dialog flashes up."""


def when_known(parent: QObject, then: Callable[[bool], None]) -> None:
    """Call ``then`` with the answer, in the window's thread, unless ``parent`` is gone by then."""
    asked, timer = StoreAsked(), QTimer(parent)
    timer.setInterval(_LOOK)

    def look() -> None:
        if asked.there is not None:
            timer.stop()
            timer.deleteLater()
            then(asked.there)

    timer.timeout.connect(look)
    timer.start()


def show_if_slow(dialog: QDialog) -> None:
    """Wait for a dialog that ends by itself; it is seen only when that takes a moment."""
    loop = QEventLoop()
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    dialog.finished.connect(loop.quit)
    QTimer.singleShot(_AT_ONCE, loop, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if not ended:
        dialog.exec()
