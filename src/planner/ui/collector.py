"""Python's collector of garbage stands still while something runs beside the window.

It runs in whichever thread makes the next value, and what it finds may be widgets: they may go in
the window's thread only. Nothing here loads Qt.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable

_holding: list[object] = []


def hold(who: object) -> None:
    """Until ``who`` lets go, nothing is collected."""
    _holding.append(who)
    gc.disable()


def let_go(who: object) -> None:
    """``who`` may never have held it; the last one who lets go starts it again."""
    if who in _holding:
        _holding.remove(who)
        if not _holding:
            gc.enable()


def let_go_of(several: Iterable[object]) -> None:
    for who in several:
        let_go(who)


def let_all_go() -> None:
    """Whoever holds it: what ran has ended, or the window is gone."""
    _holding.clear()
    gc.enable()
