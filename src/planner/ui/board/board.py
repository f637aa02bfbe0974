"""The board as a widget: what is in front, what is selected, and what mouse and keys ask for.

It never moves a card itself: it tells where one was dropped, and shows what it is shown next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from planner.domain.board import DAY_MINUTES
from planner.domain.findings import Severity
from planner.domain.ids import ItemId, VisitId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.visits import Visit
from planner.i18n import _, day_in_words
from planner.ui.board import keys, words
from planner.ui.board.carrying import Carry, Grip, lift, slot_of
from planner.ui.board.geometry import Card, Geometry, Metrics
from planner.ui.board.judging import Judge, Verdict
from planner.ui.board.painting import CHIP_ROWS, BoardPainter, Heads, View
from planner.ui.board.pointer import MIME, Pointer
from planner.ui.board.scene import Scene

FIRST_HOUR: Final = 7
HOURS_SEEN: Final = 14
LEAST_HOUR: Final = 34.0
"""Pixels an hour has at least; at a fitting height fourteen hours are seen."""


class Board(QAbstractScrollArea):
    """One tab stop. ``judge_for`` makes the judge of an item (None for a new one); ``is_tray`` knows
    whether unscheduled items wait at a point of the screen."""

    chosen = Signal(object)
    """The id of the item in front, or None."""
    selection_changed = Signal()
    dropped = Signal(object, object, object)
    """Item id (None for a new one), slot, and grip."""
    unschedule_wanted = Signal(object)
    wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = Scene(Plan(visit=Visit(id=VisitId(""))))
        self.geometry_ = Geometry((), {}, 0, Metrics(1, 1, 0, 0), 0)
        self.judge_for: Callable[[Item | None], Judge] | None = None
        self.is_tray: Callable[[QPoint], bool] = _nowhere
        self.current: ItemId | None = None
        self.selected: set[ItemId] = set()
        self.day: int = 0
        self.snap: int = 15
        self.zoom: float = 1.0
        self.carry: Carry | None = None
        self.verdict: Verdict | None = None
        self.by = ""
        self._judge: Judge | None = None
        self._outside = ""
        self.pointer = Pointer(self)
        self._still: QPixmap | None = None
        self._brush = BoardPainter(self.font())
        self._shades: dict[tuple[int, int], tuple[int, Severity | None]] = {}
        self._shading = QTimer(self)
        self._shading.setInterval(0)
        self._shading.timeout.connect(self._shade_next)
        self._scrolled = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(260, 180))
        self.verticalScrollBar().valueChanged.connect(self._scrolled_to)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_to)
        self._rename()

    # what is shown

    def show_scene(self, scene: Scene) -> None:
        """Show another state; item in front, selection and scroll position stay where they can."""
        first = not self.scene.days
        self.scene = scene
        self.selected = {key for key in self.selected if key in scene.plan.item}
        if self.current is not None and self.current not in scene.day_numbers:
            self.current = None
        if self.carry is not None and self.carry.item is not None:
            self.let_go()
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
        if day != self.day and self.carry is None:
            self.day = day
            self._lay_out()
        if scroll and self.current is not None:
            self._reveal(self.item_box(self.current))
        self._forget_still()
        self.chosen.emit(self.current)
        if self.hasFocus():
            keys.tell_focus(self)

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
        first = next((key for day, key in self.scene.order if day == number), None)
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

    # carrying

    def take_up(self, *, by: str = "keys") -> None:
        """Move mode: the item in front is carried by arrow keys, or follows the mouse to a click."""
        item = self.scene.plan.item.get(self.current) if self.current else None
        if item is None:
            self.said.emit(_("Choose an entry first."))
            return
        self.take(lift(item), by)
        self._tell_carry()

    def begin_keys(self, carry: Carry) -> None:
        """Move mode for something that is not on the board yet."""
        self.take(carry, "keys")
        self._tell_carry()

    def take(self, carry: Carry, by: str) -> None:
        """Carry this; ``by`` is "mouse" (held), "keys", "click" (follows to a click) or "tray"."""
        self.carry, self.by, self._outside = carry, by, ""
        self._judge = self.judge_for(carry.item) if self.judge_for else None
        self._shades = {}
        self._judged()
        self.viewport().update()

    def _judged(self) -> None:
        if self.carry is None:
            return
        if self._judge is not None:
            slot = slot_of(self.carry, self.scene.plan, self.scene.days)
            self.verdict = self._judge.verdict(slot)
            if not self._shading.isActive() and self.carry.grip is Grip.WHOLE:
                self._shading.start()

    def carry_to(self, carry: Carry) -> None:
        """Hold it elsewhere, and ask the checks."""
        back, self._outside = bool(self._outside), ""
        if self.carry is None or (carry == self.carry and not back):
            return
        self.carry = carry
        self._judged()
        self._tell_carry()
        self.viewport().update()

    def carry_outside(self) -> None:
        """It is held where nothing can be dropped: letting go there moves nothing and says so."""
        self._outside = _("Not moved: that is outside the days of the visit.")
        self.said.emit(_("Outside the days: let go here and nothing moves."))
        self.viewport().update()

    def _tell_carry(self) -> None:
        if self.carry is not None:
            self.said.emit(words.carry_text(self.carry, self.verdict))

    def drop(self) -> None:
        """Let it go where it is held; what is outside the days is refused and says why."""
        carry, reason = self.carry, self._outside
        self.let_go()
        if carry is None:
            return
        if reason:
            self.said.emit(reason)
            return
        slot = slot_of(carry, self.scene.plan, self.scene.days)
        if (
            carry.item is not None
            and carry.item.is_scheduled
            and carry == lift(carry.item, carry.grip)
        ):
            self.said.emit(_("Nothing was moved."))
            return
        self.dropped.emit(carry.item.id if carry.item else None, slot, carry.grip)

    def let_go(self) -> None:
        """Stop carrying; nothing was moved."""
        self.carry = self.verdict = self._judge = None
        self.by = ""
        self._shading.stop()
        self._shades = {}
        self.pointer.forget()
        self.viewport().unsetCursor()
        self.viewport().update()

    def cancel(self) -> None:
        if self.carry is not None:
            self.let_go()
            self.said.emit(_("Nothing was moved."))

    def nudge(self, minutes: int, grip: Grip = Grip.WHOLE) -> None:
        """The item in front so much later, or its end."""
        item = self._timed()
        if item is None or item.all_day:
            return
        carry = lift(item, grip).by(minutes)
        self.dropped.emit(item.id, slot_of(carry, self.scene.plan, self.scene.days), grip)

    def to_day(self, by: int) -> None:
        """The item in front to the day before or after, at the same time."""
        item = self._timed()
        if item is None:
            return
        carry = lift(item)
        carry = carry.on(carry.day + dt.timedelta(by))
        self.dropped.emit(item.id, slot_of(carry, self.scene.plan, self.scene.days), Grip.WHOLE)

    def _timed(self) -> Item | None:
        item = self.scene.plan.item.get(self.current) if self.current else None
        return item if item is not None and item.is_scheduled else None

    def _shade_next(self) -> None:
        """One more start of the day in hand is tried; the check of a visit takes some milliseconds."""
        carry = self.carry
        if carry is None or self._judge is None:
            self._shading.stop()
            return
        number = next((n for n, d in enumerate(self.scene.days) if d.date == carry.day), None)
        if number is None:
            self._shading.stop()
            return
        step = max(30, self.snap)
        first = int(self.geometry_.minute_at(self.view.scroll_y)) // step * step
        last = self.geometry_.minute_at(self.view.scroll_y + self._body_height())
        for minute in range(first, min(int(last), DAY_MINUTES - step), step):
            if (number, minute) not in self._shades:
                tried = carry.to(carry.day, minute, step)
                slot = slot_of(tried, self.scene.plan, self.scene.days)
                self._shades[number, minute] = (step, self._judge.verdict(slot).severity)
                self.viewport().update()
                return
        self._shading.stop()

    # events: painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        size = self.viewport().size()
        if self._still is None:
            self._still = QPixmap(size * ratio)
            self._still.setDevicePixelRatio(ratio)
            brush = QPainter(self._still)
            selected = frozenset(self.selected if len(self.selected) > 1 else {self.current or ""})
            self._brush.paint(brush, self.scene, self.geometry_, self.view, selected)
            brush.end()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._still)
        if self.carry is not None:
            self._paint_carry(painter)
        elif self.hasFocus():
            self._paint_focus(painter)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        if self.current is not None:
            box = self.item_box(self.current)
            if self.current in self.geometry_.cards_of:
                painter.setClipRect(self.view.body)
            self._brush.ring(painter, box)
        elif self.scene.days:
            self._brush.ring(painter, self.day_box(self.day).adjusted(4, 4, -4, -4))

    def _paint_carry(self, painter: QPainter) -> None:
        assert self.carry is not None
        view = self.view
        painter.setClipRect(view.body)
        painter.translate(-view.scroll_x, view.head - view.scroll_y)
        self._brush.shades(painter, self.geometry_, self._shades)
        if self._outside:
            return
        for number, day in enumerate(self.scene.days):
            if self.carry.day <= day.date <= self.carry.end_day:
                first = self.carry.start if day.date == self.carry.day else 0
                last = self.carry.end if day.date == self.carry.end_day else DAY_MINUTES
                if last > first:
                    box = self.geometry_.lane_box(number, first, last)
                    self._brush.ghost(painter, box, self.carry, self.verdict)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if not self._scrolled and self.scene.days:
            self._scroll_to_start()
        elif self.current is not None:
            self._reveal(self.item_box(self.current))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if event.type() in kinds and hasattr(self, "_brush"):
            self._brush = BoardPainter(self.font())
            self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None and self.scene.order and not self.selected:
            self.choose(self.first_item(), scroll=False)
        keys.tell_focus(self)
        self.viewport().update()

    def first_item(self) -> ItemId:
        """The first item with a time; a stay only where there is nothing else."""
        timed = (part.item.id for day in self.scene.days for part in day.parts)
        return next(timed, self.scene.order[0][1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # events: keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.pressed(self, event):
            event.ignore()

    def keyboard_menu_point(self) -> QPoint:
        """Where a menu opened from the keyboard belongs: under the item in front."""
        box = self.item_box(self.current) if self.current else self.day_box(self.day)
        return QPoint(int(box.x()) + 16, int(min(box.bottom(), self.viewport().height() - 8)))

    # events: mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double_click(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.keyboard_menu_point())
        else:
            self.menu_wanted.emit(event.pos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (1.15 if event.angleDelta().y() > 0 else 1 / 1.15))
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            return self._tip(event.pos(), event.globalPos())  # type: ignore[attr-defined]
        return super().viewportEvent(event)

    def _tip(self, point: QPoint, at: QPoint) -> bool:
        item = self.item_at(QPointF(point))
        text = ""
        if item is not None:
            text = self.spoken(item)
        elif point.y() < self.head:
            number = self.geometry_.column_at(self.to_content(QPointF(point)).x())
            if number is not None:
                text = self._brush.day_note(self.scene, self.geometry_.columns[number])
        if text:
            QToolTip.showText(at, text, self.viewport())
        else:
            QToolTip.hideText()
        return True

    def spoken(self, item: Item) -> str:
        """The item in one sentence, for screen readers and the tip."""
        plan = self.scene.plan
        return words.spoken_item(
            plan, item, self.scene.audience_mark(item) or _("All"),
            len(self.scene.found.get(item.id, ())),
        )  # fmt: skip

    # events: drag from the tray

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.pointer.drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.let_go()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.carry is not None:
            event.acceptProposedAction()
            self.drop()

    def item_rect_global(self, item: ItemId) -> QRect:
        """Where an item is on the screen, for screen readers."""
        box = self.item_box(item).toRect()
        return QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())


def _nowhere(_point: QPoint) -> bool:
    return False
