"""A group above what a site takes, split into parts that take turns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.arranging.boarding import shuttles
from planner.domain.arranging.copying import copied
from planner.domain.arranging.proposals import Placement, placed
from planner.domain.arranging.rotating import Rotation, Turn
from planner.domain.arranging.settling import new_records, replaced, reused, settled, with_records
from planner.domain.arranging.subgroups import Subgroup, subgroups
from planner.domain.checks import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import DelegateId, ItemId, RecordId, new_id
from planner.domain.itinerary import AudienceKind, Item, ItemAudience
from planner.domain.plan import Plan
from planner.domain.sites import SiteRuleKind
from planner.domain.visits import Delegate, GroupMember
from planner.domain.words import Word
from planner.i18n import N_


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """Who goes when, to accept or to drop as a whole.

    The first part keeps the item itself, so its calendar entry moves instead of being cancelled;
    ``changed`` are such items, ``records`` what is new, in the order in which it can be written,
    and ``dropped`` the old audience. ``legs`` are the journeys between the places that are new or other than before, ``free`` the time
    that a part has to itself; both stand among the changed and the new ones, too.
    """

    item_id: ItemId
    limit: int
    subgroups: tuple[Subgroup, ...]
    turns: tuple[Turn, ...]
    legs: tuple[Item, ...] = ()
    free: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    records: tuple[Word, ...] = ()
    dropped: tuple[RecordId, ...] = ()
    remarks: tuple[Finding, ...] = ()
    label: str = N_("Split {name} into {count} groups")
    facts: Mapping[str, str | int]

    def applied(self, plan: Plan) -> Plan:
        """The plan as it would be."""
        return with_records(plan, self.records, self.dropped).with_items(self.changed)


def limit_of(plan: Plan, item: Item) -> int | None:
    """The most people that the site or the room takes at a time; None where nobody knows."""
    limits = [
        rule.number
        for rule in plan.rules
        if rule.site_id == item.site_id and rule.kind is SiteRuleKind.MAX_GROUP and rule.number
    ]
    room = plan.room.get(item.room_id) if item.room_id else None
    if room is not None and room.capacity:
        limits.append(room.capacity)
    return min(limits, default=None)


def split_for(
    plan: Plan,
    item_id: ItemId,
    limit: int,
    *,
    beside: Sequence[ItemId] = (),
    around: Circumstances | None = None,
) -> Split:
    """Turns for an item that fewer people can attend at a time than are on it.

    Each part goes once, in time that is free for its people, hosts, rooms and vehicles, with the
    way there and back, and within known opening hours; meanwhile the others have what the plan
    gives them, or nothing. ``beside`` names items for the same people that take part in the
    rotation: while one part is at the first, another is at the second. The first turn stays at the
    item's time if that leaves room for all, else it begins earlier on that day. Where a day is too
    short, tours are not made shorter: what is left goes to the first possible time on a later day,
    or waits, and a remark says so.

    Coaches to and from the turns and free time for who has nothing meanwhile belong to it (see
    ``coaches`` and ``free_time``). It brings no new conflict: where what the people have besides would
    not fit together without this item between it, there are no turns, and the remarks say why.
    """
    item = plan.item[item_id]
    heads, late = _heads(plan, item)
    if len(heads) <= max(1, limit):
        return Split(item_id=item_id, limit=limit, subgroups=(), turns=(), facts=_facts(item, 1))
    parts = subgroups(plan, item, heads, max(1, limit), late)
    others, refused = _beside(plan, item, beside)
    around = around or Circumstances()
    stations = [item, *others]
    spare = shuttles(plan, stations)
    turns, records = _turns(plan, stations, parts)
    dropped = replaced(plan, [*stations, *spare])
    idle = [placed(one, Placement(one.id)) for one in spare]
    draft = with_records(plan, records, dropped).with_items([*(turn.item for turn in turns), *idle])
    turns = Rotation(draft, stations, parts, turns, around).placed()
    done = settled(plan, draft, turns, stations, spare, around)
    if done.against:
        return _refused(plan, item, limit, done.against)
    by_id = {turn.item.id: turn.item for turn in done.turns}
    moved = {one.id: one for one in (*idle, *reused(done.legs))}
    waiting = [one for one in moved.values() if not one.is_scheduled]
    remarks = [*_late(plan, late), *refused, *_too_short(item, done.turns), *_unneeded(waiting)]
    return Split(
        item_id=item_id,
        limit=limit,
        subgroups=tuple(parts),
        turns=done.turns,
        legs=tuple(one.item for one in done.legs if one.item.is_scheduled),
        free=tuple(one.item for one in done.free),
        changed=(*(by_id[station.id] for station in stations), *moved.values()),
        records=(
            *(by_id[record.id] if isinstance(record, Item) else record for record in records),
            *new_records((*done.legs, *done.free)),
        ),
        dropped=tuple(
            dict.fromkeys((*dropped, *replaced(plan, (one.was for one in done.legs if one.was))))
        ),
        remarks=tuple(remarks),
        facts=_facts(item, len(parts)),
    )


def _refused(plan: Plan, item: Item, limit: int, against: Sequence[Finding]) -> Split:
    """No split: apart from this item, what its people have would not fit together any more."""
    why = Finding("split.refused", Severity.CONFLICT, (item_subject(item),), {"item": item.title})
    return Split(
        item_id=item.id,
        limit=limit,
        subgroups=(),
        turns=(),
        remarks=(why, *against),
        facts=_facts(item, 1),
    )


def _unneeded(waiting: Sequence[Item]) -> Iterator[Finding]:
    for one in waiting:
        yield Finding("split.unneeded", Severity.WARNING, (item_subject(one),), {"item": one.title})


def _facts(item: Item, count: int) -> dict[str, str | int]:
    return {"name": item.title, "count": count, "word": "item"}


def _heads(plan: Plan, item: Item) -> tuple[list[Delegate], frozenset[DelegateId]]:
    """Who is to go, in order of precedence, and who of them comes only after the item's own time."""
    if not item.is_scheduled:
        return plan.on(item), frozenset()
    there = plan.heads_on(item)
    midnight = dt.datetime.combine(item.span.start.local.date(), dt.time())
    day = replace(item, start_local=midnight, end_local=midnight + dt.timedelta(1))
    late = frozenset(one.id for one in plan.on(replace(day, end_zone=item.start_zone))) - there
    return [one for one in plan.delegates if one.id in there | late], late


