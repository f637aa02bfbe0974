"""How a chart looks: the same on the screen, in a picture and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from planner.ui import theme
from planner.ui.charts.layout import Placed, Text

SERIES: Final = ("visit", "meal", "stay", "ceremony", "travel", "free")
"""Tokens of the series: told apart in light and dark, and each 3:1 against the surface."""
_AT: Final = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "middle": Qt.AlignmentFlag.AlignHCenter,
}


def paint(
    painter: QPainter, chart: Placed, colours: Mapping[str, str], font: QFont, front: int = -1
) -> None:
    """``colours`` are by token; ``front`` is the number of the bar that is pointed out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if 0 <= front < len(chart.slots):
        painter.setBrush(QColor(colours["accentSoft"]))
        painter.drawRoundedRect(chart.slots[front], 4, 4)
    for piece in chart.pieces:
        if piece.value:
            painter.setBrush(QColor(colours[SERIES[piece.series % len(SERIES)]]))
            painter.drawRect(piece.rect)
    for rect, series in chart.legend:
        painter.setBrush(QColor(colours[SERIES[series % len(SERIES)]]))
        painter.drawRoundedRect(rect, 2, 2)
    painter.setPen(QPen(QColor(colours["borderStrong"]), 1))
    base = chart.base
    if base.width() >= base.height():
        painter.drawLine(base.topLeft(), base.topRight())
    else:
        painter.drawLine(base.topLeft(), base.bottomLeft())
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    for text in chart.texts:
        _write(painter, text, metrics, QColor(colours["text2" if text.muted else "text"]))
    large = _larger(font)
    painter.setFont(large)
    _write(painter, chart.title, QFontMetricsF(large), QColor(colours["text"]))


def _larger(font: QFont) -> QFont:
    """For the title; the font of a picture is measured in pixels, that of the screen in points."""
    if font.pixelSize() <= 0:
        return theme.sized(font, 1.15, strong=True)
    result = QFont(font)
    result.setPixelSize(round(font.pixelSize() * 1.15))
    result.setWeight(QFont.Weight.DemiBold)
    return result


def _write(painter: QPainter, text: Text, metrics: QFontMetricsF, colour: QColor) -> None:
    painter.setPen(colour)
    shown = text.text
    if text.at == "right":
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, text.rect.width() + 1)
    flags = int(_AT[text.at] | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextDontClip)
    painter.drawText(QRectF(text.rect), flags, shown)
