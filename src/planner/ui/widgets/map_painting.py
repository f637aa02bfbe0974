"""Draws a laid-out map on any painter: on the screen, on paper, into a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from planner.domain.map_layout import Frame, Rect, scale_bar
from planner.i18n import _
from planner.ui import icons
from planner.ui.widgets.map_sheet import Caption, Mark, Sheet
from planner.ui.widgets.map_symbols import LOOKS, Type

Colours = Mapping[str, str]
Legend = Sequence[tuple[str, str]]
"""Looks that are on the map, each with its name."""

EDGE: Final = 10.0
SWATCH: Final = 34.0


def legend_rect(frame: Frame, legend: Legend, kind: Type) -> Rect:
    """The box of the legend, at the bottom left."""
    metrics = QFontMetricsF(kind.small)
    wide = max((metrics.horizontalAdvance(text) for _look, text in legend), default=0.0)
    high = len(legend) * _row(kind) + 8
    return Rect(EDGE, frame.height - EDGE - high, wide + SWATCH + 40, high)


def scale_rect(frame: Frame, kind: Type) -> Rect:
    """The box of the scale bar, at the bottom right."""
    high = QFontMetricsF(kind.small).height() + 14
    return Rect(frame.width - EDGE - 160, frame.height - EDGE - high, 160, high)


def _row(kind: Type) -> float:
    return max(18.0, QFontMetricsF(kind.small).height() + 2)


def paint_ways(painter: QPainter, sheet: Sheet, colours: Colours) -> None:
    """All lines on a soft ground that lifts them off coasts and borders."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for look, points in sheet.ways:
        ground = QColor(colours["surface"])
        ground.setAlpha(170)
        painter.setPen(QPen(ground, LOOKS[look].width + 2.5))
        painter.drawPolyline(QPolygonF(list(points)))
    for look, points in sheet.ways:
        painter.setPen(_pen(look, colours))
        painter.drawPolyline(QPolygonF(list(points)))
    for look, box in sheet.icons:
        painter.setPen(QPen(QColor(colours[LOOKS[look].token]), 1))
        painter.setBrush(QColor(colours["surface"]))
        painter.drawEllipse(box)
        inner = box.adjusted(4, 4, -4, -4)
        icons.draw(painter, LOOKS[look].icon, inner, colours[LOOKS[look].token])


def _pen(look: str, colours: Colours) -> QPen:
    drawn = LOOKS[look]
    pen = QPen(QColor(colours[drawn.token]), drawn.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if drawn.dashes:
        pen.setDashPattern(list(drawn.dashes))
    return pen


def paint_stops(
    painter: QPainter, sheet: Sheet, colours: Colours, kind: Type, current: str, *, focused: bool
) -> None:
    """Captions, then marks; the current one last, with a ring."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for caption in sheet.captions:
        _paint_caption(painter, caption, colours, kind)
    front = sheet.mark_of(current)
    for mark in sheet.marks:
        if mark is not front:
            _paint_mark(painter, mark, colours, kind)
    if front is not None:
        _paint_mark(painter, front, colours, kind)
        _paint_ring(painter, front, colours, focused=focused)


def _paint_caption(painter: QPainter, caption: Caption, colours: Colours, kind: Type) -> None:
    if caption.is_away:
        painter.setPen(QPen(QColor(colours["borderStrong"]), 1))
        painter.drawLine(caption.mark.centre, _nearest(caption.rect, caption.mark.centre))
    ground = QColor(colours["surface"])
    ground.setAlpha(225)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(caption.rect, 4, 4)
    y = caption.rect.top() + 2
    for text, style in caption.lines:
        metrics = QFontMetricsF(kind.of_line(style))
        painter.setFont(kind.of_line(style))
        painter.setPen(QColor(colours["text" if style == "name" else "text2"]))
        painter.drawText(QPointF(caption.rect.left() + 5, y + metrics.ascent()), text)
        y += metrics.height()


def _nearest(rect: QRectF, spot: QPointF) -> QPointF:
    return QPointF(
        max(rect.left(), min(rect.right(), spot.x())),
        max(rect.top(), min(rect.bottom(), spot.y())),
    )


def _paint_mark(painter: QPainter, mark: Mark, colours: Colours, kind: Type) -> None:
    """Filled where the delegation stops, hollow where it only changes."""
    hollow = all(stop.is_passed_through for stop in mark.stops)
    painter.setPen(QPen(QColor(colours["accent" if hollow else "surface"]), 1.5))
    painter.setBrush(QColor(colours["surface" if hollow else "accent"]))
    half = mark.rect.height() / 2
    painter.drawRoundedRect(mark.rect, half, half)
    painter.setFont(kind.number)
    painter.setPen(QColor(colours["text" if hollow else "accentText"]))
    painter.drawText(mark.rect, Qt.AlignmentFlag.AlignCenter, mark.text)


def _paint_ring(painter: QPainter, mark: Mark, colours: Colours, *, focused: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours["focus"]), 2.5 if focused else 1.5))
    off = 3.5 if focused else 2.5
    rect = mark.rect.adjusted(-off, -off, off, off)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)


def paint_legend(
    painter: QPainter, rect: Rect, legend: Legend, colours: Colours, kind: Type
) -> None:
    if not legend:
        return
    _paint_ground(painter, rect, colours)
    painter.setFont(kind.small)
    row = _row(kind)
    for number, (look, text) in enumerate(legend):
        middle = rect.y + 4 + row * (number + 0.5)
        painter.setPen(_pen(look, colours))
        left = rect.x + 8
        painter.drawLine(QPointF(left, middle), QPointF(left + SWATCH, middle))
        box = QRectF(left + SWATCH + 4, middle - 7, 14, 14)
        if LOOKS[look].icon:
            icons.draw(painter, LOOKS[look].icon, box, colours[LOOKS[look].token])
        painter.setPen(QColor(colours["text"]))
        space = QRectF(box.right() + 4, middle - row / 2, rect.width, row)
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, text)


def paint_scale(painter: QPainter, rect: Rect, frame: Frame, colours: Colours, kind: Type) -> None:
    """A bar of a round length at the latitude of the middle."""
    _paint_ground(painter, rect, colours)
    length, pixels = scale_bar(frame.km_per_pixel, rect.width - 16)
    right, base = rect.x + rect.width - 8, rect.y + rect.height - 6
    painter.setPen(QPen(QColor(colours["text"]), 1.5))
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(right - pixels, base - 5),
                QPointF(right - pixels, base),
                QPointF(right, base),
                QPointF(right, base - 5),
            ]
        )
    )
    painter.setFont(kind.small)
    space = QRectF(rect.x, rect.y, rect.width - 8, rect.height - 8)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    painter.drawText(space, flags, length_in_words(length))


def length_in_words(kilometres: float) -> str:
    if kilometres < 1:
        return _("{metres} m").format(metres=round(kilometres * 1000))
    return _("{kilometres} km").format(kilometres=round(kilometres))


def _paint_ground(painter: QPainter, rect: Rect, colours: Colours) -> None:
    ground = QColor(colours["surface"])
    ground.setAlpha(225)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours["border"]), 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(rect.x, rect.y, rect.width, rect.height), 4, 4)


def paint_focus(painter: QPainter, frame: Frame, colours: Colours) -> None:
    """A ring around the map itself, while it has the focus and none of its stops has."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours["focus"]), 2))
    painter.drawRect(QRectF(1, 1, frame.width - 2, frame.height - 2))
