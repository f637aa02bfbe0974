"""A row whose sentences go on in a second line; what is longer still is cut short with an ellipsis."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from planner.ui.delegates.row import RowDelegate

ICON: Final = 16
_GAP: Final = 8
_WRAPPED: Final = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
)


def two_lines_high(widget: QWidget) -> int:
    """Pixels of a row of two lines in the font of ``widget``."""
    return 2 * widget.fontMetrics().lineSpacing() + 12


def in_two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """``text`` with a line break where the second line begins, both no wider than ``width``."""
    text = " ".join(text.split())
    if metrics.horizontalAdvance(text) <= width:
        return text
    first = ""
    for word in text.split(" "):
        longer = f"{first} {word}".strip()
        if first and metrics.horizontalAdvance(longer) > width:
            break
        first = longer
    rest = text[len(first) :].strip()
    return "\n".join(
        metrics.elidedText(part, Qt.TextElideMode.ElideRight, width)
        for part in (first, rest)
        if part
    )


class TwoLines(RowDelegate):
    """Icon and words of the model, over two lines."""

    def _draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        padding: int,
    ) -> None:
        rect = option.rect.adjusted(padding, 0, -6, 0)
        drawing = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(drawing, QIcon):
            place = QRect(rect.left() + 2, rect.center().y() - ICON // 2, ICON, ICON)
            drawing.paint(painter, place)
            rect = rect.adjusted(ICON + _GAP, 0, 0, 0)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if isinstance(colour, QColor):
            self._put_text(painter, option, rect, text, colour, False)

    def _put_text(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        text: str,
        colour: QColor,
        right: bool,
    ) -> None:
        painter.setPen(colour)
        shown = in_two_lines(text, option.fontMetrics, rect.width())
        painter.drawText(rect, _WRAPPED, shown)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), 2 * option.fontMetrics.lineSpacing() + 12)
