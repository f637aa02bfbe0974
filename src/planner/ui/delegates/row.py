"""A row of a list: calm selection with a bar at its edge, readable in both appearances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.ui import theme

MARGIN: Final = 3
"""Pixels that Fusion keeps free at both sides of a text."""
_ONE_LINE: Final = Qt.TextFlag.TextSingleLine


Tells = Callable[[QModelIndex | QPersistentModelIndex], "tuple[str, QColor, bool] | None"]
"""A model with a method ``plain`` tells at once what a cell of text alone shows."""


class RowDelegate(QStyledItemDelegate):
    """The style paints the cell; selection and the hairline between rows are ours."""

    first = 0
    """The column at the left edge."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, theme.color("accentSoft"))
            if index.column() == self.first:
                bar = QRect(option.rect.left(), option.rect.top() + 3, 3, option.rect.height() - 6)
                painter.fillRect(bar, theme.color("accent"))
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, theme.color("border"))
        padding = 10 if index.column() == self.first else 6
        tells: Tells | None = getattr(index.model(), "plain", None)  # a check of types takes longer
        plain = tells(index) if tells is not None else None
        if plain is not None:
            self._put_text(painter, option, option.rect.adjusted(padding, 0, -6, 0), *plain)
        else:
            self._draw(painter, option, index, padding)

    def _put_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        text: str,
        colour: QColor,
        right: bool,
    ) -> None:
        """Text alone, where the style would write it; most cells are that, and a style is slow."""
        if not text:
            return
        rect = rect.adjusted(MARGIN, 1, -MARGIN, 1)  # a style rounds the middle downwards
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if "\n" in text:
            text = text.replace("\n", "\u2028")
        painter.setPen(colour)
        shown = option.fontMetrics.elidedText(text, option.textElideMode, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | _ONE_LINE, shown)

    def _draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        padding: int,
    ) -> None:
        self.initStyleOption(option, index)
        token = option.palette.color(QPalette.ColorRole.Text)
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        option.palette.setColor(QPalette.ColorRole.Text, token)
        option.rect = option.rect.adjusted(padding, 0, -6, 0)
        # Not by super(): it would ask the model for everything about the cell once more.
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
