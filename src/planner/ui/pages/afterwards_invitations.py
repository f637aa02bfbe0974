"""Invitations that were spoken during a visit, or that it answers; to be changed where they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.invitations import INVITATION_DIRECTIONS, Invitation
from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.choices import country_name, organisation_value, visit_value
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.fields import short_day
from planner.ui.widgets.table import Table


class InvitationsSection(QWidget):
    title = N_("Invitations")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.state: VisitState | None = None
        self.verbs = QWidget(self)
        self.table = Table(_(self.title), self)
        self.model = ListTable[Invitation](self._columns(), (), lambda one: one.id, self)
        self.table.show_model(self.model)
        self.table.set_empty("mail", _("No invitation was given or received during this visit."))
        self.table.opened.connect(self._open)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table)

    def _columns(self) -> Sequence[Column[Invitation]]:
        return (
            Column(N_("Invitation"), lambda one: one.text or "–", 240, takes_rest=True),
            Column(N_("Direction"), lambda one: _(INVITATION_DIRECTIONS[one.direction]), 120),
            Column(N_("Whom"), self._whom, 170, muted=True),
            Column(
                N_("Given on"), lambda one: short_day(one.given_on), 100, muted=True, keeps=True
            ),
            Column(N_("Answered"), self._answer, 150, muted=True),
        )

    def _whom(self, one: Invitation) -> str:
        house = organisation_value(self._context, one.organisation_id)
        return house[1] if house else country_name(self._context, one.country)

    def _answer(self, one: Invitation) -> str:
        if one.withdrawn_on is not None:
            return _("Withdrawn")
        visit = visit_value(self._context, one.answered_by_id)
        return visit[1] if visit else _("Open")

    def show_state(self, state: VisitState) -> None:
        self.state = state
        self.read_again()

    def read_again(self) -> None:
        if self.state is None:
            return
        keeper = self._context.planner.keeper(Invitation)
        visit = self.state.visit_id
        found = {one.id: one for one in keeper.of(visit_id=visit)}
        found |= {one.id: one for one in keeper.of(answered_by_id=visit)}
        self.model.set_lines(list(found.values()))
        self.table.tell_again()

    def commit(self) -> None:
        """Nothing is typed here."""

    def _open(self, key: str) -> None:
        """The visit on the other end, if there is one."""
        row = self.model.row_of(key)
        if row is None or self.state is None:
            return
        one = self.model.line(row)
        other = one.answered_by_id if one.visit_id == self.state.visit_id else one.visit_id
        if other:
            self._context.open_record("visit", other)
