"""What a person asked about data: taken down, counted to its day, and answered with two files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from planner.domain.data_rights import REQUEST_KINDS, DataRequest, RequestKind
from planner.domain.ids import PersonId
from planner.i18n import N_, _
from planner.services.data_requests import due_on, months_on
from planner.ui.dialogs.forms import verb_button
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.fields import short_day
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.ui.context import Context


def columns(today: dt.date) -> list[Column[DataRequest]]:
    def is_late(one: DataRequest) -> bool:
        day = due_on(one)
        return one.answered_on is None and day is not None and day < today

    return [
        Column(N_("Request"), lambda one: _(REQUEST_KINDS[one.kind]), 200, takes_rest=True),
        Column(N_("Received"), lambda one: short_day(one.received_on), 110, keeps=True),
        Column(
            N_("Due on"),
            lambda one: short_day(due_on(one)) if one.answered_on is None else "",
            110,
            keeps=True,
            tone=lambda one: "warn" if is_late(one) else None,
        ),
        Column(N_("Answered"), lambda one: short_day(one.answered_on), 110, keeps=True),
    ]


class DataRequestsDialog(QDialog):
    """The requests of one person."""

    written = Signal()
    _LATER: Final = 3
    """Months from the day of a request to which an answer can be put off."""

    def __init__(self, context: Context, person: PersonId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._person = context, person
        self._service = context.planner.data_requests
        name = context.planner.contacts.card(person).person.name
        self.setWindowTitle(_("Requests of {name} about data").format(name=name))
        self.model = ListTable[DataRequest](
            columns(context.planner.today()), (), lambda one: one.id, self
        )
        self.table = Table(_("Requests"), self)
        self.table.show_model(self.model)
        self.table.set_empty("file-text", _("Nothing was asked yet."))
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(_("What is asked for"))
        for kind, title in REQUEST_KINDS.items():
            self.kind.addItem(_(title), kind)
        today = context.planner.today()
        self.day = QDateEdit(QDate(today.year, today.month, today.day), self)
        self.day.setCalendarPopup(True)
        self.day.setMaximumDate(self.day.date())
        self.day.setAccessibleName(_("Received"))
        self.take = verb_button(self, "plus", _("Take down"), self.take_down)
        self.answer = verb_button(self, "file-text", _("Write the answer…"), self.write_answer)
        self.longer = verb_button(self, "clock", _("Put off"), self.put_off)
        self.close_one = verb_button(self, "check", _("Is answered"), self.close_request)
        self.said = Label("", "text2", wrap=True, parent=self)
        self._arrange()
        self.table.chosen.connect(lambda _key: self._enable())
        self._read()

    def _arrange(self) -> None:
        about = _(
            "A request is answered within a month. The answer is written as a PDF and as data, with"
            " all that is held, from whom and to whom; other people are taken out of it."
        )
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.kind, self.day):
            widget.setMinimumHeight(28)
            top.addWidget(widget)
        top.addWidget(self.take)
        top.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setMinimumHeight(30)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button in (self.answer, self.longer, self.close_one):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        rows.addLayout(top)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.said)
        rows.addLayout(bar)
        self.resize(760, 420)

    def _read(self) -> None:
        self.model.set_lines(self._service.of(self._person))
        if not self.table.current_key:
            self.table.choose(0)
        self._enable()

    def _enable(self) -> None:
        writable = not self._context.planner.is_read_only
        waiting = self.current is not None and self.current.answered_on is None
        self.take.setEnabled(writable)
        self.longer.setEnabled(writable and waiting)
        self.close_one.setEnabled(writable and waiting)

    @property
    def current(self) -> DataRequest | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    # verbs

    def take_down(self) -> None:
        kind, day = RequestKind(self.kind.currentData()), self.day.date()
        came = dt.date(day.year(), day.month(), day.day())
        attempt(self._context, lambda: self._service.receive(self._person, kind, came))
        self._read()

    def put_off(self) -> None:
        """As long as the law lets it."""
        one = self.current
        if one is not None and one.received_on is not None:
            until = months_on(one.received_on, self._LATER)
            attempt(self._context, lambda: self._service.extend(one.id, until))
            self._read()

    def close_request(self) -> None:
        one = self.current
        if one is not None:
            attempt(self._context, lambda: self._service.close(one.id))
            self._read()

    def write_answer(self) -> None:
        """Two files into a folder; both go on the register."""
        folder = self._context.files.folder(self, _("Folder for the answer"), "access answer")
        if folder is None:
            return
        planner, person = self._context.planner, self._person
        self.answer.setEnabled(False)

        def done(paths: Sequence[Path]) -> None:
            self.answer.setEnabled(True)
            names = ", ".join(path.name for path in paths)
            text = _("Written: {files}. Make sure that it goes to the person alone.")
            self.said.setText(text.format(files=names))
            self._read()
            self.written.emit()

        def failed(error: Exception) -> None:
            self.answer.setEnabled(True)

            def again() -> None:
                raise error

            attempt(self._context, again)

        self._context.tasks.run(
            lambda _progress: planner.access_answers.write(folder, person),
            done,
            failed,
            text=_("Gathering all that is held …"),
        )
