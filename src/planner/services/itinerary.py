"""The entries of a visit's days: show, add, move, change, remove; who is on them and who receives."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from planner.domain.findings import Finding
from planner.domain.ids import (
    DelegateId,
    GroupId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    VisitId,
    new_id,
)
from planner.domain.itinerary import (
    AudienceKind,
    Item,
    ItemAudience,
    ItemKind,
    ItemResource,
)
from planner.domain.plan import Plan
from planner.domain.quick_add import QuickContext, Reading
from planner.domain.slots import Slot, put
from planner.domain.times import Span, days_shown, require_year, require_zone
from planner.domain.travel import Leg
from planner.domain.visit_lines import ItemLine, Itinerary, ItineraryDay
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.item_links import (
    put_audience,
    put_hosts,
    put_leg,
    require_somebody,
    wanted_hosts,
)
from planner.services.keeping import Keeper
from planner.services.quick_adding import context_of, item_of
from planner.storage import reading


class Itineraries:
    """The itinerary of a visit."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.items = Keeper(core, Item)

    # reading

    def days(self, plan: Plan, findings: Iterable[Finding] = ()) -> Itinerary:
        """The itinerary day by day, every day of the visit, also one without entries."""
        marks = Counter(
            subject.id
            for finding in findings
            if not finding.accepted
            for subject in finding.subjects
            if subject.word == "item"
        )
        rows: dict[dt.date, list[ItemLine]] = defaultdict(list)
        for item in plan.scheduled:
            for line in lines_of(plan, item, marks):
                rows[line.day].append(line)
        if plan.visit.first_day and plan.visit.last_day:
            for day in days_shown(plan.visit.first_day, plan.visit.last_day):
                rows.setdefault(day, [])
        return Itinerary(
            plan.visit.id,
            tuple(_day(date, rows[date], plan.visit.zone) for date in sorted(rows)),
            tuple(_row(plan, item, dt.date.min, marks) for item in plan.unscheduled),
        )

    def item(self, item: ItemId) -> Item:
        return self.items.get(item)

    def quick_context(self, plan: Plan, front: dt.date | None = None) -> QuickContext:
        """What quick-add lines for this visit are read against; ``front`` is the day in front."""
        return context_of(self._core, plan, front)

    # verbs

    def add(
        self,
        item: Item,
        *,
        leg: Leg | None = None,
        groups: Iterable[GroupId] = (),
        delegates: Iterable[DelegateId] = (),
        origin: object = None,
    ) -> ItemId:
        """Add an entry, scheduled or not.

        An end before the start is let in: it is a finding, since the other time may be the wrong one.

        :raises UserError: no title, half a time, a year that cannot be meant, or an unknown zone.
        """
        item = _checked(item, self._zone(item.visit_id))
        with self._core.work(
            N_("Add {name}"), {"name": item.title, "word": "item"}, origin=origin
        ) as work:
            work.add(item)
            if item.kind is ItemKind.LEG:
                work.add(
                    replace(leg, item_id=item.id)
                    if leg
                    else Leg(id=RecordId(new_id()), item_id=item.id)
                )
            for group in groups:
                work.add(ItemAudience(id=RecordId(new_id()), item_id=item.id, group_id=group))
            for delegate in delegates:
                work.add(ItemAudience(id=RecordId(new_id()), item_id=item.id, delegate_id=delegate))
        return item.id

    def add_reading(self, visit: VisitId, reading: Reading, *, origin: object = None) -> ItemId:
        """Add what a quick-add line says, with its groups, as one step.

        :raises UserError: a question of the reading is still open, or nothing was typed.
        """
        item, leg = item_of(visit, reading)
        return self.add(item, leg=leg, groups=reading.group_ids, origin=origin)

    def edit(
        self, item: ItemId, *, seen: Item | None = None, origin: object = None, **fields: Any
    ) -> Item:
        """Change fields of an entry.

        :raises UserError: as :meth:`add`; nothing is written.
        :raises OutOfDate: a field differs from ``seen``.
        """
        now = self.items.get(item)
        checked = _checked(replace(now, **fields), self._zone(now.visit_id))
        written = {name: getattr(checked, name) for name in fields}
        label = N_("Change {name}")
        if set(fields) <= {
            "start_local",
            "end_local",
            "start_zone",
            "end_zone",
            "start_fold",
            "end_fold",
        }:
            label = N_("Move {name}")
            written |= {name: getattr(checked, name) for name in ("start_zone", "end_zone")}
        with self._core.work(label, {"name": now.title, "word": "item"}, origin=origin) as work:
            changed = work.change(Item, item, seen, **written)
            if "kind" in fields:
                put_leg(work, changed)
            return changed

    def move(
        self, item: ItemId, slot: Slot, *, seen: Item | None = None, origin: object = None
    ) -> Item:
        """Put an entry elsewhere. Without an end in the slot its real length stays, also over a change of clocks.

        A leg keeps the zone of its far end.
        """
        require_year(slot.start.local, slot.end.local if slot.end else None)
        there = put(self.items.get(item), slot)
        return self.edit(
            item,
            seen=seen,
            origin=origin,
            start_local=there.start_local,
            start_zone=there.start_zone,
            start_fold=there.start_fold,
            end_local=there.end_local,
            end_zone=there.end_zone,
            end_fold=there.end_fold,
        )

    def unschedule(self, item: ItemId, *, origin: object = None) -> Item:
        """Put an entry back among the unscheduled; its length is forgotten, all else stays."""
        now = self.items.get(item)
        with self._core.work(
            N_("Unschedule {name}"), {"name": now.title, "word": "item"}, origin=origin
        ) as work:
            return work.change(Item, item, start_local=None, end_local=None)

    def remove(self, item: ItemId, *, origin: object = None) -> None:
        self.items.remove(item, origin=origin)

    def edit_leg(self, item: ItemId, *, origin: object = None, **fields: Any) -> Leg:
        """Change how a leg travels: mode, carrier, number, places, buffer.

        :raises NotFound: the entry is not a journey.
        """
        now = self.items.get(item)
        if now.kind is not ItemKind.LEG:
            raise NotFound(_("This entry is not a journey."), _("Nothing was changed."))
        with self._core.work(
            N_("Change {name}"), {"name": now.title, "word": "leg"}, origin=origin
        ) as work:
            put_leg(work, now)
            (leg, *_others) = reading.where(work, Leg, "item_id = :id", {"id": item})
            changed: Leg = work.change(Leg, leg.id, **fields)
            return changed

    def set_audience(
        self,
        item: ItemId,
        kind: AudienceKind,
        *,
        groups: Iterable[GroupId] = (),
        delegates: Iterable[DelegateId] = (),
        seen: Plan | None = None,
        origin: object = None,
    ) -> None:
        """Say who is on an entry.

        :raises UserError: a rule about groups or names that names nobody.
        :raises OutOfDate: who is on it is no longer as in ``seen``; nothing is written.
        """
        chosen, people = list(groups), list(delegates)
        require_somebody(kind, chosen, people)
        now = self.items.get(item)
        with self._core.work(
            N_("Change who is on {name}"), {"name": now.title, "word": "item"}, origin=origin
        ) as work:
            put_audience(work, item, kind, chosen, people, seen)

    def set_hosts(
        self,
        item: ItemId,
        *,
        people: Iterable[PersonId] = (),
        organisations: Iterable[OrganisationId] = (),
        roles: Mapping[str, str] | None = None,
        seen: Plan | None = None,
        origin: object = None,
    ) -> None:
        """Say who receives the delegation, in this order; ``roles`` are by id, the others stay.

        :raises OutOfDate: the hosts are no longer as in ``seen``; nothing is written.
        """
        now = self.items.get(item)
        wanted = wanted_hosts(people, organisations)
        with self._core.work(
            N_("Change hosts of {name}"), {"name": now.title, "word": "item"}, origin=origin
        ) as work:
            put_hosts(work, item, wanted, roles, seen)

    def set_bookings(
        self, item: ItemId, resources: Iterable[str], *, origin: object = None
    ) -> None:
        """Book these vehicles and interpreters for an entry, and no others."""
        now = self.items.get(item)
        wanted = set(resources)
        with self._core.work(
            N_("Change bookings of {name}"), {"name": now.title, "word": "item"}, origin=origin
        ) as work:
            for booking in reading.where(work, ItemResource, "item_id = :id", {"id": item}):
                if booking.resource_id in wanted:
                    wanted.discard(booking.resource_id)
                else:
                    work.remove(ItemResource, booking.id)
            for resource in sorted(wanted):
                work.add(ItemResource(id=RecordId(new_id()), item_id=item, resource_id=resource))  # type: ignore[arg-type]

    def _zone(self, visit: VisitId) -> str:
        rows = self._core.reader.rows("SELECT zone FROM visit WHERE id = :id", {"id": visit})
        return str(rows[0][0]) if rows else self._core.settings.text("home_zone")


