"""Looking for a place asks few checks of few days, and says the same as all checks of the whole visit."""

from __future__ import annotations

import datetime as dt
import inspect
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from factories import CPH, MONDAY, PlanBuilder, at, person, site
from planner.domain.access import BorderPaper, PaperStatus
from planner.domain.checks import CHECKS, Circumstances, findings_of
from planner.domain.checks.circumstances import Elsewhere
from planner.domain.checks.probing import OF_A_DAY, OF_THE_VISIT, Probe
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId, RecordId, new_id
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import OpeningHours, SiteRule, SiteRuleKind

LINES = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(6 * 4, 23 * 4),
        st.integers(1, 12),
        st.sampled_from(["A", "B", "AB", ""]),
        st.integers(0, 3),
        st.sampled_from(
            [ItemKind.MEETING, ItemKind.TOUR, ItemKind.MEAL, ItemKind.FREE, ItemKind.LEG]
        ),
    ),
    min_size=2,
    max_size=12,
)


def visit_of(lines: list[tuple[int, int, int, str, int, ItemKind]]) -> tuple[Plan, Circumstances]:
    """Two groups at four sites in two countries, with hours, rules, papers and another visit."""
    build = PlanBuilder("Abe", "Ito", "Mori", "Sato")
    build.group("A", "Abe", "Ito")
    build.group("B", "Mori", "Sato")
    build.plan = replace(
        build.plan,
        visit=replace(build.plan.visit, last_day=MONDAY + dt.timedelta(3)),
        delegates=(
            replace(build.plan.delegates[0], arrives_local=at("11:00"), arrives_zone=CPH),
            *build.plan.delegates[1:],
        ),
    )
    sites = [
        site(f"S{number}", country="SE" if number == 3 else "DK", latitude=55.6 + number / 9,
             longitude=12.5)
        for number in range(4)
    ]  # fmt: skip
    hours = tuple(
        OpeningHours(
            id=RecordId(new_id()), site_id=sites[1].id, weekday=day, opens=dt.time(9),
            closes=dt.time(16),
        )
        for day in range(4)
    )  # fmt: skip
    rules = (
        SiteRule(id=RecordId(new_id()), site_id=sites[0].id, kind=SiteRuleKind.MAX_GROUP, number=2),
    )
    build.add(sites=tuple(sites), hours=hours, rules=rules)
    host = person("Host", "")
    for number, (day, quarter, length, groups, where, kind) in enumerate(lines):
        start = at("00:00") + dt.timedelta(days=day, minutes=15 * quarter)
        values = {
            "start": start.isoformat(),
            "end": (start + dt.timedelta(minutes=15 * length)).isoformat(),
            "groups": groups,
        }
        if kind is ItemKind.LEG:
            build.leg(f"{number}", **values, origin=sites[where], goal=sites[(where + 1) % 4])
        else:
            build.item(
                f"{number}", **values, at_site=sites[where], kind=kind,
                host=host if number % 3 == 0 else None,
            )  # fmt: skip
    paper = BorderPaper(
        id=RecordId(new_id()),
        delegate_id=build.people["Abe"].id,
        country="SE",
        status=PaperStatus.NEEDED,
    )
    other = build.item("Elsewhere", "Tue 10:00", "Tue 12:00")
    build.plan = replace(build.plan, items=build.plan.items[:-1])
    around = Circumstances(
        today=MONDAY - dt.timedelta(3),
        papers=(paper,),
        elsewhere=(
            Elsewhere(replace(other, visit_id=new_id()), "Other", "person", host.id),  # type: ignore[arg-type]
            Elsewhere(
                replace(other, visit_id=new_id()),  # type: ignore[arg-type]
                "Other",
                "person",
                build.plan.people[1].id,
            ),
        ),
    )
    return build.plan, around


def by_all_checks(
    plan: Plan, around: Circumstances, there: Item, finding: Finding | None
) -> Severity:
    before = {one.key: one.severity for one in findings_of(plan, around)}
    worst = Severity.NOTE
    for one in findings_of(plan.with_items([there]), around):
        if finding and one.key == finding.key and one.severity > Severity.NOTE:
            return Severity.CONFLICT
        if one.severity > before.get(one.key, Severity.NOTE):
            worst = max(worst, one.severity)
    return worst


@settings(max_examples=150, deadline=None)
@given(lines=LINES, number=st.integers(0, 11), day=st.integers(0, 3), quarter=st.integers(28, 84))
def test_a_probe_says_what_all_checks_say(
    lines: list[tuple[int, int, int, str, int, ItemKind]], number: int, day: int, quarter: int
) -> None:
    plan, around = visit_of(lines)
    item = plan.items[number % len(plan.items)]
    assert item.start_local is not None
    start = at("00:00") + dt.timedelta(days=day, minutes=15 * quarter)
    length = item.span.duration
    there = replace(item, start_local=start, end_local=start + length)
    found = [
        one for one in findings_of(plan, around) if item.id in {sub.id for sub in one.subjects}
    ]

    for finding in [None, *found[:2]]:
        expected = by_all_checks(plan, around, there, finding)
        assert Probe(plan, around, finding).brings(there) == expected
        early = Probe(plan, around, finding).brings(there, Severity.WARNING)
        assert (early >= Severity.WARNING) == (expected >= Severity.WARNING)


def test_every_check_that_finds_conflicts_is_asked() -> None:
    """A check is asked if its module can find a conflict, unless it is known to find none itself."""
    only_warn = {
        "unlikely_length", "outside_visit", "moved_by_new_rules", "nobody_on_it", "left_over",
        "quicker_than_known", "too_few_escorts", "signings_noted", "signings_ready",
    }  # fmt: skip
    may = {
        check
        for check in CHECKS
        if "Severity.CONFLICT" in inspect.getsource(inspect.getmodule(check))  # type: ignore[arg-type]
    }

    missing = {check.__name__ for check in may - {*OF_A_DAY, *OF_THE_VISIT}}
    assert missing <= only_warn, missing
    for check in CHECKS:
        if check.__name__ in only_warn:
            assert "Severity.CONFLICT" not in inspect.getsource(check)


def test_days_near_a_date_keep_what_reaches_into_them() -> None:
    build = PlanBuilder("Sato")
    night = build.item("Night", "Mon 22:00", "Wed 06:00", kind=ItemKind.STAY)
    early = build.item("Early", "Mon 08:00", "Mon 09:00")
    late = build.item("Late", "Thu 08:00", "Thu 09:00")
    wish = build.item("Wish")

    near = build.plan.on_days([MONDAY + dt.timedelta(2)])

    assert {one.id for one in near.items} == {night.id, late.id, ItemId(wish.id)}
    assert early.id not in near.item
