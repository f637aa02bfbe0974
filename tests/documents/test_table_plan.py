"""Table plans on paper: who is at table, on which side, and where interpreters sit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.heads_made import material, sample
from tests.documents.outlines import held

from delegations import delegation
from factories import PlanBuilder, person
from pdf_text import pages_of
from planner.documents.content import Document, Seating, Side, first
from planner.documents.engine.pdf import write_pdf
from planner.documents.people.heads import everybody
from planner.documents.sheets.table_plan import entries, table_plans
from planner.documents.word.writing import write_word
from planner.domain.ids import RecordId, ResourceId, new_id
from planner.domain.itinerary import ItemKind, ItemResource
from planner.domain.privacy import Profile
from planner.domain.recipients import recipients
from planner.domain.travel import Resource, ResourceKind
from planner.domain.visits import Category
from planner.services.planner import Planner


def seatings(document: Document | None) -> list[Seating]:
    assert document is not None
    return [block for block in document.blocks if isinstance(block, Seating)]


def talks() -> PlanBuilder:
    build = PlanBuilder()
    for rank, name in enumerate(("Sato", "Mori", "Abe"), 1):
        build.delegate(name, rank=rank)
    build.delegate("Tolk", category=Category.INTERPRETER, rank=4)
    one = build.item("Talks", "10:00", "11:00", host=person("Holm", "Mette"))
    booked = Resource(id=ResourceId(new_id()), kind=ResourceKind.INTERPRETER, name="Emi Kitamura")
    build.add(
        resources=(booked,),
        bookings=(ItemResource(id=RecordId(new_id()), item_id=one.id, resource_id=booked.id),),
    )
    return build


@pytest.mark.parametrize(("which", "codes"), [("jp", ("en", "ja")), ("sh", ("de",))])
def test_the_samples(
    which: str, codes: tuple[str, ...], open_copy: Callable[[Path], Planner], sample_file: Path
) -> None:
    document = table_plans(material(sample(open_copy(sample_file), which), *codes))
    assert document is not None
    held(f"table-plan.{which}.{'-'.join(codes)}", document)


def test_the_delegation_faces_its_hosts_with_an_interpreter_at_each_left_hand() -> None:
    (table,) = seatings(table_plans(material(talks().plan)))
    told = [(first(seat.name), seat.side, seat.number) for seat in table.seats]
    assert told == [
        ("ABE", Side.LEFT, 3),
        ("TOLK", Side.LEFT, 0),
        ("SATO", Side.LEFT, 1),
        ("MORI", Side.LEFT, 2),
        ("Mette HOLM", Side.RIGHT, 1),
        ("Emi Kitamura", Side.RIGHT, 0),
    ]


def test_a_guest_who_interprets_takes_no_rank_on_the_plan_of_the_hosts_either() -> None:
    plan = talks().plan
    keys = frozenset(one.id for one in plan.interpreting_delegates)
    told = replace(material(plan, profile=Profile.HOSTS), interpreting=keys)
    assert not told.plan.interpreting_delegates
    (table,) = seatings(table_plans(told))
    assert {first(seat.name) for seat in table.seats if seat.interpreter} == {
        "TOLK",
        "Emi Kitamura",
    }


def test_tours_and_what_nobody_hosts_have_no_table() -> None:
    build = PlanBuilder("Sato")
    build.item("Tour", "10:00", "11:00", host=person("Holm", "Mette"), kind=ItemKind.TOUR)
    build.item("Lunch", "12:00", "13:00", kind=ItemKind.MEAL)
    assert table_plans(material(build.plan)) is None


def test_a_side_where_guests_sit_beside_hosts_is_not_called_that_of_the_hosts() -> None:
    build = talks()
    build.item("Dinner", "19:00", "21:00", host=person("Lund", "Per"), kind=ItemKind.MEAL)
    across, dinner = seatings(table_plans(material(build.plan)))

    assert (first(across.left), first(across.right)) == ("Delegation", "Hosts")
    assert (dinner.left, dinner.right) == ("", "")
    hosts = {first(seat.name) for seat in dinner.seats if first(seat.note).startswith("Host")}
    assert hosts == {"Per LUND"}


def test_a_host_gets_the_own_tables_alone() -> None:
    build = talks()
    build.item("Dinner", "19:00", "21:00", host=person("Lund", "Per"), kind=ItemKind.MEAL)
    one = next(one for one in recipients(build.plan) if "Lund" in one.name)
    document = table_plans(material(build.plan, profile=Profile.HOSTS, recipient=one))
    (table,) = seatings(document)
    assert "Per LUND" in {first(seat.name) for seat in table.seats}


@given(st.integers(0, 250), st.sampled_from((Profile.INTERNAL, Profile.HOSTS, Profile.DELEGATES)))
def test_everybody_on_an_entry_has_one_seat(seed: int, profile: Profile) -> None:
    told = material(delegation(seed), profile=profile)
    here = everybody(told)
    wanted = entries(told, here)
    document = table_plans(told)
    if not wanted:
        assert document is None
        return
    for item, table in zip(wanted, seatings(document), strict=True):
        ranked = [seat for seat in table.seats if not seat.interpreter]
        heads = {*told.plan.heads_on(item), *(head.key for head in here.across(item))}
        speakers = here.interpreters_of(item)
        people = {head.person_id for head in speakers} - {None}
        doubled = [
            head
            for head in (*here.on(item), *here.across(item))
            if head.person_id in people and head.key not in told.plan.heads_on(item)
        ]
        assert len(table.seats) == len(heads) + len(speakers) - len(doubled)
        assert len(ranked) <= len(heads)


def test_fifty_at_dinner_are_on_one_sheet_with_every_name_whole() -> None:
    names = [f"Oldenhövel-Thomsen-Brandt {n:02d}" for n in range(50)]
    build = PlanBuilder(*names)
    build.item("Dinner", "19:00", "21:00", host=person("Holm", "Mette"), kind=ItemKind.MEAL)
    told = material(build.plan)
    document = table_plans(told)
    assert document is not None
    pages = pages_of(write_pdf(document, told.look))
    assert len(pages) == 1
    bare = "".join("".join(pages).split()).replace("\u200b", "")
    assert all("".join(name.upper().split()) in bare for name in names)


def test_the_principals_are_in_one_row_of_the_word_file(tmp_path: Path) -> None:
    told = material(talks().plan)
    document = table_plans(told)
    assert document is not None
    (tmp_path / "plan.docx").write_bytes(write_word(document, told.look))
    (table,) = docx.Document(str(tmp_path / "plan.docx")).tables
    rows = [[cell.text.split("\n")[0] for cell in row.cells] for row in table.rows]
    (middle,) = [row for row in rows if "SATO" in row]
    assert "Mette HOLM" in middle
