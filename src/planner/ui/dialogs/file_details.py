"""The name and the notes of a kept file."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.domain.attachments import Attachment
from planner.errors import UserError
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.dialogs.forms import field_grid
from planner.ui.widgets.label import Label


class FileDetailsDialog(QDialog):
    """Written with OK; what cannot be stays in the dialog with the reason."""

    def __init__(self, context: Context, file: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("File"))
        self._context, self._file = context, file
        self.name = QLineEdit(file.file_name, self)
        self.name.setMaxLength(500)
        self.notes = QPlainTextEdit(file.notes, self)
        self.notes.setTabChangesFocus(True)
        self.refusal = Label("", "danger", wrap=True, parent=self)
        self.refusal.hide()
        grid = field_grid()
        grid.addRow(_("Name"), self.name)
        grid.addRow(_("Notes"), self.notes)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addLayout(grid)
        rows.addWidget(self.refusal)
        rows.addWidget(buttons)
        self.resize(460, 240)

    def accept(self) -> None:
        try:
            self._context.planner.files.describe(
                self._file.id, name=self.name.text(), notes=self.notes.toPlainText()
            )
        except UserError as error:
            self.refusal.setText(str(error))
            self.refusal.show()
            return
        super().accept()
