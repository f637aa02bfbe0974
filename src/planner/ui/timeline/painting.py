"""Paints a timeline: the axis, rows with bars and marks, today, the legend; on the screen or on paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from planner.domain.times import UNKNOWN_DATE
from planner.i18n import _
from planner.ui import theme
from planner.ui.board.pen import LEFT
from planner.ui.timeline.bars import BarPen
from planner.ui.timeline.scene import MARK_NAMES, Mark, MarkKind, Row, Scene, Tone
from planner.ui.timeline.view import NEAR, View, clusters

_LEGEND_TONES: Final = {MarkKind.NOTICE: Tone.WARNING}


class TimelinePainter(BarPen):
    """``paint`` draws a whole picture; only rows in sight cost anything."""

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self.caption = self.metrics(self.fonts.caption)

    @property
    def row_height(self) -> float:
        return round(self.line + 13)

    @property
    def head_height(self) -> float:
        return round(self.caption.height() * 2 + 9)

    @property
    def foot_height(self) -> float:
        return round(self.caption.height() + 10)

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        view: View,
        current: tuple[int, int] = (-1, -1),
        *,
        focused: bool = False,
    ) -> None:
        """``current`` is the row and the mark in front; -1 for none."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(), view.size), theme.color("surface"))
        if current[0] >= 0:
            top = view.top_of(current[0])
            box = QRectF(0, top, view.size.width(), view.row)
            painter.fillRect(box.intersected(_below_head(view)), theme.color("surface2"))
        self._lines(painter, view)
        painter.save()
        painter.setClipRect(view.body)
        for number in view.seen(len(scene.rows)):
            mark = current[1] if number == current[0] else -1
            self._chart(painter, scene.rows[number], view, view.top_of(number), mark)
        self._today(painter, scene, view)
        painter.restore()
        self._titles(painter, scene, view, current[0], focused)
        self._head(painter, scene, view)
        if view.foot:
            self._legend(painter, scene, view)

    # the axis

    def _lines(self, painter: QPainter, view: View) -> None:
        body = view.body
        painter.save()
        painter.setClipRect(body)
        for ticks, token in ((view.axis.parts(), "surface2"), (view.axis.years(), "border")):
            painter.setPen(QPen(theme.color(token), 1))
            for tick in ticks:
                x = round(view.x(tick.day)) + 0.5
                painter.drawLine(QPointF(x, body.top()), QPointF(x, body.bottom()))
        painter.restore()

    def _head(self, painter: QPainter, scene: Scene, view: View) -> None:
        width = view.size.width()
        painter.fillRect(QRectF(0, 0, width, view.head), theme.color("bg"))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(QPointF(0, view.head - 0.5), QPointF(width, view.head - 0.5))
        painter.save()
        painter.setClipRect(QRectF(view.labels, 0, width - view.labels, view.head))
        height = self.caption.height() + 2
        years = list(view.axis.years())
        for tick in years:
            # The year in which the left edge lies keeps its name in sight.
            start, end = view.x(tick.day), view.x(tick.day + tick.days)
            left = max(start, view.labels)
            box = QRectF(left + 5, 3, max(0.0, end - left - 8), height)
            if box.width() >= self.caption.horizontalAdvance(tick.text) - 1 or start >= view.labels:
                painter.setFont(self.fonts.strong if view.axis.scale > 0.1 else self.fonts.caption)
                painter.setPen(theme.color("text"))
                painter.drawText(box.adjusted(0, 0, 30, 0), LEFT, tick.text)
        for tick in view.axis.parts():
            room = tick.days * view.axis.scale - 5
            box = QRectF(view.x(tick.day) + 5, height + 3, room, height)
            self.write(painter, box, tick.text, self.fonts.caption, "text2")
        painter.restore()
        self._today_name(painter, scene, view)

    def _today(self, painter: QPainter, scene: Scene, view: View) -> None:
        x = view.x(scene.today.toordinal() + 0.5)
        painter.setPen(QPen(theme.color("danger"), 1.5))
        painter.drawLine(QPointF(x, view.body.top()), QPointF(x, view.body.bottom()))

    def _today_name(self, painter: QPainter, scene: Scene, view: View) -> None:
        x = view.x(scene.today.toordinal() + 0.5)
        if not view.labels <= x <= view.size.width():
            return
        text = _("today")
        wide = self.caption.horizontalAdvance(text) + 10
        left = min(max(view.labels + 2, x - wide / 2), view.size.width() - wide - 2)
        box = QRectF(left, view.head - self.caption.height() - 3, wide, self.caption.height() + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("dangerSoft"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(self.fonts.caption)
        painter.setPen(theme.color("danger"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    # rows

    def _titles(
        self, painter: QPainter, scene: Scene, view: View, current: int, focused: bool
    ) -> None:
        painter.save()
        painter.setClipRect(_below_head(view))
        line = QPen(theme.color("surface2"), 1)
        for number in view.seen(len(scene.rows)):
            row, top = scene.rows[number], view.top_of(number)
            painter.setPen(line)
            bottom = top + view.row - 0.5
            painter.drawLine(QPointF(0, bottom), QPointF(view.size.width(), bottom))
            left = 12.0
            if row.icon:
                self.icon(painter, row.icon, "text2", QPointF(left, top + view.row / 2 - 8), 16)
                left += 24
            box = QRectF(left, top, view.labels - left - 10, view.row)
            self.write(painter, box, row.title, self.fonts.body, "text")
            if number == current and focused:
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(1, top + 1, view.size.width() - 2, view.row - 2))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(
            QPointF(view.labels - 0.5, view.head), QPointF(view.labels - 0.5, view.body.bottom())
        )
        painter.restore()

    def _chart(self, painter: QPainter, row: Row, view: View, top: float, current: int) -> None:
        box = QRectF(view.labels, top, view.body.width(), view.row)
        spots = clusters(row, view, current)
        if row.bar is not None:
            edges = self.bar(painter, row.bar, view, box)
            self.bar_text(painter, row.bar, edges, spots, box)
        elif not row.marks:
            self.write(
                painter, box.adjusted(8, 0, 0, 0), _("without a date"), self.fonts.caption, "text2"
            )
        for place, spot in enumerate(spots):
            after = spots[place + 1].x if place + 1 < len(spots) else box.right()
            room = after - NEAR if row.bar is None else spot.x
            self.spot(painter, row, spot, box, room, view, spot.shown == current)

    # the legend

    def _legend(self, painter: QPainter, scene: Scene, view: View) -> None:
        top = view.size.height() - view.foot
        painter.fillRect(QRectF(0, top, view.size.width(), view.foot), theme.color("bg"))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(QPointF(0, top + 0.5), QPointF(view.size.width(), top + 0.5))
        left = 14.0
        for kind in scene.kinds:
            text = _(MARK_NAMES[kind])
            wide = self.caption.horizontalAdvance(text)
            if left + wide + 20 > view.size.width():
                return
            sample = Mark("", kind, UNKNOWN_DATE, tone=_LEGEND_TONES.get(kind, Tone.NORMAL))
            self.mark(painter, sample, QPointF(left, top + view.foot / 2))
            painter.setFont(self.fonts.caption)
            painter.setPen(theme.color("text2"))
            painter.drawText(QRectF(left + 11, top, wide + 4, view.foot), LEFT, text)
            left += wide + 32


def _below_head(view: View) -> QRectF:
    return QRectF(0, view.head, view.size.width(), view.body.height())
