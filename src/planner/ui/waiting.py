"""What the window does while another thread of ours writes and a verb of its own waits for its turn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_depth = 0
_held: list[Callable[[], None]] = []


def go_on_painting() -> None:
    """One short turn of the window: it paints and moves its bars. Keys and clicks stay in their queue,
    and what would build pages anew is held back: the verb that waits still stands on them."""
    global _depth
    _depth += 1
    QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
    try:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    finally:
        QGuiApplication.restoreOverrideCursor()
        _depth -= 1
    if not _depth and _held:
        QTimer.singleShot(0, _let_go)


def held_back(act: Callable[[], None]) -> bool:
    """Whether ``act`` is kept until the verb that waits is done; else it can be done now."""
    if _depth:
        _held.append(act)
    return bool(_depth)


def _let_go() -> None:
    if _depth:
        return  # another verb waits by now: after that one
    held, _held[:] = list(_held), []
    for act in held:
        act()
