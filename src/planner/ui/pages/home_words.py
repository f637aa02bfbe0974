"""What the cards of Home say of visits, entries and days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from planner.domain.visits import VISIT_STATUSES
from planner.i18n import _, clock, current, day_in_words, plain_day

if TYPE_CHECKING:
    from planner.domain.lines import VisitLine
    from planner.domain.outlook import ComingEntry, Outlook
    from planner.domain.times import WallTime


def visit_days(first: dt.date | None, last: dt.date | None, today: dt.date) -> str:
    """ "Mon 16 – Thu 19 Nov"; a year is said where it is not this one."""
    if first is None or last is None or first == last:
        known = first or last
        return day_in_words(known, year=known.year != today.year) if known else ""
    same = (first.year, first.month) == (last.year, last.month)
    start = day_in_words(first, month=not same, year=first.year != last.year)
    return f"{start} – {day_in_words(last, year=last.year != today.year)}"


def near_day(day: dt.date | None, today: dt.date) -> str:
    """ "today", "Thu 19 Nov"; of another year "19 Nov 2028": there is no room for the weekday, too."""
    if day is None:
        return ""
    if day.year != today.year:
        return plain_day(day)
    return _("today") if day == today else day_in_words(day)


def visit_state(line: VisitLine, outlook: Outlook | None) -> str:
    """How a visit stands; before it was looked at only what its line says."""
    if outlook is not None:
        from planner.domain.outlook import state_text  # late: nothing was looked at yet

        return state_text(outlook)
    return f"v{line.release}" if line.release else _(VISIT_STATUSES[line.status])


def entry_clock(entry: ComingEntry, now: dt.datetime, today: dt.date) -> str:
    """The clock at the place, with the day where it is another one than today, here or there."""
    from planner.domain.outlook import today_there  # late: nothing was looked at yet

    start = entry.start.local
    if start.date() == today == today_there(entry.start.zone, now):
        return clock_there(entry.start)
    day = day_in_words(start.date(), year=start.year != today.year)
    return f"{day} {clock_there(entry.start)}"


def clock_there(moment: WallTime) -> str:
    """ "10:50"; "10:50 (Tokyo)" where this computer's clock shows another time then."""
    from planner.domain.outlook import shows_other_clock
    from planner.places_named import zone_city  # late: it reads names from a file

    text = clock(moment.local)
    if not shows_other_clock(moment):
        return text
    return f"{text} ({zone_city(moment.zone, current().code) or moment.zone})"
