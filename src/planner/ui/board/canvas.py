"""What the board shows and what is in front: scene, layout, scrolling, selection; no events, no carrying."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from planner.domain.ids import ItemId, VisitId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.visits import Visit
from planner.i18n import _, day_in_words
from planner.ui.board import words
from planner.ui.board.geometry import Card, Geometry, Metrics
from planner.ui.board.painting import CHIP_ROWS, BoardPainter, Heads, View
from planner.ui.board.scene import Scene

FIRST_HOUR: Final = 7
HOURS_SEEN: Final = 14
LEAST_HOUR: Final = 34.0
"""Pixels an hour has at least; at a fitting height fourteen hours are seen."""


class Canvas(QAbstractScrollArea):
    """Days side by side. ``chosen`` carries the id of the item in front, or None."""

    chosen = Signal(object)
    selection_changed = Signal()
    came_forward = Signal()
    """Another item is in front, for whoever tells screen readers."""
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene(Plan(visit=Visit(id=VisitId(""))))
        self.geometry_ = Geometry((), {}, 0, Metrics(1, 1, 0, 0), 0)
        self.current: ItemId | None = None
        self.selected: set[ItemId] = set()
        self.day: int = 0
        self.zoom: float = 1.0
        self._still: QPixmap | None = None
        self._brush = BoardPainter(self.font())
        self._scrolled = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(QSize(260, 180))
        self.verticalScrollBar().valueChanged.connect(self._scrolled_to)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_to)
        self._rename()

    @property
    def is_carrying(self) -> bool:
        """Whether something is on its way; the days keep their widths meanwhile."""
        return False

    def new_scene(self) -> None:
        """Another state is about to be shown; what is carried may be of the old one."""

    # what is shown

    def show_scene(self, scene: Scene) -> None:
        """Show another state; item in front, selection and scroll position stay where they can."""
        first = not self.scene.days
        self.scene = scene
        self.selected = {key for key in self.selected if key in scene.plan.item}
        if self.current is not None and self.current not in scene.day_numbers:
            self.current = None
        self.new_scene()
        self.day = max(0, min(self.day, len(scene.days) - 1))
        if self.current is not None:
            self.day = scene.day_numbers[self.current]
        self._lay_out()
        if (first or not self._scrolled) and scene.days:
            self._scroll_to_start()
        self._rename()

    def _rename(self) -> None:
        found = {finding.key for group in self.scene.found.values() for finding in group}
        count = len(self.scene.day_numbers)
        self.setAccessibleName(words.board_name(len(self.scene.days), count, len(found)))

    def _lay_out(self) -> None:
        brush = self._brush
        caption = brush.metrics(brush.fonts.caption)
        hour = max(LEAST_HOUR, brush.line * 1.9, self._body_height() / HOURS_SEEN) * self.zoom
        metrics = Metrics(
            hour / 60,
            brush.line + 3,
            caption.horizontalAdvance("00:00") + 12,
            caption.horizontalAdvance("00") + 10,
        )
        self.geometry_ = Geometry(
            self.scene.days, self.scene.placed, self.viewport().width(), metrics, self.day
        )
        self._bars()
        self._forget_still()

    def _body_height(self) -> float:
        return max(100.0, self.viewport().height() - self.head)

    @property
    def head(self) -> float:
        """Height of the heads of the days."""
        return self.heads.height

    @property
    def heads(self) -> Heads:
        """Where the board is low, whole-day items share fewer rows."""
        most = max(1, min(CHIP_ROWS, int(self.viewport().height() / 150)))
        return self._brush.heads(self.scene, self.geometry_, most)

    def _bars(self) -> None:
        body = self._body_height()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(int(body))
        down.setSingleStep(int(self.geometry_.metrics.minute * 30))
        down.setRange(0, max(0, int(self.geometry_.height - body) + 1))
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, int(self.geometry_.width - self.viewport().width())))

    def _scroll_to_start(self) -> None:
        """The first hour in which anything happens, or the morning."""
        starts = [part.start for day in self.scene.days for part in day.parts if part.begins]
        first = min([FIRST_HOUR * 60 + 60, *starts]) - 45
        self.verticalScrollBar().setValue(int(self.geometry_.y_of(max(0, first))))
        self._scrolled = False

    @property
    def view(self) -> View:
        return View(
            self.viewport().size(),
            self.heads,
            self.horizontalScrollBar().value(),
            self.verticalScrollBar().value(),
        )

    def _scrolled_to(self) -> None:
        self._scrolled = True
        self._forget_still()

    def _forget_still(self) -> None:
        self._still = None
        self.viewport().update()

    # where things are

    def to_content(self, point: QPointF) -> QPointF:
        view = self.view
        return QPointF(point.x() + view.scroll_x, point.y() - view.head + view.scroll_y)

    def _to_view(self, box: QRectF) -> QRectF:
        view = self.view
        return box.translated(-view.scroll_x, view.head - view.scroll_y)

    def item_box(self, item: ItemId) -> QRectF:
        """Where an item is on the viewport: its card, or its chip in the head; empty if nowhere."""
        cards = self.geometry_.cards_of.get(item)
        if cards:
            return self._to_view(cards[0].box)
        heads = self.heads
        for chip in self.geometry_.chips:
            if chip.item.id == item:
                box = self._brush.chip_box(self.geometry_, chip, heads)
                return box.translated(-self.view.scroll_x, 0)
        return QRectF()

    def item_at(self, point: QPointF) -> Item | None:
        card = self.card_at(point)
        return card.part.item if card else self._chip_at(point)

    def card_at(self, point: QPointF) -> Card | None:
        if point.y() < self.head or point.x() < self.geometry_.metrics.ruler:
            return None
        at = self.to_content(point)
        return self.geometry_.card_at(at.x(), at.y())

    def _chip_at(self, point: QPointF) -> Item | None:
        heads = self.heads
        for chip in reversed(self.geometry_.chips):
            box = self._brush.chip_box(self.geometry_, chip, heads)
            if chip.row < heads.rows and box.translated(-self.view.scroll_x, 0).contains(point):
                return chip.item
        return None

    def column_at(self, point: QPointF) -> int | None:
        """Which day is under a point of the viewport."""
        return self.geometry_.column_at(self.to_content(point).x())

    def day_box(self, number: int) -> QRectF:
        column = self.geometry_.columns[number]
        view = self.view
        return QRectF(column.x - view.scroll_x, 0, column.width, self.viewport().height())

    def place_at(self, point: QPointF) -> tuple[dt.date, float] | None:
        """Day and minute under a point of the viewport; None outside the grid."""
        view = self.view
        if not QRectF(QPointF(), view.size).contains(point) or point.y() < view.head:
            return None
        if point.x() < self.geometry_.metrics.ruler:
            return None
        at = self.to_content(point)
        number = self.geometry_.column_at(at.x())
        if number is None:
            return None
        return self.geometry_.columns[number].day.date, self.geometry_.minute_at(at.y())

    # in front and selected

    def choose(self, item: ItemId | None, *, scroll: bool = True) -> None:
        """Put this item in front, and nothing else."""
        self.selected = {item} if item is not None else set()
        self._come_forward(item, scroll=scroll)
        self.selection_changed.emit()

    def _come_forward(self, item: ItemId | None, *, scroll: bool = True) -> None:
        day = self.day
        self.current = item if item in self.scene.day_numbers else None
        if self.current is not None:
            day = self.scene.day_numbers[self.current]
        if day != self.day and not self.is_carrying:
            self.day = day
            self._lay_out()
        if scroll and self.current is not None:
            self._reveal(self.item_box(self.current))
        self._forget_still()
        self.chosen.emit(self.current)
        self.came_forward.emit()

    def toggle(self, item: ItemId) -> None:
        """Take an item into the selection, or out of it."""
        self.selected ^= {item}
        self._come_forward(item, scroll=False)
        self.selection_changed.emit()

    def select_all(self) -> None:
        self.selected = set(self.scene.day_numbers)
        self._forget_still()
        self.selection_changed.emit()

    def choose_day(self, number: int) -> None:
        """Stand on a day, on its first item if it has one."""
        if not 0 <= number < len(self.scene.days):
            return
        timed = [part.item.id for part in self.scene.days[number].parts]
        own = [key for day, key in self.scene.order if day == number]
        first = next((key for key in timed if key in own), own[0] if own else None)
        if first is not None:
            self.choose(first)
            return
        self.stand_on(number)
        self.said.emit(
            _("{day}, nothing planned").format(day=day_in_words(self.scene.days[number].date))
        )

    def stand_on(self, number: int) -> None:
        """Nothing in front, and this day under the cursor: where a new item goes."""
        self.selected = set()
        if number != self.day:
            self.day = number
            self._lay_out()
        self._come_forward(None, scroll=False)
        self.selection_changed.emit()

    def _reveal(self, box: QRectF) -> None:
        if box.isNull() or (box.top() < self.head - 1 and box.bottom() < self.head):
            if self.current in self.geometry_.cards_of:
                self.scroll_by(box.top() - self.head - 12)
            return
        bottom = self.viewport().height()
        if box.top() < self.head:
            self.scroll_by(box.top() - self.head - 12)
        elif box.bottom() > bottom:
            self.scroll_by(min(box.bottom() - bottom + 12, box.top() - self.head - 12))
        across = self.horizontalScrollBar()
        if box.right() > self.viewport().width():
            across.setValue(across.value() + int(box.right() - self.viewport().width()) + 12)
        elif box.left() < self.geometry_.metrics.ruler:
            across.setValue(across.value() - int(self.geometry_.metrics.ruler - box.left()) - 12)

    def scroll_by(self, pixels: float) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + int(pixels))

    def set_zoom(self, zoom: float) -> None:
        """Hours higher or lower; the time in the middle stays there."""
        middle = self.geometry_.minute_at(self.view.scroll_y + self._body_height() / 2)
        self.zoom = max(0.5, min(4.0, zoom))
        self._lay_out()
        self.verticalScrollBar().setValue(
            int(self.geometry_.y_of(middle) - self._body_height() / 2)
        )

    def first_item(self) -> ItemId:
        """The first item with a time; a stay only where there is nothing else."""
        timed = (part.item.id for day in self.scene.days for part in day.parts)
        return next(timed, self.scene.order[0][1])

    def keyboard_menu_point(self) -> QPoint:
        """Where a menu opened from the keyboard belongs: under the item in front."""
        box = self.item_box(self.current) if self.current else self.day_box(self.day)
        return QPoint(int(box.x()) + 16, int(min(box.bottom(), self.viewport().height() - 8)))

    def spoken(self, item: Item) -> str:
        """The item in one sentence, for screen readers and the tip."""
        plan = self.scene.plan
        return words.spoken_item(
            plan, item, self.scene.audience_mark(item) or _("All"),
            len(self.scene.found.get(item.id, ())),
        )  # fmt: skip

    def item_rect_global(self, item: ItemId) -> QRect:
        """Where an item is on the screen, for screen readers."""
        box = self.item_box(item).toRect()
        return QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())
