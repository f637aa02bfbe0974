"""What a person asked about data: taken down, counted to its day, and answered with two files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from planner.domain.data_rights import REQUEST_KINDS, DataRequest, RequestKind
from planner.domain.ids import PersonId
from planner.i18n import N_, _, day_in_words
from planner.services.data_requests import due_on, months_on
from planner.ui.dialogs.forms import verb_button, verbs_and_close
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_ask import ask_text
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.fields import short_day
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.ui.context import Context


def columns(
    today: dt.date, names: Callable[[DataRequest], str] | None = None
) -> list[Column[DataRequest]]:
    """With ``names`` whose each is comes first."""

    def is_late(one: DataRequest) -> bool:
        day = due_on(one)
        return one.answered_on is None and day is not None and day < today

    whose = [Column(N_("Person"), names, 180, keeps=True)] if names is not None else []
    return [
        *whose,
        Column(N_("Request"), lambda one: _(REQUEST_KINDS[one.kind]), 180, keeps=True),
        Column(N_("Received"), lambda one: short_day(one.received_on), 110, keeps=True),
        Column(
            N_("Due on"),
            lambda one: short_day(due_on(one)) if one.answered_on is None else "",
            110,
            keeps=True,
            tone=lambda one: "warn" if is_late(one) else None,
        ),
        Column(N_("Answered"), _answered, 160, keeps=True),
        Column(N_("Notes"), lambda one: one.notes.replace("\n", "; "), 200, takes_rest=True),
    ]


def _answered(one: DataRequest) -> str:
    """The day; of an answer that lies there, that it has to go to the person still."""
    if one.answered_on is None and one.file_hash:
        return _("written, not sent")
    return short_day(one.answered_on)


class DataRequestsDialog(QDialog):
    """The requests of one person, or of everybody: then none is taken down here."""

    written = Signal()
    _LATER: Final = 3
    """Months from the day of a request to which an answer can be put off."""

    def __init__(
        self, context: Context, person: PersonId | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._person = context, person
        self._service = context.planner.data_requests
        self._names: dict[str, str] = {}
        if person is not None:
            name = context.planner.contacts.card(person).person.name
            self.setWindowTitle(_("Requests of {name} about data").format(name=name))
        else:
            self.setWindowTitle(_("Requests about data"))
        names = None if person is not None else lambda one: self._names.get(one.id, "")
        self.model = ListTable[DataRequest](
            columns(context.planner.today(), names), (), lambda one: one.id, self
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
        self.sent = verb_button(self, "send", _("It was sent"), self.was_sent)
        self.longer = verb_button(self, "clock", _("Put off…"), self.put_off)
        self.close_one = verb_button(self, "check", _("Answered otherwise…"), self.close_request)
        self.notes = Label("", "text2", wrap=True, parent=self)
        self.said = Label("", "text2", wrap=True, parent=self)
        self._arrange()
        self.table.chosen.connect(lambda _key: self._enable())
        self._read()

    def _arrange(self) -> None:
        about = _(
            "A request is answered within a month. The answer is written as a PDF and as data, with"
            " all that is held, from whom and to whom; other people are taken out of it. It is answered"
            " once it was sent."
        )
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.kind, self.day, self.take):
            widget.setMinimumHeight(28)
            widget.setVisible(self._person is not None)
            top.addWidget(widget)
        top.addStretch(1)
        bar = verbs_and_close(self, (self.answer, self.sent, self.longer, self.close_one))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        rows.addLayout(top)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.notes)
        rows.addWidget(self.said)
        rows.addLayout(bar)
        self.resize(900, 440)

    def _read(self) -> None:
        mine = self._person is not None
        found = self._service.of(self._person) if self._person is not None else self._service.all()
        self._names = {} if mine else self._service.names(found)
        key = self.table.current_key
        self.model.set_lines(found)
        row = self.model.row_of(key) if key else None
        self.table.choose(row or 0)  # what was put off stands elsewhere now, and stays in front
        self._enable()

    def _enable(self) -> None:
        writable = not self._context.planner.is_read_only
        one = self.current
        waiting = one is not None and one.answered_on is None
        self.notes.setText(one.notes if one is not None else "")  # whole: the column may cut it off
        self.notes.setVisible(bool(self.notes.text()))
        self.take.setEnabled(writable)
        self.answer.setEnabled(self._asking is not None)
        self.sent.setText(_("Not answered yet") if one and one.answered_on else _("It was sent"))
        self.sent.setEnabled(
            writable and one is not None and bool(one.file_hash or one.answered_on)
        )
        self.longer.setText(
            _("No longer put off") if one is not None and one.extended_to else _("Put off…")
        )
        self.longer.setEnabled(writable and waiting)
        self.close_one.setEnabled(writable and waiting)

    @property
    def _asking(self) -> PersonId | None:
        """Whose answer is written: the person of the window, or of the request in front."""
        return self._person or (self.current.person_id if self.current else None)

    @property
    def current(self) -> DataRequest | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    # verbs

    def take_down(self) -> None:
        kind, day, person = RequestKind(self.kind.currentData()), self.day.date(), self._person
        if person is None:
            return
        came = dt.date(day.year(), day.month(), day.day())
        attempt(self._context, lambda: self._service.receive(person, kind, came))
        self._read()

    def put_off(self) -> None:
        """As long as the law lets it, with a reason; one that was put off is due as before again."""
        one = self.current
        if one is None or one.received_on is None:
            return
        if one.extended_to is not None:
            attempt(self._context, lambda: self._service.take_back_extension(one.id))
            self._read()
            return
        until = months_on(one.received_on, self._LATER)
        reason = ask_text(
            self,
            title=_("Put off the answer"),
            about=_(
                "The answer is due on {day} then. Tell the person within the first month that it"
                " takes longer, and why."
            ).format(day=day_in_words(until, year=True)),
            label=_("Reason"),
            verb=_("Put off"),
        )
        if reason:
            attempt(self._context, lambda: self._service.extend(one.id, until, reason))
            self._read()

    def was_sent(self) -> None:
        """The answer went out; or, of one that was called answered, it did not."""
        one = self.current
        if one is not None:
            act = self._service.reopen if one.answered_on else self._service.sent
            attempt(self._context, lambda: act(one.id))
            self._read()

    def close_request(self) -> None:
        one = self.current
        if one is None:
            return
        how = ask_text(
            self,
            title=_("Answered in another way"),
            about=_("It stays on record with the request."),
            label=_("How it was answered"),
            verb=_("Is answered"),
        )
        if how:
            attempt(self._context, lambda: self._service.close(one.id, how))
            self._read()

    def write_answer(self) -> None:
        """Two files into a folder; both go on the register."""
        folder = self._context.files.folder(self, _("Folder for the answer"), "access answer")
        if folder is None:
            return
        planner, person = self._context.planner, self._asking
        if person is None:
            return
        self.answer.setEnabled(False)

        def done(paths: Sequence[Path]) -> None:
            self.answer.setEnabled(True)
            names = ", ".join(path.name for path in paths)
            text = _(
                "Written: {files}. Make sure that it goes to the person alone, then press “It was sent”."
            )
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
