"""Checks find what a coordinator lies awake over, and forbid nothing."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factories import CPH, PlanBuilder, at, person, site
from planner.domain.checks import findings_of
from planner.domain.checks.circumstances import Circumstances, Elsewhere
from planner.domain.checks.overlap import overlapping
from planner.domain.checks.transfer import estimated_minutes
from planner.domain.findings import AcceptedFinding, Finding, Severity
from planner.domain.ids import RecordId, ResourceId, RoomId, new_id
from planner.domain.itinerary import Item, ItemKind, ItemResource, ItemStatus
from planner.domain.plan import Plan
from planner.domain.sites import OpeningHours, Room, SiteRule, SiteRuleKind
from planner.domain.travel import Resource, ResourceKind
from planner.phrases import FAMILIES, SENTENCES, sentence

ESS = {"latitude": 55.7350, "longitude": 13.2510}
NBI = {"latitude": 55.6965, "longitude": 12.5720}


BARE = ("host.missing", "item.place")
"""What is found about any item that is only a title and a time."""


def found_in(
    plan: Plan, around: Circumstances | None = None, accepted: Sequence[AcceptedFinding] = ()
) -> list[Finding]:
    return [
        finding
        for finding in findings_of(plan, around, accepted=accepted)
        if finding.kind not in BARE
    ]


def kinds(plan: Plan) -> list[str]:
    return [finding.kind for finding in found_in(plan)]


def test_two_groups_in_parallel_are_no_conflict() -> None:
    build = PlanBuilder("Abe", "Endo")
    build.group("A", "Abe")
    build.group("B", "Endo")
    build.item("ESS", "09:00", "11:00", groups="A")
    build.item("MAX IV", "09:00", "11:00", groups="B")

    assert kinds(build.plan) == []


def test_a_person_on_two_items_at_once_is_a_conflict_that_names_them() -> None:
    build = PlanBuilder("Abe", "Endo")
    build.group("A", "Abe")
    build.item("Talks", "09:00", "11:00")
    build.item("Tour", "10:00", "12:00", groups="A")

    (finding,) = [one for one in findings_of(build.plan) if one.kind == "overlap.people"]

    assert finding.severity is Severity.CONFLICT
    assert (
        sentence(finding)
        == "Abe would be at “Talks” and “Tour” at the same time (Mon 10 May 10:00)."
    )


def test_touching_items_cancelled_ones_stays_and_blockers_are_no_overlap() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "11:00")
    build.item("Lunch", "11:00", "12:00", kind=ItemKind.MEAL)
    build.item("Old tour", "09:00", "12:00", status=ItemStatus.CANCELLED)
    build.item("Hotel", "08:00", "Tue 08:00", kind=ItemKind.STAY)
    build.item("Office", "09:00", "12:00", kind=ItemKind.BLOCKER)

    assert kinds(build.plan) == []


def test_a_host_a_room_and_an_interpreter_cannot_be_in_two_places() -> None:
    build = PlanBuilder("Abe", "Endo")
    build.group("A", "Abe")
    build.group("B", "Endo")
    host, place = person("Nilsson", "Eva"), site("Agency")
    room = Room(id=RoomId(new_id()), site_id=place.id, name="Blue room")
    first = build.item(
        "One", "09:00", "11:00", groups="A", host=host, at_site=place, room_id=room.id
    )
    second = build.item(
        "Two", "10:00", "12:00", groups="B", host=host, at_site=place, room_id=room.id
    )
    speaker = Resource(id=ResourceId(new_id()), name="Interpreter 1")
    build.add(
        rooms=(room,),
        resources=(speaker,),
        bookings=tuple(
            ItemResource(id=RecordId(new_id()), item_id=one.id, resource_id=speaker.id)
            for one in (first, second)
        ),
    )

    assert sorted(kinds(build.plan)) == ["overlap.host", "overlap.resource", "overlap.room"]


def test_forty_kilometres_in_ten_minutes_is_too_little() -> None:
    build = PlanBuilder("Abe", "Endo")
    build.item("Tour", "09:00", "11:00", at_site=site("ESS", **ESS))
    build.item("Talks", "11:10", "12:00", at_site=site("NBI", **NBI))

    (finding,) = [one for one in findings_of(build.plan) if one.kind == "transfer.estimated"]

    assert finding.facts["gap"] == 10
    assert "Abe, Endo" in str(finding.facts["names"])


def test_a_coach_between_the_two_takes_care_of_it_but_its_buffer_counts() -> None:
    ess, nbi = site("ESS", **ESS), site("NBI", **NBI)
    build = PlanBuilder("Abe")
    build.item("Tour", "09:00", "11:00", at_site=ess)
    build.leg("Coach", "11:00", "11:50", origin=ess, goal=nbi, buffer=15)
    build.item("Talks", "12:00", "13:00", at_site=nbi)

    assert kinds(build.plan) == ["transfer.short"]


def test_the_same_place_needs_no_transfer() -> None:
    ess = site("ESS", **ESS)
    build = PlanBuilder("Abe")
    build.item("Tour", "09:00", "11:00", at_site=ess)
    build.item("Talks", "11:00", "12:00", at_site=ess)

    assert kinds(build.plan) == []


@given(st.floats(0, 500), st.floats(0, 500))
@example(1.0, 2.0)  # where walking ends and the coach begins
def test_farther_never_takes_less(one: float, other: float) -> None:
    near, far = sorted((one, other))

    assert estimated_minutes(near) <= estimated_minutes(far)


def test_outside_the_opening_hours_and_on_a_closed_day() -> None:
    ess = site("ESS")
    build = PlanBuilder("Abe")
    build.item("Late", "17:00", "18:30", at_site=ess)
    build.item("Fine", "09:00", "10:00", at_site=ess)
    build.item("Tuesday", "Tue 09:00", "Tue 10:00", at_site=ess)
    build.add(
        hours=(
            OpeningHours(
                id=RecordId(new_id()),
                site_id=ess.id,
                weekday=0,
                opens=dt.time(8),
                closes=dt.time(17),
            ),
        )
    )

    assert sorted(kinds(build.plan)) == ["site.closed", "site.hours"]


def test_a_public_holiday_of_the_site_is_found_in_its_own_country() -> None:
    build = PlanBuilder("Abe")
    build.item(
        "Talks", "2027-05-06 09:00", "2027-05-06 10:00", at_site=site("Agency", country="DK")
    )
    build.item(
        "Talks in Tokyo", "2027-05-07 09:00", "2027-05-07 10:00", at_site=site("MEXT", country="JP")
    )

    (finding,) = [one for one in findings_of(build.plan) if one.kind == "site.holiday"]

    assert finding.facts["holiday"] == "Kristi himmelfartsdag"


def test_placeholders_count_against_the_largest_group_of_a_site() -> None:
    ess = site("ESS")
    build = PlanBuilder("Abe")
    build.delegate("x", person_id=None, placeholder="N.N.")
    build.item("Tour", "09:00", "10:00", at_site=ess)
    build.add(
        rules=(
            SiteRule(id=RecordId(new_id()), site_id=ess.id, kind=SiteRuleKind.MAX_GROUP, number=1),
        )
    )

    (finding,) = [one for one in findings_of(build.plan) if one.kind == "site.group"]

    assert (finding.facts["heads"], finding.facts["limit"]) == (2, 1)


def test_a_coach_with_too_few_seats_is_found() -> None:
    build = PlanBuilder("Abe", "Endo")
    leg = build.leg("Coach", "08:00", "09:00")
    coach = Resource(id=ResourceId(new_id()), name="Coach 1", capacity=1)
    build.add(
        resources=(coach,),
        bookings=(ItemResource(id=RecordId(new_id()), item_id=leg.id, resource_id=coach.id),),
    )

    assert kinds(build.plan) == ["vehicle.seats"]


def test_the_end_before_the_start_and_the_skipped_hour_are_found() -> None:
    build = PlanBuilder("Abe")
    build.item("Backwards", "11:00", "10:00")
    build.item("Night", "2027-03-28 02:30", "2027-03-28 04:00")

    found = kinds(build.plan)

    assert "time.order" in found
    assert "time.skipped" in found


def test_an_entry_in_the_skipped_hour_is_not_said_to_end_before_it_starts() -> None:
    """02:30 is 03:30 that night, but 02:30 to 03:30 is in order: only the skipped time is wrong."""
    build = PlanBuilder("Abe")
    build.item("Night", "2027-03-28 02:30", "2027-03-28 03:30")

    assert "time.skipped" in kinds(build.plan)
    assert "time.order" not in kinds(build.plan)

    build.item("Backwards", "2027-03-28 02:30", "2027-03-28 01:30")
    assert "time.order" in kinds(build.plan)


@pytest.mark.parametrize(
    ("start", "end", "kind", "outside"),
    [
        ("2027-05-09 10:00", "2027-05-09 11:00", ItemKind.MEETING, True),
        ("2027-05-13 10:00", "2027-05-13 11:00", ItemKind.MEAL, True),
        ("2027-05-12 22:00", "2027-05-13 01:00", ItemKind.MEAL, False),
        ("2027-05-09 10:00", "2027-05-09 22:00", ItemKind.LEG, False),
        ("2027-05-13 10:00", "2027-05-14 08:00", ItemKind.LEG, False),
        ("2027-05-08 10:00", "2027-05-08 22:00", ItemKind.LEG, True),
        ("2027-05-09 18:00", "2027-05-13 11:00", ItemKind.STAY, False),
        ("2027-05-10 18:00", "2107-05-11 11:00", ItemKind.STAY, True),
    ],
)
def test_only_journeys_and_nights_may_be_on_the_day_before_and_after(
    start: str, end: str, kind: ItemKind, outside: bool
) -> None:
    build = PlanBuilder("Abe")
    build.item("Entry", start, end, kind=kind)

    assert ("time.outside" in kinds(build.plan)) is outside


def test_a_vehicle_that_stands_by_all_day_is_free_for_the_rides_of_that_day() -> None:
    build = PlanBuilder("Abe")
    bus = Resource(id=ResourceId(new_id()), kind=ResourceKind.VEHICLE, name="Bus")
    whole = build.item("Standing by", "00:00", "00:00", all_day=True)
    rides = [build.item("Ride", "09:00", "10:00"), build.item("Another", "09:30", "10:30")]
    build.add(resources=(bus,), bookings=booked(bus, whole, rides[0]))
    assert "overlap.resource" not in kinds(build.plan)

    build.add(bookings=booked(bus, rides[1]))
    assert "overlap.resource" in kinds(build.plan)


def booked(resource: Resource, *items: Item) -> tuple[ItemResource, ...]:
    return tuple(
        ItemResource(id=RecordId(new_id()), item_id=one.id, resource_id=resource.id)
        for one in items
    )


def test_a_flight_over_the_date_line_is_not_backwards() -> None:
    build = PlanBuilder("Abe")
    build.item(
        "Flight",
        "2027-05-12 21:00",
        "2027-05-12 09:15",
        kind=ItemKind.LEG,
        start_zone="Asia/Tokyo",
        end_zone="Pacific/Honolulu",
    )

    assert kinds(build.plan) == []


def test_a_meeting_without_a_host_is_a_warning_and_a_meal_needs_none() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "10:00")
    build.item("Lunch", "12:00", "13:00", kind=ItemKind.MEAL)

    (finding,) = [one for one in findings_of(build.plan) if one.kind != "item.place"]

    assert (finding.kind, finding.severity) == ("host.missing", Severity.WARNING)


def test_what_another_visit_holds_is_found() -> None:
    host = person("Nilsson", "Eva")
    build, other = PlanBuilder("Abe"), PlanBuilder("Endo")
    build.item("Talks", "09:00", "10:00", host=host)
    there = other.item("Tour", "09:30", "11:00", host=host)

    found = found_in(
        build.plan,
        Circumstances(elsewhere=(Elsewhere(there, "Other visit", "person", host.id),)),
    )

    assert [one.kind for one in found] == ["overlap.elsewhere"]


def test_an_accepted_finding_keeps_its_reason_and_comes_last() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "10:00")
    build.item("Backwards", "11:00", "10:00", kind=ItemKind.MEAL)
    hostless = next(one for one in findings_of(build.plan) if one.kind == "host.missing")
    accepted = AcceptedFinding(
        id=RecordId(new_id()),
        visit_id=build.plan.visit.id,
        finding=hostless.key,
        reason="the minister comes",
    )

    found = findings_of(build.plan, accepted=[accepted])

    told = [(one.kind, one.accepted) for one in found if one.kind != "item.place"]
    assert found[-1].accepted
    assert told == [
        ("time.order", ""),
        ("host.missing", "the minister comes"),
    ]


def test_every_kind_of_finding_has_a_sentence_without_gaps() -> None:
    assert all("…" not in text for text in SENTENCES.values())


TIMES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=12)


@given(TIMES)
def test_the_sweep_finds_the_same_pairs_as_looking_at_every_pair(
    times: list[tuple[int, int]],
) -> None:
    build = PlanBuilder()
    for start, length in times:
        begin = at("08:00") + dt.timedelta(minutes=15 * start)
        end = begin + dt.timedelta(minutes=15 * length)
        build.item("x", begin.isoformat(), end.isoformat(), start_zone=CPH)

    swept = {frozenset((one.id, two.id)) for one, two in overlapping(build.plan, build.plan.items)}

    assert swept == {
        frozenset((one.id, two.id))
        for one, two in itertools.combinations(build.plan.items, 2)
        if one.span.overlaps(two.span)
    }


def test_an_acceptance_falls_when_it_gets_worse() -> None:
    ess = site("ESS")
    build = PlanBuilder("Abe", "Sato", "Ito", "Mori")
    build.item("Tour", "09:00", "10:00", at_site=ess, named=("Abe", "Sato", "Ito"))
    rule = SiteRule(id=RecordId(new_id()), site_id=ess.id, kind=SiteRuleKind.MAX_GROUP, number=2)
    build.add(rules=(rule,))
    (found,) = [one for one in findings_of(build.plan) if one.kind == "site.group"]
    accepted = AcceptedFinding(
        id=RecordId(new_id()),
        visit_id=build.plan.visit.id,
        finding=found.key,
        reason="one more is all right",
        measure=found.measure,
    )
    worse = replace(build.plan, rules=(replace(rule, number=1),))

    def reason(plan: Plan) -> str:
        found = findings_of(plan, accepted=[accepted])
        return next(one.accepted for one in found if one.kind == "site.group")

    assert reason(build.plan) == "one more is all right"
    assert reason(worse) == ""


def test_every_kind_has_a_family_with_a_name() -> None:
    heads = {kind.partition(".")[0] for kind in SENTENCES}

    assert heads <= set(FAMILIES)
