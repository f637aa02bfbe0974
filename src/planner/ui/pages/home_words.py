"""What the cards of Home say of visits, entries and days."""

from __future__ import annotations

import datetime as dt

from planner.domain.lines import VisitLine
from planner.domain.outlook import ComingEntry, Outlook
from planner.domain.visits import VISIT_STATUSES
from planner.i18n import _, clock, day_in_words, ngettext


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


def state_text(line: VisitLine, outlook: Outlook | None) -> str:
    """ "draft, 4 changes since v2, 40 % ready"; before the visit was looked at only what its line says."""
    if outlook is None:
        return f"v{line.release}" if line.release else _(VISIT_STATUSES[line.status])
    if outlook.release is None:
        state = _("draft")
    elif outlook.changes:
        count = abs(outlook.changes)
        state = ngettext(
            "draft, {count} change since v{number}",
            "draft, {count} changes since v{number}",
            count,
            number=outlook.release,
        )
    else:
        state = f"v{outlook.release}"
    return _("{state}, {percent} % ready").format(state=state, percent=outlook.ready)


def entry_text(entry: ComingEntry) -> str:
    """ "Tour, ESS (A)"."""
    text = ", ".join(part for part in (entry.title, entry.place) if part)
    return f"{text} ({entry.groups})" if entry.groups else text


def entry_clock(entry: ComingEntry, today: dt.date) -> str:
    """The clock at the place, with the day where it is another one than today."""
    start = entry.start.local
    return (
        clock(start) if start.date() == today else f"{near_day(start.date(), today)} {clock(start)}"
    )


def wait_text(entry: ComingEntry, now: dt.datetime) -> str:
    """ "now", "in 38 min", "in 5 h 10 min", "in 12 days"."""
    if entry.is_running(now):
        return _("now")
    minutes = entry.minutes_to_start(now)
    if minutes < 60:
        return _("in {minutes} min").format(minutes=minutes)
    if minutes < 24 * 60:
        hours, minutes = divmod(minutes, 60)
        return _("in {hours} h {minutes} min").format(hours=hours, minutes=minutes)
    return ngettext("in {count} day", "in {count} days", minutes // (24 * 60))
