"""Rooms of stays and seats in vehicles: who is forgotten, who is in two, what is too full."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder
from planner.domain.checks import CHECKS, findings_of
from planner.domain.ids import RecordId, ResourceId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemResource
from planner.domain.plan import Plan
from planner.domain.seats import spread
from planner.domain.travel import Resource, Ride, Rooming, RoomKind
from planner.phrases import remedy, sentence

OURS = {"ride.twice", "ride.nobody", "ride.full", "stay.nobody", "stay.full"}


def sleeping(**rooms: tuple[RoomKind, str]) -> Plan:
    """Three people in one stay, with rooms by name."""
    build = PlanBuilder("Abe", "Berg", "Cho")
    stay = build.item("Hotel", "Mon 20:00", "Tue 08:00", kind=ItemKind.STAY)
    build.add(
        roomings=tuple(
            Rooming(
                id=RecordId(new_id()),
                item_id=stay.id,
                delegate_id=build.people[name].id,
                kind=kind,
                room=room,
            )
            for name, (kind, room) in rooms.items()
        )
    )
    return build.plan


def riding(seats: tuple[int | None, ...], **rides: int) -> tuple[Plan, Item, list[ResourceId]]:
    """Three people on one coach journey, with the number of the vehicle by name."""
    build = PlanBuilder("Abe", "Berg", "Cho")
    leg = build.leg("Coach", "09:00", "10:00")
    vehicles = [
        Resource(id=ResourceId(new_id()), name=f"Coach {number}", capacity=count)
        for number, count in enumerate(seats, 1)
    ]
    build.add(
        resources=tuple(vehicles),
        bookings=tuple(
            ItemResource(id=RecordId(new_id()), item_id=leg.id, resource_id=one.id)
            for one in vehicles
        ),
        rides=tuple(
            Ride(
                id=RecordId(new_id()),
                item_id=leg.id,
                resource_id=vehicles[place].id,
                delegate_id=build.people[name].id,
            )
            for name, place in rides.items()
        ),
    )
    return build.plan, leg, [one.id for one in vehicles]


def said(plan: Plan) -> list[str]:
    return [sentence(one) for one in findings_of(plan) if one.kind in OURS]


def test_nothing_is_said_as_long_as_nobody_was_given_a_place() -> None:
    assert said(sleeping()) == []
    assert said(riding((30, 30))[0]) == []


def test_somebody_without_a_room_is_found() -> None:
    plan = sleeping(Abe=(RoomKind.SINGLE, "1"), Berg=(RoomKind.SINGLE, "2"))
    assert said(plan) == ["On “Hotel” (Mon 10 May 20:00) nobody said in which room: Cho."]


def test_more_people_than_beds_are_found_and_a_suite_says_nothing() -> None:
    twin = (RoomKind.TWIN, "7")
    assert said(sleeping(Abe=twin, Berg=twin, Cho=twin)) == [
        "3 people share room 7 on “Hotel”; it has 2 beds (Mon 10 May 20:00)."
    ]
    suite = (RoomKind.SUITE, "7")
    assert said(sleeping(Abe=suite, Berg=suite, Cho=suite)) == []


def test_a_cancelled_stay_needs_no_rooms() -> None:
    plan = sleeping(Abe=(RoomKind.SINGLE, "1"))
    gone = tuple(replace(one, status=type(one.status).CANCELLED) for one in plan.items)
    assert said(replace(plan, items=gone)) == []


def test_who_has_no_vehicle_is_found() -> None:
    plan, _leg, _vehicles = riding((30, 30), Abe=0, Berg=1)
    assert said(plan) == ["On “Coach” (Mon 10 May 09:00) nobody said in which vehicle: Cho."]


def test_a_ride_in_a_vehicle_that_is_no_longer_booked_is_no_place() -> None:
    plan, _leg, _vehicles = riding((30, 30), Abe=0, Berg=0, Cho=1)
    assert said(replace(plan, bookings=plan.bookings[:1])) == [
        "On “Coach” (Mon 10 May 09:00) nobody said in which vehicle: Cho."
    ]


def test_a_vehicle_with_more_people_than_seats_is_found() -> None:
    plan, _leg, _vehicles = riding((2, 30), Abe=0, Berg=0, Cho=0)
    assert said(plan) == ["3 people ride in Coach 1 on “Coach”; it has 2 seats (Mon 10 May 09:00)."]


def test_nobody_rides_in_two() -> None:
    plan, leg, vehicles = riding((30, 30), Abe=0, Berg=1, Cho=1)
    abe = plan.delegates[0]
    second = Ride(
        id=RecordId(new_id()), item_id=leg.id, resource_id=vehicles[1], delegate_id=abe.id
    )
    twice = replace(plan, rides=(*plan.rides, second))
    assert said(twice) == ["Abe: in two vehicles on “Coach” (Mon 10 May 09:00)."]


@pytest.mark.parametrize("kind", sorted(OURS))
def test_each_finding_has_a_way_out(kind: str) -> None:
    plan, leg, vehicles = riding((0, 30), Abe=0)
    assert CHECKS
    found = [one for one in findings_of(plan) if one.kind in OURS]
    assert found
    assert remedy(replace(found[0], kind=kind))
    assert leg.id in plan.item
    assert vehicles


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=1, max_size=4),
    st.sets(st.sampled_from(["Abe", "Berg", "Cho"])),
)
def test_free_seats_are_filled_and_never_more(seats: list[int | None], placed: set[str]) -> None:
    plan, leg, vehicles = riding(tuple(seats), **dict.fromkeys(placed, 0))
    found = spread(plan, leg)
    told = {one.delegate_id for one in plan.rides}
    assert not told & {*found}
    inside = {key: sum(1 for where in found.values() if where == key) for key in vehicles}
    for place, key in enumerate(vehicles):
        capacity = seats[place]
        before = len(placed) if place == 0 else 0
        if capacity is not None:
            assert inside[key] <= max(0, capacity - before)
    free = sum(
        3 if one is None else max(0, one - (len(placed) if place == 0 else 0))
        for place, one in enumerate(seats)
    )
    assert len(found) == min(3 - len(placed), free)


def test_a_group_stays_together_while_there_is_room() -> None:
    build = PlanBuilder("Abe", "Berg", "Cho", "Dahl")
    build.group("A", "Abe", "Dahl")
    leg = build.leg("Coach", "09:00", "10:00")
    cars = [Resource(id=ResourceId(new_id()), name=str(n), capacity=2) for n in (1, 2)]
    build.add(
        resources=tuple(cars),
        bookings=tuple(
            ItemResource(id=RecordId(new_id()), item_id=leg.id, resource_id=one.id) for one in cars
        ),
        rides=(
            Ride(
                id=RecordId(new_id()),
                item_id=leg.id,
                resource_id=cars[1].id,
                delegate_id=build.people["Abe"].id,
            ),
        ),
    )
    found = spread(build.plan, leg)
    assert found[build.people["Dahl"].id] in {cars[0].id, cars[1].id}
    assert found[build.people["Berg"].id] == cars[0].id
