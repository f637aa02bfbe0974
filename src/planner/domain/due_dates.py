"""When a follow-up is due, on which list it stands, and what comes after it when it is ticked off."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planner.domain.followups import Anchor, FollowUp, FollowUpStatus, Side
from planner.domain.ids import FollowUpId, new_id
from planner.i18n import N_

if TYPE_CHECKING:
    from planner.domain.recurrence import Rule

SOON: Final = 14
"""Days. What is due within them is looked at now; a week is too short to write to a ministry."""
FARTHEST: Final = 3660
"""Days from an anchor; a due date of ten years is a slip of the keyboard."""

OPEN: Final = (FollowUpStatus.OPEN, FollowUpStatus.WAITING)


class Shelf(enum.StrEnum):
    """The four lists. Each follow-up stands on one of them."""

    DUE = "due"
    WAITING = "waiting"
    LATER = "later"
    DONE = "done"


SHELVES: Final = {
    Shelf.DUE: N_("Due"),
    Shelf.WAITING: N_("Waiting for"),
    Shelf.LATER: N_("Later"),
    Shelf.DONE: N_("Done"),
}


class Span(enum.StrEnum):
    """The groups of a list by date."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    SOON = "soon"
    MONTH = "month"
    LATER = "later"
    NONE = "none"


SPANS: Final = {
    Span.OVERDUE: N_("Overdue"),
    Span.TODAY: N_("Today"),
    Span.TOMORROW: N_("Tomorrow"),
    Span.WEEK: N_("Within a week"),
    Span.SOON: N_("Within two weeks"),
    Span.MONTH: N_("Within two months"),
    Span.LATER: N_("Later"),
    Span.NONE: N_("No date"),
}


def due_from(anchor_day: dt.date | None, days: int | None) -> dt.date | None:
    """So many days from its anchor; open while the anchor has no day."""
    if anchor_day is None:
        return None
    try:
        return anchor_day + dt.timedelta(max(-FARTHEST, min(FARTHEST, days or 0)))
    except OverflowError:
        return None


def anchor_day(
    anchor: Anchor,
    first_day: dt.date | None,
    last_day: dt.date | None,
    entry_day: dt.date | None,
) -> dt.date | None:
    """The day that counts: a visit known by its first day alone ends on that day."""
    return {
        Anchor.NONE: None,
        Anchor.ARRIVAL: first_day,
        Anchor.DEPARTURE: last_day or first_day,
        Anchor.ITEM: entry_day,
    }[anchor]


def shelf_of(follow_up: FollowUp, today: dt.date) -> Shelf:
    """Done when ended; waiting when others have to act; else by date.

    Ours without a date is due, since nothing else would bring it up again; but what hangs on a visit or
    an entry that has no days yet comes later, as the visit does. ``storage.queries.follow_ups`` asks the
    database the same.
    """
    if follow_up.status in (FollowUpStatus.DONE, FollowUpStatus.DROPPED):
        return Shelf.DONE
    if follow_up.status is FollowUpStatus.WAITING or follow_up.side is Side.THEIRS:
        return Shelf.WAITING
    if follow_up.due_on is None:
        return Shelf.DUE if follow_up.anchor is Anchor.NONE else Shelf.LATER
    return Shelf.DUE if follow_up.due_on <= today + dt.timedelta(SOON) else Shelf.LATER


def span_of(due_on: dt.date | None, today: dt.date) -> Span:
    if due_on is None:
        return Span.NONE
    days = (due_on - today).days
    for most, span in (
        (-1, Span.OVERDUE),
        (0, Span.TODAY),
        (1, Span.TOMORROW),
        (7, Span.WEEK),
        (SOON, Span.SOON),
        (61, Span.MONTH),
    ):
        if days <= most:
            return span
    return Span.LATER


def is_overdue(status: FollowUpStatus, due_on: dt.date | None, today: dt.date) -> bool:
    return status in OPEN and due_on is not None and due_on < today


def next_one(follow_up: FollowUp, done_on: dt.date) -> FollowUp | None:
    """What comes after a repeating follow-up that is ticked off; None when it was the last.

    It is due on the first day of the rule after the one just done that has not passed by ``done_on``:
    whoever was three months late owes one report, not three. Its date is fixed: only the first hangs on
    the visit. A rule that ends after a number of times counts on.

    :raises RuleUnread: the rule cannot be read.
    """
    if not follow_up.repeats:
        return None
    from planner.domain.recurrence import laid_out, read_rule, settled  # late: few repeat

    start = follow_up.due_on or done_on
    rule = settled(read_rule(follow_up.repeats), start)
    # The day just done counts as the first, also where the rule does not fit it.
    counted = replace(rule, count=None)
    skipped = 1
    for day in laid_out(counted, start):
        if day == start:
            continue
        if rule.count is not None and skipped >= rule.count:
            return None
        if day >= done_on:
            return _again(follow_up, rule, day, skipped)
        skipped += 1
    return None


def _again(follow_up: FollowUp, rule: Rule, day: dt.date, skipped: int) -> FollowUp:
    left = None if rule.count is None else rule.count - skipped
    return replace(
        follow_up,
        id=FollowUpId(new_id()),
        status=FollowUpStatus.OPEN,
        due_on=day,
        done_on=None,
        waiting_for="",
        anchor=Anchor.NONE,
        due_days=None,
        checklist_id=None,
        repeats=str(replace(rule, count=left)),
    )
