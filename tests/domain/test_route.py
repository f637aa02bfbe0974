"""Stops and moves of a visit: who goes where, in which order, by which way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

import factories
from factories import MONDAY, PlanBuilder
from planner.domain.itinerary import AudienceKind, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.route import Route, days_of, route_of
from planner.domain.sites import Site
from planner.domain.travel import Mode

TUESDAY = MONDAY + dt.timedelta(1)


def site(name: str, longitude: float = 12.5, latitude: float = 55.7) -> Site:
    return factories.site(name, longitude=longitude, latitude=latitude)


def names(route: Route) -> list[str]:
    return [stop.site.name for stop in route.stops]


def moves(plan: Plan, route: Route) -> list[tuple[str, str, Mode | None]]:
    return [
        (plan.site[move.start].name, plan.site[move.end].name, move.mode) for move in route.moves
    ]


AIRPORT, HOTEL, ESS = site("Airport", 12.65), site("Hotel", 12.56), site("ESS", 13.25)
NOWHERE = factories.site("Restaurant")


def visit_with_a_hotel() -> PlanBuilder:
    plan = PlanBuilder("Sato", "Tanaka")
    plan.leg("Coach in", "09:00", "09:30", origin=AIRPORT, goal=HOTEL)
    plan.item("Stay", "10:00", "Tue 12:00", kind=ItemKind.STAY, at_site=HOTEL)
    plan.leg("Coach to ESS", "13:00", "14:00", origin=HOTEL, goal=ESS)
    plan.item("Tour", "14:00", "16:00", at_site=ESS)
    return plan


def test_stops_are_numbered_by_first_arrival_and_list_their_days() -> None:
    plan = visit_with_a_hotel().plan
    route = route_of(plan)
    assert [(stop.number, stop.site.name) for stop in route.stops] == [
        (1, "Airport"), (2, "Hotel"), (3, "ESS"),
    ]  # fmt: skip
    assert route.stops[1].days == (MONDAY,)
    assert [stop.is_passed_through for stop in route.stops] == [True, False, False]


def test_who_stays_overnight_goes_back_in_the_evening() -> None:
    plan = visit_with_a_hotel().plan
    assert moves(plan, route_of(plan)) == [
        ("Airport", "Hotel", Mode.COACH),
        ("Hotel", "ESS", Mode.COACH),
        ("ESS", "Hotel", None),
    ]


def test_a_night_flight_keeps_nobody_in_the_hotel() -> None:
    plan = visit_with_a_hotel()
    plan.leg("Night flight", "22:00", "Tue 09:00", origin=ESS, goal=AIRPORT)
    assert moves(plan.plan, route_of(plan.plan))[2:] == [("ESS", "Airport", Mode.COACH)]


def test_a_journey_by_way_of_an_unknown_place_is_drawn_to_the_next_known_one() -> None:
    plan = PlanBuilder("Sato")
    plan.leg("To lunch", "11:00", "11:30", origin=HOTEL, goal=NOWHERE)
    plan.item("Lunch", "11:30", "13:00", at_site=NOWHERE)
    plan.item("Tour", "14:00", "15:00", at_site=ESS)
    route = route_of(plan.plan)
    assert moves(plan.plan, route) == [("Hotel", "ESS", Mode.COACH)]
    assert route.unplaced == ("Restaurant",)


def test_places_that_were_only_typed_are_named_as_not_on_the_map() -> None:
    plan = PlanBuilder("Sato")
    plan.item("Dinner", "19:00", "21:00", place="Harbour")
    plan.item("Tour", "14:00", "15:00", at_site=ESS, place="Gate 3")
    assert route_of(plan.plan).unplaced == ("Harbour",)


def test_groups_that_part_have_moves_of_their_own() -> None:
    plan = PlanBuilder("Sato", "Tanaka")
    plan.group("A", "Sato")
    plan.group("B", "Tanaka")
    plan.item("Together", "09:00", "10:00", at_site=HOTEL)
    plan.item("A", "11:00", "12:00", groups="A", at_site=ESS)
    plan.item("B", "11:15", "12:00", groups="B", at_site=AIRPORT)
    assert set(moves(plan.plan, route_of(plan.plan))) == {
        ("Hotel", "ESS", None), ("Hotel", "Airport", None),
    }  # fmt: skip
    only = route_of(plan.plan, delegate=plan.people["Tanaka"].id)
    assert names(only) == ["Hotel", "Airport"]
    assert [stop.number for stop in only.stops] == [1, 3]


def test_one_day_shows_where_it_begins_and_keeps_the_numbers() -> None:
    plan = visit_with_a_hotel()
    plan.item("Talk", "Tue 13:00", "Tue 14:00", at_site=ESS)
    route = route_of(plan.plan, day=TUESDAY)
    assert [(stop.number, stop.site.name) for stop in route.stops] == [(2, "Hotel"), (3, "ESS")]
    assert moves(plan.plan, route) == [("Hotel", "ESS", None)]
    assert days_of(plan.plan) == [MONDAY, TUESDAY]


def test_cancelled_unscheduled_and_internal_entries_are_not_on_the_way() -> None:
    plan = PlanBuilder("Sato")
    plan.item("Off", "09:00", "10:00", at_site=ESS, status=ItemStatus.CANCELLED)
    plan.item("Some day", at_site=HOTEL)
    plan.item("Keep free", "11:00", "12:00", at_site=AIRPORT, kind=ItemKind.BLOCKER)
    assert route_of(plan.plan) == Route()


def test_without_a_delegation_the_plan_itself_is_the_way() -> None:
    plan = PlanBuilder()
    plan.item("One", "09:00", "10:00", at_site=HOTEL)
    plan.item("Two", "11:00", "12:00", at_site=ESS)
    assert moves(plan.plan, route_of(plan.plan)) == [("Hotel", "ESS", None)]


PLACES = [AIRPORT, HOTEL, ESS, NOWHERE]
entries = some.lists(
    some.tuples(
        some.integers(0, 60), some.integers(0, 3), some.integers(0, 3), some.booleans(), some.booleans()
    ),
    max_size=10,
)  # fmt: skip


@given(entries)
def test_every_move_joins_two_shown_stops_whatever_is_filtered(
    drawn: list[tuple[int, int, int, bool, bool]],
) -> None:
    plan = PlanBuilder("Sato", "Tanaka")
    for hour, one, other, is_leg, for_all in drawn:
        start = dt.datetime.combine(MONDAY, dt.time()) + dt.timedelta(hours=hour)
        times = (f"{start:%Y-%m-%d %H:%M}", f"{start + dt.timedelta(hours=2):%Y-%m-%d %H:%M}")
        who = {} if for_all else {"named": ("Sato",)}
        if is_leg:
            plan.leg("leg", *times, origin=PLACES[one], goal=PLACES[other], **who)
        else:
            plan.item("item", *times, at_site=PLACES[one], **who)  # type: ignore[arg-type]
    for day in (None, *days_of(plan.plan)):
        for person in (None, *(one.id for one in plan.plan.delegates)):
            route = route_of(plan.plan, day=day, delegate=person)
            shown = {stop.site.id for stop in route.stops}
            assert all({move.start, move.end} <= shown for move in route.moves)
            assert all(move.start != move.end for move in route.moves)
            numbers = [stop.number for stop in route.stops]
            assert numbers == sorted(set(numbers))
            assert all(stop.days for stop in route.stops)
    whole = route_of(plan.plan)
    assert [stop.number for stop in whole.stops] == list(range(1, len(whole.stops) + 1))


def test_an_audience_of_nobody_moves_nobody() -> None:
    plan = PlanBuilder("Sato")
    one = plan.item("Nobody", "09:00", "10:00", at_site=ESS)
    plan.plan = replace(
        plan.plan, items=tuple(replace(item, audience=AudienceKind.NAMED) for item in [one])
    )
    assert route_of(plan.plan).stops == ()
