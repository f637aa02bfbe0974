"""What sources say of the record in front, each with its date; where they differ both stand."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages.said import said
from planner.ui.widgets.statements import Statements


class SourcesOf(QWidget):
    """Put below a section's title. ``word`` is that of the record; :meth:`show_record` says which one."""

    def __init__(self, context: Context, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._word, self._key, self._name = context, word, "", ""
        self._statements = Statements(self)
        self.edit = QPushButton(icon("pencil", "text"), _("Edit what sources say…"), self)
        self.edit.setMinimumHeight(28)
        self.edit.clicked.connect(self.open_citations)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._statements)
        rows.addWidget(self.edit)

    def show_record(self, key: str, name: str = "") -> None:
        """``name`` is what the dialog calls the record; no key for none."""
        self._key, self._name = key, name
        citations = self._context.planner.citations
        found = citations.statements(self._word, key) if key else ()
        self._statements.show_statements(said(found), citations.differ)
        self.edit.setEnabled(bool(key))

    def open_citations(self) -> None:
        from planner.ui.dialogs.citations import CitationsDialog  # late: rarely wanted

        if self._key:
            dialog = CitationsDialog(self._context, self._word, self._key, self._name, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
