"""What an edited cell of a sheet of a visit means: the change of the record that the row is of.

Pure: a row comes in with the plan, and goes out as changes that somebody looks through.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, TypeVar

from planner.domain.access import ACCESS_STATUSES, AccessEntry, AccessStatus
from planner.domain.cell_values import read_category, read_moment
from planner.domain.event_places import Places
from planner.domain.ids import DelegateId, ItemId, RecordId, SiteId, new_id
from planner.domain.itinerary import ITEM_STATUSES, Item, ItemStatus
from planner.domain.plan import Plan
from planner.domain.sheets import Cell
from planner.domain.sites import ACCESS_FIELDS
from planner.domain.staging import Add, Change, Edit, Remove, SetField
from planner.domain.times import WallTime, is_zone
from planner.domain.travel import (
    ROOM_KINDS,
    LegReference,
    Resource,
    ResourceKind,
    Ride,
    Rooming,
    RoomKind,
)
from planner.domain.visits import CATEGORIES, Category, Delegate, GroupMember
from planner.domain.words import Word
from planner.i18n import LANGUAGES, _, language, moment_in_words, plain_day
from planner.text import clean_line, clean_text, fold

E = TypeVar("E", bound=enum.StrEnum)
HIGHEST_RANK: Final = 9999


class Unread(Exception):
    """The cell cannot be taken; ``kind`` is that of the finding."""

    def __init__(self, kind: str = "back.unread") -> None:
        super().__init__(kind)
        self.kind = kind


Put = Callable[[Cell], Sequence[Change]]


@dataclass(frozen=True, kw_only=True)
class RowOf:
    """What a row is of, as the visit stands: what it is called, and how each column is changed.

    ``blanks`` are records that are made once something is to be said of them.
    """

    name: str
    detail: str = ""
    puts: Mapping[str, Put] = field(default_factory=dict)
    blanks: Mapping[str, Word] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SheetGround:
    """What else is known: places by their names, what was noted of admissions, and today."""

    plan: Plan
    places: Places = field(default_factory=Places)
    entries: Mapping[tuple[str, str, str], AccessEntry] = field(default_factory=dict)
    today: dt.date | None = None


def row_of(sheet: str, ids: Sequence[str], ground: SheetGround) -> RowOf | None:
    """None where it is no longer in the visit, or was never one of its rows."""
    read = _ROWS.get(sheet)
    if read is None or len(ids) != read[0]:
        return None
    return read[1](ground, *ids)


def taken(row: RowOf, changes: Iterable[Change]) -> list[Change]:
    """The changes as they are staged: those of one record that is still to be made are one."""
    found: list[Change] = []
    made: dict[str, list[Change]] = {}
    for change in changes:
        key = change.edit.id if isinstance(change.edit, SetField) else ""
        if key in row.blanks:
            made.setdefault(key, []).append(change)
        else:
            found.append(change)
    for key, several in made.items():
        values = {
            one.edit.name: one.edit.value for one in several if isinstance(one.edit, SetField)
        }
        told = ", ".join(one.new for one in several if one.new)
        record: Any = replace(row.blanks[key], **values)
        found.append(Change(several[0].field, "", told, Add(record)))
    return [change for change in found if not _is_without_vehicle(change)]


def seat_without_vehicle(row: RowOf, changes: Iterable[Change]) -> bool:
    """Whether a seat is given where nobody said in which vehicle: such a change is not staged."""
    rides = {key for key, blank in row.blanks.items() if isinstance(blank, Ride)}
    named = {
        change.edit.name: change.edit.value
        for change in changes
        if isinstance(change.edit, SetField) and change.edit.id in rides
    }
    blank = next((one for one in row.blanks.values() if isinstance(one, Ride)), None)
    return "seat" in named and not (named.get("resource_id") or (blank and blank.resource_id))


def _is_without_vehicle(change: Change) -> bool:
    edit = change.edit
    return isinstance(edit, Add) and isinstance(edit.record, Ride) and not edit.record.resource_id


# participants


def _participant(ground: SheetGround, key: str) -> RowOf | None:
    plan = ground.plan
    one = plan.delegate.get(DelegateId(key))
    if one is None:
        return None
    return RowOf(
        name=plan.name_of(one),
        detail=plan.organisation_name(one.organisation_id),
        puts={
            "position": partial(_line, one, "title", "visit_position"),
            "role": partial(_line, one, "role", "role"),
            "payer": partial(_line, one, "payer", "payer"),
            "notes": partial(_text, one, "notes", "notes"),
            "rank": partial(_rank, one),
            "category": partial(_category, one),
            "groups": partial(_groups, plan, one),
        },
    )


def _rank(one: Delegate, cell: Cell) -> Sequence[Change]:
    text = cell.text.strip().removesuffix(".")
    if text and not (text.isdecimal() and 0 < int(text) <= HIGHEST_RANK):
        raise Unread("cell.rank_unread")
    rank = int(text) if text else 0
    return _changed(one, "rank", "rank", rank, str(one.rank or ""), text)


def _category(one: Delegate, cell: Cell) -> Sequence[Change]:
    text = cell.text.strip()
    category = Category.OTHER
    if text:
        found = word_of(CATEGORIES, text) or read_category(text)
        if found is None:
            raise Unread("cell.category_unknown")
        category = found
    old, new = _(CATEGORIES[one.category]), _(CATEGORIES[category])
    return _changed(one, "category", "category", category, old, new if text else "")


def _groups(plan: Plan, one: Delegate, cell: Cell) -> Sequence[Change]:
    """Letters or names, with commas between them. New groups are made in the window."""
    by_word = {
        fold(word): group for group in plan.groups for word in (group.letter, group.name) if word
    }
    words = [part.strip() for part in cell.text.replace(";", ",").split(",") if part.strip()]
    if any(fold(word) not in by_word for word in words):
        raise Unread
    wanted = {by_word[fold(word)].id for word in words}
    members = {it.group_id: it for it in plan.members if it.delegate_id == one.id}
    changes = []
    for group in plan.groups:
        name = group.letter or group.name
        if group.id in wanted and group.id not in members:
            member = GroupMember(id=RecordId(new_id()), group_id=group.id, delegate_id=one.id)
            changes.append(Change("group", "", name, Add(member)))
        elif group.id in members and group.id not in wanted:
            edit = Remove("group_member", members[group.id].id)
            changes.append(Change("group", name, "", edit, offered=not wanted))
    return changes


# programme


def _entry(ground: SheetGround, key: str) -> RowOf | None:
    plan = ground.plan
    item = plan.item.get(ItemId(key))
    if item is None:
        return None
    return RowOf(
        name=item.title,
        detail=plan.place_of(item),
        puts={
            "title": partial(_line, item, "title", "title", needed=True),
            "second_title": partial(_line, item, "second_title", "second_title"),
            "public_text": partial(_text, item, "public_text", "public_text"),
            "internal_notes": partial(_text, item, "internal_notes", "internal_notes"),
            "status": partial(_status, item),
            "place": partial(_place, ground, item),
            "start": partial(_moment, item, "start"),
            "end": partial(_moment, item, "end"),
        },
    )


def _status(item: Item, cell: Cell) -> Sequence[Change]:
    if not cell.text.strip():
        raise Unread("back.empty")
    status = word_of(ITEM_STATUSES, cell.text)
    if status is None:
        raise Unread
    old, new = _(ITEM_STATUSES[item.status]), _(ITEM_STATUSES[ItemStatus(status)])
    return _changed(item, "status", "status", status, old, new)


def _place(ground: SheetGround, item: Item, cell: Cell) -> Sequence[Change]:
    if item.id in ground.plan.leg_of:
        raise Unread("back.own_place")
    text = clean_line(cell.text)
    placed = ground.places.find(text)
    new = {"site_id": placed.site_id, "room_id": placed.room_id, "place": placed.place}
    old = ground.plan.place_of(item)
    return [
        Change("place", old, text, SetField("item", item.id, name, was, value), offered=not text)
        for name, value in new.items()
        if (was := getattr(item, name)) != value
    ]


def _moment(item: Item, end: str, cell: Cell) -> Sequence[Change]:
    """The time on the wall in the zone that the entry has there; a date alone for whole days."""
    was: dt.datetime | None = getattr(item, f"{end}_local")
    if was is None or not cell.text.strip():
        raise Unread("back.empty")
    read = read_moment(cell, year=was.year)
    if read is None or (read.time is None and not item.all_day and read.date is None):
        raise Unread("cell.date_unread")
    time = was.time() if read.time is None else read.time
    if read.time is None and not item.all_day:
        # Excel drops the hour of midnight: a date alone is its beginning.
        time = dt.time() if read.date is not None else was.time()
    if item.all_day:
        time = was.time()
    value = dt.datetime.combine(read.date or was.date(), time.replace(second=0, microsecond=0))
    if not dt.MINYEAR < value.year < 9999:
        raise Unread("cell.date_unread")
    shown = (lambda at: plain_day(at.date())) if item.all_day else moment_in_words
    old, new = shown(was), shown(value)
    changes = [*_changed(item, f"{end}_local", end, value, old, new)]
    if changes and getattr(item, f"{end}_fold"):
        changes += _changed(item, f"{end}_fold", end, 0, old, new)
    return changes


def ends_before_start(item: Item, changes: Iterable[Change]) -> bool:
    """Whether these changes would put the end of an entry before its start."""
    values = {
        change.edit.name: change.edit.value
        for change in changes
        if isinstance(change.edit, SetField) and change.edit.id == item.id
    }
    if not {"start_local", "end_local"} & {*values}:
        return False
    later = replace(item, **values)
    if not (later.start_local and later.end_local and is_zone(later.start_zone)):
        return False
    if later.all_day:
        return later.end_local.date() < later.start_local.date()
    end = WallTime(later.end_local, later.end_zone or later.start_zone)
    return end.instant < WallTime(later.start_local, later.start_zone).instant


# rooming


def _guest(ground: SheetGround, item: str, key: str) -> RowOf | None:
    plan = ground.plan
    entry, one = plan.item.get(ItemId(item)), plan.delegate.get(DelegateId(key))
    if entry is None or one is None:
        return None
    known = next((it for it in plan.roomings if it.item_id == item and it.delegate_id == key), None)
    rooming = known or Rooming(id=RecordId(new_id()), item_id=entry.id, delegate_id=one.id)
    return RowOf(
        name=plan.name_of(one),
        detail=entry.title,
        puts={
            "room_kind": partial(_room_kind, rooming),
            "room": partial(_line, rooming, "room", "room"),
            "reference": partial(_line, rooming, "reference", "reference"),
            "room_notes": partial(_text, rooming, "notes", "room_notes"),
        },
        blanks={} if known else {rooming.id: rooming},
    )


def _room_kind(rooming: Rooming, cell: Cell) -> Sequence[Change]:
    text = cell.text.strip()
    kind = word_of(ROOM_KINDS, text) if text else RoomKind.OTHER
    if kind is None:
        raise Unread
    kind = RoomKind(kind)
    old = _(ROOM_KINDS[rooming.kind]) if rooming.kind else ""
    return _changed(rooming, "kind", "room_kind", kind, old, _(ROOM_KINDS[kind]) if kind else "")


# transport


def _passenger(ground: SheetGround, item: str, key: str) -> RowOf | None:
    plan = ground.plan
    entry, one = plan.item.get(ItemId(item)), plan.delegate.get(DelegateId(key))
    if entry is None or one is None:
        return None
    vehicles = [it for it in plan.booked_for(entry) if it.kind is ResourceKind.VEHICLE]
    known = next((it for it in plan.rides if it.item_id == item and it.delegate_id == key), None)
    only = vehicles[0].id if len(vehicles) == 1 else ""
    ride = known or Ride(
        id=RecordId(new_id()),
        item_id=entry.id,
        resource_id=only,  # type: ignore[arg-type]
        delegate_id=one.id,
    )
    leg = next((it for it in plan.legs if it.item_id == item), None)
    booked = next(
        (it for it in plan.references if leg and it.leg_id == leg.id and it.delegate_id == key),
        None,
    )
    puts: dict[str, Put] = {"vehicle": partial(_vehicle, ride, known, vehicles)}
    blanks: dict[str, Word] = {} if known else {ride.id: ride}
    if vehicles:
        puts["seat"] = partial(_line, ride, "seat", "seat")
    if leg is not None:
        reference = booked or LegReference(id=RecordId(new_id()), leg_id=leg.id, delegate_id=one.id)
        blanks |= {} if booked else {reference.id: reference}
        puts["reference"] = partial(_line, reference, "reference", "reference")
        if not vehicles:
            puts["seat"] = partial(_line, reference, "seat", "seat")
    return RowOf(name=plan.name_of(one), detail=entry.title, puts=puts, blanks=blanks)


def _vehicle(
    ride: Ride, known: Ride | None, vehicles: Sequence[Resource], cell: Cell
) -> Sequence[Change]:
    """Only what is booked for the entry; an empty cell takes the place away, if somebody says so."""
    names = {one.id: one.name for one in vehicles}
    text = clean_line(cell.text)
    old = names.get(known.resource_id, "") if known else ""
    if not text:
        return [Change("vehicle", old, "", Remove("ride", known.id), offered=True)] if known else []
    found = [one for one in vehicles if fold(one.name) == fold(text)]
    if len(found) != 1:
        raise Unread("back.not_booked")
    if known and known.resource_id == found[0].id:
        return []
    was = known.resource_id if known else ""
    edit = SetField("ride", ride.id, "resource_id", was, found[0].id)
    return [Change("vehicle", old, found[0].name, edit)]


# access


def _visitor(ground: SheetGround, site: str, key: str) -> RowOf | None:
    plan = ground.plan
    place, one = plan.site.get(site), plan.delegate.get(DelegateId(key))
    if place is None or one is None:
        return None
    puts: dict[str, Put] = {}
    blanks: dict[str, Word] = {}
    for name in ("", *ACCESS_FIELDS):
        entry = ground.entries.get((key, site, name))
        if entry is None:
            entry = AccessEntry(
                id=RecordId(new_id()),
                delegate_id=one.id,
                site_id=SiteId(site),
                field=name,
                since=ground.today,
            )
            blanks[entry.id] = entry
        column = "state." + name.replace(" ", "_") if name else "admission"
        shown = ACCESS_FIELDS[name] if name else "admission"
        puts[column] = partial(_state, entry, shown, ground.today)
    return RowOf(name=plan.name_of(one), detail=place.name, puts=puts, blanks=blanks)


def _state(entry: AccessEntry, shown: str, today: dt.date | None, cell: Cell) -> Sequence[Change]:
    if not cell.text.strip():
        return []  # nobody said anything; "missing" has a word of its own
    found = word_of(ACCESS_STATUSES, cell.text)
    if found is None:
        raise Unread("back.datum" if entry.field else "back.unread")
    status = AccessStatus(found)
    old, new = _(ACCESS_STATUSES[entry.status]), _(ACCESS_STATUSES[status])
    changes = [*_changed(entry, "status", shown, status, old, new)]
    if changes and entry.since != today:
        changes += _changed(entry, "since", shown, today, old, new)
    return changes


# cells


def _line(
    record: Word, name: str, shown: str, cell: Cell, *, needed: bool = False
) -> Sequence[Change]:
    text = clean_line(cell.text)
    if needed and not text:
        raise Unread("back.empty")
    old = str(getattr(record, name))
    return _changed(record, name, shown, text, old, text)


def _text(record: Word, name: str, shown: str, cell: Cell) -> Sequence[Change]:
    old, new = str(getattr(record, name)), clean_text(cell.text)
    return _changed(record, name, shown, new, old, new)


def _changed(
    record: Any, name: str, shown: str, value: object, old: str, new: str
) -> Sequence[Change]:
    """The change of one field; taking something away is only offered."""
    was = getattr(record, name)
    if was == value:
        return []
    edit: Edit = SetField(record.WORD, record.id, name, was, value)
    return [Change(shown, old, new, edit, offered=not new)]


def word_of(names: Mapping[E, str], text: str) -> E | None:
    """What a word means, in whichever of our languages it is; None where it means nothing."""
    wanted = fold(clean_line(text))
    return next(
        (
            value
            for value, title in names.items()
            if wanted == fold(value.value)
            or wanted in {fold(language(code)(title)) for code in LANGUAGES}
        ),
        None,
    )


_ROWS: Final[Mapping[str, tuple[int, Callable[..., RowOf | None]]]] = {
    "participants": (1, _participant),
    "programme": (1, _entry),
    "rooming": (2, _guest),
    "transport": (2, _passenger),
    "access": (2, _visitor),
}
"""How many ids a key has, and what a row means, by the name of the sheet."""
