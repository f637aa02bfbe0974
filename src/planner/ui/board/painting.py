"""Paints the board: hours, heads of days, cards with their marks, and the ghost of what is carried."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
)

from planner.domain.findings import Severity
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.travel import Leg
from planner.i18n import _, day_in_words
from planner.ui import theme
from planner.ui.board import words
from planner.ui.board.carrying import Carry, Grip
from planner.ui.board.geometry import Card, Chip, Column, Geometry
from planner.ui.board.judging import Verdict
from planner.ui.board.scene import Scene
from planner.ui.delegates import itinerary_look as look
from planner.ui.icons import icon

WORK: Final = (8 * 60, 18 * 60)
"""Hours outside are tinted; they are a habit, not a rule."""
CHIP_ROWS: Final = 4
RADIUS: Final = 5
STRIPE: Final = 4
ICON: Final = 14
LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER: Final = Qt.AlignmentFlag.AlignCenter
_OPEN: Final = frozenset({ItemStatus.IDEA, ItemStatus.REQUESTED, ItemStatus.TENTATIVE})


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


class BoardPainter:
    """Everything a card says by colour it also says by icon, line or word."""

    def __init__(self, font: QFont) -> None:
        self.fonts = fonts_of(font)
        self._metrics: dict[str, QFontMetricsF] = {}
        self._wrapped: dict[tuple[str, str, int, int], list[str]] = {}
        self._icons: dict[tuple[str, str, int, float], QPixmap] = {}

    # measures

    def metrics(self, font: QFont) -> QFontMetricsF:
        key = font.key()
        if key not in self._metrics:
            self._metrics[key] = QFontMetricsF(font)
        return self._metrics[key]

    @property
    def line(self) -> float:
        return self.metrics(self.fonts.body).height()

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
                self._leader(painter, card)
                self._buffer(painter, scene, geometry, card)
        for card in geometry.cards:
            if card.box.intersects(visible):
                self._card(painter, scene, card, card.part.item.id in selected)
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
        count = scene.findings_on(number)
        if count:
            box.setRight(self._badge(painter, box, str(count)))
        self._write(painter, box, day_in_words(column.day.date), self.fonts.head, "text")
        note = self.day_note(scene, column)
        if note and heads.note:
            below = QRectF(column.x + 8, heads.title - 2, column.width - 12, heads.note)
            token = "travel" if column.day.strips else "text2"
            self._write(painter, below, note, self.fonts.caption, token)

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
        self._fill(painter, box, token, selected)
        self._icon(painter, name, token, QPointF(box.x() + 5, box.center().y() - 6), 12)
        text = chip.item.title
        if beyond > 0 and chip.row == heads.rows - 1:
            text = f"+{beyond}  {text}"
        self._write(painter, box.adjusted(21, 0, -4, 0), text, self.fonts.caption, "text")

    # cards

    def _leader(self, painter: QPainter, card: Card) -> None:
        if card.box.top() - card.begins_at < 2:
            return
        painter.setPen(QPen(theme.color("borderStrong"), 1))
        x = card.box.left() + 2.5
        painter.drawLine(QPointF(x, card.begins_at), QPointF(x, card.box.top()))
        painter.drawLine(QPointF(x - 4, card.begins_at), QPointF(x + 4, card.begins_at))

    def _buffer(self, painter: QPainter, scene: Scene, geometry: Geometry, card: Card) -> None:
        """After a journey: the time that is kept free as a hatch, the border as a dashed line."""
        leg = scene.plan.leg_of.get(card.part.item.id)
        if leg is None or card.folded:
            return
        if leg.buffer_minutes and card.part.ends:
            box = QRectF(
                card.box.left(), card.box.bottom(), card.box.width(),
                geometry.y_of(leg.buffer_minutes),
            )  # fmt: skip
            painter.fillRect(box, QBrush(theme.color("travel"), Qt.BrushStyle.BDiagPattern))

    def _card(self, painter: QPainter, scene: Scene, card: Card, selected: bool) -> None:
        item = card.part.item
        leg = scene.plan.leg_of.get(item.id)
        name, token = look.KINDS[item.kind]
        if leg is not None and item.kind is ItemKind.LEG:
            name = look.MODES[leg.mode]
        self._fill(painter, card.box, token, selected)
        stripe = QRectF(card.box.left(), card.box.top(), STRIPE, card.box.height())
        painter.fillRect(stripe, theme.color(token))
        if item.kind is ItemKind.BLOCKER:
            hatch = QColor(theme.color("free"))
            hatch.setAlphaF(0.35)
            painter.fillRect(card.box, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        self._outline(painter, card.box, item, token, selected)
        self._inside(painter, scene, card, name, token)
        if leg is not None and card.part.ends:
            self._border(painter, scene, card, leg)

    def _fill(self, painter: QPainter, box: QRectF, token: str, selected: bool) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS, RADIUS)
        painter.fillPath(path, theme.color(f"{token}Soft"))

    def _outline(
        self, painter: QPainter, box: QRectF, item: Item, token: str, selected: bool
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if item.status in _OPEN:
            painter.setPen(QPen(theme.color(token), 1.2, Qt.PenStyle.DashLine))
        else:
            painter.setPen(QPen(theme.color(token), 0.6))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if selected:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)

    def _inside(self, painter: QPainter, scene: Scene, card: Card, name: str, token: str) -> None:
        item, line = card.part.item, self.line
        box = card.box.adjusted(STRIPE + 4, 1, -4, -1)
        lines = max(1, int((box.height() + 1) / line))
        top = QRectF(box.left(), box.top(), box.width(), min(line, box.height()))
        top.setRight(self._marks(painter, scene, item, top))
        if lines > 1 or box.width() > 110:
            self._icon(painter, name, token, QPointF(top.left(), top.center().y() - ICON / 2), ICON)
            top.setLeft(top.left() + ICON + 4)
        if mark := scene.audience_mark(item):
            wide = self.metrics(self.fonts.caption).horizontalAdvance(mark) + 6
            if wide < top.width() * 0.7:
                self._write(painter, top, mark, self.fonts.caption, "text2")
                top.setLeft(top.left() + wide)
        title = self.title(item)
        times = words.times_text(item)
        if lines == 1:
            start = times.split("–")[0].strip()
            self._title(painter, item, [f"{start} {title}".strip()], top, box, 1)
            return
        rest = self._rest(scene, item, times)
        strong = self.metrics(self.fonts.strong)
        below = lines > 2 and strong.horizontalAdvance(title.split(" ")[0]) > top.width()
        if below:  # the first word has no room beside the marks
            top = QRectF(box.left(), box.top() + line, box.width(), line)
            box.setTop(top.top())
            lines -= 1
        room = max(1, lines - 1 if times else lines)
        shown = self._wrap(title, self.fonts.strong, top.width(), box.width(), min(room, 4))
        used = self._title(painter, item, shown, top, box, lines)
        self._below(painter, scene, card, rest, QRectF(box.adjusted(0, used * line, 0, 0)))

    def _below(
        self, painter: QPainter, scene: Scene, card: Card, rest: list[str], box: QRectF
    ) -> None:
        """Times, place and hosts, as many lines as fit; the label of a border keeps its corner."""
        height = self.metrics(self.fonts.caption).height()
        row = QRectF(box.left(), box.top(), box.width(), height)
        for text in rest:
            if row.bottom() > box.bottom() + 2:
                return
            label = self._border_box(scene, card)
            if label is not None and row.bottom() > label.top():
                row.setRight(label.left() - 4)
            self._write(painter, row, text, self.fonts.caption, "text2")
            row.translate(0, height)

    def title(self, item: Item) -> str:
        """A question mark where nothing is promised, as on paper; internal ones say so."""
        text = f"{item.title} ?" if item.status in _OPEN else item.title
        if item.kind is ItemKind.BLOCKER:
            return _("{title} (internal)").format(title=text)
        return text

    def _rest(self, scene: Scene, item: Item, times: str) -> list[str]:
        hosts = ", ".join(scene.plan.host_name(host) for host in scene.plan.hosts_of(item))
        leg = scene.plan.leg_of.get(item.id)
        number = " ".join(part for part in (leg.carrier, leg.number) if part) if leg else ""
        parts = [times, number, scene.plan.place_of(item), item.second_title, hosts]
        return [part for part in parts if part]

    def _title(
        self, painter: QPainter, item: Item, lines: list[str], first: QRectF, box: QRectF, most: int
    ) -> int:
        font, token = self.fonts.strong, "text"
        if item.status is ItemStatus.CANCELLED:
            font, token = QFont(font), "text2"
            font.setStrikeOut(True)
        for number, text in enumerate(lines[:most]):
            row = (
                first
                if number == 0
                else QRectF(box.left(), box.top() + number * self.line, box.width(), self.line)
            )
            self._write(painter, row, text, font, token)
        return max(1, min(len(lines), most))

    def _marks(self, painter: QPainter, scene: Scene, item: Item, row: QRectF) -> float:
        """Findings and the lock at the right of the first line; the x that is left for the title."""
        right = row.right()
        found = scene.found.get(item.id)
        if found:
            right = self._badge(painter, row, str(len(found)), found[0].severity)
        if item.fixed and row.width() > 60:
            self._icon(painter, "lock", "text2", QPointF(right - 13, row.center().y() - 6), 12)
            right -= 16
        return right

    def _badge(
        self,
        painter: QPainter,
        row: QRectF,
        text: str,
        severity: Severity = Severity.WARNING,
    ) -> float:
        grave = severity is Severity.CONFLICT
        token, soft = ("danger", "dangerSoft") if grave else ("warn", "warnSoft")
        caption = self.fonts.caption
        wide = self.metrics(caption).horizontalAdvance(text) + 20
        box = QRectF(row.right() - wide, row.top() + 1, wide, row.height() - 2)
        painter.setPen(QPen(theme.color(token), 1))
        painter.setBrush(theme.color(soft))
        painter.drawRoundedRect(box, 4, 4)
        name = "circle-alert" if grave else "triangle-alert"
        self._icon(painter, name, token, QPointF(box.x() + 3, box.center().y() - 6), 12)
        self._write(painter, box.adjusted(17, 0, -1, 0), text, caption, token)
        return box.left() - 4

    def _border_box(self, scene: Scene, card: Card) -> QRectF | None:
        """Where the countries of a border stand in a card; None where none is crossed or no room is."""
        leg = scene.plan.leg_of.get(card.part.item.id)
        if leg is None or not _crosses(leg) or not card.part.ends:
            return None
        caption = self.metrics(self.fonts.caption)
        wide = caption.horizontalAdvance(f"{leg.from_country} → {leg.to_country}") + 8
        if card.box.height() < 2.6 * self.line or card.box.width() < wide + 20:
            return None
        bottom = card.box.bottom() - 2
        return QRectF(
            card.box.right() - wide - 2, bottom - caption.height(), wide, caption.height()
        )

    def _border(self, painter: QPainter, scene: Scene, card: Card, leg: Leg) -> None:
        if not _crosses(leg):
            return
        y = card.box.bottom() - 1
        painter.setPen(QPen(theme.color("travel"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(card.box.left() + STRIPE, y), QPointF(card.box.right(), y))
        box = self._border_box(scene, card)
        if box is not None:
            text = f"{leg.from_country} → {leg.to_country}"
            self._write(painter, box.adjusted(4, 0, 0, 0), text, self.fonts.caption, "travel")

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
        self._write(painter, row, f"{times}  {title}", self.fonts.strong, "text")
        if verdict is not None and inner.height() >= 2 * self.line:
            row.translate(0, self.line)
            said = words.verdict_text(verdict)
            for text in self._wrap(said, self.fonts.caption, inner.width(), inner.width(), 3):
                if row.bottom() > inner.bottom() + 2:
                    break
                self._write(painter, row, text, self.fonts.caption, token)
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

    # tools

    def _write(self, painter: QPainter, box: QRectF, text: str, font: QFont, token: str) -> None:
        if box.width() <= 3 or not text:
            return
        painter.setFont(font)
        painter.setPen(theme.color(token))
        lines = self._wrap(text, font, box.width(), box.width(), 1)
        painter.drawText(box, LEFT | Qt.TextFlag.TextSingleLine, lines[0] if lines else "")

    def _icon(self, painter: QPainter, name: str, token: str, at: QPointF, size: int) -> None:
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

    def _wrap(self, text: str, font: QFont, first: float, others: float, most: int) -> list[str]:
        """The text in at most so many lines, the last one shortened with an ellipsis."""
        key = (text, font.key(), round(first) * 10_000 + round(others), most)
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


def _crosses(leg: Leg) -> bool:
    return bool(leg.from_country and leg.to_country) and leg.from_country != leg.to_country


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
