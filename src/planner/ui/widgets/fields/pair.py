"""Fields that belong side by side, and stand below each other where there is no room for that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

GAP: Final = 8


class Pair(QWidget):
    def __init__(self, fields: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP)
        for field in fields:
            field.setParent(self)
            field.installEventFilter(self)
            self._line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Without a field to be seen there is no pair either, and no gap in its place."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(bool(self._shown))
        return False

    @property
    def _shown(self) -> list[QWidget]:
        return [field for field in self._fields if not field.isHidden()]

    def minimumSizeHint(self) -> QSize:
        """Room for one of them: the other can go below."""
        widths = [field.minimumSizeHint().width() for field in self._shown]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        shown = self._shown
        needed = sum(field.minimumSizeHint().width() + GAP for field in shown) - GAP
        beside = needed <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() is not way:
            self._line.setDirection(way)
            align = Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0)
            for field in self._fields:
                self._line.setAlignment(field, align)
            self.updateGeometry()
        super().resizeEvent(event)
