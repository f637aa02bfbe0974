"""The pack of an interpreter: own entries and nobody else's, both sides with readings, acronyms."""

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
from factories import PlanBuilder, organisation, person
from planner.documents.content import Document, Heading, Table, first
from planner.documents.people.heads import everybody
from planner.documents.sheets.interpreter_pack import interpreted, interpreter_pack
from planner.domain.ids import RecordId, ResourceId, new_id
from planner.domain.itinerary import Interpreting, ItemResource
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind, recipients
from planner.domain.travel import Resource, ResourceKind
from planner.domain.visits import Category
from planner.services.planner import Planner


def interpreter(name: str, *languages: str) -> Resource:
    return Resource(
        id=ResourceId(new_id()), kind=ResourceKind.INTERPRETER, name=name, languages=languages
    )


def reader(plan: Plan, name: str) -> Recipient:
    return next(
        one
        for one in recipients(plan)
        if one.kind is RecipientKind.INTERPRETER and name in one.name
    )


def two_interpreters() -> PlanBuilder:
    """Talks interpreted by Emi, a dinner by Emi and Jonas, a tour by nobody."""
    build = PlanBuilder("Sato", "Mori")
    house = organisation(
        "Japan Science Agency", acronym="JSA", native_name="日本科学機構", country="JP"
    )
    build.plan = replace(
        build.plan,
        delegates=tuple(replace(one, organisation_id=house.id) for one in build.plan.delegates),
    )
    emi, jonas = interpreter("Emi", "ja", "en"), interpreter("Jonas", "ja", "da")
    talks = build.item(
        "Talks", "10:00", "11:45", named=("Sato",), host=person("Holm", "Mette"),
        interpreting=Interpreting.CONSECUTIVE, language="en",
    )  # fmt: skip
    dinner = build.item("Dinner", "19:00", "21:30", host=person("Lund", "Per"))
    build.item("Tour", "14:00", "15:00", named=("Mori",))
    links = ((talks, emi), (dinner, emi), (dinner, jonas))
    build.add(
        organisations=(house,),
        resources=(emi, jonas),
        bookings=tuple(
            ItemResource(id=RecordId(new_id()), item_id=one.id, resource_id=who.id)
            for one, who in links
        ),
    )
    return build


def rows_below(document: Document | None, title: str) -> list[list[str]]:
    """The rows of the table that follows a heading."""
    assert document is not None
    blocks = list(document.blocks)
    at = next(
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Heading) and first(block.text) == title
    )
    table = blocks[at + 1]
    assert isinstance(table, Table)
    return [[first(cell) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(("which", "codes"), [("jp", ("en",)), ("sh", ("ja",))])
def test_the_samples(
    which: str, codes: tuple[str, ...], open_copy: Callable[[Path], Planner], sample_file: Path
) -> None:
    document = interpreter_pack(material(sample(open_copy(sample_file), which), *codes))
    assert document is not None
    held(f"interpreter-pack.{which}.{'-'.join(codes)}", document)


def test_an_interpreter_gets_the_own_entries_with_mode_language_length_and_company() -> None:
    plan = two_interpreters().plan
    one = reader(plan, "Emi")
    document = interpreter_pack(material(plan, profile=Profile.HOSTS, recipient=one))
    assert rows_below(document, "Monday 10 May 2027") == [
        ["10:00–11:45", "Talks", "Consecutive\nEnglish", "1 h 45 min", ""],
        ["19:00–21:30", "Dinner", "", "2 h 30 min", "Jonas"],
    ]
    other = interpreter_pack(material(plan, profile=Profile.HOSTS, recipient=reader(plan, "Jonas")))
    assert [row[1] for row in rows_below(other, "Monday 10 May 2027")] == ["Dinner"]
    assert "HOLM" not in outline(other)  # type: ignore[arg-type]


def test_acronyms_and_readings_of_both_sides_are_there() -> None:
    build = two_interpreters()
    build.plan = replace(
        build.plan,
        people=tuple(
            replace(one, native_name="佐藤 花子", reading="サトウ ハナコ", country="JP")
            if one.family_name == "Sato"
            else one
            for one in build.plan.people
        ),
    )
    document = interpreter_pack(material(build.plan))
    sato = next(row for row in rows_below(document, "Delegation") if row[0].startswith("SATO"))
    assert {"佐藤 花子", "サトウ ハナコ"} <= set(sato)
    (house,) = rows_below(document, "Organisations and acronyms")
    assert house == ["JSA", "Japan Science Agency", "日本科学機構"]


def test_an_interpreter_of_the_delegation_gets_what_is_spoken_not_the_coach() -> None:
    build = two_interpreters()
    build.delegate("Tolk", category=Category.INTERPRETER)
    build.leg("Coach", "08:00", "09:00")
    one = next(
        one
        for one in recipients(build.plan)
        if one.kind is RecipientKind.DELEGATE and "Tolk" in one.name
    )
    told = material(build.plan, profile=Profile.DELEGATES, recipient=one)
    keys = frozenset(key.id for key in build.plan.interpreting_delegates)
    document = interpreter_pack(replace(told, interpreting=keys))
    assert [row[1] for row in rows_below(document, "Monday 10 May 2027")] == ["Dinner"]


def test_no_other_guest_or_host_is_sent_one() -> None:
    plan = two_interpreters().plan
    for one in recipients(plan):
        if one.kind in (RecipientKind.DELEGATE, RecipientKind.HOST):
            assert interpreter_pack(material(plan, profile=one.profile, recipient=one)) is None


def test_a_visit_without_interpreting_needs_no_pack() -> None:
    build = PlanBuilder("Sato")
    build.item("Talks", "10:00", "11:00")
    assert interpreter_pack(material(build.plan)) is None


@given(st.integers(0, 250))
def test_the_lists_hold_everybody_of_the_entries_and_nobody_else(seed: int) -> None:
    plan = delegation(seed)
    booked = [one for one in recipients(plan) if one.kind is RecipientKind.INTERPRETER]
    for one in (None, *booked):
        told = material(plan, profile=Profile.HOSTS if one else Profile.INTERNAL, recipient=one)
        here = everybody(told)
        items = interpreted(told, here)
        document = interpreter_pack(told)
        if not items:
            assert document is None
            continue
        heads = {key for item in items for key in told.plan.heads_on(item)}
        assert len(rows_below(document, "Delegation")) == len(heads)
        days = [
            block
            for block in document.blocks  # type: ignore[union-attr]
            if isinstance(block, Heading) and block.level == 2
        ]
        assert len(days) == len({item.span.start.local.date() for item in items})
        for item in items:
            assert one is None or any(who.id == one.id for who in told.plan.booked_for(item))
