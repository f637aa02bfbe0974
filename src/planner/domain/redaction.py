"""What an audience may see of a plan: a plan again, in which nothing else is left.

Whatever goes out is made from such a plan, so that no paper can show what was not granted.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, TypeVar

from planner.domain.grants import bared, grants, may
from planner.domain.ids import DelegateId
from planner.domain.itinerary import (
    Item,
    ItemAudience,
    ItemHost,
    ItemKind,
    ItemResource,
    ItemStatus,
)
from planner.domain.names import NameOrder, family_first
from planner.domain.organisations import Organisation
from planner.domain.people import ContactKind, ContactPoint, Person
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind, items_of
from planner.domain.seats import vehicles_of
from planner.domain.sites import ACCESS_FIELDS, Site, SiteRule, SiteRuleKind
from planner.domain.travel import Leg, Resource, ResourceKind, Ride
from planner.domain.visits import Delegate, Group, GroupMember
from planner.domain.words import Word

W = TypeVar("W", bound=Word)

_TOLD_TO_GUESTS: Final = frozenset(
    {SiteRuleKind.CLOTHING, SiteRuleKind.PHOTOGRAPHY, SiteRuleKind.EXCLUSION}
)
_NOT_FOR_PRESS: Final = frozenset({ItemKind.LEG, ItemKind.STAY, ItemKind.FREE})


def redacted(
    plan: Plan, profile: Profile, recipient: Recipient | None = None, *, own: bool = False
) -> Plan:
    """The plan with nothing but what ``profile`` grants.

    A ``recipient`` also gets what is his or hers alone: a booking reference, a room, a seat.
    ``own`` narrows the entries to those that concern the recipient; drivers and sites never get
    others. The office keeps everything that concerns it. Cancelled and unscheduled entries, and
    those without a duration, are for the office alone.
    """
    if profile is Profile.INTERNAL and not (own and recipient):
        return plan
    items = _items(plan, profile, recipient, own=own)
    seen = _delegates(plan, profile, recipient, items)
    mine = _own_delegate(plan, recipient)
    parts = _parts(plan, profile, recipient, items, seen)
    hosts, bookings, resources = parts["hosts"], parts["bookings"], parts["resources"]
    people = _people(plan, profile, recipient, seen, hosts, resources)
    sites = _sites(plan, profile, items, parts["legs"])
    heads = {one.id for one in seen}
    aboard = _aboard(plan, recipient, items) if profile is Profile.DRIVERS else None
    used_rooms = {item.room_id for item in items}
    titled = grants(ItemHost, profile, "person_id")
    receiving = {host.person_id for host in hosts if host.person_id} if titled else set()
    return Plan(
        visit=bared(plan.visit, profile),
        themes=plan.themes if profile is not Profile.DRIVERS else (),
        delegates=tuple(bared(one, profile, own=one is mine) for one in seen),
        groups=_all_bared(_named_groups(plan, profile), profile),
        members=_all_bared(
            (one for one in plan.members if one.delegate_id in heads and may(GroupMember, profile)),
            profile,
        ),
        items=_all_bared(items, profile),
        people=people,
        contact_points=_points(plan, profile, recipient, people, receiving),
        titles={key: text for key, text in plan.titles.items() if key in receiving},
        employers={key: text for key, text in plan.employers.items() if key in receiving},
        organisations=_organisations(plan, profile, seen, hosts, sites, resources),
        sites=sites,
        rooms=_all_bared((room for room in plan.rooms if room.id in used_rooms), profile),
        hours=plan.hours if profile is Profile.INTERNAL else (),
        rules=_rules(plan, profile, sites),
        marks={item.id: plan.marks[item.id] for item in items if item.id in plan.marks},
        release_number=plan.release_number,
        settled={
            item.id: tuple(
                one.id
                for one in plan.on(item)
                if one.id in heads and (aboard is None or one.id in aboard[item.id])
            )
            for item in items
        },
        hosts=_all_bared(hosts, profile),
        bookings=_all_bared(bookings, profile),
        resources=_all_bared(resources, profile),
        legs=_all_bared(parts["legs"], profile),
        audience=_all_bared(parts["audience"], profile),
        references=_all_bared(parts["references"], profile),
        rides=_all_bared(parts["rides"], profile),
        roomings=_all_bared(parts["roomings"], profile),
    )


def asked_by(plan: Plan, site_id: str) -> frozenset[str]:
    """What a site asks of each visitor, in words of ``sites.ACCESS_FIELDS``; the name always."""
    asked = {
        word
        for rule in plan.rules
        if rule.site_id == site_id and rule.kind is SiteRuleKind.IDENTITY
        for word in rule.fields
    }
    return frozenset(asked | {"name"})


def asked_in_order(plan: Plan, site_id: str) -> tuple[str, ...]:
    """The same in the usual order of such lists; what we do not know of comes last."""
    asked = asked_by(plan, site_id)
    return (
        *(name for name in ACCESS_FIELDS if name in asked),
        *sorted(asked - {*ACCESS_FIELDS}),
    )


def _items(
    plan: Plan, profile: Profile, recipient: Recipient | None, *, own: bool
) -> tuple[Item, ...]:
    narrowed = own or profile in (Profile.DRIVERS, Profile.SITES)
    chosen = items_of(plan, recipient) if recipient and narrowed else plan.scheduled
    if profile is Profile.INTERNAL:
        return tuple(chosen)
    return tuple(item for item in chosen if _goes_out(plan, profile, item))


def _goes_out(plan: Plan, profile: Profile, item: Item) -> bool:
    start, end = plan.when(item)
    if not item.is_public or item.status in (ItemStatus.IDEA, ItemStatus.CANCELLED) or end <= start:
        return False
    match profile:
        case Profile.PRESS:
            return item.open_to_press and item.kind not in _NOT_FOR_PRESS
        case Profile.DRIVERS:
            return any(one.kind is ResourceKind.VEHICLE for one in plan.booked_for(item))
        case Profile.SITES:
            return item.site_id is not None
        case _:
            return True


def _delegates(
    plan: Plan, profile: Profile, recipient: Recipient | None, items: Sequence[Item]
) -> list[Delegate]:
    """Whom of the delegation the audience learns of, in precedence."""
    if profile is Profile.INTERNAL:
        return list(plan.delegates)
    if profile is Profile.PRESS:
        return [one for one in plan.delegates if one.rank == 1]
    if profile in (Profile.DRIVERS, Profile.SITES):
        there: set[DelegateId] = {key for item in items for key in plan.heads_on(item)}
        if recipient is not None and recipient.kind is RecipientKind.DRIVER:
            there = _riding(plan, recipient.id, items)
        elif recipient is not None and profile is Profile.SITES:
            keys = {item.id for item in items}  # a hotel keeps a room for who is not on the stay
            there |= {one.delegate_id for one in plan.roomings if one.item_id in keys}
        return [one for one in plan.delegates if one.id in there]
    return list(plan.delegates)


def _riding(plan: Plan, resource: str, items: Sequence[Item]) -> set[DelegateId]:
    """Who rides with one vehicle. Where nobody said, all who are on the entry; a single vehicle
    takes all of whom nobody said otherwise."""
    told: dict[str, list[Ride]] = {}
    for ride in plan.rides:
        told.setdefault(ride.item_id, []).append(ride)
    found: set[DelegateId] = set()
    for item in items:
        rides = told.get(item.id, [])
        found |= {one.delegate_id for one in rides if one.resource_id == resource}
        if not rides or [one.id for one in vehicles_of(plan, item)] == [resource]:
            found |= plan.heads_on(item) - {one.delegate_id for one in rides}
    return found


def _aboard(
    plan: Plan, recipient: Recipient | None, items: Sequence[Item]
) -> dict[str, set[DelegateId]] | None:
    """Who is on each entry as far as a driver is concerned: those in the own vehicle.

    Nobody is told of who rides behind, on that entry or another.
    """
    if recipient is None or recipient.kind is not RecipientKind.DRIVER:
        return None
    return {item.id: _riding(plan, recipient.id, [item]) for item in items}


def _own_delegate(plan: Plan, recipient: Recipient | None) -> Delegate | None:
    if recipient is None or recipient.kind is not RecipientKind.DELEGATE:
        return None
    return plan.delegate.get(DelegateId(recipient.id))


def _parts(
    plan: Plan,
    profile: Profile,
    recipient: Recipient | None,
    items: Sequence[Item],
    seen: Sequence[Delegate],
) -> dict[str, Any]:
    """Rows that hang on the entries and delegates that are left."""
    keys = {item.id for item in items}
    heads = {one.id for one in seen}
    legs = [one for one in plan.legs if one.item_id in keys and may(Leg, profile)]
    bookings = [
        one
        for one in plan.bookings
        if one.item_id in keys
        and may(ItemResource, profile)
        and (
            profile is not Profile.DRIVERS
            or recipient is None
            or recipient.kind is not RecipientKind.DRIVER
            or one.resource_id == recipient.id
        )
    ]
    used = {one.resource_id for one in bookings}
    inside = profile is Profile.INTERNAL
    mine = _personal(plan, profile, recipient)
    leg_keys = {leg.id for leg in legs}
    hosts = [one for one in plan.hosts if one.item_id in keys and may(ItemHost, profile)]
    if not grants(ItemHost, profile, "person_id"):
        hosts = [one for one in hosts if one.organisation_id is not None]
    return {
        "hosts": hosts,
        "legs": legs,
        "bookings": bookings,
        "resources": list(plan.resources)
        if inside
        else [one for one in plan.resources if one.id in used],
        "audience": [
            one
            for one in plan.audience
            if one.item_id in keys
            and may(ItemAudience, profile)
            and (one.delegate_id is None or one.delegate_id in heads)
        ],
        "references": [
            one
            for one in plan.references
            if one.leg_id in leg_keys and (inside or one.delegate_id in mine)
        ],
        "rides": [
            one
            for one in plan.rides
            if one.item_id in keys
            and (inside or one.delegate_id in mine or one.resource_id in mine)
        ],
        "roomings": [
            one
            for one in plan.roomings
            if one.item_id in keys
            and (
                inside
                or one.delegate_id in mine
                or (profile is Profile.SITES and recipient is not None)
            )
        ],
    }


def _personal(plan: Plan, profile: Profile, recipient: Recipient | None) -> frozenset[str]:
    """The ids by which rows belong to the recipient alone."""
    if recipient is None:
        return frozenset()
    if recipient.kind is RecipientKind.DELEGATE and profile is Profile.DELEGATES:
        return frozenset({recipient.id})
    if recipient.kind is RecipientKind.DRIVER and profile is Profile.DRIVERS:
        return frozenset({recipient.id})
    return frozenset()


def _people(
    plan: Plan,
    profile: Profile,
    recipient: Recipient | None,
    seen: Sequence[Delegate],
    hosts: Sequence[ItemHost],
    resources: Sequence[Resource],
) -> tuple[Person, ...]:
    wanted = {one.person_id for one in seen}
    if grants(ItemHost, profile, "person_id"):
        wanted |= {one.person_id for one in hosts}
    wanted |= {one.person_id for one in resources}
    mine = recipient.person_id if recipient else None
    site = recipient.id if recipient and _is_site(profile, recipient) else None
    asked = asked_by(plan, site) if site else frozenset({"name"})
    visiting = {one.person_id for one in seen}
    found = []
    for person in plan.people:
        if person.id not in wanted:
            continue
        bare = bared(person, profile, own=person.id == mine)
        if profile is not Profile.INTERNAL:
            bare = dataclasses.replace(bare, name_order=_settled_order(person))
        if profile is Profile.SITES:
            told = asked if person.id in visiting else frozenset()
            bare = dataclasses.replace(
                bare,
                country=bare.country if "country" in told else "",
                native_name=bare.native_name if "native name" in told else "",
                reading=bare.reading if "native name" in told else "",
            )
        found.append(bare)
    return tuple(found)


def _is_site(profile: Profile, recipient: Recipient | None) -> bool:
    return (
        profile is Profile.SITES and recipient is not None and recipient.kind is RecipientKind.SITE
    )


def _points(
    plan: Plan,
    profile: Profile,
    recipient: Recipient | None,
    people: Sequence[Person],
    receiving: Collection[str],
) -> tuple[ContactPoint, ...]:
    """E-mail addresses and phone numbers: of hosts for guests, of guests as far as they may go."""
    if profile in (Profile.DRIVERS, Profile.PRESS):
        return ()
    known = {person.id for person in people}
    mine = recipient.person_id if recipient else None
    asked = asked_by(plan, recipient.id) if _is_site(profile, recipient) and recipient else ()
    found = []
    for point in plan.contact_points:
        if point.person_id not in known:
            continue
        is_host = point.person_id in receiving
        match profile:
            case Profile.INTERNAL:
                granted = True
            case Profile.DELEGATES:
                granted = is_host or point.kind is ContactKind.EMAIL or point.person_id == mine
            case Profile.HOSTS:
                granted = is_host and point.kind is ContactKind.EMAIL
            case _:
                word = {ContactKind.EMAIL: "e-mail", ContactKind.PHONE: "phone"}.get(point.kind)
                granted = not is_host and word in asked
        if granted:
            found.append(point)
    return tuple(found)


def _organisations(
    plan: Plan,
    profile: Profile,
    seen: Sequence[Delegate],
    hosts: Sequence[ItemHost],
    sites: Sequence[Site],
    resources: Sequence[Resource],
) -> tuple[Organisation, ...]:
    if profile is Profile.INTERNAL:
        return plan.organisations
    wanted: set[str | None] = {
        plan.visit.host_organisation_id,
        plan.visit.initiator_organisation_id,
    }
    if grants(Delegate, profile, "organisation_id"):
        wanted |= {one.organisation_id for one in seen}
    wanted |= {host.organisation_id for host in hosts}
    wanted |= {site.organisation_id for site in sites}
    wanted |= {resource.organisation_id for resource in resources}
    return _all_bared((one for one in plan.organisations if one.id in wanted), profile)


def _sites(
    plan: Plan, profile: Profile, items: Sequence[Item], legs: Sequence[Leg]
) -> tuple[Site, ...]:
    if profile is Profile.INTERNAL:
        return plan.sites
    wanted: set[str | None] = {item.site_id for item in items}
    wanted |= {key for leg in legs for key in (leg.from_site_id, leg.to_site_id)}
    return _all_bared((one for one in plan.sites if one.id in wanted), profile)


def _rules(plan: Plan, profile: Profile, sites: Sequence[Site]) -> tuple[SiteRule, ...]:
    if profile is Profile.INTERNAL:
        return plan.rules
    known = {site.id for site in sites}
    return _all_bared(
        (
            rule
            for rule in plan.rules
            if rule.site_id in known
            and may(SiteRule, profile)
            and (profile is Profile.SITES or rule.kind in _TOLD_TO_GUESTS)
        ),
        profile,
    )


def _named_groups(plan: Plan, profile: Profile) -> tuple[Group, ...]:
    return plan.groups if may(Group, profile) else ()


def _settled_order(person: Person) -> NameOrder:
    """The order that the country decides, said outright where the country is not told."""
    first = family_first(person.name_order, person.country, person.native_name)
    return NameOrder.FAMILY_FIRST if first else NameOrder.GIVEN_FIRST


def _all_bared(words: Iterable[W], profile: Profile) -> tuple[W, ...]:
    return tuple(bared(word, profile) for word in words)
