"""Making a library: encrypted from its first byte unless somebody wants a plain file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.errors import UserError
from planner.i18n import _
from planner.services.lockbox import Lockbox, NewLock, check_passphrase
from planner.services.planner import Planner, create_planner
from planner.settings import Settings
from planner.ui.dialogs.forms import field_grid
from planner.ui.key_store import when_known
from planner.ui.messages import Messages
from planner.ui.tasks import Tasks
from planner.ui.widgets.label import Label
from planner.ui.widgets.secret_line import SecretLine


class NewLibraryDialog(QDialog):
    """Accepted, the library is there, closed; ``encrypted`` says how it was made."""

    def __init__(
        self,
        box: Lockbox,
        settings: Settings,
        messages: Messages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._box, self._settings = box, settings
        self._tasks = Tasks(messages, self)
        self._has_store: bool | None = None
        self.encrypted = False
        self.setWindowTitle(_("New library"))
        self.key = Label(
            _("Looking for the key store of this computer…"), "text2", wrap=True, parent=self
        )
        self.own = QCheckBox(_("Ask for a passphrase when it is opened"), self)
        self.own.setMinimumHeight(24)
        self.own.hide()
        self.lines = QWidget(self)
        self.passphrase = SecretLine(_("Passphrase"), self.lines)
        self.again = SecretLine(_("Once more"), self.lines)
        self.lines.hide()
        self.error = Label("", "danger", wrap=True, parent=self)
        self.error.hide()
        self.go = self._button(_("Make an encrypted library"), self._encrypted)
        self.go.setDefault(True)
        self.plain = self._button(_("Make a plain file"), self._plain)
        self.cancel = self._button(_("Cancel"), self.reject)
        self._arrange()
        self.own.toggled.connect(lambda _on: self._update())
        for line in (self.passphrase, self.again):
            line.changed.connect(self._update)
        self._update()
        self.resize(560, 300)
        self.cancel.setFocus()
        when_known(self, self._store_known)

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setMinimumHeight(32)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _arrange(self) -> None:
        about = _(
            "It is one file, {path}. Once it is encrypted, whoever gets only the file, such as with"
            " a stolen computer, cannot read it."
        ).format(path=self._box.path)
        sheet = _(
            "You get a recovery sheet next. Without the key and without the sheet nothing can be"
            " recovered: not by us and not by anybody else."
        )
        grid = field_grid()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addRow(_("Passphrase"), self.passphrase)
        grid.addRow(_("Once more"), self.again)
        grid.addRow(
            Label(
                _(
                    "Ten characters or more. Four or five words that have nothing to do with each"
                    " other are good."
                ),
                "text2",
                wrap=True,
                parent=self,
            )
        )
        self.lines.setLayout(grid)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.plain)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(10)
        column.addWidget(
            Label(_("The new library is encrypted"), size=1.2, strong=True, wrap=True, parent=self)
        )
        column.addWidget(Label(about, wrap=True, parent=self))
        for widget in (self.key, self.own, self.lines):
            column.addWidget(widget)
        column.addWidget(Label(sheet, wrap=True, parent=self))
        column.addStretch(1)
        column.addWidget(self.error)
        column.addLayout(buttons)
        self.setMinimumWidth(560)

    def _store_known(self, there: bool) -> None:
        self._has_store = there
        self.own.setVisible(there)
        self.key.setText(
            _("This computer opens it by itself: its key store keeps the key.")
            if there
            else _(
                "This computer has no key store. Choose a passphrase, which is asked for"
                " when the library is opened."
            )
        )
        self._update()
        (self.go if there else self.passphrase).setFocus()

    @property
    def _with_passphrase(self) -> bool:
        return self._has_store is False or self.own.isChecked()

    def _update(self) -> None:
        self.lines.setVisible(self._with_passphrase)
        idle = not self._tasks.is_busy
        typed = bool(self.passphrase.text) and self.passphrase.text == self.again.text
        known = self._has_store is not None
        self.go.setEnabled(idle and known and (typed or not self._with_passphrase))
        for widget in (self.plain, self.cancel, self.own, self.lines):
            widget.setEnabled(idle)
        differ = bool(self.again.text) and not self.passphrase.text.startswith(self.again.text)
        self._say(_("The two passphrases differ.") if differ else "")

    def _encrypted(self) -> None:
        box, settings, words = self._box, self._settings, ""
        if self._with_passphrase:
            words = self.passphrase.text
            try:
                check_passphrase(words)
            except UserError as error:
                self._say(str(error))
                return
        self.encrypted = True
        self._make(
            lambda: box.create(settings, NewLock(), words, remember=not words, sheet_due=True)
        )

    def _plain(self) -> None:
        address, settings = str(self._box.path), self._settings
        self.encrypted = False
        self._make(lambda: create_planner(address, settings))

    def _make(self, make: Callable[[], Planner]) -> None:
        """Elsewhere: the shipped records take a moment."""

        def failed(error: Exception) -> None:
            self._update()
            if not isinstance(error, UserError):
                raise error
            self._say(str(error))

        self._tasks.run(lambda _progress: make().close(), lambda _none: self.accept(), failed)
        self._update()
        self.key.setText(_("The library is being made…"))

    def reject(self) -> None:
        """Not while it is being made: there would be a library that nobody wanted."""
        if not self._tasks.is_busy:
            super().reject()

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))
        layout = self.layout()
        if layout is not None:  # with the passphrase or a message it needs more lines than before
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def done(self, result: int) -> None:
        """Nothing that was typed is left behind."""
        self._tasks.close()
        for line in (self.passphrase, self.again):
            line.clear()
        super().done(result)
