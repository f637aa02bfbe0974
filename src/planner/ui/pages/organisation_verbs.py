"""What can be done with the organisations that are selected: change, copy, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from planner.domain.ids import OrganisationId
from planner.i18n import _, ngettext
from planner.ui.commands import Command
from planner.ui.dialogs.several_organisations import SeveralOrganisationsDialog
from planner.ui.pages.list_verbs import ListVerbs

if TYPE_CHECKING:
    from planner.ui.pages.organisation_list import OrganisationList


class OrganisationVerbs(ListVerbs):
    """Each edit is one step with Undo in a toast."""

    def __init__(self, page: OrganisationList) -> None:
        super().__init__(page)

    def commands(self) -> list[Command]:
        nothing = _("Nothing is selected.")
        return [
            Command(
                id="file.export_organisations",
                text=_("Export organisations…"),
                icon="upload",
                shortcuts=("Ctrl+Shift+E",),
                menu="file",
                scope="page",
                enabled=lambda: self._page.model.rowCount() > 0,
                reason=_("The list is empty."),
                run=self.export,
            ),
            self.edit_command(nothing),
            *self.copy_commands("organisations", nothing),
        ]

    def export(self) -> None:
        """Ask as what, and write those that are selected or all that are listed."""
        from planner.ui.dialogs.export_organisations import ExportOrganisationsDialog

        page = self._page
        ExportOrganisationsDialog(
            self._context, self.keys, page.all_keys(), page.chosen.keys, page
        ).exec()

    def edit(self) -> None:
        """Ask for one change to all of them."""
        keys = [OrganisationId(key) for key in self.keys]
        dialog = SeveralOrganisationsDialog(self._context, keys, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.say_changed(
                ngettext(
                    "{count} organisation was changed",
                    "{count} organisations were changed",
                    dialog.done_count,
                )
            )

    def copy_text(self) -> None:
        few = self.few()
        QGuiApplication.clipboard().setText(self._context.planner.organisation_sheets.as_text(few))
        self.say_copied(len(few))

    def said_count(self, count: int) -> str:
        return ngettext("{count} organisation copied", "{count} organisations copied", count)
