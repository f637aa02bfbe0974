"""A short list of records that belong here: each opens its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from planner.ui import theme
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label


@dataclass(frozen=True)
class Link:
    """``word`` and ``key`` name the record; without them it is text only."""

    text: str
    detail: str = ""
    word: str = ""
    key: str = ""


class LinkButton(QPushButton):
    """Text that is cut at the end when there is no room, underlined as links are."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self.setFlat(True)
        self.setAccessibleName(text)
        self.setToolTip(escaped(text))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        if self.hasFocus():
            option = QStyleOptionButton()
            option.initFrom(self)
            painter.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(theme.color("link"))
        text = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, self.width() - 4
        )
        painter.drawText(self.rect().adjusted(2, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter, text)


class Links(QWidget):
    opened = Signal(str, str)

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        """``nothing`` is said when there are none."""
        super().__init__(parent)
        self._nothing = nothing
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self.show_links([])

    def show_links(self, links: Sequence[Link]) -> None:
        while (taken := self._rows.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not links:
            self._rows.addWidget(Label(self._nothing, "text2", wrap=True, parent=self))
        for link in links:
            self._add(link)

    def _add(self, link: Link) -> None:
        if link.key:
            button = LinkButton(link.text, self)
            button.clicked.connect(lambda _checked=False: self.opened.emit(link.word, link.key))
            self._rows.addWidget(button)
        else:
            self._rows.addWidget(Label(link.text, wrap=True, parent=self))
        if link.detail:
            self._rows.addWidget(Label(link.detail, "text2", size=0.9, wrap=True, parent=self))
