"""The line above what stays in the office: a lock, and the words that say so."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from planner.i18n import _
from planner.ui import icons, theme
from planner.ui.widgets.label import Label


class Locked(QWidget):
    """Stands before fields whose text no export ever contains."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._picture.setFixedSize(16, 16)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._picture)
        line.addWidget(
            Label(
                _("Internal: never printed, never handed out"), "text2", strong=True, parent=self
            ),
            1,
        )
        self._draw()
        theme.current().changed.connect(self._draw)

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap("lock", 16, "text2", self.devicePixelRatioF()))
