"""Who could ride where: people without a place go to the vehicles that have free seats."""

from __future__ import annotations

from planner.domain.ids import DelegateId, ResourceId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.travel import Resource, ResourceKind
from planner.text import natural_key


def vehicles_of(plan: Plan, item: Item) -> list[Resource]:
    """The vehicles that are booked for an entry, by name: "Coach 2" before "Coach 10"."""
    booked = [one for one in plan.booked_for(item) if one.kind is ResourceKind.VEHICLE]
    return sorted(booked, key=lambda one: (natural_key(one.name), one.id))


def spread(plan: Plan, item: Item) -> dict[DelegateId, ResourceId]:
    """A vehicle for each who has none, in order of precedence, a group together while there is room.

    Who finds no free seat is not in the answer. A vehicle without a number of seats takes all.
    """
    vehicles = vehicles_of(plan, item)
    keys = {one.id for one in vehicles}
    placed = {
        one.delegate_id: one.resource_id
        for one in plan.rides
        if one.item_id == item.id and one.resource_id in keys
    }
    heads = plan.heads_on(item)
    free: dict[ResourceId, int] = {}
    for one in vehicles:
        inside = sum(where == one.id and who in heads for who, where in placed.items())
        free[one.id] = len(heads) if one.capacity is None else one.capacity - inside
    found: dict[DelegateId, ResourceId] = {}
    for delegate in plan.on(item):
        if delegate.id in placed:
            continue
        groups = {group.id for group in plan.groups_of.get(delegate.id, ())}
        known = {**placed, **found}
        friends = [
            where
            for who, where in known.items()
            if groups & {group.id for group in plan.groups_of.get(who, ())}
        ]
        order = sorted(vehicles, key=lambda one: -friends.count(one.id))
        chosen = next((one for one in order if free[one.id] > 0), None)
        if chosen is not None:
            found[delegate.id] = chosen.id
            free[chosen.id] -= 1
    return found
