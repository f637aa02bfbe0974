"""Fields for a date and for a time of day; typed in any usual form, or picked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from planner.i18n import _, month_named
from planner.i18n import clock as clock_text
from planner.ui.day_words import day_text
from planner.ui.icons import icon
from planner.ui.locale import reader
from planner.ui.widgets.fields.field import HEIGHT, Field
from planner.ui.widgets.fields.plain import LineField

_DAY: Final = re.compile(r"^(?:\D+\s)?(\d{1,2})[./ -]\s?(\d{1,2})[./ -]?\s?(\d{4}|\d{2})?$")
_NAMED: Final = re.compile(r"^(?:[^\W\d]+[.,]*\s+)?(\d{1,2})\.?\s*([^\W\d]+)\.?\s*(\d{4}|\d{2})?$")
_ISO: Final = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})$")


def parse_day(text: str, near: dt.date) -> dt.date | None:
    """A date as people type it: 2026-11-16, 16.11.2026, 16/11/26, 16.11., 16 Nov 2026, Mo 16. November.

    The day comes before the month.

    Without a year it is the one in ``near``'s year. None when it is no date.
    """
    text = text.strip()
    try:
        if found := _ISO.match(text):
            return dt.date(*map(int, found.groups()))
        if found := _DAY.match(text):
            return dt.date(_year(found[3], near), int(found[2]), int(found[1]))
        if (found := _NAMED.match(text)) and (month := month_named(found[2])):
            return dt.date(_year(found[3], near), month, int(found[1]))
    except ValueError:
        return None
    return None


def _year(text: str | None, near: dt.date) -> int:
    if not text:
        return near.year
    return int(text) + (2000 if len(text) == 2 else 0)


def parse_clock(text: str) -> dt.time | None:
    """A time of day: 14:30, 14.30, 1430, 9, 2pm."""
    found = re.match(r"^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$", text.strip().casefold())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and hour <= 12:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


class DateField(Field):
    """A date or None; typed in any usual form, or picked."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self.editor = QLineEdit(self)
        self.editor.setPlaceholderText(_("Day.month.year"))
        self._date: dt.date | None = None
        self._put(with_calendar(self, self.editor, self._pick))
        self._name(self.editor, label)
        self.label.setBuddy(self.editor)
        self.setFocusProxy(self.editor)
        self.editor.returnPressed.connect(self.commit)

    def commit(self) -> None:
        text = self.editor.text().strip()
        if text and self.value() is None:
            self.set_error(
                _("“{text}” is not a date. Type it as day.month.year.").format(text=text)
            )
            return
        super().commit()
        self._show(self.value())

    def value(self) -> dt.date | None:
        text = self.editor.text().strip()
        if text == day_text(self._date):
            return self._date
        return parse_day(text, self._date or dt.date.today())

    def _show(self, value: Any) -> None:
        self._date = value
        self.editor.setText(day_text(value))

    def _pick(self, day: dt.date) -> None:
        self.editor.setText(day_text(day))
        self.commit()


class ClockField(LineField):
    """A time of day, or None when the field is empty."""

    def commit(self) -> None:
        text = self.editor.text().strip()
        if text and self.value() is None:
            self.set_error(_("“{text}” is not a time. Type it as 14:30.").format(text=text))
            return
        super().commit()
        self._show(self.value())

    def value(self) -> dt.time | None:  # type: ignore[override]  # the same editor, another kind of value
        return parse_clock(self.editor.text())

    def _show(self, value: Any) -> None:
        super()._show(clock_text(value) if value else "")


def zone_choices(text: str) -> list[tuple[str, str]]:
    """IANA zones whose name contains ``text``; the city may be written with spaces."""
    from zoneinfo import available_timezones

    wanted = text.strip().casefold().replace(" ", "_")
    found = [name for name in available_timezones() if wanted in name.casefold() and "/" in name]
    found.sort(key=lambda name: (not name.rpartition("/")[2].casefold().startswith(wanted), name))
    return [(name, name) for name in found if not name.startswith("Etc/")]


def with_calendar(owner: QWidget, editor: QLineEdit, picked: Callable[[dt.date], None]) -> QWidget:
    """The editor with a button that shows a month."""
    both = QWidget(owner)
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    button = QToolButton(both)
    button.setIcon(icon("calendar", "text2"))
    button.setAutoRaise(True)
    button.setFixedSize(HEIGHT, HEIGHT)
    button.setToolTip(_("Choose a day"))
    button.setAccessibleName(_("Choose a day"))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the date can be typed; one stop is enough
    button.clicked.connect(lambda: _month(button, editor, picked))
    line.addWidget(editor, 1)
    line.addWidget(button)
    return both


def month_to_pick_from(parent: QWidget) -> QCalendarWidget:
    """A month in the language of the program, with the numbers of its weeks."""
    month = QCalendarWidget(parent)
    month.setLocale(reader())
    month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    return month


def _month(button: QToolButton, editor: QLineEdit, picked: Callable[[dt.date], None]) -> None:
    menu = QMenu(button)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    month = month_to_pick_from(menu)
    now = parse_day(editor.text(), dt.date.today())
    if now:
        month.setSelectedDate(QDate(now.year, now.month, now.day))

    def take(date: QDate) -> None:
        menu.close()
        picked(dt.date(date.year(), date.month(), date.day()))

    month.activated.connect(take)
    month.clicked.connect(take)
    action = QWidgetAction(menu)
    action.setDefaultWidget(month)
    menu.addAction(action)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
