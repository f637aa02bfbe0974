"""How dates and zones of an itinerary are written: in the head of a visit, on its board, in its tables."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale

from planner.domain.itinerary import Item
from planner.domain.times import Span, WallTime
from planner.i18n import clock, day_in_words


def clocks(moment: WallTime) -> str:
    """What the clocks show there: "UTC+2", "UTC+5:30". A zone is called after a large city, which is
    mostly not where one is."""
    minutes = round(moment.offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def clock_at(moment: WallTime, town: str = "", later: str = "") -> str:
    """ "14:30 Hamburg", with ``later`` "14:30 +1 Hamburg"; where no town is known "14:30 UTC+2"."""
    return f"{clock(moment.local)}{later} {town or clocks(moment)}"


def long_date(date: dt.date, locale: QLocale) -> str:
    """The date with its weekday, in the language of the window."""
    return locale.toString(QDate(date.year, date.month, date.day), QLocale.FormatType.LongFormat)


def span_text(first: dt.date | None, last: dt.date | None) -> str:
    """ "Mon 16 Nov – Thu 19 Nov 2026"; empty when there are no dates."""
    if first is None or last is None or first == last:
        known = first or last
        return day_in_words(known, year=True) if known else ""
    start = day_in_words(first, year=first.year != last.year)
    return f"{start} – {day_in_words(last, year=True)}"


def zones_differ(item: Item) -> bool:
    return bool(item.end_zone) and item.end_zone != item.start_zone


def later(span: Span) -> str:
    """ "+1" when the end is on the next day at its own place, empty on the same day."""
    return f" {span.days_later:+d}" if span.days_later else ""
