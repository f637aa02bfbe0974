"""Home: the next visits, what needs attention, what is due. Nothing is only here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.findings import SEVERITIES, Finding, Severity
from planner.domain.ids import VisitId
from planner.domain.lines import FollowUpLine, Overview, VisitLine
from planner.domain.visits import VISIT_STATUSES
from planner.i18n import N_, _, ngettext
from planner.ui.context import Context
from planner.ui.day_words import day_text
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.page import Page
from planner.ui.widgets.card import Card
from planner.ui.widgets.first_run import FirstRun
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.services.changes import Changed
    from planner.services.planner import Planner

_TONES = {Severity.CONFLICT: "danger", Severity.WARNING: "warn", Severity.NOTE: "text2"}
_ICONS = {
    Severity.CONFLICT: "circle-alert",
    Severity.WARNING: "triangle-alert",
    Severity.NOTE: "info",
}


@dataclass(frozen=True)
class Attention:
    """A finding of the next visit, in words."""

    id: str
    text: str
    severity: Severity
    visit: VisitId
    item: str


class HomePage(Page):
    """Cards with real rows; the findings are looked up after the rest is on screen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._checked: VisitLine | None = None
        self.visits = Card(
            _("Next visits"), ListTable[VisitLine](self._visit_columns(), parent=self), self
        )
        self.attention = Card(
            _("Needs attention"), ListTable[Attention](_ATTENTION, parent=self), self
        )
        self.due = Card(
            _("Follow-ups due"), ListTable[FollowUpLine](self._due_columns(), parent=self), self
        )
        self.date = Label("", size=1.3, strong=True, parent=self)
        self.counts = Label("", "text2", parent=self)
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._soon.timeout.connect(self._check)
        self._build()

    @property
    def title(self) -> str:
        return _("Home")

    def refresh(self, changed: Changed | None = None) -> None:
        overview = self.context.planner.overview()
        empty = not overview.visits
        self._stack.setCurrentIndex(1 if empty else 0)
        if empty:
            self._checked = None
            return
        self.date.setText(day_text(self.context.planner.today()))
        self.counts.setText(_counts(overview))
        self._lines(self.visits, list(overview.next_visits))
        self._lines(self.due, list(overview.due))
        self._checked = next(iter(overview.next_visits), None)
        self._soon.start()

    def activate(self) -> None:
        if self._stack.currentIndex() == 0:
            self.visits.table.setFocus()
        else:
            self._first.setFocus()

    # building

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        self._first = FirstRun(self.context.planner.address, self)
        self._first.imported.connect(lambda: self.context.import_files([]))
        self._first.new_visit.connect(self._new_visit)
        self._first.setFocusProxy(self._first.findChildren(QPushButton)[0])
        self._stack.addWidget(self._cards())
        self._stack.addWidget(self._first)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.visits.table.opened.connect(lambda key: self.context.open_record("visit", key))
        self.due.table.opened.connect(lambda key: self.context.open_record("follow_up", key))
        self.attention.table.opened.connect(self._review)
        nothing = (
            (_("New visit"), self._new_visit),
            (_("Import…"), lambda: self.context.import_files([])),
        )
        self.visits.table.set_empty("calendar", _("No visit is planned."), *nothing)
        self.attention.table.set_empty("clock", _("Being checked …"))
        self.due.table.set_empty("list-checks", _("Nothing is due."))

    def _cards(self) -> QWidget:
        cards = QWidget(self)
        grid = QGridLayout(cards)
        grid.setContentsMargins(24, 16, 24, 24)
        grid.setSpacing(16)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.date)
        line.addWidget(self.counts)
        line.addStretch(1)
        new = QPushButton(icon("calendar-plus"), _("New visit"), cards)
        new.clicked.connect(self._new_visit)
        bring = QPushButton(icon("download"), _("Import…"), cards)
        bring.clicked.connect(lambda: self.context.import_files([]))
        for button in (new, bring):
            button.setMinimumHeight(32)
            button.setEnabled(not self.context.planner.is_read_only)
            line.addWidget(button)
        grid.addLayout(line, 0, 0, 1, 2)
        grid.addWidget(self.visits, 1, 0, 1, 2)
        grid.addWidget(self.attention, 2, 0)
        grid.addWidget(self.due, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        grid.setRowStretch(2, 3)
        return cards

    def _visit_columns(self) -> list[Column[VisitLine]]:
        return [
            Column(N_("Visit"), lambda line: line.title, 230, icon=lambda _line: "calendar"),
            Column(N_("When"), _when, 280),
            Column(N_("Status"), lambda line: _(VISIT_STATUSES[line.status]), 100, muted=True),
            Column(
                N_("People"),
                lambda line: ngettext("{count} person", "{count} people", line.heads),
                90,
                muted=True,
            ),
            Column(
                N_("Release"),
                lambda line: f"v{line.release}" if line.release else _("draft"),
                70,
                muted=True,
            ),
        ]

    def _due_columns(self) -> list[Column[FollowUpLine]]:
        return [
            Column(
                N_("What is to be done"),
                lambda line: line.title,
                180,
                icon=lambda _line: "list-checks",
            ),
            Column(
                N_("Due"),
                self._due_text,
                185,
                tone=lambda line: "danger" if self._late(line) else "text2",
            ),
        ]

    def _late(self, line: FollowUpLine) -> bool:
        return line.due_on is not None and line.due_on < self.context.planner.today()

    def _due_text(self, line: FollowUpLine) -> str:
        day = day_text(line.due_on)
        return _("{date}, overdue").format(date=day) if self._late(line) else day

    # filling

    def _lines(
        self, card: Card, lines: list[VisitLine] | list[FollowUpLine] | list[Attention]
    ) -> None:
        model = card.table.model()
        assert isinstance(model, ListTable)
        model.set_lines(lines)
        card.set_count(len(lines))
        if lines and not card.table.currentIndex().isValid():
            card.table.choose(0)

    def _check(self) -> None:
        """Look at the next visit with the eyes of the checks."""
        if self._checked is None:
            self._lines(self.attention, [])
            return
        if not self.isVisible():
            return  # it is looked at again when the page is shown
        planner, visit = self.context.planner, self._checked.id

        def shown(found: list[Attention]) -> None:
            if self._checked is not None and self._checked.id == visit:
                self.attention.table.set_empty("check", _("Nothing needs a look."))
                self._lines(self.attention, found)

        # Elsewhere: the first look loads the holidays of all countries, a tenth of a second and more.
        self.context.tasks.run(lambda _progress: _attention(planner, visit), shown)

    def _review(self, key: str) -> None:
        model = self.attention.table.model()
        assert isinstance(model, ListTable)
        row = model.row_of(key)
        if row is None:
            return
        finding: Attention = model.line(row)
        if finding.item:
            self.context.open_record("item", finding.item)
        else:
            self.context.open_record("visit", finding.visit)

    def _new_visit(self) -> None:
        self.context.commands.run("file.new_visit")


def _attention(planner: Planner, visit: VisitId) -> list[Attention]:
    """What the checks find in a visit and nobody accepted, the gravest first."""
    from planner import phrases

    found = planner.checking.findings(planner.visits.plan(visit))
    open_ones = sorted((one for one in found if not one.accepted), key=lambda one: -one.severity)
    return [
        Attention(
            f"{number}", phrases.sentence(finding), finding.severity, visit, _item_of(finding)
        )
        for number, finding in enumerate(open_ones[:50])
    ]


def _item_of(finding: Finding) -> str:
    return next((subject.id for subject in finding.subjects if subject.word == "item"), "")


def _when(line: VisitLine) -> str:
    first, last = day_text(line.first_day), day_text(line.last_day)
    return first if first == last else " – ".join(part for part in (first, last) if part)


def _counts(overview: Overview) -> str:
    parts = (
        ngettext("{count} person", "{count} people", overview.people),
        ngettext("{count} visit", "{count} visits", overview.visits),
        ngettext("{count} agreement", "{count} agreements", overview.agreements),
    )
    return " · ".join(parts)


_ATTENTION = (
    Column[Attention](
        N_("What"),
        lambda line: line.text,
        260,
        icon=lambda line: _ICONS[line.severity],
        tone=lambda line: _TONES[line.severity] if line.severity is Severity.CONFLICT else None,
    ),
    Column[Attention](N_("How much"), lambda line: _(SEVERITIES[line.severity]), 80, muted=True),
)
