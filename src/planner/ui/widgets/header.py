"""The heading of a table: quiet, and aligned with the cells below it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from planner.ui import theme
from planner.ui.icons import icon

_ARROW: Final = 12


class Header(QHeaderView):
    """``sorted_by`` is the section with the arrow, -1 for none; ``first`` stands at the left edge."""

    first = 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(40)
        self.sorted_by = -1
        self.descending = False

    def show_sort(self, section: int, *, descending: bool) -> None:
        self.sorted_by, self.descending = section, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(30, self.fontMetrics().height() + 12))

    def room_for(self, section: int) -> int:
        """How wide a section has to be to show its whole title."""
        model = self.model()
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "") if model else ""
        metrics = QFontMetrics(theme.sized(self.font(), 0.92, strong=True))
        arrow = _ARROW if section == self.sorted_by else 0
        return metrics.horizontalAdvance(text) + 13 + 9 + 2 + arrow

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border"))
        model = self.model()
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        align = model.headerData(
            section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        room = rect.adjusted(13 if section == self.first else 9, 0, -9, 0)
        if section == self.sorted_by:
            arrow = icon("arrow-down" if self.descending else "arrow-up", "text2").pixmap(_ARROW)
            painter.drawPixmap(room.right() - _ARROW + 4, room.center().y() - _ARROW // 2, arrow)
            room = room.adjusted(0, 0, -_ARROW, 0)
        painter.setFont(theme.sized(self.font(), 0.92, strong=True))
        painter.setPen(theme.color("text2"))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, align or Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
