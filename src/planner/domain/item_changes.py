"""What is different about one entry in two versions of a visit, as values without a language."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from planner.domain.ids import ItemId
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.travel import Leg
from planner.domain.words import field_names
from planner.i18n import N_


class ChangeKind(enum.StrEnum):
    """In the order in which the changes of one entry are told."""

    ADDED = "added"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    LEFT = "left"
    REINSTATED = "reinstated"
    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    MOVED = "moved"
    LONGER = "longer"
    SHORTER = "shorter"
    PLACE = "place"
    ROOM = "room"
    ADDRESS = "address"
    ROUTE = "route"
    NUMBER = "number"
    MODE = "mode"
    TITLE = "title"
    KIND = "kind"
    STATUS = "status"
    HOSTS = "hosts"
    JOINED = "joined"
    PARTED = "parted"
    GROUPS = "groups"
    BOOKED = "booked"
    RIDE = "ride"
    REFERENCE = "reference"
    LODGING = "lodging"
    LANGUAGE = "language"
    INTERPRETING = "interpreting"
    TEXT = "text"
    DETAILS = "details"


CHANGE_KINDS: Final = {
    ChangeKind.ADDED: N_("New"),
    ChangeKind.REMOVED: N_("Removed"),
    ChangeKind.CANCELLED: N_("Cancelled"),
    ChangeKind.LEFT: N_("No longer in your programme"),
    ChangeKind.REINSTATED: N_("Takes place after all"),
    ChangeKind.SCHEDULED: N_("Time"),
    ChangeKind.UNSCHEDULED: N_("Time"),
    ChangeKind.MOVED: N_("Time"),
    ChangeKind.LONGER: N_("Longer"),
    ChangeKind.SHORTER: N_("Shorter"),
    ChangeKind.PLACE: N_("Place"),
    ChangeKind.ROOM: N_("Room"),
    ChangeKind.ADDRESS: N_("Address"),
    ChangeKind.ROUTE: N_("Way"),
    ChangeKind.NUMBER: N_("Connection"),
    ChangeKind.MODE: N_("Way of travel"),
    ChangeKind.TITLE: N_("Title"),
    ChangeKind.KIND: N_("Kind"),
    ChangeKind.STATUS: N_("Status"),
    ChangeKind.HOSTS: N_("Hosts"),
    ChangeKind.JOINED: N_("Also there"),
    ChangeKind.PARTED: N_("No longer there"),
    ChangeKind.GROUPS: N_("Groups"),
    ChangeKind.BOOKED: N_("Vehicles and interpreters"),
    ChangeKind.RIDE: N_("Seat in a vehicle"),
    ChangeKind.REFERENCE: N_("Booking reference"),
    ChangeKind.LODGING: N_("Room in the hotel"),
    ChangeKind.LANGUAGE: N_("Language"),
    ChangeKind.INTERPRETING: N_("Interpreting"),
    ChangeKind.TEXT: N_("Text"),
    ChangeKind.DETAILS: N_("Details"),
}
"""What a change is called in front of what it says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One difference. ``before`` and ``after`` are names, texts or values of an enumeration; for
    DETAILS ``after`` names the fields. Times stand on the two entries themselves."""

    kind: ChangeKind
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


_TIMES: Final = frozenset(
    {"start_local", "start_zone", "start_fold", "end_local", "end_zone", "end_fold", "all_day"}
)
_OF_THEIR_OWN: Final = _TIMES | {
    *("id", "visit_id", "site_id", "room_id", "place", "title", "kind", "status"),
    *("language", "interpreting", "public_text"),
}
"""Fields of an entry that have a kind of change of their own."""
_LEG_OWN: Final = frozenset({"id", "item_id", "mode", "carrier", "number"})
_LEG_FIELDS: Final = tuple(name for name in field_names(Leg) if name not in ("id", "item_id"))
_ENDS: Final = frozenset({"from_place", "from_site_id", "to_place", "to_site_id"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with all that hangs on it, ready to be compared; rows count by what they say, not
    by their id."""

    item: Item
    place: str
    room: str
    address: tuple[Any, ...]
    leg: tuple[Any, ...]
    hosts: tuple[tuple[Any, ...], ...]
    heads: frozenset[str]
    rule: frozenset[tuple[Any, ...]]
    groups: tuple[str, ...]
    booked: tuple[tuple[Any, ...], ...]
    rides: tuple[tuple[Any, ...], ...]
    references: tuple[tuple[Any, ...], ...]
    roomings: tuple[tuple[Any, ...], ...]


