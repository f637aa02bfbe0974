"""More people than a site, a room or the vehicles take."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.overlap import overlapping
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import SiteId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import Site, SiteRuleKind
from planner.domain.travel import ResourceKind


def larger_than_site(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Against the smallest *largest group* among the site's rules, all who are there at once.

    Placeholders count. Items at one site at the same time are added up, each head once.
    """
    limits = group_limits(plan)
    at_site: dict[SiteId, list[Item]] = {}
    for item in plan.present:
        if item.site_id is not None and item.site_id in limits and item.kind is not ItemKind.LEG:
            at_site.setdefault(item.site_id, []).append(item)
    for key, items in at_site.items():
        site, limit = plan.site[key], limits[key]
        for item in items:
            heads = len(plan.heads_on(item))
            if heads > limit:
                yield _too_many("site.group", site, (item,), heads, limit)
        for first, second in overlapping(plan, items):
            here, there = plan.heads_on(first), plan.heads_on(second)
            together = len(here | there)
            if len(here) <= limit and len(there) <= limit < together:
                yield _too_many("site.together", site, (first, second), together, limit)


def group_limits(plan: Plan) -> dict[SiteId, int]:
    """How many visitors a site takes at a time, where its rules say so."""
    limits: dict[SiteId, int] = {}
    for rule in plan.rules:
        if rule.kind is SiteRuleKind.MAX_GROUP and rule.number is not None:
            limits[rule.site_id] = min(rule.number, limits.get(rule.site_id, rule.number))
    return limits


def _too_many(kind: str, site: Site, items: tuple[Item, ...], heads: int, limit: int) -> Finding:
    return Finding(
        kind,
        Severity.CONFLICT,
        (*(item_subject(item) for item in items), Subject("site", site.id, site.name)),
        {
            "item": items[0].title,
            "second": items[-1].title,
            "site": site.name,
            "heads": heads,
            "limit": limit,
            "when": when(items[-1]),
        },
        measure=heads - limit,
    )


def too_few_escorts(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Visitors per escort, where the site says how many; its people named as hosts escort."""
    ratios = {
        rule.site_id: rule.number
        for rule in plan.rules
        if rule.kind is SiteRuleKind.ESCORT_RATIO and rule.number
    }
    for item in plan.present if ratios else ():
        ratio = ratios.get(item.site_id) if item.site_id else None
        site = plan.site_of(item)
        if ratio is None or site is None or item.kind is not ItemKind.TOUR:
            continue
        heads = len(plan.heads_on(item))
        escorts = sum(host.person_id is not None for host in plan.hosts_of(item))
        needed = -(-heads // ratio)
        if escorts < needed:
            yield Finding(
                "site.escorts",
                Severity.WARNING,
                (item_subject(item), Subject("site", site.id, site.name)),
                {
                    "item": item.title,
                    "site": site.name,
                    "heads": heads,
                    "needed": needed,
                    "escorts": escorts,
                    "when": when(item),
                },
                measure=needed - escorts,
            )


def room_too_small(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    for item in plan.active:
        room = plan.room.get(item.room_id) if item.room_id else None
        heads = len(plan.on(item))
        if room is not None and room.capacity is not None and heads > room.capacity:
            yield Finding(
                "room.small",
                Severity.WARNING,
                (item_subject(item), Subject("room", room.id, room.name)),
                {
                    "item": item.title,
                    "room": room.name,
                    "heads": heads,
                    "limit": room.capacity,
                    "when": when(item),
                },
            )


def too_few_seats(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Seats of all vehicles booked for a leg; a vehicle without a number of seats is not judged."""
    for item in plan.active:
        vehicles = [one for one in plan.booked_for(item) if one.kind is ResourceKind.VEHICLE]
        if not vehicles or any(one.capacity is None for one in vehicles):
            continue
        seats, heads = sum(one.capacity or 0 for one in vehicles), len(plan.on(item))
        if heads > seats:
            yield Finding(
                "vehicle.seats",
                Severity.CONFLICT,
                (item_subject(item), *(Subject("resource", one.id, one.name) for one in vehicles)),
                {"item": item.title, "heads": heads, "limit": seats, "when": when(item)},
            )
