"""What the cards of Home say of visits, entries and days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.domain.visits import VISIT_STATUSES
from planner.i18n import _, clock, day_in_words

if TYPE_CHECKING:
    from planner.domain.lines import VisitLine
    from planner.domain.outlook import ComingEntry, Outlook


def visit_days(first: dt.date | None, last: dt.date | None, today: dt.date) -> str:
    """ "Mon 16 – Thu 19 Nov"; a year is said where it is not this one."""
    if first is None or last is None or first == last:
        known = first or last
        return day_in_words(known, year=known.year != today.year) if known else ""
    same = (first.year, first.month) == (last.year, last.month)
    start = day_in_words(first, month=not same, year=first.year != last.year)
    return f"{start} – {day_in_words(last, year=last.year != today.year)}"


def near_day(day: dt.date | None, today: dt.date) -> str:
    """ "today", "Thu 19 Nov"; a year is said where it is not this one."""
    if day is None:
        return ""
    return _("today") if day == today else day_in_words(day, year=day.year != today.year)


def visit_state(line: VisitLine, outlook: Outlook | None) -> str:
    """How a visit stands; before it was looked at only what its line says."""
    if outlook is not None:
        from planner.domain.outlook import state_text  # late: nothing was looked at yet

        return state_text(outlook)
    return f"v{line.release}" if line.release else _(VISIT_STATUSES[line.status])


def entry_clock(entry: ComingEntry, today: dt.date) -> str:
    """The clock at the place, with the day where it is another one than today."""
    start = entry.start.local
    if start.date() == today:
        return clock(start)
    return f"{near_day(start.date(), today)} {clock(start)}"
