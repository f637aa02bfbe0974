"""Carrying items over the board: held, judged by the checks, dropped or let go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from planner.domain.board import DAY_MINUTES
from planner.domain.findings import Severity
from planner.domain.itinerary import Item
from planner.i18n import _
from planner.ui.board import words
from planner.ui.board.canvas import Canvas
from planner.ui.board.carrying import Carry, Grip, lift, slot_of
from planner.ui.board.judging import Judge, Verdict


class Mover(Canvas):
    """``judge_for`` makes the judge of an item (None for a new one); ``is_tray`` knows whether
    unscheduled items wait at a point of the screen."""

    dropped = Signal(object, object, object)
    """Item id (None for a new one), slot, and grip."""
    unschedule_wanted = Signal(object)
    wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    hands_free = Signal()
    """Nothing is carried any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.judge_for: Callable[[Item | None], Judge] | None = None
        self.is_tray: Callable[[QPoint], bool] = _nowhere
        self.snap: int = 15
        self.carry: Carry | None = None
        self.verdict: Verdict | None = None
        self.by = ""
        self._judge: Judge | None = None
        self._outside = ""
        self._shades: dict[tuple[int, int], tuple[int, Severity | None]] = {}
        self._shading = QTimer(self)
        self._shading.setInterval(0)
        self._shading.timeout.connect(self._shade_next)

    @property
    def is_carrying(self) -> bool:
        return self.carry is not None

    def new_scene(self) -> None:
        """What is carried belongs to the plan before: it is let go."""
        if self.carry is not None and self.carry.item is not None:
            self.let_go()

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
        self.hands_free.emit()
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


def _nowhere(_point: QPoint) -> bool:
    return False
