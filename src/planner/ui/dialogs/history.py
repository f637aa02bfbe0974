"""The history: every step with who and when, found by person, visit and day; what each changed.

One can be taken back if its records are as it left them.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner import history_phrases
from planner.domain.history import Asked, FieldStep, RecordChange, Step
from planner.domain.times import on_this_clock
from planner.domain.word_titles import TITLES
from planner.errors import UserError
from planner.i18n import N_, _, clock
from planner.services.backups import RESTORES, MovedAside
from planner.ui.context import Context
from planner.ui.fitting import fit
from planner.ui.models.table_model import Column, ListTable, PagedTable
from planner.ui.tasks import Tasks
from planner.ui.undoing import step_text
from planner.ui.widgets.fields import DateField, SearchField, day_text
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

ABOUT: Final = ("person", "visit", "organisation", "agreement", "site", "item", "follow_up")
"""The words of records that one looks for in the history."""
_RECORD: Final = Qt.ItemDataRole.UserRole


def _when(step: Step) -> str:
    at = on_this_clock(step.at)
    return f"{day_text(at.date())} {clock(at)}"


def _state(step: Step) -> str:
    if step.undone_by is not None:
        return _("taken back")
    return _("stays") if step.lasting and step.label not in RESTORES else ""


def _why_it_stays(step: Step) -> str:
    """In a sentence, for the verb that is grey beside it."""
    if step.label in RESTORES:
        return _(
            "This restore cannot be taken back any more: what it replaced is not kept any longer."
        )
    return _(
        "This step stays: papers or files of it went out, or it settled something for good."
        " Change the records themselves if they are wrong."
    )


SMALL: Final = 8
"""Records of a step that are named at once."""
COLUMNS: Final = (
    Column[Step](
        N_("Step"),
        step_text,
        320,
        icon=lambda step: "undo-2" if step.undone_by is not None else "history",
    ),
    Column[Step](N_("When"), _when, 185, muted=True),
    Column[Step](N_("Who"), lambda step: step.author, 120, muted=True),
    Column[Step](N_("State"), _state, 100, muted=True),
)


class HistoryDialog(QDialog):
    """``about``: word, id and name of a record that is asked for from the start.

    ``restore_undone`` asks for what a restore replaced, once the dialog is gone.
    """

    restore_undone = Signal(int)

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        *,
        about: tuple[str, str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._tasks = Tasks(context.messages, self)
        self.setWindowTitle(_("History"))
        fit(self, 860, 620)
        history = context.planner.history
        self.model = PagedTable[Step](
            COLUMNS,
            lambda: history.count(self._asked()),
            lambda offset, limit: history.page(offset, limit, self._asked()),
            lambda step: str(step.number),
            self,
        )
        self._ask_line(about)
        self.table = Table(_("History"), self)
        self.table.show_model(self.model)
        self.changes = _ChangeTree(self)
        self.why = Label("", "text2", wrap=True, parent=self)
        self._shown: Step | None = None
        self._error = Label("", "danger", wrap=True, parent=self)
        self._error.hide()
        self._arrange()
        self.table.chosen.connect(self._look)
        self.changes.currentItemChanged.connect(lambda *_args: self._look_at_field())
        self.read()

    def _ask_line(self, about: tuple[str, str, str] | None) -> None:
        self.about = SearchField(
            _("About"), self._choices, hint=_("Person, visit, organisation …"), parent=self
        )
        self.first, self.last = DateField(_("From"), self), DateField(_("To"), self)
        if about is not None:
            word, key, name = about
            self.about.set_value((f"{word}:{key}", name))
        for field in (self.about, self.first, self.last):
            field.committed.connect(lambda *_args: self.read())

    def _arrange(self) -> None:
        asking = QHBoxLayout()
        asking.setSpacing(12)
        for field, stretch in ((self.about, 3), (self.first, 1), (self.last, 1)):
            asking.addWidget(field, stretch)
        panes = QSplitter(Qt.Orientation.Vertical, self)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.table)
        panes.addWidget(self.changes)
        panes.setSizes([330, 210])
        for tall in (self.table, self.changes):
            tall.setMinimumHeight(90)
        buttons = QDialogButtonBox(self)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.undo = buttons.addButton(_("Take this step back"), action)
        self.of_field = buttons.addButton(_("Who changed this field…"), action)
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in buttons.buttons():
            button.setMinimumHeight(30)
        close.clicked.connect(self.accept)
        self.undo.clicked.connect(self.take_back)
        self.of_field.clicked.connect(self.show_field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(asking)
        layout.addWidget(panes, 1)
        layout.addWidget(self.why)
        layout.addWidget(self._error)
        layout.addWidget(buttons)

    def _choices(self, text: str) -> list[tuple[str, str]]:
        hits = self._context.planner.search(text, 12, words=ABOUT) if text else []
        return [
            (f"{hit.word}:{hit.id}", f"{hit.title} – {hit.detail or _(TITLES[hit.word])}")
            for hit in hits
        ]

    def _asked(self) -> Asked:
        word, _colon, key = (self.about.value() or "").partition(":")
        return Asked(word=word, key=key, first_day=self.first.value(), last_day=self.last.value())

    def read(self) -> None:
        """Ask again, and show the latest step that is found."""
        asked = self._asked() != Asked()
        self.table.set_empty(
            "history",
            _("Nothing was changed there in that time.")
            if asked
            else _("Nothing was done yet. Every change will stand here."),
        )
        self.model.refresh()
        self.table.tell_again()
        self._shown = None
        self.table.choose(0)
        self._look()

    @property
    def step(self) -> Step | None:
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None

    def take_back(self) -> None:
        """Undo the step in front, out of order if need be, or do it again where it was taken back; a
        merge is taken apart at any later time."""
        step, planner = self.step, self._context.planner
        if step is None:
            return
        if (aside := self._aside(step)) is not None:
            self.accept()
            self.restore_undone.emit(aside.number)
            return
        latest = planner.history.next_undo()
        try:
            if step.undone_by is not None:
                planner.history.redo(step.number)
            elif "merge" in step.facts and (latest is None or latest.number != step.number):
                planner.merging.take_apart(str(step.facts["merge"]))
            else:
                planner.history.undo(step.number)
        except UserError as error:
            self._say(error)
            return
        self._error.hide()
        self.model.refresh()
        self._look()

    def show_field(self) -> None:
        """Who changed the field in front, and when."""
        chosen = self.changes.field
        if chosen is None:
            return
        record, field = chosen
        try:
            steps = self._context.planner.history_details.of_field(record.word, record.id, field)
        except UserError as error:
            self._say(error)
            return
        dialog = FieldHistoryDialog(record, field, steps, self)
        dialog.exec()
        dialog.deleteLater()

    def _say(self, error: UserError) -> None:
        self._error.setText(str(error))
        self._error.show()

    def _look(self, _key: str = "") -> None:
        step = self.step
        aside = self._aside(step) if step is not None else None
        can = step is not None and (not step.lasting or aside is not None)
        self.undo.setEnabled(can and not self._context.planner.is_read_only)
        is_undone = step is not None and step.undone_by is not None
        self.undo.setText(_("Do this step again") if is_undone else _("Take this step back"))
        self.why.setText(_why_it_stays(step) if step is not None and not can else "")
        self.why.setVisible(bool(self.why.text()))
        if step is not None and step == self._shown:
            return
        self._shown = step
        self._error.hide()
        self.changes.show_changes([])
        if step is not None:
            self._look_at_changes(step)
        if step is not None and aside is not None:
            self._look_into(step)
        self._look_at_field()

    def _look_at_changes(self, step: Step) -> None:
        """Each record is named, which takes its time: of a large step beside the window."""
        details = self._context.planner.history_details

        def show(told: list[RecordChange]) -> None:
            if self._shown == step:
                self.changes.show_changes(told)
                self._look_at_field()

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                self._context.messages.unexpected(error)
            elif self._shown == step:
                self._say(error)

        if details.size(step.number) > SMALL:
            self._tasks.run(lambda _progress: details.told(step.number), show, failed)
            return
        try:
            show(details.told(step.number))
        except UserError as error:
            failed(error)

    def _aside(self, step: Step) -> MovedAside | None:
        """What the step replaced, if it is a restore that can be taken back."""
        planner = self._context.planner
        return planner.backups.aside_of(step) if planner.can_back_up else None

    def _look_into(self, step: Step) -> None:
        """The steps that a restore took back stand in another file: they are read beside the window."""
        backups = self._context.planner.backups

        def found(steps: list[Step]) -> None:
            if self.step == step:
                self.changes.show_taken_back(steps)

        self._tasks.run(lambda _progress: backups.taken_back(step), found)

    def done(self, result: int) -> None:
        self._tasks.close()
        super().done(result)

    def _look_at_field(self) -> None:
        self.of_field.setEnabled(self.changes.field is not None)


class _ChangeTree(QTreeWidget):
    """What a step changed: below each record its fields, before and after."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderLabels([_("What changed"), _("Before"), _("After")])
        self.setAccessibleName(_("What changed"))
        self.setAlternatingRowColors(False)
        self.setUniformRowHeights(True)
        for column, width in enumerate((300, 230, 230)):
            self.setColumnWidth(column, width)

    def show_changes(self, told: list[RecordChange]) -> None:
        self.clear()
        for record in told:
            row = QTreeWidgetItem(self, [history_phrases.heading(record)])
            row.setFirstColumnSpanned(True)
            for change in record.fields:
                texts = history_phrases.field_values(record.word, change)
                title = history_phrases.field_title(record.word, change.field)
                below = QTreeWidgetItem(row, [title, *texts])
                below.setData(0, _RECORD, (record, change.field))
                for column, text in enumerate(texts, 1):
                    below.setToolTip(column, "")
                    below.setData(column, Qt.ItemDataRole.AccessibleTextRole, text)
            row.setExpanded(len(told) <= 20)

    def show_taken_back(self, steps: list[Step]) -> None:
        """What a restore took back, the latest first."""
        self.clear()
        if steps:
            top = QTreeWidgetItem(self, [_("Taken back by the restore")])
            top.setFirstColumnSpanned(True)
            for step in steps:
                row = QTreeWidgetItem(
                    top, [" · ".join((step_text(step), _when(step), step.author))]
                )
                row.setFirstColumnSpanned(True)
            top.setExpanded(True)

    @property
    def field(self) -> tuple[RecordChange, str] | None:
        """The record and the field in front."""
        row = self.currentItem()
        return row.data(0, _RECORD) if row is not None else None


class FieldHistoryDialog(QDialog):
    """Who changed one field of one record, and when, the latest first."""

    def __init__(
        self, record: RecordChange, field: str, steps: list[FieldStep], parent: QWidget
    ) -> None:
        super().__init__(parent)
        title = history_phrases.field_title(record.word, field)
        self.setWindowTitle(
            _("{field} of {name}").format(
                field=title, name=record.name or _(TITLES.get(record.word, record.word))
            )
        )
        fit(self, 760, 360)

        def said(line: FieldStep, side: int) -> str:
            return history_phrases.field_values(record.word, line.change)[side]

        columns = (
            Column[FieldStep](N_("Before"), lambda line: said(line, 0), 200),
            Column[FieldStep](N_("After"), lambda line: said(line, 1), 200),
            Column[FieldStep](N_("When"), lambda line: _when(line.step), 185, muted=True),
            Column[FieldStep](N_("Who"), lambda line: line.step.author, 120, muted=True),
        )
        self.model = ListTable[FieldStep](columns, steps, lambda line: str(line.step.number), self)
        self.table = Table(title, self)
        self.table.show_model(self.model)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
