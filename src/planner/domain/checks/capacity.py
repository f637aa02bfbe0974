"""More people than a site, a room or the vehicles take."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import item_subject, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.itinerary import ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import SiteRuleKind
from planner.domain.travel import ResourceKind


def larger_than_site(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Against the smallest *largest group* among the site's rules; placeholders count."""
    limits: dict[str, int] = {}
    for rule in plan.rules:
        if rule.kind is SiteRuleKind.MAX_GROUP and rule.number is not None:
            limits[rule.site_id] = min(rule.number, limits.get(rule.site_id, rule.number))
    for item in plan.active:
        site = plan.site_of(item)
        if site is None or site.id not in limits or item.kind in (ItemKind.STAY, ItemKind.BLOCKER):
            continue
        heads = len(plan.on(item))
        if heads > limits[site.id]:
            yield Finding(
                "site.group",
                Severity.CONFLICT,
                (item_subject(item), Subject("site", site.id, site.name)),
                {
                    "item": item.title,
                    "site": site.name,
                    "heads": heads,
                    "limit": limits[site.id],
                    "when": when(item),
                },
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