def _checked(item: Item, zone: str) -> Item:
    """The entry with its zones filled in, if it can stand; an entry without a time is unscheduled."""
    if not item.title.strip():
        raise UserError(_("An entry needs a title."), _("Type what it is."))
    if (item.start_local is None) != (item.end_local is None):
        raise UserError(
            _("An entry needs both a start and an end."),
            _("Fill in the other time, or clear both."),
        )
    require_year(item.start_local, item.end_local)
    start_zone = item.start_zone or zone
    end_zone = item.end_zone or start_zone
    require_zone(start_zone)
    require_zone(end_zone)
    return replace(item, start_zone=start_zone, end_zone=end_zone)


def lines_of(plan: Plan, item: Item, marks: Mapping[str, int]) -> list[ItemLine]:
    """The rows of one entry: one, or a second on the day of arrival when it runs over midnight."""
    assert item.start_local is not None
    assert item.end_local is not None
    first, last = item.start_local.date(), item.end_local.date()
    rows = [_row(plan, item, first, marks)]
    over_midnight = last > first and item.end_local.time() > dt.time(0)
    if item.all_day or item.kind is ItemKind.STAY or (over_midnight and item.kind is ItemKind.LEG):
        rows += [
            replace(rows[0], day=day, continues=True)
            for day in days_shown(first, last)
            if day > first
        ]
        if item.kind is ItemKind.LEG:
            rows = [rows[0], rows[-1]] if len(rows) > 1 else rows
    return rows


