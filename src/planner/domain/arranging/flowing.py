"""Moving one item with what follows it, and moving everything after an item."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from planner.domain.arranging.proposals import (
    MINUTE,
    Placement,
    Proposal,
    changes,
    later,
    placed,
    placement_of,
)
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity
from planner.domain.ids import DelegateId, ItemId
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.plan import BENEATH, Plan
from planner.domain.slots import Slot, put
from planner.domain.travel import Mode
from planner.i18n import N_

TIMETABLE: Final = frozenset({Mode.FLIGHT, Mode.TRAIN, Mode.FERRY})
"""These leave when the timetable says, whoever is late."""


SMALL_HOURS: Final = dt.time(5)
"""What ends by then, local time, belongs to the evening before."""
NIGHT: Final = dt.timedelta(hours=3)
"""Who has nothing on for so long of the time after midnight is in bed: what follows is another day."""

_SOMEBODY: Final = frozenset({DelegateId("somebody")})


class Reach(enum.StrEnum):
    """How far a shift goes: to the end of the day, or of the visit."""

    DAY = "day"
    VISIT = "visit"


def is_bound(plan: Plan, item: Item) -> bool:
    """Whether an item keeps its time when others move: marked as fixed, or bound to a timetable."""
    leg = plan.leg_of.get(item.id)
    return item.fixed or (leg is not None and leg.mode in TIMETABLE)


def can_shift(item: Item) -> bool:
    """Whole-day entries and hotel stays are booked by the date and do not move by minutes."""
    return (
        item.is_scheduled
        and not item.all_day
        and item.kind is not ItemKind.STAY
        and item.status is not ItemStatus.CANCELLED
    )


def flowed(plan: Plan, item_id: ItemId, slot: Slot) -> Proposal:
    """One item into a slot, and what follows on its day shifted by as much as its end moves.

    An item follows when somebody is on both; whoever is on it is then carried along, too, until a
    bound item gives those on it a firm time again. Gaps absorb nothing here: a coordinator who
    planned ten minutes between two rooms still needs them when the first meeting grows, so
    everything keeps its distance, and shortening gives back exactly what lengthening took.
    (A delay, where gaps are there to be used up, is another matter: see ``lateness``.)

    A day does not end at midnight: what begins later follows, too, until those on it have had a
    ``NIGHT`` before it, and an item that ends in the ``SMALL_HOURS`` closes the evening before, not
    the day on which it ends. So a longer dinner moves the coach at 00:15 but not the next morning. Running into what stays, because it is bound or lies after the night, is
    remarked. Moving to another day leaves both days as they are.
    """
    item = plan.item[item_id]
    there = put(item, slot)
    moved = [placement_of(there)]
    label = N_("Move {name}")
    if item.is_scheduled and _stays_in_its_day(item, there):
        minutes = _minutes(there.span.end.instant - item.span.end.instant)
        if minutes and (followers := list(_followers(plan, item))):
            moved += [later(follower, minutes) for follower in followers]
            label = N_("Move {name} and what follows")
    return Proposal(
        label=label,
        facts={"name": item.title, "word": "item"},
        placements=changes(plan, moved),
        remarks=(*overruns(plan, moved, {item_id}), *_into_the_next_day(plan, item, moved)),
    )


def _stays_in_its_day(item: Item, there: Item) -> bool:
    """Whether an item begins or ends on the same day as before, or moves over midnight by a little."""
    same_start = item.span.start.local.date() == there.span.start.local.date()
    moved = abs(there.span.end.instant - item.span.end.instant)
    return same_start or own_day(item) == own_day(there) or moved < NIGHT


def lengthened(plan: Plan, item_id: ItemId, minutes: int) -> Proposal:
    """One scheduled item longer (or shorter) by real minutes, and what follows shifted by as much.

    A whole-day item has no minutes: nothing is proposed for it.
    """
    item = plan.item[item_id]
    if item.all_day:
        return Proposal(label=N_("Move {name}"), facts={"name": item.title, "word": "item"})
    span = item.span
    return flowed(plan, item_id, Slot(span.start, span.end.plus(minutes * MINUTE)))


def shifted_after(
    plan: Plan, item_id: ItemId, minutes: int, *, reach: Reach = Reach.DAY, bound: bool = False
) -> Proposal:
    """Everything that begins when this item ends or later, whoever is on it, by so many minutes.

    Its day goes on until the small hours of the next one. With ``bound`` fixed items and timetables move along; without, running into them is remarked.
    Whole days are counted by the calendar: +1440 keeps local times also over a change of clocks.
    Nothing comes after what has no time.
    """
    item = plan.item[item_id]
    facts: dict[str, str | int] = {"name": item.title, "word": "item", "minutes": minutes}
    if not item.is_scheduled:
        return Proposal(label=N_("Move everything after {name}"), facts=facts)
    day, end = own_day(item), item.span.end.instant
    moved = [
        later(one, minutes)
        for one in plan.active
        if one.id != item_id
        and can_shift(one)
        and one.span.start.instant >= end
        and (reach is Reach.VISIT or _begins_on(one) == day)
        and (bound or not is_bound(plan, one))
    ]
    return Proposal(
        label=N_("Move everything after {name}"),
        facts=facts,
        placements=changes(plan, moved),
        remarks=tuple(overruns(plan, moved)),
    )


def own_day(item: Item) -> dt.date:
    """The local date to which the end of an item belongs: in the small hours the day before.

    A long journey that arrives then begins the day there.
    """
    end = item.span.end.local
    arrives = item.kind is ItemKind.LEG and item.span.duration >= NIGHT and end.time() > dt.time()
    if end.time() <= SMALL_HOURS and not arrives:
        return end.date() - dt.timedelta(1)
    return end.date()


def _begins_on(item: Item) -> dt.date:
    """The date to which the start of an item belongs."""
    start = item.span.start.local
    return start.date() - dt.timedelta(start.time() < SMALL_HOURS)


def _followers(plan: Plan, item: Item) -> Iterator[Item]:
    """What is carried along, earliest first."""
    span, day = item.span, own_day(item)
    until = dict.fromkeys(_heads(plan, item), span.end.instant)
    for other in plan.active:
        if other.id == item.id or not can_shift(other):
            continue
        begins, ends = other.span.start, other.span.end.instant
        if begins.instant <= span.start.instant or ends <= span.end.instant:
            continue
        there = _heads(plan, other)
        carried = until.keys() & there
        if not carried or begins.local.date() < day:
            continue
        free = begins.instant - max(until[one] for one in carried)
        since_midnight = dt.timedelta(hours=begins.local.hour, minutes=begins.local.minute)
        slept = min(free, since_midnight) >= NIGHT
        if is_bound(plan, other) or (begins.local.date() > day and slept):
            for one in carried:
                del until[one]
            continue
        until |= {one: max(ends, until.get(one, ends)) for one in there}
        yield other


def _into_the_next_day(plan: Plan, item: Item, moved: Sequence[Placement]) -> Iterator[Finding]:
    """The first item after the night into which something moved now runs, if any."""
    if not item.is_scheduled:
        return
    as_is = {one.item_id: plan.item[one.item_id] for one in moved}
    would = [placed(as_is[one.item_id], one) for one in moved if one.start is not None]
    for other in plan.active:
        if other.id in as_is or other.all_day or other.kind in BENEATH or is_bound(plan, other):
            continue
        start, there = other.span.start.instant, _heads(plan, other)
        into = [
            one.span.end.instant
            for one in would
            if as_is[one.id].span.end.instant <= start < one.span.end.instant
            and one.span.start.instant < start
            and other.span.start.local.date() > own_day(as_is[one.id])
            and _heads(plan, as_is[one.id]) & there
        ]
        if into:
            minutes = _minutes(max(into) - start)
            facts: dict[str, str | int] = {"item": other.title, "minutes": minutes}
            facts["when"] = when(other)
            yield Finding("flow.night", Severity.CONFLICT, (item_subject(other),), facts)
            return


def overruns(
    plan: Plan, moved: Iterable[Placement], chosen: Collection[ItemId] = ()
) -> Iterator[Finding]:
    """Bound items that keep their time and into which something moved now runs, by how much.

    What was only carried along may not pass a bound item either; ``chosen`` items were put where
    they are on purpose, also beyond one. One remark for each bound item: the largest overrun.
    """
    moved = list(moved)
    as_is = {one.item_id: plan.item[one.item_id] for one in moved}
    would = [placed(as_is[one.item_id], one) for one in moved if one.start is not None]
    for anchor in plan.active:
        if anchor.id in as_is or anchor.all_day or not is_bound(plan, anchor):
            continue
        there = _heads(plan, anchor)
        into = [
            found
            for item in would
            if _heads(plan, as_is[item.id]) & there
            and (item.id not in chosen or item.span.overlaps(anchor.span))
            and (found := _into(as_is[item.id], item, anchor))
        ]
        if into:
            minutes, kind = max(into)
            yield Finding(
                kind,
                Severity.CONFLICT,
                (item_subject(anchor),),
                {"item": anchor.title, "minutes": minutes, "when": when(anchor)},
            )


def _into(before: Item, after: Item, anchor: Item) -> tuple[int, str] | None:
    """How far an item comes to reach past the start of a bound one, or back before its end."""
    start, end = anchor.span.start.instant, anchor.span.end.instant
    if before.is_scheduled and before.span.overlaps(anchor.span):
        return None  # it did so before, and the checks say it already
    came_after = before.is_scheduled and before.span.start.instant >= end
    straddles = after.span.start.instant <= start < after.span.end.instant
    if came_after and not straddles:
        minutes, kind = _minutes(end - after.span.start.instant), "flow.early"
    else:
        minutes, kind = _minutes(after.span.end.instant - start), "flow.over"
    return (minutes, kind) if minutes > 0 else None


def _minutes(real: dt.timedelta) -> int:
    return int(real / MINUTE)


def _heads(plan: Plan, item: Item) -> frozenset[DelegateId]:
    """Who is on an item. Before anybody is in the delegation, all that will be: it is one group then."""
    return plan.heads_on(item) if plan.delegates else _SOMEBODY
