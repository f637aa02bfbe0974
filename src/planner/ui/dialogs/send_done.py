"""What was written where, who got nothing, and what calendar programs do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.domain.calendar_programs import DOINGS, PROGRAMS, CalendarProgram
from planner.i18n import N_, _, ngettext
from planner.services.parcels import Package, Sent
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, ListTable
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.exporting import ExportReport

_MOST = 3
"""Names that are listed of those who got nothing."""

COLUMNS: list[Column[CalendarProgram]] = [
    Column(
        N_("Program"),
        lambda one: one.name if one.seen else _("{name} (not tried)").format(name=one.name),
        220,
    ),
    Column(N_("A change that comes by mail"), lambda one: _(DOINGS[one.mail]), 340),
    Column(N_("A newer file that is opened"), lambda one: _(DOINGS[one.file]), 290),
]


class DonePage(QWidget):
    """The last page of sending. It claims nothing that was not tried or read."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", size=1.15, strong=True, wrap=True, parent=self)
        self.where = Label("", "text2", wrap=True, parent=self)
        self.next = Label("", wrap=True, parent=self)
        self.files = QListWidget(self)
        self.files.setAccessibleName(_("Files written"))
        self.without = Label("", "warn", wrap=True, parent=self)
        self.truth = Label("", "text2", wrap=True, parent=self)
        self.programs = Table(_("What calendar programs do with an entry they have"), self)
        self.programs.show_model(ListTable(COLUMNS, PROGRAMS, lambda one: one.name, self))
        self.open = QPushButton(icon("folder-open", "text"), _("Show folder"), self)
        self.open.setMinimumHeight(32)
        self.open.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.open.clicked.connect(self.open_wanted)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 8)
        rows.setSpacing(8)
        for widget, stretch in (
            (self.title, 0),
            (self.where, 0),
            (self.open, 0),
            (self.next, 0),
            (self.without, 0),
            (self.files, 2),
            (self.truth, 0),
            (self.programs, 3),
        ):
            rows.addWidget(widget, stretch)

    def show_sent(self, package: Package, sent: Sent, *, mails: bool) -> None:
        count, people = len(sent.files), len(package.parcels)
        written = (
            ngettext("{count} mail draft", "{count} mail drafts", count)
            if mails
            else ngettext("{count} file", "{count} files", count)
        )
        readers = ngettext("{count} recipient", "{count} recipients", people)
        self.title.setText(
            _("{written} for {readers} written").format(written=written, readers=readers)
        )
        self.where.setText(_("In {folder}").format(folder=sent.folder))
        self.next.setText(
            _("Nothing was sent: open the drafts in your mail program, look at them and send them.")
            if mails
            else ""
        )
        self.next.setVisible(mails)
        self._list([path.relative_to(sent.folder).as_posix() for path in sent.files])
        nobody = [one.name for one, _why in package.without]
        listed = ", ".join(nobody[:_MOST]) + (" …" if len(nobody) > _MOST else "")
        text = _("Nothing was written for {count}: {names}")
        self.without.setText(text.format(count=len(nobody), names=listed) if nobody else "")
        self.without.setVisible(bool(nobody))
        kinds = {paper.kind for one in package.parcels for paper in one.papers}
        files = any(name != "updates" and _is_calendar(package, name) for name in kinds)
        self._tell(updates=mails and "updates" in kinds, files=files or "updates" in kinds)

    def show_report(self, report: ExportReport) -> None:
        """Of the draft: there is no package."""
        count = len(report.files)
        self.title.setText(
            ngettext("{count} file was written", "{count} files were written", count)
        )
        folder = report.files[0].parent if report.files else ""
        self.where.setText(_("In {folder}").format(folder=folder))
        self.where.setVisible(bool(folder))
        self.next.setText(_("They are of the draft: for your own office."))
        self.next.show()
        self._list([path.name for path in report.files])
        self.without.setText("\n".join(report.skipped))
        self.without.setVisible(bool(report.skipped))
        self._tell(updates=False, files=any(path.suffix == ".ics" for path in report.files))

    def _list(self, names: list[str]) -> None:
        self.files.clear()
        self.files.addItems(names)

    def _tell(self, *, updates: bool, files: bool) -> None:
        said = []
        if updates:
            said.append(
                _(
                    "Each change of a calendar is a mail of its own. It must be accepted in the"
                    " calendar program; a file that is merely saved changes nothing."
                )
            )
        if files:
            said.append(
                _(
                    "A calendar file is a copy for the first time. Opening a newer one does not bring"
                    " it up to date everywhere."
                )
            )
        self.truth.setText("\n".join(said))
        for widget in (self.truth, self.programs):
            widget.setVisible(bool(said))


def _is_calendar(package: Package, kind: str) -> bool:
    return any(
        paper.kind == kind and paper.media_type == "text/calendar"
        for one in package.parcels
        for paper in one.papers
    )
