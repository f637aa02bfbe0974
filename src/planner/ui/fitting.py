"""How large a dialog opens: as it wants to be, and never beyond the window that it belongs to."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

_SIDES: Final = 20
_TITLE: Final = 40
"""Left free of the window, in logical pixels: at both sides, and for the title bar above."""


def fit(dialog: QWidget, width: int, height: int) -> None:
    """Resize to ``width`` by ``height`` as far as there is room."""
    parent = dialog.parentWidget()
    room = parent.window().size() if parent else dialog.screen().availableSize()
    dialog.resize(min(width, room.width() - _SIDES), min(height, room.height() - _TITLE))