class Entries:
    """The entries of one plan, with their rows put in order once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._rides = _by_item((one.item_id, one) for one in plan.rides)
        self._roomings = _by_item((one.item_id, one) for one in plan.roomings)
        items = {leg.id: leg.item_id for leg in plan.legs}
        self._references = _by_item(
            (items[one.leg_id], one) for one in plan.references if one.leg_id in items
        )
        self._bookings = _by_item((one.item_id, one) for one in plan.bookings)
        self._rules = _by_item((one.item_id, one) for one in plan.audience)

    def names(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The names of delegates, in precedence."""
        wanted = set(keys)
        return tuple(self.plan.name_of(one) for one in self.plan.delegates if one.id in wanted)

    @cached_property
    def _resources(self) -> dict[str, str]:
        return {one.id: one.name for one in self.plan.resources}

    def resource(self, key: str) -> str:
        return self._resources.get(key, "")

    def of(self, item: Item) -> Entry:
        plan, key = self.plan, item.id
        site, leg = plan.site_of(item), plan.leg_of.get(key)
        room = plan.room.get(item.room_id) if item.room_id else None
        return Entry(
            item=item,
            place=plan.place_of(item),
            room=room.name if room else "",
            address=(
                (site.address, site.postal_code, site.city, site.latitude, site.longitude)
                if site
                else ()
            ),
            leg=tuple(getattr(leg, name) for name in _LEG_FIELDS) if leg else (),
            hosts=tuple(
                (
                    host.person_id,
                    host.organisation_id,
                    plan.host_name(host),
                    plan.titles.get(host.person_id or "", ""),
                    host.role,
                )
                for host in plan.hosts_of(item)
            ),
            heads=frozenset(plan.heads_on(item)),
            rule=frozenset((one.group_id, one.delegate_id) for one in self._rules.get(key, ())),
            groups=tuple(group.name or group.letter for group in plan.groups_on(item)),
            booked=tuple(
                sorted(
                    (one.resource_id, self.resource(one.resource_id), one.notes)
                    for one in self._bookings.get(key, ())
                )
            ),
            rides=_rows(self._rides.get(key, ()), "delegate_id", "resource_id", "seat"),
            references=_rows(self._references.get(key, ()), "delegate_id", "reference", "seat"),
            roomings=_rows(
                self._roomings.get(key, ()), "delegate_id", "kind", "room", "reference", "notes"
            ),
        )


def differences(old: Entries, new: Entries, key: ItemId) -> list[Change]:
    """All that differs about an entry that both plans have; empty when nothing does."""
    before, after = old.of(old.plan.item[key]), new.of(new.plan.item[key])
    if before == after:
        return []
    return [
        *_status(before.item, after.item),
        *_times(before.item, after.item),
        *_place(before, after),
        *_leg(before, after),
        *_text("title", before, after, ChangeKind.TITLE),
        *_text("kind", before, after, ChangeKind.KIND),
        *_people(old, new, before, after),
        *_taken_along(old, new, before, after),
        *_text("language", before, after, ChangeKind.LANGUAGE),
        *_text("interpreting", before, after, ChangeKind.INTERPRETING),
        *_text("public_text", before, after, ChangeKind.TEXT),
        *_details(before, after),
    ]


def _status(before: Item, after: Item) -> list[Change]:
    if before.status is after.status:
        return []
    kind = ChangeKind.STATUS
    if after.status is ItemStatus.CANCELLED:
        kind = ChangeKind.CANCELLED
    elif before.status is ItemStatus.CANCELLED:
        kind = ChangeKind.REINSTATED
    return [Change(kind=kind, before=(before.status.value,), after=(after.status.value,))]


def _times(before: Item, after: Item) -> list[Change]:
    old, new = _time(before), _time(after)
    if old == new:
        return []
    if before.is_scheduled != after.is_scheduled:
        scheduled = after.is_scheduled
        return [Change(kind=ChangeKind.SCHEDULED if scheduled else ChangeKind.UNSCHEDULED)]
    if not after.is_scheduled:
        return [Change(kind=ChangeKind.DETAILS, after=("start_local",))]
    by = _minutes(after) - _minutes(before)
    changes = []
    if old[:4] != new[:4] or not by:  # the start, or another clock for the same end
        changes.append(Change(kind=ChangeKind.MOVED))
    if by:
        kind = ChangeKind.LONGER if by > 0 else ChangeKind.SHORTER
        changes.append(Change(kind=kind, after=(str(abs(by)),)))
    return changes


def _time(item: Item) -> tuple[Any, ...]:
    return (
        item.start_local,
        item.start_fold,
        item.start_zone,
        item.all_day,
        item.end_local,
        item.end_fold,
        item.end_zone or item.start_zone,
    )


def _minutes(item: Item) -> int:
    """How long it takes in real time: the clocks may change in between."""
    return round(item.span.duration.total_seconds() / 60)


def _place(before: Entry, after: Entry) -> list[Change]:
    old = (before.item.site_id, before.item.room_id, before.item.place)
    new = (after.item.site_id, after.item.room_id, after.item.place)
    if (old, before.place) != (new, after.place) and not (before.leg and after.leg):
        same_site = old[0] == new[0] and old[2] == new[2]
        if same_site and before.room != after.room:
            return [
                Change(kind=ChangeKind.ROOM, before=_one(before.room), after=_one(after.room)),
                *_address(before, after),
            ]
        return [Change(kind=ChangeKind.PLACE, before=_one(before.place), after=_one(after.place))]
    if old != new:  # of a journey, which is told by its ends
        return [Change(kind=ChangeKind.DETAILS, after=("place",)), *_address(before, after)]
    return _address(before, after)


