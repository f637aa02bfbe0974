"""Interpreters, hosts who have not said yes, and clocks that change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, person
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.circumstances import Moved
from planner.domain.checks.clocks import awkward_choices
from planner.domain.findings import AcceptedFinding, Finding, Severity
from planner.domain.ids import RecordId, ResourceId, new_id
from planner.domain.itinerary import Interpreting, Item, ItemKind, ItemResource, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import WallTime
from planner.domain.travel import Resource, ResourceKind
from planner.domain.visits import Category
from planner.phrases import sentence


def of(plan: Plan, prefix: str, around: Circumstances | None = None) -> list[Finding]:
    return [one for one in findings_of(plan, around) if one.kind.startswith(prefix)]


def speaking(**languages: tuple[str, ...]) -> PlanBuilder:
    """A delegation of people with the languages that they speak."""
    build = PlanBuilder()
    for name, known in languages.items():
        build.delegate(name)
        *others, one = build.plan.people
        build.plan = replace(build.plan, people=(*others, replace(one, languages=known)))
    return build


def interpreter(build: PlanBuilder, item: Item, *languages: str) -> None:
    one = Resource(
        id=ResourceId(new_id()), kind=ResourceKind.INTERPRETER, name="I", languages=languages
    )
    build.add(
        resources=(one,),
        bookings=(ItemResource(id=RecordId(new_id()), item_id=item.id, resource_id=one.id),),
    )


# interpreting


def test_who_does_not_speak_the_language_needs_an_interpreter() -> None:
    build = speaking(Abe=("ja",), Endo=("ja", "en-GB"), Ito=())
    build.item("Talks", "09:00", "10:00", language="en")

    (finding,) = of(build.plan, "language.")

    assert (finding.facts["names"], finding.facts["count"]) == ("Abe", 1)
    assert sentence(finding) == (
        "“Talks” (Mon 10 May 09:00) is in “en”; without an interpreter for them: Abe."
    )


def test_an_interpreter_must_know_both_languages() -> None:
    build = speaking(Abe=("ja",), Li=("zh",))
    talks = build.item("Talks", "09:00", "10:00", language="en")
    interpreter(build, talks, "ja", "en")

    (finding,) = of(build.plan, "language.")

    assert finding.facts["names"] == "Li"
    interpreter(build, talks, "zh-TW", "en")
    assert of(build.plan, "language.") == []


def test_one_interpreter_into_english_and_one_from_english_to_chinese_do_not_make_a_pair() -> None:
    build = speaking(Li=("zh",))
    talks = build.item("Talks", "09:00", "10:00", language="da")
    interpreter(build, talks, "da", "en")
    interpreter(build, talks, "en", "zh")

    assert len(of(build.plan, "language.")) == 1


def test_an_interpreter_of_the_delegation_counts_and_is_not_lost_alone() -> None:
    build = speaking(Abe=("ja",), Mori=("ja", "en"))
    abe, mori = build.plan.delegates
    build.plan = replace(build.plan, delegates=(abe, replace(mori, category=Category.INTERPRETER)))
    build.item("Talks", "09:00", "10:00", language="en")
    build.item("Dinner", "19:00", "21:00", language="en", named=("Abe",), kind=ItemKind.MEAL)

    assert [one.facts["item"] for one in of(build.plan, "language.")] == ["Dinner"]


def test_one_alone_for_long_nobody_at_all_and_too_little_time() -> None:
    build = speaking(Abe=("ja",))
    long = build.item("Tour", "09:00", "10:31", interpreting=Interpreting.WHISPERED)
    interpreter(build, long)
    fine = build.item("Round", "11:00", "12:30", interpreting=Interpreting.CONSECUTIVE)
    interpreter(build, fine)
    build.item("Talk", "13:00", "13:30", interpreting=Interpreting.CONSECUTIVE)

    found = of(build.plan, "interpreting.")

    assert [(one.kind, one.facts["item"]) for one in found] == [
        ("interpreting.alone", "Tour"),
        ("interpreting.nobody", "Talk"),
        ("interpreting.short", "Talk"),
    ]
    assert "what is said takes 60" in sentence(found[2])
    interpreter(build, long)
    assert "interpreting.alone" not in [one.kind for one in of(build.plan, "interpreting.")]


# hosts


@pytest.mark.parametrize(
    ("today", "status", "found"),
    [
        (MONDAY - dt.timedelta(14), ItemStatus.REQUESTED, True),
        (MONDAY - dt.timedelta(15), ItemStatus.REQUESTED, False),
        (MONDAY, ItemStatus.TENTATIVE, True),
        (MONDAY + dt.timedelta(1), ItemStatus.TENTATIVE, False),
        (MONDAY, ItemStatus.CONFIRMED, False),
    ],
)
def test_a_host_who_has_not_said_yes_matters_when_the_day_is_near(
    today: dt.date, status: ItemStatus, found: bool
) -> None:
    build = PlanBuilder("Abe")
    build.item("Talks", "09:00", "10:00", status=status, host=person("Nilsson", "Eva"))

    findings = of(build.plan, "promise.", Circumstances(today=today))

    assert bool(findings) is found
    assert all("not confirmed yet by Eva Nilsson" in sentence(one) for one in findings)
    assert of(build.plan, "promise.") == []


# clocks


def test_a_skipped_time_asks_which_is_meant() -> None:
    build = PlanBuilder("Abe")
    build.item("Night", "2027-03-28 02:30", "2027-03-28 04:00")

    (finding,) = of(build.plan, "time.skipped")

    assert "Is 01:30 or 03:30 meant?" in sentence(finding)


@pytest.mark.parametrize(("fold", "said"), [(0, "the first (UTC+2)"), (1, "the second (UTC+1)")])
def test_a_time_that_comes_twice_says_which_is_meant(fold: int, said: str) -> None:
    build = PlanBuilder("Abe")
    build.item("Night", "2027-10-31 02:30", "2027-10-31 05:00", start_fold=fold)

    (finding,) = of(build.plan, "time.twice")

    assert f"{said} is meant" in sentence(finding)


def test_a_start_and_an_end_at_the_same_doubled_time_are_two_findings() -> None:
    build = PlanBuilder("Abe")
    build.item("Night", "2027-10-31 02:30", "2027-10-31 02:30", end_fold=1)

    start, end = of(build.plan, "time.twice")

    assert start.key != end.key
    assert "the first (UTC+2) is meant" in sentence(start)
    assert "the second (UTC+1) is meant" in sentence(end)


def test_accepting_the_start_leaves_the_end_open() -> None:
    build = PlanBuilder("Abe")
    build.item("Night", "2027-10-31 02:30", "2027-10-31 02:45", end_fold=1)
    start, end = of(build.plan, "time.twice")
    accepted = AcceptedFinding(
        id=RecordId("a"), visit_id=build.plan.visit.id, finding=start.key, reason="We know"
    )

    found = {one.key: one.accepted for one in findings_of(build.plan, accepted=[accepted])}
    assert (found[start.key], found[end.key]) == ("We know", "")


ZONES = st.sampled_from([CPH, "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"])


@given(
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
    ZONES,
)
def test_every_choice_is_a_time_that_the_clock_shows(local: dt.datetime, zone: str) -> None:
    choices = awkward_choices(WallTime(local, zone))

    assert all(choice.exists for choice in choices)
    assert len(choices) == (2 if WallTime(local, zone).is_awkward else 1)
    assert choices == sorted(choices, key=lambda one: one.instant)
    if len(choices) == 2:
        assert choices[0].instant < choices[1].instant


@given(st.integers(0, 59))
def test_both_readings_of_each_minute_in_the_two_nights(minute: int) -> None:
    spring = awkward_choices(WallTime(dt.datetime(2027, 3, 28, 2, minute), CPH))
    autumn = awkward_choices(WallTime(dt.datetime(2027, 10, 31, 2, minute), CPH))

    assert [one.local for one in spring] == [
        dt.datetime(2027, 3, 28, 1, minute),
        dt.datetime(2027, 3, 28, 3, minute),
    ]
    assert [one.local.fold for one in autumn] == [0, 1]
    assert autumn[1].instant - autumn[0].instant == dt.timedelta(hours=1)


def test_what_new_rules_moved_is_said_with_both_moments() -> None:
    build = PlanBuilder("Abe")
    talks = build.item("Talks", "10:00", "11:00", start_zone="Europe/Lisbon")
    then = Moved(dt.datetime(2027, 5, 10, 10), dt.datetime(2027, 5, 10, 11))

    (finding,) = of(build.plan, "time.moved", Circumstances(moved={talks.id: then}))

    assert finding.severity is Severity.WARNING
    assert "was 10:00 UTC when it was planned and is 09:00 UTC now" in sentence(finding)


@pytest.mark.parametrize(
    ("kind", "end", "found"),
    [
        (ItemKind.MEETING, "2027-05-11 10:00", True),
        (ItemKind.STAY, "2027-05-13 10:00", False),
        (ItemKind.LEG, "2027-05-11 20:00", False),
        (ItemKind.LEG, "2027-05-12 20:00", True),
    ],
)
def test_an_entry_that_goes_on_for_days_is_asked_about(
    kind: ItemKind, end: str, found: bool
) -> None:
    build = PlanBuilder("Abe")
    fields: dict[str, Any] = {"kind": kind}
    build.item("Talks", "09:00", end, **fields)

    assert bool(of(build.plan, "time.long")) is found
