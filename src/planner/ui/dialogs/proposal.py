"""A proposal before it is accepted: what would move where, what it brings, what it solves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.arranging.proposals import Proposal, consequences, placement_of
from planner.domain.arranging.splitting import Split
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.subjects import some_of
from planner.domain.findings import Finding, Severity
from planner.domain.plan import Plan
from planner.domain.times import WallTime
from planner.i18n import _, clock, day_in_words, ngettext
from planner.phrases import sentence
from planner.ui.icons import icon
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.domain.arranging.proposals import Placement
    from planner.domain.itinerary import Item

_MARKS = {
    Severity.CONFLICT: ("circle-alert", "danger"),
    Severity.WARNING: ("triangle-alert", "warn"),
    Severity.NOTE: ("info", "text2"),
}


@dataclass(frozen=True)
class Offer:
    """What is offered: ``moves`` are rows of (entry, now, then); ``told`` are plain sentences."""

    about: str
    summary: str
    moves: Sequence[tuple[str, str, str]]
    remarks: Sequence[Finding]
    told: Sequence[str] = ()


class ProposalDialog(QDialog):
    """Accept or drop; nothing is written here."""

    def __init__(self, parent: QWidget | None, offer: Offer, *, title: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.moves = QTreeWidget(self)
        self.remarks = QListWidget(self)
        self.buttons = QDialogButtonBox(self)
        drop = self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.accept_button = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        self.accept_button.setEnabled(bool(offer.moves))
        for button in (drop, self.accept_button):
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._fill_moves(offer)
        self._fill_remarks(offer)
        self._arrange(offer)

    def _fill_moves(self, offer: Offer) -> None:
        tree = self.moves
        tree.setAccessibleName(_("What would move"))
        tree.setHeaderLabels([_("Entry"), _("Now"), _("Then")])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        for texts in offer.moves:
            row = QTreeWidgetItem(list(texts))
            row.setToolTip(0, escaped(texts[0]))
            tree.addTopLevelItem(row)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _fill_remarks(self, offer: Offer) -> None:
        self.remarks.setAccessibleName(_("What to know"))
        self.remarks.setWordWrap(True)
        self.remarks.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for text in dict.fromkeys(offer.told):
            self.remarks.addItem(QListWidgetItem(icon("info", "text2"), text))
        shown: set[str] = set()
        for finding in offer.remarks:
            text = sentence(finding)
            if text not in shown:
                shown.add(text)
                name, token = _MARKS[finding.severity]
                self.remarks.addItem(QListWidgetItem(icon(name, token), text))

    def _arrange(self, offer: Offer) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(offer.about, strong=True, wrap=True, parent=self))
        rows.addWidget(Label(offer.summary, "text2", wrap=True, parent=self))
        self.moves.setVisible(bool(offer.moves))
        if offer.moves:
            rows.addWidget(self.moves, 2)
        self.remarks.setVisible(self.remarks.count() > 0)
        if self.remarks.count():
            rows.addWidget(Label(_("What to know"), "text2", size=0.9, parent=self))
            rows.addWidget(self.remarks, 1)
        rows.addWidget(self.buttons)
        self.resize(680, 480)


def offer_of(
    plan: Plan, around: Circumstances, proposal: Proposal, about: str, told: Sequence[str] = ()
) -> Offer:
    """A proposal with what the checks would find after it that they do not find now."""
    new = [one for one in consequences(plan, proposal, around) if one.severity > Severity.NOTE]
    moves = [
        (
            plan.item[one.item_id].title,
            where_text(placement_of(plan.item[one.item_id])),
            where_text(one),
        )
        for one in proposal.placements
    ]
    applied = proposal.applied(plan)
    placed = sum(one.start is not None for one in proposal.placements)
    summary = balance(plan, applied, around, placed, len(moves) - placed)
    return Offer(about, summary, moves, [*proposal.remarks, *new], told)


def offer_of_split(plan: Plan, around: Circumstances, split: Split) -> Offer:
    """Each turn as a row, with the names of who goes together."""
    item = plan.item[split.item_id]
    names = {
        part.name: ", ".join(plan.name_of(one) for one in plan.in_precedence(part.delegates))
        for part in split.subgroups
    }
    moves = [
        (
            _("{title}: group {group}, {heads} people").format(
                title=turn.item.title, group=turn.subgroup.name, heads=len(turn.subgroup.delegates)
            ),
            where_text(placement_of(plan.item[turn.copied_from or turn.item.id]))
            if (turn.copied_from or turn.item.id) in plan.item
            else "",
            where_text(placement_of(turn.item)),
        )
        for turn in split.turns
    ]
    after = split.applied(plan)
    moves += [
        (
            _("{title}: group {group}, {heads} people").format(
                title=one.title, group=_groups_on(after, one), heads=len(after.on(one))
            )
            if after.groups_on(one)
            else _("{title}: {names}").format(title=one.title, names=some_of(after, after.on(one))),
            where_text(placement_of(plan.item[one.id])) if one.id in plan.item else "",
            where_text(placement_of(one)),
        )
        for one in sorted((*split.legs, *split.free), key=plan.when)
    ]
    told = [
        _("Group {group}: {names}").format(group=group, names=listed)
        for group, listed in names.items()
    ]
    about = _("{heads} people are on “{title}”; {limit} fit at a time.").format(
        heads=len(plan.on(item)), title=item.title, limit=split.limit
    )
    entries = [*(turn.item for turn in split.turns), *split.legs, *split.free]
    placed = sum(one.is_scheduled for one in entries)
    summary = balance(plan, after, around, placed, len(entries) - placed)
    new = _brought(plan, after, around) if entries else []
    return Offer(about, summary, moves, [*split.remarks, *new], told)


def _brought(plan: Plan, applied: Plan, around: Circumstances) -> list[Finding]:
    """What the checks would find after it that they do not find now, the gravest first."""
    known = _graver(findings_of(plan, around))
    return [
        one
        for one in findings_of(applied, around)
        if one.key not in known and one.severity > Severity.NOTE
    ]


def _groups_on(plan: Plan, item: Item) -> str:
    return ", ".join(group.letter or group.name for group in plan.groups_on(item))


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


def balance(plan: Plan, applied: Plan, around: Circumstances, count: int, waiting: int = 0) -> str:
    """How many entries get a time, how many wait without one, and what the checks say to it."""
    if not count and not waiting:
        return _("There is nothing to move.")
    before = _graver(findings_of(plan, around))
    after = _graver(findings_of(applied, around))
    moves = ngettext("{count} entry is placed.", "{count} entries are placed.", count)
    if waiting:
        moves += " " + ngettext(
            "{count} waits without a time.", "{count} wait without a time.", waiting
        )
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
