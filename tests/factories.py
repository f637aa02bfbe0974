"""Builders: a visit is written as plain lines and comes out as real records."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.domain.ids import (
    DelegateId,
    GroupId,
    ItemId,
    OrganisationId,
    PersonId,
    RecordId,
    SiteId,
    VisitId,
    new_id,
)
from planner.domain.itinerary import (
    AudienceKind,
    Item,
    ItemAudience,
    ItemHost,
    ItemKind,
    ItemStatus,
)
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.sites import Site
from planner.domain.travel import Leg, Mode
from planner.domain.visits import Delegate, Group, GroupMember, Visit

MONDAY = dt.date(2027, 5, 10)
CPH = "Europe/Copenhagen"


def visit(**fields: object) -> Visit:
    values: dict[str, object] = {
        "id": VisitId(new_id()),
        "code": "JP-DK",
        "title": "Ministry of Education, Japan",
        "first_day": MONDAY,
        "last_day": MONDAY + dt.timedelta(2),
        "zone": CPH,
    }
    return Visit(**{**values, **fields})  # type: ignore[arg-type]


def person(family: str = "Sato", given: str = "Hanako", **fields: object) -> Person:
    values: dict[str, object] = {
        "id": PersonId(new_id()),
        "family_name": family,
        "given_name": given,
    }
    return Person(**{**values, **fields})  # type: ignore[arg-type]


def organisation(name: str = "Lund University", **fields: object) -> Organisation:
    return Organisation(**{"id": OrganisationId(new_id()), "name": name, **fields})  # type: ignore[arg-type]


def site(name: str = "ESS", **fields: object) -> Site:
    return Site(**{"id": SiteId(new_id()), "name": name, "zone": CPH, **fields})  # type: ignore[arg-type]


def at(text: str, day: dt.date = MONDAY) -> dt.datetime:
    """ "14:30" on the Monday, "Tue 14:30", or a whole ISO time."""
    if "-" in text:
        return dt.datetime.fromisoformat(text)
    weekday, _space, clock = text.rpartition(" ")
    offset = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].index(weekday) if weekday else 0
    return dt.datetime.combine(day + dt.timedelta(offset), dt.time.fromisoformat(clock))


def item(visit_id: VisitId, title: str, start: str = "", end: str = "", **fields: object) -> Item:
    begins = at(start) if start else None
    ends = (
        at(end, begins.date() if begins and " " not in end and "-" not in end else MONDAY)
        if end
        else None
    )
    values: dict[str, object] = {
        "id": ItemId(new_id()),
        "visit_id": visit_id,
        "title": title,
        "status": ItemStatus.CONFIRMED,
        "start_local": begins,
        "end_local": ends,
        "start_zone": CPH if begins else "",
        "end_zone": CPH if begins else "",
    }
    return Item(**{**values, **fields})  # type: ignore[arg-type]


class PlanBuilder:
    """Puts a plan together without a database: people by name, groups by letter, items by line."""

    def __init__(self, *names: str) -> None:
        self.plan = Plan(visit=visit())
        self.people: dict[str, Delegate] = {}
        for name in names:
            self.delegate(name)

    def delegate(self, name: str, **fields: object) -> Delegate:
        known = person(name, "")
        one = Delegate(
            **{
                "id": DelegateId(new_id()),
                "visit_id": self.plan.visit.id,
                "person_id": known.id,
                **fields,
            }  # type: ignore[arg-type]
        )
        self.plan = replace(
            self.plan, people=(*self.plan.people, known), delegates=(*self.plan.delegates, one)
        )
        self.people[name] = one
        return one

    def group(self, letter: str, *names: str) -> Group:
        group = Group(
            id=GroupId(new_id()),
            visit_id=self.plan.visit.id,
            letter=letter,
            rank=len(self.plan.groups),
        )
        members = [
            GroupMember(id=RecordId(new_id()), group_id=group.id, delegate_id=self.people[name].id)
            for name in names
        ]
        self.plan = replace(
            self.plan, groups=(*self.plan.groups, group), members=(*self.plan.members, *members)
        )
        return group

    def item(
        self,
        title: str,
        start: str = "",
        end: str = "",
        *,
        groups: str = "",
        named: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        host: Person | None = None,
        at_site: Site | None = None,
        **fields: object,
    ) -> Item:
        kind = AudienceKind.ALL
        links: list[ItemAudience] = []
        one = item(self.plan.visit.id, title, start, end, **fields)
        if groups:
            kind = AudienceKind.GROUPS
            by_letter = {group.letter: group for group in self.plan.groups}
            links += [
                ItemAudience(id=RecordId(new_id()), item_id=one.id, group_id=by_letter[letter].id)
                for letter in groups
            ]
        if named or without:
            kind = AudienceKind.NAMED if named else AudienceKind.ALL_EXCEPT
            links += [
                ItemAudience(
                    id=RecordId(new_id()), item_id=one.id, delegate_id=self.people[name].id
                )
                for name in named or without
            ]
        one = replace(one, audience=kind, site_id=at_site.id if at_site else one.site_id)
        hosts = [ItemHost(id=RecordId(new_id()), item_id=one.id, person_id=host.id)] if host else []
        people = [host] if host and host.id not in self.plan.person else []
        sites = [at_site] if at_site and at_site.id not in self.plan.site else []
        self.plan = replace(
            self.plan,
            items=(*self.plan.items, one),
            audience=(*self.plan.audience, *links),
            hosts=(*self.plan.hosts, *hosts),
            people=(*self.plan.people, *people),
            sites=(*self.plan.sites, *sites),
        )
        return one

    def leg(
        self,
        title: str,
        start: str,
        end: str,
        *,
        origin: Site | None = None,
        goal: Site | None = None,
        buffer: int = 0,
        **fields: object,
    ) -> Item:
        one = self.item(title, start, end, kind=ItemKind.LEG, **fields)  # type: ignore[arg-type]
        leg = Leg(
            id=RecordId(new_id()),
            item_id=one.id,
            mode=Mode.COACH,
            from_site_id=origin.id if origin else None,
            to_site_id=goal.id if goal else None,
            buffer_minutes=buffer,
        )
        sites = [known for known in (origin, goal) if known and known.id not in self.plan.site]
        self.plan = replace(
            self.plan, legs=(*self.plan.legs, leg), sites=(*self.plan.sites, *sites)
        )
        return one

    def add(self, **lists: tuple[object, ...]) -> None:
        """Append to any of the plan's tuples."""
        self.plan = replace(
            self.plan, **{name: (*getattr(self.plan, name), *more) for name, more in lists.items()}
        )
