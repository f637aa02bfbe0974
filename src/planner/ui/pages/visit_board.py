"""The board with its tray on the page of a visit."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.domain.checks import Circumstances
from planner.domain.ids import ItemId
from planner.domain.itinerary import Item
from planner.domain.sites import Country
from planner.ui.board import accessible
from planner.ui.board.board import Board
from planner.ui.board.carrying import lift
from planner.ui.board.judging import Judge
from planner.ui.board.scene import Scene
from planner.ui.board.tray import Tray
from planner.ui.context import Context
from planner.ui.pages.choices import country_name
from planner.ui.pages.visit_state import VisitState

ROOMY = 820
"""Below this width the tray stands aside; its command still opens it."""


class BoardView(QWidget):
    """One of the views over the items of a visit; see :class:`planner.ui.pages.visit_views.ItemsView`."""

    chosen = Signal(object)
    wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    dropped = Signal(object, object, object)
    unschedule_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self._context = context
        self._state: VisitState | None = None
        self._around: Circumstances | None = None
        self._countries: dict[str, Country | None] = {}
        self._waiting: ItemId | None = None
        self.board = Board(self)
        self.board.judge_for = self._judge
        self.tray = Tray(self)
        self.board.is_tray = self.tray.is_at
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(self.tray)
        self._split.addWidget(self.board)
        self._split.setStretchFactor(1, 1)
        self._split.setCollapsible(1, False)
        self._split.setSizes([150, 900])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._split)
        self.setFocusProxy(self.board)
        self._connect()

    def _connect(self) -> None:
        self.board.chosen.connect(self._board_chose)
        self.board.wanted.connect(self.wanted)
        self.board.dropped.connect(self.dropped)
        self.board.unschedule_wanted.connect(self.unschedule_wanted)
        self.board.said.connect(self._say)
        self.board.menu_wanted.connect(partial(self._menu, self.board))
        self.tray.chosen.connect(self._tray_chose)
        self.tray.list.wanted.connect(self.wanted)
        self.tray.list.carried.connect(self.place)
        self.tray.list.menu_wanted.connect(partial(self._menu, self.tray.list))

    @property
    def view(self) -> QWidget:
        """What takes the keys."""
        return self.board

    @property
    def current(self) -> ItemId | None:
        return self._waiting or self.board.current

    @property
    def selected(self) -> set[ItemId]:
        return self.board.selected

    @property
    def day(self) -> dt.date | None:
        days = self.board.scene.days
        return days[self.board.day].date if days else None

    def show_state(self, state: VisitState) -> None:
        neighbour = self._neighbour(state)
        self._state, self._around = state, None
        scene = Scene(state.plan, tuple(state.findings), self._country)
        self.tray.show_scene(scene)
        waiting = self._waiting
        self.board.show_scene(scene)
        if waiting is not None and waiting not in state.plan.item:
            others = [item.id for item in state.plan.unscheduled]
            self.choose(others[0] if others else self.board.first_item(), scroll=False)
        elif waiting is not None and state.plan.item[waiting].is_scheduled:
            self.board.choose(waiting)
        elif waiting is None and self.board.current is None:
            if neighbour is not None:
                self.board.choose(neighbour)
            elif not self.board.selected and scene.order and self._fresh:
                self.board.choose(self.board.first_item(), scroll=False)
        self._fresh = False

    _fresh = True

    def _neighbour(self, state: VisitState) -> ItemId | None:
        """Who comes to the front when the item in front went away."""
        gone = self.board.current
        if gone is None or (gone in state.plan.item and state.plan.item[gone].is_scheduled):
            return None
        order = [key for _number, key in self.board.scene.order]
        if gone not in order:
            return None
        place = order.index(gone)
        known = {item.id for item in state.plan.scheduled}
        ahead = [*order[place + 1 :], *order[:place][::-1]]
        return next((key for key in ahead if key in known), None)

    def choose(self, item: ItemId | None, *, scroll: bool = True) -> None:
        """Put this item in front, on the board or in the tray."""
        waits = self._state is not None and item in {one.id for one in self._state.plan.unscheduled}
        if waits and item is not None:
            self._waiting = item
            self.board.choose(None)
            self.tray.choose(item)
            self._waiting = item
            self.chosen.emit(item)
        else:
            self._waiting = None
            self.board.choose(item, scroll=scroll)

    def place(self, item: ItemId) -> None:
        """Carry an item that waits onto the board, from nine o'clock of the day in front."""
        plan = self.board.scene.plan
        one = plan.item.get(item)
        day = self.day
        if one is not None and day is not None and not one.is_scheduled:
            self.board.setFocus()
            self.board.begin_keys(lift(one, at=(day, 9 * 60)))

    def carry(self, *, by_click: bool = False) -> None:
        """Move mode for what is in front; with ``by_click`` it follows the mouse to the next click."""
        if self._waiting is not None:
            self.place(self._waiting)
            return
        self.board.setFocus()
        self.board.take_up(by="click" if by_click else "keys")

    def _board_chose(self, item: ItemId | None) -> None:
        self._waiting = None
        self.chosen.emit(item)

    def _tray_chose(self, item: ItemId) -> None:
        if self._waiting != item:
            self.board.choose(None)
            self._waiting = item
            self.chosen.emit(item)

    def _judge(self, item: Item | None) -> Judge:
        assert self._state is not None
        if self._around is None:
            self._around = self._context.planner.checking.circumstances(self._state.plan)
        return Judge(self._state.plan, self._around, self._state.findings, item)

    def _country(self, code: str) -> tuple[Country | None, str]:
        if code not in self._countries:
            self._countries[code] = self._context.planner.keeper(Country).find(code)
        return self._countries[code], country_name(self._context, code)

    def _menu(self, widget: QWidget, point: QPoint) -> None:
        if widget is self.tray.list:
            row = self.tray.list.itemAt(point)
            if row is not None:
                self.tray.list.setCurrentItem(row)
        self.menu_wanted.emit(widget.mapToGlobal(point))

    def _say(self, text: str) -> None:
        """In the window and to screen readers, which do not see a label change."""
        self.said.emit(text)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.board, text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        waiting = bool(self._state and self._state.plan.unscheduled)
        self.tray.setVisible(self.width() >= ROOMY or (waiting and self.width() >= 560))
