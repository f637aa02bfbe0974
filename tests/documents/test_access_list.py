"""Access lists on paper: each site's own columns, everybody who comes, and nothing else of anybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.heads_made import material, sample
from tests.documents.outlines import held, outline

from delegations import delegation
from factories import PlanBuilder, person, site
from pdf_text import bare_text
from planner.documents.content import Document, Table, first
from planner.documents.engine.pdf import write_pdf
from planner.documents.material import Material
from planner.documents.people.heads import everybody
from planner.documents.sheets.access_list import access_list, visited
from planner.domain.access import AccessStatus
from planner.domain.ids import RecordId, ResourceId, SiteId, new_id
from planner.domain.itinerary import ItemResource
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind, recipients
from planner.domain.sites import Site, SiteRule, SiteRuleKind
from planner.domain.travel import Resource, ResourceKind
from planner.services.planner import Planner

ESS = site("ESS", country="SE")


def rule(kind: SiteRuleKind, **fields: object) -> SiteRule:
    return SiteRule(id=RecordId(new_id()), site_id=ESS.id, kind=kind, **fields)  # type: ignore[arg-type]


def asking(*fields: str) -> PlanBuilder:
    """Three guests in two groups at a site that asks for these fields."""
    build = PlanBuilder("Sato", "Mori", "Abe")
    build.group("A", "Sato", "Mori")
    build.group("B", "Abe")
    build.item("Tour A", "09:00", "10:00", groups="A", at_site=ESS)
    build.item("Tour B", "11:00", "12:00", groups="B", at_site=ESS)
    build.item("Lunch", "12:30", "13:30", at_site=site("Canteen"))
    build.add(rules=(rule(SiteRuleKind.IDENTITY, fields=fields),))
    return build


def for_site(plan: Plan, where: Site = ESS, **more: object) -> Material:
    one = next(
        one for one in recipients(plan) if one.kind is RecipientKind.SITE and one.id == where.id
    )
    return material(plan, profile=Profile.SITES, recipient=one, **more)  # type: ignore[arg-type]


def tables(document: Document | None) -> list[Table]:
    assert document is not None
    return [block for block in document.blocks if isinstance(block, Table)]


def columns(table: Table) -> list[str]:
    return [first(one.title) for one in table.columns]


@pytest.mark.parametrize(("which", "codes"), [("jp", ("en", "ja")), ("sh", ("de",))])
def test_the_samples(
    which: str, codes: tuple[str, ...], open_copy: Callable[[Path], Planner], sample_file: Path
) -> None:
    document = access_list(material(sample(open_copy(sample_file), which), *codes))
    assert document is not None
    held(f"access-list.{which}.{'-'.join(codes)}", document)


def test_a_site_gets_the_columns_that_it_asks_for_and_room_for_what_nobody_keeps() -> None:
    (table,) = tables(access_list(for_site(asking("country", "passport", "vehicle plate").plan)))
    assert columns(table) == [
        *("No.", "Family name", "Given name", "Country", "Passport number", "Vehicle plate"),
        *("Group", "At the gate", "Leaves"),
    ]
    passport = columns(table).index("Passport number")
    assert [first(row.cells[passport]) for row in table.rows] == ["", "", ""]


def test_each_comes_when_the_own_group_comes_less_the_way_through_the_gate() -> None:
    build = asking("name")
    build.add(rules=(rule(SiteRuleKind.ACCESS_TIME, number=20, unit="minutes"),))
    (table,) = tables(access_list(for_site(build.plan)))
    comes, goes = columns(table).index("At the gate"), columns(table).index("Leaves")
    told = {
        first(row.cells[1]): (first(row.cells[comes]), first(row.cells[goes])) for row in table.rows
    }
    assert told == {
        "ABE": ("Mon 10 May 10:40", "Mon 10 May 12:00"),
        "MORI": ("Mon 10 May 08:40", "Mon 10 May 10:00"),
        "SATO": ("Mon 10 May 08:40", "Mon 10 May 10:00"),
    }


def test_the_way_through_the_gate_takes_its_time_over_a_change_of_the_clocks() -> None:
    """An hour before 03:30 is 01:30 in the night in which the clock skips 02:30."""
    build = PlanBuilder("Sato")
    build.item("Tour", "2027-03-28T03:30", "2027-03-28T05:00", at_site=ESS)
    build.add(
        rules=(
            rule(SiteRuleKind.ACCESS_TIME, number=60, unit="minutes"),
            rule(SiteRuleKind.IDENTITY, fields=("name",)),
        )
    )
    (table,) = tables(access_list(for_site(build.plan)))
    (row,) = table.rows
    assert first(row.cells[columns(table).index("At the gate")]) == "Sun 28 Mar 01:30"


def test_the_office_sees_how_far_everybody_is_and_the_site_does_not() -> None:
    plan = asking("passport", "country").plan
    key = next(one.id for one in plan.delegates if plan.name_of(one) == "Sato")
    states = {
        (key, ESS.id, "passport"): AccessStatus.COLLECTED,
        (key, ESS.id, ""): AccessStatus.SENT,
    }
    office = outline(access_list(material(plan, states=states)))  # type: ignore[arg-type]
    assert "Collected" in office
    assert "Sent" in office
    assert "Still missing: Country" in office
    told = outline(access_list(for_site(plan, states=states)))  # type: ignore[arg-type]
    assert not {"Collected", "Sent", "Missing", "Still missing"} & set(told.split())


def test_the_facts_say_the_deadline_the_largest_group_and_the_escorts() -> None:
    build = asking("name")
    build.add(
        rules=(
            rule(SiteRuleKind.NOTICE, number=3, unit="business days"),
            rule(SiteRuleKind.MAX_GROUP, number=8),
            rule(SiteRuleKind.ESCORT_RATIO, number=1),
        )
    )
    told = outline(access_list(for_site(build.plan)))  # type: ignore[arg-type]
    # Ascension Day, 6 May 2027, is a public holiday in Sweden.
    assert "List due: Tuesday 4 May 2027" in told
    assert "Largest group: 8; at most 2 of this visit at once" in told
    assert "Visitors per escort: 1; 2 escorts needed" in told


def test_interpreters_come_through_the_gate_too_and_are_counted_apart() -> None:
    build = asking("organisation")
    booked = Resource(id=ResourceId(new_id()), kind=ResourceKind.INTERPRETER, name="Emi Kitamura")
    build.add(
        resources=(booked,),
        bookings=(
            ItemResource(
                id=RecordId(new_id()), item_id=build.plan.items[0].id, resource_id=booked.id
            ),
        ),
    )
    told = outline(access_list(for_site(build.plan)))  # type: ignore[arg-type]
    assert "Emi Kitamura" in told
    assert "3 visitors + 1 interpreter" in told


def test_nobody_else_gets_a_list_and_a_site_gets_no_other_sites() -> None:
    plan = asking("name").plan
    assert access_list(material(plan, profile=Profile.DELEGATES)) is None
    assert access_list(material(plan, profile=Profile.SITES)) is None
    canteen = next(one for one in plan.sites if one.name == "Canteen")
    told = outline(access_list(for_site(plan, canteen)))  # type: ignore[arg-type]
    assert "ESS" not in told


def test_a_long_name_is_whole_in_a_narrow_column() -> None:
    long = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis"
    build = PlanBuilder()
    one = person(long, "Maximiliane-Theodora")
    build.delegate("x")
    build.plan = replace(
        build.plan,
        people=(one,),
        delegates=(replace(build.plan.delegates[0], person_id=one.id),),
    )
    build.item("Tour", "09:00", "10:00", at_site=ESS)
    build.add(rules=(rule(SiteRuleKind.IDENTITY, fields=("e-mail", "phone", "title", "passport")),))
    told = for_site(build.plan)
    document = access_list(told)
    assert document is not None
    assert long.upper() in bare_text(write_pdf(document, told.look))


@given(st.integers(0, 250), st.booleans())
def test_all_who_are_on_entries_at_a_site_are_on_its_list_once(seed: int, office: bool) -> None:
    plan = delegation(seed)
    sites = [one for one in recipients(plan) if one.kind is RecipientKind.SITE]
    readers: list[Recipient | None] = [None] if office else list(sites)
    for one in readers:
        told = material(plan, profile=Profile.INTERNAL if office else Profile.SITES, recipient=one)
        here = everybody(told)
        document = access_list(told)
        wanted: list[set[str]] = []
        for items in visited(told).values():
            there = {key for item in items for key in told.plan.heads_on(item)}
            escorts = {head.key for item in items for head in here.interpreters_of(item)}
            if there:
                wanted.append(there)
            assert escorts is not None
        if not wanted:
            assert document is None
            continue
        for heads, table in zip(wanted, tables(document), strict=True):
            numbers = [first(row.cells[0]) for row in table.rows if len(row.cells) > 1]
            assert [one for one in numbers if one] == [str(n) for n in range(1, len(heads) + 1)]


def test_the_same_person_is_not_on_two_lists_for_what_only_one_site_asks() -> None:
    other = Site(id=SiteId("other"), name="Other", zone="Europe/Copenhagen")
    build = asking("country")
    build.item("Call", "15:00", "16:00", at_site=other)
    assert len(tables(access_list(material(build.plan)))) == 1
