"""Visits: the list; Enter opens the visit as a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from planner.domain.ids import VisitId
from planner.domain.lines import VisitLine
from planner.domain.visits import DIRECTIONS, VISIT_STATUSES, Direction, VisitStatus
from planner.i18n import N_, _
from planner.ui.commands import Command
from planner.ui.models.table_model import Column
from planner.ui.pages.choices import country_name
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.visits_form import VisitForm
from planner.ui.widgets.fields import short_day

_TONES = {
    VisitStatus.CONFIRMED: "ok",
    VisitStatus.CANCELLED: "text2",
    VisitStatus.POSTPONED: "warn",
}


def status_text(line: VisitLine) -> str:
    """The status, with the number of the latest release."""
    status = _(VISIT_STATUSES[line.status])
    return f"{status} · v{line.release}" if line.release else status


class VisitsPage(ListPage):
    word = "visit"
    words: ClassVar[frozenset[str]] = frozenset(
        {"visit", "delegate", "item", "organisation", "release"}
    )

    @property
    def title(self) -> str:
        return _("Visits")

    def columns(self) -> Sequence[Column[VisitLine]]:
        return (
            Column(
                N_("Visit"),
                lambda line: line.title,
                220,
                icon=lambda line: "plane" if line.direction is Direction.OUTBOUND else "calendar",
            ),
            Column(N_("Code"), lambda line: line.code, 100, muted=True),
            Column(N_("First day"), lambda line: short_day(line.first_day), 115),
            Column(N_("Last day"), lambda line: short_day(line.last_day), 115),
            Column(N_("Status"), status_text, 115, tone=lambda line: _TONES.get(line.status)),
            Column(N_("Direction"), lambda line: _(DIRECTIONS[line.direction]), 90, muted=True),
            Column(
                N_("Country"), lambda line: country_name(self.context, line.country), 90, muted=True
            ),
            Column(N_("People"), lambda line: str(line.heads), 78, right=True),
        )

    def count(self, text: str) -> int:
        return self.context.planner.visits.count(text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[VisitLine]:
        return self.context.planner.visits.page(offset, limit, text)

    def make_form(self) -> RecordForm:
        return VisitForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.visits.remove(VisitId(key), origin=self)

    def new_text(self) -> str:
        return _("New visit")

    def nothing_yet(self) -> tuple[str, str]:
        return "calendar", _(
            "Visits stand here, with their people and days. Import a delegate list, or start an empty one."
        )

    def commands(self) -> list[Command]:
        return [
            Command(
                id="visit.open",
                text=_("Open the visit"),
                icon="folder-open",
                shortcuts=("Ctrl+Return",),
                scope="page",
                separator=True,
                enabled=lambda: bool(self.table.current_key),
                reason=_("Nothing is selected."),
                run=lambda: self.open_key(self.table.current_key),
            )
        ]

    def open_key(self, key: str) -> None:
        self.context.open_record("visit", key)
