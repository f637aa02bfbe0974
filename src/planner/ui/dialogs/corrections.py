"""Who holds a value that is not so any more: a notice to each as a draft, or why none is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.domain.disclosed_words import (
    fields_text,
    paper_title,
    recipient_text,
    when_text,
)
from planner.domain.ids import PersonId
from planner.errors import UserError
from planner.i18n import N_, _, ngettext
from planner.ui.dialogs.forms import offer_languages, verb_button, verbs_and_close
from planner.ui.fitting import fit
from planner.ui.locale import LANGUAGE_NAMES
from planner.ui.models.table_model import Column, ListTable
from planner.ui.pages.visit_ask import AskText
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.domain.data_rights import Correction
    from planner.services.corrections import Notice, Owed
    from planner.services.planner import Planner
    from planner.ui.context import Context
    from planner.ui.tasks import Progress


@dataclass(frozen=True, slots=True)
class Line:
    """One who has to be told, with where the notice would go."""

    owed: Owed
    email: str
    language: str

    @property
    def notice(self) -> Notice:
        from planner.services.corrections import Notice

        return Notice(owed=self.owed, email=self.email, language=self.language)


def columns(*, with_person: bool) -> list[Column[Line]]:
    person: list[Column[Line]] = [
        Column(N_("Name"), lambda line: line.owed.person, 150, icon=lambda _line: "user")
    ]
    return [
        *(person if with_person else []),
        Column(
            N_("To whom"),
            lambda line: recipient_text(line.owed.disclosure),
            170,
            tone=lambda line: None if line.owed.recipient else "text2",
        ),
        Column(N_("Otherwise today"), lambda line: fields_text(line.owed.fields), 170, tone=lambda _line: "warn"),
        Column(N_("File"), lambda line: line.owed.disclosure.file_name or paper_title(line.owed.disclosure), 170, muted=True),
        Column(N_("When"), lambda line: when_text(line.owed.disclosure), 165, keeps=True),
        Column(N_("E-mail"), lambda line: line.email or _("to be filled in"), 170, tone=lambda line: None if line.email else "text2"),
        Column(N_("Language"), lambda line: LANGUAGE_NAMES.get(line.language, ""), 90, muted=True),
    ]  # fmt: skip


def read(planner: Planner, person: PersonId | None, progress: Progress) -> list[Line]:
    """All that is owed about one person, or about everybody; compares what hundreds of files said."""
    owed = (
        planner.corrections.owed_to_all(progress)
        if person is None
        else planner.corrections.owed(person)
    )
    reach = planner.corrections.reach(owed)
    return [Line(one, reach[one.key].email, reach[one.key].language) for one in owed]


class CorrectionsDialog(QDialog):
    """About one person, or about all. All are selected: usually all are told."""

    def __init__(
        self, context: Context, person: PersonId | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._person = context, person
        self._service = context.planner.corrections
        self._said: dict[str, Line] = {}
        self._settled: Sequence[Correction] = ()
        self._reading = 0
        self._done = ""
        """What was done last."""
        name = context.planner.contacts.card(person).person.name if person else ""
        self.setWindowTitle(
            _("Corrections owed for {name}").format(name=name) if name else _("Corrections owed")
        )
        fit(self, 980, 520)
        self.model = ListTable[Line](
            columns(with_person=person is None), (), lambda line: line.owed.key, self
        )
        self.table = Table(_("Who holds an old value"), self)
        self.table.show_model(self.model)
        self.table.set_empty("mail", _("Comparing what was handed out with what is so today …"))
        self.email, self.language = QLineEdit(self), QComboBox(self)
        self.said = Label("", "text2", wrap=True, parent=self)
        self.error = Label("", "danger", wrap=True, parent=self)
        self._arrange()
        self._connect()
        self.read()

    def _arrange(self) -> None:
        about = _(
            "They were given a value that was changed since. A notice tells each the new one: it is"
            " a draft that you look at and send. Who need not be told is settled with a reason."
        )
        self.email.setPlaceholderText(_("Filled in in the mail program"))
        self.email.setMaxLength(320)
        self.email.setClearButtonEnabled(True)
        offer_languages(self.language)
        line = QHBoxLayout()
        line.setSpacing(8)
        for title, widget in ((_("E-mail"), self.email), (_("Language"), self.language)):
            label = Label(title, "text2", size=0.9, parent=self)
            label.setBuddy(widget)
            widget.setAccessibleName(title)
            widget.setMinimumHeight(28)
            line.addWidget(label)
            line.addWidget(widget, 1 if widget is self.email else 0)
        line.addStretch(1)
        self.draft = verb_button(self, "mail", _("Draft notices…"), self.write)
        self.settle = verb_button(self, "check", _("Need not be told…"), self.ask_reason)
        self.back = verb_button(self, "undo-2", _("Take back"), self.take_back)
        self.open_one = verb_button(self, "user", _("Open the person"), self.open_person)
        self.back.hide()
        self.open_one.setVisible(self._person is None)
        bar = verbs_and_close(self, (self.draft, self.settle, self.open_one, self.back))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(Label(about, "text2", wrap=True, parent=self))
        rows.addWidget(self.table, 1)
        rows.addLayout(line)
        rows.addWidget(self.said)
        rows.addWidget(self.error)
        rows.addLayout(bar)
        self.error.hide()

    def _connect(self) -> None:
        self.table.chosen.connect(lambda _key: self._fill())
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._enable())
        self.table.opened.connect(lambda _key: self.email.setFocus())
        self.email.editingFinished.connect(lambda: self._say(email=self.email.text().strip()))
        self.language.activated.connect(
            lambda _row: self._say(language=str(self.language.currentData()))
        )
        self._fill()

    # reading

    def read(self) -> None:
        """Compare anew, elsewhere; what was typed for somebody stays."""
        self._reading += 1
        mine, planner, person = self._reading, self._context.planner, self._person

        def show(found: list[Line]) -> None:
            if mine == self._reading:
                self._show(found)

        self._context.tasks.run(
            lambda progress: read(planner, person, progress),
            show,
            self._failed,
            text=_("Looking who holds what…"),
        )

    def _show(self, found: list[Line]) -> None:
        lines = [self._said.get(line.owed.key, line) for line in found]
        self.table.set_empty("check", _("Nobody has to be told anything."))
        self.model.set_lines(lines)
        self.table.tell_again()
        if lines:
            self.table.choose(0)
            self.table.select_rows(range(len(lines)))
        self._fill()

    @property
    def lines(self) -> list[Line]:
        return [self.model.line(row) for row in range(self.model.rowCount())]

    @property
    def chosen(self) -> list[Line]:
        """Who is selected, in the order of the list."""
        keys = set(self.table.selected_keys())
        return [line for line in self.lines if line.owed.key in keys]

    @property
    def current(self) -> Line | None:
        row = self.model.row_of(self.table.current_key)
        return self.model.line(row) if row is not None else None

    def _fill(self) -> None:
        line = self.current
        for widget in (self.email, self.language):
            widget.setEnabled(line is not None)
        self.email.setText(line.email if line else "")
        self.language.setCurrentIndex(
            max(0, self.language.findData(line.language if line else "en"))
        )
        self._enable()

    def _enable(self) -> None:
        count, writable = len(self.chosen), not self._context.planner.is_read_only
        for button in (self.draft, self.settle):
            button.setEnabled(count > 0 and writable)
        self.open_one.setEnabled(self.current is not None)
        total = self.model.rowCount()
        text = _("{count} of {total} chosen").format(count=count, total=total) if total else ""
        self.said.setText(" · ".join(part for part in (self._done, text) if part))

    def _say(self, **said: Any) -> None:
        """Keep what was typed for the one in front."""
        line = self.current
        if line is None or all(getattr(line, name) == value for name, value in said.items()):
            return
        row, keys = self.table.currentIndex().row(), self.table.selected_rows()
        self._said[line.owed.key] = replace(line, **said)
        self.model.set_lines([self._said.get(one.owed.key, one) for one in self.lines])
        self.table.choose(row)
        self.table.select_rows(keys)

    # verbs

    def write(self) -> None:
        """A draft to each who is chosen, into a folder; each goes on the register."""
        chosen = self.chosen
        if not chosen:
            return
        folder = self._context.files.folder(self, _("Folder for the drafts"), "corrections")
        if folder is None:
            return
        notices = [line.notice for line in chosen]

        def done(paths: Sequence[Path]) -> None:
            text = ngettext(
                "{count} draft in {folder}. Look at it and send it.",
                "{count} drafts in {folder}. Look at them and send them.",
                len(paths),
                folder=str(folder),
            )
            self._finish(text)

        def failed(error: Exception) -> None:
            """Drafts before the one that was refused are there and on record."""
            self._failed(error)
            self.read()

        self.draft.setEnabled(False)
        self._context.tasks.run(
            lambda _progress: self._service.draft(folder, notices),
            done,
            failed,
            text=_("Writing files"),
        )

    def ask_reason(self) -> None:
        chosen = self.chosen
        if not chosen:
            return
        ask = AskText(
            self,
            title=_("Need not be told"),
            about=ngettext(
                "{count} recipient keeps an old value and gets no notice.",
                "{count} recipients keep an old value and get no notice.",
                len(chosen),
            ),
            label=_("Why: told on the phone, the file was deleted …"),
            verb=_("Settle"),
        )
        ask.accepted.connect(lambda: self._settle(chosen, ask.answer))
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def _settle(self, chosen: Sequence[Line], reason: str) -> None:
        done = attempt(
            self._context,
            lambda: self._service.settle_all([line.owed for line in chosen], reason),
        )
        if done:
            self._settled = done
            self._finish(ngettext("{count} settled.", "{count} settled.", len(done)))
            self.back.show()

    def take_back(self) -> None:
        """What was settled just now is owed again."""
        settled, self._settled = self._settled, ()
        attempt(self._context, lambda: self._service.take_back(settled))
        self._finish("")

    def open_person(self) -> None:
        if (line := self.current) is not None:
            behind = self.parentWidget()
            self.accept()
            if isinstance(behind, QDialog):
                behind.accept()
            self._context.open_record("person", line.owed.person_id)

    def _finish(self, text: str) -> None:
        self.error.hide()
        self.back.hide()
        self.model.set_lines(())
        self._done = text
        self._enable()
        self.read()

    def _failed(self, error: Exception) -> None:
        """What the reader can mend stands here; nothing that was typed is lost."""
        if isinstance(error, UserError):
            self.error.setText(str(error))
            self.error.show()
        else:
            self._context.messages.unexpected(error)
        self._enable()
