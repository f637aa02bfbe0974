"""The card of what is on now or next: the visits, their next entries, and what is done with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.home_words import (
    entry_clock,
    visit_days,
    visit_state,
)
from planner.ui.widgets.card import Card

if TYPE_CHECKING:
    from planner.domain.ids import VisitId
    from planner.domain.lines import VisitLine
    from planner.domain.outlook import ComingEntry, Outlook

MOST_ENTRIES: Final = 4
MOST_RUNNING: Final = 3
LEAST: Final = 214
"""Pixels: the visit and its next three entries."""


class NowRow(NamedTuple):
    """A visit, or an entry of one; ``soon`` for what runs or begins within the hour."""

    id: str
    word: str
    visit: VisitId
    what: str
    when: str
    how: str
    soon: bool = False


class NowCard(Card):
    """The rows are a table like any other; the buttons act on the visit of the row in front."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Next"), ListTable[NowRow](_COLUMNS, parent=parent), parent)
        self._context = context
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _key: self._enable())
        self._buttons: list[QPushButton] = []
        line = QHBoxLayout()
        line.setSpacing(8)
        for name, text, act in (
            ("arrow-right", _("Open the visit"), self.open_visit),
            ("git-commit-horizontal", _("Release…"), self.release),
            ("file-text", _("Day sheet"), self.day_sheet),
        ):
            button = QPushButton(icon(name, "text"), text, self)
            button.setMinimumHeight(28)
            button.clicked.connect(partial(_plainly, act))
            line.addWidget(button)
            self._buttons.append(button)
        line.addStretch(1)
        self.add_below(line)
        self.setMinimumHeight(LEAST)

    def show_visits(
        self,
        lines: Sequence[VisitLine],
        outlooks: Mapping[VisitId, Outlook],
        now: dt.datetime,
        today: dt.date,
    ) -> None:
        """The visits that run today; where none does, the next one."""
        running = [line for line in lines if line.first_day and line.first_day <= today]
        shown = running[:MOST_RUNNING] or list(lines[:1])
        self.set_title(_("Now") if running else _("Next"))
        model = self.table.model()
        assert isinstance(model, ListTable)
        model.set_lines(_rows(shown, outlooks, now, today))
        if shown and not self.table.currentIndex().isValid():
            self.table.choose(0)
        self._enable()

    @property
    def row(self) -> NowRow | None:
        """The row in front."""
        model = self.table.model()
        assert isinstance(model, ListTable)
        number = model.row_of(self.table.current_key)
        return None if number is None else model.line(number)

    def open_visit(self) -> None:
        if self.row is not None:
            self._context.open_record("visit", self.row.visit)

    def release(self) -> None:
        self.open_visit()
        if self.row is not None:
            self._context.commands.run("visit.release")

    def day_sheet(self) -> None:
        """The papers of the visit, with the day sheet in front."""
        from planner.ui.dialogs.papers import PapersDialog
        from planner.ui.dialogs.papers_asked import Asked

        if self.row is None:
            return
        visit = self.row.visit
        asked = Asked(visit=visit, paper="day-sheet")
        dialog = PapersDialog(self._context, visit, self.window(), before=asked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, _key: str) -> None:
        if self.row is not None:
            self._context.open_record(self.row.word, self.row.id)

    def _enable(self) -> None:
        open_, release, _sheet = self._buttons
        for button in self._buttons:
            button.setEnabled(self.row is not None)
        release.setEnabled(open_.isEnabled() and not self._context.planner.is_read_only)


def _rows(
    lines: Sequence[VisitLine],
    outlooks: Mapping[VisitId, Outlook],
    now: dt.datetime,
    today: dt.date,
) -> list[NowRow]:
    rows = [
        NowRow(
            line.id, "visit", line.id, line.title, visit_days(line.first_day, line.last_day, today),
            visit_state(line, outlooks.get(line.id)),
        )
        for line in lines
    ]  # fmt: skip
    entries = [
        entry
        for line in lines
        if line.id in outlooks
        for entry in outlooks[line.id].entries
        if not entry.is_over(now)
    ]
    entries.sort(key=lambda entry: entry.start.instant)
    rows += [_entry_row(entry, now, today) for entry in entries[:MOST_ENTRIES]]
    return rows


def _entry_row(entry: ComingEntry, now: dt.datetime, today: dt.date) -> NowRow:
    from planner.domain.outlook import entry_text, wait_text  # late: entries come after a look

    soon = entry.is_running(now) or entry.minutes_to_start(now) < 60
    return NowRow(
        entry.id, "item", entry.visit_id, entry_text(entry), entry_clock(entry, now, today),
        wait_text(entry, now), soon,
    )  # fmt: skip


def _plainly(act: object, *_checked: object) -> None:
    assert callable(act)
    act()


_COLUMNS: Final = (
    Column[NowRow](
        N_("What"),
        lambda row: row.what,
        200,
        icon=lambda row: "calendar" if row.word == "visit" else "clock",
        tone=lambda row: "accent" if row.soon else None,
    ),
    Column[NowRow](N_("When"), lambda row: row.when, 210, muted=True, keeps=True),
    Column[NowRow](
        N_("How it stands"),
        lambda row: row.how,
        160,
        muted=True,
        tone=lambda row: "accent" if row.soon else None,
    ),
)
