"""A sheet of the visit that came back: which of its rows differ, and what is to be said of it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner import phrases
from planner.domain.staging import Staging
from planner.i18n import _
from planner.ui.dialogs.import_rows import RowsPage
from planner.ui.models.staging_model import SHEET_COLUMNS
from planner.ui.widgets.label import Label


class SheetPage(RowsPage):
    """The review of rows; above them what is not taken back at all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, columns=SHEET_COLUMNS, name=_("Rows of the sheet"))
        self.notices = Label("", "warn", wrap=True, parent=self)
        top = QVBoxLayout()
        top.setContentsMargins(16, 0, 16, 0)
        top.addWidget(self.notices)
        self.rows_layout.insertLayout(1, top)

    def show_staging(self, staging: Staging) -> None:
        text = " ".join(phrases.sentence(finding) for finding in staging.notices)
        self.notices.setText(text)
        self.notices.setVisible(bool(text))
        super().show_staging(staging)
