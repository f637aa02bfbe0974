"""Draws bars: what is sure is filled, what is uncertain is hatched, an open end reaches to the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen

from planner.ui import theme
from planner.ui.board.pen import LEFT, RIGHT
from planner.ui.timeline.marks import RADIUS, MarkPen
from planner.ui.timeline.scene import Bar, Tone
from planner.ui.timeline.view import Cluster, View

_SOFT: Final = {
    Tone.NORMAL: "accentSoft",
    Tone.GOOD: "okSoft",
    Tone.WARNING: "warnSoft",
    Tone.LATE: "dangerSoft",
    Tone.OVER: "surface2",
}


class BarPen(MarkPen):
    def bar(self, painter: QPainter, bar: Bar, view: View, box: QRectF) -> tuple[QRectF, QRectF]:
        """Its left and right edge as far as they are seen, and those of what is sure."""
        left = box.left() - 20 if bar.whole[0] is None else view.x(bar.whole[0])
        right = box.right() + 20 if bar.whole[1] is None else view.x(bar.whole[1] + 1)
        right = max(right, left + 3)
        height = view.row - 12
        whole = QRectF(max(left, box.left() - 20), box.top() + 6, 0, height)
        whole.setRight(min(right, box.right() + 20))
        if whole.right() < box.left() or whole.left() > box.right():
            return whole, whole
        colour, soft = theme.color(bar.tone.value), theme.color(_SOFT[bar.tone])
        firm = QRectF(whole)
        if bar.firm[0] is not None:
            firm.setLeft(min(max(whole.left(), view.x(bar.firm[0])), whole.right()))
        if bar.firm[1] is not None:
            firm.setRight(max(min(whole.right(), view.x(bar.firm[1] + 1)), firm.left()))
        style = Qt.PenStyle.DashLine if bar.dashed else Qt.PenStyle.SolidLine
        path = QPainterPath()
        path.addRoundedRect(whole, 4, 4)
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.fillRect(whole, theme.color("surface"))
        painter.fillRect(whole, QBrush(colour, Qt.BrushStyle.BDiagPattern))
        painter.fillRect(firm, soft)
        painter.restore()
        painter.setPen(QPen(colour, 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        return whole, firm

    def bar_text(
        self,
        painter: QPainter,
        bar: Bar,
        edges: tuple[QRectF, QRectF],
        spots: Sequence[Cluster],
        box: QRectF,
    ) -> None:
        """The dates in the widest free part of what is sure, else beside the bar."""
        text, (whole, firm) = bar.text, edges
        wide = self.metrics(self.fonts.caption).horizontalAdvance(text) + 10
        left, right = max(firm.left(), box.left()), min(firm.right(), box.right())
        gaps = list(_gaps(left, right, [spot.x for spot in spots if left <= spot.x <= right]))
        inside = max(gaps, key=lambda gap: gap[1] - gap[0])
        painter.setFont(self.fonts.caption)
        painter.setPen(theme.color("text"))
        at, side = 0.0, LEFT
        near = [spot.x + RADIUS for spot in spots if spot.x <= left + wide]
        after_mark = max([whole.left(), firm.left(), box.left(), *near])
        after = max([whole.right(), *(spot.x + RADIUS for spot in spots)]) + 4
        before = min([whole.left(), *(spot.x - RADIUS for spot in spots)]) - 4 - wide
        if inside[1] - inside[0] >= wide:
            at = inside[0] + 5
        elif bar.over_by and min(whole.right(), box.right()) - after_mark >= wide:
            at = after_mark + 4  # nothing of it is sure: on the hatching, with room of its own
            patch = QRectF(at - 3, whole.top() + 2, wide - 4, whole.height() - 4)
            painter.fillRect(patch, theme.color("surface"))
        elif whole.right() >= box.left() and after + wide <= box.right():
            at = after
        elif before >= box.left() and whole.left() <= box.right():
            at, side = before, RIGHT
        else:
            return
        painter.drawText(QRectF(at, box.top(), wide, box.height()), side, text)


def _gaps(left: float, right: float, taken: Sequence[float]) -> Iterator[tuple[float, float]]:
    """The free parts between marks."""
    start = left
    for x in taken:
        yield start, x - RADIUS - 2
        start = x + RADIUS + 2
    yield start, right
