"""A late journey: who misses what, and a day that takes the delay up without moving what is fixed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from factories import CPH, PlanBuilder, at
from planner.domain.arranging.lateness import Late, late
from planner.domain.checks import findings_of
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime
from planner.domain.travel import Mode
from planner.phrases import named, sentence


def flight(build: PlanBuilder, start: str = "07:00", end: str = "09:00", **fields: object) -> Item:
    leg = build.leg("Flight", start, end, **fields)  # type: ignore[arg-type]
    build.plan = replace(
        build.plan,
        legs=tuple(
            replace(one, mode=Mode.FLIGHT) if one.item_id == leg.id else one
            for one in build.plan.legs
        ),
    )
    return leg


def would(plan: Plan, found: Late) -> dict[str, str]:
    after = found.proposal.applied(plan)
    result = {}
    for one in found.proposal.placements:
        item = after.item[one.item_id]
        result[item.title] = (
            f"{item.start_local:%H:%M}–{item.end_local:%H:%M}"
            if item.start_local and item.end_local
            else "waits"
        )
    return result


def test_what_is_broken_is_told_in_order_with_names() -> None:
    build = PlanBuilder("Sato", "Tanaka")
    leg = flight(build)
    build.leg("Coach", "09:30", "10:00", named=("Sato",))
    build.item("Welcome", "10:15", "10:25")
    build.item("Talks", "10:30", "12:00")
    build.item("Lunch", "12:00", "13:00")

    found = late(build.plan, leg.id, 100)

    assert found.arrival == WallTime(at("10:40"), CPH)
    assert [sentence(one) for one in found.broken] == [
        "“Coach” (Mon 10 May 09:30) leaves without Sato: 70 min too late.",
        "Sato, Tanaka miss “Welcome” (Mon 10 May 10:15).",
        "Sato, Tanaka join “Talks” 10 min late (Mon 10 May 10:30).",
    ]


def test_gaps_take_the_delay_up_and_what_follows_them_stays() -> None:
    build = PlanBuilder("Sato")
    leg = flight(build)
    build.leg("Coach", "09:30", "10:00")
    build.item("Talks", "10:15", "11:00")
    build.item("Tour", "12:00", "13:00")

    found = late(build.plan, leg.id, 60)

    assert would(build.plan, found) == {
        "Flight": "07:00–10:00",
        "Coach": "10:00–10:30",
        "Talks": "10:30–11:15",
    }
    assert found.proposal.remarks == ()
    assert (
        named(found.proposal.label, found.proposal.facts)
        == "Shift what follows Flight, 60 min late"
    )


def test_a_short_delay_breaks_nothing() -> None:
    build = PlanBuilder("Sato")
    leg = flight(build)
    build.item("Talks", "10:00", "11:00")

    found = late(build.plan, leg.id, 60)

    assert found.broken == ()
    assert would(build.plan, found) == {"Flight": "07:00–10:00"}


def test_the_buffer_after_the_journey_is_kept() -> None:
    build = PlanBuilder("Sato")
    leg = flight(build, buffer=30)
    build.leg("Coach", "09:30", "10:00")

    found = late(build.plan, leg.id, 20)

    assert would(build.plan, found)["Coach"] == "09:50–10:20"


def test_before_a_fixed_item_others_get_shorter_but_not_below_half() -> None:
    build = PlanBuilder("Sato")
    leg = flight(build)
    build.item("Talks", "09:00", "10:00")
    build.item("Tour", "10:00", "11:30")
    build.item("Signing", "11:30", "12:00", fixed=True)

    found = late(build.plan, leg.id, 60)

    assert would(build.plan, found) == {
        "Flight": "07:00–10:00",
        "Talks": "10:00–10:40",
        "Tour": "10:40–11:30",
    }
    assert [one.kind for one in found.proposal.remarks] == ["late.shorter", "late.shorter"]


def test_as_the_last_resort_one_item_waits_unscheduled() -> None:
    build = PlanBuilder("Sato")
    leg = flight(build)
    build.item("Talks", "09:00", "10:00")
    build.item("Tour", "10:00", "11:30")
    build.item("Signing", "11:30", "12:00", fixed=True)

    found = late(build.plan, leg.id, 90)

    assert would(build.plan, found) == {
        "Flight": "07:00–10:30",
        "Talks": "10:30–11:30",
        "Tour": "waits",
    }
    assert [one.kind for one in found.proposal.remarks] == ["late.dropped"]


def test_a_fixed_item_that_cannot_be_reached_stays_and_is_told() -> None:
    build = PlanBuilder("Sato")
    leg = flight(build)
    build.leg("Coach", "09:00", "09:30")
    build.item("Signing", "09:30", "10:30", fixed=True)
    build.item("Lunch", "11:00", "12:00")

    found = late(build.plan, leg.id, 45)

    assert would(build.plan, found) == {"Flight": "07:00–09:45", "Coach": "09:45–10:15"}
    assert [sentence(one) for one in found.proposal.remarks] == [
        "Sato join “Signing” 45 min late (Mon 10 May 09:30)."
    ]


def test_an_item_waits_for_half_of_its_people_and_names_the_others() -> None:
    build = PlanBuilder("Sato", "Tanaka")
    leg = flight(build, named=("Tanaka",))
    build.item("Talks", "09:00", "10:00")
    build.item("Tour", "10:00", "11:00", named=("Sato",))

    found = late(build.plan, leg.id, 30)

    assert would(build.plan, found) == {
        "Flight": "07:00–09:30",
        "Talks": "09:30–10:30",
        "Tour": "10:30–11:30",
    }
    assert [sentence(one) for one in found.proposal.remarks] == [
        "“Talks” (Mon 10 May 09:00) would begin 30 min later for others, too: Sato.",
        "“Tour” (Mon 10 May 10:00) would begin 30 min later for others, too: Sato.",
    ]


def test_one_of_many_is_not_waited_for_unless_it_is_the_first() -> None:
    build = PlanBuilder("Minister", "Tanaka", "Ito", "Mori")
    aide = flight(build, named=("Mori",))
    build.item("Talks", "09:00", "10:00")

    found = late(build.plan, aide.id, 30)

    assert would(build.plan, found) == {"Flight": "07:00–09:30"}
    assert [one.kind for one in found.proposal.remarks] == ["late.joins"]

    build = PlanBuilder("Minister", "Tanaka", "Ito", "Mori")
    own = flight(build, named=("Minister",))
    build.item("Talks", "09:00", "10:00")

    assert would(build.plan, late(build.plan, own.id, 30))["Talks"] == "09:30–10:30"


def test_an_arrival_noted_in_the_delegation_list_is_pointed_out() -> None:
    build = PlanBuilder("Sato", "Tanaka")
    leg = flight(build)
    build.plan = replace(
        build.plan,
        delegates=(
            replace(build.plan.delegates[0], arrives_local=at("09:00"), arrives_zone=CPH),
            replace(build.plan.delegates[1], arrives_local=at("06:00"), arrives_zone=CPH),
        ),
    )

    found = late(build.plan, leg.id, 30)

    assert [sentence(one) for one in found.proposal.remarks] == [
        "The delegation list still has the old arrival of Sato."
    ]


def test_a_train_that_is_missed_is_not_moved() -> None:
    build = PlanBuilder("Sato")
    leg = flight(build)
    train = build.leg("Train", "09:30", "11:00")
    build.plan = replace(
        build.plan,
        legs=tuple(
            replace(one, mode=Mode.TRAIN) if one.item_id == train.id else one
            for one in build.plan.legs
        ),
    )

    found = late(build.plan, leg.id, 45)

    assert would(build.plan, found) == {"Flight": "07:00–09:45"}
    assert [one.kind for one in found.proposal.remarks] == ["late.transfer"]


DAY = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.integers(3, 18),
        st.booleans(),
        st.sampled_from(["AB", "A", "B", "ABC", "C"]),
        st.sampled_from([ItemKind.MEETING, ItemKind.MEAL, ItemKind.LEG]),
    ),
    max_size=9,
)


@settings(max_examples=200)
@given(day=DAY, delay=st.integers(1, 240))
def test_what_is_proposed_keeps_order_lengths_and_fixed_times(
    day: list[tuple[int, int, bool, str, ItemKind]], delay: int
) -> None:
    """Items one after the other, in steps of five minutes, for some of three people."""
    build = PlanBuilder("A", "B", "C")
    leg = flight(build, named=("A", "B"))
    clock = at("09:00")
    for number, (gap, length, fixed, who, kind) in enumerate(day):
        start = clock + dt.timedelta(minutes=5 * gap)
        clock = start + dt.timedelta(minutes=5 * length)
        build.item(
            str(number),
            start.isoformat(),
            clock.isoformat(),
            named=tuple(who),
            fixed=fixed,
            kind=kind,
        )
    plan = build.plan

    found = late(plan, leg.id, delay)

    after = found.proposal.applied(plan)
    told = {subject.id for one in found.proposal.remarks for subject in one.subjects}
    for before in plan.items:
        now = after.item[before.id]
        if before.id == leg.id:
            assert now.span.duration == before.span.duration + dt.timedelta(minutes=delay)
        elif before.fixed:
            assert now == before
        elif now.is_scheduled:
            assert now.span.start.instant >= before.span.start.instant
            assert now.span.duration * 2 >= before.span.duration
            if before.kind is ItemKind.LEG:
                assert now.span.duration == before.span.duration
        else:
            assert before.kind not in (ItemKind.LEG, ItemKind.MEAL)
            assert before.id in told
    for one in findings_of(after):
        if one.kind == "overlap.people":
            assert {subject.id for subject in one.subjects} & told, one.facts
    broken = {subject.id for one in found.broken for subject in one.subjects}
    assert bool(broken) == (len(found.proposal.placements) > 1 or bool(found.proposal.remarks))
