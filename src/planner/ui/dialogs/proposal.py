"""A proposal before it is accepted: what would move where, what it brings, what it solves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.arranging.proposals import Proposal, consequences, placement_of
from planner.domain.checks import Circumstances, findings_of
from planner.domain.findings import Finding, Severity
from planner.domain.plan import Plan
from planner.domain.times import WallTime
from planner.i18n import _, clock, day_in_words, ngettext
from planner.phrases import sentence
from planner.ui.icons import icon
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.domain.arranging.proposals import Placement

_MARKS = {
    Severity.CONFLICT: ("circle-alert", "danger"),
    Severity.WARNING: ("triangle-alert", "warn"),
    Severity.NOTE: ("info", "text2"),
}


class ProposalDialog(QDialog):
    """Accept or drop; nothing is written here."""

    def __init__(
        self,
        parent: QWidget | None,
        plan: Plan,
        around: Circumstances,
        proposal: Proposal,
        *,
        title: str,
        about: str,
        verb: str,
        told: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.moves = QTreeWidget(self)
        self.remarks = QListWidget(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.accept_button = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        self.accept_button.setEnabled(bool(proposal.placements))
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._fill_moves(plan, proposal)
        self._fill_remarks(plan, around, proposal, told)
        self._arrange(about, plan, around, proposal)

    def _fill_moves(self, plan: Plan, proposal: Proposal) -> None:
        tree = self.moves
        tree.setAccessibleName(_("What would move"))
        tree.setHeaderLabels([_("Entry"), _("Now"), _("Then")])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        for placement in proposal.placements:
            item = plan.item[placement.item_id]
            row = QTreeWidgetItem(
                [item.title, where_text(placement_of(item)), where_text(placement)]
            )
            row.setToolTip(0, item.title)
            tree.addTopLevelItem(row)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _fill_remarks(
        self, plan: Plan, around: Circumstances, proposal: Proposal, told: Sequence[str]
    ) -> None:
        self.remarks.setAccessibleName(_("What to know"))
        self.remarks.setWordWrap(True)
        self.remarks.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for text in told:
            self.remarks.addItem(QListWidgetItem(icon("info", "text2"), text))
        new = [one for one in consequences(plan, proposal, around) if one.severity > Severity.NOTE]
        shown: set[str] = set()
        for finding in (*proposal.remarks, *new):
            text = sentence(finding)
            if text not in shown:
                shown.add(text)
                name, token = _MARKS[finding.severity]
                self.remarks.addItem(QListWidgetItem(icon(name, token), text))
        self.remarks.setVisible(self.remarks.count() > 0)

    def _arrange(self, about: str, plan: Plan, around: Circumstances, proposal: Proposal) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, strong=True, wrap=True, parent=self))
        if proposal.placements:
            rows.addWidget(Label(balance(plan, around, proposal), "text2", wrap=True, parent=self))
            rows.addWidget(self.moves, 2)
        else:
            self.moves.hide()
        if self.remarks.count():
            rows.addWidget(Label(_("What to know"), "text2", size=0.9, parent=self))
            rows.addWidget(self.remarks, 1)
        last = QHBoxLayout()
        last.addWidget(self.buttons)
        rows.addLayout(last)
        self.resize(640, 460)


def where_text(placement: Placement) -> str:
    """ "Mon 10 May 14:30–16:00", or that it waits."""
    start, end = placement.start, placement.end
    if start is None or end is None:
        return _("unscheduled")
    later = (end.local.date() - start.local.date()).days
    until = f"{clock(end.local)} {later:+d}" if later else clock(end.local)
    return f"{day_in_words(start.local.date())} {_clock(start)}–{until}"


def _clock(time: WallTime) -> str:
    return clock(time.local)


def balance(plan: Plan, around: Circumstances, proposal: Proposal) -> str:
    """How many findings it solves and brings, in one sentence."""
    before = _graver(findings_of(plan, around))
    after = _graver(findings_of(proposal.applied(plan), around))
    count = len(proposal.placements)
    moves = ngettext("{count} entry moves.", "{count} entries move.", count)
    solved, brought = len(before - after), len(after - before)
    if not solved and not brought:
        return moves + " " + _("The checks find the same as before.")
    return (
        moves
        + " "
        + _("The checks: {solved} solved, {brought} new.").format(solved=solved, brought=brought)
    )


def _graver(findings: Sequence[Finding]) -> set[str]:
    return {one.key for one in findings if one.severity > Severity.NOTE}
