"""What a timeline shows at one moment, as plain values: rows with a bar and marks, each with its dates."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from planner.domain.times import UNKNOWN_DATE, PartialDate, partial_end, partial_start
from planner.i18n import N_, _, plain_day
from planner.ui.locale import reader


class MarkKind(enum.StrEnum):
    SIGNED = "signed"
    REVIEW = "review"
    NOTICE = "notice"
    RENEWAL = "renewal"
    VISIT = "visit"
    INVITATION = "invitation"
    FOLLOW_UP = "follow_up"
    CALL = "call"
    GIFT = "gift"


MARK_NAMES: Final = {
    MarkKind.SIGNED: N_("signed"),
    MarkKind.REVIEW: N_("review"),
    MarkKind.NOTICE: N_("last day to give notice"),
    MarkKind.RENEWAL: N_("renews itself"),
    MarkKind.VISIT: N_("visit"),
    MarkKind.INVITATION: N_("invitation"),
    MarkKind.FOLLOW_UP: N_("follow-up"),
    MarkKind.CALL: N_("call"),
    MarkKind.GIFT: N_("gift"),
}


class Tone(enum.StrEnum):
    """How a bar or mark stands: colours of the theme, always with a word beside them."""

    NORMAL = "accent"
    GOOD = "ok"
    WARNING = "warn"
    LATE = "danger"
    OVER = "text2"


@dataclass(frozen=True)
class Mark:
    """Something on a day, or on days as uncertain as ``on`` is exact; ``until`` makes it last.

    ``text`` stands beside it where there is room. ``hollow`` is open or only told of, ``off`` was called off.
    """

    id: str
    kind: MarkKind
    on: PartialDate
    text: str = ""
    until: PartialDate = UNKNOWN_DATE
    tone: Tone = Tone.NORMAL
    hollow: bool = False
    off: bool = False

    @cached_property
    def first(self) -> int:
        return _ordinal(partial_start(self.on))

    @cached_property
    def last(self) -> int:
        return max(self.first, _ordinal(partial_end(self.until or self.on)))

    @property
    def spoken(self) -> str:
        """ "signed, 12 Apr 2018"; with the text where that says more."""
        dates = span_text(self.on, self.until if self.until != self.on else UNKNOWN_DATE)
        return ", ".join(filter(None, (_(MARK_NAMES[self.kind]), self.text, dates)))


@dataclass(frozen=True)
class Bar:
    """From–to; an empty end is open. ``firm`` is what is sure, the rest of ``whole`` uncertain.

    With ``over_by`` it is over, and nobody knows since when: by that day at the latest."""

    start: PartialDate = UNKNOWN_DATE
    end: PartialDate = UNKNOWN_DATE
    tone: Tone = Tone.NORMAL
    dashed: bool = False
    over_by: PartialDate = UNKNOWN_DATE

    @property
    def text(self) -> str:
        if self.over_by and self.start and not self.end:
            return _("from {date}, end not known").format(date=date_text(self.start))
        return span_text(self.start, self.end, open_ended=True)

    @cached_property
    def whole(self) -> tuple[int | None, int | None]:
        """First and last day that it may cover; None at an open end."""
        return _maybe(partial_start(self.start)), _maybe(partial_end(self.end or self.over_by))

    @cached_property
    def firm(self) -> tuple[int | None, int | None]:
        """First and last day that it covers in any case."""
        start, end = partial_end(self.start), partial_start(self.end)
        return _maybe(start), _maybe(start if self.over_by and not self.end else end)


@dataclass(frozen=True)
class Row:
    """One line. ``detail`` is a word or two after the title for who hears it."""

    id: str
    title: str
    bar: Bar | None = None
    marks: tuple[Mark, ...] = ()
    detail: str = ""
    icon: str = ""

    @property
    def spoken(self) -> str:
        dates = self.bar.text if self.bar else ""
        if not dates and not self.marks:
            dates = _("without a date")
        return ", ".join(filter(None, (self.title, self.detail, dates)))

    @property
    def dates(self) -> list[PartialDate]:
        """All that are written on it; an empty one is open or not known."""
        found = [date for mark in self.marks for date in (mark.on, mark.until)]
        return [*found, self.bar.start, self.bar.end] if self.bar is not None else found


@dataclass(frozen=True)
class Scene:
    name: str = ""
    """What a screen reader calls the timeline."""
    rows: tuple[Row, ...] = ()
    today: dt.date = dt.date(2000, 1, 1)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """First and last day on the axis: all that is dated, and today, with some room around."""
        # As text, for thousands of rows: a date that is less exact begins first and ends last.
        dates = [date for row in self.rows for date in row.dates if date]
        now = self.today.toordinal()
        first, last = now - 183, now + 183
        if dates:
            first = min(first, _ordinal(partial_start(min(dates))))
            last = max(last, _ordinal(partial_end(max(dates, key=latest))))
        room = max(31, (last - first) // 40)
        return first - room, last + room

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The number of a row by its id."""
        return {row.id: number for number, row in enumerate(self.rows)}

    @cached_property
    def kinds(self) -> tuple[MarkKind, ...]:
        """The kinds of marks that are there, for the legend."""
        there = {mark.kind for row in self.rows for mark in row.marks}
        return tuple(kind for kind in MarkKind if kind in there)

    def mark_place(self, mark: str) -> tuple[int, int] | None:
        """Row and place of a mark."""
        return self._marks.get(mark)

    @cached_property
    def _marks(self) -> Mapping[str, tuple[int, int]]:
        return {
            mark.id: (number, place)
            for number, row in enumerate(self.rows)
            for place, mark in enumerate(row.marks)
        }


def latest(date: PartialDate) -> str:
    """For comparing: the last day that it may mean sorts after every day in it."""
    return date.ljust(len("2018-04-12"), "~")


def date_text(date: PartialDate) -> str:
    """ "12 Apr 2018", "Apr 2018" or "2018", in the reader's language."""
    if len(date) <= len("2018"):
        return date
    if len(date) == len("2018-04"):
        month = reader().standaloneMonthName(int(date[5:]), reader().FormatType.ShortFormat)
        return f"{month} {date[:4]}"
    return plain_day(dt.date.fromisoformat(date))


def span_text(start: PartialDate, end: PartialDate, *, open_ended: bool = False) -> str:
    """ "12 Apr 2018 – 2028"; "from 2018" and "until 2028" where an end is open. Of two days in one
    year the first is told without it."""
    if len(start) == len(end) == len("2018-04-12") and start[:4] == end[:4] and start != end:
        # The year stands at the end in every language of the window.
        return f"{date_text(start).removesuffix(f' {start[:4]}')} – {date_text(end)}"
    if start and end and start != end:
        return f"{date_text(start)} – {date_text(end)}"
    if open_ended and start and not end:
        return _("from {date}").format(date=date_text(start))
    if open_ended and end and not start:
        return _("until {date}").format(date=date_text(end))
    return date_text(start or end)


def _maybe(day: dt.date | None) -> int | None:
    return day.toordinal() if day else None


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else 1
