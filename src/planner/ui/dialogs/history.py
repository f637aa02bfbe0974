"""The history: every step with who and when; one can be taken back if its records are as it left them."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.history import Step
from planner.domain.times import on_this_clock
from planner.errors import UserError
from planner.i18n import N_, _, clock
from planner.ui.context import Context
from planner.ui.models.table_model import Column, PagedTable
from planner.ui.undoing import step_text
from planner.ui.widgets.fields import day_text
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table


def _when(step: Step) -> str:
    at = on_this_clock(step.at)
    return f"{day_text(at.date())} {clock(at)}"


def _state(step: Step) -> str:
    if step.undone_by is not None:
        return _("taken back")
    return _("stays") if step.lasting else ""


COLUMNS: Final = (
    Column[Step](
        N_("Step"),
        step_text,
        260,
        icon=lambda step: "undo-2" if step.undone_by is not None else "history",
    ),
    Column[Step](N_("When"), _when, 160, muted=True),
    Column[Step](N_("Who"), lambda step: step.author, 100, muted=True),
    Column[Step](N_("State"), _state, 90, muted=True),
)


class HistoryDialog(QDialog):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("History"))
        self.resize(680, 480)
        history = context.planner.history
        self.model = PagedTable[Step](
            COLUMNS, history.count, history.page, lambda step: str(step.number), self
        )
        self.table = Table(_("History"), self)
        self.table.set_empty("history", _("Nothing was done yet. Every change will stand here."))
        self.table.show_model(self.model)
        self._error = Label("", "danger", wrap=True, parent=self)
        self._error.hide()
        buttons = QDialogButtonBox(self)
        self.undo = buttons.addButton(
            _("Take this step back"), QDialogButtonBox.ButtonRole.ActionRole
        )
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole).clicked.connect(
            self.accept
        )
        self.undo.clicked.connect(self.take_back)
        layout = QVBoxLayout(self)
        for widget in (self.table, self._error, buttons):
            layout.addWidget(widget)
        self.table.chosen.connect(self._look)
        self.model.refresh()
        self.table.choose(0)
        self._look()

    def take_back(self) -> None:
        """Undo the step in front, out of order if need be; a merge is taken apart at any later time."""
        row = self.table.currentIndex().row()
        step, planner = self.model.line(row), self._context.planner
        latest = planner.history.next_undo()
        try:
            if "merge" in step.facts and (latest is None or latest.number != step.number):
                planner.merging.take_apart(str(step.facts["merge"]))
            else:
                planner.history.undo(step.number)
        except UserError as error:
            self._error.setText(str(error))
            self._error.show()
            return
        self._error.hide()
        self.model.refresh()
        self._look()

    def _look(self, _key: str = "") -> None:
        row = self.table.currentIndex().row()
        step = self.model.line(row) if 0 <= row < self.model.rowCount() else None
        can = step is not None and step.undone_by is None and not step.lasting
        self.undo.setEnabled(can and not self._context.planner.is_read_only)
