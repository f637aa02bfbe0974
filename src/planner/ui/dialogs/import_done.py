"""Last step of an import: what was written, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal

from planner.i18n import _, ngettext
from planner.services.importing import ImportReport
from planner.ui.widgets.empty_state import Button, EmptyState


class DonePage(EmptyState):
    """One sentence with the counts, and Undo."""

    undo_wanted = Signal()
    open_wanted = Signal()

    def show_report(self, report: ImportReport, *, in_visit: bool, more: int) -> None:
        sentences = [_summary(report)]
        if more:
            sentences.append(
                ngettext("{count} file is still to come.", "{count} files are still to come.", more)
            )
        buttons: list[Button] = []
        if in_visit:
            buttons.append((_("Open the visit"), self.open_wanted.emit))
        if report.step is not None:
            buttons.append((_("Undo import"), self.undo_wanted.emit))
        self.say("check", " ".join(sentences), *buttons)

    def show_undone(self) -> None:
        self.say("undo-2", _("The import was taken back; the library is as it was before."))


def _summary(report: ImportReport) -> str:
    """ "3 people were added, 1 was updated, 2 rows were left out."."""
    parts = [ngettext("{count} person was added", "{count} people were added", report.added)]
    if report.updated:
        parts.append(ngettext("{count} was updated", "{count} were updated", report.updated))
    if count := report.unchanged:
        parts.append(ngettext("{count} was known already", "{count} were known already", count))
    if count := report.skipped:
        parts.append(ngettext("{count} row was left out", "{count} rows were left out", count))
    return ", ".join(parts) + "."
