"""A label that shows text as it is: names and notes are never read as markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from planner.ui import theme


class Label(QLabel):
    """Plain text in the colour of ``token``, at ``size`` relative to the font around it."""

    def __init__(
        self,
        text: str = "",
        token: str = "text",
        *,
        size: float = 1.0,
        strong: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        self._token = token
        if size != 1.0 or strong:
            self.setFont(theme.sized(self.font(), size, strong=strong))
        self._paint_in(token)
        theme.current().changed.connect(self._recolour)

    def set_token(self, token: str) -> None:
        self._token = token
        if token == "text":
            self.setPalette(QPalette())  # the colour of all text around it
        self._paint_in(token)

    def _recolour(self) -> None:
        self._paint_in(self._token)

    def _paint_in(self, token: str) -> None:
        if token == "text":
            return
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(token))
        self.setPalette(palette)
