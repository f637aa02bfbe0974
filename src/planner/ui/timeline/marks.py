"""Draws marks: the shape says the kind, a ring that it is open, a stroke that it was called off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from planner.ui import theme
from planner.ui.board.pen import Pen
from planner.ui.timeline.scene import Mark, MarkKind, Row, Tone
from planner.ui.timeline.view import Cluster, View

RADIUS: Final = 5.5
_ICONS: Final = {
    MarkKind.RENEWAL: "refresh-cw",
    MarkKind.GIFT: "gift",
    MarkKind.INVITATION: "mail",
    MarkKind.CALL: "flag",
}


class MarkPen(Pen):
    def spot(
        self,
        painter: QPainter,
        row: Row,
        spot: Cluster,
        box: QRectF,
        room: float,
        view: View,
        current: bool,
    ) -> None:
        mark = row.marks[spot.shown]
        if spot.x < box.left() - 40 or spot.x > box.right() + 40:
            return
        at = QPointF(spot.x, box.center().y())
        wide = (mark.last - mark.first + 1) * view.axis.scale
        if wide > 2 * RADIUS and mark.kind is not MarkKind.VISIT:
            painter.setPen(QPen(theme.color(mark.tone.value), 2, Qt.PenStyle.DotLine))
            painter.drawLine(at - QPointF(wide / 2, 0), at + QPointF(wide / 2, 0))
        self.mark(painter, mark, at, wide)
        if current:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = max(RADIUS, wide / 2 if mark.kind is MarkKind.VISIT else 0) + 4
            painter.drawRoundedRect(QRectF(at.x() - half, at.y() - 10, 2 * half, 20), 4, 4)
        text = f"×{len(spot.places)}" if len(spot.places) > 1 else mark.text
        half = max(RADIUS, wide / 2 if mark.kind is MarkKind.VISIT else 0)
        free = QRectF(at.x() + half + 6, box.top(), room - at.x() - half - 6, box.height())
        if text and free.width() >= min(
            60.0, self.metrics(self.fonts.caption).horizontalAdvance(text) + 4
        ):
            self.write(painter, free, text, self.fonts.caption, "text2" if mark.off else "text")

    def mark(self, painter: QPainter, mark: Mark, at: QPointF, wide: float = 0) -> None:
        """One mark; shape says the kind, a ring that it is open, a stroke that it was called off."""
        colour = theme.color((Tone.OVER if mark.off else mark.tone).value)
        if name := _ICONS.get(mark.kind):
            tone = (Tone.OVER if mark.off else mark.tone).value
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(at, 9, 9)
            self.icon(painter, name, tone, at - QPointF(7, 7), 14)
        else:
            painter.setPen(QPen(colour if mark.hollow else theme.color("surface"), 1.6))
            painter.setBrush(theme.color("surface") if mark.hollow else colour)
            painter.drawPath(_shape(mark.kind, at, wide))
        if mark.off:
            painter.setPen(QPen(theme.color("text2"), 1.6))
            painter.drawLine(at + QPointF(-8, 5), at + QPointF(8, -5))


def _shape(kind: MarkKind, at: QPointF, wide: float) -> QPainterPath:
    path, r, x, y = QPainterPath(), RADIUS, at.x(), at.y()
    if kind is MarkKind.REVIEW:
        path.moveTo(x, y - r - 1)
        path.lineTo(x + r + 1, y)
        path.lineTo(x, y + r + 1)
        path.lineTo(x - r - 1, y)
        path.closeSubpath()
    elif kind is MarkKind.NOTICE:
        path.moveTo(x, y - r - 1)
        path.lineTo(x + r + 1, y + r)
        path.lineTo(x - r - 1, y + r)
        path.closeSubpath()
    elif kind is MarkKind.VISIT:
        half = max(r, wide / 2)
        path.addRoundedRect(QRectF(x - half, y - r, 2 * half, 2 * r), 3, 3)
    elif kind is MarkKind.FOLLOW_UP:
        path.addRect(QRectF(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1))
    else:
        path.addEllipse(at, r, r)
    return path
