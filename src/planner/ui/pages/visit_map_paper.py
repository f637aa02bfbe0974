"""A map on paper: one page with its title, for the printer, a PDF or a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtPrintSupport import QPrinter

from planner.i18n import _
from planner.ui import theme
from planner.ui.widgets.map_symbols import MapStop

WIDE: Final = QSize(1600, 1100)
"""The size of a picture in pixels, before it is doubled to be sharp in print."""
SHARP: Final = 2
PIXELS: Final = 96.0
"""Pixels of the screen in an inch; paper is laid out in them."""
LIST: Final = 300.0
"""The widest that the list of stops gets."""
GAP: Final = 4.0
"""Pixels between two stops of the list."""
SMALLEST: Final = 0.65
"""The least part of the usual size that can still be read on paper."""
MARGIN: Final = 12.0
"""Millimetres around the page."""

Draw = Callable[[QPainter, QRectF, dict[str, str]], None]


@dataclass(frozen=True)
class MapPaper:
    """What stands on the page; ``draw`` paints the map into an area with colours by token.

    Paper cannot be zoomed, so all stops are listed beside the map.
    """

    title: str
    subtitle: str
    footer: str
    stops: tuple[MapStop, ...]
    font: QFont
    draw: Draw

    def text(self) -> str:
        """What stands on the page in words."""
        stops = (f"{stop.number} {stop.name}" for stop in self.stops)
        return "\n".join((self.title, self.subtitle, *stops, self.footer))

    def print_on(self, printer: QPrinter) -> None:
        """One page on whatever printer the user set up."""
        painter = QPainter(printer)
        scale = printer.resolution() / PIXELS
        page = printer.pageLayout().paintRectPixels(printer.resolution())
        painter.scale(scale, scale)
        self.paint(painter, QRectF(0, 0, page.width() / scale, page.height() / scale))
        painter.end()

    def pdf(self) -> bytes:
        """One A4 page, landscape."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(self.title)
        writer.setPageLayout(landscape())
        writer.setResolution(300)
        painter = QPainter(writer)
        scale = writer.resolution() / PIXELS
        painter.scale(scale, scale)
        self.paint(painter, QRectF(0, 0, writer.width() / scale, writer.height() / scale))
        painter.end()
        buffer.close()
        return bytes(content.data())

    def png(self) -> bytes:
        image = QImage(WIDE * SHARP, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.tokens("light")["surface"]))
        painter = QPainter(image)
        painter.scale(SHARP, SHARP)
        self.paint(painter, QRectF(24, 24, WIDE.width() - 48, WIDE.height() - 48))
        painter.end()
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        buffer.close()
        return bytes(content.data())

    def content_for(self, path: Path) -> bytes:
        """What the ending of a file asks for; a PDF unless it is a picture."""
        return self.png() if path.suffix.lower() == ".png" else self.pdf()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Title, map, what is not on it; always in the light colours."""
        colours = theme.tokens("light")
        size = QFontInfo(self.font).pixelSize()
        top = self._line(painter, area, self.title, size * 1.5, colours["text"], strong=True)
        top = self._line(
            painter, area.adjusted(0, top, 0, 0), self.subtitle, size, colours["text2"]
        ) + (top)
        small = _font(self.font, size * 0.9)
        flags = int(Qt.TextFlag.TextWordWrap)
        metrics = QFontMetricsF(small)
        foot = metrics.boundingRect(area, flags, self.footer).height() if self.footer else 0.0
        space = 6.0 if self.footer else 0.0
        middle = area.adjusted(0, top + 8, 0, -foot - space)
        wide = min(LIST, middle.width() * 0.3)
        self.draw(painter, middle.adjusted(0, 0, -wide - 16, 0), colours)
        self._list(painter, middle.adjusted(middle.width() - wide, 0, 0, 0), colours)
        if self.footer:
            painter.setFont(small)
            painter.setPen(QColor(colours["text2"]))
            below = QRectF(area.left(), area.bottom() - foot, area.width(), foot)
            painter.drawText(below, flags, self.footer)

    def _list(self, painter: QPainter, area: QRectF, colours: dict[str, str]) -> None:
        """Number, name and days of the stops, smaller if there are many; the rest is counted."""
        size = QFontInfo(self.font).pixelSize()
        rows = sum(1 + len(_details(stop)) for stop in self.stops)
        fit = area.height() / max(1.0, rows * size * 1.25 + len(self.stops) * GAP)
        share = max(SMALLEST, min(1.0, fit))
        large, small = _font(self.font, size * share), _font(self.font, size * share * 0.9)
        indent = QFontMetricsF(large).horizontalAdvance("00  ")
        y = area.top()
        for place, stop in enumerate(self.stops):
            lines = [(stop.name, large), *((detail, small) for detail in _details(stop))]
            high = sum(QFontMetricsF(font).height() for _text, font in lines)
            left = len(self.stops) - place
            if y + high + QFontMetricsF(large).height() * (left > 1) > area.bottom():
                more = _("… and {count} more").format(count=left)
                _write(painter, area.left() + indent, y, more, large, colours["text2"])
                return
            _write(painter, area.left(), y, str(stop.number), large, colours["text"])
            for text, font in lines:
                metrics = QFontMetricsF(font)
                room = area.width() - indent
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
                colour = colours["text" if font is large else "text2"]
                _write(painter, area.left() + indent, y, shown, font, colour)
                y += metrics.height()
            y += GAP * share

    def _line(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        size: float,
        colour: str,
        *,
        strong: bool = False,
    ) -> float:
        """One line at the top of the area, cut where it is too long; how high it is."""
        if not text:
            return 0.0
        font = _font(self.font, size)
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(QRectF(area.left(), area.top(), area.width(), metrics.height()), shown)
        return metrics.height()


def _write(painter: QPainter, left: float, top: float, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(left, top + QFontMetricsF(font).ascent()), text)


def _details(stop: MapStop) -> list[str]:
    return stop.detail.split("\n") if stop.detail else []


def landscape() -> QPageLayout:
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Landscape,
        margins,
        QPageLayout.Unit.Millimeter,
    )


def _font(font: QFont, size: float) -> QFont:
    result = QFont(font)
    result.setPixelSize(max(1, round(size)))
    return result
