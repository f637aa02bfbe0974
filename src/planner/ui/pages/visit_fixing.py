"""Ways out of a finding as a menu: computed when it is opened, taken as one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from planner import phrases
from planner.domain.findings import Finding
from planner.domain.fixes import Fix
from planner.domain.ids import ItemId
from planner.domain.plan import Plan
from planner.i18n import _
from planner.ui.icons import icon
from planner.ui.pages import visit_verbs as verbs
from planner.ui.pages.visit_arranging import Arrangements
from planner.ui.pages.visit_state import VisitState
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.ui.context import Context

WIDEST: Final = 560
"""Pixels of a menu: it has to fit beside what it is about in a small window."""


class Fixer(QObject):
    """``open_wanted`` carries the item and the field in which a person has to fill something in."""

    open_wanted = Signal(object, str)

    def __init__(
        self,
        context: Context,
        state: Callable[[], VisitState | None],
        arrangements: Arrangements,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._state, self._arrangements = state, arrangements

    def of_item(self, item: ItemId) -> Finding | None:
        """The gravest open finding about an item."""
        state = self._state()
        found = [one for one in state.findings_of(item) if not one.accepted] if state else []
        return max(found, key=lambda one: one.severity, default=None)

    def fixes(self, finding: Finding) -> tuple[Fix, ...]:
        state = self._state()
        if state is None:
            return ()
        return self._context.planner.fixing.fixes(state.plan, finding)

    def menu(self, finding: Finding) -> QMenu:
        """The ways out; without one it says what can be done by hand."""
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        menu.addAction(_heading(phrases.sentence(finding), menu))
        menu.addSeparator()
        state = self._state()
        plan = state.plan if state else None
        fixes = self.fixes(finding)
        for one in fixes:
            text = phrases.fix(one.kind, one.facts)
            action = QAction(icon("pencil" if one.opens else "arrow-right", "text"), "", menu)
            _say(action, text, menu)
            action.triggered.connect(partial(_run, partial(self.take, one, plan)))
            menu.addAction(action)
        if not fixes:
            remedy = phrases.remedy(finding) or _("Only you can know what to do about it.")
            menu.addAction(_heading(remedy, menu))
        return menu

    def popup(self, finding: Finding, at: QPoint) -> None:
        menu = self.menu(finding)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def take(self, fix: Fix, plan: Plan | None = None) -> None:
        """Do it; a split, or a change with something to know first, is looked at before.

        ``plan`` is the one that the fix was worked out for, without it the plan on the screen.
        """
        state = self._state()
        seen = plan or (state.plan if state else None)
        if seen is None:
            return
        if fix.opens:
            self.open_wanted.emit(fix.item_id, fix.opens)
        elif fix.split is not None:
            self._arrangements.offer_split(seen, fix.split)
        elif fix.proposal is not None and fix.proposal.remarks:
            about = phrases.fix(fix.kind, fix.facts)
            self._arrangements.offer(seen, fix.proposal, title=_("What it brings"), about=about)
        else:
            fixing = self._context.planner.fixing
            verbs.undoable(
                self._context,
                lambda: fixing.apply(seen, fix),
                phrases.fixed(fix.kind, fix.facts),
            )


def _heading(text: str, menu: QMenu) -> QWidgetAction:
    """A sentence above the choices, in as many lines as it takes: menus do not wrap."""
    label = Label(text, "text2", wrap=True, parent=menu)
    label.setContentsMargins(12, 6, 12, 4)
    natural = label.fontMetrics().horizontalAdvance(text) + 26
    label.setFixedWidth(min(WIDEST, natural))
    action = QWidgetAction(menu)
    action.setText(text)
    action.setDefaultWidget(label)
    action.setEnabled(False)
    return action


def _say(action: QAction, text: str, menu: QMenu) -> None:
    """As much of the text as a menu has room for; all of it in the tool tip and the status tip."""
    shown = menu.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, WIDEST - 40)
    action.setText(shown.replace("&", "&&"))
    if shown != text:
        action.setToolTip(escaped(text))
        action.setStatusTip(text)


def _run(act: Callable[[], object], *_arguments: object) -> None:
    act()
