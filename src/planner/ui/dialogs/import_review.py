"""A list is taken in: columns, rows, done. Nothing is written before "Import"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.calendar_entries import CalendarFile
from planner.domain.choosing import carried_over
from planner.domain.column_meanings import Meaning
from planner.domain.columns import Columns
from planner.domain.event_staging import TextUse, carried
from planner.domain.history import Step
from planner.domain.ids import DelegateId, PersonId, VisitId
from planner.domain.sheets import FOUND, PastedText, Table, TextForm, Workbook
from planner.domain.staging import EVENTS, SHEET, Add, Decision, Staging
from planner.domain.visits import Delegate
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.importing import Importing, ImportReport
from planner.services.sheets_back import is_own_sheet
from planner.ui.context import Context
from planner.ui.dialogs.import_columns import ColumnsPage
from planner.ui.dialogs.import_done import DonePage
from planner.ui.dialogs.import_events import BOTH, PEOPLE, CalendarChoice, EventsPage
from planner.ui.dialogs.import_rows import RowsPage
from planner.ui.dialogs.import_sheet import SheetPage
from planner.ui.dialogs.import_steps import StepsLine
from planner.ui.dialogs.import_waiting import WaitingPage
from planner.ui.files import LISTS
from planner.ui.fitting import fit
from planner.ui.tasks import Progress
from planner.ui.undoing import taking_back
from planner.ui.widgets.label import Label


class ImportReview(QDialog):
    """Files one after the other; each is one step of the history, or nothing at all."""

    def __init__(
        self,
        context: Context,
        paths: Sequence[Path | PastedText],
        visit_id: VisitId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._visit = context, visit_id
        self._paths: list[Path | PastedText] = list(paths)
        self._path: Path | PastedText | None = None
        self._workbook: Workbook | None = None
        self._opened: Opened | None = None
        self._columns: Columns | None = None
        self._staging: Staging | None = None
        self._task: Progress | None = None
        self._written: list[ImportReport] = []
        self._left = False
        self._writing = False
        """Whether an import is on its way into the library, or back out of it."""
        self._head: DelegateId | None = None
        """The first of those who came into the delegation."""
        self._before: dict[str, Staging] = {}
        """What was decided about each sheet of the file before somebody went back."""
        self._calendar: CalendarFile | None = None
        self._zones: dict[str, str] = {}
        """Which zones are meant by names that nobody knows; asked once for all files."""
        self._people_of: Path | PastedText | None = None
        """The calendar whose events are done with and whose people come next."""
        self._people: dict[str, int] = {}
        self._chosen = False
        """Whether somebody decided anything about the file that is not written yet."""
        self._build()
        self._arrange()
        self._connect()
        self.next_file()

    # building

    def _build(self) -> None:
        self.steps = StepsLine(self)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.waiting = WaitingPage(self)
        self.columns_page = ColumnsPage(self, in_visit=self._visit is not None)
        self.choice_page = CalendarChoice(self)
        self.rows_page = RowsPage(self)
        self.events_page = EventsPage(self)
        self.sheet_page = SheetPage(self)
        self.done_page = DonePage(self)
        self.pages = QStackedWidget(self)
        for page in (
            self.waiting,
            self.choice_page,
            self.columns_page,
            self.rows_page,
            self.events_page,
            self.sheet_page,
            self.done_page,
        ):
            self.pages.addWidget(page)
        self.cancel = QPushButton(_("Cancel"), self)
        self.skip = QPushButton(_("Skip this file"), self)
        self.back = QPushButton(_("Back"), self)
        self.go = QPushButton(self)
        for button in (self.cancel, self.skip, self.back, self.go):
            button.setMinimumHeight(30)
            button.setAutoDefault(False)
        self.go.setDefault(True)

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 12)
        rows.setSpacing(4)
        self.error.setContentsMargins(16, 0, 16, 0)
        rows.addWidget(self.steps)
        rows.addWidget(self.pages, 1)
        rows.addWidget(self.error)
        line = QHBoxLayout()
        line.setContentsMargins(16, 4, 16, 0)
        line.addWidget(self.cancel)
        line.addWidget(self.skip)
        line.addStretch(1)
        line.addWidget(self.back)
        line.addWidget(self.go)
        rows.addLayout(line)
        fit(self, 1180, 700)

    def _connect(self) -> None:
        self.columns_page.sheet_chosen.connect(self._match)
        self.columns_page.header_chosen.connect(self._match_header)
        self.columns_page.meaning_chosen.connect(self._set_meaning)
        self.columns_page.form_chosen.connect(self._read_again)
        for page in (self.rows_page, self.events_page, self.sheet_page):
            page.decided.connect(self._decide)
            page.many_decided.connect(self._decide_many)
            page.change_chosen.connect(self._choose)
            page.field_chosen.connect(self._choose_field)
            page.all_new_wanted.connect(self._all_new)
        self.events_page.use_chosen.connect(self._stage_events)
        self.events_page.zones.said.connect(self._zone_said)
        self.choice_page.chosen.connect(self._calendar_chosen)
        self.rows_page.house_chosen.connect(self._take_house)
        self.waiting.another_wanted.connect(self.choose_another)
        self.done_page.undo_wanted.connect(self._undo)
        self.done_page.open_wanted.connect(self._open_visit)
        self.back.clicked.connect(self._go_back)
        self.go.clicked.connect(self.go_on)
        self.cancel.clicked.connect(self.reject)
        self.skip.clicked.connect(self._skip)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.go.click)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back.click)

    # the way through

    def next_file(self) -> None:
        """Begin with the next of the files."""
        self._path = self._paths.pop(0) if self._paths else None
        if self._path is None:
            self.accept()
            return
        path, importing = self._path, self._importing
        self.setWindowTitle(_("Import {file}").format(file=path.name))
        self.waiting.wait(_("Reading {file} …").format(file=path.name))
        self._show(self.waiting)
        self._chosen = False
        self._run(lambda _progress: _opened(importing, path), self._read, _("Reading the file"))

    def go_on(self) -> None:
        """The button at the right: to the review, then the import, then out or to the next file."""
        if self.pages.currentWidget() is self.columns_page:
            self._stage()
        elif self.pages.currentWidget() in (self.rows_page, self.events_page, self.sheet_page):
            self.commit()
        else:
            self.next_file()

    def _go_back(self) -> None:
        of_events = self.pages.currentWidget() is self.events_page
        self._show(self.choice_page if of_events else self.columns_page)

    def choose_another(self) -> None:
        """After a file that could not be read."""
        kinds = [_(kind) for kind in LISTS]
        chosen = self._context.files.open(self, _("Import"), kinds, "import")
        if chosen:
            self._paths[:0] = chosen
            self.next_file()

    def _skip(self) -> None:
        if self._may_lose():
            self.next_file()

    def _may_lose(self) -> bool:
        """Whether what was chosen about this file may go; asked once, and only if something was."""
        if not self._chosen or self._writing or self.pages.currentWidget() is self.done_page:
            return True
        text = _("Discard what you chose about “{file}”?").format(
            file=self._path.name if self._path is not None else ""
        )
        detail = _("Nothing of this file has been imported yet.")
        return self._context.messages.question(text, _("Discard"), detail=detail)

    def reject(self) -> None:
        """Leave; what runs is called off and nothing of it stays."""
        if not self._may_lose():
            return
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def _read(self, opened: Opened) -> None:
        workbook, self._people = opened.workbook, opened.people
        self._opened, self._workbook = opened, workbook
        self._calendar = self._staging = None
        self._before = {}
        people_only = self._people_of is not None and self._path == self._people_of
        self._people_of = None
        if is_own_sheet(workbook):
            self._stage_sheet(workbook)
            return
        if workbook.events and self._visit is not None and not people_only:
            if workbook.sheets:
                people = len(opened.columns.rows) if opened.columns else 0
                self.choice_page.ask(workbook.file_name, workbook.events, people)
                self._show(self.choice_page)
            else:
                self._read_events()
            return
        if not workbook.sheets:
            text = (
                _("“{file}” names nobody. Open a visit first to take in its events.")
                if workbook.events
                else _("“{file}” has no sheets.")
            )
            self.waiting.refuse(text.format(file=workbook.file_name))
            return
        self._read_people(workbook)

    def _stage_sheet(self, workbook: Workbook) -> None:
        """One of our sheets of a visit: compared with the open visit, or with its own."""
        sheets = self._context.planner.sheets_back
        try:
            self._visit = self._visit or sheets.visit_of(workbook)
        except UserError as error:
            self.waiting.refuse(str(error))
            return
        visit = self._visit
        self._run(
            lambda _progress: sheets.stage(workbook, visit),
            self._staged,
            _("Comparing with the visit"),
        )

    def _read_people(self, workbook: Workbook) -> None:
        assert self._opened is not None
        first, columns = self._opened.first, self._opened.columns
        assert first is not None
        assert columns is not None
        pasted = isinstance(self._path, PastedText)
        self.columns_page.show_workbook(workbook, first.name, pasted=pasted)
        self._show_columns(columns)
        others = any(count for name, count in self._people.items() if name != first.name)
        known = self._importing.is_known_kind(first, columns)
        if known and not others:
            self._stage()  # the file says what its columns mean; they are one step back
        else:
            self._show(self.columns_page)

    def _read_again(self, form: TextForm) -> None:
        """The same file with another encoding or delimiter; what was read stays until it is."""
        path, importing = self._path, self._importing
        if path is not None:
            self.go.setEnabled(False)
            self._run(
                lambda _progress: _opened(importing, path, form),
                self._reread,
                _("Reading the file"),
            )

    def _reread(self, opened: Opened) -> None:
        workbook, self._people = opened.workbook, opened.people
        self._opened, self._workbook = opened, workbook
        if opened.first is not None and opened.columns is not None:
            self.columns_page.show_workbook(workbook, opened.first.name)
            self._show_columns(opened.columns)

    # events

    def _calendar_chosen(self, wanted: str) -> None:
        path, workbook = self._path, self._workbook
        assert path is not None
        assert workbook is not None
        if self._people_of is not None:
            self._paths.pop(0)  # both were chosen before somebody went back
        self._people_of = path if wanted == BOTH else None
        if wanted == BOTH:
            self._paths.insert(0, path)
        if wanted == PEOPLE:
            self._read_people(workbook)
        else:
            self._read_events()

    def _read_events(self) -> None:
        path, visit, calendars = self._path, self._visit, self._context.planner.calendar_importing
        assert path is not None
        assert visit is not None
        self.waiting.wait(_("Reading {file} …").format(file=path.name))
        self._show(self.waiting)
        self._run(
            lambda _progress: calendars.read(path, visit),
            self._events_read,
            _("Reading the file"),
        )

    def _events_read(self, calendar: CalendarFile) -> None:
        self._calendar, self._staging = calendar, None
        self._stage_events(*self.events_page.use)

    def _stage_events(self, text: TextUse, with_hosts: bool) -> None:
        """Compare with the visit; what was decided about the same file before still holds."""
        calendar, visit, before = self._calendar, self._visit, self._staging
        assert calendar is not None
        assert visit is not None
        calendars, zones = self._context.planner.calendar_importing, dict(self._zones)
        self.events_page.zones.show_zones(calendar.unknown_zones, zones)

        def work(_progress: Progress) -> Staging:
            staging = calendars.stage(
                calendar, visit, text=text, with_hosts=with_hosts, zones=zones
            )
            return carried(before, staging) if before else staging

        self.go.setEnabled(False)
        self._run(work, self._staged, _("Comparing with the visit"))

    def _zone_said(self, name: str, zone: str) -> None:
        self._zones[name] = zone
        self._chosen = True
        self._stage_events(*self.events_page.use)

    # columns

    def _match(self, sheet: str, header_row: int | None = None) -> None:
        assert self._workbook is not None
        table = self._workbook.sheet(sheet)
        if table is not None:
            self._show_columns(self._importing.match(table, header_row))

    def _match_header(self, row: int) -> None:
        if self._columns is not None:
            self._match(self._columns.sheet, row)

    def _set_meaning(self, index: int, meaning: Meaning, purpose: str) -> None:
        assert self._columns is not None
        assert self._workbook is not None
        self._chosen = True
        table = self._workbook.sheet(self._columns.sheet)
        if table is not None:
            columns = self._columns
            self._show_columns(
                self._importing.set_meaning(table, columns, index, meaning, purpose=purpose)
            )

    def _show_columns(self, columns: Columns) -> None:
        assert self._workbook is not None
        self._columns = columns
        unread = self._importing.unread(self._workbook, columns, self._people)
        self.columns_page.show_columns(columns, [*unread, *self._workbook.notices])
        self._enable()

    # rows

    def _stage(self) -> None:
        workbook, columns, visit = self._workbook, self._columns, self._visit
        assert workbook is not None
        assert columns is not None
        importing = self._importing
        if self._staging is not None:
            self._before[self._staging.sheet] = self._staging
        before = self._before.get(columns.sheet)

        def work(_progress: Progress) -> tuple[Staging, int]:
            staging = importing.stage(workbook, columns.sheet, columns, visit)
            return carried_over(before, staging) if before else (staging, 0)

        self.go.setEnabled(False)
        self._run(work, self._staged_again, _("Comparing with the library"))

    def _staged_again(self, compared: tuple[Staging, int]) -> None:
        staging, lost = compared
        self._staged(staging)
        if lost:
            text = ngettext(
                "{count} decision does not fit these columns any more and was taken back.",
                "{count} decisions do not fit these columns any more and were taken back.",
                lost,
            )
            self._say(text.format(count=lost))

    def _staged(self, staging: Staging) -> None:
        self._staging = staging
        page = self._review
        again = self.pages.currentWidget() is page
        page.show_staging(staging)
        self._show(page)
        if not again:
            page.table.setFocus()

    @property
    def _review(self) -> RowsPage:
        """The page that shows the rows of the staging in hand."""
        staging = self._staging
        pages = {EVENTS: self.events_page, SHEET: self.sheet_page}
        return pages.get(staging.kind, self.rows_page) if staging else self.rows_page

    def _decide(self, number: int, decision: Decision, person: str) -> None:
        assert self._staging is not None
        self._show_staging(
            self._importing.decide(self._staging, number, decision, PersonId(person))
        )

    def _decide_many(self, numbers: frozenset[int], decision: Decision) -> None:
        assert self._staging is not None
        self._show_staging(self._importing.decide_rows(self._staging, numbers, decision))

    def _choose(self, number: int, place: int, take: bool) -> None:
        assert self._staging is not None
        self._show_staging(self._importing.choose(self._staging, number, [place], take=take))

    def _choose_field(self, numbers: frozenset[int], field: str, take: bool) -> None:
        assert self._staging is not None
        self._show_staging(self._importing.choose_field(self._staging, field, numbers, take=take))

    def _take_house(self, made: str, take: bool) -> None:
        assert self._staging is not None
        self._show_staging(self._importing.take_house(self._staging, made, take=take))

    def _all_new(self) -> None:
        assert self._staging is not None
        self._show_staging(self._importing.decide_all(self._staging, Decision.NEW))

    def _show_staging(self, staging: Staging) -> None:
        self._chosen = True
        self._staging = staging
        self._review.show_staging(staging)
        self._enable()

    def commit(self) -> None:
        """Write what was decided, as one step; until the last moment it can be called off."""
        staging, page, importing = self._staging, self._review, self._importing
        assert staging is not None

        self._head = _first_head(staging)

        def work(progress: Progress) -> ImportReport:
            return importing.commit(staging, lambda: progress(0, 0))

        self._wait_for(
            work, self._committed, lambda: page, _("Importing {file} …").format(file=self._name)
        )

    @property
    def _name(self) -> str:
        return self._path.name if self._path is not None else ""

    def _wait_for(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        back_to: Callable[[], QWidget],
        text: str,
    ) -> None:
        """Do what writes behind the waiting page; where it is refused, say why where it began."""

        def ended(result: Any) -> None:
            self._writing = False
            done(result)

        def refused(error: Exception) -> None:
            self._writing = False
            if not self._left:
                self._show(back_to())
                self._failed(error)

        self._writing = True
        self.waiting.wait(text)
        self._run(work, ended, text, refused)
        self._show(self.waiting)

    def _committed(self, report: ImportReport) -> None:
        self._written.append(report)
        if self._left:  # it was too late to call it off
            self._say_written()
            return
        self.done_page.show_report(
            report,
            in_visit=self._visit is not None,
            more=len(self._paths),
            people_next=self._people_of is not None,
        )
        self._chosen = False
        self._show(self.done_page)

    def _undo(self) -> None:
        """Take the import of this file back."""
        step, history = self._written[-1].step, self._context.planner.history
        if step is None:
            return

        def undone(_step: Step) -> None:
            self._written.pop()
            self.done_page.show_undone()
            self._show(self.done_page)

        self._wait_for(
            lambda _progress: history.undo(step),
            undone,
            lambda: self.done_page,
            _("Taking the import back …"),
        )

    def done(self, result: int) -> None:
        """Leave; what was written is said where the window can be seen again."""
        super().done(result)
        self._left = True
        self._say_written()

    def _say_written(self) -> None:
        context, written = self._context, self._written
        self._written = []
        for report in written:
            step, count = report.step, report.added + report.updated
            text = (
                ngettext("{count} entry was imported", "{count} entries were imported", count)
                if report.kind == EVENTS
                else ngettext("{count} row was taken back", "{count} rows were taken back", count)
                if report.kind == SHEET
                else ngettext("{count} person was imported", "{count} people were imported", count)
            )
            context.messages.toast(text, taking_back(context, [step]) if step else None)

    def _open_visit(self) -> None:
        self.accept()
        if self._head is not None:
            self._context.open_record("delegate", self._head)
        elif self._visit is not None:
            self._context.open_record("visit", self._visit)

    # what all steps share

    @property
    def _importing(self) -> Importing:
        return self._context.planner.importing

    def _run(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        text: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def arrived(result: Any) -> None:
            self._task = None
            done(result)

        self._say("")
        self._task = self._context.tasks.run(work, arrived, failed or self._failed, text)

    def _failed(self, error: Exception) -> None:
        self._task = None
        if not isinstance(error, UserError):
            self._context.messages.unexpected(error)
        elif self.pages.currentWidget() is self.waiting:
            self.waiting.refuse(str(error))
            self._enable()
        else:
            self._say(str(error))
            self._enable()
            if self._workbook is not None and self._workbook.kind == "text":
                self.columns_page.form.show_form(self._workbook.form)

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self._say("")
        self._enable()
        if page is self.columns_page:
            self.go.setFocus()  # on with it; the first stop of Tab would be Cancel

    def _enable(self) -> None:
        page = self.pages.currentWidget()
        of_events = page is self.events_page
        both = bool(self._workbook and self._workbook.sheets)
        self.back.setVisible(page is self.rows_page or (of_events and both))
        self.go.setVisible(page not in (self.waiting, self.choice_page))
        if page is self.waiting:
            self.go.setEnabled(False)  # its shortcut would start the same again
        done = page is self.done_page
        leaves = done or (page is self.waiting and not self._writing)
        self.cancel.setText(_("Close") if leaves else _("Cancel"))
        self.cancel.setVisible(not done)
        self.skip.setVisible(bool(self._paths) and self._task is None and not done)
        self.skip.setText(
            _("Skip the events") if of_events and self._people_of else _("Skip this file")
        )
        self.steps.show_step(self._step)
        if page is self.columns_page:
            self.go.setText(_("Next: review"))
            self.go.setEnabled(bool(self._columns and self._columns.rows))
        elif page in (self.rows_page, self.events_page, self.sheet_page):
            staging = self._staging
            count = sum(bool(row.edits) for row in staging.rows) if staging else 0
            self.go.setText(
                ngettext("Import {count} event", "Import {count} events", count)
                if of_events
                else ngettext("Import {count} row", "Import {count} rows", count)
            )
            self.go.setEnabled(count > 0)
        elif done:
            following = _("Next: people") if self._people_of else _("Next file")
            self.go.setText(following if self._paths else _("Close"))
            self.go.setEnabled(True)

    @property
    def _step(self) -> int:
        """The step of the page that is shown, as :class:`StepsLine` counts."""
        page = self.pages.currentWidget()
        if page in (self.rows_page, self.events_page, self.sheet_page) or self._writing:
            return 2
        return {self.columns_page: 1, self.done_page: 3}.get(page, 0) if page else 0


class Opened(NamedTuple):
    """A file that was read: how many people each of its sheets seems to hold, the likeliest one and its columns."""

    workbook: Workbook
    people: dict[str, int]
    first: Table | None = None
    columns: Columns | None = None


def _opened(importing: Importing, path: Path | PastedText, form: TextForm = FOUND) -> Opened:
    """All that takes its time with a hundred thousand rows."""
    workbook = importing.read(path, form)
    people = importing.people_in_sheets(workbook)
    if not workbook.sheets:
        return Opened(workbook, people)
    first = importing.likely_sheet(workbook)
    return Opened(workbook, people, first, importing.match(first))


def _first_head(staging: Staging) -> DelegateId | None:
    """Whoever the list brings into the delegation, by its order; None where it brings nobody."""
    for row in staging.rows:
        for edit in row.edits:
            if isinstance(edit, Add) and isinstance(edit.record, Delegate):
                return edit.record.id
    return None
