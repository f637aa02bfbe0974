"""A chart as a picture: PNG for slides, SVG and PDF for print. Always light, as on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QSize, QSizeF
from PySide6.QtGui import QColor, QFont, QImage, QPageSize, QPainter, QPdfWriter

from planner.domain.charts import Chart
from planner.domain.file_names import safe_name
from planner.i18n import N_
from planner.ui import theme
from planner.ui.charts.layout import Placed, placed
from planner.ui.charts.painting import paint

WIDTH: Final = 960.0
LEAST: Final = 420.0
FINE: Final = 2
"""Pixels of a PNG for one of the drawing."""
KINDS: Final = (
    N_("Picture (*.png)"),
    N_("Drawing (*.svg)"),
    N_("Page (*.pdf)"),
)
ENDINGS: Final = (".png", ".svg", ".pdf")


def picture(chart: Chart, ending: str) -> bytes:
    """The file's content; ``ending`` is one of :data:`ENDINGS`."""
    font = QFont(theme.FAMILIES)
    font.setPixelSize(15)
    drawing = placed(chart, font, WIDTH, LEAST)
    draw = {".svg": _svg, ".pdf": _pdf}.get(ending, _png)
    return draw(drawing, font, chart.title)


def _png(drawing: Placed, font: QFont, title: str) -> bytes:
    width, height = drawing.size
    image = QImage(round(width) * FINE, round(height) * FINE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINE)
    image.setText("Title", title)
    painter = QPainter(image)
    _draw(painter, drawing, font)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a device is taken, the stubs say bytes
    return bytes(buffer.data().data())


def _svg(drawing: Placed, font: QFont, title: str) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    width, height = drawing.size
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(width), round(height)))
    generator.setViewBox(QRect(0, 0, round(width), round(height)))
    generator.setTitle(title)
    painter = QPainter(generator)
    _draw(painter, drawing, font)
    painter.end()
    return bytes(buffer.data().data())


def _pdf(drawing: Placed, font: QFont, title: str) -> bytes:
    width, height = drawing.size
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setPageSize(QPageSize(QSizeF(width, height), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(72)
    painter = QPainter(writer)
    _draw(painter, drawing, font)
    painter.end()
    return bytes(buffer.data().data())


def _draw(painter: QPainter, drawing: Placed, font: QFont) -> None:
    colours = theme.tokens("light")
    width, height = drawing.size
    painter.fillRect(QRect(0, 0, round(width), round(height)), QColor(colours["surface"]))
    paint(painter, drawing, colours, font)


def proposed_name(chart: Chart, ending: str) -> str:
    """A file name made of the title."""
    return f"{safe_name(chart.title, fallback='chart')}{ending}"


def with_ending(path: Path) -> Path:
    """A name without a known ending becomes a PNG."""
    return path if path.suffix.lower() in ENDINGS else path.with_name(f"{path.name}.png")
