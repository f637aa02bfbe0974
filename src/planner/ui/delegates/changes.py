"""Paints changes: headings, then what changed in as many lines as it needs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from planner.ui import theme
from planner.ui.delegates.sentences import SENTENCE, WRAP, Index, SentencesDelegate

BELOW: Final = SENTENCE
"""The lines under the first one; None for a heading."""
LOOK: Final = Qt.ItemDataRole.UserRole + 2
"""Icon and colour."""
KEY: Final = Qt.ItemDataRole.UserRole + 3
"""The entry that a row is about, or empty."""


class ChangesDelegate(SentencesDelegate):
    """The first line is strong where others follow."""

    def height(self, option: QStyleOptionViewItem, index: Index, width: int) -> int:
        below = index.data(BELOW)
        above = self._height(self._first(option, below), str(index.data()), width)
        return above + self._height(option.font, below, width)

    def _first(self, option: QStyleOptionViewItem, below: str) -> QFont:
        return theme.sized(option.font, 1.0, strong=bool(below))

    def _height(self, font: QFont, text: str, width: int) -> int:
        room = QRect(0, 0, max(80, width), 100_000)
        return QFontMetrics(font).boundingRect(room, WRAP, text).height() if text else 0

    def look(self, index: Index) -> tuple[str, str] | None:
        look: tuple[str, str] | None = index.data(LOOK)
        return look

    def write(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, inner: QRect
    ) -> None:
        text, below = str(index.data()), index.data(BELOW)
        font = self._first(option, below)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(inner, WRAP, text)
        painter.setFont(option.font)
        painter.setPen(theme.color("text2"))
        above = self._height(font, text, inner.width())
        painter.drawText(inner.adjusted(0, above, 0, 0), WRAP, below)
