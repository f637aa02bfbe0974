"""What the mouse does on the board: choosing, lifting a card or its edge, stretching empty time."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from planner.domain.board import DAY_MINUTES
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item
from planner.i18n import _
from planner.ui.board.carrying import Carry, Grip, lift, slot_of, stretch
from planner.ui.board.geometry import Card
from planner.ui.board.mover import Mover

MIME: Final = "application/x-planner-item"
EDGE: Final = 7
"""Pixels at the upper and lower edge of a card that take hold of its start or end."""
SCROLL: Final = 18
"""So near to the upper or lower edge of the hours a carried item makes the board scroll."""


class _Press(NamedTuple):
    at: QPointF
    card: Card | None
    item: Item | None


class Pointer:
    """Knows where the button went down, and how far into the card it did."""

    def __init__(self, board: Mover) -> None:
        self._board = board
        self._press: _Press | None = None
        self._hold = 0.0

    def forget(self) -> None:
        """Nothing is pressed; what is carried next is held at its start."""
        self._press = None
        self._hold = 0.0

    def press(self, event: QMouseEvent) -> None:
        board, point = self._board, event.position()
        left = event.button() is Qt.MouseButton.LeftButton
        if board.carry is not None and board.by == "click":
            if left:
                self._follow(point)
                board.drop()
            else:
                board.cancel()
            return
        item = board.item_at(point)
        if item is None:
            self._press_empty(point, left)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            board.toggle(item.id)
        else:
            if left or item.id not in board.selected:
                board.choose(item.id, scroll=False)
            if left:
                self._press = _Press(point, board.card_at(point), item)

    def _press_empty(self, point: QPointF, left: bool) -> None:
        board = self._board
        if point.y() < board.head:
            number = board.column_at(point)
            if number is not None:
                board.choose_day(number)
        elif left and board.place_at(point) is not None:
            self._press = _Press(point, None, None)

    def move(self, point: QPointF) -> None:
        board = self._board
        if board.carry is not None and board.by in ("mouse", "click"):
            self._follow(point)
        elif self._press is None:
            card = board.card_at(point)
            edge = card is not None and self._grip_at(point, card) is not Grip.WHOLE
            if edge:
                board.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
            else:
                board.viewport().unsetCursor()
        elif (point - self._press.at).manhattanLength() >= QApplication.startDragDistance():
            self._lift(self._press, point)

    def _lift(self, press: _Press, point: QPointF) -> None:
        board = self._board
        place = board.place_at(press.at)
        self.forget()
        if press.item is None:
            if place is not None:
                board.take(stretch(place[0], place[1], board.snap), "mouse")
                self._follow(point)
            return
        grip = Grip.WHOLE if press.card is None else self._grip_at(press.at, press.card)
        carry = lift(press.item, grip)
        if place is not None:
            day, minute = place
            held_day, held = carry.held
            self._hold = minute - held + (day - held_day).days * DAY_MINUTES
        board.take(carry, "mouse")
        self._follow(point)

    def _grip_at(self, point: QPointF, card: Card) -> Grip:
        y = self._board.to_content(point).y()
        edge = min(EDGE, card.box.height() / 4)
        if card.folded:
            return Grip.WHOLE
        if card.part.ends and card.box.bottom() - y <= edge:
            return Grip.END
        if card.part.begins and y - card.box.top() <= edge and card.box.height() > 3 * EDGE:
            return Grip.START
        return Grip.WHOLE

    def _follow(self, point: QPointF) -> None:
        """Hold it under the mouse; near the upper and lower edge the board scrolls."""
        board, carry = self._board, self._board.carry
        if carry is None:
            return
        if point.y() > board.viewport().height() - SCROLL:
            board.scroll_by(12)
        elif board.head < point.y() < board.head + SCROLL:
            board.scroll_by(-12)
        place = board.place_at(point)
        whole_day = carry.item is not None and carry.item.all_day
        if place is None and whole_day and 0 <= point.y() < board.head:
            number = board.column_at(point)
            place = (board.scene.days[number].date, 0.0) if number is not None else None
        if place is None:
            board.carry_outside()
            return
        day, minute = place
        board.carry_to(carry.on(day) if whole_day else self._held_at(carry, day, minute))

    def _held_at(self, carry: Carry, day: dt.date, minute: float) -> Carry:
        """Where the held end is when the mouse is there: it was not taken at its very edge."""
        at = minute - self._hold
        if carry.grip is Grip.WHOLE:
            # The mouse may hold the second day of a night flight: then the first follows a day behind.
            back = -int(at // DAY_MINUTES) if at < 0 else 0
            return carry.to(day - dt.timedelta(back), at + back * DAY_MINUTES, self._board.snap)
        return carry.to(day, at, self._board.snap)

    def release(self, event: QMouseEvent) -> None:
        board = self._board
        if board.carry is not None and board.by == "mouse":
            if not self._on_tray(event):
                board.drop()
        elif self._press is not None and self._press.item is None:
            number = board.column_at(event.position())
            if number is not None:
                board.stand_on(number)
        self._press = None

    def _on_tray(self, event: QMouseEvent) -> bool:
        """Dropped where unscheduled items wait: its time is taken away."""
        board = self._board
        if not board.is_tray(event.globalPosition().toPoint()):
            return False
        item = board.carry.item if board.carry else None
        board.let_go()
        if item is not None:
            board.unschedule_wanted.emit(item.id)
        return True

    def double_click(self, point: QPointF) -> None:
        """Open an item; on empty time make one of an hour."""
        board = self._board
        self._press = None
        place = board.place_at(point)
        if board.item_at(point) is not None:
            board.wanted.emit("open")
        elif place is not None:
            carry = stretch(place[0], place[1] - board.snap / 2, board.snap)
            carry = carry.to(place[0], carry.start + 60, board.snap)
            slot = slot_of(carry, board.scene.plan, board.scene.days)
            board.dropped.emit(None, slot, Grip.NEW)

    def drag(self, event: QDragMoveEvent) -> None:
        """An item of the tray hovers over the days."""
        board = self._board
        place = board.place_at(event.position())
        item = board.scene.plan.item.get(ItemId(bytes(event.mimeData().data(MIME).data()).decode()))
        if item is None or place is None:
            event.ignore()
            board.let_go()
            board.said.emit(_("Outside the days: let go here and nothing moves."))
            return
        if board.carry is None:
            board.take(lift(item, at=(place[0], 0)), "tray")
        assert board.carry is not None
        board.carry_to(board.carry.to(place[0], place[1], board.snap))
        event.acceptProposedAction()
