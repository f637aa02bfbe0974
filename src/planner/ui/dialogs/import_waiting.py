"""While a file is read, and where it says so when it cannot be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.label import Label


class WaitingPage(QStackedWidget):
    """Reading, or the sentence why the file was not read."""

    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        busy = QWidget(self)
        self.text = Label("", "text2", size=1.15, parent=busy)
        bar = QProgressBar(busy)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setMaximumWidth(360)
        bar.setAccessibleName(_("Reading the file"))
        rows = QVBoxLayout(busy)
        rows.addStretch(2)
        for widget in (self.text, bar):
            rows.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(3)
        self.refused = EmptyState(self)
        self.addWidget(busy)
        self.addWidget(self.refused)

    def wait(self, text: str) -> None:
        self.text.setText(text)
        self.setCurrentIndex(0)

    def refuse(self, sentence: str) -> None:
        """Nothing was changed; another file can be tried."""
        again = (_("Choose another file…"), self.another_wanted.emit)
        self.refused.say("circle-alert", sentence, again)
        self.setCurrentIndex(1)
