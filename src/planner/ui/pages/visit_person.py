"""One person's days on a visit's page: what is on, what is free, what the others do meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from planner.domain.ids import ItemId
from planner.domain.persons_day import Role, Row, RowKind, Someone, people_of, persons_days
from planner.domain.plan import Plan
from planner.domain.run_of_show import length_text
from planner.i18n import N_, _, clock, day_in_words
from planner.ui.board.words import times_text
from planner.ui.delegates import itinerary_look as look
from planner.ui.models.itinerary_text import city
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.day_lines import DayLines, Line
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.ui.context import Context

ROLES = {
    Role.DELEGATE: N_("Delegate"),
    Role.HOST: N_("Host"),
    Role.RESOURCE: N_("Vehicle or interpreter"),
}


class PersonView(QWidget):
    """One of the views over the items of a visit."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._people: list[Someone] = []
        self.who = QComboBox(self)
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.who.setAccessibleName(_("Whose days"))
        self.who.setMinimumWidth(280)
        self.who.setMinimumHeight(28)
        completer = self.who.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.about = Label("", "text2", parent=self)
        heads = [_("Time"), _("Entry"), _("Duration"), _("Place"), _("Remark")]
        self.view = DayLines(_("One person's days"), heads, (150, 300, 80, 260, 160), self)
        self._arrange()
        self.who.activated.connect(lambda _row: self._fill())
        self.view.chosen.connect(lambda key: self.chosen.emit(ItemId(key)))

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 0, 16, 6)
        bar.setSpacing(12)
        bar.addWidget(self.who)
        bar.addWidget(self.about)
        bar.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.view, 1)

    def show_state(self, state: VisitState) -> None:
        self._state = state
        before = self.someone
        self._people = people_of(state.plan)
        self.who.blockSignals(True)
        self.who.clear()
        for one in self._people:
            role = "" if one.role is Role.DELEGATE else f" · {_(ROLES[one.role])}"
            self.who.addItem(f"{one.name}{role}")
        keys = [(one.role, one.key) for one in self._people]
        if before is not None and (before.role, before.key) in keys:
            self.who.setCurrentIndex(keys.index((before.role, before.key)))
        self.who.blockSignals(False)
        self._fill()

    @property
    def someone(self) -> Someone | None:
        row = self.who.currentIndex()
        return self._people[row] if 0 <= row < len(self._people) else None

    def choose(self, item: ItemId | None) -> None:
        if item is not None:
            self.view.choose(item)

    def _fill(self) -> None:
        state, who = self._state, self.someone
        if state is None or who is None:
            self.view.show_lines([])
            self.about.setText(_("Nobody is in this visit yet."))
            return
        rows = persons_days(state.plan, who)
        days: dict[dt.date, list[Line]] = {}
        for row in rows:
            days.setdefault(row.day, []).append(_line(state.plan, row))
        self.view.show_lines([(day_in_words(day), lines) for day, lines in days.items()])
        count = sum(row.kind is RowKind.ITEM for row in rows)
        free = sum(row.minutes for row in rows if row.kind is RowKind.FREE)
        self.about.setText(
            _("{count} entries, {free} h free between them").format(
                count=count, free=length_text(free)
            )
        )


def _line(plan: Plan, row: Row) -> Line:
    item = row.item
    if item is None:
        at = f"{clock(row.start.local)} {city(row.start.zone)}"
        if row.kind is RowKind.FREE:
            text = _("free {minutes} min").format(minutes=row.minutes)
            return Line(
                (clock(row.start.local), text, length_text(row.minutes), "", ""), muted=True
            )
        said = (
            _("Arrives on their own") if row.kind is RowKind.ARRIVES else _("Leaves on their own")
        )
        return Line((at, said, "", "", ""), icon="arrow-right", token="travel")
    name, token = look.KINDS[item.kind]
    leg = plan.leg_of.get(item.id)
    away = row.kind is RowKind.NOT_ON
    return Line(
        (
            times_text(item),
            item.title,
            "" if item.all_day else length_text(row.minutes),
            plan.place_of(item),
            _("others only") if away else "",
        ),
        key=item.id,
        icon=look.MODES[leg.mode] if leg else name,
        token="text2" if away else token,
        muted=away,
    )