def _row(plan: Plan, item: Item, day: dt.date, marks: Mapping[str, int]) -> ItemLine:
    return ItemLine(
        item=item,
        leg=plan.leg_of.get(item.id),
        day=day,
        continues=False,
        place=plan.place_of(item),
        audience=audience_text(plan, item),
        hosts=", ".join(plan.host_name(host) for host in plan.hosts_of(item)),
        heads=len(plan.on(item)),
        findings=marks.get(item.id, 0),
    )


def audience_text(plan: Plan, item: Item) -> str:
    """Who is on it in a few words: "All", "A, B", "TANAKA Haruto +2", "All except …"."""
    groups = [group.letter or group.name for group in plan.groups_on(item)]
    named = [plan.name_of(delegate) for delegate in plan.named_on(item)]
    short = ", ".join(groups + named[:2]) + (f" +{len(named) - 2}" if len(named) > 2 else "")
    if item.audience is AudienceKind.ALL:
        return _("All")
    if item.audience is AudienceKind.ALL_EXCEPT:
        return _("All except {names}").format(names=short)
    return short or _("Nobody")


def _day(date: dt.date, lines: list[ItemLine], zone: str) -> ItineraryDay:
    zones: dict[str, None] = {}
    for line in lines:
        if not line.continues:
            zones[line.item.start_zone] = None
        if line.continues or line.item.end_local is None or line.item.end_local.date() == date:
            zones[line.item.end_zone] = None
    return ItineraryDay(
        date, tuple(name for name in zones if name) or (zone,), tuple(sorted(lines, key=_order))
    )


def _order(line: ItemLine) -> tuple[Any, ...]:
    """Whole-day entries first, then by instant; a night leg stands on the second day at its arrival."""
    span: Span = line.item.span
    moment = (
        span.end.instant
        if line.continues and line.item.kind is ItemKind.LEG
        else span.start.instant
    )
    whole = line.item.all_day or (line.continues and line.item.kind is ItemKind.STAY)
    return (not whole, moment, span.end.instant, line.item.rank, line.item.id)
