"""The events of a calendar against a visit: new, changed field by field, known, outside its days, cancelled.

Pure: what is known comes in as values, and nothing is stored before somebody says so.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from planner.domain import event_words
from planner.domain.calendar_entries import NEAR_DAYS, CalendarEntry, CalendarFile
from planner.domain.columns import Columns
from planner.domain.event_changes import Before, OwnEntry, changes
from planner.domain.event_places import Places
from planner.domain.event_reading import Said, kind_of, said, when_in_words
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId, PersonId, RecordId, event_item_id, new_id
from planner.domain.itinerary import ITEM_STATUSES, Item, ItemHost, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.staging import (
    EVENTS,
    Add,
    Candidate,
    Change,
    Decision,
    Edit,
    SetField,
    StagedRow,
    Staging,
    decided,
    proposed,
    repeated,
    settled,
)
from planner.domain.times import days_shown
from planner.domain.travel import Leg
from planner.i18n import N_, _
from planner.text import fold

_FAR: Final = "workbook.events_far"
MARGIN_DAYS: Final = 3
"""Before and after the visit series are laid out, too: people arrive early."""
_OWN_UID: Final = re.compile(r"([0-9a-f]{32})@planner")


class TextUse(enum.StrEnum):
    """What becomes of the description of an event. It often holds links and codes of a meeting."""

    INTERNAL = "internal"
    PUBLIC = "public"


TEXT_USES: Final = {
    TextUse.INTERNAL: N_("Internal note, which never goes out"),
    TextUse.PUBLIC: N_("Public text, which the delegation reads"),
}


@dataclass(frozen=True, slots=True)
class EventGround:
    """What the library knows about the events of one file and a visit.

    ``before`` is what calendars that were taken in earlier said of an item, by column as JSON holds
    it; ``own`` how our calendars show an item; ``people`` who organises, by e-mail address, where
    exactly one person has it. ``as_of`` is the last step of the history.
    """

    plan: Plan
    places: Places = field(default_factory=Places)
    own: Mapping[str, OwnEntry] = field(default_factory=dict)
    before: Mapping[str, Before] = field(default_factory=dict)
    people: Mapping[str, tuple[PersonId, str]] = field(default_factory=dict)
    as_of: int = 0


def own_item(uid: str) -> ItemId | None:
    """The entry that a UID names which went out from here."""
    found = _OWN_UID.fullmatch(uid)
    return ItemId(found[1]) if found else None


def stage(
    file: CalendarFile,
    ground: EventGround,
    *,
    text: TextUse = TextUse.INTERNAL,
    with_hosts: bool = False,
) -> Staging:
    """Compare the events with the entries of the visit.

    ``with_hosts`` makes an organiser whom the library knows the host of what is new.
    """
    staged = _Stager(file, ground, text, with_hosts=with_hosts)
    rows = staged.rows()
    notices = [one for one in file.notices if one.kind != _FAR]
    far = staged.far + sum(int(one.facts["count"]) for one in file.notices if one.kind == _FAR)
    if far:
        notices.append(Finding(_FAR, Severity.NOTE, (), {"count": far}))
    return Staging(
        file.file_name,
        file.sha256,
        "",
        Columns("", 0, 0, (), ()),
        tuple(rows),
        ground.plan.visit.id,
        tuple(notices),
        as_of=ground.as_of,
        kind=EVENTS,
    )


def carried(old: Staging, new: Staging) -> Staging:
    """The new comparison of the same file with what somebody decided about the old one."""
    known = {(row.number, row.name): row for row in old.rows if row.decided}
    rows = []
    for row in new.rows:
        before = known.get((row.number, row.name))
        if before is not None:
            row = decided(row, before.decision, before.chosen)
            if row.chosen and len(row.changes) == len(before.changes):
                row = settled(replace(row, declined=before.declined))
        rows.append(row)
    return replace(new, rows=tuple(rows))


@dataclass(frozen=True)
class _Read:
    """One event on its way; ``item`` is the entry that it is, once one is found."""

    entry: CalendarEntry
    said: Said
    item: Item | None = None
    reason: str = ""
    sure: bool = True


class _Stager:
    def __init__(
        self, file: CalendarFile, ground: EventGround, text: TextUse, *, with_hosts: bool
    ) -> None:
        self._file, self._ground, self._text = file, ground, text
        self._with_hosts = with_hosts
        self._visit = ground.plan.visit
        self._items = {item.id: item for item in ground.plan.items}
        self.far = 0

    def rows(self) -> list[StagedRow]:
        reads = [self._known(one) for one in self._entries()]
        taken = {one.item.id for one in reads if one.item}
        reads = self._look_alike(reads, taken)
        gone = list(self._gone({one.item.id for one in reads if one.item}))
        near = [one for one in reads if one.item or not self._is_far(one.said)]
        self.far = len(reads) - len(near)
        near.sort(key=lambda one: (not self._is_inside(one.said), self._start(one.said)))
        rows: list[StagedRow] = []
        meant: dict[str, int] = {}
        for number, one in enumerate(near, 1):
            row = self._row(number, one)
            if row.chosen in meant and row.chosen:
                row = repeated(row, meant[row.chosen])
            elif row.chosen:
                meant[row.chosen] = number
            rows.append(row)
        return rows + [self._gone_row(len(rows) + place, one) for place, one in enumerate(gone, 1)]

    # which entry an event is

    def _entries(self) -> Iterator[CalendarEntry]:
        """The events; a cancelled series stands for each of its days that the visit has."""
        for entry in self._file.entries:
            days = (
                [] if entry.occurrence or entry.status != "CANCELLED" else self._days_of(entry.uid)
            )
            if days and event_item_id(self._visit.id, entry.uid) not in self._items:
                for day, item in days:
                    start = item.start_local or entry.start.local
                    end = item.end_local or entry.end.local
                    yield replace(
                        entry,
                        occurrence=day,
                        start=replace(entry.start, local=start, zone=item.start_zone),
                        end=replace(entry.end, local=end, zone=item.end_zone),
                    )
            else:
                yield entry

    def _known(self, entry: CalendarEntry) -> _Read:
        placed = self._ground.places.find(entry.location)
        read = _Read(entry, said(entry, placed, self._visit.zone))
        own = own_item(entry.uid)
        key = own if own in self._items else self._id(entry)
        item = self._items.get(key)
        return replace(read, item=item, reason="same_uid") if item else read

    def _id(self, entry: CalendarEntry) -> ItemId:
        return event_item_id(self._visit.id, entry.uid, entry.occurrence)

    def _look_alike(self, reads: list[_Read], taken: set[ItemId]) -> list[_Read]:
        """Events under a UID that is new, as entries that are called and timed alike.

        Some programs give an event a new UID each time that they write it.
        """
        free: dict[tuple[str, bool], list[Item]] = defaultdict(list)
        for item in self._items.values():
            if item.id not in taken and item.is_scheduled:
                free[fold(item.title), item.all_day].append(item)
        result = []
        for one in reads:
            if one.item is None and one.entry.status != "CANCELLED":
                key = fold(one.entry.title), one.entry.all_day
                one = _like(one, [item for item in free.get(key, ()) if item.id not in taken])
                if one.item:
                    taken.add(one.item.id)
            result.append(one)
        return result

    def _days_of(self, uid: str) -> list[tuple[str, Item]]:
        """The entries of a series that are in the visit, with the days they stand for."""
        if not self._items:
            return []
        first, last = self._file.first, self._file.last
        found = []
        for day in days_shown(first, last):
            item = self._items.get(event_item_id(self._visit.id, uid, day.isoformat()))
            if item is not None:
                found.append((day.isoformat(), item))
        return found

    def _gone(self, there: set[ItemId]) -> Iterator[Item]:
        """Entries that a series of the file had when it came before, and has no more."""
        for uid in sorted(self._file.series):
            for _day, item in self._days_of(uid):
                if item.id not in there and item.status is not ItemStatus.CANCELLED:
                    yield item

    # where it lies

    def _start(self, read: Said) -> dt.datetime:
        start: dt.datetime = read.values["start_local"]
        return start

    def _is_inside(self, read: Said, margin: int = 0) -> bool:
        first, last = self._visit.first_day, self._visit.last_day or self._visit.first_day
        if first is None or last is None:
            return True
        reach = dt.timedelta(margin)
        start, end = read.values["start_local"].date(), read.values["end_local"].date()
        return bool(end >= first - reach and start <= last + reach)

    def _is_far(self, read: Said) -> bool:
        return not self._is_inside(read, NEAR_DAYS)

    # rows

    def _row(self, number: int, one: _Read) -> StagedRow:
        entry, values = one.entry, one.said.values
        name = entry.title or _("Entry without a title")
        told = (
            changes(entry, one.said, one.item, self._ground, self._text.value) if one.item else None
        )
        row = StagedRow(
            number=number,
            name=name,
            organisation=entry.location,
            position=when_in_words(values, self._visit.zone),
            facts=event_words.facts(entry, one.said, public=self._is_public(entry)),
            added=self._added(one, name),
            findings=tuple(
                event_words.findings(
                    number, name, entry, one.said, self._kinds(one), told.remarks if told else ()
                )
            ),
        )
        if entry.unknown_zones:
            return self._asked(row, entry, values)
        if one.item is not None and told is not None:
            found = (*told.changes, *self._host_change(one.item, entry))
            when = when_in_words({key: getattr(one.item, key) for key in values if key in _TIMES})
            candidate = Candidate(
                PersonId(one.item.id), one.item.title, when, (one.reason,), one.sure, found
            )
            return proposed(replace(row, candidates=(candidate,)))
        if entry.status == "CANCELLED" or not self._is_inside(one.said):
            return replace(row, decision=Decision.SKIP)
        return proposed(row)

    def _asked(self, row: StagedRow, entry: CalendarEntry, values: dict[str, Any]) -> StagedRow:
        """Nothing can be done with an event at a time that nobody knows, before somebody says it."""
        names = {"start": entry.start.named, "end": entry.end.named}
        zones = {f"{end}_zone": name or values[f"{end}_zone"] for end, name in names.items()}
        when = when_in_words(values | zones)
        facts = (when, *row.facts[1:])
        return replace(row, position=when, facts=facts, added=(), decision=Decision.SKIP)

    def _added(self, one: _Read, name: str) -> tuple[Edit, ...]:
        """The entry that an event becomes; nothing for one that was known and is another's copy."""
        entry = one.entry
        key = self._id(entry)
        if key in self._items:
            key = ItemId(new_id())
        public = self._is_public(entry)
        item = Item(
            id=key,
            visit_id=self._visit.id,
            kind=kind_of(entry.categories),
            title=name,
            public_text=entry.description if public else "",
            internal_notes=event_words.note(entry, with_text=not public),
            **one.said.values,
        )
        edits: list[Edit] = [Add(item)]
        if item.kind is ItemKind.LEG:
            edits.append(Add(Leg(id=RecordId(new_id()), item_id=item.id)))
        host = self._ground.people.get(entry.organiser[1].casefold())
        if host and self._with_hosts:
            edits.append(Add(_host(item.id, host[0])))
        return tuple(edits)

    def _kinds(self, one: _Read) -> list[str]:
        """The kinds of what is to be said of an event."""
        entry = one.entry
        kinds: list[str] = []  # the table shows the first of them
        if entry.unknown_zones:
            kinds.append("event.zone_unknown")
        if entry.status == "CANCELLED" and one.item is None:
            kinds.append("event.cancelled")
        if not self._is_inside(one.said):
            kinds.append("event.outside")
        kinds += entry.remarks
        if self._text is TextUse.PUBLIC and entry.is_private and entry.description:
            kinds.append("event.private")
        return list(dict.fromkeys([*kinds, one.said.zone_remark]))

    def _is_public(self, entry: CalendarEntry) -> bool:
        return self._text is TextUse.PUBLIC and not entry.is_private

    def _host_change(self, item: Item, entry: CalendarEntry) -> tuple[Change, ...]:
        """The organiser as host, offered only: who invites need not be who receives."""
        host = self._ground.people.get(entry.organiser[1].casefold())
        there = {one.person_id for one in self._ground.plan.hosts_of(item)}
        if host is None or host[0] in there or own_item(entry.uid) == item.id:
            return ()
        return (Change("host", "", host[1], Add(_host(item.id, host[0])), offered=True),)

    def _gone_row(self, number: int, item: Item) -> StagedRow:
        edit = SetField("item", item.id, "status", item.status, ItemStatus.CANCELLED)
        cancel = Change(
            "status",
            _(ITEM_STATUSES[item.status]),
            _(ITEM_STATUSES[ItemStatus.CANCELLED]),
            edit,
            offered=True,
        )
        when = when_in_words({key: getattr(item, key) for key in _TIMES})
        row = StagedRow(
            number=number,
            name=item.title,
            position=when_in_words({key: getattr(item, key) for key in _TIMES}, self._visit.zone),
            facts=(when,),
            candidates=(
                Candidate(PersonId(item.id), item.title, when, ("same_uid",), True, (cancel,)),
            ),
            findings=(event_words.finding("event.gone", number, item.title, {}),),
        )
        return proposed(row)


_TIMES: Final = frozenset(
    {"all_day", "start_local", "start_zone", "start_fold", "end_local", "end_zone", "end_fold"}
)


def _like(one: _Read, named: Iterable[Item]) -> _Read:
    """The event as the one entry among those named alike that starts with it, or on its day."""
    start = one.said.values["start_local"]
    day = [item for item in named if item.start_local and item.start_local.date() == start.date()]
    same = [item for item in day if item.start_local == start]
    if len(same) == 1:
        return replace(one, item=same[0], reason="same_start")
    if len(day) == 1:
        return replace(one, item=day[0], reason="same_day", sure=False)
    return one


def _host(item: ItemId, person: PersonId) -> ItemHost:
    return ItemHost(id=RecordId(new_id()), item_id=item, person_id=person)
