"""The tab of checks: what was found, the gravest first, and the way to each entry."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner import phrases
from planner.domain.findings import SEVERITIES, Finding, Severity
from planner.i18n import N_, _, ngettext
from planner.ui.context import Context
from planner.ui.delegates.itinerary_findings import FINDING, FindingsDelegate, below_text
from planner.ui.icons import icon
from planner.ui.pages.visit_ask import ask_text
from planner.ui.pages.visit_findings import ask_reason
from planner.ui.pages.visit_readiness import ReadinessPanel
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import attempt, undoable
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.sentence_list import SentenceList

ORDER = (Severity.CONFLICT, Severity.WARNING, Severity.NOTE)


class FindingsView(SentenceList):
    """Enter opens; rows are as tall as their sentences."""

    opened = Signal()
    fix_wanted = Signal()

    def __init__(self, model: QStandardItemModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Findings"), parent)
        self.setItemDelegate(FindingsDelegate(self))
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_F and not event.modifiers():
            self.fix_wanted.emit()
        else:
            super().keyPressEvent(event)


class ChecksTab(QWidget):
    """Checks tell, they never forbid: a finding can be accepted, with a reason that stays to be read."""

    item_wanted = Signal(str)
    place_wanted = Signal(str, str)
    """A word and a key: where a finding that is about no entry is settled."""
    fix_wanted = Signal(object, QPoint)
    """The finding, and where on the screen its ways out belong."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: VisitState | None = None
        self.model = QStandardItemModel(self)
        self.view = FindingsView(self.model, self)
        self._empty = EmptyState(self)
        self._empty.say(
            "list-checks", _("Nothing was found: times, places and hosts fit together.")
        )
        self._pages = QStackedWidget(self)
        self._go = self._button("arrow-right", _("Go to entry"), self.go)
        self._fix = self._button("shuffle", _("Fix…"), self.fix)
        self._accept = self._button("check", _("Accept with reason…"), self.accept)
        self._mute = self._button("eye", _("Mute this kind…"), self.mute)
        self._muted = self._button("eye", "", self.show_muted)
        self.readiness = ReadinessPanel(self)
        self.readiness.item_wanted.connect(self.item_wanted)
        self._arrange()
        self.view.opened.connect(self.go)
        self.view.fix_wanted.connect(self.fix)
        self.view.selectionModel().currentChanged.connect(self._enable)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(self._go)
        bar.addWidget(self._fix)
        bar.addWidget(self._accept)
        bar.addWidget(self._mute)
        bar.addStretch(1)
        bar.addWidget(self._muted)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.readiness)
        rows.addLayout(bar)
        rows.addWidget(self._pages, 1)

    def _button(self, name: str, text: str, act: object) -> QPushButton:
        button = QPushButton(icon(name, "text"), text, self)
        button.setMinimumHeight(28)
        button.clicked.connect(act)
        return button

    @property
    def finding(self) -> Finding | None:
        found = self.view.currentIndex().data(FINDING)
        return found if isinstance(found, Finding) else None

    def show_state(self, state: VisitState) -> None:
        """Show the findings of ``state``; the one in front stays in front, else the one in its place."""
        self.readiness.show_state(state)
        count = len(state.muted)
        self._muted.setVisible(count > 0)
        self._muted.setText(ngettext("{count} muted", "{count} muted", count))
        if self._state is not None and list(self._state.findings) == list(state.findings):
            self._state = state
            return
        key = self.finding.key if self.finding else ""
        scroll = self.view.verticalScrollBar().value()
        self._state = state
        self.model.clear()
        for title, findings in self._sections(state):
            self.model.appendRow(_section(title, findings))
        self.view.expandAll()
        self._choose(key)
        self.view.verticalScrollBar().setValue(scroll)
        self._pages.setCurrentIndex(0 if state.findings else 1)
        self._enable()

    def _sections(self, state: VisitState) -> list[tuple[str, list[Finding]]]:
        parts = [
            (_(SEVERITIES[one]), [found for found in state.open_findings if found.severity is one])
            for one in ORDER
        ]
        parts.append((_("Accepted"), [found for found in state.findings if found.accepted]))
        return [(f"{title}  ({len(found)})", found) for title, found in parts if found]

    def choose(self, key: str) -> None:
        """Bring the finding with this key to the front; where it is gone, the first."""
        self._choose(key)
        self.view.scrollTo(self.view.currentIndex())

    def _choose(self, key: str) -> None:
        first: QModelIndex | None = None
        for row in range(self.model.rowCount()):
            section = self.model.index(row, 0)
            for child in range(self.model.rowCount(section)):
                index = self.model.index(child, 0, section)
                first = first or index
                if index.data(FINDING).key == key:
                    self.view.setCurrentIndex(index)
                    return
        if first is not None:
            self.view.setCurrentIndex(first)

    def _enable(self) -> None:
        finding = self.finding
        place = place_of(finding) if finding is not None else None
        self._go.setEnabled(place is not None)
        self._go.setText(_(_GO.get(place[0] if place else "item", _GO["item"])))
        self._fix.setEnabled(finding is not None and not finding.accepted)
        self._mute.setEnabled(finding is not None and not finding.accepted)
        self._accept.setEnabled(finding is not None)
        accepted = finding is not None and bool(finding.accepted)
        self._accept.setText(_("Reopen") if accepted else _("Accept with reason…"))

    # verbs

    def go(self) -> None:
        """Show the entry that the finding is about, or where else it is settled."""
        place = place_of(self.finding) if self.finding else None
        if place is not None and place[0] == "item":
            self.item_wanted.emit(place[1])
        elif place is not None:
            self.place_wanted.emit(*place)

    def fix(self) -> None:
        """Offer the ways out of the finding in front."""
        if self.finding is not None and not self.finding.accepted:
            self.fix_wanted.emit(self.finding, self._fix.mapToGlobal(QPoint(0, self._fix.height())))

    def mute(self) -> None:
        """Do not look for findings of this kind in this visit, with a reason that stays."""
        finding, state = self.finding, self._state
        if finding is None or state is None:
            return
        reason = ask_text(
            self,
            title=_("Mute this kind"),
            about=phrases.sentence(finding)
            + "\n\n"
            + _("Findings like this one will not be looked for in this visit."),
            label=_("Why does it not matter here?"),
            verb=_("Mute"),
        )
        if reason:
            checking = self._context.planner.checking
            undoable(
                self._context,
                lambda: checking.mute(state.visit_id, finding.kind, reason),
                _("Findings of this kind are muted for this visit"),
            )
        self.view.setFocus()

    def muted_menu(self) -> QMenu:
        """What is muted, and why; choosing one looks for it again."""
        menu = QMenu(self)
        for entry in self._state.muted if self._state else ():
            text = _("Look again: {kind} ({reason})").format(
                kind=phrases.family(entry.kind), reason=entry.reason
            )
            action = QAction(text, menu)
            action.triggered.connect(partial(self._unmute, entry.kind))
            menu.addAction(action)
        return menu

    def show_muted(self) -> None:
        menu = self.muted_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._muted.mapToGlobal(QPoint(0, self._muted.height())))

    def _unmute(self, kind: str, *_flags: object) -> None:
        if self._state is not None:
            visit, checking = self._state.visit_id, self._context.planner.checking
            attempt(self._context, lambda: checking.unmute(visit, kind))

    def accept(self) -> None:
        finding, state = self.finding, self._state
        if finding is None or state is None:
            return
        checking = self._context.planner.checking
        if finding.accepted:
            attempt(self._context, lambda: checking.reopen(state.visit_id, finding))
        elif reason := ask_reason(self, finding):
            attempt(self._context, lambda: checking.accept(state.visit_id, finding, reason))
        self.view.setFocus()


_GO: Final = {
    "item": N_("Go to entry"),
    "admission": N_("Go to admission"),
    "delegate": N_("Go to delegate"),
}


def place_of(finding: Finding) -> tuple[str, str] | None:
    """The word and key of what a finding leads to: data for a gate are noted at the site's admission."""
    subjects = {subject.word: subject.id for subject in finding.subjects}
    if finding.kind.startswith("access.") and "site" in subjects:
        return "admission", subjects["site"]
    return next(((word, subjects[word]) for word in ("item", "delegate") if word in subjects), None)


def _section(title: str, findings: list[Finding]) -> QStandardItem:
    section = QStandardItem(title)
    section.setFlags(Qt.ItemFlag.ItemIsEnabled)
    for finding in findings:
        row = QStandardItem(phrases.sentence(finding))
        row.setData(finding, FINDING)
        spoken = ", ".join(
            part
            for part in (
                _(SEVERITIES[finding.severity]),
                phrases.sentence(finding),
                below_text(finding),
            )
            if part
        )
        row.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        section.appendRow(row)
    return section
