"""What is a journey is said by the kind of an entry alone; its movement comes and goes with that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories import PlanBuilder, site
from planner.domain.ids import ItemId, VisitId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.travel import Leg, Mode
from planner.domain.travel_list import journeys
from planner.domain.words import plain
from planner.errors import NotFound
from planner.services.planner import Planner


@pytest.fixture
def visit(sample: Planner) -> VisitId:
    return sample.visits.find("JP-DK-2027").id


def travelling(plan: Plan) -> set[ItemId]:
    return {journey.item.id for journey in journeys(plan)}


def of_kind(plan: Plan, *, leg: bool) -> list[Item]:
    return [item for item in plan.active if (item.kind is ItemKind.LEG) is leg]


def test_several_that_become_journeys_can_be_told_how_they_travel(
    sample: Planner, visit: VisitId
) -> None:
    before = plain(sample.visits.plan(visit))
    two = of_kind(sample.visits.plan(visit), leg=False)[:2]
    sample.several.edit(two, kind=ItemKind.LEG)

    for item in two:
        sample.itineraries.edit_leg(item.id, mode=Mode.COACH, to_place="Lund")
    plan = sample.visits.plan(visit)
    assert {item.id for item in two} <= travelling(plan)
    assert [plan.place_of(plan.item[item.id]) for item in two] == ["Lund", "Lund"]

    for _step in range(3):
        sample.history.undo()
    assert plain(sample.visits.plan(visit)) == before


@pytest.mark.parametrize("together", [False, True])
def test_a_journey_that_becomes_a_meeting_is_where_the_meeting_is(
    sample: Planner, visit: VisitId, together: bool
) -> None:
    before = plain(sample.visits.plan(visit))
    (leg, other, *_more) = of_kind(sample.visits.plan(visit), leg=True)
    if together:
        sample.several.edit([leg, other], kind=ItemKind.MEETING, place="Hall 7")
    else:
        sample.itineraries.edit(leg.id, kind=ItemKind.MEETING, place="Hall 7")

    plan = sample.visits.plan(visit)
    assert plan.place_of(plan.item[leg.id]) == "Hall 7"
    assert leg.id not in travelling(plan)
    assert leg.id not in {one.item_id for one in plan.legs}
    with pytest.raises(NotFound):
        sample.itineraries.edit_leg(leg.id, mode=Mode.COACH)

    sample.history.undo()
    assert plain(sample.visits.plan(visit)) == before


def test_a_journey_without_a_movement_is_one_all_the_same(sample: Planner, visit: VisitId) -> None:
    (leg, *_others) = of_kind(sample.visits.plan(visit), leg=True)
    plan = sample.visits.plan(visit)
    sample.keeper(Leg).remove(plan.leg_of[leg.id].id)
    assert leg.id in travelling(sample.visits.plan(visit))

    sample.itineraries.edit_leg(leg.id, to_place="Lund")
    assert sample.visits.plan(visit).leg_of[leg.id].to_place == "Lund"


def test_a_movement_left_at_a_meeting_says_nothing_about_it() -> None:
    build = PlanBuilder("Sato")
    coach = build.leg("Coach", "09:00", "10:00", origin=site("Hamburg"), goal=site("Munich"))
    assert build.plan.place_of(coach) == "Hamburg → Munich"

    meeting = replace(coach, kind=ItemKind.MEETING, place="Hall 7")
    plan = build.plan.with_items([meeting])
    assert plan.place_of(meeting) == "Hall 7"
    assert journeys(plan) == []
