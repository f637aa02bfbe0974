"""The imports: each with file, time and counts; taken back within 30 days, what was changed since stays."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.times import on_this_clock
from planner.errors import UserError
from planner.i18n import N_, _, clock, ngettext
from planner.services.import_history import UNDO_DAYS, ImportLine, TakingBack
from planner.ui.context import Context
from planner.ui.models.table_model import Column, PagedTable
from planner.ui.widgets.fields import day_text
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

KINDS: Final = {
    "excel": N_("Workbook"),
    "workbook": N_("Workbook"),
    "vcard": N_("Contact cards"),
    "calendar": N_("Calendar"),
    "events": N_("Events"),
    "sheet": N_("Sheet of a visit"),
    "mail": N_("Mail"),
    "text": N_("Text"),
}
_NAMES_SHOWN: Final = 8


def _when(line: ImportLine) -> str:
    at = on_this_clock(line.batch.at)
    return f"{day_text(at.date())} {clock(at)}"


def _counts(line: ImportLine) -> str:
    """ "3 new, 1 updated, 2 left out"."""
    batch = line.batch
    parts = [
        (batch.added, ngettext("{count} new", "{count} new", batch.added)),
        (batch.updated, ngettext("{count} updated", "{count} updated", batch.updated)),
        (batch.skipped, ngettext("{count} left out", "{count} left out", batch.skipped)),
    ]
    return ", ".join(text for count, text in parts if count)


def _state(line: ImportLine) -> str:
    if line.batch.undone_at is not None:
        return _("taken back")
    return "" if line.can_be_undone else _("stays")


COLUMNS: Final = (
    Column[ImportLine](
        N_("File"),
        lambda line: line.batch.file_name,
        200,
        icon=lambda line: "undo-2" if line.batch.undone_at else "download",
    ),
    Column[ImportLine](N_("When"), _when, 170, keeps=True, muted=True),
    Column[ImportLine](N_("What became of it"), _counts, 190),
    Column[ImportLine](N_("Visit"), lambda line: line.visit, 150, muted=True),
    Column[ImportLine](N_("Kind"), lambda line: _(KINDS.get(line.batch.kind, "")), 100, muted=True),
    Column[ImportLine](N_("Who"), lambda line: line.author, 90, muted=True),
    Column[ImportLine](N_("State"), _state, 90, muted=True),
)


class ImportHistoryDialog(QDialog):
    """Before anything is taken back, it says how much goes and what stays."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("Imports"))
        self.resize(860, 480)
        imports = context.planner.import_history
        self.model = PagedTable[ImportLine](
            COLUMNS, imports.count, imports.page, lambda line: line.batch.id, self
        )
        self.table = Table(_("Imports"), self)
        self.table.set_empty("download", _("Nothing was imported yet."))
        self.table.show_model(self.model)
        self.says = Label("", wrap=True, parent=self)
        self.says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._planned: TakingBack | None = None
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.look = buttons.addButton(_("Take back…"), role)
        self.sure = buttons.addButton(_("Take back now"), role)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.look, self.sure, close):
            button.setAutoDefault(False)
        close.clicked.connect(self.accept)
        self.look.clicked.connect(self.ask)
        self.sure.clicked.connect(self.take_back)
        layout = QVBoxLayout(self)
        for widget in (self.table, self.says, buttons):
            layout.addWidget(widget)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _key: self.ask())
        self.model.refresh()
        self.table.choose(0)
        self._choose()

    def ask(self) -> None:
        """Say what taking back the import in front would do."""
        line = self._line()
        if line is None or not self.look.isEnabled():
            return
        imports, batch = self._context.planner.import_history, line.batch.id
        self._busy()
        self._context.tasks.run(
            lambda _progress: imports.preview(batch),
            self._show_plan,
            self._refused,
            _("Looking at what was changed since"),
        )

    def take_back(self) -> None:
        """Do it, as one step."""
        planned = self._planned
        if planned is None:
            return
        imports, batch = self._context.planner.import_history, planned.batch.id
        self._busy()
        self._context.tasks.run(
            lambda _progress: imports.take_back(batch),
            self._taken_back,
            self._refused,
            _("Taking the import back"),
        )

    def _busy(self) -> None:
        self.look.setEnabled(False)
        self.sure.setEnabled(False)

    def _show_plan(self, planned: TakingBack) -> None:
        self._planned = planned
        parts = [
            ngettext(
                "{count} record goes or returns to what it was.",
                "{count} records go or return to what they were.",
                planned.rows,
            )
        ]
        if planned.kept:
            names = ", ".join(one.name for one in planned.kept[:_NAMES_SHOWN])
            more = len(planned.kept) - _NAMES_SHOWN
            names = f"{names} … (+{more})" if more > 0 else names
            parts.append(
                _("These stay, because they were changed or used since: {names}.").format(
                    names=names
                )
            )
        self._say(" ".join(parts), "warn" if planned.kept else "text")
        self.sure.show()
        self.sure.setEnabled(planned.rows > 0)
        self.sure.setFocus()

    def _taken_back(self, done: TakingBack) -> None:
        self._planned = None
        self.model.refresh()
        self._choose()
        self._say(
            ngettext(
                "The import was taken back: {count} record.",
                "The import was taken back: {count} records.",
                done.rows,
            )
        )
        self.table.setFocus()

    def _refused(self, error: Exception) -> None:
        self._planned = None
        if not isinstance(error, UserError):
            self._context.messages.unexpected(error)
        self._choose()
        self._say(str(error), "danger")

    def _choose(self, _key: str = "") -> None:
        self._planned = None
        line = self._line()
        can = line is not None and line.can_be_undone
        self.look.setEnabled(can and not self._context.planner.is_read_only)
        self.sure.hide()
        self._say("" if can or line is None else _why_not(line), "text2")

    def _say(self, text: str, token: str = "text") -> None:
        self.says.setText(text)
        self.says.set_token(token)
        self.says.setVisible(bool(text))

    def _line(self) -> ImportLine | None:
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None


def _why_not(line: ImportLine) -> str:
    if line.batch.undone_at is not None:
        return _("This import was taken back.")
    return _("An import can be taken back for {days} days.").format(days=UNDO_DAYS)
