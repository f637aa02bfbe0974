"""One person's days and the travel list, worked out of the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from factories import CPH, MONDAY, PlanBuilder, person, site
from planner.domain.ids import RecordId, ResourceId, new_id
from planner.domain.itinerary import ItemKind, ItemResource
from planner.domain.persons_day import Role, Row, RowKind, Someone, people_of, persons_days
from planner.domain.plan import Plan
from planner.domain.travel import Mode, Resource
from planner.domain.travel_list import journeys, pickups


def rows_of(plan: Plan, name: str) -> list[Row]:
    who = next(one for one in people_of(plan) if one.name.startswith(name))
    return persons_days(plan, who)


def told(rows: list[Row]) -> list[tuple[str, str, int]]:
    return [(row.kind.value, row.item.title if row.item else "", row.minutes) for row in rows]


def test_gaps_are_said_and_what_others_do_meanwhile() -> None:
    build = PlanBuilder("Abe", "Sato")
    build.group("A", "Abe")
    build.group("B", "Sato")
    build.item("Talks", "09:00", "10:00")
    build.item("NanoMAX", "10:30", "12:00", groups="B")
    build.item("Lunch", "12:10", "13:00", kind=ItemKind.MEAL)

    assert told(rows_of(build.plan, "Abe")) == [
        ("item", "Talks", 60),
        ("free", "", 130),
        ("not on", "NanoMAX", 90),
        ("item", "Lunch", 50),
    ]
    assert told(rows_of(build.plan, "Sato")) == [
        ("item", "Talks", 60),
        ("free", "", 30),
        ("item", "NanoMAX", 90),
        ("item", "Lunch", 50),
    ]


def test_who_comes_later_and_leaves_earlier_has_it_in_the_day() -> None:
    build = PlanBuilder("Abe")
    build.delegate(
        "Late",
        arrives_local=dt.datetime.combine(MONDAY, dt.time(11)),
        arrives_zone=CPH,
        departs_local=dt.datetime.combine(MONDAY, dt.time(18)),
        departs_zone=CPH,
    )
    build.item("Morning", "09:00", "10:00")
    build.item("Afternoon", "14:00", "15:00")

    assert [row.kind for row in rows_of(build.plan, "Late")] == [
        RowKind.ARRIVES, RowKind.ITEM, RowKind.LEAVES,
    ]  # fmt: skip


def test_hosts_and_vehicles_have_days_too() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "10:00", host=person("Nilsson", "Eva"))
    ride = build.leg("Coach", "10:00", "10:30")
    bus = Resource(id=ResourceId(new_id()), name="Bus 1", capacity=8)
    build.add(
        resources=(bus,),
        bookings=(ItemResource(id=RecordId(new_id()), item_id=ride.id, resource_id=bus.id),),
    )

    assert told(rows_of(build.plan, "Eva")) == [("item", "Talks", 60)]
    assert told(rows_of(build.plan, "Bus 1")) == [("item", "Coach", 30)]
    assert [one.role for one in people_of(build.plan)] == [
        Role.DELEGATE, Role.HOST, Role.RESOURCE,
    ]  # fmt: skip
    assert isinstance(people_of(build.plan)[0], Someone)


def test_journeys_know_their_border_real_length_and_seats() -> None:
    build = PlanBuilder("Abe", "Sato")
    flight = build.leg(
        "Flight", "10:50", "16:55", origin=site("HND", country="JP"),
        goal=site("CPH", country="DK"), start_zone="Asia/Tokyo", end_zone=CPH,
    )  # fmt: skip
    build.plan = replace(
        build.plan, legs=tuple(replace(leg, mode=Mode.FLIGHT) for leg in build.plan.legs)
    )

    (one,) = journeys(build.plan)

    assert one.item == flight
    assert (one.minutes, one.border, one.heads, one.seats) == (785, ("JP", "DK"), 2, None)


def test_those_who_arrive_at_one_moment_are_met_together() -> None:
    build = PlanBuilder("Abe")
    noon = dt.datetime.combine(MONDAY, dt.time(12))
    for name in ("Ono", "Doi"):
        build.delegate(name, arrives_local=noon, arrives_zone=CPH)
    build.delegate("Hara", departs_local=noon, departs_zone=CPH)

    first, second = pickups(build.plan)

    assert (first.arrives, len(first.delegates)) == (True, 2)
    assert (second.arrives, len(second.delegates)) == (False, 1)


def test_who_comes_by_a_planned_journey_does_not_come_on_their_own() -> None:
    build = PlanBuilder()
    landing = dt.datetime.combine(MONDAY, dt.time(16, 55))
    build.delegate("Abe", arrives_local=landing, arrives_zone=CPH)
    build.delegate("Late", arrives_local=landing, arrives_zone=CPH)
    build.leg(
        "Flight", "10:50", "16:55", named=("Abe",), start_zone="Asia/Tokyo", end_zone=CPH,
    )  # fmt: skip

    (pickup,) = pickups(build.plan)

    assert [build.plan.name_of(one) for one in pickup.delegates] == ["Late"]
    assert [row.kind for row in rows_of(build.plan, "Abe")] == [RowKind.ITEM]
    assert [row.kind for row in rows_of(build.plan, "Late")] == [RowKind.ARRIVES]
