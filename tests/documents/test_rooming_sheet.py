"""The rooming list: every head has one line in each stay, and a hotel reads of its own guests only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from delegations import delegation
from documents.office_papers import everybody, number, of_plan, of_sample, tables, text_of
from documents.outlines import held
from factories import CPH, PlanBuilder, at, site
from planner.documents.content import first
from planner.documents.kinds import DOCUMENTS
from planner.documents.sheets.rooming_sheet import rooming_sheet
from planner.domain.ids import RecordId
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.sleeping import guests, stays
from planner.domain.travel import Rooming, RoomKind
from planner.services.planner import Planner

STAY = ItemKind.STAY


def housed(plan: Plan) -> Plan:
    """The first two of each stay share a room, the third has one alone."""
    found = []
    for item in stays(plan):
        for place, head in enumerate(plan.on(item)[:3]):
            kind = RoomKind.SINGLE if place == 2 else RoomKind.TWIN
            found.append(
                Rooming(
                    id=RecordId(f"{item.id}{place}"),
                    item_id=item.id,
                    delegate_id=head.id,
                    kind=kind,
                    room="401" if place < 2 else "402",
                    reference="BK12" if place == 0 else "",
                )
            )
    return replace(plan, roomings=tuple(found))


@pytest.mark.parametrize(
    ("which", "codes"), [("jp", ("en",)), ("jp", ("en", "ja")), ("sh", ("ja",))]
)
def test_the_list_of_a_sample_stays_as_it_is(
    sample: Planner, which: str, codes: tuple[str, ...]
) -> None:
    material = of_sample(sample, which, *codes)
    made = rooming_sheet(replace(material, plan=housed(material.plan)))
    assert made is not None
    held(f"rooming_sheet.{which}.{'-'.join(codes)}", made)


@settings(max_examples=60)
@given(seed=some.integers(0, 5000))
def test_every_head_has_one_line_and_the_kinds_add_up(seed: int) -> None:
    plan = delegation(seed)
    made = rooming_sheet(of_plan(plan))
    found = [(item, guests(plan, item, "en")) for item in stays(plan)]
    found = [(item, rows) for item, rows in found if rows]
    if made is None:
        assert not found
        return
    lists, kinds = tables(made)[::2], tables(made)[1::2]
    assert len(lists) == len(kinds) == len(found)
    for (item, rows), table, sums in zip(found, lists, kinds, strict=True):
        assert [number(row, 0) for row in table.rows] == list(range(1, len(rows) + 1))
        assert {row.delegate.id for row in rows} >= plan.heads_on(item)
        *each, total = sums.rows
        assert sum(number(row, 1) for row in each) == number(total, 1) == len(rows)


def _stay(built: PlanBuilder) -> Item:
    hotel = site("Hotel Eksempel", address="Eksempelvej 1")
    return built.item("Stay", "Mon 15:00", "Thu 10:00", kind=STAY, at_site=hotel)


def test_who_comes_later_has_fewer_nights_and_says_when() -> None:
    built = PlanBuilder("Sato")
    built.delegate("Ito", arrives_local=at("Tue 22:40"), arrives_zone=CPH)
    _stay(built)
    made = rooming_sheet(of_plan(built.plan))
    assert made is not None
    table = tables(made)[0]
    nights = {first(row.cells[1]): number(row) for row in table.rows}
    assert nights == {"SATO": 3, "ITO": 2}
    assert "Tue 11 May 22:40" in text_of(made)


def test_a_room_is_held_for_who_is_not_named_yet() -> None:
    built = PlanBuilder("Sato")
    hold = built.delegate("Ito", placeholder="head of section")
    built.plan = replace(
        built.plan,
        delegates=(built.plan.delegates[0], replace(hold, person_id=None)),
    )
    _stay(built)
    made = rooming_sheet(of_plan(built.plan))
    assert made is not None
    assert "N.N. (head of section)" in text_of(made)
    assert "1 of them not named yet" in text_of(made)


def test_two_in_a_room_are_told_of_each_other() -> None:
    built = PlanBuilder("Sato", "Ito", "Abe")
    _stay(built)
    made = rooming_sheet(of_plan(housed(built.plan)))
    assert made is not None
    table = tables(made)[0]
    place = [first(column.title) for column in table.columns].index("Shares with")
    assert sorted(first(row.cells[place]) for row in table.rows) == ["", "ITO", "SATO"]


def test_a_hotel_reads_of_its_own_guests_only() -> None:
    built = PlanBuilder("Sato", "Ito")
    one, other = site("Hotel One"), site("Hotel Two")
    built.item("Stay", "Mon 15:00", "Tue 10:00", kind=STAY, at_site=one, named=("Sato",))
    built.item("Stay", "Mon 15:00", "Tue 10:00", kind=STAY, at_site=other, named=("Ito",))
    hotel = next(each for each in everybody(built.plan) if each.id == one.id)
    made = rooming_sheet(of_plan(built.plan, profile=Profile.SITES, recipient=hotel))
    assert made is not None
    assert "SATO" in text_of(made)
    assert "ITO" not in text_of(made)
    assert "Hotel Two" not in text_of(made)


def test_without_a_hotel_to_send_it_to_there_is_no_list_for_sites() -> None:
    built = PlanBuilder("Sato")
    _stay(built)
    assert rooming_sheet(of_plan(built.plan, profile=Profile.SITES)) is None
    assert rooming_sheet(of_plan(built.plan, profile=Profile.HOSTS)) is None
    assert DOCUMENTS["rooming-sheet"].profiles == {Profile.INTERNAL, Profile.SITES}


def test_nights_are_counted_by_the_calendar() -> None:
    built = PlanBuilder("Sato")
    stay = _stay(built)
    (only,) = guests(built.plan, stay, "en")
    assert only.nights == 3
    assert (only.departs, only.arrives) == (dt.date(2027, 5, 13), dt.date(2027, 5, 10))
