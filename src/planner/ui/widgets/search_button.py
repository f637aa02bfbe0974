"""What looks like a search field in the tool bar and opens the palette."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from planner.ui import theme
from planner.ui.icons import icon
from planner.ui.keys import keys_in_words
from planner.ui.plain import escaped


class SearchButton(QToolButton):
    def __init__(self, text: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys_in_words(keys)
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(escaped(f"{text} ({self._keys})"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(440)
        self.setMinimumWidth(200)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(440, max(32, self.fontMetrics().height() + 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focus else "borderStrong"), 2 if focus else 1))
        painter.setBrush(theme.color("surface2" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        icon("search", "text2").paint(painter, QRect(10, (self.height() - 16) // 2, 16, 16))
        painter.setPen(theme.color("text2"))
        room = QRect(34, 0, self.width() - 44, self.height())
        keys = painter.fontMetrics().horizontalAdvance(self._keys)
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width() - keys - 12
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._keys
        )
