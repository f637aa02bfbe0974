"""Rooms and seats through the services: one verb is one step, and what cannot be is refused."""

from __future__ import annotations

import pytest

from factories import item, person, visit
from planner.domain.ids import DelegateId, ItemId, RecordId, ResourceId, VisitId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.travel import Resource, Ride, RoomKind
from planner.errors import NotFound, UserError
from planner.services.planner import Planner


class Trip:
    """Three people, a night in a hotel, a coach ride with two coaches."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.id: VisitId = planner.visits.new(visit())
        self.heads: list[DelegateId] = [
            planner.delegations.add_person(self.id, planner.contacts.add(person(name, "")))
            for name in ("Abe", "Berg", "Cho")
        ]
        self.stay: ItemId = planner.itineraries.add(
            item(self.id, "Hotel", "Mon 20:00", "Tue 08:00", kind=ItemKind.STAY)
        )
        self.leg: ItemId = planner.itineraries.add(
            item(self.id, "Coach", "09:00", "10:00", kind=ItemKind.LEG)
        )
        self.coaches = [
            Resource(id=ResourceId(new_id()), visit_id=self.id, name=name, capacity=2)
            for name in ("Coach 1", "Coach 2")
        ]
        for one in self.coaches:
            planner.keeper(Resource).add(one)
        planner.itineraries.set_bookings(self.leg, [one.id for one in self.coaches])

    def steps(self) -> int:
        return int(self.planner._core.reader.rows("SELECT count(*) FROM step")[0][0])


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


def test_several_get_a_room_in_one_step_that_is_undone_as_one(planner: Planner, trip: Trip) -> None:
    before = trip.steps()
    done = planner.lodging.put(trip.stay, trip.heads[:2], kind=RoomKind.TWIN, room=" 204 ")
    assert done == 2
    assert trip.steps() == before + 1
    known = planner.lodging.of(trip.stay)
    assert {known[key].room for key in trip.heads[:2]} == {"204"}
    assert planner.lodging.put(trip.stay, trip.heads[:2], room="204") == 0
    assert trip.steps() == before + 1
    planner.history.undo()
    assert planner.lodging.of(trip.stay) == {}


def test_a_room_that_says_nothing_any_more_goes(planner: Planner, trip: Trip) -> None:
    planner.lodging.put(trip.stay, trip.heads, room="1", notes="late")
    planner.lodging.put(trip.stay, trip.heads[:1], notes="")
    assert planner.lodging.of(trip.stay)[trip.heads[0]].room == "1"
    assert planner.lodging.clear(trip.stay, trip.heads) == 3
    assert planner.lodging.of(trip.stay) == {}
    assert planner.lodging.clear(trip.stay, trip.heads) == 0


def test_rooms_belong_to_stays_and_to_people_of_the_visit(planner: Planner, trip: Trip) -> None:
    with pytest.raises(UserError, match="is no stay"):
        planner.lodging.put(trip.leg, trip.heads, room="1")
    with pytest.raises(NotFound):
        planner.lodging.put(trip.stay, [DelegateId(new_id())], room="1")
    other = Trip(planner)
    with pytest.raises(NotFound):
        planner.lodging.put(trip.stay, other.heads[:1], room="1")
    with pytest.raises(NotFound):
        planner.seating.ride(trip.leg, other.heads[:1], trip.coaches[0].id)


def test_people_are_put_into_a_vehicle_and_out_of_the_other(planner: Planner, trip: Trip) -> None:
    one, two = (coach.id for coach in trip.coaches)
    assert planner.seating.ride(trip.leg, trip.heads, one) == 3
    planner.seating.seat(trip.leg, trip.heads[:1], "4")
    before = trip.steps()
    assert planner.seating.ride(trip.leg, trip.heads[:2], two) == 2
    assert trip.steps() == before + 1
    known = planner.seating.of(trip.leg)
    assert [known[key].resource_id for key in trip.heads] == [two, two, one]
    assert known[trip.heads[0]].seat == ""  # another vehicle has other seats
    assert planner.seating.ride(trip.leg, trip.heads[2:], None) == 1
    assert trip.heads[2] not in planner.seating.of(trip.leg)


def test_who_was_in_two_vehicles_is_in_one_afterwards(planner: Planner, trip: Trip) -> None:
    one, two = (coach.id for coach in trip.coaches)
    with planner._core.work("Merge", {}) as work:
        for vehicle in (one, two):
            work.add(
                Ride(
                    id=RecordId(new_id()),
                    item_id=trip.leg,
                    resource_id=vehicle,
                    delegate_id=trip.heads[0],
                )
            )
    plan = planner.visits.plan(trip.id)
    assert "ride.twice" in {one.kind for one in planner.checking.findings(plan)}
    planner.seating.ride(trip.leg, trip.heads[:1], two)
    (left,) = planner.visits.plan(trip.id).rides
    assert left.resource_id == two


def test_only_what_is_booked_takes_people(planner: Planner, trip: Trip) -> None:
    planner.itineraries.set_bookings(trip.leg, [trip.coaches[0].id])
    with pytest.raises(UserError, match="is not booked"):
        planner.seating.ride(trip.leg, trip.heads, trip.coaches[1].id)
    with pytest.raises(UserError, match="in which vehicle"):
        planner.seating.seat(trip.leg, trip.heads[:1], "4")


def test_free_seats_are_filled_in_one_step(planner: Planner, trip: Trip) -> None:
    before = trip.steps()
    assert planner.seating.spread(planner.visits.plan(trip.id), trip.leg) == 3
    assert trip.steps() == before + 1
    plan = planner.visits.plan(trip.id)
    assert not {"ride.nobody", "ride.full"} & {one.kind for one in planner.checking.findings(plan)}
