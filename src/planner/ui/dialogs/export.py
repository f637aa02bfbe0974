"""Handing out: for whom, from which version, which files; says before what they will see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import DelegateId, VisitId
from planner.domain.plan import Plan
from planner.domain.privacy import PROFILES, Profile
from planner.errors import UserError
from planner.i18n import LANGUAGES, _, current, ngettext
from planner.services.contact_sheet import AREA, DELEGATE_COLUMNS, granted
from planner.services.exporting import Calendars, ExportReport, ExportRequest
from planner.ui.context import Context
from planner.ui.dialogs.export_report import ReportPage
from planner.ui.dialogs.export_sight import sight
from planner.ui.icons import icon
from planner.ui.sheet_sets import SheetSets
from planner.ui.widgets.column_set import ColumnSet
from planner.ui.widgets.label import Label

LANGUAGE_NAMES = {"en": "English", "da": "Dansk", "de": "Deutsch"}


class ExportDialog(QDialog):
    """Nothing is written before "Write files"; every hand-over is put on record."""

    def __init__(
        self,
        context: Context,
        visit_id: VisitId,
        parent: QWidget | None = None,
        release: int | None = None,
        person: DelegateId | None = None,
    ) -> None:
        """``person`` is whose calendar is asked for; everybody's can still be chosen."""
        super().__init__(parent)
        self._context, self._visit = context, visit_id
        self._plan: Plan = context.planner.visits.plan(visit_id)
        self._folder: Path | None = None
        self.setWindowTitle(_("Hand out: {title}").format(title=self._plan.visit.title))
        self._build()
        self._fill(release)
        self._fill_people(person)
        self._arrange()
        self._connect()
        self._update()

    # building

    def _build(self) -> None:
        self.profiles = QButtonGroup(self)
        for number, (_profile, text) in enumerate(PROFILES.items()):
            self.profiles.addButton(QRadioButton(_(text), self), number)
        self.version = QComboBox(self)
        self.language = QComboBox(self)
        self.whole = QCheckBox(_("One calendar for the visit"), self)
        self.groups = QCheckBox(_("One calendar for each group"), self)
        self.people = QCheckBox(_("One calendar for each person"), self)
        self.person = QComboBox(self)
        self.person.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.sheet = QCheckBox(_("Contact sheet (.xlsx)"), self)
        titles = [(column.field, _(column.title)) for column in DELEGATE_COLUMNS]
        self.columns = ColumnSet(titles, [field for field, _title in titles], self)
        self.sets = SheetSets(self._context, AREA, self.columns)
        self.columns.hide()
        self.recipient = QLineEdit(self)
        self.recipient.setPlaceholderText(_("To whom it goes, for the record"))
        self.folder = QLineEdit(self)
        self.folder.setReadOnly(True)
        self.folder.setPlaceholderText(_("No folder chosen yet"))
        self.choose = QPushButton(icon("folder-open", "text"), _("Choose folder…"), self)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.seen = Label("", wrap=True, parent=self)
        self.unseen = Label("", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.write = self.buttons.addButton(
            _("Write files"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.write.setDefault(True)
        for button in (*self.buttons.buttons(), *self.profiles.buttons()):
            button.setMinimumHeight(30)
        self.report = ReportPage(self)
        self.pages = QStackedWidget(self)

    def _fill(self, release: int | None) -> None:
        self.profiles.button(list(PROFILES).index(Profile.DELEGATES)).setChecked(True)
        self.version.addItem(_("Draft, as it stands now"), None)
        for line in self._context.planner.releases.list(self._visit):
            note = f" – {line.note.splitlines()[0][:40]}" if line.note else ""
            text = _("Version {number}").format(number=line.number) + note
            self.version.addItem(text, line.number)
        latest = 1 if self.version.count() > 1 else 0
        self.version.setCurrentIndex(
            self.version.findData(release) if release is not None else latest
        )
        for code in LANGUAGES:
            self.language.addItem(LANGUAGE_NAMES.get(code, code), code)
        wanted = [*self._plan.visit.languages, current().code]
        self.language.setCurrentIndex(
            next((row for code in wanted if (row := self.language.findData(code[:2])) >= 0), 0)
        )
        self.people.setChecked(True)
        self.groups.setEnabled(bool(self._plan.groups))
        if not self._plan.groups:
            self.groups.setToolTip(_("This visit has no groups."))

    def _fill_people(self, person: DelegateId | None) -> None:
        """Everybody, or one of them, who is then the recipient unless another is typed."""
        self.person.addItem(_("Everybody"), None)
        for delegate in self._plan.delegates:
            self.person.addItem(self._plan.name_of(delegate), delegate.id)
        self.person.setCurrentIndex(max(0, self.person.findData(person)))
        if self.person.currentData() is not None:
            self.recipient.setText(self.person.currentText())

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        profiles = list(self.profiles.buttons())
        files: list[QWidget] = [self.whole, self.groups, self.people, self.sheet]
        self._line(grid, 0, _("For whom"), _beside(profiles))
        self._line(grid, 1, _("From"), self.version, self.version)
        self._line(grid, 2, _("Files"), _below([*files, self.columns]))
        self._line(grid, 3, _("Personal calendars"), self.person, self.person)
        self._line(grid, 4, _("Language of the files"), self.language, self.language)
        self._line(grid, 5, _("Recipient"), self.recipient, self.recipient)
        self._line(grid, 6, _("Folder"), _beside([self.folder, self.choose], 0), self.folder)
        form = QWidget(self)
        rows = QVBoxLayout(form)
        rows.setContentsMargins(16, 16, 16, 8)
        rows.setSpacing(12)
        rows.addLayout(grid)
        rows.addWidget(self._sight_box())
        rows.addWidget(self.error)
        rows.addStretch(1)
        self.error.hide()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(form)
        self.pages.addWidget(scroll)
        self.pages.addWidget(self.report)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 12)
        whole.addWidget(self.pages, 1)
        whole.addWidget(_padded(self.buttons))
        self.resize(660, 560)

    def _line(
        self,
        grid: QGridLayout,
        row: int,
        text: str,
        editor: QWidget,
        buddy: QWidget | None = None,
    ) -> None:
        label = Label(text, "text2", parent=self)
        if buddy is not None:
            label.setBuddy(buddy)
            buddy.setAccessibleName(text)
            buddy.setMinimumHeight(28)
        label.setContentsMargins(0, 4, 0, 0)
        grid.addWidget(label, row, 0, label.alignment().AlignTop)
        grid.addWidget(editor, row, 1)

    def _sight_box(self) -> QWidget:
        box = QFrame(self)
        box.setFrameShape(QFrame.Shape.StyledPanel)
        grid = QGridLayout(box)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(_("They will see"), strong=True, parent=box), 0, 0)
        grid.addWidget(Label(_("They will not see"), strong=True, parent=box), 0, 1)
        top = self.seen.alignment().AlignTop
        grid.addWidget(self.seen, 1, 0, top)
        grid.addWidget(self.unseen, 1, 1, top)
        return box

    def _connect(self) -> None:
        self.profiles.idClicked.connect(lambda _number: self._update())
        for box in (self.whole, self.groups, self.people, self.sheet):
            box.toggled.connect(lambda _on: self._update())
        self.person.activated.connect(self._person_chosen)
        self.sheet.toggled.connect(self.columns.setVisible)
        self.columns.changed.connect(self._update)
        self.choose.clicked.connect(self.choose_folder)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        self.report.open_wanted.connect(self._open_folder)

    # what is asked for

    @property
    def profile(self) -> Profile:
        return list(PROFILES)[self.profiles.checkedId()]

    @property
    def request(self) -> ExportRequest:
        assert self._folder is not None
        kinds = (
            (self.whole, Calendars.VISIT),
            (self.groups, Calendars.GROUPS),
            (self.people, Calendars.PEOPLE),
        )
        return ExportRequest(
            visit_id=self._visit,
            folder=self._folder,
            profile=self.profile,
            release=self.version.currentData(),
            language=str(self.language.currentData()),
            calendars=tuple(kind for box, kind in kinds if box.isChecked()),
            contact_sheet=self.sheet.isChecked(),
            sheet_columns=self.columns.columns,
            people=(person,) if (person := self.person.currentData()) else (),
            recipient=self.recipient.text().strip(),
        )

    def _person_chosen(self) -> None:
        """The recipient follows, unless somebody else was typed."""
        names = {self.person.itemText(row) for row in range(self.person.count())}
        if self.recipient.text() in {"", *names}:
            chosen = self.person.currentData() is not None
            self.recipient.setText(self.person.currentText() if chosen else "")

    def choose_folder(self) -> None:
        chosen = self._context.files.folder(self, _("Folder for the files"), "export")
        if chosen is not None:
            self._folder = chosen
            self.folder.setText(str(chosen))
            self._say("")
        self._update()

    def _update(self) -> None:
        calendars = self.whole.isChecked() or self.groups.isChecked() or self.people.isChecked()
        seen, unseen = sight(
            self.profile,
            calendars=calendars,
            sheet=self.sheet.isChecked(),
            chosen=self.columns.columns,
        )
        self.seen.setText("\n".join(f"✓ {one}" for one in seen) or _("Nothing is chosen."))
        self.unseen.setText("\n".join(f"✕ {one}" for one in unseen))
        self.person.setEnabled(self.people.isChecked())
        # Nothing ticked must never come to mean all there is.
        chosen = self.columns.columns
        no_columns = self.sheet.isChecked() and not (chosen and granted(self.profile, chosen))
        self.write.setEnabled(bool(seen) and not no_columns)

    # writing

    def start(self) -> None:
        """Write in a task; without a folder ask for one first."""
        if self._folder is None:
            self.choose_folder()
        if self._folder is None:
            return
        request, exporting = self.request, self._context.planner.exporting
        self.write.setEnabled(False)
        self._say("")
        self._context.tasks.run(
            lambda _progress: exporting.write(request),
            self._written,
            self._failed,
            _("Writing files"),
        )

    def _written(self, report: ExportReport) -> None:
        self.report.show_report(report, self._folder)
        self.pages.setCurrentWidget(self.report)
        self.write.hide()
        close = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        close.setText(_("Close"))
        close.setFocus()
        count = len(report.files)
        self._context.messages.toast(
            ngettext("{count} file was written", "{count} files were written", count)
        )

    def _failed(self, error: Exception) -> None:
        self.write.setEnabled(True)
        if isinstance(error, UserError):
            self._say(str(error))
        else:
            self._context.messages.unexpected(error)

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _beside(widgets: list[Any], stretch: int = -1) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    for place, widget in enumerate(widgets):
        line.addWidget(widget, 1 if place == stretch else 0)
    if stretch < 0:
        line.addStretch(1)
    return box


def _below(widgets: list[QWidget]) -> QWidget:
    box = QWidget()
    rows = QVBoxLayout(box)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(4)
    for widget in widgets:
        widget.setMinimumHeight(max(24, widget.minimumHeight()))
        rows.addWidget(widget)
    return box


def _padded(widget: QWidget) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(16, 4, 16, 0)
    line.addWidget(widget)
    return box
