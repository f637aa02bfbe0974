"""The tab of releases: frozen versions, the latest first."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.domain.lines import ReleaseLine
from planner.i18n import N_, _, moment_in_words
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_ask import AskText
from planner.ui.pages.visit_header import release_text
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table


def here(moment: dt.datetime) -> str:
    """A moment kept in UTC as this computer's clock shows it."""
    return moment_in_words(moment.replace(tzinfo=dt.UTC).astimezone())


COLUMNS: list[Column[ReleaseLine]] = [
    Column(N_("Note"), lambda line: line.note or "–", 260),
    Column(N_("Version"), lambda line: str(line.number), 80, right=True),
    Column(N_("Released"), lambda line: here(line.released_at), 160),
    Column(N_("By"), lambda line: line.author, 140),
    Column(N_("Fingerprint"), lambda line: line.content_hash[:12], 120, muted=True),
]


class ReleasesTab(QWidget):
    """A release never changes; the draft goes on."""

    export_wanted = Signal(object)
    """The number of the version to hand out."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self.model = ListTable(COLUMNS, key=lambda line: str(line.number))
        self.table = Table(_("Releases"), self)
        self._stands = Label("", "text2", parent=self)
        self._export = QPushButton(icon("send", "text"), _("Hand out this version…"), self)
        self._arrange()
        self.table.show_model(self.model)
        self.table.set_empty(
            "git-commit-horizontal",
            _("Nothing was released yet. A release freezes the visit as it stands under a number."),
            (_("Release…"), self.release),
        )
        self.table.chosen.connect(lambda key: self._export.setEnabled(bool(key)))
        self._export.setEnabled(False)
        self._export.clicked.connect(self._hand_out)

    def _arrange(self) -> None:
        release = QPushButton(icon("git-commit-horizontal", "text"), _("Release…"), self)
        release.clicked.connect(self.release)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        for button in (release, self._export):
            button.setMinimumHeight(28)
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self._stands)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)

    def show_state(self, state: VisitState) -> None:
        self._state = state
        self.model.set_lines(state.releases)
        self.table.tell_again()
        self._stands.setText(release_text(state))

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
