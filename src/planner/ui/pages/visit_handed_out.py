"""The tab of what left the house in papers of a visit, and which of it is not so any more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from planner.domain.disclosed import Asked, HandedOut
from planner.domain.ids import VisitId
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages.handed_out_list import MOST, HandedOutList, Old
from planner.ui.pages.visit_state import VisitState

if TYPE_CHECKING:
    from planner.services.planner import Planner

REGISTER: Final = frozenset({"disclosure", "disclosure_subject"})
"""Words whose change concerns this tab alone."""


class HandedOutTab(HandedOutList):
    """Read only while somebody looks at it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Nothing of this visit left the house yet. What is handed out stands here."),
            parent,
        )
        self._state: VisitState | None = None
        self._shown_state: VisitState | None = None

    def show_state(self, state: VisitState) -> None:
        self._state = state
        if self.isVisible():
            self._read_state()

    def read_again(self) -> None:
        """Something left the house just now."""
        self._shown_state = None
        if self.isVisible():
            self._read_state()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_state()

    def _read_state(self) -> None:
        state, planner = self._state, self._context.planner
        if state is None or state is self._shown_state:
            return
        self._shown_state = state
        visit = state.visit_id
        self.read(lambda: found(planner, visit))


def found(planner: Planner, visit: VisitId) -> tuple[Sequence[HandedOut], Old]:
    """The records of a visit, and the files that hold old values."""
    register = planner.disclosures
    return register.page(Asked(visit_id=visit), 0, MOST), register.old_of_visit(visit)
