"""The check of the library: what was found in plain words, and mending it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.check_up import CheckUp, DamagedOne
from planner.domain.word_titles import TITLES
from planner.errors import UserError
from planner.i18n import N_, _, ngettext
from planner.ui.context import Context
from planner.ui.fitting import fit
from planner.ui.models.table_model import Column, ListTable
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

SMALL: Final = 110
"""Logical pixels: a sentence and a button need no more."""
COLUMNS: Final = (
    Column[DamagedOne](N_("Record"), lambda one: one.title, 240, icon=lambda _one: "circle-alert"),
    Column[DamagedOne](N_("Kind"), lambda one: _(TITLES.get(one.word, one.word)), 140, muted=True),
    Column[DamagedOne](N_("Right values"), lambda one: one.where, 150, muted=True),
)


class CheckUpDialog(QDialog):
    """Checks at once, beside the window; with ``found`` shows what was found before."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, found: CheckUp | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._found = context, found
        self.setWindowTitle(_("Check of the library"))
        self.said = Label(_("Every record and every step is looked at…"), wrap=True, parent=self)
        self.model = ListTable[DamagedOne](COLUMNS, [], lambda one: f"{one.word}:{one.id}", self)
        self.table = Table(_("Damaged records"), self)
        self.table.show_model(self.model)
        self.table.hide()
        self.error = Label("", "danger", wrap=True, parent=self)
        self.error.hide()
        buttons = QDialogButtonBox(self)
        self.mend_button = buttons.addButton(_("Mend"), QDialogButtonBox.ButtonRole.ActionRole)
        self.backups_button = buttons.addButton(
            _("Backups…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.mend_button, self.backups_button, close):
            button.setMinimumHeight(30)
        self.mend_button.clicked.connect(self.mend)
        self.backups_button.clicked.connect(self.go_to_backups)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.said)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.error)
        rows.addStretch(0)
        rows.addWidget(buttons)
        fit(self, 480, SMALL)
        self._show_buttons()
        if found is None:
            self.check()
        else:
            self.show_found(found)

    def check(self) -> None:
        planner = self._context.planner
        self._context.tasks.run(
            lambda progress: planner.checking_up.check(lambda: progress.cancelled),
            self.show_found,
            text=_("Checking the library…"),
        )

    def show_found(self, found: CheckUp) -> None:
        self._found = found
        self.said.setText("\n".join(found.sentences()))
        self.model.set_lines(list(found.damaged))
        self.table.setVisible(bool(found.damaged))
        if found.damaged:
            fit(self, 640, 420)
        else:
            fit(self, 480, SMALL)
        self._show_buttons()

    def mend(self) -> None:
        """Put back what history or backups know, and look again."""
        if self._found is None:
            return
        try:
            count = self._context.planner.checking_up.mend(self._found)
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
            return
        self._context.messages.toast(
            ngettext("{count} record was mended.", "{count} records were mended.", count)
        )
        self.check()

    def go_to_backups(self) -> None:
        """To the backups instead, where the whole library can be put back."""
        command = {one.id: one for one in self._context.commands.all()}.get("tools.backups")
        self.reject()
        if command is not None and command.enabled():
            command.run()

    def _show_buttons(self) -> None:
        found = self._found
        writable = not self._context.planner.is_read_only
        self.mend_button.setVisible(bool(found and found.to_mend) and writable)
        self.backups_button.setVisible(bool(found and not found.is_whole))
