"""What was written where, what was left out and why, and what calendars do with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.services.exporting import ExportReport
from planner.ui.icons import icon
from planner.ui.widgets.label import Label


class ReportPage(QWidget):
    """The last page of handing out."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", size=1.15, strong=True, wrap=True, parent=self)
        self.where = Label("", "text2", wrap=True, parent=self)
        self.files = QListWidget(self)
        self.files.setAccessibleName(_("Files written"))
        self.skipped = Label("", "warn", wrap=True, parent=self)
        self.truth = Label("", "text2", wrap=True, parent=self)
        self.open = QPushButton(icon("folder-open", "text"), _("Open folder"), self)
        self.open.setMinimumHeight(32)
        self.open.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.open.clicked.connect(self.open_wanted)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 8)
        rows.setSpacing(8)
        for widget in (self.title, self.where, self.files, self.skipped, self.truth, self.open):
            rows.addWidget(widget, 1 if widget is self.files else 0)

    def show_report(self, report: ExportReport, folder: Path | None) -> None:
        count = len(report.files)
        self.title.setText(
            ngettext("{count} file was written", "{count} files were written", count)
        )
        self.where.setText(_("In {folder}").format(folder=folder))
        self.files.clear()
        self.files.addItems([path.name for path in report.files])
        self.skipped.setText("\n".join(report.skipped))
        self.skipped.setVisible(bool(report.skipped))
        calendars = any(path.suffix == ".ics" for path in report.files)
        self.truth.setText(
            _(
                "A calendar file is a copy. Opening a newer file again adds or replaces entries in"
                " some calendars and does nothing in most; entries that were removed stay. Tell"
                " people what changed, or ask them to delete the old calendar first."
            )
            if calendars
            else ""
        )
        self.truth.setVisible(calendars)
