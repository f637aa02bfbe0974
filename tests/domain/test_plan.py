"""Who is on what."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from factories import CPH, PlanBuilder, at
from planner.domain.plan import Plan
from planner.domain.visits import Delegate
from planner.domain.words import from_plain, plain


def names(plan: Plan, people: list[Delegate]) -> list[str]:
    return [plan.name_of(one) for one in people]


def test_an_audience_is_a_rule_that_follows_the_groups() -> None:
    build = PlanBuilder("Abe", "Endo", "Ito")
    build.group("A", "Abe", "Ito")
    tour = build.item("Tour", "09:00", "10:00", groups="A")

    assert names(build.plan, build.plan.on(tour)) == ["Abe", "Ito"]


def test_all_except_leaves_out_whom_it_names() -> None:
    build = PlanBuilder("Abe", "Endo", "Ito")
    dinner = build.item("Dinner", "19:00", "21:00", without=("Endo",))

    assert names(build.plan, build.plan.on(dinner)) == ["Abe", "Ito"]


def test_a_late_joiner_is_on_nothing_before_her_arrival() -> None:
    build = PlanBuilder("Abe")
    build.delegate("Sato", arrives_local=at("Tue 14:30"), arrives_zone=CPH)
    monday = build.item("Talks", "09:00", "12:00")
    arrival = build.item("Tour", "Tue 14:00", "Tue 16:00")

    assert names(build.plan, build.plan.on(monday)) == ["Abe"]
    assert names(build.plan, build.plan.on(arrival)) == ["Abe", "Sato"]


def test_whoever_is_named_stays_on_an_item_whatever_the_arrival_says() -> None:
    build = PlanBuilder("Abe")
    build.delegate("Sato", arrives_local=at("Tue 14:30"), arrives_zone=CPH)
    call = build.item("Call", "09:00", "10:00", named=("Sato",))

    assert names(build.plan, build.plan.on(call)) == ["Sato"]


def test_a_placeholder_counts_as_a_head_and_shows_what_is_known() -> None:
    build = PlanBuilder("Abe")
    build.delegate("x", person_id=None, placeholder="head of section")

    assert build.plan.headcount == 2
    assert build.plan.name_of(build.plan.delegates[1]) == "N.N. (head of section)"


def test_a_plan_survives_being_frozen_as_json() -> None:
    build = PlanBuilder("Abe", "Müller-Lüdenscheidt")
    build.group("A", "Abe")
    build.item("Tour", "09:00", "10:00", groups="A")
    build.leg("Coach", "10:00", "11:00", buffer=10)

    thawed = from_plain(Plan, json.loads(json.dumps(plain(build.plan))))

    assert thawed == build.plan


def test_looking_at_a_thousand_places_keeps_no_more_in_mind_than_one() -> None:
    build = PlanBuilder("Abe", "Sato")
    build.delegate("Late", arrives_local=at("12:00"), arrives_zone=CPH)
    build.group("A", "Abe")
    tour = build.item("Tour", "09:00", "10:00")
    build.item("Talk", "10:00", "11:00", groups="A")
    plan = build.plan

    def kept(seen: Plan) -> int:
        return sum(len(one) for one in vars(seen).values() if isinstance(one, dict))

    def looked_at(minutes: int) -> Plan:
        assert tour.start_local is not None
        start = tour.start_local + dt.timedelta(minutes=minutes % 120)
        moved = replace(tour, start_local=start)
        there = plan.with_items([moved])
        assert [len(there.heads_on(one)) for one in there.items] == [2, 1]
        return there

    assert [len(plan.heads_on(one)) for one in plan.items] == [2, 1]
    first = kept(looked_at(0)), kept(plan)
    places = [looked_at(minutes) for minutes in range(1, 1000)]
    assert (kept(places[-1]), kept(plan)) == first
