"""What a split brings along: coaches between the places, free time that is said, no new conflict."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from factories import CPH, PlanBuilder, at, site
from planner.domain.arranging.splitting import Split, split_for
from planner.domain.checks import Circumstances, findings_of
from planner.domain.findings import Severity
from planner.domain.ids import ItemId, RecordId, new_id
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import Site, SiteRule, SiteRuleKind
from planner.domain.travel import Mode, TravelTime
from planner.phrases import sentence

NORTH = (55.79, 12.52)
SOUTH = (55.68, 12.57)


def people(count: int) -> PlanBuilder:
    return PlanBuilder(*(f"Person {number:02}" for number in range(count)))


def ess() -> Site:
    return site("ESS", latitude=55.735, longitude=13.251)


def max_iv() -> Site:
    return site("MAX IV", latitude=55.727, longitude=13.233)


def by_coach(one: Site, other: Site, minutes: int, mode: Mode = Mode.COACH) -> Circumstances:
    entry = TravelTime(
        id=RecordId(new_id()),
        from_site_id=one.id,
        to_site_id=other.id,
        mode=mode,
        minutes=minutes,
    )
    return Circumstances(travel_times=(entry,))


def lines(plan: Plan, split: Split) -> list[str]:
    """What is new or has moved, earliest first: time, title, groups."""
    after = split.applied(plan)
    told = []
    for item in after.scheduled:
        groups = "+".join(group.letter for group in after.groups_on(item))
        if item != plan.item.get(item.id):
            told.append(f"{item.start_local:%a %H:%M}–{item.end_local:%H:%M} {item.title} {groups}")
    return sorted(told)


def new_conflicts(plan: Plan, split: Split, around: Circumstances | None = None) -> set[str]:
    before, after = (
        {one.key for one in findings_of(one, around) if one.severity is Severity.CONFLICT}
        for one in (plan, split.applied(plan))
    )
    return after - before


def test_groups_that_change_places_get_a_coach_each_way() -> None:
    build, first, second = people(12), ess(), max_iv()
    tour = build.item("Tour", "10:00", "11:00", at_site=first)
    other = build.item("Ring", "12:00", "13:00", at_site=second)
    around = by_coach(first, second, 20)

    split = split_for(build.plan, tour.id, 6, beside=[other.id], around=around)

    assert lines(build.plan, split) == [
        "Mon 10:00–11:00 Ring B",
        "Mon 10:00–11:00 Tour A",
        "Mon 11:00–11:20 Coach to ESS B",
        "Mon 11:00–11:20 Coach to MAX IV A",
        "Mon 11:20–12:20 Ring A",
        "Mon 11:20–12:20 Tour B",
    ]
    assert new_conflicts(build.plan, split, around) == set()
    after = split.applied(build.plan)
    assert [one.kind for one in findings_of(after, around) if one.kind.startswith("leg.")] == []
    assert {after.leg_of[one.id].mode for one in split.legs} == {Mode.COACH}


def test_the_coach_between_the_places_is_used_again() -> None:
    build, first, second = people(12), ess(), max_iv()
    tour = build.item("Tour", "10:00", "11:00", at_site=first)
    shuttle = build.leg("Shuttle", "11:00", "11:20", origin=first, goal=second)
    other = build.item("Ring", "11:30", "12:30", at_site=second)

    split = split_for(build.plan, tour.id, 6, beside=[other.id], around=by_coach(first, second, 20))

    after = split.applied(build.plan)
    assert [group.letter for group in after.groups_on(after.item[shuttle.id])] == ["A"]
    assert sorted(one.title for one in split.legs) == ["Coach to ESS", "Shuttle"]
    assert split.remarks == ()


def test_a_coach_that_nobody_needs_any_more_waits_and_that_is_said() -> None:
    build, first = people(12), ess()
    hall = site("Hall", latitude=55.70, longitude=13.19)
    build.item("Talks", "08:00", "11:00", at_site=hall)
    tour = build.item("Tour", "10:00", "11:00", at_site=first)
    back = build.leg("Back to the hall", "11:00", "11:30", origin=first, goal=hall)
    build.item("Lunch", "11:30", "12:30", at_site=hall, kind=ItemKind.MEAL)

    split = split_for(build.plan, tour.id, 6, around=by_coach(first, hall, 30))

    assert not split.applied(build.plan).item[back.id].is_scheduled
    assert [sentence(one) for one in split.remarks] == [
        "Nobody needs “Back to the hall” any more; it would wait unscheduled."
    ]


def test_who_goes_back_for_a_later_turn_is_brought_there_and_on() -> None:
    build, first = people(12), ess()
    hall = site("Hall", latitude=55.70, longitude=13.19)
    tour = build.item("Tour", "11:00", "12:00", at_site=first)
    build.leg("To lunch", "12:00", "12:30", origin=first, goal=hall)
    build.item("Breakfast", "08:00", "10:15", at_site=hall)
    build.item("Lunch", "12:30", "13:30", at_site=hall, kind=ItemKind.MEAL)
    build.item("Dinner", "18:00", "20:00", at_site=hall, kind=ItemKind.MEAL)

    split = split_for(build.plan, tour.id, 6, around=by_coach(first, hall, 30))

    assert lines(build.plan, split) == [
        "Mon 10:30–11:00 Coach to ESS A",
        "Mon 11:00–12:00 Tour A",
        "Mon 11:00–12:30 Free time B",
        "Mon 12:00–12:30 To lunch A",
        "Mon 13:30–14:00 Coach to ESS B",
        "Mon 13:30–15:00 Free time A",
        "Mon 14:00–15:00 Tour B",
        "Mon 15:00–15:30 Coach to Hall B",
    ]


def test_places_within_a_walk_need_no_coach() -> None:
    build = people(12)
    first, second = (
        site("East", latitude=55.70, longitude=12.57),
        site("West", latitude=55.70, longitude=12.58),
    )
    tour = build.item("Tour", "10:00", "11:00", at_site=first)
    other = build.item("Hall", "12:00", "13:00", at_site=second)

    split = split_for(build.plan, tour.id, 6, beside=[other.id])
    by_foot = split_for(
        build.plan, tour.id, 6, beside=[other.id], around=by_coach(first, second, 25, Mode.WALK)
    )

    assert (split.legs, by_foot.legs) == ((), ())
    assert len(by_foot.turns) == 4


def test_the_way_through_the_gate_is_kept_free_after_the_coach() -> None:
    build, first, second = people(12), ess(), max_iv()
    build.add(
        rules=(
            SiteRule(
                id=RecordId(new_id()),
                site_id=second.id,
                kind=SiteRuleKind.ACCESS_TIME,
                number=15,
            ),
        )
    )
    tour = build.item("Tour", "10:00", "11:00", at_site=first)
    other = build.item("Ring", "12:00", "13:00", at_site=second)

    split = split_for(build.plan, tour.id, 6, beside=[other.id], around=by_coach(first, second, 20))

    assert lines(build.plan, split)[2:] == [
        "Mon 11:00–11:20 Coach to MAX IV A",
        "Mon 11:15–11:35 Coach to ESS B",
        "Mon 11:35–12:35 Ring A",
        "Mon 11:35–12:35 Tour B",
    ]


def test_who_has_nothing_while_others_are_in_has_free_time_that_is_said() -> None:
    build, house = people(12), ess()
    tour = build.item("Tour", "10:00", "11:00", at_site=house)
    build.item("Welcome", "09:00", "10:00", at_site=house)
    build.item("Lunch", "12:30", "13:30", at_site=house, kind=ItemKind.MEAL)

    split = split_for(build.plan, tour.id, 6)

    assert lines(build.plan, split) == [
        "Mon 10:00–11:00 Tour A",
        "Mon 10:00–11:10 Free time B",
        "Mon 11:00–12:10 Free time A",
        "Mon 11:10–12:10 Tour B",
    ]


def test_free_time_names_people_where_others_of_their_group_have_something() -> None:
    build, house = people(12), ess()
    tour = build.item("Tour", "10:00", "11:00", at_site=house)
    build.item("Welcome", "09:00", "10:00", at_site=house)
    build.item("Seminar", "11:10", "12:10", named=("Person 00",), at_site=house)
    build.item("Lunch", "12:30", "13:30", at_site=house, kind=ItemKind.MEAL)

    split = split_for(build.plan, tour.id, 6)

    after = split.applied(build.plan)
    (own,) = [one for one in split.free if after.named_on(one)]
    first = [after.name_of(one) for one in after.on(own)]
    assert first == [f"Person {number:02}" for number in range(1, 6)]
    assert "audience.idle" not in {one.kind for one in findings_of(after)}


def test_groups_that_are_free_together_share_the_free_time() -> None:
    build = people(12)
    tour = build.item("Tour", "10:00", "11:00")
    build.item("Welcome", "09:00", "10:00")
    build.item("Lunch", "14:00", "15:00", kind=ItemKind.MEAL)

    split = split_for(build.plan, tour.id, 4)

    after = split.applied(build.plan)
    times = [
        (f"{one.start_local:%H:%M}–{one.end_local:%H:%M}", len(after.groups_on(one)))
        for one in sorted(split.free, key=after.when)
    ]
    assert times == [("10:00–11:10", 1), ("10:00–12:20", 1), ("11:00–13:20", 1), ("12:10–13:20", 1)]


def test_nobody_is_sent_across_the_country_for_a_turn() -> None:
    build = people(12)
    kobe, tokyo = site("Kobe"), site("Tokyo")
    build.item("Night", "Mon 20:00", "Wed 10:00", kind=ItemKind.STAY, at_site=kobe)
    build.item("Talks", "08:00", "14:55")
    tour = build.item("Tour", "15:00", "16:00", at_site=tokyo)
    build.item("Train", "16:00", "20:00", at_site=tokyo)

    split = split_for(build.plan, tour.id, 6, around=by_coach(kobe, tokyo, 400))

    assert [one.kind for one in split.remarks] == ["split.waiting"]
    assert split.legs == ()


def test_free_time_at_a_small_site_does_not_count_as_being_inside() -> None:
    build, house = people(12), ess()
    build.add(
        rules=(
            SiteRule(
                id=RecordId(new_id()), site_id=house.id, kind=SiteRuleKind.MAX_GROUP, number=6
            ),
        )
    )
    tour = build.item("Tour", "10:00", "11:00", at_site=house)
    build.item("Welcome", "09:00", "10:00")
    build.item("Lunch", "12:30", "13:30", kind=ItemKind.MEAL)

    split = split_for(build.plan, tour.id, 6)

    assert len(split.free) == 2
    assert [one for one in findings_of(split.applied(build.plan)) if one.kind[:4] == "site"] == []


def test_the_last_turn_of_the_day_is_brought_to_bed() -> None:
    build, house = people(12), ess()
    hotel = site("Hotel", latitude=55.70, longitude=13.19)
    build.item("Night", "15:00", "Tue 10:00", kind=ItemKind.STAY, at_site=hotel)
    tour = build.item("Tour", "15:00", "16:00", at_site=house)
    build.leg("Back", "16:00", "16:30", origin=house, goal=hotel)

    split = split_for(build.plan, tour.id, 6, around=by_coach(house, hotel, 30))

    after = split.applied(build.plan)
    ends = {one.id: after.presence[one.id][-1] for one in after.delegates}
    goals = {after.leg_of[item.id].to_site_id for item in ends.values() if item.id in after.leg_of}
    assert goals == {hotel.id}
    assert all(item.id in after.leg_of for item in ends.values())


def test_what_would_not_fit_without_the_item_between_is_not_split_and_that_is_said() -> None:
    build, far, near = people(12), site("Far", latitude=59.3, longitude=18.0), ess()
    halfway = site("Halfway")
    build.item("Early", "09:00", "10:00", at_site=near)
    tour = build.item("Tour halfway", "10:10", "11:10", at_site=halfway)
    build.item("Late", "11:20", "18:00", at_site=far)
    ways = (*by_coach(near, halfway, 10).travel_times, *by_coach(halfway, far, 10).travel_times)

    split = split_for(build.plan, tour.id, 6, around=Circumstances(travel_times=ways))

    assert split.turns == ()
    assert split.applied(build.plan) == build.plan
    assert [one.kind for one in split.remarks] == ["split.refused", "transfer.estimated"]
    assert "cannot be split" in sentence(split.remarks[0])


@settings(max_examples=120, deadline=None)
@given(
    heads=st.integers(4, 20),
    limit=st.integers(2, 10),
    ride=st.integers(5, 90),
    gate=st.sampled_from((0, 0, 15, 40)),
    crowd=st.sampled_from((0, 6, 12)),
    beside=st.booleans(),
    shuttle=st.booleans(),
    others=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.integers(7 * 4, 20 * 4),
            st.integers(1, 8),
            st.integers(0, 2),
            st.sampled_from((ItemKind.MEETING, ItemKind.MEAL, ItemKind.FREE, ItemKind.STAY)),
        ),
        max_size=7,
    ),
)
def test_accepting_a_split_never_makes_a_new_conflict(
    heads: int,
    limit: int,
    ride: int,
    gate: int,
    crowd: int,
    beside: bool,
    shuttle: bool,
    others: list[tuple[int, int, int, int, ItemKind]],
) -> None:
    build = people(heads)
    first, second, third = site("A"), site("B"), site("C", latitude=55.6, longitude=12.6)
    build.add(
        sites=(third,),
        rules=tuple(
            SiteRule(id=RecordId(new_id()), site_id=second.id, kind=kind, number=number)
            for kind, number in ((SiteRuleKind.ACCESS_TIME, gate), (SiteRuleKind.MAX_GROUP, crowd))
            if number
        ),
    )
    tour = build.item("Tour", "10:00", "11:00", at_site=first)
    ring = build.item("Ring", "12:30", "13:30", at_site=second)
    if shuttle:
        build.leg("Hither", "08:30", "09:45", origin=third, goal=first)
        build.leg("Hence", "13:45", "15:00", origin=second, goal=third)
        build.leg("Shuttle", "11:15", "12:15", origin=first, goal=second)
    names = sorted(build.people)
    for number, (day, quarter, length, who, kind) in enumerate(others):
        start = at("00:00") + dt.timedelta(days=day, minutes=15 * quarter)
        build.item(
            f"Other {number}",
            start.isoformat(),
            (start + dt.timedelta(minutes=15 * length)).isoformat(),
            named=tuple(names[who::3]),
            at_site=(first, second, third)[number % 3],
            kind=kind,
        )
    times = tuple(
        TravelTime(
            id=RecordId(new_id()),
            from_site_id=one.id,
            to_site_id=other.id,
            mode=Mode.COACH,
            minutes=ride,
        )
        for one, other in ((first, second), (second, third), (first, third))
    )
    around = Circumstances(travel_times=times)
    late = replace(build.plan.delegates[0], arrives_local=at("10:30"), arrives_zone=CPH)
    build.plan = replace(build.plan, delegates=(late, *build.plan.delegates[1:]))

    split = split_for(
        build.plan,
        ItemId(tour.id),
        limit,
        beside=[ring.id] if beside else [],
        around=around,
    )

    copies = {turn.item.id: turn.copied_from for turn in split.turns if turn.copied_from}
    before = {_key(one, {}) for one in _grave(build.plan, around)}
    assert {_key(one, copies) for one in _grave(split.applied(build.plan), around)} <= before
    after = split.applied(build.plan)
    for one in split.legs:
        _arrives_in_time(after, one, around)


def _grave(plan: Plan, around: Circumstances) -> list:  # type: ignore[type-arg]
    return [one for one in findings_of(plan, around) if one.severity is Severity.CONFLICT]


def _key(finding, copies) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    return (finding.kind, *sorted(copies.get(one.id, one.id) for one in finding.subjects))


def _arrives_in_time(plan: Plan, coach: Item, around: Circumstances) -> None:
    """The coach takes as long as the table says, and each passenger comes from and goes where it does."""
    leg = plan.leg_of[coach.id]
    assert leg.from_site_id is not None
    assert leg.to_site_id is not None
    known = around.travel_time(leg.from_site_id, leg.to_site_id)
    start, end = plan.when(coach)
    assert known is not None
    assert end - start >= known.minutes
    assert plan.on(coach)
