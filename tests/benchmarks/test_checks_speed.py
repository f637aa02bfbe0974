"""All checks of a large visit while a card is dragged, and the double bookings of a whole year."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from factories import MONDAY, PlanBuilder, person, site
from planner.domain.arranging.proposing import propose
from planner.domain.checks import Circumstances, findings_of
from planner.domain.checks.year import clashes
from planner.domain.findings import Severity
from planner.domain.fixes import fixes_of
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import ItemKind
from planner.domain.plan import Plan
from planner.domain.sites import SiteRule, SiteRuleKind
from planner.services.planner import Planner
from planner.settings import Settings
from planner.storage.engine import create_library
from planner.storage.queries.bookings import load_year

MILLISECONDS = 5.0
FLOORS = 60
"""Times one look at who is on each item of a fresh plan: what no check can do without."""
ITEMS = 60_000
BOOKINGS = 410_000
VISITS = 1_000
LOADS = 3.0
LOOKS = 100
"""So many times all checks once the ways out of a finding may take; places alone are twice as many."""
PROPOSED = 300.0
SEARCHES = 450
"""Milliseconds, or so many times all checks once on a slower machine."""
MOVED = frozenset(
    {"site.group", "site.crowd", "transfer.estimated", "overlap.host", "rest.landing"}
)
NUMBERS = ("INTEGER", "BOOLEAN")


def best(act: Callable[[], object], rounds: int) -> float:
    """The shortest of several runs, in seconds: the one that was least disturbed."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def large_visit() -> Plan:
    """50 delegates in four groups, 60 items on five days at twelve sites with rules, a coach between."""
    names = [f"P{number:02}" for number in range(50)]
    build = PlanBuilder(*names)
    for place, letter in enumerate("ABCD"):
        build.group(letter, *names[place::4])
    sites = [
        site(
            f"Site {n}",
            country="SE" if n % 5 == 0 else "DK",
            latitude=55.6 + n / 50,
            longitude=12.5,
        )
        for n in range(12)
    ]
    hosts = [person(f"Host {n}", "Eva") for n in range(12)]
    for number in range(60):
        day, slot = divmod(number, 12)
        begins = dt.datetime.combine(MONDAY + dt.timedelta(day), dt.time(8 + slot))
        where = sites[number % 12]
        values = {
            "start": begins.isoformat(),
            "end": (begins + dt.timedelta(minutes=40)).isoformat(),
            "groups": ("", "AB", "CD", "ABCD")[number % 4],
        }
        if slot % 4 == 3:
            build.leg(f"Coach {number}", **values, origin=where, goal=sites[(number + 1) % 12])
        else:
            kind = ItemKind.MEAL if slot == 4 else ItemKind.MEETING
            build.item(
                f"Item {number}", **values, at_site=where, host=hosts[number % 12], kind=kind,
                language="en",
            )  # fmt: skip
    build.add(
        rules=tuple(
            SiteRule(id=RecordId(new_id()), site_id=one.id, kind=kind, number=10, fields=fields)
            for one in sites
            for kind, fields in (
                (SiteRuleKind.MAX_GROUP, ()),
                (SiteRuleKind.ESCORT_RATIO, ()),
                (SiteRuleKind.NOTICE, ()),
                (SiteRuleKind.IDENTITY, ("name", "organisation", "country", "passport")),
            )
        )
    )
    return replace(
        build.plan,
        visit=replace(build.plan.visit, last_day=MONDAY + dt.timedelta(4)),
        people=tuple(replace(one, country="JP", languages=("ja",)) for one in build.plan.people),
    )


@pytest.mark.benchmark
def test_all_checks_of_a_large_visit_take_a_few_milliseconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = large_visit()
    around = Circumstances(today=MONDAY - dt.timedelta(30), guest_country="JP")
    found = findings_of(plan, around)

    def who_is_on() -> None:
        fresh = replace(plan)
        for item in fresh.items:
            fresh.on(item)

    floor = best(who_is_on, 40)
    took = best(lambda: findings_of(replace(plan), replace(around)), 40)
    moved = replace(plan.items[7], title="Moved")
    again = best(lambda: findings_of(plan.with_items([moved]), around), 40)

    with capsys.disabled():
        print(
            f"\nchecks of 50 delegates, 60 items: {took * 1e3:.2f} ms with {len(found)} findings,"
            f" after one move {again * 1e3:.2f} ms; who is on each item {floor * 1e3:.2f} ms:"
            f" {took / floor:.1f}"
        )
    assert len({one.kind for one in found}) > 5
    assert took * 1e3 < MILLISECONDS or took < floor * FLOORS
    assert again < took * 1.2


