"""A whole visit once more: on other dates, or as a template without people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planner.domain.arranging.copying import Renamed, copied, day_moved, moved
from planner.domain.followups import Anchor, FollowUp, FollowUpStatus
from planner.domain.ids import (
    DelegateId,
    FollowUpId,
    GroupId,
    ItemId,
    OrganisationId,
    RecordId,
    ResourceId,
    VisitId,
    new_id,
)
from planner.domain.itinerary import ItemHost, ItemStatus
from planner.domain.plan import PLACEHOLDER, Plan
from planner.domain.travel import RESOURCE_KINDS, Resource, ResourceKind
from planner.domain.visits import Delegate, Visit, VisitAgreement, VisitStatus, VisitTheme
from planner.domain.words import Word
from planner.i18n import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Clone:
    """How the new visit differs from the old one.

    ``first_day`` moves all dates by whole days; without it they stay. With ``placeholders`` nobody
    is in it by name: each head becomes an N.N. with post and organisation, and whoever was to
    receive it becomes the house that does.
    """

    code: str = ""
    title: str = ""
    first_day: dt.date | None = None
    placeholders: bool = False
    status: VisitStatus = VisitStatus.IDEA


@dataclass(frozen=True, slots=True)
class Links:
    """What a visit hangs on and a plan does not carry."""

    themes: tuple[VisitTheme, ...] = ()
    agreements: tuple[VisitAgreement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True)
class ClonedVisit:
    """The new visit and all its records, itself first, in the order in which they can be written."""

    visit: Visit
    records: tuple[Word, ...] = field(default=())


def cloned(plan: Plan, clone: Clone, links: Links | None = None) -> ClonedVisit:
    """The visit with delegation, groups, vehicles and itinerary under new ids.

    Local times stay and dates move by whole days. Nothing in it is promised: items are tentative
    again, cancelled ones are left out. What was decided or handed out for the old visit stays
    there: releases, calendar marks, disclosures, accepted findings, muted checks, gifts, costs,
    outcomes, media, invitations, signings, files, briefs, booking references, admissions and papers; and needs, which were told for that visit only. Of its
    follow-ups those come along that count from its days, open again: they are its checklist.
    """
    days = _days(plan, clone.first_day)
    visit = replace(
        plan.visit,
        id=VisitId(new_id()),
        code=clone.code,
        title=clone.title or plan.visit.title,
        status=clone.status,
        status_reason="",
        first_day=day_moved(plan.visit.first_day, days),
        last_day=day_moved(plan.visit.last_day, days),
        successor_id=None,
        emergency_contact="" if clone.placeholders else plan.visit.emergency_contact,
    )
    records: list[Word] = [visit]
    ids: dict[str, str] = {}
    for kind in (
        _delegates(plan, clone, visit, days, ids),
        _groups(plan, visit, ids),
        _resources(plan, clone, visit, ids),
    ):
        records += kind
    items = copied(
        _receiving(plan) if clone.placeholders else plan,
        [
            *plan.active,
            *(one for one in plan.unscheduled if one.status is not ItemStatus.CANCELLED),
        ],
        days,
        Renamed(visit=visit.id, ids=ids),
    )
    records += items.records
    links = links or Links()
    records += _links(links, visit)
    records += _to_do(links.follow_ups, clone, visit, dict(items.items or {}))
    return ClonedVisit(visit, tuple(records))


def _days(plan: Plan, first_day: dt.date | None) -> int:
    """By how many days the dates move; without dates of the visit its earliest item counts as day one."""
    start = plan.visit.first_day or (
        plan.active[0].span.start.local.date() if plan.active else None
    )
    return (first_day - start).days if first_day and start else 0


def _delegates(
    plan: Plan, clone: Clone, visit: Visit, days: int, ids: dict[str, str]
) -> list[Delegate]:
    result = []
    for one in plan.delegates:
        ids[one.id] = new_id()
        arrives, _fold = moved(one.arrives_local, one.arrives_zone, 0, days)
        departs, _fold = moved(one.departs_local, one.departs_zone, 0, days)
        new = replace(
            one,
            id=DelegateId(ids[one.id]),
            visit_id=visit.id,
            arrives_local=arrives,
            departs_local=departs,
            name_by=day_moved(one.name_by, days),
        )
        if clone.placeholders:
            known = one.placeholder or one.role or one.title or PLACEHOLDER
            new = replace(new, person_id=None, placeholder=known, notes="")
        result.append(new)
    return result


def _groups(plan: Plan, visit: Visit, ids: dict[str, str]) -> list[Word]:
    result: list[Word] = []
    for group in plan.groups:
        ids[group.id] = new_id()
        result.append(replace(group, id=GroupId(ids[group.id]), visit_id=visit.id))
    return result + [
        replace(
            member,
            id=RecordId(new_id()),
            group_id=GroupId(ids[member.group_id]),
            delegate_id=DelegateId(ids[member.delegate_id]),
        )
        for member in plan.members
        if member.group_id in ids and member.delegate_id in ids
    ]


def _resources(plan: Plan, clone: Clone, visit: Visit, ids: dict[str, str]) -> list[Resource]:
    """The vehicles and interpreters of the visit itself; those of the office are only booked again."""
    result = []
    for one in plan.resources:
        if one.visit_id != plan.visit.id:
            continue
        ids[one.id] = new_id()
        new = replace(one, id=ResourceId(ids[one.id]), visit_id=visit.id)
        if clone.placeholders:
            is_person = one.kind is ResourceKind.INTERPRETER
            name = _(RESOURCE_KINDS[one.kind]) if is_person else one.name
            new = replace(new, person_id=None, phone="", notes="", name=name)
        result.append(new)
    return result


def _receiving(plan: Plan) -> Plan:
    """The plan with houses in the place of the people who receive; unknown houses are left open."""
    hosts: list[ItemHost] = []
    seen: set[tuple[str, OrganisationId]] = set()
    for host in plan.hosts:
        item = plan.item.get(host.item_id)
        site = plan.site_of(item) if item else None
        house = host.organisation_id or (site.organisation_id if site else None)
        if house is not None and (host.item_id, house) not in seen:
            seen.add((host.item_id, house))
            hosts.append(replace(host, person_id=None, organisation_id=house))
    return replace(plan, hosts=tuple(hosts))


def _links(links: Links, visit: Visit) -> Iterator[Word]:
    for theme in links.themes:
        yield replace(theme, id=RecordId(new_id()), visit_id=visit.id)
    for agreement in links.agreements:
        yield replace(agreement, id=RecordId(new_id()), visit_id=visit.id)


def _to_do(
    follow_ups: tuple[FollowUp, ...], clone: Clone, visit: Visit, items: dict[ItemId, ItemId]
) -> Iterator[FollowUp]:
    """What counts from the days of the visit or of an entry that came along; writing it sets its date."""
    for one in follow_ups:
        item = items.get(one.item_id) if one.item_id else None
        if one.status is FollowUpStatus.DROPPED or one.anchor is Anchor.NONE:
            continue
        if one.anchor is Anchor.ITEM and item is None:
            continue
        yield replace(
            one,
            id=FollowUpId(new_id()),
            visit_id=visit.id,
            item_id=item,
            status=FollowUpStatus.OPEN,
            due_on=None,
            done_on=None,
            waiting_for="",
            owner_id=None if clone.placeholders else one.owner_id,
            owner="" if clone.placeholders else one.owner,
            person_id=None if clone.placeholders else one.person_id,
        )
