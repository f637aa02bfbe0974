"""Items and whole days once more on another day: new records with new ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from planner.domain.ids import ItemId, RecordId, VisitId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import WallTime, is_zone
from planner.domain.words import Word

K = TypeVar("K", bound=str)


@dataclass(frozen=True, slots=True)
class Copies:
    """New records in the order in which they can be written, and which item became which."""

    records: tuple[Word, ...] = ()
    items: Mapping[ItemId, ItemId] | None = None

    @property
    def new_items(self) -> list[Item]:
        return [record for record in self.records if isinstance(record, Item)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Renamed:
    """Which id stands for which in the copy; an id that is not in here stays as it is."""

    visit: VisitId | None = None
    ids: Mapping[str, str] | None = None

    def __call__(self, key: K) -> K:
        return cast(K, (self.ids or {}).get(key, key))


def duplicated(plan: Plan, item: ItemId, day: dt.date) -> Copies:
    """One item again, beginning on ``day`` at the same local time; an unscheduled one stays so."""
    one = plan.item[item]
    days = (day - one.start_local.date()).days if one.start_local else 0
    return copied(plan, [one], days)


def copied_day(plan: Plan, day: dt.date, other: dt.date) -> Copies:
    """All that begins on one local date, again on another one.

    Cancelled items are left out, and hotel stays: they are nights of several days, not of one.
    """
    return copied(
        plan,
        (
            item
            for item in plan.active
            if item.span.start.local.date() == day and item.kind is not ItemKind.STAY
        ),
        (other - day).days,
    )


def copied(plan: Plan, items: Iterable[Item], days: int, renamed: Renamed | None = None) -> Copies:
    """These items with their legs, hosts, audience and bookings, so many calendar days later.

    Local times and zones stay, whatever the clocks do in between. Nobody has promised a copy yet:
    what was confirmed is tentative again. Booking references belong to one ticket and are not copied.
    """
    renamed = renamed or Renamed()
    chosen = list(items)
    # Items at the same time stand in the order of their ids; the copies are to stand as they do.
    fresh = sorted(new_id() for _ in chosen)
    new = {
        old: ItemId(key) for old, key in zip(sorted(item.id for item in chosen), fresh, strict=True)
    }
    records: list[Word] = [
        replace(
            on_another_day(item, days),
            id=new[item.id],
            visit_id=renamed.visit or item.visit_id,
        )
        for item in chosen
    ]
    records += [
        replace(leg, id=RecordId(new_id()), item_id=new[leg.item_id])
        for leg in plan.legs
        if leg.item_id in new
    ]
    records += [
        replace(host, id=RecordId(new_id()), item_id=new[host.item_id])
        for host in plan.hosts
        if host.item_id in new
    ]
    records += [
        replace(
            entry,
            id=RecordId(new_id()),
            item_id=new[entry.item_id],
            group_id=renamed(entry.group_id) if entry.group_id else None,
            delegate_id=renamed(entry.delegate_id) if entry.delegate_id else None,
        )
        for entry in plan.audience
        if entry.item_id in new
    ]
    records += [
        replace(
            booking,
            id=RecordId(new_id()),
            item_id=new[booking.item_id],
            resource_id=renamed(booking.resource_id),
        )
        for booking in plan.bookings
        if booking.item_id in new
    ]
    return Copies(tuple(records), new)


def on_another_day(item: Item, days: int) -> Item:
    """The item so many calendar days later by the clock on the wall, and not promised any more."""
    start = moved(item.start_local, item.start_zone, item.start_fold, days)
    end = moved(item.end_local, item.end_zone or item.start_zone, item.end_fold, days)
    status = item.status if item.status is ItemStatus.IDEA else ItemStatus.TENTATIVE
    return replace(
        item,
        status=status,
        start_local=start[0],
        start_fold=start[1],
        end_local=end[0],
        end_fold=end[1],
        confirmed_by="",
        confirmed_on=None,
        confirm_by=day_moved(item.confirm_by, days),
    )


def moved(
    local: dt.datetime | None, zone: str, fold: int, days: int
) -> tuple[dt.datetime | None, int]:
    """A local time so many days later; the fold stays only where the clock shows it twice there, too."""
    if local is None:
        return None, 0
    there = local + dt.timedelta(days)
    twice = fold and is_zone(zone) and WallTime(there.replace(fold=1), zone).is_awkward
    return there, 1 if twice else 0


def day_moved(day: dt.date | None, days: int) -> dt.date | None:
    return day + dt.timedelta(days) if day else None
