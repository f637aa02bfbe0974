"""The tab of releases: frozen versions with who holds them, and what changed between any two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.holders import Holder
from planner.domain.times import on_this_clock
from planner.domain.visit_lines import ReleaseLine
from planner.i18n import N_, _, moment_in_words
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_ask import AskText
from planner.ui.pages.visit_changes import ChangesView
from planner.ui.pages.visit_header import release_text
from planner.ui.pages.visit_published import PublishedCalendars
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt
from planner.ui.tasks import Progress
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.table import Table


def here(moment: dt.datetime) -> str:
    """A moment kept in UTC as this computer's clock shows it."""
    return moment_in_words(on_this_clock(moment))


@dataclass(frozen=True)
class VersionRow:
    """A release with how many hold it, and how many of those a copy that is out of date."""

    line: ReleaseLine
    holders: int = 0
    stale: int = 0

    @property
    def note(self) -> str:
        if not self.line.is_intact:
            return _("Changed after it was released")
        return self.line.note or "–"


COLUMNS: list[Column[VersionRow]] = [
    Column(
        N_("Note"),
        lambda row: row.note,
        200,
        icon=lambda row: None if row.line.is_intact else "triangle-alert",
        tone=lambda row: None if row.line.is_intact else "danger",
    ),
    Column(N_("Version"), lambda row: str(row.line.number), 80, right=True),
    Column(N_("Released"), lambda row: here(row.line.released_at), 150),
    Column(N_("By"), lambda row: row.line.author, 120, muted=True),
    Column(N_("Holders"), lambda row: str(row.holders or "–"), 90, right=True),
    Column(
        N_("Stale"),
        lambda row: str(row.stale or "–"),
        80,
        right=True,
        tone=lambda row: "warn" if row.stale else None,
    ),
    Column(N_("Fingerprint"), lambda row: row.line.content_hash[:12], 120, muted=True),
]


class ReleasesTab(QWidget):
    """A release never changes; the draft goes on."""

    export_wanted = Signal(object)
    """The number of the version to hand out."""
    papers_wanted = Signal(int)
    """The number of the version whose papers are looked at."""
    item_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self._looked: VisitState | None = None
        self._looking: Progress | None = None
        self._holders: Sequence[Holder] = ()
        self.model = ListTable(COLUMNS, key=lambda row: str(row.line.number))
        self.table = Table(_("Releases"), self)
        self.changes = ChangesView(context, self)
        self.published = PublishedCalendars(context, self)
        self._stands = ElidedLabel("", "text2", parent=self)
        self._papers = self._button("file-text", _("Papers…"), self._show_papers)
        self._papers.setToolTip(_("The papers of this version"))
        self._export = self._button("send", _("Send this version…"), self._hand_out)
        self._compare = self._button("history", _("What changed since…"), self.compare)
        self._arrange()
        self.table.show_model(self.model)
        self.table.set_empty(
            "git-commit-horizontal",
            _("Nothing was released yet. A release freezes the visit as it stands under a number."),
            (_("Release…"), self.release),
        )
        self.table.chosen.connect(self._enable)
        self.table.opened.connect(lambda _key: self.compare())
        self.changes.back_wanted.connect(self._back)
        self.changes.item_wanted.connect(self.item_wanted)
        self._enable()

    def _button(self, name: str, text: str, act: object) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        release = self._button("git-commit-horizontal", _("Release…"), self.release)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        for button in (release, self._compare, self._papers, self._export):
            bar.addWidget(button)
        bar.addWidget(self._stands, 1)
        versions = QWidget(self)
        rows = QVBoxLayout(versions)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.published)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(versions)
        self._pages.addWidget(self.changes)
        cover = QVBoxLayout(self)
        cover.setContentsMargins(0, 0, 0, 0)
        cover.addWidget(self._pages)

    @property
    def front(self) -> QWidget:
        """What the keyboard goes to."""
        return self.changes.table if self.is_comparing else self.table

    @property
    def is_comparing(self) -> bool:
        return self._pages.currentWidget() is self.changes

    # showing

    def show_state(self, state: VisitState) -> None:
        """Who holds what is worked out only while somebody looks."""
        self._state = state
        self.published.show_state(state)
        self._fill()
        self.table.tell_again()
        self._stands.setText(release_text(state))
        self.changes.offer(state.visit_id, state.releases)
        if self.is_comparing and not any(line.is_intact for line in state.releases):
            self._back()
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        state = self._state
        if state is None or state is self._looked:
            return
        self._looked = state
        if self.is_comparing:
            self.changes.read()
        if not state.releases:
            return
        releases = self._context.planner.releases

        def done(found: Sequence[Holder]) -> None:
            if progress is self._looking and shiboken6.isValid(self):
                self._looking, self._holders = None, found
                self._fill()
                self.changes.hold(found)

        progress = self._context.tasks.run(lambda _progress: releases.holders(state.visit_id), done)
        self._looking = progress

    def _fill(self) -> None:
        rows = []
        for line in self._state.releases if self._state else ():
            held = [one for one in self._holders if one.number == line.number]
            rows.append(VersionRow(line, len(held), sum(one.is_stale for one in held)))
        self.model.set_lines(rows)
        if rows and not self.table.current_key:
            self.table.choose(0)
        self._enable()

    def _enable(self, *_key: object) -> None:
        row = self.model.row_of(self.table.current_key) if self.table.current_key else None
        intact = row is not None and self.model.line(row).line.is_intact
        self._papers.setEnabled(intact)
        self._export.setEnabled(intact)
        self._compare.setEnabled(intact)
        self._context.update_commands()

    # verbs

    @property
    def can_compare(self) -> bool:
        return self._state is not None and any(line.is_intact for line in self._state.releases)

    def compare(self) -> None:
        """What changed between the version in front, or the latest, and the draft."""
        state = self._state
        if state is None or not self.can_compare:
            return
        intact = [line.number for line in state.releases if line.is_intact]
        key = int(self.table.current_key or 0)
        self._pages.setCurrentWidget(self.changes)
        self.changes.choose(key if key in intact else intact[0])
        self.changes.table.setFocus()

    def show_published(self) -> None:
        self._pages.setCurrentIndex(0)
        self.published.take_focus()

    def _back(self) -> None:
        self._pages.setCurrentIndex(0)
        self.table.setFocus()

    def release(self) -> None:
        """Ask for a note, then freeze the visit."""
        state = self._state
        if state is None:
            return
        number = state.releases[0].number + 1 if state.releases else 1
        open_count = len(state.open_findings)
        about = _("Version {number} freezes the visit as it stands. The draft goes on.").format(
            number=number
        )
        if state.releases:
            about += "\n" + release_text(state) + "."
        if open_count:
            about += "\n" + _("Open findings: {count}.").format(count=open_count)
        dialog = AskText(
            self,
            title=_("Release version {number}").format(number=number),
            about=about,
            label=_("Note: what is new, for whom"),
            verb=_("Release"),
            optional=True,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            releases = self._context.planner.releases
            done = attempt(self._context, lambda: releases.release(state.visit_id, dialog.answer))
            if done is not None:
                text = _("Version {number} was released").format(number=done.number)
                self._context.messages.toast(text)

    def _hand_out(self) -> None:
        if self.table.current_key:
            self.export_wanted.emit(int(self.table.current_key))

    def _show_papers(self) -> None:
        if self.table.current_key:
            self.papers_wanted.emit(int(self.table.current_key))
