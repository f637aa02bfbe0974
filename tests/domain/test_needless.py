"""What is left out of a late day takes along the coaches that lead only there and back."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import PlanBuilder, site
from planner.domain.arranging.lateness import late
from planner.domain.arranging.needless import needless_legs
from planner.domain.checks import findings_of
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import Site
from planner.domain.travel import Mode
from planner.phrases import sentence


def titles(items: list[Item]) -> list[str]:
    return [one.title for one in items]


def by_train(plan: Plan, leg: Item) -> Plan:
    return replace(
        plan,
        legs=tuple(
            replace(one, mode=Mode.TRAIN) if one.item_id == leg.id else one for one in plan.legs
        ),
    )


@pytest.fixture
def places() -> dict[str, Site]:
    return {name: site(name) for name in ("Hotel", "ESS", "Hall")}


def test_a_coach_there_and_back_goes_with_the_item(places: dict[str, Site]) -> None:
    build = PlanBuilder("Sato", "Tanaka")
    build.item("Breakfast", "08:00", "08:30", at_site=places["Hotel"])
    build.leg("Out", "09:00", "09:30", origin=places["Hotel"], goal=places["ESS"])
    tour = build.item("Tour", "10:00", "11:00", at_site=places["ESS"])
    build.leg("Back", "11:00", "11:30", origin=places["ESS"], goal=places["Hotel"])
    build.item("Lunch", "12:00", "13:00", at_site=places["Hotel"])

    assert titles(needless_legs(build.plan, tour)) == ["Out", "Back"]


def test_a_coach_that_leads_on_passes_the_place_by(places: dict[str, Site]) -> None:
    build = PlanBuilder("Sato")
    build.item("Breakfast", "08:00", "08:30", at_site=places["Hotel"])
    build.leg("Out", "09:00", "09:30", origin=places["Hotel"], goal=places["ESS"])
    tour = build.item("Tour", "10:00", "11:00", at_site=places["ESS"])
    build.leg("On", "11:00", "11:30", origin=places["ESS"], goal=places["Hall"])
    build.item("Lunch", "12:00", "13:00", at_site=places["Hall"])

    assert needless_legs(build.plan, tour) == []


def test_only_the_innermost_way_there_and_back_goes(places: dict[str, Site]) -> None:
    build = PlanBuilder("Sato")
    build.leg("From Hall", "08:00", "08:30", origin=places["Hall"], goal=places["Hotel"])
    build.leg("Out", "09:00", "09:30", origin=places["Hotel"], goal=places["ESS"])
    tour = build.item("Tour", "10:00", "11:00", at_site=places["ESS"])
    build.leg("Back", "11:00", "11:30", origin=places["ESS"], goal=places["Hotel"])
    build.leg("To Hall", "12:00", "12:30", origin=places["Hotel"], goal=places["Hall"])

    assert titles(needless_legs(build.plan, tour)) == ["Out", "Back"]


def test_a_coach_to_where_nobody_has_to_be_goes(places: dict[str, Site]) -> None:
    build = PlanBuilder("Sato")
    build.leg("Out", "09:00", "09:30", origin=places["Hotel"], goal=places["ESS"])
    tour = build.item("Tour", "10:00", "11:00", at_site=places["ESS"])
    build.item("Lunch", "12:00", "13:00", at_site=places["Hotel"])

    assert titles(needless_legs(build.plan, tour)) == ["Out"]


def test_in_the_evening_the_bed_tells_where_people_have_to_be(places: dict[str, Site]) -> None:
    build = PlanBuilder("Sato")
    build.item("Talks", "15:00", "17:00", at_site=places["Hall"])
    build.leg("To the hotel", "17:00", "17:30", origin=places["Hall"], goal=places["Hotel"])
    dinner = build.item("Dinner", "18:00", "20:00", at_site=places["Hotel"])

    assert needless_legs(build.plan, dinner) == []
    build.item("Night", "14:00", "Tue 10:00", kind=ItemKind.STAY, at_site=places["Hotel"])
    assert needless_legs(build.plan, dinner) == []


def test_a_coach_with_others_on_board_stays(places: dict[str, Site]) -> None:
    build = PlanBuilder("Sato", "Tanaka")
    build.leg("Out", "09:00", "09:30", origin=places["Hotel"], goal=places["ESS"])
    tour = build.item("Tour", "10:00", "11:00", at_site=places["ESS"], named=("Sato",))
    build.leg("Back", "11:00", "11:30", origin=places["ESS"], goal=places["Hotel"])

    assert needless_legs(build.plan, tour) == []


def crowded_day(places: dict[str, Site]) -> tuple[PlanBuilder, Item]:
    build = PlanBuilder("Sato")
    flight = build.leg("Flight", "07:00", "09:00", goal=places["Hotel"])
    build.plan = by_train(build.plan, flight)
    build.item("Welcome", "09:00", "09:30", at_site=places["Hotel"])
    build.leg("Out", "09:30", "10:00", origin=places["Hotel"], goal=places["ESS"])
    build.item("Tour", "10:00", "11:30", at_site=places["ESS"])
    build.leg("Back", "11:30", "12:00", origin=places["ESS"], goal=places["Hotel"])
    build.item("Signing", "12:00", "12:30", at_site=places["Hotel"], fixed=True)
    return build, flight


def test_a_late_flight_takes_the_coaches_of_what_it_leaves_out_away(
    places: dict[str, Site],
) -> None:
    build, flight = crowded_day(places)

    found = late(build.plan, flight.id, 90)

    after = found.proposal.applied(build.plan)
    assert sorted(titles(after.unscheduled)) == ["Back", "Out", "Tour"]
    assert [sentence(one) for one in found.proposal.remarks] == [
        "“Tour” (Mon 10 May 10:00) finds no time and would wait unscheduled.",
        "Nobody needs “Out” (Mon 10 May 09:30) then; it would wait unscheduled.",
        "Nobody needs “Back” (Mon 10 May 11:30) then; it would wait unscheduled.",
    ]
    assert [one.kind for one in findings_of(after) if one.kind.startswith(("over", "trans"))] == []


def test_a_booked_train_stays_and_that_is_said(places: dict[str, Site]) -> None:
    build, flight = crowded_day(places)
    back = next(one for one in build.plan.items if one.title == "Back")
    build.plan = by_train(build.plan, back)

    found = late(build.plan, flight.id, 90)

    after = found.proposal.applied(build.plan)
    assert "Tour" in titles(after.unscheduled)
    assert not {"Out", "Back"} & set(titles(after.unscheduled))
    assert after.item[back.id] == back
    assert "“Back” (Mon 10 May 11:30) leads to or from what is left out, and is booked." in [
        sentence(one) for one in found.proposal.remarks
    ]


@settings(max_examples=150, deadline=None)
@given(
    day=st.lists(
        st.tuples(st.integers(0, 3), st.integers(3, 14), st.booleans(), st.integers(0, 2)),
        min_size=1,
        max_size=6,
    ),
    delay=st.integers(5, 240),
)
def test_no_coach_is_left_on_the_way_to_what_was_left_out(
    day: list[tuple[int, int, bool, int]], delay: int
) -> None:
    """Items at sites with a coach wherever the place changes: after a delay no coach goes to a site
    where nothing is, and straight back."""
    build = PlanBuilder("Sato", "Tanaka")
    known = [site(name) for name in ("Hotel", "ESS", "Hall")]
    flight = build.leg("Flight", "07:00", "09:00", goal=known[0])
    build.plan = by_train(build.plan, flight)
    clock, here = dt.datetime(2027, 5, 10, 9), 0
    for number, (gap, length, fixed, there) in enumerate(day):
        clock += dt.timedelta(minutes=5 * gap)
        if there != here:
            end = clock + dt.timedelta(minutes=20)
            build.leg(
                f"Coach {number}",
                clock.isoformat(),
                end.isoformat(),
                origin=known[here],
                goal=known[there],
            )
            clock, here = end, there
        end = clock + dt.timedelta(minutes=5 * length)
        build.item(
            f"Item {number}",
            clock.isoformat(),
            end.isoformat(),
            at_site=known[there],
            fixed=fixed,
        )
        clock = end

    found = late(build.plan, flight.id, delay)

    after = found.proposal.applied(build.plan)
    kinds = {one.kind for one in found.proposal.remarks}
    if kinds - {"late.dropped", "late.needless", "late.shorter"}:
        return  # a fixed item is missed: who wants to may still go there
    way = after.presence[after.delegates[0].id]
    for first, second in itertools.pairwise(way[1:]):
        out, back = after.leg_of.get(first.id), after.leg_of.get(second.id)
        assert not (out and back) or out.from_site_id != back.to_site_id, titles(way)
