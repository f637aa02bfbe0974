"""The pen of the board: fonts, measures, text that wraps or is shortened, icons in the theme's colours."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap, QTextLayout

from planner.ui import theme
from planner.ui.icons import icon

LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ONE_LINE: Final = LEFT | Qt.TextFlag.TextSingleLine


class Fonts(NamedTuple):
    body: QFont
    strong: QFont
    head: QFont
    caption: QFont


def fonts_of(base: QFont) -> Fonts:
    return Fonts(
        base,
        theme.sized(base, 1.0, strong=True),
        theme.sized(base, 1.08, strong=True),
        theme.sized(base, 0.88),
    )


class Pen:
    """Measures and drawings are kept: the same texts come again with every picture."""

    def __init__(self, font: QFont) -> None:
        self.fonts = fonts_of(font)
        self._metrics: dict[str, QFontMetricsF] = {}
        self._keys = {id(one): one.key() for one in self.fonts}
        self._wrapped: dict[tuple[str, str, int, int], list[str]] = {}
        self._icons: dict[tuple[str, str, int, float], QPixmap] = {}

    def _key(self, font: QFont) -> str:
        """Asking a font for its key costs as much as drawing with it; the own four are known."""
        return self._keys.get(id(font)) or font.key()

    def metrics(self, font: QFont) -> QFontMetricsF:
        key = self._key(font)
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(font)
        return self._metrics[key]

    @property
    def line(self) -> float:
        return self.metrics(self.fonts.body).height()

    def write(self, painter: QPainter, box: QRectF, text: str, font: QFont, token: str) -> None:
        if box.width() <= 3 or not text:
            return
        painter.setFont(font)
        painter.setPen(theme.color(token))
        lines = self.wrap(text, font, box.width(), box.width(), 1)
        painter.drawText(box, _ONE_LINE, lines[0] if lines else "")

    def icon(self, painter: QPainter, name: str, token: str, at: QPointF, size: int) -> None:
        ratio = painter.device().devicePixelRatioF()
        colour = theme.color(token).name()
        key = (name, colour, size, ratio)
        if key not in self._icons:
            pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
            pixmap.fill(Qt.GlobalColor.transparent)
            brush = QPainter(pixmap)
            icon(name, token).paint(brush, QRect(0, 0, pixmap.width(), pixmap.height()))
            brush.end()
            pixmap.setDevicePixelRatio(ratio)
            self._icons[key] = pixmap
        painter.drawPixmap(at, self._icons[key])

    def wrap(self, text: str, font: QFont, first: float, others: float, most: int) -> list[str]:
        """The text in at most so many lines, the last one shortened with an ellipsis."""
        key = (text, self._key(font), round(first) * 10_000 + round(others), most)
        known = self._wrapped.get(key)
        if known is not None:
            return known
        if len(self._wrapped) > 5000:
            self._wrapped.clear()
        metrics = self.metrics(font)
        text = " ".join(text.split())[:600]
        if most == 1 or metrics.horizontalAdvance(text) <= first:
            lines = [metrics.elidedText(text, Qt.TextElideMode.ElideRight, first)]
        else:
            lines = _broken(text, font, first, others, most, metrics)
        self._wrapped[key] = lines
        return lines


def _broken(
    text: str, font: QFont, first: float, others: float, most: int, metrics: QFontMetricsF
) -> list[str]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        width = first if not lines else others
        line.setLineWidth(max(8.0, width))
        start = line.textStart()
        if len(lines) == most - 1 and start + line.textLength() < len(text):
            lines.append(
                metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, max(8.0, width))
            )
            break
        lines.append(text[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return lines
