"""The scan of one language version: chosen or dropped, opened after a warning, saved, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.domain.agreements import AgreementText
from planner.domain.kept_files import Kept, plain_name
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages.files_of import KINDS, WHERE, open_kept, save_kept
from planner.ui.pages.visit_verbs import undoable
from planner.ui.widgets.elided import FileNameLabel
from planner.ui.widgets.file_list import local_files
from planner.ui.widgets.label import Label
from planner.ui.widgets.tool_button import ToolButton


class ScanOf(QWidget):
    """:meth:`show_text` says which version; a new scan takes the place of the one before."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._text: AgreementText | None = None
        self.setAcceptDrops(True)
        self.name = FileNameLabel("", parent=self)
        self.choose = QPushButton(icon("upload", "text"), _("Scan…"), self)
        self.choose.setMinimumHeight(28)
        self.choose.setAutoDefault(False)
        self.open = ToolButton("eye", _("Open…"), parent=self)
        self.save = ToolButton("download", _("Save a copy…"), parent=self)
        self.remove = ToolButton("trash-2", _("Remove the scan"), parent=self)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(self.choose)
        bar.addStretch(1)
        for button in (self.open, self.save, self.remove):
            bar.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(Label(_("Scan"), "text2", size=0.9, parent=self))
        rows.addWidget(self.name)
        rows.addLayout(bar)
        self.choose.clicked.connect(self._choose)
        self.open.clicked.connect(self._open)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(self._remove)
        self.show_text(None)

    def show_text(self, text: AgreementText | None) -> None:
        self._text = text
        kept = bool(text and text.file_hash)
        self.name.setText(plain_name(text.file_name) if text and kept else _("No scan."))
        locked = self._context.planner.is_read_only
        self.choose.setEnabled(text is not None and not locked)
        self.open.setEnabled(kept)
        self.save.setEnabled(kept)
        self.remove.setEnabled(kept and not locked)

    def take(self, paths: Sequence[Path]) -> None:
        """Read the first of these beside the window and keep it for the version shown now."""
        files, text = self._context.planner.files, self._text
        if text is None or not paths or not self.choose.isEnabled():
            return
        self._context.tasks.run(
            lambda progress: files.put_scan(text.id, files.read(paths[:1], progress)[0]),
            lambda _done: None,
            text=_("Adding the scan"),
        )

    def _choose(self) -> None:
        kinds = [_(kind) for kind in KINDS]
        self.take(self._context.files.open(self, _("Choose the scan"), kinds, WHERE))

    def _open(self) -> None:
        if (kept := self._kept()) is not None:
            open_kept(self._context, kept)

    def _save(self) -> None:
        if (kept := self._kept()) is not None:
            save_kept(self._context, [kept], self)

    def _remove(self) -> None:
        text = self._text
        if text is not None:
            files = self._context.planner.files
            undoable(self._context, lambda: files.remove_scan(text.id), _("The scan was removed"))

    def _kept(self) -> Kept | None:
        text = self._text
        return Kept(text.file_name, text.file_hash) if text and text.file_hash else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.choose.isEnabled() and local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take(local_files(event.mimeData()))
