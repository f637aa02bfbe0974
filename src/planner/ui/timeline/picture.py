"""A timeline as a picture: PNG, SVG or PDF, in the light colours of paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from planner.ui import colours
from planner.ui.timeline.axis import Axis
from planner.ui.timeline.painting import TimelinePainter
from planner.ui.timeline.scene import Scene
from planner.ui.timeline.view import View

WIDTH: Final = 1400
MOST_ROWS: Final = 400
"""Rows of a picture: more would be a paper that nobody can open."""
KINDS: Final = (".png", ".svg", ".pdf")


def picture(scene: Scene, font: QFont, kind: str) -> bytes:
    """All years of the first rows; ``kind`` is one of :data:`KINDS`."""
    mode = colours.mode()
    colours.use("light")
    try:
        return _picture(Scene(scene.name, scene.rows[:MOST_ROWS], scene.today), font, kind)
    finally:
        colours.use(mode)


def _picture(scene: Scene, font: QFont, kind: str) -> bytes:
    brush = TimelinePainter(font)
    height = brush.head_height + len(scene.rows) * brush.row_height + brush.foot_height
    first, last = scene.extent
    labels = 340.0
    axis = Axis(float(first), (WIDTH - labels) / (last - first), WIDTH - labels)
    size = QSizeF(WIDTH, height)
    view = View(size, axis, labels, brush.head_height, brush.row_height, brush.foot_height)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if kind == ".png":
        image = QImage(QSize(WIDTH * 2, round(height * 2)), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2)
        painter = QPainter(image)
        brush.paint(painter, scene, view)
        painter.end()
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # a device is taken
    elif kind == ".svg":
        drawing = QSvgGenerator()
        drawing.setOutputDevice(buffer)
        drawing.setSize(size.toSize())
        drawing.setTitle(scene.name)
        drawing.setResolution(96)
        drawing.setViewBox(QRectF(QPointF(), size))
        painter = QPainter(drawing)
        brush.paint(painter, scene, view)
        painter.end()
    else:
        page = QPdfWriter(buffer)
        page.setTitle(scene.name)
        points = QPageSize(size * 0.75, QPageSize.Unit.Point)
        page.setPageLayout(QPageLayout(points, QPageLayout.Orientation.Portrait, QMarginsF()))
        page.setResolution(96)
        painter = QPainter(page)
        brush.paint(painter, scene, view)
        painter.end()
    return bytes(buffer.data().data())
