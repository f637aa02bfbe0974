"""Last step of an import: what was written, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.domain.staging import Decision, Staging
from planner.i18n import _, ngettext
from planner.ui.widgets.empty_state import Button, EmptyState


class DonePage(EmptyState):
    """One sentence with the counts, and Undo."""

    undo_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_visit = False

    def show_result(self, staging: Staging, *, can_undo: bool, more: int) -> None:
        self._in_visit = staging.visit_id is not None
        sentences = [_summary(staging)]
        left = staging.count(Decision.UNDECIDED)
        if left:
            sentences.append(
                ngettext(
                    "{count} doubtful row was left out.",
                    "{count} doubtful rows were left out.",
                    left,
                )
            )
        if more:
            sentences.append(
                ngettext("{count} file is still to come.", "{count} files are still to come.", more)
            )
        buttons: list[Button] = []
        if self._in_visit:
            buttons.append((_("Open the visit"), self.open_wanted.emit))
        if can_undo:
            buttons.append((_("Undo import"), self.undo_wanted.emit))
        self.say("check", " ".join(sentences), *buttons)

    def show_undone(self) -> None:
        self.say("undo-2", _("The import was taken back; the library is as it was before."))


def _summary(staging: Staging) -> str:
    new, updated = staging.count(Decision.NEW), staging.count(Decision.UPDATE)
    same = staging.count(Decision.SAME)
    parts = [ngettext("{count} person was added", "{count} people were added", new)]
    if updated:
        parts.append(ngettext("{count} was updated", "{count} were updated", updated))
    if same:
        parts.append(ngettext("{count} was known already", "{count} were known already", same))
    return ", ".join(parts) + "."
