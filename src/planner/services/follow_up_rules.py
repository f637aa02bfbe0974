"""What of a follow-up can stand: its title, its rule, what its date hangs on, its reminder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from planner.domain.due_dates import FARTHEST, OPEN
from planner.domain.followups import Anchor, FollowUp
from planner.domain.itinerary import Item
from planner.domain.recurrence import RuleUnread, read_rule
from planner.domain.times import require_year
from planner.errors import UserError
from planner.i18n import _
from planner.services.core import Core
from planner.storage import reading

_LONGEST_REMINDER: Final = 366


def checked(core: Core, value: FollowUp, typed: Sequence[str]) -> FollowUp:
    if not value.title.strip():
        raise UserError(_("A follow-up needs a title."), _("Type what is to be done."))
    require_year(value.due_on, value.done_on)
    value = _ended(_loosened(_belonging(core, value, typed), typed), core.today())
    if value.repeats:
        try:
            value = replace(value, repeats=str(read_rule(value.repeats)))
        except RuleUnread as error:
            raise unread(error) from error
    if value.anchor is not Anchor.NONE:
        needed = value.item_id if value.anchor is Anchor.ITEM else value.visit_id
        if needed is None:
            raise UserError(
                _("This date counts from an entry. Which one?")
                if value.anchor is Anchor.ITEM
                else _("This date counts from a visit. Which one?"),
                _("Choose it first, then how the date counts."),
            )
        value = replace(value, due_days=value.due_days or 0)
    if abs(value.due_days or 0) > FARTHEST:
        raise UserError(
            _("So many days cannot be meant: {days}.").format(days=value.due_days),
            _("Type how many days before or after it is due."),
        )
    if value.remind_days is not None and not 0 <= value.remind_days <= _LONGEST_REMINDER:
        raise UserError(_("A reminder comes at most a year before."), _("Type a number of days."))
    return value


def _belonging(core: Core, value: FollowUp, typed: Sequence[str]) -> FollowUp:
    """An entry brings its visit along; a visit that is changed lets go of another's entry."""
    if value.item_id is None:
        return value
    item = reading.one(core.reader, Item, value.item_id)
    if item is None or item.visit_id == value.visit_id:
        return value
    if value.visit_id is not None and "visit_id" in typed and "item_id" not in typed:
        return replace(value, item_id=None)
    return value if "visit_id" in typed else replace(value, visit_id=item.visit_id)


def _loosened(value: FollowUp, typed: Sequence[str]) -> FollowUp:
    """A date that was typed, and one whose visit or entry is gone, hangs on nothing any more."""
    if {"anchor", "due_days"} & set(typed):
        return value if value.anchor is not Anchor.NONE else replace(value, due_days=None)
    lost = (value.item_id if value.anchor is Anchor.ITEM else value.visit_id) is None
    if lost or "due_on" in typed or value.anchor is Anchor.NONE:
        return replace(value, anchor=Anchor.NONE, due_days=None)
    return value


def _ended(value: FollowUp, today: dt.date) -> FollowUp:
    """Done says when; what is not done has no such day."""
    if value.status in OPEN:
        return replace(value, done_on=None)
    return value if value.done_on is not None else replace(value, done_on=today)


def unread(error: RuleUnread) -> UserError:
    return UserError(str(error), _("Choose how often it comes again."))
