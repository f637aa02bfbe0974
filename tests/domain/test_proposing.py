"""Proposing places: into free time only, the same answer every time, and a reason where there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, at, person, site
from planner.domain.arranging.day_rules import Rules
from planner.domain.arranging.proposals import Proposal, consequences
from planner.domain.arranging.proposing import propose
from planner.domain.checks.circumstances import Circumstances, Elsewhere
from planner.domain.findings import Severity
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import OpeningHours, Room
from planner.domain.travel import Mode
from planner.phrases import named, sentence


def places(plan: Plan, proposal: Proposal) -> dict[str, str]:
    after = proposal.applied(plan)
    return {
        after.item[one.item_id].title: f"{one.start.local:%a %H:%M}–{one.end.local:%H:%M}"
        for one in proposal.placements
        if one.start and one.end
    }


def test_an_item_goes_into_the_first_time_that_is_free() -> None:
    build = PlanBuilder("Sato")
    build.item("Talks", "08:00", "10:00", place="Hall")
    wish = build.item("Tour", kind=ItemKind.TOUR)

    found = propose(build.plan, [wish.id])

    assert places(build.plan, found) == {"Tour": "Mon 10:15–11:45"}
    assert named(found.label, found.facts) == "Place Tour"
    assert found.remarks == ()


def test_lunch_is_kept_free_and_a_meal_goes_to_its_hours() -> None:
    build = PlanBuilder("Sato")
    build.item("Talks", "08:00", "11:45")
    wish = build.item("Talk")
    lunch = build.item("Lunch", kind=ItemKind.MEAL)

    alone = propose(build.plan, [wish.id])
    both = propose(build.plan, [wish.id, lunch.id])

    # After the talk, or before a longer one, three quarters of an hour are left until 14:00.
    assert places(build.plan, alone) == {"Talk": "Mon 12:00–13:00"}
    assert places(build.plan, both)["Lunch"].startswith(("Mon 12", "Mon 11", "Mon 13"))
    assert consequences(build.plan, both) == [
        one for one in consequences(build.plan, both) if one.kind == "host.missing"
    ]
    long = propose(build.plan, [wish.id], rules=Rules(lengths={wish.id: 100}))
    assert places(build.plan, long) == {"Talk": "Mon 12:30–14:10"}


def test_opening_hours_holidays_and_other_visits_are_kept() -> None:
    build = PlanBuilder("Sato")
    house = site("ESS", country="DK")
    guide = person("Nilsson", "Eva")
    # The site is closed on Sunday, and 17 May 2027 is Whit Monday, a public holiday in Denmark.
    sunday = dt.date(2027, 5, 16)
    build.plan = replace(
        build.plan,
        visit=replace(build.plan.visit, first_day=sunday, last_day=sunday + dt.timedelta(2)),
    )
    wish = build.item("Tour", kind=ItemKind.TOUR, at_site=house, host=guide)
    build.add(
        hours=tuple(
            OpeningHours(
                id=RecordId(new_id()),
                site_id=house.id,
                weekday=weekday,
                opens=dt.time(9),
                closes=dt.time(13),
            )
            for weekday in range(5)
        )
    )
    other = PlanBuilder()
    there = other.item("Other", "2027-05-18 09:00", "2027-05-18 10:00", host=guide)
    around = Circumstances(elsewhere=(Elsewhere(there, "Other visit", "person", guide.id),))

    found = propose(build.plan, [wish.id], around=around)

    assert places(build.plan, found) == {"Tour": "Tue 10:00–11:30"}


def test_who_is_on_another_visit_is_not_placed_twice() -> None:
    build = PlanBuilder("Sato")
    wish = build.item("Talk", kind=ItemKind.TALK)
    other = replace(
        wish, start_local=at("08:00"), end_local=at("18:00"), start_zone=CPH, end_zone=CPH
    )
    away = Elsewhere(other, "Another visit", "person", str(build.plan.delegates[0].person_id))

    found = propose(build.plan, [wish.id], around=Circumstances(elsewhere=(away,)))

    assert places(build.plan, found)["Talk"].startswith("Tue")


def test_nobody_is_placed_before_arriving_or_on_the_way_to_the_airport() -> None:
    build = PlanBuilder("Sato")
    airport = site("Airport")
    flight_in = build.leg("In", "10:00", "14:00")
    build.leg("To the airport", "Tue 09:00", "Tue 09:30", goal=airport)
    flight_out = build.leg("Out", "Tue 17:00", "Tue 20:00", origin=airport)
    build.plan = replace(
        build.plan,
        legs=tuple(
            replace(one, mode=Mode.FLIGHT) if one.item_id in (flight_in.id, flight_out.id) else one
            for one in build.plan.legs
        ),
    )
    wish = build.item("Tour", kind=ItemKind.TOUR)

    for lengths, expected in ((60, "Mon 14:15–15:15"), (200, "Mon 14:15–17:35")):
        found = propose(build.plan, [wish.id], rules=Rules(lengths={wish.id: lengths}))
        assert places(build.plan, found) == {"Tour": expected}
    assert propose(build.plan, [wish.id], rules=Rules(lengths={wish.id: 240})).placements == ()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda build: build.item("All day", "08:00", "18:00"), "propose.people"),
        (lambda build: None, "propose.room"),
    ],
)
def test_a_reason_is_given_when_there_is_no_place(make: object, reason: str) -> None:
    build = PlanBuilder("Sato", "Tanaka")
    build.plan = replace(build.plan, visit=replace(build.plan.visit, last_day=MONDAY))
    make(build)  # type: ignore[operator]
    house = site("ESS")
    room = Room(id=RecordId(new_id()), site_id=house.id, name="Hall")  # type: ignore[arg-type]
    build.add(rooms=(room,))
    build.item("Others", "08:00", "18:00", named=("Tanaka",), room_id=room.id)
    wish = build.item("Talk", named=("Sato",), room_id=room.id)

    found = propose(build.plan, [wish.id])

    assert found.placements == ()
    assert [one.kind for one in found.remarks] == [reason]
    assert "“Talk” found no place" in sentence(found.remarks[0])


def test_the_item_with_the_fewest_places_goes_first() -> None:
    build = PlanBuilder("Sato")
    build.plan = replace(build.plan, visit=replace(build.plan.visit, last_day=MONDAY))
    build.item("Busy", "10:00", "18:00")
    house = site("ESS")
    build.add(
        hours=(
            OpeningHours(
                id=RecordId(new_id()),
                site_id=house.id,
                weekday=0,
                opens=dt.time(8),
                closes=dt.time(9),
            ),
        )
    )
    easy = build.item("Anywhere", place="Hall")
    hard = build.item("Early only", at_site=house)

    found = propose(build.plan, [easy.id, hard.id], rules=Rules(pause=0))

    assert places(build.plan, found) == {
        "Early only": "Mon 08:00–09:00",
        "Anywhere": "Mon 09:00–10:00",
    }


def test_more_wishes_than_time_leaves_one_and_says_so() -> None:
    build = PlanBuilder("Sato")
    build.plan = replace(build.plan, visit=replace(build.plan.visit, last_day=MONDAY))
    build.item("Busy", "10:00", "18:00", place="Hall")
    wishes = [build.item(f"Wish {number}", place="Hall") for number in range(3)]

    found = propose(build.plan, [one.id for one in wishes])

    assert len(found.placements) == 2
    assert [one.kind for one in found.remarks] == ["propose.others"]


def test_a_visit_without_days_offers_none() -> None:
    build = PlanBuilder("Sato")
    build.plan = replace(build.plan, visit=replace(build.plan.visit, first_day=None, last_day=None))
    wish = build.item("Tour")

    assert [one.kind for one in propose(build.plan, [wish.id]).remarks] == ["propose.days"]


TAKEN = st.lists(
    st.tuples(st.integers(0, 2), st.integers(28, 76), st.integers(1, 16), st.integers(0, 3)),
    max_size=10,
)


def test_where_both_ends_of_a_free_stretch_bring_a_warning_one_in_between_is_taken() -> None:
    build = PlanBuilder("Sato")
    build.item("Talks", "08:00", "11:00", place="Hall")
    build.item("Lunch", "11:30", "12:30", place="Hall", kind=ItemKind.MEAL)
    build.item("Talks again", "13:00", "15:30", place="Hall")
    build.item("Evening talks", "17:00", "19:30", place="Hall")
    wish = build.item("Round", place="Hall")

    found = propose(build.plan, [wish.id], rules=Rules(days=(MONDAY,)))

    # At 15:30 and at 16:00 people would sit for three hours and a half without a break.
    assert places(build.plan, found) == {"Round": "Mon 15:45–16:45"}


def test_a_site_that_is_visited_already_is_left_and_entered_without_a_wait() -> None:
    build = PlanBuilder("Sato", "Tanaka")
    ess = site("ESS")
    build.item("Tour", "08:00", "09:50", at_site=ess)
    wish = build.item("Round", at_site=ess)
    build.item("Reception", "11:55", "17:00", at_site=ess)

    found = propose(build.plan, [wish.id], rules=Rules(days=(MONDAY,), lunch_minutes=0))
    assert places(build.plan, found) == {"Round": "Mon 09:50–10:50"}

    long = propose(
        build.plan,
        [wish.id],
        rules=Rules(days=(MONDAY,), lunch_minutes=0, lengths={wish.id: 125}),
    )
    assert places(build.plan, long) == {"Round": "Mon 09:50–11:55"}


def test_the_hours_of_a_site_off_the_grid_are_used_to_the_minute() -> None:
    build = PlanBuilder("Sato")
    ess = site("ESS")
    build.add(
        hours=(
            OpeningHours(
                id=RecordId(new_id()),
                site_id=ess.id,
                weekday=0,
                opens=dt.time(9, 40),
                closes=dt.time(10, 50),
            ),
        )
    )
    wish = build.item("Tour", at_site=ess)

    found = propose(build.plan, [wish.id], rules=Rules(days=(MONDAY,), lengths={wish.id: 70}))

    assert places(build.plan, found) == {"Tour": "Mon 09:40–10:50"}


@settings(max_examples=40)
@given(taken=TAKEN, wishes=st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_no_place_makes_a_new_conflict_and_the_answer_is_always_the_same(
    taken: list[tuple[int, int, int, int]], wishes: list[int]
) -> None:
    """Four people and two sites; quarters of an hour from 7:00 on."""
    names = ("Sato", "Tanaka", "Ito", "Mori")
    build = PlanBuilder(*names)
    sites = [
        site("North", latitude=55.7, longitude=12.5),
        site("South", latitude=55.5, longitude=12.9),
    ]
    build.plan = replace(build.plan, sites=tuple(sites))
    guide = person("Nilsson", "Eva")
    build.add(people=(guide,))
    for number, (day, quarter, length, who) in enumerate(taken):
        start = at("00:00", MONDAY + dt.timedelta(day)) + dt.timedelta(minutes=15 * quarter)
        build.item(
            f"Taken {number}",
            start.isoformat(),
            (start + dt.timedelta(minutes=15 * length)).isoformat(),
            named=names[who:],
            at_site=sites[number % 2],
        )
    keys = [
        build.item(f"Wish {number}", named=names[who:], host=guide, at_site=sites[number % 2]).id
        for number, who in enumerate(wishes)
    ]

    found = propose(build.plan, keys, rules=Rules(nodes=60))

    assert found == propose(build.plan, keys, rules=Rules(nodes=60))
    ours = set(keys)
    assert not [
        one
        for one in consequences(build.plan, found)
        if one.severity is Severity.CONFLICT and {subject.id for subject in one.subjects} & ours
    ]
    assert {one.item_id for one in found.placements} | {
        subject.id for one in found.remarks for subject in one.subjects
    } == ours
    for one in found.placements:
        assert one.start is not None
        assert one.end is not None
        assert one.start.zone == CPH
        assert dt.time(8) <= one.start.local.time() < one.end.local.time() <= dt.time(18)
        assert one.start.local.minute % 15 == 0
