"""Flow over midnight: an evening goes on in the small hours, and the next morning stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import CPH, PlanBuilder, at
from planner.domain.arranging.flowing import flowed, lengthened, own_day, shifted_after
from planner.domain.arranging.proposals import Proposal
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.domain.travel import Mode
from planner.phrases import sentence


def moves(plan: Plan, proposal: Proposal) -> list[str]:
    after = proposal.applied(plan)
    return [
        f"{one.title} {one.start_local:%a %H:%M}–{one.end_local:%a %H:%M}"
        for one in (after.item[where.item_id] for where in proposal.placements)
    ]


def evening(*names: str) -> tuple[PlanBuilder, Item]:
    build = PlanBuilder(*(names or ("Sato", "Tanaka")))
    dinner = build.item("Dinner", "20:00", "23:30", kind=ItemKind.MEAL)
    return build, dinner


def test_a_longer_dinner_moves_the_night_coach_over_midnight_but_not_the_next_morning() -> None:
    build, dinner = evening()
    build.leg("Coach", "23:45", "Tue 00:15")
    build.item("Nightcap", "Tue 00:15", "Tue 01:00")
    build.item("Breakfast", "Tue 08:00", "Tue 09:00", kind=ItemKind.MEAL)
    build.item("Talks", "Tue 09:00", "Tue 10:00")

    longer = lengthened(build.plan, dinner.id, 45)

    assert moves(build.plan, longer) == [
        "Dinner Mon 20:00–Tue 00:15",
        "Coach Tue 00:30–Tue 01:00",
        "Nightcap Tue 01:00–Tue 01:45",
    ]
    assert longer.remarks == ()


def test_a_coach_after_midnight_follows_a_dinner_before_it() -> None:
    build, dinner = evening()
    build.leg("Coach", "Tue 00:20", "Tue 01:00")

    assert moves(build.plan, lengthened(build.plan, dinner.id, 15)) == [
        "Dinner Mon 20:00–Mon 23:45",
        "Coach Tue 00:35–Tue 01:15",
    ]


def test_the_coach_to_an_early_flight_is_another_day() -> None:
    build, dinner = evening()
    build.leg("Coach to the airport", "Tue 04:00", "Tue 04:30")

    assert moves(build.plan, lengthened(build.plan, dinner.id, 15)) == [
        "Dinner Mon 20:00–Mon 23:45"
    ]


def test_a_night_train_keeps_its_time_and_the_overrun_is_said() -> None:
    build, dinner = evening()
    train = build.leg("Night train", "Tue 00:10", "Tue 06:30")
    build.plan = replace(
        build.plan,
        legs=tuple(
            replace(one, mode=Mode.TRAIN) if one.item_id == train.id else one
            for one in build.plan.legs
        ),
    )
    build.leg("Coach", "Tue 06:45", "Tue 07:15")

    longer = lengthened(build.plan, dinner.id, 60)

    assert moves(build.plan, longer) == ["Dinner Mon 20:00–Tue 00:30"]
    assert [sentence(one) for one in longer.remarks] == [
        "20 min over before “Night train” (Tue 11 May 00:10)."
    ]


def test_running_into_the_next_morning_is_said() -> None:
    build, dinner = evening()
    build.leg("Coach", "23:45", "Tue 00:15")
    build.item("Breakfast", "Tue 07:00", "Tue 08:00", kind=ItemKind.MEAL)

    longer = lengthened(build.plan, dinner.id, 7 * 60)

    assert moves(build.plan, longer) == [
        "Dinner Mon 20:00–Tue 06:30",
        "Coach Tue 06:45–Tue 07:15",
    ]
    assert [sentence(one) for one in longer.remarks] == [
        "“Breakfast” (Tue 11 May 07:00) comes after the night and stays: 15 min over."
    ]


def test_an_evening_that_ends_after_midnight_leaves_the_day_on_which_it_ends() -> None:
    build = PlanBuilder("Sato")
    party = build.item("Reception", "21:00", "Tue 00:30")
    build.leg("Coach", "Tue 00:45", "Tue 01:15")
    build.item("Talks", "Tue 09:00", "Tue 10:00")
    build.item("Dinner", "Tue 19:00", "Tue 21:00")

    assert own_day(party) == dt.date(2027, 5, 10)
    assert [one[:5] for one in moves(build.plan, lengthened(build.plan, party.id, 30))] == [
        "Recep",
        "Coach",
    ]
    assert [one[:5] for one in moves(build.plan, shifted_after(build.plan, party.id, 30))] == [
        "Coach"
    ]


def test_an_arrival_in_the_small_hours_begins_its_day() -> None:
    build = PlanBuilder("Sato")
    flight = build.leg("Night flight", "18:00", "Tue 04:30")
    build.leg("Coach", "Tue 05:30", "Tue 06:00")
    build.item("Talks", "Tue 14:00", "Tue 15:00")

    assert [
        one.split(" Tue")[0] for one in moves(build.plan, lengthened(build.plan, flight.id, 20))
    ][1:] == ["Coach", "Talks"]


def test_a_small_move_over_midnight_takes_what_follows_along() -> None:
    build = PlanBuilder("Sato")
    drink = build.item("Nightcap", "23:00", "23:50")
    build.leg("Coach", "23:55", "Tue 00:25")

    moved = flowed(build.plan, drink.id, Slot(WallTime(at("Tue 00:10"), CPH)))

    assert moves(build.plan, moved) == [
        "Nightcap Tue 00:10–Tue 01:00",
        "Coach Tue 01:05–Tue 01:35",
    ]


@given(
    gaps=st.lists(st.integers(0, 90), min_size=1, max_size=6),
    begins=st.integers(17 * 60, 23 * 60),
    minutes=st.integers(1, 150),
)
def test_what_lengthening_took_shortening_gives_back_over_midnight(
    gaps: list[int], begins: int, minutes: int
) -> None:
    build = PlanBuilder("Sato")
    clock = at("00:00") + dt.timedelta(minutes=begins)
    items: list[Item] = []
    for number, gap in enumerate([0, *gaps]):
        clock += dt.timedelta(minutes=gap)
        end = clock + dt.timedelta(minutes=30)
        items.append(build.item(str(number), clock.isoformat(), end.isoformat()))
        clock = end

    longer = lengthened(build.plan, items[0].id, minutes)

    there = longer.applied(build.plan)
    for before in items[1:]:
        moved = there.item[before.id].span.start.instant - before.span.start.instant
        assert moved == dt.timedelta(minutes=minutes)
    back = lengthened(there, items[0].id, -minutes)
    assert back.applied(there).items == build.plan.items
