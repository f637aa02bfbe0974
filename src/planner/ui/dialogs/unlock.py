"""Opening an encrypted library or backup: its passphrase, three times, or the recovery code."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.errors import NotALibrary, UserError, WrongKey
from planner.i18n import _
from planner.services import recovery_code
from planner.services.copy_lock import CopyLock
from planner.services.lockbox import TRIES, Lockbox
from planner.ui.key_store import when_known
from planner.ui.messages import Messages
from planner.ui.tasks import Tasks
from planner.ui.widgets.label import Label
from planner.ui.widgets.secret_line import SecretLine

CODE: Final = 69
"""Signs of a recovery code with its dashes."""
WIDEST: Final = 860
"""Logical pixels: the smallest window is hardly wider."""


class UnlockDialog(QDialog):
    """Accepted, the key of the library is held. ``failed`` says why it is not, once nothing is asked
    any more; ``by_code`` whether the recovery code did it: then there is no passphrase to remember."""

    def __init__(
        self, box: Lockbox | CopyLock, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._box = box
        self._left = TRIES
        self._tasks = Tasks(messages, self)
        self.by_code = False
        self.failed: UserError | None = None
        is_copy = isinstance(box, CopyLock)
        verb = _("Open the backup") if is_copy else _("Open the library")
        self.setWindowTitle(verb)
        name = box.path.name
        said = (
            box.said if isinstance(box, CopyLock) else _("{name} is encrypted.").format(name=name)
        )
        self.about = Label(said, strong=True, wrap=True, parent=self)
        hint = box.hint if isinstance(box, CopyLock) and not box.no_passphrase() else ""
        self.hint = Label(hint, "text2", wrap=True, parent=self)
        self.hint.setVisible(bool(hint))
        self.asked = Label(_("Passphrase"), parent=self)
        self.passphrase = SecretLine(_("Passphrase"), self)
        self.asked.setBuddy(self.passphrase.line)
        self.code = QLineEdit(self)
        self.code.setAccessibleName(_("Recovery code"))
        self.code.setPlaceholderText(_("14 groups of four signs"))
        self.code.setMinimumHeight(28)
        self.code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        wide = self.code.fontMetrics().horizontalAdvance("W" * CODE) + 24
        self.code.setMinimumWidth(min(wide, WIDEST))  # all groups are seen at once
        self.code.hide()
        self.remember = QCheckBox(_("Remember on this computer"), self)
        self.remember.setMinimumHeight(24)
        self.remember.hide()
        self.other = QPushButton(_("Use the recovery code"), self)
        self.other.setAutoDefault(False)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.error.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self._why = box.no_passphrase()
        self._arrange()
        self.passphrase.changed.connect(self._update)
        self.code.textChanged.connect(lambda _text: self._update())
        self.other.clicked.connect(self._turn)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        if self._why:
            self._turn()
            self.other.hide()
        self._update()
        (self.code if self._why else self.passphrase).setFocus()
        when_known(self, self._can_remember)

    def _can_remember(self, there: bool) -> None:
        self.remember.setVisible(there)
        self._update()
        QTimer.singleShot(0, self, self._make_room)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(10)
        for widget in (
            self.about,
            self.hint,
            self.asked,
            self.passphrase,
            self.code,
            self.remember,
        ):
            column.addWidget(widget)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.error)
        column.addStretch(1)
        column.addWidget(self.buttons)
        for button in (*self.buttons.buttons(), self.other):
            button.setMinimumHeight(30)
        self.setMinimumWidth(480)

    @property
    def _with_code(self) -> bool:
        return not self.code.isHidden()

    def _turn(self) -> None:
        """From the passphrase to the recovery code, and back."""
        code = not self._with_code
        self.code.setVisible(code)
        self.passphrase.setVisible(not code)
        self.asked.setText(_("Recovery code") if code else _("Passphrase"))
        if code:
            self.setMinimumWidth(self.code.minimumWidth() + 40)
        self.asked.setBuddy(self.code if code else self.passphrase.line)
        self.other.setText(_("Use the passphrase") if code else _("Use the recovery code"))
        self._say(self._why)
        (self.code if code else self.passphrase).setFocus()
        self._update()

    def _update(self) -> None:
        typed = self.code.text().strip() if self._with_code else self.passphrase.text
        self.go.setEnabled(bool(typed) and not self._tasks.is_busy)

    def start(self) -> None:
        """Try what is typed, off the window's thread: a try takes a moment on purpose."""
        if not self.go.isEnabled():
            return
        box, typed, remember = self._box, self.passphrase.text, self.remember.isChecked()
        self.by_code = self._with_code
        code = self.code.text() if self.by_code else ""

        def unlock() -> UserError | None:
            """What the key store said, if it did not take the key: the library is open all the same."""
            if code:
                box.unlock_with_code(code)
            else:
                box.unlock(typed)
            try:
                if remember:
                    box.remember()
            except UserError as error:
                return error
            return None

        self._tasks.run(lambda _progress: unlock(), self._opened, self._not_opened)
        self._update()

    def _opened(self, failed: UserError | None) -> None:
        self.failed = failed
        self.accept()

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._update()
        if isinstance(error, NotALibrary) or not (isinstance(error, WrongKey) or self.by_code):
            self.failed = error  # damaged, cut off, not there: another passphrase does not help
            self.reject()
            return
        if isinstance(error, WrongKey) and not self.by_code:
            self._left -= 1
            self.passphrase.clear()
            if not self._left:
                self._end()
                return
            again = _("Small and capital letters count. Try again, or use the recovery code.")
            self._say(f"{error.message} {again}")
            self.passphrase.setFocus()
            return
        where = recovery_code.said(self.code.text()) if not isinstance(error, WrongKey) else ""
        self._say(" ".join(part for part in (str(error), where) if part))
        self.code.setFocus()

    def _end(self) -> None:
        self.failed = WrongKey(
            _("The passphrase was not right {count} times.").format(count=TRIES),
            _("Nothing was opened or changed. Try again, or use the recovery code from its sheet.")
            if isinstance(self._box, CopyLock)
            else _(
                "The library was not opened and not changed. Try again, or use the recovery code"
                " from its sheet."
            ),
        )
        self.reject()

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))
        QTimer.singleShot(0, self, self._make_room)

    def _make_room(self) -> None:
        """With a message it needs more lines than before."""
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def done(self, result: int) -> None:
        """Nothing that was typed is left behind."""
        self._tasks.close()
        self.passphrase.clear()
        self.code.clear()
        super().done(result)
