"""Who rides where: the journeys of a visit, and who is in which vehicle of each."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.precedence import listed
from planner.domain.seats import vehicles_of
from planner.domain.travel import Leg, LegReference, Resource, Ride
from planner.domain.visits import Delegate


@dataclass(frozen=True, slots=True)
class Passenger:
    """One head on one journey. ``vehicle`` is None where nobody said in which of several."""

    plan: Plan
    item: Item
    delegate: Delegate
    vehicle: Resource | None
    ride: Ride | None
    reference: LegReference | None

    @property
    def leg(self) -> Leg | None:
        return self.plan.leg_of.get(self.item.id)

    @property
    def ends(self) -> tuple[str, str]:
        """From where to where; of an entry that is no journey the place, twice."""
        if self.leg is None:
            return (self.plan.place_of(self.item),) * 2
        return self.plan.ends_of(self.leg)


def journeys(plan: Plan) -> list[Item]:
    """Entries that move people: journeys, and whatever has a vehicle, earliest first."""
    return [item for item in plan.active if item.id in plan.leg_of or vehicles_of(plan, item)]


def passengers(plan: Plan, item: Item, language: str) -> list[Passenger]:
    """Vehicle by vehicle, in order of precedence; who has no place yet comes last.

    A single vehicle takes all of whom nobody said otherwise.
    """
    rides = {one.delegate_id: one for one in plan.rides if one.item_id == item.id}
    legs = {one.id for one in plan.legs if one.item_id == item.id}
    references = {one.delegate_id: one for one in plan.references if one.leg_id in legs}
    vehicles = vehicles_of(plan, item)
    only = vehicles[0] if len(vehicles) == 1 else None
    order = {one.id: place for place, one in enumerate(vehicles)}
    found = []
    for delegate in listed(plan, language):
        ride = rides.get(delegate.id)
        if delegate.id not in plan.heads_on(item) and ride is None:
            continue
        vehicle = plan.resource.get(ride.resource_id) if ride else only
        found.append(Passenger(plan, item, delegate, vehicle, ride, references.get(delegate.id)))
    return sorted(
        found,
        key=lambda row: order.get(row.vehicle.id, len(order)) if row.vehicle else len(order) + 1,
    )
