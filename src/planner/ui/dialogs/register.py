"""The register of all that left the house: found by person, visit, day and recipient, read by the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.domain.disclosed import Asked, HandedOut
from planner.domain.disclosed_words import (
    correction_text,
    fields_text,
    paper_title,
    recipient_text,
    short_when_text,
    special_of,
)
from planner.domain.ids import DisclosureId, PersonId, VisitId
from planner.domain.word_titles import TITLES
from planner.errors import UserError
from planner.i18n import N_, _, current, ngettext
from planner.services.leaving import with_ending
from planner.ui.dialogs.forms import verb_button
from planner.ui.fitting import fit
from planner.ui.models.table_model import Column, ListTable, PagedTable
from planner.ui.pages.handed_out_list import ICONS, SUBJECTS, about_text
from planner.ui.widgets.fields import DateField, Field, LineField, SearchField
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.tasks import Progress

SETTLE: Final = 250
"""Milliseconds after the last key before the register is asked."""
_RECORDS: Final = frozenset({"disclosure", "disclosure_subject", "correction"})


def _special(line: HandedOut) -> bool:
    return bool(special_of(line.disclosure))


COLUMNS: Final = (
    Column[HandedOut](N_("When"), lambda line: short_when_text(line.disclosure), 165, keeps=True),
    Column[HandedOut](
        N_("To whom"),
        lambda line: recipient_text(line.disclosure),
        160,
        icon=lambda line: ICONS[line.disclosure.way],
        tone=lambda line: None if line.disclosure.recipient else "text2",
        takes_rest=True,
    ),
    Column[HandedOut](N_("What for"), lambda line: line.disclosure.purpose, 120),
    Column[HandedOut](N_("Paper"), lambda line: paper_title(line.disclosure), 120),
    Column[HandedOut](N_("People"), lambda line: str(len(line.names)), 60, right=True),
    Column[HandedOut](
        N_("More than usual"),
        lambda line: fields_text(special_of(line.disclosure)),
        130,
        icon=lambda line: "lock" if _special(line) else None,
        tone=lambda line: "warn" if _special(line) else None,
    ),
    Column[HandedOut](N_("File"), lambda line: line.disclosure.file_name, 170, muted=True),
)


class RegisterDialog(QDialog):
    """Reads ids elsewhere and records as they are looked at, so that its length is no matter."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ids: Sequence[DisclosureId] = ()
        self._asking = 0
        self.setWindowTitle(_("What left the house"))
        fit(self, 1060, 680)
        register = context.planner.disclosures
        self.model = PagedTable[HandedOut](
            COLUMNS,
            lambda: len(self._ids),
            lambda offset, limit: register.lines(self._ids[offset : offset + limit]),
            lambda line: line.disclosure.id,
            self,
        )
        self.table = Table(_("What left the house"), self)
        self.table.show_model(self.model)
        self.told_model = ListTable(
            SUBJECTS, key=lambda one: one.person_id or one.name, parent=self
        )
        self.told = Table(_("What it says of whom"), self)
        self.told.show_model(self.told_model)
        self.told.set_empty("users", _("It says nothing of anybody."))
        self.about = Label("", "text2", wrap=True, parent=self)
        self.done_about = Label("", "text2", wrap=True, parent=self)
        self.count = Label("", "text2", parent=self)
        self._later = QTimer(self, singleShot=True, interval=SETTLE)
        self._rest = QTimer(self, singleShot=True, interval=60)
        self._ask_lines()
        self._arrange()
        self._connect()
        self._look()
        self.read()

    def _ask_lines(self) -> None:
        self.search = LineField(_("Search"), hint=_("Recipient, file, purpose or name"))
        self.recipient = LineField(_("To whom"), hint=_("A part of the name"))
        self.subject = SearchField(
            _("About"), self._choices, hint=_("Person or visit"), parent=self
        )
        self.first, self.last = DateField(_("From"), self), DateField(_("To"), self)
        self.special = QCheckBox(_("Only more than usual"), self)
        self.special.setMinimumHeight(28)
        self.special.setToolTip(_("Passports, birth, needs, files of people"))

    def _arrange(self) -> None:
        asking = QHBoxLayout()
        asking.setSpacing(10)
        fields: tuple[tuple[Field, int], ...] = (
            (self.search, 4), (self.recipient, 3), (self.subject, 4), (self.first, 3), (self.last, 3),
        )  # fmt: skip
        for field, stretch in fields:
            asking.addWidget(field, stretch)
        below = QWidget(self)
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(4)
        for widget in (self.about, self.done_about):
            rows.addWidget(widget)
        rows.addWidget(self.told, 1)
        panes = QSplitter(Qt.Orientation.Vertical, self)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.table)
        panes.addWidget(below)
        panes.setSizes([380, 200])
        for tall in (self.table, self.told):
            tall.setMinimumHeight(70)
        line = QHBoxLayout()
        line.addWidget(self.special)
        line.addStretch(1)
        line.addWidget(self.count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(6)
        outer.addLayout(asking)
        outer.addLayout(line)
        outer.addWidget(panes, 1)
        outer.addLayout(self._verbs())

    def _verbs(self) -> QHBoxLayout:
        self.owed = verb_button(self, "mail", _("Corrections owed…"), self.open_corrections)
        self.sheet = verb_button(self, "download", _("Save as Excel…"), self.save)
        self.person = verb_button(self, "user", _("Open the person"), self._open_person)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setMinimumHeight(30)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button in (self.owed, self.sheet, self.person):
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(close)
        return bar

    def _connect(self) -> None:
        self._later.timeout.connect(self.read)
        self._rest.timeout.connect(self._look)
        for typed in (self.search, self.recipient):
            typed.editor.textChanged.connect(lambda _text: self._later.start())
        for field in (self.subject, self.first, self.last):
            field.committed.connect(lambda *_args: self.read())
        self.special.toggled.connect(lambda _on: self.read())
        self.table.chosen.connect(lambda _key: self._rest.start())
        self.table.opened.connect(lambda _key: self.told.setFocus())
        self.told.chosen.connect(lambda _key: self._enable())
        self.told.opened.connect(lambda _key: self._open_person())
        self._context.bridge.changed.connect(
            lambda changed: self._later.start() if changed.words & _RECORDS else None
        )

    # what is asked for

    def _choices(self, text: str) -> list[tuple[str, str]]:
        hits = self._context.planner.search(text, 12, words=("person", "visit")) if text else []
        return [
            (f"{hit.word}:{hit.id}", f"{hit.title} – {hit.detail or _(TITLES[hit.word])}")
            for hit in hits
        ]

    @property
    def asked(self) -> Asked:
        word, _colon, key = (self.subject.value() or "").partition(":")
        return Asked(
            person_id=PersonId(key) if word == "person" else None,
            visit_id=VisitId(key) if word == "visit" else None,
            recipient=self.recipient.editor.text().strip(),
            text=self.search.editor.text().strip(),
            since=self.first.value(),
            until=self.last.value(),
            special=self.special.isChecked(),
        )

    def read(self) -> None:
        """Ask the register, elsewhere; what is shown stays until then."""
        self._later.stop()
        self._asking += 1
        mine, asked, planner = self._asking, self.asked, self._context.planner
        if not self._ids:
            self.table.set_empty("send", _("Looking through the register …"))

        def show(found: Sequence[DisclosureId]) -> None:
            if mine == self._asking:
                self._show(found, asked)

        self._context.tasks.run(lambda _progress: planner.disclosures.found(asked), show)

    def _show(self, found: Sequence[DisclosureId], asked: Asked) -> None:
        key = self.table.current_key
        self._ids = found
        self.table.set_empty(
            "send",
            _("Nothing of this left the house.")
            if asked != Asked()
            else _("Nothing left the house yet. Every file, mail, print and copy will stand here."),
        )
        self.model.refresh()
        self.table.tell_again()
        again = self.model.row_of(key) if key else None
        self.table.choose(again or 0)
        self.count.setText(
            ngettext("{count} hand-over", "{count} hand-overs", len(found)) if found else ""
        )
        self._look()

    # one record

    @property
    def current(self) -> HandedOut | None:
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None

    def _look(self) -> None:
        """People and fields of the record in front; of values nothing is known here."""
        line = self.current
        for widget in (self.about, self.told):
            widget.setVisible(line is not None)
        self.done_about.setVisible(False)
        if line is None:
            self.told_model.set_lines(())
            self._enable()
            return
        planner, one = self._context.planner, line.disclosure
        self.about.setText(about_text(one, whole=True))
        told = planner.disclosures.subjects(one.id)
        self.told_model.set_lines(sorted(told, key=lambda each: (not each.old, each.name)))
        self.told.choose(0)
        names = {each.person_id: each.name for each in told}
        done = [
            correction_text(each, names.get(each.person_id, ""))
            for each in planner.corrections.of_file(one.id)
        ]
        self.done_about.setText("\n".join(done))
        self.done_about.setVisible(bool(done))
        self._enable()

    def _enable(self) -> None:
        self.person.setEnabled(bool(self._known_person))
        self.sheet.setEnabled(bool(self._ids))

    @property
    def _known_person(self) -> str:
        """Whom the people below have in front, while the library knows them."""
        row = self.told.currentIndex().row()
        if not 0 <= row < self.told_model.rowCount():
            return ""
        return self.told_model.line(row).person_id or ""

    def _open_person(self) -> None:
        if key := self._known_person:
            self.accept()
            self._context.open_record("person", key)

    # verbs

    def open_corrections(self) -> None:
        """Who holds an old value of anybody."""
        from planner.ui.dialogs.corrections import CorrectionsDialog

        dialog = CorrectionsDialog(self._context, None, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self) -> None:
        """What is listed, as a workbook; that is on record itself."""
        kinds = [_("Excel workbook (*.xlsx)")]
        stem, day = _("register"), self._context.planner.today()
        name = f"{day.isoformat()}_{stem}.xlsx"
        path = self._context.files.save(self, _("Save the register"), name, kinds, "register")
        if path is None:
            return
        target, asked = with_ending(path, "xlsx"), self.asked
        out, spoken = self._context.planner.register_out, current().code

        def work(progress: Progress) -> int:
            return out.write(target, asked, language_code=spoken, tell=progress)

        def failed(error: Exception) -> None:
            self.sheet.setEnabled(True)
            if isinstance(error, UserError):
                self._context.messages.error(error)
            else:
                self._context.messages.unexpected(error)

        def done(count: int) -> None:
            self.sheet.setEnabled(True)
            text = ngettext(
                "{count} row in {file}", "{count} rows in {file}", count, file=str(target)
            )
            self.count.setText(text)

        self.sheet.setEnabled(False)
        self._context.tasks.run(work, done, failed, text=_("Writing the register"))
