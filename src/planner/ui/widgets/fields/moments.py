"""The field for a local date and time with its zone, and what it asks in the night of a change of clocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.domain.clock_asking import ClockQuestion, marked_clock, question_of, split_mark
from planner.domain.times import WallTime, is_zone
from planner.i18n import _
from planner.i18n import clock as clock_text
from planner.ui.day_words import day_text
from planner.ui.widgets.fields.dates import parse_clock, parse_day, with_calendar, zone_choices
from planner.ui.widgets.fields.field import HEIGHT, Choices, Field


class MomentField(Field):
    """Local date, time and zone of one end: the value is (datetime or None, zone).

    A time that the clock skips is not kept: what may be meant is asked below the field. With ``twice``
    so is one that it shows twice; the value then has the fold, and is shown as "02:30a" or "02:30b".
    """

    def __init__(
        self,
        label: str,
        zones: Callable[[str], Choices] | None = None,
        parent: QWidget | None = None,
        *,
        twice: bool = False,
    ) -> None:
        super().__init__(label, parent)
        self._zones = zones or zone_choices
        self._twice = twice
        self.is_timed = True
        """Whether the time of day counts; of whole days nothing is asked."""
        self._choices: tuple[WallTime, ...] = ()
        self.answers = tuple(QPushButton(self) for _place in range(2))
        self._moment: dt.datetime | None = None
        self.day, self.clock, self.zone = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.clock.setMaximumWidth(72)
        self.clock.setPlaceholderText(clock_text(dt.time(14, 30)))
        self.day.setPlaceholderText(_("Day.month.year"))
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.zone.setCompleter(completer)
        self.zone.textEdited.connect(self._offer)
        self._arrange(label)

    def _arrange(self, label: str) -> None:
        both = QWidget(self)
        grid = QVBoxLayout(both)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(with_calendar(self, self.day, self._pick), 1)
        line.addWidget(self.clock)
        grid.addLayout(line)
        grid.addWidget(self.zone)
        self._put(both)
        for editor, part in (
            (self.day, _("date")),
            (self.clock, _("time")),
            (self.zone, _("time zone")),
        ):
            self._name(editor, f"{label}: {part}")
            editor.returnPressed.connect(self.commit)
        self.label.setBuddy(self.day)
        self.setFocusProxy(self.day)
        below = QHBoxLayout()
        below.setSpacing(4)
        for place, button in enumerate(self.answers):
            button.setMinimumHeight(HEIGHT)
            button.setAutoDefault(False)
            button.hide()
            button.clicked.connect(lambda _checked, place=place: self._answer(place))
            below.addWidget(button)
        below.addStretch(1)
        self._rows.addLayout(below)

    def commit(self) -> None:
        if problem := self._problem():
            self.set_error(problem)
            return
        if not self.is_changed:
            return
        if (asked := self._question()) is not None:
            self._ask(asked)
            return
        super().commit()
        self._show(self.value())

    def _differs(self, value: tuple[dt.datetime | None, str]) -> bool:
        """Two times that differ in their fold alone count as equal, and are not the same."""
        kept = self._kept or (None, "")
        return bool(value != kept or _fold(value[0]) != _fold(kept[0]))

    def set_error(self, text: str) -> None:
        super().set_error(text)
        self._choices = ()
        for button in self.answers:
            button.hide()

    def _question(self) -> ClockQuestion | None:
        moment, zone = self.value()
        if moment is None or not self.is_timed or not is_zone(zone):
            return None
        is_said = not self._twice or split_mark(self.clock.text())[1] is not None
        return question_of(WallTime(moment, zone), is_said=is_said)

    def _ask(self, asked: ClockQuestion) -> None:
        self.set_error(asked.text)
        self._choices = asked.choices
        for button, words in zip(self.answers, asked.words, strict=True):
            button.setText(words)
            button.setAccessibleName(f"{self.label.text()}: {words}")
            button.show()

    def _answer(self, place: int) -> None:
        wall = self._choices[place]
        self.day.setText(day_text(wall.local.date()))
        self.clock.setText(marked_clock(wall) if self._twice else clock_text(wall.local))
        self.commit()
        self.clock.setFocus()

    def _problem(self) -> str:
        day, clock = self.day.text().strip(), self.clock.text().strip()
        if day and parse_day(day, dt.date.today()) is None:
            return _("“{text}” is not a date. Type it as day.month.year.").format(text=day)
        if clock and parse_clock(split_mark(clock)[0]) is None:
            return _("“{text}” is not a time. Type it as 14:30.").format(text=clock)
        zone = self.zone.text().strip()
        if zone and not any(value == zone for value, _text in self._zones(zone)):
            return _("“{text}” is not a time zone. Type a city, such as Tokyo.").format(text=zone)
        return ""

    def value(self) -> tuple[dt.datetime | None, str]:
        zone = self.zone.text().strip()
        near = self._moment.date() if self._moment else dt.date.today()
        text = self.day.text().strip()
        day = near if self._moment and text == day_text(near) else parse_day(text, near)
        typed, which = split_mark(self.clock.text())
        clock = parse_clock(typed) or dt.time()
        if day is None:
            return None, zone
        moment = dt.datetime.combine(day, clock)
        second = self._twice and which == 1 and is_zone(zone)
        if second and WallTime(moment, zone).is_awkward:
            moment = moment.replace(fold=1)
        return moment, zone

    def _show(self, value: Any) -> None:
        moment, zone = value or (None, "")
        self._moment = moment
        self.day.setText(day_text(moment.date() if moment else None))
        self.clock.setText(self._clock_shown(moment, zone) if moment else "")
        self.zone.setText(zone)

    def _clock_shown(self, moment: dt.datetime, zone: str) -> str:
        known = self._twice and self.is_timed and is_zone(zone)
        return marked_clock(WallTime(moment, zone)) if known else clock_text(moment)

    def _offer(self, text: str) -> None:
        self._offered.setStringList([str(value) for value, _text in self._zones(text)][:30])

    def _pick(self, day: dt.date) -> None:
        self.day.setText(day_text(day))
        self.commit()


def _fold(moment: dt.datetime | None) -> int:
    return moment.fold if moment else 0
