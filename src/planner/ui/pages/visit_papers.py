"""The papers of a visit: the command that opens them, with what was chosen the last time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.context import Context

if TYPE_CHECKING:
    from planner.domain.ids import VisitId
    from planner.ui.dialogs.papers_asked import Asked


class VisitPapers:
    """Remembers as long as the page is there: whoever went to an entry comes back to the same pages."""

    def __init__(
        self, context: Context, visit: VisitId, commit: Callable[[], None], parent: QWidget
    ) -> None:
        self._context, self._visit, self._parent = context, visit, parent
        self._commit = commit
        self._before: Asked | None = None

    def command(self) -> Command:
        return Command(
            id="visit.papers",
            text=_("Papers…"),
            run=self.open,
            icon="file-text",
            shortcuts=("Ctrl+Shift+E",),
            menu="file",
            scope="page",
        )

    def open(self) -> None:
        """As it was left the last time."""
        self._open(self._before)

    def open_release(self, number: int) -> None:
        """With this version; all else as it was left."""
        self._open(replace(self._before, release=number) if self._before else None, number)

    def open_report(self) -> None:
        """With the visit report in front, of the visit as it stands."""
        from planner.ui.dialogs.papers_asked import Asked

        self._open(Asked(visit=self._visit, paper="visit-report"))

    def _open(self, before: Asked | None, release: int | None = None) -> None:
        from planner.ui.dialogs.papers import PapersDialog

        self._commit()
        dialog = PapersDialog(
            self._context, self._visit, self._parent, before=before, release=release
        )

        def closed() -> None:
            self._before = dialog.asked
            dialog.deleteLater()

        dialog.finished.connect(closed)
        dialog.open()
