"""What is done to entries of an itinerary; every verb is one call of a service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from planner.domain.ids import ItemId, VisitId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.slots import Slot, put
from planner.domain.times import WallTime
from planner.errors import UserError
from planner.i18n import _
from planner.ui.undoing import taking_back_latest

if TYPE_CHECKING:
    from planner.ui.context import Context

T = TypeVar("T")
MORNING: Final = dt.time(9)
HOUR: Final = dt.timedelta(hours=1)


def attempt(context: Context, verb: Callable[[], T]) -> T | None:
    """Do it; what the user can act on is said, and nothing was written."""
    try:
        return verb()
    except UserError as error:
        context.messages.error(error)
        return None


def undoable(context: Context, verb: Callable[[], object], text: str) -> bool:
    """Do it and offer Undo in a toast."""
    try:
        verb()
    except UserError as error:
        context.messages.error(error)
        return False
    if (undo := taking_back_latest(context)) is not None:
        context.messages.toast(text, undo)
    return True


def on_day(plan: Plan, item: Item, day: dt.date) -> Slot:
    """The same time on another day; an unscheduled entry comes after what is there, from nine on."""
    if item.is_scheduled and item.start_local is not None and item.end_local is not None:
        days = day - item.start_local.date()
        start = WallTime(item.start_local + days, item.start_zone)
        if item.all_day:
            return Slot(start, WallTime(item.end_local + days, item.end_zone or item.start_zone))
        return Slot(start)
    zone, ends = plan.visit.zone, dt.datetime.combine(day, MORNING)
    for other in plan.active:
        end = other.end_local
        if not other.all_day and end is not None and end.date() == day and end >= ends:
            ends, zone = end, other.end_zone or zone
    return Slot(WallTime(ends, zone))


def blank_after(plan: Plan, before: Item | None, day: dt.date | None, kind: ItemKind) -> Item:
    """A new entry that begins where ``before`` ends, or after everything on ``day``."""
    title = _("New journey") if kind is ItemKind.LEG else _("New entry")
    item = Item(
        id=ItemId(new_id()),
        visit_id=VisitId(plan.visit.id),
        kind=kind,
        title=title,
        status=ItemStatus.TENTATIVE,
    )
    if before is not None and before.is_scheduled and not before.all_day:
        start = before.span.end
    elif day is not None:
        start = on_day(plan, item, day).start
    else:
        return item
    return put(item, Slot(start, start.plus(HOUR)))


def blank_at(plan: Plan, slot: Slot) -> Item:
    """A new entry in a stretch of empty time; the title is typed next."""
    item = Item(id=ItemId(new_id()), visit_id=VisitId(plan.visit.id), title=_("New entry"))
    return put(item, Slot(slot.start, slot.end or slot.start.plus(HOUR)))


def other_status(item: Item) -> ItemStatus:
    """Tentative becomes confirmed, confirmed tentative; anything else is confirmed."""
    if item.status is ItemStatus.CONFIRMED:
        return ItemStatus.TENTATIVE
    return ItemStatus.CONFIRMED
