"""Paints changes: headings, then what changed in as many lines as it needs."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.ui import theme
from planner.ui.icons import icon

Index = QModelIndex | QPersistentModelIndex
BELOW: Final = Qt.ItemDataRole.UserRole + 1
"""The lines under the first one; None for a heading."""
LOOK: Final = Qt.ItemDataRole.UserRole + 2
"""Icon and colour."""
KEY: Final = Qt.ItemDataRole.UserRole + 3
"""The entry that a row is about, or empty."""
EDGE, ICON, GAP = 12, 18, 8
WRAP = Qt.TextFlag.TextWordWrap


class ChangesDelegate(QStyledItemDelegate):
    """Wide enough for the view; the view lays out again when it is resized."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        below = index.data(BELOW)
        if below is None:
            return QSize(0, QFontMetrics(theme.sized(option.font, 1.1)).height() + 14)
        width = self._view.viewport().width() - 2 * EDGE - ICON - GAP
        above = self._height(self._strong(option, below), str(index.data()), width)
        return QSize(0, above + self._height(option.font, below, width) + 14)

    def _strong(self, option: QStyleOptionViewItem, below: str) -> QFont:
        return theme.sized(option.font, 1.0, strong=bool(below))

    def _height(self, font: QFont, text: str, width: int) -> int:
        room = QRect(0, 0, max(80, width), 100_000)
        return QFontMetrics(font).boundingRect(room, WRAP, text).height() if text else 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        below = index.data(BELOW)
        if below is None:
            self._heading(painter, option, str(index.data()))
        else:
            self._row(painter, option, index, below)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        painter.fillRect(option.rect, theme.color("surface2"))
        painter.setFont(theme.sized(option.font, 1.1, strong=True))
        painter.setPen(theme.color("text"))
        rect = option.rect.adjusted(EDGE, 0, -EDGE, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def _row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, below: str
    ) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accentSoft"))
        inner = rect.adjusted(EDGE, 7, -EDGE, -7)
        if look := index.data(LOOK):
            icon(*look).paint(painter, QRect(inner.x(), inner.y(), ICON, ICON))
        inner.setLeft(inner.left() + ICON + GAP)
        text, font = str(index.data()), self._strong(option, below)
        above = self._height(font, text, inner.width())
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(inner, WRAP, text)
        painter.setFont(option.font)
        painter.setPen(theme.color("text2"))
        painter.drawText(inner.adjusted(0, above, 0, 0), WRAP, below)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(rect.x() + EDGE, rect.bottom(), rect.right() - EDGE, rect.bottom())
