"""The foot of papers: what was done, how far the work is with Cancel, and the verbs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.icons import icon
from planner.ui.widgets.elided import ElidedLabel
from planner.ui.widgets.label import Label


class PapersFoot(QWidget):
    save_wanted = Signal()
    print_wanted = Signal()
    send_wanted = Signal()
    open_wanted = Signal()
    stop_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.text = ElidedLabel("", "text2", parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(140)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = QPushButton(_("Cancel"), self)
        self.open = QPushButton(icon("folder-open", "text"), _("Show folder"), self)
        self.save = QPushButton(icon("download", "text"), "", self)
        self.print = QPushButton(icon("printer", "text"), _("Print…"), self)
        self.send = QPushButton(icon("send", "text"), _("Send…"), self)
        self.close_button = QPushButton(_("Close"), self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.text, 1)
        line.addWidget(self.bar)
        for button, signal in (
            (self.stop, self.stop_wanted),
            (self.open, self.open_wanted),
            (self.save, self.save_wanted),
            (self.print, self.print_wanted),
            (self.send, self.send_wanted),
            (self.close_button, self.close_wanted),
        ):
            button.setMinimumHeight(30)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit())
            line.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 6, 16, 12)
        rows.setSpacing(4)
        rows.addWidget(self.error)
        rows.addLayout(line)
        self.open.hide()
        self.say_error("")
        self.set_busy(False)

    def say_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def say(self, text: str, *, folder: bool = False) -> None:
        """What was done; ``folder`` offers to show where."""
        self.text.setText(text)
        self.open.setVisible(folder)

    def set_busy(self, busy: bool, text: str = "") -> None:
        """While files are written nothing else can be begun."""
        if busy:
            self.say(text)
            self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.stop.setEnabled(True)

    def show_progress(self, done: int, total: int) -> None:
        if self.bar.isVisible():
            self.bar.setRange(0, max(total, 1))
            self.bar.setValue(done)
