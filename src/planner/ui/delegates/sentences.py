"""Paints a list of sentences: headings between them, and the ring around the one in front."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.ui import theme
from planner.ui.icons import icon

Index = QModelIndex | QPersistentModelIndex
SENTENCE: Final = Qt.ItemDataRole.UserRole + 1
"""What a row says; None for a heading."""
ICON: Final = 18
GAP: Final = 8
WRAP: Final = Qt.TextFlag.TextWordWrap


class SentencesDelegate(QStyledItemDelegate):
    """Wide enough for the view; the view lays out again when it is resized.

    ``edge`` and ``padding`` are pixels beside a row and above it, ``heading`` how large a heading is.
    """

    edge = 12
    padding = 7
    heading = 1.1

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    # what a list fills in

    def height(self, option: QStyleOptionViewItem, index: Index, width: int) -> int:
        """Of the text of a row that is not a heading."""
        raise NotImplementedError

    def look(self, index: Index) -> tuple[str, str] | None:
        """Icon and colour."""
        raise NotImplementedError

    def write(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, inner: QRect
    ) -> None:
        """The text of a row that is not a heading, beside the icon."""
        raise NotImplementedError

    # all lists

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(SENTENCE) is None:
            font = theme.sized(option.font, self.heading)
            return QSize(0, QFontMetrics(font).height() + 2 * self.padding)
        width = self._view.viewport().width() - 2 * self.edge - ICON - GAP
        return QSize(0, self.height(option, index, width) + 2 * self.padding)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if index.data(SENTENCE) is None:
            self._heading(painter, option, str(index.data()))
        else:
            self._row(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        painter.fillRect(option.rect, theme.color("surface2"))
        painter.setFont(theme.sized(option.font, self.heading, strong=True))
        painter.setPen(theme.color("text"))
        rect = option.rect.adjusted(self.edge, 0, -self.edge, 0)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accentSoft"))
        inner = rect.adjusted(self.edge, self.padding, -self.edge, -self.padding)
        if look := self.look(index):
            icon(*look).paint(painter, QRect(inner.x(), inner.y(), ICON, ICON))
        inner.setLeft(inner.left() + ICON + GAP)
        self.write(painter, option, index, inner)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(
            rect.x() + self.edge, rect.bottom(), rect.right() - self.edge, rect.bottom()
        )
