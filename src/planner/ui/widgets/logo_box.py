"""The logo of an organisation: shown whole on the white of paper, changed by file, drop or paste."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from planner.i18n import N_
from planner.ui import theme
from planner.ui.icons import icon
from planner.ui.widgets.photo_box import PhotoBox, Said

WIDE: Final = 168
HIGH: Final = 72
MARGIN: Final = 10
_PAPER: Final = QColor(255, 255, 255)
"""In every appearance: a logo is drawn for paper, and a black one would be lost on a dark surface."""


class LogoBox(PhotoBox):
    SAID: ClassVar[Said] = Said(
        here=N_("Logo"),
        none=N_("No logo"),
        hint=N_("Press to choose a logo; drop or paste one here"),
        choose=N_("Choose logo…"),
        paste=N_("Paste logo"),
        remove=N_("Remove logo"),
    )
    SIZE: ClassVar[tuple[int, int]] = (WIDE, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(theme.color("focus" if self.hasFocus() else "border"))
        painter.setBrush(theme.color("surface2") if self._picture is None else _PAPER)
        painter.drawRoundedRect(frame, 6, 6)
        drawing = self._picture or icon("landmark", "text2").pixmap(32)
        ratio = drawing.devicePixelRatio()
        painter.drawPixmap(
            round((self.width() - drawing.width() / ratio) / 2),
            round((self.height() - drawing.height() / ratio) / 2),
            drawing,
        )
        if self.hasFocus():
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), 5, 5)
