"""A whole visit in hand: everything that checks, calendars and sheets need, without the database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from planner.domain.ids import (
    DelegateId,
    GroupId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    SiteId,
)
from planner.domain.itinerary import (
    AudienceKind,
    Item,
    ItemAudience,
    ItemHost,
    ItemKind,
    ItemResource,
    ItemStatus,
)
from planner.domain.organisations import Organisation
from planner.domain.people import ContactKind, ContactPoint, Person
from planner.domain.same_names import Namesake, told_apart
from planner.domain.sites import IN_THE_RECORDS, OpeningHours, Room, Site, SiteRule, SiteRuleKind
from planner.domain.times import WallTime, is_zone
from planner.domain.travel import Leg, LegReference, Resource, Ride, Rooming
from planner.domain.visits import Category, Delegate, Group, GroupMember, Visit

Heads = tuple[list[Delegate], frozenset[DelegateId]]
"""Who is on an item, in order, and their ids."""
PLACEHOLDER = "N.N."
BENEATH = frozenset({ItemKind.STAY, ItemKind.FREE, ItemKind.BLOCKER})
"""Kinds that take nobody's presence."""

_KEPT = (
    "person",
    "organisation",
    "delegate",
    "groups_of",
    "members_of",
    "_audience_of",
    "_meant",
    "own_travel",
    "_hosts_of",
    "resource",
    "_bookings_of",
    "site",
    "room",
    "rules_of",
    "access_minutes",
    "interpreting_delegates",
    "reached",
    "_names",
    "_told_apart",
    "_host_names",
    "recorded",
)


