"""A day that is typed or picked, and read back below in full; what may mean two days is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.domain.typed_days import day_readings, from_then
from planner.errors import UserError
from planner.i18n import _
from planner.ui.day_words import day_text
from planner.ui.locale import reader
from planner.ui.widgets.fields.dates import with_calendar
from planner.ui.widgets.label import Label


class DayLine(QWidget):
    """``changed`` tells the day, or None while none or more than one is meant."""

    changed = Signal(object)

    def __init__(
        self,
        label: str,
        near: dt.date,
        told: Callable[[dt.date], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``near`` is the day that +7 counts from; ``told`` is said behind the day that was read."""
        super().__init__(parent)
        self._near, self._told = near, told
        self._chosen: dt.date | None = None
        self._options: list[QPushButton] = []
        self.editor = QLineEdit(self)
        self.editor.setPlaceholderText(_("4 March 2027, 4.3.2027 or +7"))
        self.editor.setMaxLength(60)
        self.editor.setAccessibleName(label)
        self.read_back = Label("", "text2", wrap=True, parent=self)
        self._asked = QHBoxLayout()
        self._asked.setSpacing(8)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        name = Label(label, "text2", size=0.9, parent=self)
        name.setBuddy(self.editor)
        rows.addWidget(name)
        rows.addWidget(with_calendar(self, self.editor, self.choose))
        rows.addWidget(self.read_back)
        rows.addLayout(self._asked)
        self.setFocusProxy(self.editor)
        self.editor.textEdited.connect(self._typed)
        self._show()

    @property
    def readings(self) -> tuple[dt.date, ...]:
        """Every day that what stands there may mean."""
        if self._chosen is not None:
            return (self._chosen,)
        return day_readings(self.editor.text(), self._near)

    @property
    def day(self) -> dt.date | None:
        found = self.readings
        return found[0] if len(found) == 1 else None

    def choose(self, day: dt.date) -> None:
        """This day, and no question about it."""
        self._chosen = day
        self.editor.setText(day_text(day))
        self._show()

    @property
    def options(self) -> list[QPushButton]:
        """The days that are offered, as buttons."""
        return list(self._options)

    def _typed(self, _text: str) -> None:
        self._chosen = None
        self._show()

    def _show(self) -> None:
        found, text = self.readings, self.editor.text().strip()
        self._clear()
        self.read_back.set_token("text2" if found or not text else "danger")
        self.read_back.setText(self._said(found, text))
        if len(found) > 1:
            self._options = [self._offer(day) for day in found]
            for button in self._options:
                self._asked.addWidget(button)
            self._asked.addStretch(1)
        self.changed.emit(self.day)

    def _clear(self) -> None:
        self._options = []
        while (taken := self._asked.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _said(self, found: tuple[dt.date, ...], text: str) -> str:
        if not text:
            return _("Type a day, or pick it from the calendar.")
        if not found:
            return _("“{text}” is no date.").format(text=text)
        if len(found) > 1:
            return _("“{text}” may be two days. Which one is meant?").format(text=text)
        try:
            behind = self._told(found[0]) if self._told else from_then((found[0] - self._near).days)
        except UserError as error:
            return str(error)
        return f"{long_day(found[0])}, {behind}"

    def _offer(self, day: dt.date) -> QPushButton:
        button = QPushButton(long_day(day), self)
        button.setMinimumHeight(30)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._take, day))
        return button

    def _take(self, day: dt.date, _checked: bool = False) -> None:
        self.choose(day)
        self.editor.setFocus()


def long_day(day: dt.date) -> str:
    """ "Thursday 4 March 2027", as the reader's language writes it."""
    return reader().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
