"""Open or closed, how many at once, and who leads them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import MONDAY, PlanBuilder, at, person, site
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.capacity import larger_than_site, too_few_escorts
from planner.domain.findings import Finding, Severity
from planner.domain.ids import DelegateId, RecordId, new_id
from planner.domain.itinerary import ItemHost, ItemKind
from planner.domain.plan import Plan
from planner.domain.public_holidays import bridged_holiday, is_business_day
from planner.domain.sites import OpeningHours, Site, SiteRule, SiteRuleKind
from planner.domain.visits import Delegate
from planner.phrases import sentence


def hours(place: Site, weekday: int, opens: int = 8, closes: int = 17) -> OpeningHours:
    return OpeningHours(
        id=RecordId(new_id()),
        site_id=place.id,
        weekday=weekday,
        opens=dt.time(opens),
        closes=dt.time(closes % 24),
    )


def rule(place: Site, kind: SiteRuleKind, number: int) -> SiteRule:
    return SiteRule(id=RecordId(new_id()), site_id=place.id, kind=kind, number=number)


def of(plan: Plan, prefix: str, around: Circumstances | None = None) -> list[Finding]:
    return [one for one in findings_of(plan, around) if one.kind.startswith(prefix)]


# opening


def test_the_day_is_that_of_the_site_not_of_the_entry() -> None:
    """Late on Sunday in New York is Monday in Tokyo."""
    tokyo, there = site("MEXT", zone="Asia/Tokyo"), "America/New_York"
    build = PlanBuilder("Abe")
    for title, hour in (("Call", "22"), ("Early call", "12")):
        start = f"2027-05-09 {hour}:00"
        build.item(title, start, f"{start[:-2]}30", at_site=tokyo, start_zone=there, end_zone=there)
    build.add(hours=(hours(tokyo, 0, 10, 18),))

    (finding,) = of(build.plan, "site.")

    assert (finding.kind, finding.facts["item"]) == ("site.hours", "Early call")


def test_a_whole_day_entry_is_judged_by_its_days() -> None:
    museum = site("Museum")
    build = PlanBuilder("Abe")
    build.item("Exhibition", "00:00", "Tue 00:00", at_site=museum, all_day=True)
    build.add(hours=(hours(museum, 0),))

    (finding,) = of(build.plan, "site.")

    assert (finding.kind, finding.facts["day"]) == ("site.closed", "2027-05-11")


def test_open_until_midnight_lets_a_dinner_end_at_midnight() -> None:
    restaurant = site("Restaurant")
    build = PlanBuilder("Abe")
    build.item("Dinner", "19:00", "Tue 00:00", at_site=restaurant, kind=ItemKind.MEAL)
    build.add(hours=(hours(restaurant, 0, 17, 24),))

    assert of(build.plan, "site.") == []


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("20:00", "23:00", None),
        ("23:00", "Tue 01:00", None),
        ("Tue 00:30", "Tue 02:00", None),
        ("Tue 00:30", "Tue 02:15", "site.hours"),
        ("Tue 03:00", "Tue 04:00", "site.closed"),
        ("17:00", "19:00", "site.hours"),
        ("00:30", "01:30", "site.hours"),
    ],
)
def test_a_bar_that_is_open_until_two_in_the_night(start: str, end: str, found: str | None) -> None:
    bar = site("Bar")
    build = PlanBuilder("Abe")
    build.item("Drinks", start, end, at_site=bar)
    build.add(hours=(hours(bar, 0, 18, 2),))

    kinds = [one.kind for one in findings_of(build.plan) if one.kind.startswith("site.")]
    assert kinds == ([found] if found else [])


def test_a_bridge_day_is_a_note_and_the_holiday_before_it_a_warning() -> None:
    agency = site("Agency", country="DK")
    build = PlanBuilder("Abe")
    build.item("Talks", "2027-05-06 09:00", "2027-05-06 10:00", at_site=agency)
    build.item("Talks", "2027-05-07 09:00", "2027-05-07 10:00", at_site=agency)

    found = of(build.plan, "site.")

    assert [(one.kind, one.severity) for one in found] == [
        ("site.holiday", Severity.WARNING),
        ("site.bridge", Severity.NOTE),
    ]
    assert "between the holiday Kristi himmelfartsdag and the weekend in Denmark" in sentence(
        found[1]
    )


@pytest.mark.parametrize(
    ("day", "bridge"),
    [("2027-05-07", True), ("2027-05-05", False), ("2027-05-08", False), ("2026-12-25", False)],
)
def test_a_bridge_is_a_lone_working_day(day: str, bridge: bool) -> None:
    assert bool(bridged_holiday("DK", dt.date.fromisoformat(day))) is bridge


def test_no_country_has_no_bridges_and_a_common_week() -> None:
    assert bridged_holiday("", MONDAY) == ""
    assert is_business_day("", MONDAY)
    assert not is_business_day("ZZ", MONDAY + dt.timedelta(5))


@given(st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)), st.sampled_from(["DK", "JP", "DE"]))
def test_a_bridge_day_is_always_a_working_day_next_to_no_other(day: dt.date, country: str) -> None:
    if bridged_holiday(country, day):
        assert is_business_day(country, day)
        assert not is_business_day(country, day - dt.timedelta(1))
        assert not is_business_day(country, day + dt.timedelta(1))


def test_a_holiday_at_home_is_one_note_for_the_day() -> None:
    build = PlanBuilder("Abe")
    trip = replace(build.plan.visit, first_day=dt.date(2027, 5, 2), last_day=dt.date(2027, 5, 4))
    build.plan = replace(build.plan, visit=trip)

    found = of(build.plan, "guests.", Circumstances(guest_country="JP"))

    assert [one.facts["day"] for one in found] == ["2027-05-03", "2027-05-04"]
    assert all(one.severity is Severity.NOTE for one in found)
    assert sentence(found[0]).startswith("Mon 3 May is a public holiday at home, in Japan")


# capacity


def twins(*, limit: int, second: str = "10:00") -> PlanBuilder:
    ess = site("ESS")
    build = PlanBuilder("Abe", "Endo", "Ito")
    build.group("A", "Abe")
    build.group("B", "Endo", "Ito")
    build.item("Hall", "09:00", "11:00", groups="A", at_site=ess)
    build.item("Ring", second, "12:00", groups="B", at_site=ess)
    build.add(rules=(rule(ess, SiteRuleKind.MAX_GROUP, limit),))
    return build


def test_two_entries_at_one_site_are_added_up() -> None:
    (finding,) = of(twins(limit=2).plan, "site.")

    assert (finding.kind, finding.severity) == ("site.crowd", Severity.CONFLICT)
    assert sentence(finding).startswith("3 people are at ESS at the same time, on “Hall”, “Ring”")


def test_groups_that_take_turns_are_not_added_up() -> None:
    assert of(twins(limit=2, second="11:00").plan, "site.") == []
    assert of(twins(limit=3).plan, "site.") == []


def test_who_is_on_both_counts_once() -> None:
    ess = site("ESS")
    build = PlanBuilder("Abe", "Endo")
    build.item("Hall", "09:00", "11:00", at_site=ess)
    build.item("Photo", "10:00", "10:10", at_site=ess)
    build.add(rules=(rule(ess, SiteRuleKind.MAX_GROUP, 2),))

    assert of(build.plan, "site.") == []


def test_three_at_once_are_one_finding() -> None:
    build = twins(limit=1)
    ess = build.plan.sites[0]
    build.item("Lab", "10:30", "11:30", named=("Ito",), at_site=ess)

    crowds = of(build.plan, "site.crowd")

    assert [len(one.subjects) for one in crowds] == [4]


def with_hosts(count: int) -> PlanBuilder:
    ess = site("ESS")
    build = PlanBuilder("Abe", "Endo", "Ito")
    tour = build.item("Tour", "09:00", "11:00", at_site=ess)
    hosts = [person(f"Host {number}", "") for number in range(count)]
    build.add(
        people=tuple(hosts),
        hosts=tuple(
            ItemHost(id=RecordId(new_id()), item_id=tour.id, person_id=one.id) for one in hosts
        ),
        rules=(rule(ess, SiteRuleKind.ESCORT_RATIO, 2),),
    )
    return build


def test_an_organisation_escorts_nobody() -> None:
    build = with_hosts(1)
    build.add(hosts=(ItemHost(id=RecordId(new_id()), item_id=build.plan.items[0].id),))

    (finding,) = of(build.plan, "site.escorts")

    facts = finding.facts
    assert (facts["heads"], facts["escorts"], facts["needed"]) == (3, 1, 2)
    assert of(with_hosts(2).plan, "site.escorts") == []


@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.integers(1, 6), st.sets(st.integers(0, 4))), max_size=6
    ),
    st.integers(0, 4),
)
def test_one_more_delegate_never_takes_a_capacity_finding_away(
    entries: list[tuple[int, int, set[int]]], limit: int
) -> None:
    names = tuple("ABCDE")
    build = PlanBuilder(*names)
    ess = site("ESS")
    build.add(sites=(ess,))
    for start, length, heads in entries:
        begin = at("08:00") + dt.timedelta(hours=start)
        fields: dict[str, Any] = {"named": tuple(names[head] for head in heads)} if heads else {}
        build.item(
            "x",
            begin.isoformat(),
            (begin + dt.timedelta(hours=length)).isoformat(),
            at_site=ess,
            **fields,
        )
    build.add(
        rules=(
            rule(ess, SiteRuleKind.MAX_GROUP, limit),
            rule(ess, SiteRuleKind.ESCORT_RATIO, limit + 1),
        )
    )

    def keys(plan: Plan) -> set[str]:
        around = Circumstances()
        return {
            one.key for check in (larger_than_site, too_few_escorts) for one in check(plan, around)
        }

    before = keys(build.plan)
    build.add(
        delegates=(
            Delegate(id=DelegateId(new_id()), visit_id=build.plan.visit.id, placeholder="N.N."),
        )
    )

    assert before <= keys(build.plan)
