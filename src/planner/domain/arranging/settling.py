"""Turns with the coaches and free time they need, such that the checks find no new conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from planner.domain.arranging.boarding import boarding
from planner.domain.arranging.coaches import coaches, too_far
from planner.domain.arranging.extras import Extra, Way
from planner.domain.arranging.free_time import free_times
from planner.domain.arranging.proposals import Placement, placed
from planner.domain.arranging.rotating import Turn
from planner.domain.checks import Circumstances, findings_of
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId, RecordId
from planner.domain.itinerary import Item, ItemAudience, ItemHost, ItemResource
from planner.domain.plan import Plan
from planner.domain.travel import Leg
from planner.domain.visits import Group, GroupMember
from planner.domain.words import Word

W = TypeVar("W", bound=Word)


@dataclass(frozen=True, slots=True)
class Settled:
    """Turns and what comes with them; ``against`` are conflicts that no choice avoids."""

    turns: tuple[Turn, ...]
    legs: tuple[Extra, ...] = ()
    free: tuple[Extra, ...] = ()
    against: tuple[Finding, ...] = ()


def settled(
    plan: Plan,
    draft: Plan,
    turns: Sequence[Turn],
    stations: Sequence[Item],
    spare: Sequence[Item],
    around: Circumstances,
) -> Settled:
    """Coaches and free time for turns that have their places.

    A turn to which the way is too far waits. All checks are asked about the whole of it. A coach that brings a conflict is left out, a turn
    that brings one waits without a time (the latest first), until nothing new is found. What a turn
    inherits from its item is not new: a copy of what has no papers has none, either. ``draft`` has
    the turns as records, ``spare`` are journeys that may be used again.
    """
    known = {
        _key(one, {}) for one in findings_of(plan, around) if one.severity is Severity.CONFLICT
    }
    origins = {turn.item.id: turn.copied_from for turn in turns if turn.copied_from}
    now, without = list(turns), set[Way]()
    while True:
        there = draft.with_items(turn.item for turn in now)
        if _one_waits(now, too_far(there, plan, now, around)):
            continue
        boarded = boarding(there, plan, stations, now, around)
        there = _with(there, boarded)
        legs = coaches(there, plan, now, around, spare=spare, without=without)
        there = _with(there, legs)
        free = free_times(there, now)
        after = _with(there, free)
        new = [
            one
            for one in findings_of(after, around)
            if one.severity is Severity.CONFLICT and _key(one, origins) not in known
        ]
        if not new:
            return Settled(tuple(now), (*boarded, *legs), tuple(free))
        blamed = {subject.id for one in new for subject in one.subjects}
        bad = {way for leg in legs if leg.item.id in blamed for way in leg.ways}
        if bad:
            without |= bad
        elif not _one_waits(now, blamed):
            return Settled(tuple(now), against=tuple(new))


def _one_waits(turns: list[Turn], blamed: Collection[str]) -> bool:
    """Take the time from the latest of the turns to blame; False where none is."""
    at = [place for place, turn in enumerate(turns) if turn.item.id in blamed]
    at = [place for place in at if turns[place].item.is_scheduled]
    if not at:
        return False
    last = max(at, key=lambda place: (turns[place].item.span.start.instant, place))
    item = turns[last].item
    turns[last] = replace(turns[last], item=placed(item, Placement(item.id)))
    return True


def _key(finding: Finding, origins: Mapping[ItemId, ItemId]) -> str:
    """The key of a finding as it would be about the items that others were copied from."""
    subjects = tuple(
        replace(one, id=origins.get(ItemId(one.id), one.id)) for one in finding.subjects
    )
    return replace(finding, subjects=subjects).key


def reused(extras: Iterable[Extra]) -> list[Item]:
    return [one.item for one in extras if one.was is not None]


def new_records(extras: Iterable[Extra]) -> list[Word]:
    """The records that extras add, in the order in which they can be written."""
    records: list[Word] = []
    for one in extras:
        records += [one.item] if one.was is None else []
        records += [one.leg] if one.leg is not None else []
        records += one.audience
    return records


def replaced(plan: Plan, items: Iterable[Item]) -> tuple[RecordId, ...]:
    """The entries that say who was on these items."""
    ids = {item.id for item in items}
    return tuple(entry.id for entry in plan.audience if entry.item_id in ids)


def _with(plan: Plan, extras: Sequence[Extra]) -> Plan:
    dropped = replaced(plan, (one.was for one in extras if one.was is not None))
    return with_records(plan, new_records(extras), dropped).with_items(reused(extras))


def with_records(plan: Plan, records: Sequence[Word], dropped: Collection[str]) -> Plan:
    """The plan with these records besides its own, and without the dropped entries of audiences."""

    def of(kind: type[W]) -> tuple[W, ...]:
        return tuple(record for record in records if isinstance(record, kind))

    return replace(
        plan,
        groups=(*plan.groups, *of(Group)),
        members=(*plan.members, *of(GroupMember)),
        items=(*plan.items, *of(Item)),
        legs=(*plan.legs, *of(Leg)),
        hosts=(*plan.hosts, *of(ItemHost)),
        audience=(*(one for one in plan.audience if one.id not in dropped), *of(ItemAudience)),
        bookings=(*plan.bookings, *of(ItemResource)),
    )