@pytest.mark.benchmark
def test_the_ways_out_of_a_finding_take_less_than_a_look_at_each_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nearly a hundred places are looked at for each entry that could move, mostly for two entries."""
    plan = large_visit()
    around = Circumstances(today=MONDAY - dt.timedelta(30), guest_country="JP")
    found = [one for one in findings_of(plan, around) if one.kind in MOVED]
    whole = best(lambda: findings_of(plan.with_items([plan.items[7]]), around), 40)

    times = {one.key: best(lambda one=one: fixes_of(plan, around, one), 2) for one in found}

    slowest = max(times.values())
    with capsys.disabled():
        print(
            f"\nways out of {len(times)} findings: {sum(times.values()) / len(times) * 1e3:.1f} ms each,"
            f" slowest {slowest * 1e3:.1f} ms; all checks once {whole * 1e3:.2f} ms:"
            f" {slowest / whole:.0f}"
        )
    assert len(times) > 5
    assert slowest < LOOKS * whole


@pytest.mark.benchmark
def test_twelve_open_entries_find_their_places_in_four_days(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = [f"P{number:02}" for number in range(50)]
    build = PlanBuilder(*names)
    for place, letter in enumerate("ABCD"):
        build.group(letter, *names[place::4])
    sites = [site(f"Site {n}", latitude=55.6 + n / 50, longitude=12.5) for n in range(6)]
    for number in range(40):
        day, slot = divmod(number, 10)
        begins = dt.datetime.combine(MONDAY + dt.timedelta(day), dt.time(8 + slot // 4 * 3))
        build.item(
            f"Item {number}",
            begins.isoformat(),
            (begins + dt.timedelta(minutes=75)).isoformat(),
            groups="ABCD"[slot % 4],
            at_site=sites[number % 6],
        )
    wishes = [
        build.item(
            f"Wish {number}", groups=("A", "B", "CD", "ABCD")[number % 4], at_site=sites[number % 6]
        ).id
        for number in range(12)
    ]
    plan = replace(build.plan, visit=replace(build.plan.visit, last_day=MONDAY + dt.timedelta(3)))
    whole = best(lambda: findings_of(replace(plan)), 20)
    found = propose(plan, wishes)

    took = best(lambda: propose(replace(plan), wishes), 3)

    with capsys.disabled():
        print(
            f"\nplaces for {len(found.placements)} of 12 open entries: {took * 1e3:.0f} ms;"
            f" all checks once {whole * 1e3:.2f} ms: {took / whole:.0f}"
        )
    assert len(found.placements) > 8
    assert took * 1e3 < PROPOSED or took < SEARCHES * whole


def fill_year(path: Path) -> Planner:
    """Written by bulk SQL: 1,000 visits with 60 items each, most for all of the delegates."""
    library = create_library(str(path))
    chance = random.Random(2027)
    begin = dt.datetime(2027, 1, 4, 8)
    visits, items, delegates, people = [], [], [], []
    for number in range(3_000):
        people.append((f"p{number:05}", f"Family {number}"))
    for number in range(VISITS):
        key = f"v{number:05}"
        visits.append((key, f"Visit {number}", f"V{number}"))
        for place, who in enumerate(chance.sample(range(3_000), 7 if number % 6 else 6)):
            delegates.append((f"d{number:05}{place}", key, f"p{who:05}"))
        first = begin + dt.timedelta(days=chance.randrange(350))
        for place in range(ITEMS // VISITS):
            start = first + dt.timedelta(days=place // 12, minutes=place % 12 * 50)
            end = start + dt.timedelta(minutes=45)
            items.append((f"i{number:05}{place:02}", key, *(f"{t}.000000" for t in (start, end))))
    with library.engine().begin() as connection:

        def insert(table: str, names: str, rows: list[tuple[str, ...]]) -> None:
            """Columns that are not named but needed are empty, as a new record has them."""
            given, info = names.split(), connection.exec_driver_sql(f"PRAGMA table_info({table})")
            empty = {
                row[1]: "'[]'" if row[1] == "languages" else "0" if row[2] in NUMBERS else "''"
                for row in info
                if row[3] and row[1] not in given
            }
            values = ", ".join(["?"] * len(given) + list(empty.values()))
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({', '.join([*given, *empty])}) VALUES ({values})", rows
            )

        insert(
            "visit",
            "id title code direction status",
            [(*row, "inbound", "planned") for row in visits],
        )
        insert("person", "id family_name", people)
        insert("delegate", "id visit_id person_id", delegates)
        insert(
            "item",
            "id visit_id start_local end_local start_instant end_instant audience kind status start_zone",
            [(*row, *row[2:], "all", "meeting", "confirmed", "UTC") for row in items],
        )
    return Planner(library, Settings())


@pytest.mark.benchmark
def test_the_double_bookings_of_a_year_cost_little_more_than_reading_the_bookings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planner = fill_year(tmp_path / "year.planner")
    reader = planner._core.reader
    first, last = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
    year = load_year(reader, first, last)
    loading = best(lambda: load_year(reader, first, last), 3)
    sweeping = best(lambda: list(clashes(year.bookings)), 3)
    found = planner.checking.year(first, last)
    whole = best(lambda: planner.checking.year(first, last), 2)

    with capsys.disabled():
        print(
            f"\nyear of {len(year.items):,} items, {len(year.bookings):,} bookings: loading"
            f" {loading:.2f} s, sweep {sweeping:.2f} s ({sweeping / loading:.2f}), whole {whole:.2f} s"
            f" with {len(found):,} findings ({whole / loading:.2f})"
        )
    assert len(year.items) > ITEMS * 0.95
    assert len(year.bookings) > BOOKINGS * 0.95
    assert sweeping < loading * LOADS
    assert all(one.severity is Severity.CONFLICT for one in found)
    assert found
    planner.close()
