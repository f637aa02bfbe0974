"""The foot of sending: how many are chosen, how far the work is with Cancel, and the verbs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.icons import icon
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.label import Label


class Foot(QWidget):
    copy_wanted = Signal()
    save_wanted = Signal()
    drafts_wanted = Signal()
    back_wanted = Signal()
    close_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.text = ElidedLabel("", "text2", parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(160)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = QPushButton(_("Cancel"), self)
        self.back = QPushButton(icon("chevron-left", "text"), _("Back"), self)
        self.copy = QPushButton(icon("copy", "text"), _("Copy text"), self)
        self.copy.setToolTip(_("The text of the mail to the recipient in front"))
        self.save = QPushButton(icon("folder-open", "text"), _("Save files…"), self)
        self.drafts = QPushButton(icon("mail", "text"), _("Mail drafts…"), self)
        self.close_button = QPushButton(_("Close"), self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.text, 1)
        for widget in (self.bar, self.stop):
            line.addWidget(widget)
        for button, signal in (
            (self.stop, self.stop_wanted),
            (self.back, self.back_wanted),
            (self.copy, self.copy_wanted),
            (self.save, self.save_wanted),
            (self.drafts, self.drafts_wanted),
            (self.close_button, self.close_wanted),
        ):
            button.setMinimumHeight(30)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit())
            line.addWidget(button)
        self.drafts.setDefault(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 6, 16, 12)
        rows.setSpacing(4)
        rows.addWidget(self.error)
        rows.addLayout(line)
        self.say_error("")
        self.set_busy(False)
        self.show_choosing(mails=True)

    def say_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def set_busy(self, busy: bool, text: str = "", *, stoppable: bool = False) -> None:
        """While work goes on nothing else can be begun."""
        if busy:
            self.text.setText(text)
            self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy and stoppable)
        self.stop.setEnabled(True)

    def show_progress(self, done: int, total: int) -> None:
        if self.bar.isVisible():
            self.bar.setRange(0, max(total, 1))
            self.bar.setValue(done)

    def allow(self, *, copy: bool, save: bool, drafts: bool) -> None:
        for button, allowed in ((self.copy, copy), (self.save, save), (self.drafts, drafts)):
            button.setEnabled(allowed)

    def show_choosing(self, *, mails: bool) -> None:
        """Without ``mails`` only files can be saved."""
        self.back.hide()
        self.save.show()
        self.copy.setVisible(mails)
        self.drafts.setVisible(mails)
        (self.drafts if mails else self.save).setDefault(True)

    def show_done(self) -> None:
        """All is written: what is left is to go back or to close."""
        for button in (self.copy, self.save, self.drafts):
            button.hide()
        self.back.show()
        self.close_button.setDefault(True)
        self.close_button.setFocus()
