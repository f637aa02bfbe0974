"""Whoever gets a sheet reads the number of heads that the office reads, on every kind of sheet."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from delegations import delegation
from documents.office_papers import counted, everybody, number, of_plan, sums, tables
from planner.documents.sheets.caterer_sheet import caterer_sheet, covers, guests_at, meals_of
from planner.documents.sheets.rooming_sheet import rooming_sheet
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.domain.riding import passengers
from planner.domain.sleeping import guests, stays


@settings(max_examples=50)
@given(seed=some.integers(0, 5000))
def test_a_site_and_a_host_read_the_headcount_of_the_office(seed: int) -> None:
    plan = delegation(seed)
    office = of_plan(plan)
    for one in everybody(plan):
        if one.profile not in (Profile.SITES, Profile.HOSTS):
            continue
        seen = of_plan(plan, profile=one.profile, recipient=one)
        for item in meals_of(seen):
            whole = plan.item[item.id]
            assert guests_at(seen, item) == guests_at(office, whole) == len(plan.on(whole))
            assert covers(seen, item) == covers(office, whole)


@settings(max_examples=50)
@given(seed=some.integers(0, 5000))
def test_a_hotel_reads_the_guests_that_the_office_reads(seed: int) -> None:
    plan = delegation(seed)
    for one in everybody(plan):
        if one.kind is not RecipientKind.SITE or one.profile is not Profile.SITES:
            continue
        made = rooming_sheet(of_plan(plan, profile=Profile.SITES, recipient=one))
        own = [
            len(guests(plan, item, "en"))
            for item in stays(plan)
            if item.site_id == one.id and _goes_out(plan, item)
        ]
        read = [len(table.rows) for table in tables(made)[::2]] if made else []
        assert read == [count for count in own if count]


def _goes_out(plan: object, item: object) -> bool:
    start, end = plan.when(item)  # type: ignore[attr-defined]
    return item.status is not ItemStatus.IDEA and end > start  # type: ignore[attr-defined]


@settings(max_examples=50)
@given(seed=some.integers(0, 5000))
def test_the_same_heads_eat_sleep_and_ride(seed: int) -> None:
    """Where nobody was given a room or a seat by hand, all sheets have the heads of the plan."""
    plan = delegation(seed)
    material = of_plan(plan, need_counts=counted(plan))
    extra = {one.delegate_id for one in (*plan.rides, *plan.roomings)}
    for item in plan.active:
        heads = plan.heads_on(item)
        asleep = {row.delegate.id for row in guests(plan, item, "en")}
        riding = {row.delegate.id for row in passengers(plan, item, "en")}
        assert heads <= asleep <= heads | extra
        assert heads <= riding <= heads | extra
        if item.kind is ItemKind.MEAL:
            assert guests_at(material, item) == len(heads)
    made = caterer_sheet(material)
    if made is not None:
        overview, *each = tables(made)
        assert [number(row, 6) for row in overview.rows] == [sums(table)[1] for table in each]
