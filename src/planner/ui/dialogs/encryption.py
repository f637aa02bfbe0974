"""Who can read the library: encrypting it, its passphrase, its recovery sheet, and making it plain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.errors import UserError
from planner.i18n import _
from planner.services import recovery_sheet
from planner.services.lockbox import Lockbox, NewLock, Protection, Tell, check_passphrase
from planner.ui.context import Context
from planner.ui.dialogs.forms import field_grid
from planner.ui.dialogs.recovery_sheet import (
    after_saving,
    ask_where,
    print_sheet,
    sheet_printer,
)
from planner.ui.tasks import Progress, Tasks
from planner.ui.widgets.label import Label
from planner.ui.widgets.secret_line import SecretLine

Work = Callable[[Tell], object]
"""What is done while the library is closed."""


class EncryptionDialog(QDialog):
    """``wanted`` asks for work on the closed library, and says in a few words what it is."""

    wanted = Signal(object, str)

    def __init__(
        self, context: Context, parent: QWidget | None = None, box: Lockbox | None = None
    ) -> None:
        """:raises UserError: the library is on a server."""
        super().__init__(parent)
        self._context = context
        self.box = box or Lockbox(context.planner.address)
        self._tasks = Tasks(context.messages, self)
        self._lock = NewLock()
        self._sheet_saved = False
        self._asks = False
        """Whether the present passphrase is wanted before the key is handed out."""
        self.ask_printer = self._ask_printer
        self.setWindowTitle(_("Encryption"))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 8, 0)
        self.body.setSpacing(10)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.error.hide()
        self.buttons = QDialogButtonBox(self)
        close = self.buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setMinimumHeight(30)
        self.buttons.rejected.connect(self.reject)
        self._fields()
        self._arrange()
        self._tasks.run(lambda _progress: self.box.look(), self._show)

    def _fields(self) -> None:
        self.present = SecretLine(_("Present passphrase"), self)
        self.passphrase = SecretLine(_("Passphrase"), self)
        self.again = SecretLine(_("Once more"), self)
        self.remember = QCheckBox(
            _("This computer opens it by itself (its key store has the key)"), self
        )
        self.save_sheet = self._verb(_("Save the recovery sheet…"), self._save_sheet)
        self.print_sheet = self._verb(_("Print it…"), self._print_sheet)
        self.signs = QLineEdit(self)
        self.signs.setMaxLength(8)
        self.signs.setMinimumHeight(28)
        self.encrypt = self._verb(_("Encrypt the library"), self._encrypt)
        self.change = self._verb(_("Change the passphrase"), self._change)
        self.forget = self._verb(_("Ask for the passphrase on this computer"), self._forget)
        self.keep = self._verb(_("Remember on this computer"), self._remember)
        self.plain = self._verb(_("Remove the encryption…"), self._decrypt)
        for line in (self.present, self.passphrase, self.again):
            line.changed.connect(self._update)
            line.hide()
        self.out = Label("", "text2", wrap=True, parent=self)
        self.missing = Label("", "text2", wrap=True, parent=self)
        self.out.hide()
        self.missing.hide()
        for widget in (self.remember, self.signs):
            widget.hide()
        self.remember.setMinimumHeight(24)
        self.remember.toggled.connect(lambda _on: self._update())
        self.signs.textChanged.connect(lambda _text: self._update())

    def _verb(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setMinimumHeight(30)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        button.hide()
        return button

    def _arrange(self) -> None:
        inner = QWidget(self)
        inner.setLayout(self.body)
        area = QScrollArea(self)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Encryption"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 12)
        whole.setSpacing(10)
        whole.addWidget(area, 1)
        whole.addWidget(self.error)
        whole.addWidget(self.buttons)
        self.resize(600, 500)

    # what is there

    def _show(self, found: Protection) -> None:
        if found.encrypted:
            self._show_encrypted(found)
        else:
            self._show_plain(found)
        self.body.addStretch(1)
        self._update()
        first = self.present if self._asks else self.passphrase
        QTimer.singleShot(0, first.line, first.line.setFocus)

    def _show_plain(self, found: Protection) -> None:
        name = self.box.path.name
        self._text(
            _("{name} is not encrypted: whoever has the file can read it.").format(name=name),
            strong=True,
        )
        self._text(
            _(
                "Encrypted, it opens only with a passphrase, or on this computer by itself."
                " All that is in it stays as it is."
            )
            if found.can_remember
            else _("Encrypted, it opens only with a passphrase. All that is in it stays as it is.")
        )
        self._key_file()
        self._passphrases(found)
        self._text(_("Recovery sheet"), strong=True)
        self._text(
            _(
                "Without the passphrase and without the recovery sheet nothing can be recovered:"
                " not by us and not by anybody else. Save it, print it, and put it into a safe."
            )
        )
        self._put(self.save_sheet, self.print_sheet)
        self.body.addWidget(self.out)
        asked = self._lock.asked()
        self._text(asked)
        self.signs.setAccessibleName(asked)
        self._put(self.signs)
        self.signs.setMaximumWidth(160)
        self._put(self.encrypt)
        self.body.addWidget(self.missing)
        self.missing.show()

    def _show_encrypted(self, found: Protection) -> None:
        self._text(_("{name} is encrypted.").format(name=self.box.path.name), strong=True)
        self._text(
            _("This computer opens it by itself: its key store has the key.")
            if found.remembered
            else _("Its passphrase is asked for when it is opened.")
        )
        if found.has_passphrase:
            self._key_file()
            self._ask_present()
        self._put(self.save_sheet, self.print_sheet)
        self.body.addWidget(self.out)
        if found.remembered and found.has_passphrase:
            self._put(self.forget)
        elif found.can_remember and not found.remembered:
            self._put(self.keep)
        self._text(
            _("Another passphrase") if found.has_passphrase else _("A passphrase"), strong=True
        )
        self._passphrases(None)
        self._put(self.change)
        self._text(_("Back to a plain file"), strong=True)
        self._text(_("Without encryption whoever has the file can read it."))
        self._put(self.plain)

    def _key_file(self) -> None:
        """Who copies the one file without the other has nothing but the recovery code to open it."""
        self._text(
            _(
                "Its passphrase works together with {key}, a small file beside it. Copy both:"
                " without it only the recovery code opens the library."
            ).format(key=self.box.key_file)
        )

    def _ask_present(self) -> None:
        """Whoever sits at an open window by chance does not get the key."""
        self._asks = True
        grid = field_grid()
        grid.addRow(_("Present passphrase"), self.present)
        self.present.show()
        self.body.addLayout(grid)
        self._text(
            _(
                "It is asked for before the sheet, another passphrase or a plain file are made. The"
                " recovery code will do, too."
            ),
            token="text2",
        )

    def _passphrases(self, found: Protection | None) -> None:
        grid = field_grid()
        grid.addRow(_("Passphrase"), self.passphrase)
        grid.addRow(_("Once more"), self.again)
        self.passphrase.show()
        self.again.show()
        self.body.addLayout(grid)
        self._text(
            _(
                "Ten characters or more. Four or five words that have nothing to do with each"
                " other are good."
            ),
            token="text2",
        )
        if found is not None and found.can_remember:
            self._put(self.remember)

    def _text(self, text: str, token: str = "text", *, strong: bool = False) -> None:
        self.body.addWidget(Label(text, token, strong=strong, wrap=True, parent=self))

    def _put(self, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        for widget in widgets:
            row.addWidget(widget)
            widget.show()
        if not isinstance(widgets[0], QCheckBox):
            row.addStretch(1)
        self.body.addLayout(row)

    # verbs

    def _update(self) -> None:
        idle = not self._tasks.is_busy
        typed = bool(self.passphrase.text) and self.passphrase.text == self.again.text
        alone = self.remember.isChecked() and not self.passphrase.text and not self.again.text
        proven = self._sheet_saved and self._lock.is_proven(self.signs.text())
        self.signs.setEnabled(self._sheet_saved)
        self.encrypt.setEnabled(idle and (typed or alone) and proven)
        may = idle and (bool(self.present.text) or not self._asks)
        self.change.setEnabled(may and typed)
        self.forget.setEnabled(idle)
        for button in (self.save_sheet, self.print_sheet, self.keep, self.plain):
            button.setEnabled(may)
        wanted = self._still_missing(typed or alone, proven)
        self.missing.setText(_("Still missing: {what}.").format(what=wanted) if wanted else "")
        differ = bool(self.again.text) and not self.passphrase.text.startswith(self.again.text)
        self._say(_("The two passphrases differ.") if differ else "")

    def _still_missing(self, is_lockable: bool, is_proven: bool) -> str:
        """What keeps the verb grey, in the order of the fields."""
        if not is_lockable:
            return _("the passphrase once more") if self.passphrase.text else _("a passphrase")
        if not self._sheet_saved:
            return _("the recovery sheet, saved or printed")
        return "" if is_proven else _("the six signs from the sheet")

    def _code(self) -> str:
        """Of the library as it is to be, or as it is."""
        return self._lock.code if self.encrypt.isVisibleTo(self) else self.box.code()

    def _save_sheet(self) -> None:
        path = ask_where(self._context, self, self.box.path)
        if path is None:
            return
        name, code, today = self.box.path.name, self._code(), dt.date.today()
        self._proven(
            lambda: recovery_sheet.save(path, name, code, today), lambda _none: self._saved(path)
        )

    def _print_sheet(self) -> None:
        self._proven(lambda: None, lambda _none: self._choose_printer())

    def _choose_printer(self) -> None:
        printer = sheet_printer()
        if self.ask_printer(printer):
            name, code = self.box.path.name, self._code()
            self._run(
                lambda: print_sheet(printer, name, code, Progress()), lambda _none: self._saved()
            )

    def _ask_printer(self, printer: QPrinter) -> bool:
        dialog = QPrintDialog(printer, self)
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return wanted

    def _saved(self, path: Path | None = None) -> None:
        self._sheet_saved = True
        self._update()
        self.out.setText(after_saving(path) if path is not None else _("Printed."))
        self.out.show()
        if self.signs.isVisibleTo(self):
            self.signs.setFocus()
        if path is not None:
            self._context.open_file(path)

    def _encrypt(self) -> None:
        try:
            if self.passphrase.text:
                check_passphrase(self.passphrase.text)
        except UserError as error:
            self._say(str(error))
            return
        box, lock, words = self.box, self._lock, self.passphrase.text
        remember = self.remember.isChecked()
        self.accept()
        self.wanted.emit(
            lambda tell: box.encrypt(lock, words, remember=remember, tell=tell),
            _("The library is being encrypted"),
        )

    def _decrypt(self) -> None:
        self._proven(lambda: None, lambda _none: self._make_plain())

    def _make_plain(self) -> None:
        question = _("Make {name} a plain file that everybody can read who has it?")
        if not self._context.messages.question(
            question.format(name=self.box.path.name), _("Remove the encryption")
        ):
            return
        box = self.box
        self.accept()
        self.wanted.emit(box.decrypt, _("The encryption is being removed"))

    def _change(self) -> None:
        words = self.passphrase.text
        self._proven(
            lambda: self.box.change_passphrase(words),
            lambda _none: self._ended(
                _("The passphrase was changed. Copies made before open with the old one.")
            ),
        )

    def _forget(self) -> None:
        self._run(
            self.box.forget_here,
            lambda _none: self._ended(_("This computer asks for the passphrase from now on.")),
        )

    def _remember(self) -> None:
        self._proven(
            self.box.remember,
            lambda _none: self._ended(_("This computer opens the library by itself from now on.")),
        )

    def _ended(self, text: str) -> None:
        self._context.messages.toast(text)
        self.accept()

    def _proven(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Do it if the present passphrase is right, where there is one."""
        asks, typed, box = self._asks, self.present.text, self.box

        def prove() -> object:
            if asks:
                box.prove(typed)
            return work()

        self._run(prove, done)

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self._update()
            self._say(str(error))

        self._tasks.run(lambda _progress: work(), done, failed)
        self._update()

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def done(self, result: int) -> None:
        """Nothing that was typed is left behind."""
        self._tasks.close()
        for line in (self.present, self.passphrase, self.again):
            line.clear()
        super().done(result)
