"""Days as pages and fields show them, without the fields."""

from __future__ import annotations

import datetime as dt

from planner.i18n import day_in_words, plain_day


def day_text(day: dt.date | None) -> str:
    """A date with its weekday, in the reader's language."""
    return day_in_words(day, year=True) if day else ""


def short_day(day: dt.date | None) -> str:
    """A date for tables, where the column is narrow."""
    return plain_day(day) if day else ""
