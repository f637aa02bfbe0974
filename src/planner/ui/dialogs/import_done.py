"""Last step of an import: what was written, and the way to take it back."""

from __future__ import annotations

from PySide6.QtCore import Signal

from planner.domain.staging import EVENTS, SHEET
from planner.i18n import _, ngettext
from planner.services.importing import ImportReport
from planner.ui.widgets.empty_state import Button, EmptyState


class DonePage(EmptyState):
    """One sentence with the counts, and Undo."""

    undo_wanted = Signal()
    open_wanted = Signal()

    def show_report(
        self, report: ImportReport, *, in_visit: bool, more: int, people_next: bool = False
    ) -> None:
        """``people_next``: the first of those still to come is the same calendar for its people."""
        sentences = [_summary(report)]
        more -= people_next
        if people_next:
            sentences.append(_("The people named in it come next."))
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
    if report.kind == SHEET:
        return _sheet_summary(report)
    added = (
        ngettext("{count} entry was added", "{count} entries were added", report.added)
        if report.kind == EVENTS
        else ngettext("{count} person was added", "{count} people were added", report.added)
    )
    parts = [added]
    if report.updated:
        parts.append(ngettext("{count} was updated", "{count} were updated", report.updated))
    if count := report.unchanged:
        parts.append(ngettext("{count} was known already", "{count} were known already", count))
    if count := report.skipped:
        left = (
            ngettext("{count} event was left out", "{count} events were left out", count)
            if report.kind == EVENTS
            else ngettext("{count} row was left out", "{count} rows were left out", count)
        )
        parts.append(left)
    return ", ".join(parts) + "."


def _sheet_summary(report: ImportReport) -> str:
    parts = [ngettext("{count} row was taken back", "{count} rows were taken back", report.updated)]
    if count := report.unchanged:
        parts.append(ngettext("{count} was as it is here", "{count} were as they are here", count))
    if count := report.skipped:
        parts.append(ngettext("{count} row was left out", "{count} rows were left out", count))
    return ", ".join(parts) + "."
