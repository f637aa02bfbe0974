"""Arranging: what flows, what stays, what is swapped and copied, and what is remarked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, at, person, site
from planner.domain.arranging.cloning import Clone, Links, cloned
from planner.domain.arranging.copying import copied_day, duplicated
from planner.domain.arranging.flowing import Reach, flowed, lengthened, shifted_after
from planner.domain.arranging.lateness import late
from planner.domain.arranging.proposals import Proposal, consequences, later, placed
from planner.domain.arranging.swapping import swapped
from planner.domain.findings import Finding, Severity
from planner.domain.ids import RecordId, ResourceId, ThemeId, new_id
from planner.domain.itinerary import (
    AudienceKind,
    Item,
    ItemHost,
    ItemKind,
    ItemResource,
    ItemStatus,
)
from planner.domain.plan import Plan
from planner.domain.slots import Slot, put
from planner.domain.times import WallTime
from planner.domain.travel import Leg, Mode, Resource, ResourceKind
from planner.domain.visits import Delegate, GroupMember, Visit, VisitStatus, VisitTheme
from planner.phrases import sentence


def times(plan: Plan, proposal: Proposal) -> dict[str, str]:
    """What would move, as "title: start–end" on the Monday."""
    after = proposal.applied(plan)
    return {
        after.item[one.item_id].title: "–".join(
            f"{moment:%H:%M}" if moment else "none"
            for moment in (
                after.item[one.item_id].start_local,
                after.item[one.item_id].end_local,
            )
        )
        for one in proposal.placements
    }


def kinds(found: tuple[Finding, ...] | list[Finding]) -> list[str]:
    return [one.kind for one in found]


def test_a_longer_item_pushes_what_follows_and_gaps_stay_as_long_as_they_were() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "10:00")
    build.item("Tour", "10:15", "11:00")
    build.item("Lunch", "12:00", "13:00")
    build.item("Dinner", "Tue 19:00", "Tue 21:00")

    longer = lengthened(build.plan, talk.id, 20)

    assert times(build.plan, longer) == {
        "Talk": "09:00–10:20",
        "Tour": "10:35–11:20",
        "Lunch": "12:20–13:20",
    }
    assert longer.remarks == ()
    back = lengthened(longer.applied(build.plan), talk.id, -20)
    assert back.applied(longer.applied(build.plan)).items == build.plan.items


def test_nothing_flows_past_a_fixed_item_and_the_overrun_is_told() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "10:00")
    build.item("Tour", "10:15", "12:55")
    build.item("Joint committee", "13:00", "15:00", fixed=True)
    build.item("Walk", "15:10", "16:00")

    longer = lengthened(build.plan, talk.id, 17)

    assert times(build.plan, longer) == {"Talk": "09:00–10:17", "Tour": "10:32–13:12"}
    assert [sentence(one) for one in longer.remarks] == [
        "12 min over before “Joint committee” (Mon 10 May 13:00)."
    ]


def test_a_train_is_as_firm_as_a_fixed_item() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "10:00")
    train = build.leg("Train", "10:10", "11:00")
    build.leg("Coach", "11:10", "11:30")
    build.plan = replace(
        build.plan,
        legs=tuple(
            replace(leg, mode=Mode.TRAIN) if leg.item_id == train.id else leg
            for leg in build.plan.legs
        ),
    )

    longer = lengthened(build.plan, talk.id, 30)

    assert list(times(build.plan, longer)) == ["Talk"]
    assert kinds(longer.remarks) == ["flow.over"]
    assert longer.remarks[0].facts["minutes"] == 20


def test_what_is_carried_past_a_fixed_item_is_told_but_not_what_was_put_there() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "09:30")
    tour = build.item("Tour", "09:30", "10:00")
    build.item("Signing", "10:00", "10:15", fixed=True)
    walk = build.item("Walk", "10:15", "10:45")

    carried = lengthened(build.plan, talk.id, 60)
    put = swapped(build.plan, tour.id, walk.id)
    beyond = shifted_after(build.plan, talk.id, 60)

    assert [one.facts["minutes"] for one in carried.remarks] == [60]
    assert kinds(beyond.remarks) == ["flow.over"]
    assert times(build.plan, put) == {"Tour": "10:15–10:45", "Walk": "09:30–10:00"}
    assert put.remarks == ()


def test_only_what_shares_people_flows_and_they_carry_others_along() -> None:
    build = PlanBuilder("Sato", "Tanaka", "Ito")
    build.group("A", "Sato")
    build.group("B", "Tanaka")
    talk = build.item("Talk A", "09:00", "10:00", groups="A")
    build.item("Talk B", "09:00", "10:00", groups="B")
    build.item("Tour B", "10:00", "11:00", groups="B")
    build.item("Lunch A and B", "12:00", "13:00", groups="AB")
    build.item("Walk B", "13:00", "14:00", groups="B")
    build.item("Ito alone", "13:00", "14:00", named=("Ito",))

    longer = lengthened(build.plan, talk.id, 15)

    assert list(times(build.plan, longer)) == ["Talk A", "Lunch A and B", "Walk B"]
    assert [
        one for one in consequences(build.plan, longer) if one.severity > Severity.WARNING
    ] == []


def test_who_has_met_a_fixed_item_is_on_time_again_while_others_flow_on() -> None:
    build = PlanBuilder("Sato", "Tanaka")
    talk = build.item("Talk", "09:00", "10:00")
    build.item("Audience", "10:30", "11:00", named=("Sato",), fixed=True)
    build.item("Tanaka's tour", "10:00", "11:00", named=("Tanaka",))
    build.item("Sato's tour", "11:00", "12:00", named=("Sato",))

    longer = lengthened(build.plan, talk.id, 15)

    assert list(times(build.plan, longer)) == ["Talk", "Tanaka's tour"]
    assert longer.remarks == ()


def test_moving_to_another_day_leaves_both_days_as_they_are() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "10:00")
    build.item("Tour", "10:15", "11:00")
    build.item("Walk", "Tue 10:15", "Tue 11:00")

    moved = flowed(build.plan, talk.id, Slot(WallTime(at("Tue 09:00"), CPH)))

    assert list(times(build.plan, moved)) == ["Talk"]
    assert moved.label == "Move {name}"


def test_hotel_nights_whole_days_and_cancelled_items_do_not_flow() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "10:00")
    build.item("Hotel", "15:00", "Wed 09:00", kind=ItemKind.STAY)
    build.item("Fair", "11:00", "12:00", all_day=True)
    build.item("Tour", "11:00", "12:00", status=ItemStatus.CANCELLED)

    assert list(times(build.plan, lengthened(build.plan, talk.id, 15))) == ["Talk"]


@given(
    gaps=st.lists(st.integers(0, 60), min_size=1, max_size=6),
    fixed=st.lists(st.booleans(), min_size=6, max_size=6),
    minutes=st.integers(-25, 90),
)
def test_lengthening_keeps_lengths_and_distances_and_never_moves_what_is_fixed(
    gaps: list[int], fixed: list[bool], minutes: int
) -> None:
    build = PlanBuilder("Sato")
    clock = at("06:00")
    items: list[Item] = []
    for number, gap in enumerate(gaps):
        start, clock = clock, clock + dt.timedelta(minutes=30)
        items.append(
            build.item(str(number), f"{start:%H:%M}", f"{clock:%H:%M}", fixed=fixed[number])
        )
        clock += dt.timedelta(minutes=gap)

    proposal = lengthened(build.plan, items[0].id, minutes)

    after = proposal.applied(build.plan)
    stopped = False
    for before in items[1:]:
        now = after.item[before.id]
        stopped = stopped or before.fixed
        moved = dt.timedelta(0) if stopped else dt.timedelta(minutes=minutes)
        assert now.span.start.instant - before.span.start.instant == moved
        assert now.span.duration == before.span.duration
    anchors = [item for item in items[1:] if item.fixed]
    room = gaps[items.index(anchors[0]) - 1] if anchors else 1000
    assert bool(proposal.remarks) == (minutes > room)


def test_everything_after_an_item_shifts_on_that_day_or_for_the_rest_of_the_visit() -> None:
    build = PlanBuilder("Sato", "Tanaka")
    talk = build.item("Talk", "09:00", "10:00", named=("Sato",))
    build.item("Meanwhile", "09:30", "10:30", named=("Tanaka",))
    build.item("Tour", "10:00", "11:00", named=("Tanaka",))
    build.item("Signing", "11:00", "12:00", fixed=True)
    build.item("Tuesday", "Tue 09:00", "Tue 10:00")

    day = shifted_after(build.plan, talk.id, 30)
    rest = shifted_after(build.plan, talk.id, 30, reach=Reach.VISIT, bound=True)

    assert times(build.plan, day) == {"Tour": "10:30–11:30"}
    assert kinds(day.remarks) == ["flow.over"]
    assert list(times(build.plan, rest)) == ["Tour", "Signing", "Tuesday"]
    assert rest.remarks == ()


def test_shifting_back_into_a_fixed_item_is_told() -> None:
    build = PlanBuilder("Sato")
    first = build.item("Signing", "09:00", "10:00", fixed=True)
    build.item("Tour", "10:10", "11:00")

    proposal = shifted_after(build.plan, first.id, -25)

    assert [sentence(one) for one in proposal.remarks] == [
        "15 min too early after “Signing” (Mon 10 May 09:00)."
    ]


def test_a_shift_by_a_day_keeps_the_clock_when_the_clocks_change_and_by_minutes_the_real_time() -> (
    None
):
    build = PlanBuilder("Sato")
    night = build.item("Talk", "2027-03-27 10:00", "2027-03-27 11:00")
    flight = build.leg("Flight", "2027-03-28 01:30", "2027-03-28 04:00")

    next_day, soon = later(night, 24 * 60), later(flight, 45)

    assert next_day.start == WallTime(dt.datetime(2027, 3, 28, 10), CPH)
    assert soon.start == WallTime(dt.datetime(2027, 3, 28, 3, 15), CPH)
    assert soon.start is not None
    assert soon.end is not None
    assert soon.end.instant - soon.start.instant == flight.span.duration


def test_nothing_comes_after_what_has_no_time() -> None:
    build = PlanBuilder("Abe")
    build.item("Talk", "09:00", "10:00")
    waiting = build.item("Call")

    proposal = shifted_after(build.plan, waiting.id, 15)

    assert proposal.placements == ()
    assert proposal.applied(build.plan) == build.plan


def test_neighbours_swap_within_their_outer_bounds() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "09:30")
    tour = build.item("Tour", "09:40", "11:00")
    build.item("Lunch", "11:00", "12:00")

    for proposal in (swapped(build.plan, talk.id, tour.id), swapped(build.plan, tour.id, talk.id)):
        assert times(build.plan, proposal) == {"Tour": "09:00–10:20", "Talk": "10:30–11:00"}
        assert consequences(build.plan, proposal) == []


def test_others_take_each_others_start_and_keep_their_length() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "09:30")
    build.item("Between", "10:00", "10:30")
    tour = build.item("Tour", "Tue 14:00", "Tue 15:30")

    proposal = swapped(build.plan, talk.id, tour.id)

    after = proposal.applied(build.plan)
    assert after.item[talk.id].start_local == at("Tue 14:00")
    assert after.item[talk.id].end_local == at("Tue 14:30")
    assert (after.item[tour.id].start_local, after.item[tour.id].end_local) == (
        at("09:00"),
        at("10:30"),
    )


def test_swapping_with_an_unscheduled_item_schedules_it_and_a_fixed_one_is_remarked() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "09:30", fixed=True)
    wish = build.item("Wish")

    proposal = swapped(build.plan, wish.id, talk.id)

    assert times(build.plan, proposal) == {"Wish": "09:00–10:00", "Talk": "none–none"}
    assert kinds(proposal.remarks) == ["swap.fixed"]
    assert swapped(build.plan, wish.id, wish.id).placements == ()


def test_a_swap_twice_is_no_swap() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "09:30")
    tour = build.item("Tour", "09:40", "11:00")

    once = swapped(build.plan, talk.id, tour.id).applied(build.plan)
    again = swapped(once, talk.id, tour.id).applied(once)

    assert again.items == build.plan.items


def with_all(build: PlanBuilder) -> Item:
    """A tour with host, group, vehicle, and a coach that goes to it."""
    build.group("A", *build.people)
    house = site("ESS")
    tour = build.item(
        "Tour",
        "09:00",
        "10:00",
        groups="A",
        host=person("Nilsson", "Eva"),
        at_site=house,
        confirmed_by="Eva",
        confirmed_on=MONDAY,
        confirm_by=MONDAY,
    )
    coach = build.leg("Coach", "08:00", "08:30", groups="A", buffer=10)
    bus = Resource(
        id=ResourceId(new_id()),
        visit_id=build.plan.visit.id,
        kind=ResourceKind.VEHICLE,
        name="Bus",
        capacity=20,
    )
    build.add(
        resources=(bus,),
        bookings=(ItemResource(id=RecordId(new_id()), item_id=coach.id, resource_id=bus.id),),
    )
    return tour


def test_a_duplicate_has_new_ids_the_same_clock_and_no_promise() -> None:
    build = PlanBuilder("Sato")
    tour = with_all(build)

    copies = duplicated(build.plan, tour.id, MONDAY + dt.timedelta(2))

    (new,) = copies.new_items
    assert new.id != tour.id
    assert (new.start_local, new.end_local) == (at("Wed 09:00"), at("Wed 10:00"))
    assert (new.status, new.confirmed_by, new.confirmed_on) == (ItemStatus.TENTATIVE, "", None)
    assert new.confirm_by == MONDAY + dt.timedelta(2)
    hosts = [one for one in copies.records if isinstance(one, ItemHost)]
    assert [(one.item_id, one.person_id) for one in hosts] == [
        (new.id, build.plan.hosts[0].person_id)
    ]
    assert {one.id for one in copies.records}.isdisjoint(
        {one.id for one in (*build.plan.items, *build.plan.hosts, *build.plan.audience)}
    )


def test_a_day_is_copied_with_legs_and_bookings_but_without_its_hotel() -> None:
    build = PlanBuilder("Sato")
    with_all(build)
    build.item("Hotel", "15:00", "Tue 09:00", kind=ItemKind.STAY)
    build.item("Off", "16:00", "17:00", status=ItemStatus.CANCELLED)
    build.item("Tuesday", "Tue 09:00", "Tue 10:00")

    copies = copied_day(build.plan, MONDAY, MONDAY + dt.timedelta(1))

    assert [item.title for item in copies.new_items] == ["Coach", "Tour"]
    assert {item.start_local for item in copies.new_items} == {at("Tue 08:00"), at("Tue 09:00")}
    assert [one.buffer_minutes for one in copies.records if isinstance(one, Leg)] == [10]
    assert sum(isinstance(one, ItemResource) for one in copies.records) == 1


def test_a_copy_over_the_change_of_clocks_keeps_local_times() -> None:
    build = PlanBuilder("Sato")
    twice = build.item("Night", "2027-10-31 02:30", "2027-10-31 04:00", start_fold=1)

    (new,) = duplicated(build.plan, twice.id, dt.date(2027, 11, 1)).new_items

    assert (new.start_local, new.start_fold) == (dt.datetime(2027, 11, 1, 2, 30), 0)
    assert new.end_local == dt.datetime(2027, 11, 1, 4)


def rebuilt(plan: Plan, records: tuple[object, ...]) -> Plan:
    """The cloned visit as a plan, with what the library would add."""

    def of(kind: type) -> tuple[object, ...]:
        return tuple(one for one in records if isinstance(one, kind))

    from planner.domain.itinerary import ItemAudience
    from planner.domain.visits import Group

    return replace(
        plan,
        visit=of(Visit)[0],
        delegates=of(Delegate),
        groups=of(Group),
        members=of(GroupMember),
        items=of(Item),
        legs=of(Leg),
        hosts=of(ItemHost),
        audience=of(ItemAudience),
        bookings=of(ItemResource),
        resources=of(Resource),
    )  # type: ignore[arg-type]


def test_a_cloned_visit_is_the_same_some_days_later_with_nothing_promised() -> None:
    build = PlanBuilder("Sato", "Tanaka")
    with_all(build)
    build.item("Talk", "Tue 09:00", "Tue 10:00", without=("Sato",))
    build.item("Wish", status=ItemStatus.IDEA)
    build.item("Off", "16:00", "17:00", status=ItemStatus.CANCELLED)
    theme = VisitTheme(
        id=RecordId(new_id()), visit_id=build.plan.visit.id, theme_id=ThemeId(new_id())
    )

    made = cloned(build.plan, Clone(code="NEW", first_day=dt.date(2028, 5, 14)), Links((theme,)))

    assert (made.visit.first_day, made.visit.last_day) == (
        dt.date(2028, 5, 14),
        dt.date(2028, 5, 16),
    )
    assert (made.visit.code, made.visit.status) == ("NEW", VisitStatus.IDEA)
    new = rebuilt(build.plan, made.records)
    was = [item for item in build.plan.items if item.title != "Off"]
    moved = made.visit.first_day - MONDAY
    for before in was:
        (now,) = (item for item in new.items if item.title == before.title)
        assert now.start_local == (before.start_local + moved if before.start_local else None)
        assert [new.name_of(one) for one in new.on(now)] == [
            build.plan.name_of(one) for one in build.plan.on(before)
        ]
        assert now.status is (ItemStatus.IDEA if before.title == "Wish" else ItemStatus.TENTATIVE)
    assert len(new.items) == len(was)
    assert [one.visit_id for one in new.resources] == [made.visit.id]
    assert new.booked_for(next(item for item in new.items if item.title == "Coach"))
    assert any(
        isinstance(one, VisitTheme) and one.theme_id == theme.theme_id for one in made.records
    )


@pytest.mark.parametrize("status", [VisitStatus.IDEA, VisitStatus.TEMPLATE])
def test_a_cancelled_entry_without_a_time_stays_behind_too(status: VisitStatus) -> None:
    build = PlanBuilder("Sato")
    build.item("Wish", status=ItemStatus.IDEA)
    build.item("Dropped", status=ItemStatus.CANCELLED)

    made = cloned(build.plan, Clone(code="NEW", status=status))
    assert [item.title for item in rebuilt(build.plan, made.records).items] == ["Wish"]


def test_a_template_names_nobody() -> None:
    build = PlanBuilder("Sato", "Tanaka")
    with_all(build)
    owner = build.plan.sites[0].id
    build.plan = replace(
        build.plan,
        visit=replace(build.plan.visit, emergency_contact="Sato 12 34"),
        delegates=(
            replace(build.plan.delegates[0], role="Head of delegation", notes="private"),
            build.plan.delegates[1],
        ),
        sites=tuple(
            replace(one, organisation_id="house") if one.id == owner else one
            for one in build.plan.sites
        ),  # type: ignore[arg-type]
    )

    made = cloned(build.plan, Clone(placeholders=True, status=VisitStatus.TEMPLATE))

    new = rebuilt(build.plan, made.records)
    assert [new.name_of(one) for one in new.delegates] == ["N.N. (Head of delegation)", "N.N."]
    assert [(one.person_id, one.organisation_id) for one in new.hosts] == [(None, "house")]
    told = repr(made.records)
    for secret in ("Sato", "private", *(one.id for one in build.plan.people)):
        assert secret not in told
    assert {item.audience for item in new.items} == {AudienceKind.GROUPS}
    assert all(len(new.on(item)) == 2 for item in new.items)


# whole days


def whole_day(build: PlanBuilder, title: str = "Fair", day: str = "Mon") -> Item:
    return build.item(title, f"{day} 00:00", f"{day} 00:00", all_day=True)


def test_a_whole_day_moves_by_days_and_keeps_their_number() -> None:
    build = PlanBuilder("Sato")
    fair = whole_day(build)

    there = placed(fair, later(fair, 24 * 60))

    assert (there.start_local, there.end_local) == (at("Tue 00:00"), at("Tue 00:00"))
    assert placed(fair, later(fair, 90)) == fair


def test_a_whole_day_and_an_hour_do_not_change_places() -> None:
    build = PlanBuilder("Sato")
    fair, talk = whole_day(build), build.item("Talk", "Tue 10:00", "Tue 11:00")

    assert swapped(build.plan, fair.id, talk.id).placements == ()


def test_two_whole_days_change_places_as_days() -> None:
    build = PlanBuilder("Sato")
    fair, rest = whole_day(build), whole_day(build, "Free day", "Wed")

    after = swapped(build.plan, fair.id, rest.id).applied(build.plan)

    assert after.item[fair.id].start_local == after.item[fair.id].end_local == at("Wed 00:00")
    assert after.item[rest.id].start_local == after.item[rest.id].end_local == at("Mon 00:00")


def test_a_whole_day_is_not_made_longer_by_minutes() -> None:
    build = PlanBuilder("Sato")
    fair = whole_day(build)

    assert lengthened(build.plan, fair.id, 30).placements == ()


def test_a_journey_of_a_whole_day_has_no_end_that_could_be_late() -> None:
    build = PlanBuilder("Sato")
    coach = build.item("Coach", "Mon 00:00", "Mon 00:00", all_day=True, kind=ItemKind.LEG)

    assert late(build.plan, coach.id, 30).proposal.placements == ()


def test_a_waiting_flight_keeps_the_clock_of_its_far_end() -> None:
    build = PlanBuilder("Sato")
    flight = build.item(
        "Flight", "Mon 12:00", "2027-05-10T16:00", kind=ItemKind.LEG,
        start_zone="Asia/Tokyo", end_zone=CPH,
    )  # fmt: skip
    waiting = replace(flight, start_local=None, end_local=None)

    there = put(waiting, Slot(WallTime(at("Tue 12:00"), "Asia/Tokyo")))

    assert (there.start_zone, there.end_zone) == ("Asia/Tokyo", CPH)
    assert there.span.duration == dt.timedelta(hours=1)
