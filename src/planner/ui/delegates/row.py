"""A row of a list: calm selection with a bar at its edge, readable in both appearances."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.ui import theme


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
        self.initStyleOption(option, index)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        token = option.palette.color(QPalette.ColorRole.Text)
        if selected:
            painter.fillRect(option.rect, theme.color("accentSoft"))
            if index.column() == self.first:
                bar = QRect(option.rect.left(), option.rect.top() + 3, 3, option.rect.height() - 6)
                painter.fillRect(bar, theme.color("accent"))
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, theme.color("border"))
        option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        option.palette.setColor(QPalette.ColorRole.Text, token)
        padding = 10 if index.column() == self.first else 6
        option.rect = option.rect.adjusted(padding, 0, -6, 0)
        # Not by super(): it would ask the model for everything about the cell once more.
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
