"""Paints the board: hours, heads of days, whole-day items, and the ghost of what is carried."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from planner.domain.findings import Severity
from planner.i18n import _, day_in_words
from planner.ui import theme
from planner.ui.board import words
from planner.ui.board.cards import RADIUS, CardPen
from planner.ui.board.carrying import Carry, Grip
from planner.ui.board.geometry import Chip, Column, Geometry
from planner.ui.board.judging import Verdict
from planner.ui.board.pen import RIGHT
from planner.ui.board.scene import Scene
from planner.ui.delegates import itinerary_look as look

WORK: Final = (8 * 60, 18 * 60)
"""Hours outside are tinted; they are a habit, not a rule."""
CHIP_ROWS: Final = 4


class Heads(NamedTuple):
    """Heights inside the head, the same for all days."""

    title: float
    note: float
    chip: float
    rows: int

    @property
    def height(self) -> float:
        return self.title + self.note + self.rows * self.chip + 5


class View(NamedTuple):
    """How much of the board is to be seen: the viewport, the head, and how far it is scrolled."""

    size: QSize
    heads: Heads
    scroll_x: float
    scroll_y: float

    @property
    def head(self) -> float:
        return self.heads.height

    @property
    def body(self) -> QRectF:
        return QRectF(0, self.head, self.size.width(), self.size.height() - self.head)


class BoardPainter(CardPen):
    """The still picture, and what moves over it."""

    def heads(self, scene: Scene, geometry: Geometry, most: int = CHIP_ROWS) -> Heads:
        """``most`` is how many rows of whole-day items there may be."""
        noted = any(day.country or day.strips or day.other_zone for day in scene.days)
        caption = self.metrics(self.fonts.caption).height()
        return Heads(
            self.metrics(self.fonts.head).height() + 8,
            caption + 3 if noted else 0.0,
            caption + 6,
            min(geometry.chip_rows, most),
        )

    # the still picture

    def paint(
        self,
        painter: QPainter,
        scene: Scene,
        geometry: Geometry,
        view: View,
        selected: frozenset[str],
    ) -> None:
        """Everything but the focus and what is carried."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(), view.size), theme.color("surface"))
        body = view.body
        painter.save()
        painter.setClipRect(body)
        painter.translate(-view.scroll_x, view.head - view.scroll_y)
        visible = QRectF(view.scroll_x, view.scroll_y, body.width(), body.height())
        self._ground(painter, geometry, visible)
        for card in geometry.cards:
            if card.box.adjusted(-2, -40, 2, 40).intersects(visible):
                self.leader(painter, card)
                self.buffer(painter, scene, geometry, card)
        for card in geometry.cards:
            if card.box.intersects(visible):
                self.card(painter, scene, card, card.part.item.id in selected)
        painter.restore()
        self._ruler(painter, scene, geometry, view)
        self._heads(painter, scene, geometry, view, selected)

    def _ground(self, painter: QPainter, geometry: Geometry, visible: QRectF) -> None:
        height = max(geometry.height, visible.bottom())
        for column in geometry.columns:
            for start, end in ((0, WORK[0]), (WORK[1], 24 * 60)):
                box = QRectF(
                    column.x, geometry.y_of(start), column.width, geometry.y_of(end - start)
                )
                painter.fillRect(box, theme.color("nonwork"))
        half = QPen(theme.color("border"), 1, Qt.PenStyle.DotLine)
        whole = QPen(theme.color("border"), 1)
        left, right = geometry.metrics.ruler, geometry.width
        for hour in range(25):
            y = round(geometry.y_of(hour * 60)) + 0.5
            painter.setPen(whole)
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            if geometry.metrics.minute * 30 > 18 and hour < 24:
                y = round(geometry.y_of(hour * 60 + 30)) + 0.5
                painter.setPen(half)
                painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(QPen(theme.color("borderStrong"), 1))
        for column in geometry.columns:
            painter.drawLine(QPointF(column.x + 0.5, 0), QPointF(column.x + 0.5, height))
            if column.gutter:
                self._second_ruler(painter, geometry, column)

    def _second_ruler(self, painter: QPainter, geometry: Geometry, column: Column) -> None:
        """Hours of the other zone at the right edge of a day on which the clocks differ."""
        box = QRectF(column.x + column.inner, 0, column.gutter, geometry.height)
        painter.fillRect(box, theme.color("travelSoft"))
        painter.setFont(self.fonts.caption)
        painter.setPen(theme.color("travel"))
        height = self.metrics(self.fonts.caption).height()
        for hour in range(24):
            other = (hour * 60 + column.day.ahead) % (24 * 60)
            y = geometry.y_of(hour * 60)
            text = words.minute_text(other) if other % 60 else f"{other // 60:02d}"
            painter.drawText(QRectF(box.x(), y, box.width() - 3, height + 2), RIGHT, text)

    def _ruler(self, painter: QPainter, scene: Scene, geometry: Geometry, view: View) -> None:
        wide = geometry.metrics.ruler
        painter.save()
        painter.setClipRect(QRectF(0, view.head, wide, view.body.height()))
        painter.fillRect(QRectF(0, view.head, wide, view.body.height()), theme.color("bg"))
        painter.setFont(self.fonts.caption)
        painter.setPen(theme.color("text2"))
        height = self.metrics(self.fonts.caption).height()
        for hour in range(25):
            y = view.head - view.scroll_y + geometry.y_of(hour * 60)
            text = words.minute_text(hour * 60)
            painter.drawText(QRectF(0, y + 1, wide - 5, height), RIGHT, text)
        painter.restore()

    # heads

    def _heads(
        self,
        painter: QPainter,
        scene: Scene,
        geometry: Geometry,
        view: View,
        selected: frozenset[str],
    ) -> None:
        heads = view.heads
        painter.fillRect(QRectF(0, 0, view.size.width(), view.head), theme.color("surface2"))
        painter.save()
        painter.setClipRect(QRectF(geometry.metrics.ruler, 0, view.size.width(), view.head))
        painter.translate(-view.scroll_x, 0)
        for number, column in enumerate(geometry.columns):
            self._head(painter, scene, number, column, heads)
            painter.setPen(QPen(theme.color("borderStrong"), 1))
            painter.drawLine(QPointF(column.x + 0.5, 0), QPointF(column.x + 0.5, view.head))
        for chip in geometry.chips:
            self._chip(painter, scene, geometry, chip, heads, chip.item.id in selected)
        painter.restore()
        painter.setPen(QPen(theme.color("borderStrong"), 1))
        y = round(view.head) - 0.5
        painter.drawLine(QPointF(0, y), QPointF(view.size.width(), y))

    def _head(
        self, painter: QPainter, scene: Scene, number: int, column: Column, heads: Heads
    ) -> None:
        box = QRectF(column.x + 8, 2, column.width - 12, heads.title - 2)
        if found := scene.findings_on(number):
            box.setRight(self.badge(painter, box, str(len(found)), found[0].severity))
        date = self.day_title(column.day.date, box.width())
        self.write(painter, box, date, self.fonts.head, "text")
        note = self.day_note(scene, column)
        if note and heads.note:
            below = QRectF(column.x + 8, heads.title - 2, column.width - 12, heads.note)
            token = "travel" if column.day.strips else "text2"
            self.write(painter, below, note, self.fonts.caption, token)

    def day_title(self, date: dt.date, width: float) -> str:
        """The date in as many words as there is room for: the number of the day always stays."""
        texts = (
            day_in_words(date),
            day_in_words(date, month=False),
            str(date.day),
        )
        metrics = self.metrics(self.fonts.head)
        return next((one for one in texts if metrics.horizontalAdvance(one) <= width), texts[-1])

    def day_note(self, scene: Scene, column: Column) -> str:
        """Under the date: what changes at the border or with the clocks, else the country."""
        day = column.day
        for strip in day.strips:
            record, name = scene.country(strip.country) if strip.country else (None, "")
            if text := words.strip_text(strip, record, name):
                return text
        return scene.country(day.country)[1] if day.country else ""

    def chip_box(self, geometry: Geometry, chip: Chip, heads: Heads) -> QRectF:
        column = geometry.columns[chip.column]
        row = min(chip.row, heads.rows - 1)
        top = heads.title + heads.note + row * heads.chip
        return QRectF(column.x + 4, top, column.width - 8, heads.chip - 3)

    def _chip(
        self,
        painter: QPainter,
        scene: Scene,
        geometry: Geometry,
        chip: Chip,
        heads: Heads,
        selected: bool,
    ) -> None:
        column = geometry.columns[chip.column]
        beyond = len(column.day.whole) - heads.rows
        if chip.row >= heads.rows:
            return
        box = self.chip_box(geometry, chip, heads)
        name, token = look.KINDS[chip.item.kind]
        self.fill(painter, box, token, selected)
        self.icon(painter, name, token, QPointF(box.x() + 5, box.center().y() - 6), 12)
        text = chip.item.title
        if beyond > 0 and chip.row == heads.rows - 1:
            text = f"+{beyond}  {text}"
        self.write(painter, box.adjusted(21, 0, -4, 0), text, self.fonts.caption, "text")

    # what moves

    def ring(self, painter: QPainter, box: QRectF) -> None:
        """The focus: a gap and a line, told from the selection by standing off the card."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("surface"), 2))
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), RADIUS + 2, RADIUS + 2)

    def ghost(self, painter: QPainter, box: QRectF, carry: Carry, verdict: Verdict | None) -> None:
        """What is carried, in the colour of what the checks say, with the words beside it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = words.severity_token(verdict.severity) if verdict else "accent"
        fill = QColor(theme.color(f"{token}Soft"))
        fill.setAlphaF(0.92)
        painter.setBrush(fill)
        painter.setPen(QPen(theme.color(token), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        title = carry.item.title if carry.item else _("New entry")
        times = f"{words.minute_text(carry.start)}–{words.minute_text(carry.end)}"
        if carry.grip is Grip.WHOLE and carry.day != carry.end_day:
            times += " +1"
        inner = box.adjusted(8, 2, -4, -2)
        row = QRectF(inner.left(), inner.top(), inner.width(), min(self.line, inner.height()))
        self.write(painter, row, f"{times}  {title}", self.fonts.strong, "text")
        if verdict is not None and inner.height() >= 2 * self.line:
            row.translate(0, self.line)
            said = words.verdict_text(verdict)
            for text in self.wrap(said, self.fonts.caption, inner.width(), inner.width(), 3):
                if row.bottom() > inner.bottom() + 2:
                    break
                self.write(painter, row, text, self.fonts.caption, token)
                row.translate(0, self.line)

    def shades(
        self,
        painter: QPainter,
        geometry: Geometry,
        shades: dict[tuple[int, int], tuple[int, Severity | None]],
    ) -> None:
        """A bar at the left of each start that was tried: full for a conflict, hatched for a warning."""
        for (number, minute), (length, severity) in shades.items():
            column = geometry.columns[number]
            token = words.severity_token(severity)
            bar = QRectF(column.x + 1, geometry.y_of(minute), 7, geometry.y_of(length) - 1)
            pattern = {
                Severity.CONFLICT: Qt.BrushStyle.SolidPattern,
                Severity.WARNING: Qt.BrushStyle.FDiagPattern,
            }.get(severity or Severity.NOTE, Qt.BrushStyle.NoBrush)
            wash = QColor(theme.color(token))
            wash.setAlphaF(0.1)
            across = QRectF(column.x + 1, bar.y(), column.inner - 1, geometry.y_of(length))
            painter.fillRect(across, wash)
            painter.fillRect(bar, QBrush(theme.color(token), pattern))