def _beside(plan: Plan, item: Item, beside: Sequence[ItemId]) -> tuple[list[Item], list[Finding]]:
    """The items that can rotate with this one, and a remark for each that cannot."""
    taken, refused = [item], []
    for key in dict.fromkeys(beside):
        other = plan.item[key]
        same = plan.heads_on(other) == plan.heads_on(item)
        if (
            key != item.id
            and same
            and not any(_holds(plan, other) & _holds(plan, one) for one in taken)
        ):
            taken.append(other)
        elif key != item.id:
            refused.append(
                Finding(
                    "split.beside",
                    Severity.NOTE,
                    (item_subject(other),),
                    {"item": other.title, "other": item.title},
                )
            )
    return taken[1:], refused


def _holds(plan: Plan, item: Item) -> set[str]:
    hosts = {host.person_id for host in plan.hosts_of(item) if host.person_id}
    booked = {resource.id for resource in plan.booked_for(item)}
    return {str(key) for key in (*hosts, *booked, item.room_id) if key}


def _turns(
    plan: Plan, stations: Sequence[Item], parts: Sequence[Subgroup]
) -> tuple[list[Turn], list[Word]]:
    """A turn without a time for each part at each station, and the records that they need."""
    records: list[Word] = [group for part in parts if part.is_new for group in part.groups]
    records += [
        GroupMember(id=RecordId(new_id()), group_id=part.groups[0].id, delegate_id=one)
        for part in parts
        if part.is_new
        for one in part.delegates
    ]
    turns = []
    for station in stations:
        for place, part in enumerate(parts):
            item = station
            if place:
                copies = copied(plan, [station], 0)
                (item,) = copies.new_items
                records += [
                    record
                    for record in copies.records
                    if not isinstance(record, Item | ItemAudience)
                ]
            item = replace(item, audience=AudienceKind.GROUPS, start_local=None, end_local=None)
            records += [item] if place else []
            records += [
                ItemAudience(id=RecordId(new_id()), item_id=item.id, group_id=group.id)
                for group in part.groups
            ]
            turns.append(Turn(item, station.id if place else None, part))
    return turns, records


def _late(plan: Plan, late: frozenset[DelegateId]) -> Iterator[Finding]:
    names = [plan.name_of(one) for one in plan.delegates if one.id in late]
    if names:
        yield Finding(
            "split.late",
            Severity.NOTE,
            tuple(Subject("delegate", key, "") for key in sorted(late)),
            {"names": some(names), "count": len(names)},
        )


def _too_short(item: Item, turns: Sequence[Turn]) -> Iterator[Finding]:
    """What did not find its place on the day of the item."""
    first = item.start_local.date() if item.start_local else None
    waiting = [turn for turn in turns if not turn.item.is_scheduled]
    elsewhere = [
        turn
        for turn in turns
        if turn.item.start_local is not None
        and first is not None
        and turn.item.start_local.date() != first
    ]
    for kind, severity, concerned in (
        ("split.other_day", Severity.WARNING, elsewhere),
        ("split.waiting", Severity.CONFLICT, waiting),
    ):
        if concerned:
            yield Finding(
                kind,
                severity,
                (item_subject(item),),
                {
                    "item": item.title,
                    "groups": ", ".join(turn.subgroup.name for turn in concerned),
                    "count": len(concerned),
                    "when": when(concerned[0].item),
                },
            )
