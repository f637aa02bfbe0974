"""A label that gives way: where there is no room its end is cut, and the tool tip has all of it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from planner.ui.plain import escaped
from planner.ui.widgets.label import Label


class ElidedLabel(Label):
    MODE: ClassVar[Qt.TextElideMode] = Qt.TextElideMode.ElideRight

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(escaped(text))

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 80), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        text = painter.fontMetrics().elidedText(self.text(), self.MODE, self.width())
        painter.drawText(
            self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text
        )


class FileNameLabel(ElidedLabel):
    """The middle is cut: the ending says what a file is."""

    MODE = Qt.TextElideMode.ElideMiddle
