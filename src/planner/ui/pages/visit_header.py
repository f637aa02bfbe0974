"""The head of a visit's page: what it is called, when, how many people, how it stands."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.domain.visits import DIRECTIONS, VISIT_STATUSES
from planner.i18n import _, ngettext
from planner.ui.icons import icon
from planner.ui.models.itinerary_text import span_text
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.label import Label

_KEPT: Final = "\u00a0"
"""Keeps a number with what it counts: "D 6" is never torn apart at the end of a line."""


class VisitHeader(QWidget):
    """Says; the buttons ask the page."""

    import_wanted = Signal()
    papers_wanted = Signal()
    export_wanted = Signal()
    release_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", size=1.5, strong=True, wrap=True, parent=self)
        self.about = Label("", "text2", wrap=True, parent=self)
        self.stands = Label("", "text2", wrap=True, parent=self)
        self.brief = ElidedLabel("", "text2", parent=self)
        self.brief.hide()
        self._arrange()

    def show_state(self, state: VisitState) -> None:
        visit = state.plan.visit
        self.title.setText(visit.title)
        parts = [
            visit.code,
            span_text(visit.first_day, visit.last_day) or _("no dates yet"),
            heads_text(state),
            groups_text(state),
        ]
        about = [part for part in parts if part]
        words = [_(DIRECTIONS[visit.direction]), _(VISIT_STATUSES[visit.status])]
        words.append(release_text(state))
        self.about.setText("  ·  ".join(about))
        self.stands.setText("  ·  ".join(words))
        self.brief.setText("  ·  ".join([*about, *words]))

    def set_compact(self, compact: bool) -> None:
        """Where there is little height the tool bar's title has to do, and one line for all else."""
        for label in (self.title, self.about, self.stands):
            label.setVisible(not compact)
        self.brief.setVisible(compact)
        for button in self._buttons:
            button.setMinimumHeight(28 if compact else 32)
        self._line.setContentsMargins(16, 4 if compact else 12, 16, 2 if compact else 8)

    def _arrange(self) -> None:
        for label in (self.title, self.about, self.stands, self.brief):
            policy = label.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            label.setSizePolicy(policy)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 8)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (self.title, self.about, self.stands, self.brief):
            words.addWidget(label)
        line.addLayout(words, 1)
        self._buttons: list[QPushButton] = []
        for name, text, signal in (
            ("download", _("Import…"), self.import_wanted),
            ("file-text", _("Papers…"), self.papers_wanted),
            ("send", _("Send…"), self.export_wanted),
            ("git-commit-horizontal", _("Release…"), self.release_wanted),
        ):
            button = QPushButton(icon(name, "text"), text, self)
            button.setMinimumHeight(32)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            line.addWidget(button)
            self._buttons.append(button)


def heads_text(state: VisitState) -> str:
    """ "12 people (10 named, 2 N.N.)": heads are persons and placeholders together."""
    heads = state.plan.headcount
    unnamed = sum(line.is_placeholder for line in state.delegates)
    text = ngettext("{count} person", "{count} people", heads)
    if not unnamed:
        return text
    split = _("{named} named, {unnamed} N.N.").format(named=heads - unnamed, unnamed=unnamed)
    return f"{text} ({split})"


def groups_text(state: VisitState) -> str:
    """ "A 7, B 5"."""
    plan = state.plan
    return ", ".join(
        f"{group.letter or group.name}{_KEPT}{len(plan.members_of[group.id])}"
        for group in plan.groups
    )


def release_text(state: VisitState) -> str:
    """Which version is out, and how far the draft has moved on."""
    if not state.releases:
        return _("Draft, never released")
    number, changes = state.releases[0].number, state.changes_since_release
    if state.released is None:
        return _("Version {number} is not as it was released: its content was changed.").format(
            number=number
        )
    if not changes:
        return _("Version {number} is current").format(number=number)
    moved_on = ngettext("{count} entry changed", "{count} entries changed", changes)
    return _("Draft; {changes} since version {number}").format(changes=moved_on, number=number)