def _address(before: Entry, after: Entry) -> list[Change]:
    if before.address == after.address:
        return []
    text = ", ".join(str(part) for part in after.address[:3] if part)
    return [Change(kind=ChangeKind.ADDRESS, after=_one(text))]


def _leg(before: Entry, after: Entry) -> list[Change]:
    if before.leg == after.leg and before.place == after.place:
        return []
    if not (before.leg and after.leg):
        return []  # the kind has changed, and with it the place
    old, new = (dict(zip(_LEG_FIELDS, one.leg, strict=True)) for one in (before, after))
    changes = []
    if before.place != after.place or any(old[name] != new[name] for name in _ENDS):
        changes.append(
            Change(kind=ChangeKind.ROUTE, before=_one(before.place), after=_one(after.place))
        )
    numbers = [" ".join(filter(None, (one["carrier"], one["number"]))) for one in (old, new)]
    if (old["carrier"], old["number"]) != (new["carrier"], new["number"]):
        changes.append(
            Change(kind=ChangeKind.NUMBER, before=_one(numbers[0]), after=_one(numbers[1]))
        )
    if old["mode"] is not new["mode"]:
        changes.append(Change(kind=ChangeKind.MODE, before=(old["mode"],), after=(new["mode"],)))
    rest = tuple(n for n in _LEG_FIELDS if n not in _ENDS | _LEG_OWN and old[n] != new[n])
    if rest:
        changes.append(Change(kind=ChangeKind.DETAILS, after=rest))
    return changes


def _text(name: str, before: Entry, after: Entry, kind: ChangeKind) -> list[Change]:
    old, new = getattr(before.item, name), getattr(after.item, name)
    return [] if old == new else [Change(kind=kind, before=_one(old), after=_one(new))]


def _people(old: Entries, new: Entries, before: Entry, after: Entry) -> list[Change]:
    changes = []
    if before.hosts != after.hosts:
        changes.append(
            Change(
                kind=ChangeKind.HOSTS, before=_received(before.hosts), after=_received(after.hosts)
            )
        )
    if joined := after.heads - before.heads:
        changes.append(Change(kind=ChangeKind.JOINED, after=new.names(joined)))
    if parted := before.heads - after.heads:
        changes.append(Change(kind=ChangeKind.PARTED, before=old.names(parted)))
    if before.groups != after.groups:
        changes.append(Change(kind=ChangeKind.GROUPS, before=before.groups, after=after.groups))
    return changes


def _received(hosts: Sequence[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(
        ", ".join(str(part) for part in (name, title, role) if part)
        for _person, _organisation, name, title, role in hosts
    )


def _taken_along(old: Entries, new: Entries, before: Entry, after: Entry) -> list[Change]:
    """What is booked, and what belongs to single people: seats, rooms, references."""
    changes = []
    if before.booked != after.booked:
        changes.append(
            Change(
                kind=ChangeKind.BOOKED,
                before=tuple(name for _key, name, _notes in before.booked),
                after=tuple(name for _key, name, _notes in after.booked),
            )
        )
    for kind, was, now in (
        (ChangeKind.RIDE, before.rides, after.rides),
        (ChangeKind.REFERENCE, before.references, after.references),
        (ChangeKind.LODGING, before.roomings, after.roomings),
    ):
        if was != now:
            concerned = {row[0] for row in {*was} ^ {*now}}
            names = new.names(concerned) or old.names(concerned)
            changes.append(Change(kind=kind, before=names, after=_said(new, kind, was, now)))
    return changes


def _said(
    new: Entries,
    kind: ChangeKind,
    was: Sequence[tuple[Any, ...]],
    now: Sequence[tuple[Any, ...]],
) -> tuple[str, ...]:
    """What holds now for the only one concerned; nothing where there are several."""
    changed = [row for row in now if row not in was]
    if len(changed) != 1 or len({row[0] for row in {*was} ^ {*now}}) != 1:
        return ()
    _delegate, first, second, *rest = changed[0]
    if kind is ChangeKind.RIDE:
        first = new.resource(first)
    elif kind is ChangeKind.LODGING:
        first, second = second, (rest[0] if rest else "")
    return tuple(str(part) for part in (first, second) if part)


def _details(before: Entry, after: Entry) -> list[Change]:
    names = tuple(
        name
        for name in field_names(Item)
        if name not in _OF_THEIR_OWN and getattr(before.item, name) != getattr(after.item, name)
    )
    if "audience" not in names and before.rule != after.rule:
        names = (*names, "audience")
    return [Change(kind=ChangeKind.DETAILS, after=names)] if names else []


def _one(text: Any) -> tuple[str, ...]:
    return (str(text),) if text else ()


def _by_item(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    result: dict[str, list[Any]] = defaultdict(list)
    for key, one in pairs:
        result[key].append(one)
    return result


def _rows(rows: Iterable[Any], *names: str) -> tuple[tuple[Any, ...], ...]:
    return tuple(sorted(tuple(getattr(one, name) for name in names) for one in rows))
