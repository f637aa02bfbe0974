"""A surface: filled with a token, with hairlines at its edges or a rounded frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from planner.ui import theme


class Panel(QWidget):
    """``edges`` is any of "left right top bottom", or "round" for a card; ``frame`` is their token."""

    def __init__(
        self,
        token: str = "surface",
        edges: str = "",
        *,
        frame: str = "border",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fill_token, self.frame_token = token, frame
        self._edges = frozenset(edges.split())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = QPen(theme.color(self.frame_token), 1)
        if "round" in self._edges:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            painter.setBrush(theme.color(self.fill_token))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            return
        painter.fillRect(self.rect(), theme.color(self.fill_token))
        painter.setPen(pen)
        right, bottom = self.width() - 1, self.height() - 1
        lines = {
            "left": (0, 0, 0, bottom),
            "right": (right, 0, right, bottom),
            "top": (0, 0, right, 0),
        }
        lines["bottom"] = (0, bottom, right, bottom)
        for edge in self._edges:
            painter.drawLine(*lines[edge])
