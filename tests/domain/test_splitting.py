"""Splitting a group above a site's limit: who goes together, and that the turns hurt nobody."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, at, organisation, person, site
from planner.domain.arranging.splitting import Split, limit_of, split_for
from planner.domain.checks import findings_of
from planner.domain.findings import Severity
from planner.domain.ids import ItemId, RecordId, new_id
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import OpeningHours, SiteRule, SiteRuleKind
from planner.domain.visits import Category
from planner.phrases import sentence


def delegation(heads: int, *, houses: int = 5, interpreters: int = 0) -> PlanBuilder:
    build = PlanBuilder()
    known = [organisation(f"House {number}") for number in range(houses)]
    for number in range(heads):
        build.delegate(
            f"Person {number:02}",
            rank=number + 1 if number < 8 else 0,
            organisation_id=known[number % houses].id,
            category=Category.INTERPRETER if number >= heads - interpreters else Category.OFFICIAL,
        )
    build.add(organisations=tuple(known))
    return build


def turns(plan: Plan, split: Split) -> list[Item]:
    after = split.applied(plan)
    return [after.item[turn.item.id] for turn in split.turns]


def clocks(plan: Plan, split: Split) -> list[str]:
    return [
        f"{one.start_local:%a %H:%M}–{one.end_local:%H:%M}"
        if one.start_local and one.end_local
        else "–"
        for one in turns(plan, split)
    ]


def conflicts(plan: Plan) -> set[str]:
    return {one.key for one in findings_of(plan) if one.severity is Severity.CONFLICT}


def test_fifty_people_and_a_limit_of_twenty_make_three_groups_that_take_turns() -> None:
    build = delegation(50, interpreters=3)
    tour = build.item("Tour", "10:00", "11:00")

    split = split_for(build.plan, tour.id, 20)

    assert [len(part.delegates) for part in split.subgroups] == [17, 17, 16]
    assert [part.name for part in split.subgroups] == ["A", "B", "C"]
    assert sorted(clocks(build.plan, split)) == [
        "Mon 10:00–11:00",
        "Mon 11:10–12:10",
        "Mon 12:20–13:20",
    ]
    first = split.subgroups[0].delegates
    assert [build.plan.delegates[place].id in first for place in range(5)] == [True] * 5
    category = {one.id: one.category for one in build.plan.delegates}
    assert [
        sum(category[one] is Category.INTERPRETER for one in part.delegates)
        for part in split.subgroups
    ] == [1, 1, 1]
    assert split.remarks == ()


def test_people_of_one_organisation_stay_together_where_they_fit() -> None:
    build = PlanBuilder()
    houses = [organisation(name) for name in ("Large", "Middle", "Small")]
    for house, count in zip(houses, (6, 5, 1), strict=True):
        for number in range(count):
            build.delegate(f"{house.name} {number}", organisation_id=house.id)
    tour = build.item("Tour", "10:00", "11:00")

    split = split_for(build.plan, tour.id, 6)

    house_of = {one.id: one.organisation_id for one in build.plan.delegates}
    assert [{house_of[one] for one in part.delegates} for part in split.subgroups] == [
        {houses[0].id},
        {houses[1].id, houses[2].id},
    ]


def test_groups_that_fit_are_used_as_they_are() -> None:
    build = delegation(12)
    names = sorted(build.people)
    build.group("A", *names[:6])
    build.group("B", *names[6:])
    tour = build.item("Tour", "10:00", "11:00")

    split = split_for(build.plan, tour.id, 8)

    assert [part.name for part in split.subgroups] == ["A", "B"]
    after = split.applied(build.plan)
    assert (after.groups, after.members) == (build.plan.groups, build.plan.members)
    assert [one.title for one in turns(build.plan, split)] == ["Tour", "Tour"]


def test_small_groups_go_together_when_that_takes_fewer_turns() -> None:
    build = delegation(20)
    names = sorted(build.people)
    build.group("A", *names[:12])
    build.group("B", *names[12:16])
    build.group("C", *names[16:])
    tour = build.item("Tour", "10:00", "11:00", groups="ABC")

    split = split_for(build.plan, tour.id, 12)

    assert [part.name for part in split.subgroups] == ["A", "B, C"]
    assert not any(part.is_new for part in split.subgroups)


def test_who_arrives_later_goes_in_a_later_turn() -> None:
    build = delegation(9)
    late = replace(build.plan.delegates[0], arrives_local=at("11:00"), arrives_zone=CPH)
    build.plan = replace(build.plan, delegates=(late, *build.plan.delegates[1:]))
    tour = build.item("Tour", "10:00", "10:45")

    split = split_for(build.plan, tour.id, 5)

    after = split.applied(build.plan)
    own = [one for one in turns(build.plan, split) if late in after.on(one)]
    assert len(own) == 1
    assert own[0].span.start.local >= at("11:00")
    assert [one.kind for one in split.remarks] == ["split.late"]
    assert "Person 00" in sentence(split.remarks[0])


def test_the_turns_begin_earlier_when_the_time_after_is_taken() -> None:
    build = delegation(10)
    tour = build.item("Tour", "15:00", "16:00")
    build.item("Reception", "16:30", "20:00")

    split = split_for(build.plan, tour.id, 5)

    assert sorted(clocks(build.plan, split)) == ["Mon 14:15–15:15", "Mon 15:25–16:25"]


def test_a_day_that_is_too_short_sends_the_rest_to_the_first_time_possible_and_says_so() -> None:
    build = delegation(10)
    tour = build.item("Tour", "15:00", "16:00")
    build.item("Talks", "08:00", "15:00")
    build.item("Reception", "16:30", "20:00")
    build.item("Breakfast talks", "Tue 08:00", "Tue 09:30")

    split = split_for(build.plan, tour.id, 5)

    assert sorted(clocks(build.plan, split)) == ["Mon 15:00–16:00", "Tue 09:30–10:30"]
    assert [one.kind for one in split.remarks] == ["split.other_day"]
    assert {one.span.duration for one in turns(build.plan, split)} == {dt.timedelta(hours=1)}


def test_without_any_time_at_all_a_turn_waits() -> None:
    build = delegation(10)
    build.plan = replace(build.plan, visit=replace(build.plan.visit, last_day=MONDAY))
    tour = build.item("Tour", "15:00", "16:00")
    build.item("Talks", "08:00", "15:00")
    build.item("Reception", "16:00", "20:00")

    split = split_for(build.plan, tour.id, 5)

    assert sorted(clocks(build.plan, split)) == ["Mon 15:00–16:00", "–"]
    assert [one.kind for one in split.remarks] == ["split.waiting"]


def test_hosts_rooms_and_opening_hours_are_kept() -> None:
    build = delegation(10)
    guide, house = person("Nilsson", "Eva"), site("ESS")
    tour = build.item("Tour", "14:00", "15:00", host=guide, at_site=house)
    build.item("Eva's seminar", "15:00", "16:00", named=(), without=tuple(build.people), host=guide)
    build.add(
        hours=(
            OpeningHours(
                id=RecordId(new_id()),
                site_id=house.id,
                weekday=0,
                opens=dt.time(13),
                closes=dt.time(17, 30),
            ),
        ),
        rules=(
            SiteRule(
                id=RecordId(new_id()), site_id=house.id, kind=SiteRuleKind.MAX_GROUP, number=5
            ),
        ),
    )

    split = split_for(build.plan, tour.id, limit_of(build.plan, tour) or 0)

    assert sorted(clocks(build.plan, split)) == ["Mon 14:00–15:00", "Mon 16:00–17:00"]
    after = split.applied(build.plan)
    assert all(after.hosts_of(one)[0].person_id == guide.id for one in turns(build.plan, split))
    assert [one for one in findings_of(after) if one.severity > Severity.WARNING] == []


def test_two_stations_change_places() -> None:
    build = delegation(12)
    ess = build.item("ESS", "10:00", "11:00")
    max_iv = build.item("MAX IV", "11:30", "12:15")

    split = split_for(build.plan, ess.id, 6, beside=[max_iv.id])

    seen = {
        (turn.subgroup.name, one.title): f"{one.start_local:%H:%M}"
        for turn, one in zip(split.turns, turns(build.plan, split), strict=True)
    }
    assert seen == {
        ("A", "ESS"): "10:00",
        ("B", "MAX IV"): "10:00",
        ("B", "ESS"): "11:10",
        ("A", "MAX IV"): "11:10",
    }
    assert conflicts(split.applied(build.plan)) == set()


def test_a_station_with_the_same_host_takes_no_part_and_that_is_said() -> None:
    build = delegation(12)
    guide = person("Nilsson", "Eva")
    ess = build.item("ESS", "10:00", "11:00", host=guide)
    hall = build.item("Hall", "11:30", "12:15", host=guide)

    split = split_for(build.plan, ess.id, 6, beside=[hall.id])

    assert [one.kind for one in split.remarks] == ["split.beside"]
    assert {turn.item.title for turn in split.turns} == {"ESS"}


def test_a_group_that_fits_is_not_split() -> None:
    build = delegation(5)
    tour = build.item("Tour", "10:00", "11:00")

    split = split_for(build.plan, tour.id, 5)

    assert (split.turns, split.records, split.changed) == ((), (), ())
    assert split.applied(build.plan).items == build.plan.items


OTHERS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(8 * 4, 18 * 4), st.integers(1, 8), st.integers(0, 3)),
    max_size=8,
)


@settings(max_examples=150)
@given(
    heads=st.integers(6, 55),
    limit=st.integers(3, 25),
    houses=st.integers(1, 12),
    interpreters=st.integers(0, 4),
    late=st.integers(0, 3),
    others=OTHERS,
)
def test_everybody_has_one_turn_and_nothing_new_collides(
    heads: int,
    limit: int,
    houses: int,
    interpreters: int,
    late: int,
    others: list[tuple[int, int, int, int]],
) -> None:
    build = delegation(heads, houses=houses, interpreters=min(interpreters, heads))
    places = [
        site("North", latitude=55.7, longitude=12.5),
        site("South", latitude=55.6, longitude=12.6),
    ]
    build.plan = replace(
        build.plan,
        sites=tuple(places),
        delegates=tuple(
            replace(one, arrives_local=at("11:00"), arrives_zone=CPH)
            if place >= heads - late
            else one
            for place, one in enumerate(build.plan.delegates)
        ),
    )
    names = sorted(build.people)
    guide = person("Nilsson", "Eva")
    build.add(people=(guide,))
    tour = build.item("Tour", "10:00", "11:00", host=guide, at_site=places[0])
    for number, (day, quarter, length, who) in enumerate(others):
        start = at("00:00", MONDAY + dt.timedelta(day)) + dt.timedelta(minutes=15 * quarter)
        build.item(
            f"Other {number}",
            start.isoformat(),
            (start + dt.timedelta(minutes=15 * length)).isoformat(),
            named=tuple(names[who::4]),
            host=guide if number == 0 else None,
            at_site=places[number % 2],
        )
    before = conflicts(build.plan)

    split = split_for(build.plan, ItemId(tour.id), limit)

    after = split.applied(build.plan)
    assert conflicts(after) <= before
    if not split.turns:
        refused = "split.refused" in {one.kind for one in split.remarks}
        assert refused or heads <= limit or len(build.plan.on(tour)) <= limit
        return
    assert len(split.subgroups) == math.ceil(heads / limit)
    assert max(len(part.delegates) for part in split.subgroups) <= limit
    sizes = [len(part.delegates) for part in split.subgroups]
    assert max(sizes) - min(sizes) <= 1
    assert sorted(key for part in split.subgroups for key in part.delegates) == sorted(
        one.id for one in build.plan.delegates
    )
    for turn in split.turns:
        on = {one.id for one in after.on(after.item[turn.item.id])}
        assert on == set(turn.subgroup.delegates)
    principals = [one.id for one in build.plan.delegates if one.rank and one.arrives_local is None]
    free = sizes[0] - sum(
        one.category is Category.INTERPRETER and one.id in split.subgroups[0].delegates
        for one in build.plan.delegates
    )
    together = principals[: min(5, free)]
    assert set(together) <= set(split.subgroups[0].delegates) or any(
        one.category is Category.INTERPRETER for one in build.plan.delegates if one.id in together
    )


def test_no_interpreter_is_lost_when_there_are_more_than_groups() -> None:
    build = delegation(9, interpreters=5)
    tour = build.item("Tour", "10:00", "11:00")

    split = split_for(build.plan, tour.id, 5)

    category = {one.id: one.category for one in build.plan.delegates}
    spread = [
        sum(category[one] is Category.INTERPRETER for one in part.delegates)
        for part in split.subgroups
    ]
    assert sorted(spread) == [2, 3]


def test_a_turn_of_a_late_evening_does_not_go_on_after_midnight() -> None:
    build = PlanBuilder("Abe", "Sato", "Ito", "Mori")
    tour = build.item("Night tour", "22:30", "23:55", kind=ItemKind.TOUR)

    found = split_for(build.plan, tour.id, 2)

    starts = [turn.item.start_local for turn in found.turns if turn.item.start_local]
    assert all(start.hour >= 8 for start in starts)
