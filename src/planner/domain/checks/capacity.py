"""More people than a site, its escorts, a room or the vehicles take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from planner.domain.checks.circumstances import Circumstances
from planner.domain.checks.subjects import at_sites, item_subject, site_subject, some, when
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import SiteId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import SiteRuleKind
from planner.domain.travel import ResourceKind

_NOT_INSIDE = frozenset({ItemKind.STAY, ItemKind.BLOCKER})


def _smallest(plan: Plan, kind: SiteRuleKind) -> dict[SiteId, int]:
    """The strictest number of one kind of rule for each site that has one."""
    result: dict[SiteId, int] = {}
    for rule in plan.rules:
        if rule.kind is kind and rule.number is not None:
            result[rule.site_id] = min(rule.number, result.get(rule.site_id, rule.number))
    return result


def larger_than_site(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """Against the smallest *largest group* among the site's rules; placeholders count.

    Entries at one site at the same time are judged together, too: two groups of six are twelve.
    """
    limits = _smallest(plan, SiteRuleKind.MAX_GROUP)
    inside: dict[SiteId, list[Item]] = defaultdict(list)
    for item in plan.active:
        if item.site_id not in limits or item.kind in _NOT_INSIDE or item.site_id not in plan.site:
            continue
        site = plan.site[item.site_id]
        inside[site.id].append(item)
        heads = len(plan.on(item))
        if heads > limits[site.id]:
            yield Finding(
                "site.group",
                Severity.CONFLICT,
                (item_subject(item), site_subject(site)),
                {
                    "item": item.title,
                    "site": site.name,
                    "heads": heads,
                    "limit": limits[site.id],
                    "when": when(item),
                },
                measure=heads - limits[site.id],
            )
    for key, items in inside.items():
        yield from _crowds(plan, key, items, limits[key])


def _crowds(plan: Plan, key: SiteId, items: Iterable[Item], limit: int) -> Iterator[Finding]:
    """Several entries that run at one site at the same moment and together are too many."""
    for together in _at_once(plan, items):
        heads = frozenset[str]().union(*(plan.heads_on(item) for item in together))
        if len(heads) > limit:
            site = plan.site[key]
            yield Finding(
                "site.crowd",
                Severity.CONFLICT,
                (*(item_subject(item) for item in together), site_subject(site)),
                {
                    "items": some([f"“{item.title}”" for item in together]),
                    "site": site.name,
                    "heads": len(heads),
                    "limit": limit,
                    "when": when(together[-1]),
                },
                measure=len(heads) - limit,
            )


def _at_once(plan: Plan, items: Iterable[Item]) -> list[tuple[Item, ...]]:
    """The largest sets of two and more entries with a moment in common. Whole days only frame others."""
    running: list[Item] = []
    sets: list[tuple[Item, ...]] = []
    for item in items:
        start, end = plan.when(item)
        if item.all_day or end <= start:
            continue
        running = [*(other for other in running if plan.when(other)[1] > start), item]
        if len(running) > 1:
            if sets and {one.id for one in sets[-1]} <= {one.id for one in running}:
                sets.pop()
            sets.append(tuple(running))
    return sets


def too_few_escorts(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    """By the site's rule of visitors per escort. Escorts are the hosts that are named people."""
    ratios = _smallest(plan, SiteRuleKind.ESCORT_RATIO)
    if not ratios:
        return
    for item, site in at_sites(plan):
        ratio = ratios.get(site.id, 0)
        if ratio < 1:
            continue
        heads = len(plan.on(item))
        escorts = len({host.person_id for host in plan.hosts_of(item) if host.person_id})
        needed = -(-heads // ratio)
        if escorts < needed:
            yield Finding(
                "site.escorts",
                Severity.WARNING,
                (item_subject(item), site_subject(site)),
                {
                    "item": item.title,
                    "site": site.name,
                    "heads": heads,
                    "escorts": escorts,
                    "needed": needed,
                    "limit": ratio,
                    "when": when(item),
                },
                measure=needed - escorts,
            )


def room_too_small(plan: Plan, _around: Circumstances) -> Iterator[Finding]:
    for item in plan.active:
        room = plan.room.get(item.room_id) if item.room_id else None
        if room is None or room.capacity is None:
            continue
        heads = len(plan.on(item))
        if heads > room.capacity:
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
                measure=heads - room.capacity,
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
                measure=heads - seats,
            )
