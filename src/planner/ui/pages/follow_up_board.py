"""The board of follow-ups: a column for each who has to see to something, ours first, then theirs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.domain.ids import FollowUpId
from planner.domain.lines import FollowUpLine
from planner.i18n import _, ngettext
from planner.services.follow_up_owners import OPEN
from planner.ui.pages.follow_up_giving import give_to
from planner.ui.pages.follow_up_lane import Lane
from planner.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from planner.domain.owners import Owner
    from planner.ui.context import Context

AT_ONCE: Final = 10
"""Columns that are read at first, and with each press of the button behind the last one."""
_WIDTH: Final = 28
"""Of a column, in widths of a letter."""


class FollowUpBoard(QScrollArea):
    """Arrow keys go up, down and across; Enter opens, Space ticks off."""

    chosen = Signal(str)
    opened = Signal(str)
    ticked = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._shown = context, AT_ONCE
        self._text, self.count = "", 0
        self._front: Lane | None = None
        self._reading = False
        self.lanes: list[Lane] = []
        self.setAccessibleName(_("Follow-ups by owner"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        whole = self._whole = QVBoxLayout(inner)
        whole.setContentsMargins(10, 4, 10, 4)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self.empty = EmptyState(inner)
        self.more = QPushButton(inner)
        self.more.setMinimumHeight(30)
        self.more.clicked.connect(self._show_more)
        self._row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addStretch(1)
        whole.addLayout(self._row, 1)
        whole.addWidget(self.empty, 1)
        self.setWidget(inner)

    # what is in front

    @property
    def current(self) -> FollowUpLine | None:
        return self._front.cards.line if self._front is not None else None

    @property
    def current_key(self) -> str:
        line = self.current
        return line.id if line is not None else ""

    def choose(self, key: str) -> bool:
        """Bring this card to the front, wherever it stands now; False when it is not here."""
        owner = self._context.planner.follow_up_owners.of(FollowUpId(key)) if key else None
        lane = next((one for one in self.lanes if owner and one.owner.id == owner.id), None)
        row = lane.model.seek(key) if lane is not None else None
        if lane is None or row is None:
            return False
        self._turn_to(lane, row)
        return True

    def take_focus(self) -> None:
        if self._front is None and self.lanes:
            self._turn_to(self.lanes[0], 0)
        if self._front is not None:
            self._front.cards.setFocus()
        elif self.empty.isVisible():
            self.empty.take_focus()

    # reading

    def read(self, text: str) -> None:
        """Read again; the card in front stays in front, or the one in its place comes there."""
        key, lane = self.current_key, self._front
        place = self.lanes.index(lane) if lane in self.lanes else 0
        row = lane.cards.currentIndex().row() if lane is not None else 0
        focused = any(one.cards.hasFocus() for one in self.lanes)
        self._text, self._reading = text, True
        owners = self._context.planner.follow_up_owners
        self._show_owners(owners.list(text, limit=self._shown))
        self.count = self._context.planner.follow_ups.shelf_count(OPEN, text)
        left = owners.count(text) - len(self.lanes) if len(self.lanes) == self._shown else 0
        self.more.setVisible(left > 0)
        self.more.setText(ngettext("{count} more owner", "{count} more owners", left))
        self.empty.setVisible(not self.lanes)
        self._whole.setStretch(0, 1 if self.lanes else 0)
        self._reading = False
        if key and not self.choose(key) and self.lanes:
            self._turn_to(self.lanes[min(place, len(self.lanes) - 1)], row)
        if focused:
            self.take_focus()
        self._tell()

    def _show_owners(self, owners: list[Owner]) -> None:
        known = {lane.owner.id: lane for lane in self.lanes}
        self.lanes = []
        for place, owner in enumerate(owners):
            lane = known.pop(owner.id, None)
            if lane is None:
                lane = self._made(owner)
            else:
                lane.show_owner(owner, self._text)
            self._row.insertWidget(place, lane)
            self.lanes.append(lane)
        for gone in known.values():
            if gone is self._front:
                self._front = None
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _made(self, owner: Owner) -> Lane:
        lane = Lane(self._context, owner, self._text, self.widget())
        lane.setFixedWidth(_WIDTH * self.fontMetrics().averageCharWidth())
        cards = lane.cards
        cards.across.connect(partial(self._across, lane))
        cards.chosen.connect(partial(self._chose, lane))
        cards.opened.connect(lambda: self.opened.emit(self.current_key))
        cards.ticked.connect(lambda: self.ticked.emit(self.current_key))
        cards.dropped.connect(partial(self._drop, lane))
        cards.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        cards.customContextMenuRequested.connect(
            lambda at: self.customContextMenuRequested.emit(
                self.mapFromGlobal(cards.viewport().mapToGlobal(at))
            )
        )
        return lane

    def _show_more(self) -> None:
        self._shown += AT_ONCE
        first = len(self.lanes)
        self.read(self._text)
        if first < len(self.lanes):
            self._turn_to(self.lanes[first], 0)
            self.take_focus()

    # going about

    def _across(self, lane: Lane, step: int) -> None:
        place = self.lanes.index(lane) + step
        if 0 <= place < len(self.lanes):
            self._turn_to(self.lanes[place], max(0, lane.cards.currentIndex().row()))
            self.take_focus()

    def _turn_to(self, lane: Lane, row: int) -> None:
        self._front = lane
        lane.cards.choose(row)
        self.ensureWidgetVisible(lane, 12, 0)
        self._tell()

    def _chose(self, lane: Lane) -> None:
        """A card of this column is in front now: no other column has one."""
        if self._reading or lane.cards.line is None:
            return
        self._front = lane
        for other in self.lanes:
            if other is not lane:
                other.cards.leave()
        self._tell()

    def _tell(self) -> None:
        if not self._reading:
            self.chosen.emit(self.current_key)

    def _drop(self, lane: Lane, key: str) -> None:
        if not self._context.planner.is_read_only:
            give_to(self._context, key, lane.owner, self)