@dataclass(frozen=True)
class Mark:
    """SEQUENCE and DTSTAMP (UTC without offset) under which calendars get an item."""

    sequence: int
    stamped_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One visit as it stands, or as a release froze it.

    Items are in order of start; unscheduled ones last. Delegates are in order of precedence.
    Needs (diet, health) are not in here: they never travel with a plan.
    """

    visit: Visit
    themes: tuple[str, ...] = ()
    delegates: tuple[Delegate, ...] = ()
    groups: tuple[Group, ...] = ()
    members: tuple[GroupMember, ...] = ()
    items: tuple[Item, ...] = ()
    legs: tuple[Leg, ...] = ()
    hosts: tuple[ItemHost, ...] = ()
    audience: tuple[ItemAudience, ...] = ()
    bookings: tuple[ItemResource, ...] = ()
    resources: tuple[Resource, ...] = ()
    people: tuple[Person, ...] = ()
    contact_points: tuple[ContactPoint, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    """Post of each host by person id, as of the visit."""
    employers: Mapping[str, str] = field(default_factory=dict)
    """Name of the organisation of each host by person id."""
    organisations: tuple[Organisation, ...] = ()
    sites: tuple[Site, ...] = ()
    rooms: tuple[Room, ...] = ()
    hours: tuple[OpeningHours, ...] = ()
    rules: tuple[SiteRule, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    release_number: int | None = None
    references: tuple[LegReference, ...] = ()
    rides: tuple[Ride, ...] = ()
    roomings: tuple[Rooming, ...] = ()
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who is on an item, by ids, where that was worked out before parts of the plan were taken away."""

    # people

    @cached_property
    def person(self) -> dict[PersonId, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def organisation(self) -> dict[OrganisationId, Organisation]:
        return {organisation.id: organisation for organisation in self.organisations}

    @cached_property
    def delegate(self) -> dict[DelegateId, Delegate]:
        return {delegate.id: delegate for delegate in self.delegates}

    def name_of(self, delegate: Delegate) -> str:
        """The delegate's name, or "N.N." with what is known of the placeholder."""
        known = self._names.get(delegate.id)
        if known is None or known[0] is not delegate:
            known = self._names[delegate.id] = (delegate, self._named(delegate))
        return known[1]

    @cached_property
    def _names(self) -> dict[DelegateId, tuple[Delegate, str]]:
        return {}

    def _named(self, delegate: Delegate) -> str:
        if delegate.person_id is not None and delegate.person_id in self.person:
            return self._told_apart.get(delegate.id) or self.person[delegate.person_id].name
        label = delegate.placeholder or PLACEHOLDER
        return label if label.startswith(PLACEHOLDER) else f"{PLACEHOLDER} ({label})"

    @cached_property
    def _told_apart(self) -> dict[DelegateId, str]:
        """The names of the delegates who are known, as the delegation lists them."""
        known = [one for one in self.delegates if one.person_id in self.person]
        names = told_apart([self._namesake(one) for one in known])
        return {one.id: name for one, name in zip(known, names, strict=True)}

    def _namesake(self, delegate: Delegate) -> Namesake:
        assert delegate.person_id is not None
        person, house = self.person[delegate.person_id], self.organisation_of(delegate)
        forms = (house.acronym, house.name, house.native_name) if house else ()
        return Namesake(
            key=delegate.id,
            name=person.name,
            organisations=tuple(form for form in forms if form),
            post=delegate.title,
            native_name=person.native_name,
        )

    @cached_property
    def _host_names(self) -> dict[PersonId, str]:
        """The names of the people who receive the delegation, as one list."""
        keys = dict.fromkeys(host.person_id for host in self.hosts)
        known = [self.person[key] for key in keys if key is not None and key in self.person]
        names = told_apart(
            [
                Namesake(
                    key=one.id,
                    name=one.name,
                    organisations=tuple(filter(None, [self.employers.get(one.id, "")])),
                    post=self.titles.get(one.id, ""),
                    native_name=one.native_name,
                )
                for one in known
            ]
        )
        return {one.id: name for one, name in zip(known, names, strict=True)}

    def organisation_of(self, delegate: Delegate) -> Organisation | None:
        return self.organisation.get(delegate.organisation_id) if delegate.organisation_id else None

    def organisation_name(self, key: OrganisationId | None) -> str:
        found = self.organisation.get(key) if key else None
        return (found.name or found.native_name) if found else ""

    def reached_by(self, person: PersonId, kind: ContactKind) -> list[str]:
        """E-mail addresses or phone numbers of a person, as typed, the first choice first."""
        points = [
            point
            for point in self.contact_points
            if point.person_id == person and point.kind is kind
        ]
        return [point.value for point in sorted(points, key=lambda point: (point.rank, point.id))]

    @cached_property
    def reached(self) -> frozenset[tuple[PersonId, ContactKind]]:
        """Who can be reached by what, without saying how."""
        return frozenset(
            (point.person_id, point.kind) for point in self.contact_points if point.person_id
        )

    @cached_property
    def recorded(self) -> dict[DelegateId, frozenset[str]]:
        """Which of the fields that a site may ask for are filled. A placeholder lacks everything."""
        return {one.id: self._recorded(one) for one in self.delegates}

    def _recorded(self, one: Delegate) -> frozenset[str]:
        person = self.person.get(one.person_id) if one.person_id else None
        if person is None:
            return frozenset()
        filled = {
            "name": person.family_name or person.given_name or person.native_name,
            "native name": person.native_name,
            "organisation": one.organisation_id,
            "title": one.title,
            "country": person.country,
            "e-mail": (person.id, ContactKind.EMAIL) in self.reached,
            "phone": (person.id, ContactKind.PHONE) in self.reached,
        }
        return frozenset(name for name in IN_THE_RECORDS if filled[name])

    @cached_property
    def interpreting_delegates(self) -> list[Delegate]:
        """Interpreters whom the delegation brings itself."""
        return [one for one in self.delegates if one.category is Category.INTERPRETER]

    # groups and audience

    @cached_property
    def groups_of(self) -> dict[DelegateId, list[Group]]:
        by_id = {group.id: group for group in self.groups}
        result: dict[DelegateId, list[Group]] = defaultdict(list)
        for member in self.members:
            if member.group_id in by_id:
                result[member.delegate_id].append(by_id[member.group_id])
        return result

    @cached_property
    def members_of(self) -> dict[GroupId, set[DelegateId]]:
        result: dict[GroupId, set[DelegateId]] = defaultdict(set)
        for member in self.members:
            result[member.group_id].add(member.delegate_id)
        return result

    @cached_property
    def _audience_of(self) -> dict[ItemId, list[ItemAudience]]:
        result: dict[ItemId, list[ItemAudience]] = defaultdict(list)
        for entry in self.audience:
            result[entry.item_id].append(entry)
        return result

    def groups_on(self, item: Item) -> list[Group]:
        """The groups that the audience rule of an item names, in order."""
        named = {entry.group_id for entry in self._audience_of.get(item.id, ())}
        return [group for group in self.groups if group.id in named]

    def named_on(self, item: Item) -> list[Delegate]:
        """The delegates that the audience rule names (or leaves out, for *all except*)."""
        named = {entry.delegate_id for entry in self._audience_of.get(item.id, ())}
        return [delegate for delegate in self.delegates if delegate.id in named]

    def on(self, item: Item) -> list[Delegate]:
        """Who is on an item, in order of precedence: the audience rule expanded.

        A rule about all or about groups leaves out who has not arrived yet or has left;
        whoever is named stays on it.
        """
        return self._present(item)[0]

    def heads_on(self, item: Item) -> frozenset[DelegateId]:
        """The ids of who is on an item."""
        return self._present(item)[1]

    def _present(self, item: Item) -> Heads:
        known = self._on.get(item.id)
        if known is None or known[0] is not item:
            known = self._on[item.id] = (item, self._expanded(item))
        return known[1]

    @cached_property
    def _on(self) -> dict[ItemId, tuple[Item, Heads]]:
        return {}

    def _expanded(self, item: Item) -> Heads:
        if (settled := self.settled.get(item.id)) is not None:
            return _heads([one for one in self.delegates if one.id in settled])
        entries = self._audience_of.get(item.id, ())
        rule = (item.audience, frozenset((one.group_id, one.delegate_id) for one in entries))
        meant = self._meant.get(rule)
        if meant is None:
            meant = self._meant[rule] = _heads(self._by_rule(item))
        if item.audience is AudienceKind.NAMED or not self.own_travel or not item.is_scheduled:
            return meant
        when = self.when(item)
        away = {key for key, one in self.own_travel.items() if not is_there(one, when, item.kind)}
        if item.audience is AudienceKind.GROUPS:
            away -= {one.delegate_id for one in entries if one.delegate_id}
        return _heads([one for one in meant[0] if one.id not in away]) if away else meant

    @cached_property
    def _meant(self) -> dict[object, Heads]:
        return {}

    @cached_property
    def own_travel(self) -> dict[DelegateId, Delegate]:
        """Who does not come and go with the others."""
        return {
            one.id: one
            for one in self.delegates
            if one.arrives_local is not None or one.departs_local is not None
        }

    def _by_rule(self, item: Item) -> list[Delegate]:
        """Who is meant by the audience of an item, there or not."""
        named = {delegate.id for delegate in self.named_on(item)}
        if item.audience is AudienceKind.NAMED:
            return [delegate for delegate in self.delegates if delegate.id in named]
        grouped = {key for group in self.groups_on(item) for key in self.members_of[group.id]}
        return [
            delegate
            for delegate in self.delegates
            if (delegate.id in named and item.audience is AudienceKind.GROUPS)
            or _is_meant(delegate.id, item.audience, named, grouped)
        ]

    # moments

    def when(self, item: Item) -> tuple[int, int]:
        """Start and end of a scheduled item in minutes since 1970, UTC: quick to compare."""
        known = self._when.get(item.id)
        if known is None or known[0] is not item:
            known = self._when[item.id] = (item, moments(item))
        return known[1]

    @cached_property
    def _when(self) -> dict[ItemId, tuple[Item, tuple[int, int]]]:
        return {}

    # items

    @cached_property
    def item(self) -> dict[ItemId, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def leg_of(self) -> dict[ItemId, Leg]:
        """The movement of each journey, and of nothing else: the kind of an item says what it is.

        A journey of which nothing is told has an empty one.
        """
        told = {leg.item_id: leg for leg in self.legs}
        return {
            item.id: told.get(item.id) or Leg(id=RecordId(item.id), item_id=item.id)
            for item in self.items
            if item.kind is ItemKind.LEG
        }

    @cached_property
    def _hosts_of(self) -> dict[ItemId, list[ItemHost]]:
        result: dict[ItemId, list[ItemHost]] = defaultdict(list)
        for host in sorted(self.hosts, key=lambda host: (host.rank, host.id)):
            result[host.item_id].append(host)
        return result

    def hosts_of(self, item: Item) -> list[ItemHost]:
        return self._hosts_of.get(item.id, [])

    def host_name(self, host: ItemHost) -> str:
        if host.person_id is not None and host.person_id in self.person:
            return self._host_names.get(host.person_id) or self.person[host.person_id].name
        return self.organisation_name(host.organisation_id)

    @cached_property
    def resource(self) -> dict[str, Resource]:
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def _bookings_of(self) -> dict[ItemId, list[Resource]]:
        result: dict[ItemId, list[Resource]] = defaultdict(list)
        for booking in self.bookings:
            if booking.resource_id in self.resource:
                result[booking.item_id].append(self.resource[booking.resource_id])
        return result

    def booked_for(self, item: Item) -> list[Resource]:
        return self._bookings_of.get(item.id, [])

    @cached_property
    def site(self) -> dict[str, Site]:
        return {site.id: site for site in self.sites}

    @cached_property
    def room(self) -> dict[str, Room]:
        return {room.id: room for room in self.rooms}

    @cached_property
    def rules_of(self) -> dict[SiteId, list[SiteRule]]:
        result: dict[SiteId, list[SiteRule]] = defaultdict(list)
        for rule in self.rules:
            result[rule.site_id].append(rule)
        return result

    @cached_property
    def access_minutes(self) -> dict[SiteId, int]:
        """Minutes from the gate to the start, of the sites that say so; the longest rule counts."""
        result: dict[SiteId, int] = {}
        for rule in self.rules:
            if rule.kind is SiteRuleKind.ACCESS_TIME and rule.number is not None:
                result[rule.site_id] = max(rule.number, result.get(rule.site_id, 0))
        return result

    def site_of(self, item: Item) -> Site | None:
        return self.site.get(item.site_id) if item.site_id else None

    def place_of(self, item: Item) -> str:
        """Where it is in one line: room, site, then what was typed; of a leg from → to."""
        if leg := self.leg_of.get(item.id):
            return " → ".join(part for part in self.ends_of(leg) if part)
        room = self.room.get(item.room_id) if item.room_id else None
        site = self.site_of(item)
        parts = [room.name if room else "", site.name if site else "", item.place]
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def ends_of(self, leg: Leg) -> tuple[str, str]:
        """The two ends of a leg in words: the site where one is named, else the place typed."""
        start = self.site.get(leg.from_site_id) if leg.from_site_id else None
        end = self.site.get(leg.to_site_id) if leg.to_site_id else None
        return (start.name if start else leg.from_place, end.name if end else leg.to_place)

    def towns_of(self, item: Item) -> tuple[str, str]:
        """Where it begins and where it ends, as short as a person would say it: the town, else the
        site, else what was typed; empty where nothing is known. A zone is no place."""
        leg = self.leg_of.get(item.id)
        if leg is None:
            site = self.site_of(item)
            town = site.town if site else _before_comma(item.place)
            return (town, town)
        start = self.site.get(leg.from_site_id) if leg.from_site_id else None
        end = self.site.get(leg.to_site_id) if leg.to_site_id else None
        return (
            start.town if start else _before_comma(leg.from_place),
            end.town if end else _before_comma(leg.to_place),
        )

    @cached_property
    def scheduled(self) -> list[Item]:
        """Items that have a time, earliest first; cancelled ones too."""
        return sorted(
            (item for item in self.items if item.is_scheduled),
            key=lambda item: (*self.when(item), item.rank, item.id),
        )

    @cached_property
    def unscheduled(self) -> list[Item]:
        return [item for item in self.items if not item.is_scheduled]

    @cached_property
    def active(self) -> list[Item]:
        """Scheduled items that take place: what checks look at."""
        return [item for item in self.scheduled if item.status is not ItemStatus.CANCELLED]

    def with_items(self, changed: Iterable[Item]) -> Plan:
        """The plan as it would be with these items in the place of their former selves."""
        by_id = {item.id: item for item in changed}
        known = tuple(by_id.pop(item.id, item) for item in self.items)
        return self._of((*known, *by_id.values()))

    def on_days(self, wanted: Collection[dt.date]) -> Plan:
        """The plan with those of its items that touch one of these dates, or the day before or after.

        Each end is looked at by its own local date; unscheduled items stay.
        """
        near = {day + dt.timedelta(by) for day in wanted for by in (-1, 0, 1)}
        return self._of(
            tuple(
                item
                for item in self.items
                if item.start_local is None
                or item.end_local is None
                or any(item.start_local.date() <= day <= item.end_local.date() for day in near)
            )
        )

    def _of(self, items: tuple[Item, ...]) -> Plan:
        """With these items; what does not depend on them is worked out once for both plans."""
        plan = replace(self, items=items)
        for name in _KEPT:
            if name in self.__dict__:
                plan.__dict__[name] = self.__dict__[name]
        for name in ("_on", "_when"):
            plan.__dict__[name] = dict(self.__dict__.get(name, ()))
        return plan

    @cached_property
    def present(self) -> list[Item]:
        """Active items on which somebody cannot be elsewhere, earliest first.

        A hotel night runs beneath everything else, free time gives way, a blocker is the office's
        own, and whole-day items only frame others.
        """
        return [
            item
            for item in self.active
            if item.kind not in BENEATH
            and not item.all_day
            and self.when(item)[1] > self.when(item)[0]
        ]

    @cached_property
    def presence(self) -> dict[DelegateId, list[Item]]:
        """For each delegate what he or she has to be at, earliest first."""
        result: dict[DelegateId, list[Item]] = {one.id: [] for one in self.delegates}
        for item in self.present:
            for delegate in self.on(item):
                result[delegate.id].append(item)
        return result

    @cached_property
    def paths(self) -> list[tuple[tuple[Item, ...], list[DelegateId]]]:
        """Who has to be at the same items goes the same way: each way once, with its delegates."""
        ways: dict[tuple[ItemId, ...], tuple[tuple[Item, ...], list[DelegateId]]] = {}
        for delegate, items in self.presence.items():
            key = tuple(item.id for item in items)
            ways.setdefault(key, (tuple(items), []))[1].append(delegate)
        return list(ways.values())

    def in_precedence(self, keys: Iterable[DelegateId]) -> list[Delegate]:
        """These delegates in order of precedence: how people of a visit are listed anywhere."""
        wanted = set(keys)
        return [delegate for delegate in self.delegates if delegate.id in wanted]

    @property
    def headcount(self) -> int:
        """Heads, placeholders included: each takes a seat, a bed and a place on a list."""
        return len(self.delegates)


def _heads(delegates: list[Delegate]) -> Heads:
    return delegates, frozenset(one.id for one in delegates)


def _is_meant(
    delegate: DelegateId, rule: AudienceKind, named: set[DelegateId], grouped: set[DelegateId]
) -> bool:
    match rule:
        case AudienceKind.ALL:
            return True
        case AudienceKind.GROUPS:
            return delegate in grouped
        case _:
            return delegate not in named and delegate not in grouped


def is_there(delegate: Delegate, when: tuple[int, int], kind: str) -> bool:
    """Whether a delegate is with the visit at any time of an item, given in minutes since 1970 (UTC).

    The own arrival leg counts.
    """
    start, end = when
    is_leg = kind == ItemKind.LEG
    if delegate.arrives_local is not None and is_zone(delegate.arrives_zone):
        arrival = WallTime(delegate.arrives_local, delegate.arrives_zone).minute
        if end < arrival or (end == arrival and not is_leg):
            return False
    if delegate.departs_local is not None and is_zone(delegate.departs_zone):
        departure = WallTime(delegate.departs_local, delegate.departs_zone).minute
        if start > departure or (start == departure and not is_leg):
            return False
    return True


def moments(item: Item) -> tuple[int, int]:
    """Start and end in minutes since 1970 (UTC); zeros for an unscheduled item."""
    if not item.is_scheduled:
        return (0, 0)
    span = item.span
    return span.start.minute, span.end.minute


def order_of_precedence(delegates: Sequence[Delegate], names: Mapping[str, str]) -> list[Delegate]:
    """By rank set by hand (0 last), then by name."""
    return sorted(
        delegates, key=lambda one: (one.rank == 0, one.rank, names.get(one.id, ""), one.id)
    )


def _before_comma(place: str) -> str:
    """ "Copenhagen Airport" of "Copenhagen Airport, Terminal 3"."""
    return place.partition(",")[0].strip()
