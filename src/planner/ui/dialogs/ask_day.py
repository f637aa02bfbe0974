"""A small question that is answered with one day: what it is about, the day read back, a verb and Cancel."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.ui.widgets.day_line import DayLine
from planner.ui.widgets.label import Label


class AskDay(QDialog):
    """``near`` is the day from which is told how far the answer lies."""

    def __init__(
        self,
        parent: QWidget | None,
        near: dt.date,
        *,
        title: str,
        about: str,
        label: str,
        verb: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.day = DayLine(label, near, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.accept_button = self.buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.accept_button.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for widget in (Label(about, wrap=True, parent=self), self.day, self.buttons):
            rows.addWidget(widget)
        self.setMinimumWidth(460)
        self.day.changed.connect(lambda day: self.accept_button.setEnabled(day is not None))
        self.accept_button.setEnabled(False)
        self.day.setFocus()


def ask_day(
    parent: QWidget, near: dt.date, *, title: str, about: str, label: str, verb: str
) -> dt.date | None:
    """The day; None when called off."""
    dialog = AskDay(parent, near, title=title, about=about, label=label, verb=verb)
    answered = dialog.exec() == QDialog.DialogCode.Accepted
    return dialog.day.day if answered else None
