"""Paints the cards of the board: what an item is, when, who, what is found, which border is crossed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen

from planner.domain.findings import Severity
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.travel import Leg
from planner.i18n import _
from planner.ui import theme
from planner.ui.board import words
from planner.ui.board.geometry import Card, Geometry
from planner.ui.board.pen import Pen
from planner.ui.board.scene import Scene
from planner.ui.delegates import itinerary_look as look

RADIUS: Final = 5
STRIPE: Final = 4
ICON: Final = 14
_OPEN: Final = frozenset({ItemStatus.IDEA, ItemStatus.REQUESTED, ItemStatus.TENTATIVE})


class CardPen(Pen):
    """Everything a card says by colour it also says by icon, line or word."""

    def leader(self, painter: QPainter, card: Card) -> None:
        if card.box.top() - card.begins_at < 2:
            return
        painter.setPen(QPen(theme.color("borderStrong"), 1))
        x = card.box.left() + 2.5
        painter.drawLine(QPointF(x, card.begins_at), QPointF(x, card.box.top()))
        painter.drawLine(QPointF(x - 4, card.begins_at), QPointF(x + 4, card.begins_at))

    def buffer(self, painter: QPainter, scene: Scene, geometry: Geometry, card: Card) -> None:
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

    def card(self, painter: QPainter, scene: Scene, card: Card, selected: bool) -> None:
        item = card.part.item
        leg = scene.plan.leg_of.get(item.id)
        name, token = look.KINDS[item.kind]
        if leg is not None and item.kind is ItemKind.LEG:
            name = look.MODES[leg.mode]
        self.fill(painter, card.box, token, selected)
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

    def fill(self, painter: QPainter, box: QRectF, token: str, selected: bool) -> None:
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
            self.icon(painter, name, token, QPointF(top.left(), top.center().y() - ICON / 2), ICON)
            top.setLeft(top.left() + ICON + 4)
        if mark := scene.audience_mark(item):
            wide = self.metrics(self.fonts.caption).horizontalAdvance(mark) + 6
            if wide < top.width() * 0.7:
                self.write(painter, top, mark, self.fonts.caption, "text2")
                top.setLeft(top.left() + wide)
        title = self.title(item)
        times = words.times_text(item, scene.plan.towns_of(item))
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
        shown = self.wrap(title, self.fonts.strong, top.width(), box.width(), min(room, 4))
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
            self.write(painter, row, text, self.fonts.caption, "text2")
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
            self.write(painter, row, text, font, token)
        return max(1, min(len(lines), most))

    def _marks(self, painter: QPainter, scene: Scene, item: Item, row: QRectF) -> float:
        """Findings and the lock at the right of the first line; the x that is left for the title."""
        right = row.right()
        found = scene.found.get(item.id)
        if found:
            right = self.badge(painter, row, str(len(found)), found[0].severity)
        if item.fixed and row.width() > 60:
            self.icon(painter, "lock", "text2", QPointF(right - 13, row.center().y() - 6), 12)
            right -= 16
        return right

    def badge(
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
        self.icon(painter, name, token, QPointF(box.x() + 3, box.center().y() - 6), 12)
        self.write(painter, box.adjusted(17, 0, -1, 0), text, caption, token)
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
            self.write(painter, box.adjusted(4, 0, 0, 0), text, self.fonts.caption, "travel")


def _crosses(leg: Leg) -> bool:
    return bool(leg.from_country and leg.to_country) and leg.from_country != leg.to_country
