"""One person's days on a visit's page: what is on, what is free, what the others do meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import ITEM_STATUSES, ItemStatus
from planner.domain.persons_day import Role, Row, RowKind, Someone, people_of, persons_days
from planner.domain.plan import Plan
from planner.domain.privacy import Way
from planner.domain.run_of_show import length_text
from planner.i18n import N_, _, clock, day_in_words
from planner.ui import leaving
from planner.ui.board.words import times_text
from planner.ui.delegates import itinerary_look as look
from planner.ui.icons import icon
from planner.ui.models.itinerary_text import clock_at, span_text
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.day_lines import DayLines, Line
from planner.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.widgets.day_lines_paper import LinesPaper

ROLES = {
    Role.DELEGATE: N_("Delegate"),
    Role.HOST: N_("Host"),
    Role.RESOURCE: N_("Vehicle or interpreter"),
}

HEADS: Final = (N_("Time"), N_("Entry"), N_("Duration"), N_("Place"), N_("Remark"))
WIDTHS: Final = (150, 300, 80, 260, 160)


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
        self.who.setMinimumWidth(220)
        self.who.setMinimumHeight(28)
        completer = self.who.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.about = ElidedLabel("", "text2", parent=self)
        self.print = self._button("printer", _("Print…"), self.preview)
        self.hand = self._button("send", _("Send…"), self.hand_out)
        heads = [_(head) for head in HEADS]
        self.view = DayLines(_("One person's days"), heads, WIDTHS, self)
        self._arrange()
        self.who.activated.connect(lambda _row: self._fill())
        self.view.chosen.connect(lambda key: self.chosen.emit(ItemId(key)))
        self.view.copied.connect(self._copied)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 0, 16, 6)
        bar.setSpacing(12)
        bar.addWidget(self.who)
        bar.addWidget(self.about, 1)
        bar.addWidget(self.print)
        bar.addWidget(self.hand)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.view, 1)

    def _button(self, name: str, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: act())
        return button

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
            self._enable()
            return
        rows = persons_days(state.plan, who)
        self.view.show_lines(_sections(state.plan, rows))
        self._enable()
        count = sum(row.kind is RowKind.ITEM for row in rows)
        free = sum(row.minutes for row in rows if row.kind is RowKind.FREE)
        self.about.setText(
            _("{count} entries, {free} h free between them").format(
                count=count, free=length_text(free)
            )
        )

    # handing out

    @property
    def can_print(self) -> bool:
        return self.someone is not None

    @property
    def can_hand_out(self) -> bool:
        """Calendars are made for delegates."""
        return self.someone is not None and self.someone.role is Role.DELEGATE

    def _enable(self) -> None:
        self.print.setEnabled(self.can_print)
        self.hand.setEnabled(self.can_hand_out)
        self.hand.setToolTip(
            _("Calendar files for this person, as one may see them")
            if self.can_hand_out
            else _("Calendar files are made for delegates. These days can be printed.")
        )
        self._context.update_commands()

    def paper(self) -> LinesPaper:
        """What may be put into this person's hand: nothing internal, no mere ideas, no others' days."""
        from planner.ui.widgets.day_lines_paper import LinesPaper  # late: brings printers along

        state, who = self._state, self.someone
        assert state is not None
        assert who is not None
        plan = replace(
            state.plan,
            items=tuple(
                item
                for item in state.plan.items
                if item.is_public and item.status is not ItemStatus.IDEA
            ),
        )
        rows = [row for row in persons_days(plan, who) if row.kind is not RowKind.NOT_ON]
        visit = plan.visit
        parts = (visit.title, span_text(visit.first_day, visit.last_day), _stand(self._context))
        below = "  ·  ".join(part for part in parts if part)
        return LinesPaper(
            who.name, below, [_(head) for head in HEADS], WIDTHS, _sections(plan, rows)
        )

    def preview(self) -> None:
        if self.can_print:
            paper = self.paper()
            plan, who, text = self._shown(), self.someone, paper.text()
            paper.preview(
                self, lambda: leaving.days_left(self._context, plan, who, Way.PRINT, text)
            )

    def _shown(self) -> Plan:
        assert self._state is not None
        return self._state.plan

    def _copied(self, text: str) -> None:
        if self._state is not None:
            leaving.days_left(self._context, self._shown(), self.someone, Way.COPY, text)

    def hand_out(self) -> None:
        """The dialog that sends, opened for this person."""
        from planner.ui.dialogs.send import SendDialog

        state, who = self._state, self.someone
        if state is None or who is None or not self.can_hand_out:
            return
        dialog = SendDialog(self._context, state.visit_id, self, person=DelegateId(who.key))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _stand(context: Context) -> str:
    """Paper outlives the plan: it says when it was true."""
    return _("as of {date}").format(date=day_in_words(context.planner.today(), year=True))


def _sections(plan: Plan, rows: Sequence[Row]) -> list[tuple[str, list[Line]]]:
    days: dict[dt.date, list[Line]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(_line(plan, row))
    return [(day_in_words(day), lines) for day, lines in days.items()]


def _line(plan: Plan, row: Row) -> Line:
    item = row.item
    if item is None:
        at = clock_at(row.start)
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
            times_text(item, plan.towns_of(item)),
            item.title,
            "" if item.all_day else length_text(row.minutes),
            plan.place_of(item),
            _("others only") if away else _open(item.status),
        ),
        key=item.id,
        icon=look.MODES[leg.mode] if leg else name,
        token="text2" if away else token,
        muted=away,
    )


def _open(status: ItemStatus) -> str:
    """What is not confirmed yet says so."""
    return "" if status is ItemStatus.CONFIRMED else _(ITEM_STATUSES[status])
