"""Time to get from one place to the next: the office's table, the gate, the border, the distance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder, site
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.transfer import (
    BORDER_MINUTES,
    Transfer,
    estimated_minutes,
    minutes_between,
    transfer_between,
)
from planner.domain.findings import Finding, Severity
from planner.domain.ids import RecordId, SourceId, new_id
from planner.domain.sites import Site, SiteRule, SiteRuleKind
from planner.domain.travel import Mode, TravelTime
from planner.phrases import sentence

ESS = {"latitude": 55.7350, "longitude": 13.2510, "country": "SE"}
NBI = {"latitude": 55.6965, "longitude": 12.5720, "country": "DK"}


def table(start: Site, end: Site, minutes: int, **fields: Any) -> TravelTime:
    return TravelTime(
        id=RecordId(new_id()),
        from_site_id=start.id,
        to_site_id=end.id,
        minutes=minutes,
        **fields,
    )


def gate(at: Site, minutes: int) -> SiteRule:
    return SiteRule(
        id=RecordId(new_id()), site_id=at.id, kind=SiteRuleKind.ACCESS_TIME, number=minutes
    )


def only(found: list[Finding], kind: str) -> Finding:
    (finding,) = [one for one in found if one.kind == kind]
    return finding


def test_the_offices_table_comes_before_the_distance_and_its_source_is_named() -> None:
    ess, nbi = site("ESS", **ESS), site("NBI", **NBI)
    build = PlanBuilder("Abe")
    build.item("Tour", "09:00", "11:00", at_site=ess)
    build.item("Talks", "12:00", "13:00", at_site=nbi)
    source = SourceId(new_id())
    around = Circumstances(
        travel_times=(table(ess, nbi, 50, source_id=source),),
        sources={source: "Timetable of the operator"},
    )

    finding = only(findings_of(build.plan, around), "transfer.short")

    assert (finding.facts["ride"], finding.facts["border"]) == (50, BORDER_MINUTES)
    assert finding.severity is Severity.CONFLICT
    assert "65 are needed by Timetable of the operator" in sentence(finding)


def test_an_estimate_says_that_it_is_one() -> None:
    build = PlanBuilder("Abe")
    build.item("Tour", "09:00", "11:00", at_site=site("ESS", **ESS))
    build.item("Talks", "11:30", "13:00", at_site=site("NBI", **NBI))

    finding = only(findings_of(build.plan), "transfer.estimated")

    assert "estimated from the distance" in sentence(finding)


def test_the_way_through_the_gate_counts_at_the_next_site_and_not_twice() -> None:
    ess, canteen = site("ESS", **ESS), site("Canteen", **ESS)
    build = PlanBuilder("Abe")
    lunch = build.item("Lunch", "11:00", "12:00", at_site=canteen)
    tour = build.item("Tour", "12:05", "13:00", at_site=ess)
    talk = build.item("Talk", "13:00", "14:00", at_site=ess)
    build.add(rules=(gate(ess, 20), gate(ess, 25)))

    assert transfer_between(build.plan, lunch, tour) == Transfer(access=25)
    assert transfer_between(build.plan, tour, talk) is None
    assert [one.kind for one in findings_of(build.plan) if "transfer" in one.kind] == [
        "transfer.short"
    ]


def test_a_border_takes_a_quarter_of_an_hour() -> None:
    ess, nbi = site("ESS", **ESS), site("NBI", **NBI)
    here = site("Near", latitude=55.70, longitude=12.57, country="DK")
    build = PlanBuilder("Abe")
    one = build.item("A", "09:00", "10:00", at_site=nbi)
    other = build.item("B", "10:00", "11:00", at_site=here)
    third = build.item("C", "12:00", "13:00", at_site=ess)

    inland = transfer_between(build.plan, one, other)
    abroad = transfer_between(build.plan, other, third)

    assert inland is not None
    assert inland.border == 0
    assert abroad is not None
    assert (abroad.border, abroad.estimated) == (BORDER_MINUTES, True)


def test_a_legs_own_buffer_and_the_gate_count_after_it() -> None:
    ess, nbi = site("ESS", **ESS), site("NBI", **NBI)
    build = PlanBuilder("Abe")
    coach = build.leg("Coach", "08:00", "09:00", origin=nbi, goal=ess, buffer=10)
    tour = build.item("Tour", "09:20", "10:00", at_site=ess)
    build.add(rules=(gate(ess, 15),))

    assert minutes_between(build.plan, coach, tour) == 25
    assert only(findings_of(build.plan), "transfer.short").facts["needed"] == 25


def test_a_one_way_figure_does_not_hold_for_the_way_back() -> None:
    ess, nbi = site("ESS", **ESS), site("NBI", **NBI)
    build = PlanBuilder("Abe")
    tour = build.item("Tour", "09:00", "11:00", at_site=ess)
    talks = build.item("Talks", "11:30", "13:00", at_site=nbi)
    around = Circumstances(travel_times=(table(nbi, ess, 5, one_way=True),))

    there = transfer_between(build.plan, talks, tour, around)
    back = transfer_between(build.plan, tour, talks, around)

    assert there is not None
    assert back is not None
    assert (there.ride, there.estimated) == (5, False)
    assert back.estimated


def test_a_journey_quicker_than_the_table_for_its_mode_is_a_warning() -> None:
    ess, nbi = site("ESS", **ESS), site("NBI", **NBI)
    build = PlanBuilder("Abe")
    build.leg("Coach", "08:00", "08:40", origin=nbi, goal=ess)
    by_train = table(nbi, ess, 70, mode=Mode.TRAIN)
    by_coach = table(nbi, ess, 55, mode=Mode.COACH)

    found = findings_of(build.plan, Circumstances(travel_times=(by_train, by_coach)))

    assert only(found, "leg.quick").facts["needed"] == 55
    only_train = findings_of(build.plan, Circumstances(travel_times=(by_train,)))
    assert [one.kind for one in only_train] == []


@given(st.integers(0, 300), st.integers(0, 120), st.integers(0, 120))
def test_what_is_enough_stays_enough_when_a_part_takes_less(
    ride: int, access: int, less: int
) -> None:
    ess, nbi = site("ESS", **ESS), site("NBI", **NBI)

    def needed(ride: int, access: int) -> int:
        build = PlanBuilder("Abe")
        first = build.item("Tour", "09:00", "11:00", at_site=nbi)
        second = build.item("Talks", "12:00", "13:00", at_site=ess)
        build.add(rules=(gate(ess, access),))
        around = Circumstances(travel_times=(table(nbi, ess, ride),))
        found = transfer_between(build.plan, first, second, around)
        return found.minutes if found else 0

    assert needed(max(ride - less, 0), access) <= needed(ride, access)
    assert needed(ride, max(access - less, 0)) <= needed(ride, access)


def test_a_few_hundred_metres_are_no_transfer() -> None:
    near = site("Next door", **{**NBI, "latitude": 55.6975})
    build = PlanBuilder("Abe")
    one = build.item("A", "09:00", "10:00", at_site=site("NBI", **NBI))
    other = build.item("B", "10:00", "11:00", at_site=near)

    assert transfer_between(build.plan, one, other) is None
    assert estimated_minutes(0.5) > 0


LUND, DTU = {"latitude": 55.71, "longitude": 13.2}, {"latitude": 55.785, "longitude": 12.52}


@pytest.mark.parametrize("place", ["", "On the way"])
def test_an_entry_without_a_site_does_not_hide_the_way_round_it(place: str) -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "12:00", at_site=site("Lund", **LUND))
    build.item("Coffee", "12:00", "12:15", place=place)
    build.item("Tour", "12:20", "13:00", at_site=site("DTU", **DTU))

    finding = only(findings_of(build.plan), "transfer.estimated")
    assert (finding.facts["first"], finding.facts["second"]) == ("Talks", "Tour")
    assert finding.facts["gap"] == 5


def test_a_site_without_a_position_does_not_hide_the_way_either() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "12:00", at_site=site("Lund", **LUND))
    build.item("Coffee", "12:00", "12:15", at_site=site("Café"))
    build.item("Tour", "12:20", "13:00", at_site=site("DTU", **DTU))

    assert only(findings_of(build.plan), "transfer.estimated").facts["gap"] == 5


def test_a_long_break_without_a_site_between_two_ways_is_in_order() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "12:00", at_site=site("Lund", **LUND))
    build.item("Lunch", "12:45", "13:45", place="Harbour")
    build.item("Tour", "14:30", "15:00", at_site=site("DTU", **DTU))

    assert [one.kind for one in findings_of(build.plan) if "transfer" in one.kind] == []


def test_a_journey_without_places_is_taken_to_lead_on() -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "12:00", at_site=site("Lund", **LUND))
    build.leg("Coach", "12:00", "13:15")
    build.item("Tour", "13:20", "15:00", at_site=site("DTU", **DTU))

    assert [one.kind for one in findings_of(build.plan) if "transfer" in one.kind] == []


@pytest.mark.parametrize(
    ("end", "mode", "found"),
    [
        ("12:05", Mode.COACH, True),
        ("12:30", Mode.CAR, True),
        ("12:50", Mode.COACH, False),
        ("12:15", Mode.FLIGHT, False),
    ],
)
def test_a_coach_of_five_minutes_to_another_town_is_found_without_a_table(
    end: str, mode: Mode, found: bool
) -> None:
    build = PlanBuilder("Abe")
    build.leg("Coach", "12:00", end, origin=site("Lund", **LUND), goal=site("DTU", **DTU))
    build.plan = replace(build.plan, legs=(replace(build.plan.legs[0], mode=mode),))

    seen = [one for one in findings_of(build.plan) if one.kind == "leg.quick"]
    assert bool(seen) is found
    for one in seen:
        assert "estimated from the distance" in sentence(one)
