"""The timeline as pages use it: the canvas, known to screen readers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.ui.timeline import accessible
from planner.ui.timeline.canvas import Canvas


class Timeline(Canvas):
    def __init__(self, parent: QWidget | None = None) -> None:
        accessible.install()
        super().__init__(parent)
        self.came_forward.connect(lambda: accessible.tell_focus(self))
