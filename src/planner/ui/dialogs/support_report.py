"""The report for support: shown as a whole before it is copied or saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.errors import UserError
from planner.i18n import N_, _
from planner.services import support
from planner.ui.dialogs.forms import verb_button
from planner.ui.fitting import fit
from planner.ui.widgets.label import Label

if TYPE_CHECKING:
    from planner.settings import Settings
    from planner.ui.context import Context
    from planner.ui.files import FileChooser

NAME: Final = "planner-report.txt"
KINDS: Final = (N_("Text (*.txt)"),)


class SupportReportDialog(QDialog):
    """``context`` is None where no library is open; ``fault`` are the places of a fault that just happened."""

    def __init__(
        self,
        settings: Settings,
        context: Context | None,
        parent: QWidget | None = None,
        *,
        fault: str = "",
        files: FileChooser | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._files = context, files
        self.setWindowTitle(_("Report for support"))
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(_("The report"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.said = Label("", "text2", wrap=True, parent=self)
        self.said.hide()
        self.copy_button = verb_button(self, "copy", _("Copy"), self.copy)
        self.save_button = verb_button(self, "download", _("Save…"), self.save)
        self._arrange()
        self._gather(settings, fault)

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 14, 16, 12)
        rows.setSpacing(8)
        about = _(
            "This is all that the report says. It names no people, no files and not you; it is in English for whoever reads it. Nothing is sent by itself."
        )
        rows.addWidget(Label(about, wrap=True, parent=self))
        rows.addWidget(self.text, 1)
        rows.addWidget(self.said)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self.copy_button)
        verbs.addWidget(self.save_button)
        verbs.addStretch(1)
        verbs.addWidget(verb_button(self, "x", _("Close"), self.reject))
        rows.addLayout(verbs)
        fit(self, 680, 560)

    def _gather(self, settings: Settings, fault: str) -> None:
        """Beside the window where a library has to be counted."""
        screen = screens()
        context = self._context
        if context is None:
            self.show_text(support.report(None, settings, screen=screen, fault=fault))
            return
        planner = context.planner
        self._enable(False)
        self.text.setPlainText(_("The library is being looked at…"))
        shown: list[Callable[[str], None]] = [self.show_text]
        self.destroyed.connect(shown.clear)

        def done(text: str) -> None:
            for show in shown:
                show(text)

        context.tasks.run(
            lambda _progress: support.report(planner, settings, screen=screen, fault=fault),
            done,
            text=_("Report for support"),
        )

    def show_text(self, text: str) -> None:
        self.text.setPlainText(text)
        self._enable(True)

    def _enable(self, enabled: bool) -> None:
        self.copy_button.setEnabled(enabled)
        self.save_button.setEnabled(enabled)

    def copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
        self._say(_("The report is in the clipboard."))

    def save(self) -> None:
        from planner.ui.files import NativeFiles

        files = self._files or (self._context.files if self._context else NativeFiles())
        title, kinds = _("Save the report"), [_(kind) for kind in KINDS]
        path = files.save(self, title, NAME, kinds, "report")
        if path is None:
            return
        try:
            support.save(path, self.text.toPlainText())
        except UserError as error:
            self._say(str(error))
            return
        self._say(_("The report is saved as {path}.").format(path=path))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()


def screens() -> str:
    """Size and scale of each screen, and how Qt draws."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return ""
    found = [
        f"{one.size().width()} × {one.size().height()} at {one.devicePixelRatio():g}"
        for one in app.screens()
    ]
    return f"{', '.join(found)} (Qt {qVersion()}, {app.platformName()}, {app.font().pointSizeF():g} pt)"
