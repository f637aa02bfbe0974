"""A follow-up as a card of the board: what is to be done, when it is due, what it is about."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.domain.lines import FollowUpLine
from planner.ui import theme

Index = QModelIndex | QPersistentModelIndex
_EDGE: Final = 10
_GAP: Final = 4
_TITLE_LINES: Final = 2
_SMALL: Final = 0.92


class FollowUpCard(QStyledItemDelegate):
    """All cards are equally tall, so that a column of thousands is laid out at once."""

    def __init__(
        self,
        line: Callable[[Index], FollowUpLine | None],
        lines: Callable[[FollowUpLine], tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """``lines`` gives when it is due, the colour of that, and what else is to be known."""
        super().__init__(parent)
        self._line, self._lines = line, lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        small = QFontMetrics(theme.sized(option.font, _SMALL))
        text = _TITLE_LINES * option.fontMetrics.lineSpacing() + 2 * small.lineSpacing()
        return QSize(0, text + 2 * _EDGE + 3 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._line(index)
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: Any = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        card = option.rect.adjusted(6, 3, -6, -3)
        painter.setPen(QPen(theme.color("accent" if chosen else "border"), 1))
        painter.setBrush(theme.color("accentSoft" if chosen else "surface"))
        painter.drawRoundedRect(card, 6, 6)
        self._write(painter, option, card.adjusted(_EDGE, _EDGE - 3, -_EDGE, -_EDGE + 3), line)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, inner: QRect, line: FollowUpLine
    ) -> None:
        due, tone, rest = self._lines(line)
        painter.setPen(theme.color("text"))
        painter.setFont(option.font)
        top = inner.top()
        for text in cut(line.title, option, inner.width(), _TITLE_LINES):
            rect = QRect(inner.left(), top, inner.width(), option.fontMetrics.lineSpacing())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)
            top += option.fontMetrics.lineSpacing()
        small = theme.sized(option.font, _SMALL)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        top = inner.bottom() - 2 * metrics.lineSpacing() + 1
        for text, token in ((due, tone), (rest, "text2")):
            rect = QRect(inner.left(), top, inner.width(), metrics.lineSpacing())
            painter.setPen(theme.color(token))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
            top += metrics.lineSpacing()


def cut(text: str, option: QStyleOptionViewItem, width: int, most: int) -> list[str]:
    """``text`` in at most so many lines; the last one says that there is more."""
    text = text.replace("\n", " ")
    layout = QTextLayout(text, option.font)
    how = QTextOption()
    how.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(how)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    shown = [text[start:end] for start, end in pairwise(starts)]
    last = text[starts[-1] :] if starts else ""
    return [*shown, option.fontMetrics.elidedText(last, Qt.TextElideMode.ElideRight, width)]
