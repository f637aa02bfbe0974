"""A group above what a site takes, split into parts that take turns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from planner.domain.arranging.copying import copied
from planner.domain.arranging.rotating import Rotation, Turn
from planner.domain.arranging.subgroups import Subgroup, subgroups
from planner.domain.checks import Circumstances
from planner.domain.checks.subjects import item_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import DelegateId, ItemId, RecordId, new_id
from planner.domain.itinerary import AudienceKind, Item, ItemAudience, ItemHost, ItemResource
from planner.domain.plan import Plan
from planner.domain.sites import SiteRuleKind
from planner.domain.travel import Leg
from planner.domain.visits import Delegate, Group, GroupMember
from planner.domain.words import Word
from planner.i18n import N_

W = TypeVar("W", bound=Word)


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """Who goes when, to accept or to drop as a whole.

    The first part keeps the item itself, so its calendar entry moves instead of being cancelled;
    ``changed`` are such items, ``records`` what is new, in the order in which it can be written,
    and ``dropped`` the old audience.
    """

    item_id: ItemId
    limit: int
    subgroups: tuple[Subgroup, ...]
    turns: tuple[Turn, ...]
    changed: tuple[Item, ...] = ()
    records: tuple[Word, ...] = ()
    dropped: tuple[RecordId, ...] = ()
    remarks: tuple[Finding, ...] = ()
    label: str = N_("Split {name} into {count} groups")
    facts: Mapping[str, str | int]

    def applied(self, plan: Plan) -> Plan:
        """The plan as it would be."""
        return _with(plan, self.records, self.dropped).with_items(self.changed)


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
    """
    item = plan.item[item_id]
    heads, late = _heads(plan, item)
    if len(heads) <= max(1, limit):
        return Split(item_id=item_id, limit=limit, subgroups=(), turns=(), facts=_facts(item, 1))
    parts = subgroups(plan, item, heads, max(1, limit), late)
    others, refused = _beside(plan, item, beside)
    stations = [item, *others]
    turns, records = _turns(plan, stations, parts)
    ids = {station.id for station in stations}
    dropped = tuple(entry.id for entry in plan.audience if entry.item_id in ids)
    draft = _with(plan, records, dropped).with_items(turn.item for turn in turns)
    turns = Rotation(draft, stations, parts, turns, around).placed()
    by_id = {turn.item.id: turn.item for turn in turns}
    remarks = [*_late(plan, late), *refused, *_too_short(item, turns)]
    return Split(
        item_id=item_id,
        limit=limit,
        subgroups=tuple(parts),
        turns=tuple(turns),
        changed=tuple(by_id[station.id] for station in stations),
        records=tuple(
            by_id[record.id] if isinstance(record, Item) else record for record in records
        ),
        dropped=dropped,
        remarks=tuple(remarks),
        facts=_facts(item, len(parts)),
    )


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


def _with(plan: Plan, records: Sequence[Word], dropped: Sequence[str]) -> Plan:
    """The plan with these records besides its own."""

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
