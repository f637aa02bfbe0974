"""The recovery sheet of an encrypted library: printed or saved, and six signs of it typed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.errors import UserError
from planner.i18n import _
from planner.services import recovery_sheet
from planner.services.lockbox import Lockbox
from planner.ui.context import Context
from planner.ui.dialogs.forms import field_grid
from planner.ui.dialogs.papers_printing import Sheets, layout_for, put_on, sharpness
from planner.ui.tasks import Progress, Tasks
from planner.ui.widgets.label import Label
from planner.ui.widgets.secret_line import SecretLine


class RecoverySheetDialog(QDialog):
    """For a library that is open. Accepted, somebody has shown that the sheet is there."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, is_new: bool = False
    ) -> None:
        """The passphrase of a library that ``is_new`` was chosen a moment ago: it is not asked for."""
        super().__init__(parent)
        self._context = context
        self._box = Lockbox(context.planner.address)
        self._check = self._box.sheet_check()
        self._tasks = Tasks(context.messages, self)
        self.ask_printer = self._ask_printer
        self.setWindowTitle(_("Recovery sheet"))
        self.asks = self._box.can_lock and not is_new
        self.present = SecretLine(_("Present passphrase"), self)
        self.present.setVisible(self.asks)
        self.present.changed.connect(self._update)
        self.print = self._button(_("Print…"), self._print)
        self.save = self._button(_("Save as PDF…"), self._save)
        self.asked = Label(self._check.asked(), wrap=True, parent=self)
        self.signs = QLineEdit(self)
        self.signs.setMaxLength(8)
        self.signs.setMaximumWidth(160)
        self.signs.setMinimumHeight(28)
        self.signs.setAccessibleName(self._check.asked())
        self.signs.textChanged.connect(lambda _text: self._update())
        self.said = Label("", "text2", wrap=True, parent=self)
        self.error = Label("", "danger", wrap=True, parent=self)
        for label in (self.said, self.error):
            label.hide()
        self.later = self._button(_("Later"), self.reject)
        self.ready = self._button(_("I have the sheet"), self._prove)
        self.ready.setDefault(True)
        self._arrange()
        self._update()
        (self.present.line if self.asks else self.print).setFocus()

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setMinimumHeight(32)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        name = self._box.path.name
        lost = (
            _("{name} opens with its passphrase. If it is forgotten, only this sheet opens it.")
            if self._box.can_lock
            else _(
                "The key of {name} is in the key store of this computer. If the computer is lost"
                " or set up anew, only this sheet opens the library and its backups."
            )
        )
        out, ends = QHBoxLayout(), QHBoxLayout()
        out.addWidget(self.print)
        out.addWidget(self.save)
        out.addStretch(1)
        ends.addStretch(1)
        ends.addWidget(self.later)
        ends.addWidget(self.ready)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(10)
        title = _("Print the sheet and put it into a safe")
        column.addWidget(Label(title, size=1.2, strong=True, wrap=True, parent=self))
        column.addWidget(Label(lost.format(name=name), wrap=True, parent=self))
        column.addWidget(Label(_("Without it nothing can be recovered."), wrap=True, parent=self))
        if self._box.can_lock:
            column.addWidget(Label(_about_key_file(self._box.key_file), wrap=True, parent=self))
        if self.asks:
            grid = field_grid()
            grid.addRow(_("Present passphrase"), self.present)
            column.addLayout(grid)
        column.addLayout(out)
        column.addWidget(self.asked)
        column.addWidget(self.signs)
        column.addWidget(self.said)
        column.addWidget(self.error)
        column.addStretch(1)
        if self._box.sheet_is_due:
            put_off = _("If you put it off, you are reminded each time the library is opened.")
            column.addWidget(Label(put_off, "text2", wrap=True, parent=self))
        column.addLayout(ends)
        self.setMinimumWidth(540)

    def _update(self) -> None:
        idle = not self._tasks.is_busy
        for button in (self.print, self.save):
            button.setEnabled(idle and (not self.asks or bool(self.present.text)))
        self.ready.setEnabled(idle and self._check.is_proven(self.signs.text()))

    def _print(self) -> None:
        self._run(lambda _progress: self._prove_present(), lambda _none: self._choose_printer())

    def _prove_present(self) -> None:
        if self.asks:
            self._box.prove(self.present.text)

    def _choose_printer(self) -> None:
        self._update()
        printer = sheet_printer()
        if not self.ask_printer(printer):
            return
        name, code = self._box.path.name, self._check.code
        self._run(
            lambda progress: print_sheet(printer, name, code, progress),
            lambda _none: self._handed_out(_("Printed.")),
        )

    def _ask_printer(self, printer: QPrinter) -> bool:
        dialog = QPrintDialog(printer, self)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return wanted

    def _save(self) -> None:
        name, code = self._box.path.name, self._check.code
        asked = ask_where(self._context, self, self._box.path)
        if asked is None:
            return
        path = asked

        def save(_progress: Progress) -> None:
            self._prove_present()
            recovery_sheet.save(path, name, code, dt.date.today())

        self._run(save, lambda _none: self._handed_out(after_saving(path), path))

    def _handed_out(self, text: str, path: Path | None = None) -> None:
        self._update()
        self.said.setText(text)
        self.said.show()
        self.signs.setFocus()
        if path is not None:
            self._context.open_file(path)

    def _prove(self) -> None:
        self._run(lambda _progress: self._box.sheet_is_made(), lambda _none: self.accept())

    def _run(self, work: Callable[[Progress], object], done: Callable[[object], None]) -> None:
        def failed(error: Exception) -> None:
            self._update()
            if not isinstance(error, UserError):
                raise error
            self.error.setText(str(error))
            self.error.show()

        self.error.hide()
        self._tasks.run(work, done, failed)
        self._update()

    def done(self, result: int) -> None:
        """Nothing that was typed is left behind."""
        self._tasks.close()
        self.signs.clear()
        self.present.clear()
        super().done(result)


def sheet_printer() -> QPrinter:
    """A printer that is set up for the sheet; which one it is, the system's dialog asks."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Recovery sheet"))
    printer.setFullPage(True)  # the page has margins of its own
    return printer


def print_sheet(printer: QPrinter, name: str, code: str, progress: Progress) -> None:
    """In the thread of a task; what is printed stands in no file of ours."""
    document, pages = recovery_sheet.pages(name, code, dt.date.today(), sharpness(printer))
    printer.setPageLayout(layout_for(document))
    put_on(printer, [Sheets(document, pages)], progress)


def ask_where(context: Context, parent: QWidget, library: Path) -> Path | None:
    """Where the sheet is to be saved; beside the library only if somebody insists."""
    kinds = [_("PDF (*.pdf)"), _("Text (*.txt)")]
    name = f"{library.stem} – {_('Recovery sheet')}.pdf"
    path = context.files.save(parent, _("Save the recovery sheet"), name, kinds, "recovery")
    if path is None or path.resolve().parent != library.resolve().parent:
        return path
    text = _("The library lies in the same folder. Whoever takes that folder can read everything.")
    detail = _("Choose another place, such as a stick that you lock away, or print the sheet.")
    wanted = context.messages.question(text, _("Save it there all the same"), detail=detail)
    return path if wanted else None


def after_saving(path: Path) -> str:
    """That it is there, and that it should not stay there."""
    return _(
        "Saved: {path}. Print it, then remove this file and empty the trash: whoever has it and the"
        " library can read everything."
    ).format(path=path)


def _about_key_file(name: str) -> str:
    return _("The passphrase works together with {key}, a small file beside the library.").format(
        key=name
    )
